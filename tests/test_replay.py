"""Recordings through `ajil replay`, as a process: what is a good line, what is told of a bad one, whose clock
counts, and that a file gives the same bytes every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from streamer.connect import AnyRedis
from streamer.settings import Settings
from streamer.shown import Published
from tests.builders import Room, id_of
from tests.commands import ajil, events_of
from workers.cli.recorded import Recording
from workers.cli.replaying import _Answers

QUAKE, FLOOD, BRIDGE = (
    "زلزال يضرب الساحل الجنوبي",
    "فيضان في الشمال بعد أمطار",
    "افتتاح جسر جديد على النهر",
)


def lines(*some: dict[str, Any] | str | bytes) -> bytes:
    """One a line: objects as JSON, anything else as it is."""
    told = []
    for one in some:
        data = json.dumps(one, ensure_ascii=False) if isinstance(one, dict) else one
        told.append(data.encode() if isinstance(data, str) else data)
    return b"\n".join(told) + b"\n"


def a_line(title: str, source: str = "nahr", **more: Any) -> dict[str, Any]:
    return {"source": source, "title": title, **more}


BAD: list[dict[str, Any] | str | bytes] = [
    "not json", '{"source": "nahr", "title": "cut o', "[1, 2]", "null", '"words"', "{}",
    b"\xff\xfe\x00\x01", {"source": "nahr"}, {"title": FLOOD}, a_line(""), a_line("\u200b \u200f"),
    {"source": "nahr", "title": 7}, a_line(FLOOD, seen="yesterday noon or so"), a_line(FLOOD, guid=[1]),
    a_line(FLOOD, source=" "), "[" * 100_000, a_line("x" * 1_100_000),
]  # fmt: skip


async def test_a_bad_line_is_named_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = [QUAKE, FLOOD, BRIDGE]
    some: list[dict[str, Any] | str | bytes] = [
        a_line(good[0]),
        *BAD[:9],
        a_line(good[1]),
        "",
        *BAD[9:],
    ]
    (tmp_path / "day.jsonl").write_bytes(lines(*some, a_line(good[2])))
    done = await ajil("replay", "day.jsonl", "--json", cwd=tmp_path)
    assert done.code == 1
    assert [one["title"] for one in events_of(done)] == good
    numbers = [*range(2, 11), *range(13, 13 + len(BAD) - 9)]
    told = [line for line in done.err.splitlines() if line.startswith("day.jsonl: line ")]
    assert [int(line.split()[2].rstrip(":")) for line in told] == numbers
    assert all("expected a JSON object with source and title" in line for line in told)


async def test_a_file_gives_the_same_bytes_every_time_from_wherever_it_is_read(
    tmp_path: Path,
) -> None:
    """Ids follow from identity and first sight, clocks from the file: a mark of byte order, other line ends
    and blank lines change nothing."""
    some = [
        a_line(QUAKE, url="https://nahr.example/news/10001", seen="2024-05-01T10:00:00Z"),
        a_line(FLOOD, "sawt", guid="g-2", published="Wed, 01 May 2024 13:05:00 +0300"),
        a_line(
            "عاجل | " + BRIDGE, url="https://nahr.example/news/10002", section="محلي", summary="قال"
        ),
    ]
    plain = lines(*some)
    (tmp_path / "a.jsonl").write_bytes(plain)
    first = await ajil("replay", "a.jsonl", "--json", cwd=tmp_path)
    dressed = b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n\r\n")
    again = await ajil("replay", "-", "--json", cwd=tmp_path, stdin=dressed)
    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out
    assert [one["seen"] for one in events_of(first)] == [
        "2024-05-01T10:00:00.000Z", "2024-05-01T10:05:00.000Z", "2024-05-01T10:05:00.000Z",
    ]  # fmt: skip


async def test_one_event_for_each_line_in_order_and_the_clock_never_runs_back(
    tmp_path: Path,
) -> None:
    """An unchanged showing prints as a repeat; an edit raises the revision and says what stood before."""
    url = "https://nahr.example/news/10001"
    some = [
        a_line(QUAKE, url=url, seen="2024-05-01T10:00:00Z"),
        a_line(QUAKE, url=url, seen="2024-05-01T09:00:00Z"),
        a_line(FLOOD, url=url, seen="2024-05-01T10:01:00Z"),
        a_line(BRIDGE, "sawt"),
    ]
    done = await ajil("replay", "-", "--json", cwd=tmp_path, stdin=lines(*some))
    first, shown, edit, other = events_of(done)
    assert [first["event"], shown["event"], edit["event"], other["event"]] == [
        "new", "repeat", "update", "new",
    ]  # fmt: skip
    assert first["id"] == shown["id"] == edit["id"] != other["id"]
    assert (edit["revision"], edit["previous"]) == (2, QUAKE)
    assert shown["seen"] == "2024-05-01T10:00:00.000Z"
    assert other["seen"] == "2024-05-01T10:01:00.000Z"


@pytest.mark.parametrize(
    ("file", "code", "words"),
    [
        ("nowhere.jsonl", 1, "nowhere.jsonl cannot be read"),
        (".", 1, "read"),
        ("/dev/null", 0, "/dev/null holds no headline"),
    ],
)
async def test_what_is_no_recording_or_is_empty_is_said_in_a_line(
    tmp_path: Path, file: str, code: int, words: str
) -> None:
    done = await ajil("replay", file, "--json", cwd=tmp_path)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1


async def test_with_live_a_line_that_is_set_aside_has_no_event_and_ends_nothing(
    redis: AnyRedis, prefix: str, tmp_path: Path
) -> None:
    """Asked for what was judged, and of what was learnt without a word, the same."""
    (tmp_path / "day.jsonl").write_bytes(lines(a_line(QUAKE)))
    [recorded] = [one async for one in Recording(Settings(), str(tmp_path / "day.jsonl"))]
    room = await Room(redis, prefix).open()
    answers = _Answers(Settings(), room.store, room.headlines)
    for verdict in ("new", "known"):
        assert await answers.to(recorded, Published(verdict, "no id of ours")) is None
    told = await answers.to(recorded, Published("known", id_of(1)))
    assert told is not None
    assert (told.event, told.title) == ("repeat", QUAKE)
    await room.close()
