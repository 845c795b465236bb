"""robots.txt, asked of real servers on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from streamer import robots as robots_txt
from streamer.fetch import Fetcher
from streamer.guard import Guard
from streamer.robots import LONGEST_DELAY, Robots, Verdict
from tests.hostile import LOOPBACK, FarEnd, Heard, Play, answer, far_end, says, silence


@asynccontextmanager
async def robots(
    play: Play, agent: str = "Ajil/1.0 (+x)", total: float = 20.0
) -> AsyncIterator[tuple[Robots, FarEnd]]:
    door = Fetcher(Guard(LOOPBACK), user_agent=agent, per_host=2, total=total)
    one = Robots(door, agent)
    try:
        async with far_end(play) as end:
            yield one, end
    finally:
        await one.close()
        await door.close()


async def verdict(text: str, path: str = "/rss.xml", status: int = 200) -> Verdict:
    async with robots(says(answer(status, text.encode()))) as (one, end):
        return await one.verdict(end.url + path)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True), ("User-agent: *\nDisallow:", True), ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /rss", False), ("User-agent: *\nDisallow: /admin", True),
        ("User-agent: *\nDisallow: /\nAllow: /rss.xml", True),
        ("User-agent: ajil\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Ajil\nAllow: /", True),
        ("User-agent: otherbot\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /*.xml$", False),
        ("<!doctype html><html><body>Not found</body></html>", True), ("\0\x01\udcff" * 9, True),
    ],
)  # fmt: skip
async def test_a_page_may_be_asked_or_not(text: str, allowed: bool) -> None:
    async with robots(says(answer(200, text.encode("utf-8", "surrogateescape")))) as (one, end):
        assert (await one.verdict(end.url + "/rss.xml")).allowed == allowed


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_where_there_is_none_everything_is_allowed(status: int) -> None:
    assert (await verdict("User-agent: *\nDisallow: /", status=status)).allowed


@pytest.mark.parametrize(
    ("delay", "seconds"),
    [("3", 3.0), ("0.5", 0.5), ("-1", 0.0), ("soon", 0.0), ("99999999", LONGEST_DELAY)],
)
async def test_a_crawl_delay_is_kept_within_bounds(delay: str, seconds: float) -> None:
    assert (await verdict(f"User-agent: *\nCrawl-delay: {delay}")).delay == seconds


async def test_an_origin_is_asked_once_however_many_want_to_know() -> None:
    async with robots(says(answer(200, b"User-agent: *\nDisallow: /no"))) as (one, end):
        urls = [f"{end.url}/{name}" for name in ("a", "b", "no", "a")]
        found = await asyncio.gather(*(one.verdict(url) for url in urls))
        assert [each.allowed for each in found] == [True, True, False, True]
        await one.verdict(f"{end.url}/later")
        assert [heard.target for heard in end.heard] == ["/robots.txt"]


@pytest.mark.parametrize("play", [silence, says(answer(500)), says(answer(429))])
async def test_a_site_that_says_nothing_of_robots_is_asked(play: Play) -> None:
    async with robots(play, total=1.0) as (one, end):
        assert (await one.verdict(end.url + "/rss.xml")).allowed


class Later:
    """The loop's clock, which the test puts forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.by = 0.0
        monkeypatch.setattr(robots_txt, "_now", self)

    def __call__(self) -> float:
        return asyncio.get_running_loop().time() + self.by


async def test_silence_upon_silence_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    later = Later(monkeypatch)
    async with robots(says(answer(503))) as (one, end):
        for times in range(1, 4):
            assert not (await one.verdict(end.url + "/rss.xml")).heard
            assert len(end.heard) == times
            later.by += 601


async def test_what_was_answered_holds_through_any_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    later, said = Later(monkeypatch), [answer(200, b"User-agent: *\nDisallow: /")]

    async def once(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(said.pop() if said else answer(503))

    async with robots(once) as (one, end):
        for times in range(1, 4):
            found = await one.verdict(end.url + "/rss.xml")
            assert (found.allowed, found.heard, len(end.heard)) == (False, True, times)
            later.by += 25 * 3600


async def test_whoever_is_called_off_takes_the_answer_from_nobody_else() -> None:
    async with robots(says(answer(200, b"User-agent: *\nDisallow: /"))) as (one, end):
        first = asyncio.create_task(one.verdict(end.url + "/a"))
        second = asyncio.create_task(one.verdict(end.url + "/b"))
        await asyncio.sleep(0)
        first.cancel()
        assert not (await second).allowed
        assert first.cancelled()


async def test_turns_of_an_origin_lie_apart_whichever_pages_are_asked() -> None:
    async with robots(says(answer(404))) as (one, end):
        loop = asyncio.get_running_loop()
        began, at = loop.time(), []
        for path in ("/a", "/b", "/c"):
            await one.turn(end.url + path, 0.1)
            at.append(loop.time() - began)
        assert at[1] >= 0.099
        assert at[2] >= 0.199


async def test_a_turn_that_would_come_too_late_is_not_taken_from_those_who_can_wait() -> None:
    async with robots(says(answer(404))) as (one, end):
        loop = asyncio.get_running_loop()
        assert await one.turn(end.url + "/a", 0.1)
        began = loop.time()
        assert not await one.turn(end.url + "/b", 600.0, by=began)
        assert await one.turn(end.url + "/c", 0.1, by=began + 60)


@pytest.mark.parametrize("url", ["", "http://", "gopher://x/", "http://[::bad/"])
async def test_what_cannot_be_asked_at_all_is_left_to_the_door(url: str) -> None:
    async with robots(says(answer(404))) as (one, _):
        assert (await one.verdict(url)).allowed
