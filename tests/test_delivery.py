"""Couriers against receivers of every kind, under a clock that stands until it is moved.

Faults 12 to 17, 26, 27 and 29 of the list of faults, each on real sockets and a real store; the farm, with
couriers killed, is in test_farm.py, the address guard (18, 19) in test_guard.py and test_post.py.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime

import pytest
from standardwebhooks import Webhook

from streamer.settings.types import Secret
from tests.builders import Room, a_subscriber, an_event, id_of
from tests.desk import Desk, desk
from tests.fakes import SECRET
from tests.hostile import FarEnd, Heard, answer, drips, far_end, says, silence
from tests.waiting import until
from workers.retry import SCHEDULE
from workers.story import Event

OTHER = "whsec_YW5vdGhlci1zZWNyZXQtb2YtdGVzdHM="
TITLE = "انفجار في ديالى"


class Script:
    """A receiver whose answer a test changes as it goes; what it said yes to is kept in order."""

    def __init__(self, status: int = 204, **headers: str) -> None:
        self.status, self.headers = status, headers
        self.yes: list[str] = []
        self.bad: set[str] = set()
        """Ids that it never takes."""
        self.tries: Counter[str] = Counter()

    async def __call__(self, heard: Heard, writer: asyncio.StreamWriter) -> None:
        name = heard.headers["webhook-id"]
        self.tries[name] += 1
        status = 500 if name in self.bad else self.status
        if 200 <= status < 300:
            self.yes.append(name)
        writer.write(answer(status, **self.headers))

    @property
    def asked(self) -> int:
        return self.tries.total()


def edits(number: int, count: int) -> list[Event]:
    """A story: its first report and its edits."""
    first = an_event(number)
    return [
        first,
        *(an_event(number, event="update", revision=n, title=f"{first.title} {n}")
          for n in range(2, count + 1)),
    ]  # fmt: skip


def hook(end: FarEnd, name: str = "hook", **more: object) -> object:
    return a_subscriber(name, url=f"{end.url}/hook", **more)  # type: ignore[arg-type]


async def asked(one: Desk, script: Script, times: int) -> None:
    await until(lambda: script.asked >= times)
    await one.settled()
    assert script.asked == times


# ── the retry table (13, 14, 15) ──────────────────────────────────────────────────────────────


async def test_an_answer_of_500_for_days_walks_the_table_then_is_a_dead_letter_that_can_be_retried(
    room: Room,
) -> None:
    script = Script(500)
    async with far_end(script) as end, desk(room, hook(end, give_up=10**6)) as one:
        await one.owe(an_event(1))
        for done, wait in enumerate(SCHEDULE, 1):
            if wait:
                await asked(one, script, done)
                await one.later(wait - 0.5)
                await one.settled()
                assert script.asked == done, f"sooner than {wait} s"
                await one.later(0.6)
            await until(lambda done=done: script.asked == done + 1)  # type: ignore[misc]
        (letter,) = await until(one.dead)
        assert letter.attempts == 12
        assert "HTTP 500" in letter.why
        assert await one.owed("hook") == []
        script.status = 204
        assert await room.store.revive(letter, room.now_ms)
        one.couriers.wake()
        await until(lambda: script.yes == [letter.delivery])


@pytest.mark.parametrize(("attempts", "times"), [(0, 1), (1, 2)])
async def test_what_is_due_again_before_its_task_has_ended_goes_as_soon_as_it_has(
    room: Room, attempts: int, times: int
) -> None:
    """A first retry is due at once. One that only outlived its lease is carried by nobody else."""
    gate, script = asyncio.Event(), Script()

    async def slow(heard: Heard, writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        await script(heard, writer)

    async with far_end(slow) as end, desk(room, hook(end)) as one:
        await one.owe(an_event(1))
        await until(lambda: end.heard)
        (held,) = one.couriers._under_way.values()
        one.couriers._start(one.couriers.receivers["hook"], held._replace(attempts=attempts))
        gate.set()
        await one.settled()
        await until(lambda: script.asked == times)
        await one.settled()
        assert script.asked == times


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "wait"), [("120", 120.0), ("-5", 1.0), ("1000000000", 86400.0), ("date", 120.0)]
)
async def test_a_named_time_is_waited_for_within_bounds(
    room: Room, status: int, header: str, wait: float
) -> None:
    if header == "date":  # a date is compared with the wall, which goes on while we test
        from datetime import UTC, datetime

        header = format_datetime(datetime.now(UTC) + timedelta(seconds=wait), usegmt=True)
        wait -= 3
    script = Script(status, Retry_After=header)
    async with far_end(script) as end, desk(room, hook(end)) as one:
        await one.owe(an_event(1))
        await asked(one, script, 1)
        await one.later(wait - 0.5)
        await asked(one, script, 1)
        script.status = 204
        await one.later(5 + 3.5)
        await until(lambda: script.yes)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_a_failure_that_is_never_followed(room: Room, status: int) -> None:
    async with far_end(says(answer(204))) as other:
        script = Script(status, Location=f"{other.url}/elsewhere")
        async with far_end(script) as end, desk(room, hook(end)) as one:
            await one.owe(an_event(1))
            await asked(one, script, 2)
            assert other.connections == 0
            assert await one.owed("hook")


async def test_410_switches_off_at_once_and_all_that_is_owed_dies(room: Room) -> None:
    script = Script(410)
    async with far_end(script) as end, desk(room, hook(end)) as one:
        await one.owe(*(an_event(n) for n in range(30)))
        await until(room.store.switched_off)

        async def all_dead() -> bool:
            return len(await one.dead()) == 30

        await until(all_dead)
        assert script.asked <= 8


async def test_a_plain_400_is_a_dead_letter_and_the_rest_goes_on(room: Room) -> None:
    script = Script(400)
    async with far_end(script) as end, desk(room, hook(end)) as one:
        await one.owe(*(an_event(n) for n in range(20)))

        async def all_dead() -> bool:
            return len(await one.dead()) == 20

        await until(all_dead)
        assert script.asked == 20


# ── the circuit ───────────────────────────────────────────────────────────────────────────────


async def test_a_dead_receiver_costs_one_try_at_a_time_and_once_it_is_back_all_comes_in_order(
    room: Room,
) -> None:
    script = Script(500)
    events = [event for number in range(20) for event in edits(number, 3)]
    async with far_end(script) as end, desk(room, hook(end)) as one:
        await one.owe(*events)
        await one.settled()
        before = script.asked
        assert before <= 20, "those that were under way, and no more"
        for wait in (6, 35, 340):
            await one.later(wait)
            before += 1
            await asked(one, script, before)
        script.status = 204
        await one.later(2000)
        await until(lambda: len(script.yes) == len(events), 60)
        assert await one.dead() == []
    for number in range(20):
        mine = [name for name in script.yes if name.startswith(id_of(number))]
        assert mine == [event.delivery_id for event in edits(number, 3)]


async def test_one_message_that_is_never_taken_shuts_nobody_out(room: Room) -> None:
    script = Script()
    script.bad = {an_event(0).delivery_id}
    async with far_end(script) as end, desk(room, hook(end)) as one:
        await one.owe(*(an_event(n) for n in range(40)))
        await until(lambda: len(script.yes) == 39)
        for _ in range(6):
            await one.later(400)
            await one.owe(an_event(100 + script.asked))
            await one.settled()
        assert len(script.yes) == 45
        assert await one.owed("hook") == [an_event(0).delivery_id]


async def test_behind_a_dead_receiver_everything_ends_when_its_time_is_over(room: Room) -> None:
    script = Script(503)
    async with far_end(script) as end, desk(room, hook(end, give_up=60.0)) as one:
        await one.owe(*(an_event(n) for n in range(40)))
        await one.settled()
        for _ in range(12):
            await one.later(16)
            await one.settled()
        letters = await one.dead()
        assert len(letters) == 40
        assert all("given up" in letter.why for letter in letters)
        assert script.asked < 40
        script.status = 204
        await one.later(20)
        await one.owe(an_event(99))
        await one.later(20)
        await until(lambda: script.yes == [an_event(99).delivery_id])


# ── slow, hostile, enormous (12) ──────────────────────────────────────────────────────────────


async def test_a_hung_a_dripping_and_an_enormous_receiver_delay_nobody_but_themselves(
    room: Room,
) -> None:
    script = Script()
    gib = drips(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", b"x" * 2**20, 0)
    slow = drips(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x", 0.05)
    async with (
        far_end(script) as well, far_end(silence) as hung, far_end(slow) as dripping,
        far_end(gib) as enormous,
        desk(room, hook(well), hook(hung, "hung"), hook(dripping, "dripping"), hook(enormous, "enormous"),
             total=20.0) as one,
    ):  # fmt: skip
        await one.owe(*(an_event(n) for n in range(50)))
        await until(lambda: len(script.yes) == 50)
        hanging = [event for name, event, _ in one.outcomes if name in ("hung", "dripping")]
        assert hanging == [], "nobody waited for them"

        async def taken() -> bool:  # a yes is a yes, however much comes behind it
            return await one.owed("enormous") == []

        await until(taken)
        assert len(await one.owed("hung")) == len(await one.owed("dripping")) == 50


# ── ids, times and signatures (16, 17) ────────────────────────────────────────────────────────


async def test_a_yes_that_came_too_late_is_asked_for_again_under_the_same_id_with_a_new_time(
    room: Room,
) -> None:
    late = asyncio.Event()

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        if not late.is_set():
            await late.wait()
        writer.write(answer(200))

    async with far_end(play) as end, desk(room, hook(end), total=1.2) as one:
        await one.owe(an_event(1))
        await until(lambda: len(end.heard) == 2)
        late.set()

        async def taken() -> bool:
            return await one.owed("hook") == []

        await one.later(6)
        await until(taken)
        first, second = end.heard[0], end.heard[-1]
        for heard in (first, second):
            Webhook(SECRET).verify(heard.body.decode(), heard.headers)
        assert first.headers["webhook-id"] == second.headers["webhook-id"]
        assert first.body == second.body
        assert first.headers["webhook-timestamp"] < second.headers["webhook-timestamp"]
        assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


async def test_while_a_secret_is_rotated_both_sign_and_then_the_old_one_is_gone(room: Room) -> None:
    script = Script(503)
    async with far_end(script) as end, desk(room, hook(end)) as one:
        url = Secret(f"{end.url}/hook")
        for number, secret in enumerate((SECRET, f"{OTHER} {SECRET}", OTHER)):
            one.follow(a_subscriber("hook", url=url.reveal(), secret=Secret(secret)))
            script.status = 204 if secret == OTHER else 503
            heard = len(end.heard)
            if number == 0:
                await one.owe(an_event(1))
            else:
                await one.later(40)
            await until(lambda heard=heard: len(end.heard) > heard)  # type: ignore[misc]
            await one.settled()
        signed = [heard.headers["webhook-signature"].count("v1,") for heard in end.heard]
        assert signed == [*sorted(signed[:-1]), 1]
        last = end.heard[-1]
        Webhook(OTHER).verify(last.body.decode(), last.headers)
        with pytest.raises(Exception, match="No matching signature"):
            Webhook(SECRET).verify(last.body.decode(), last.headers)
        assert len({heard.headers["webhook-id"] for heard in end.heard}) == 1


# ── secrets (29) ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [0, 200, 301, 400, 410, 500])
async def test_no_secret_stands_in_a_log_an_error_or_a_dead_letter(
    room: Room, status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    key = "k3y-of-the-path"
    play = Script(status, Location=f"http://u:{key}@127.0.0.1/") if status else silence
    async with far_end(play) as end:
        url = f"{end.url}/services/{key}?token={key}"
        async with desk(room, a_subscriber("hook", url=url, give_up=1.0), total=0.3) as one:
            await one.owe(an_event(1))
            for _ in range(3):
                await until(lambda: one.outcomes)
                await one.settled()
                await one.later(10)
            told = json.dumps([str(one.outcomes), str(one.couriers.receivers)])
            letters = [letter.why for letter in await one.dead()]
    said, warned = capfd.readouterr()
    for text in (caplog.text, told, said, warned, *letters):
        assert key not in text
        assert SECRET.removeprefix("whsec_") not in text
