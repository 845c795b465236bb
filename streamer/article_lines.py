"""An article page read by its lines, as people read it: under the headline `section | date`, then a dateline
("الرافد _ البصرة"), then the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, TypedDict
from zoneinfo import ZoneInfo

from streamer import dates, text
from streamer.entries import date_of, has_words, section_of, summary_of

_MOST: Final = 2000
"""Lines of a page that are looked at."""
_FAR: Final = 8
"""Lines behind the headline within which its date stands, and behind the date within which the lead does."""
_LONGEST_HEADLINE: Final = 500
_LONGEST_LINE: Final = 120
_LONGEST_SECTION: Final = 60
_LONGEST_DATELINE: Final = 60
_SHORTEST_LEAD: Final = 60
_DIGIT: Final = re.compile(r"\d")
_NUMBERS: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}\s*\w{0,5}")
_SPLIT: Final = re.compile(r"\s*[|｜¦•]\s*")
_DATELINE: Final = re.compile(r"[^.!?؟:]{2,40}\s*[_\-–—/]\s*[^.!?؟:]{2,40}\s*:?")
_TELLING: Final = 12
"""Letters of a beginning that is no accident."""
_LARGER: Final = re.compile(r"[+-]\s?A|A\s?[+-]")
"""Buttons that make the text larger."""
_UTC: Final = ZoneInfo("UTC")
_SOME_DAY: Final = datetime(2100, 1, 1, tzinfo=UTC)


class Found(TypedDict, total=False):
    """In the publisher's words."""

    section: str | None
    published: str | None
    summary: str | None


def in_lines(told: Iterable[str], title: str, names: Iterable[str] = ()) -> Found:
    """What the lines of a page say of the story that is called `title`, or by one of the folded `names`: its
    date is the first behind the headline, or stands with its section right before it. Where no line is
    the headline, it is the only line that has section and date."""
    told = [line.strip() for line in told if line.strip()][:_MOST]
    wanted = {text.fold(title), *names} - {""}
    for at, line in enumerate(told):
        if len(line) <= _LONGEST_HEADLINE and any(is_same(text.fold(line), one) for one in wanted):
            for far, here in enumerate(told[at + 1 : at + 1 + _FAR], at + 1):
                if parted := _section_and_date(here):
                    return _found(parted, told[far + 1 :])
            for here in reversed(told[max(0, at - 3) : at]):
                if (parted := _section_and_date(here)) and parted[0]:
                    return _found(parted, told[at + 1 :])
    shaped = [
        (at, one) for at, line in enumerate(told) if (one := _section_and_date(line)) and one[0]
    ]
    return _found(shaped[0][1], told[shaped[0][0] + 1 :]) if len(shaped) == 1 else {}


def is_same(one: str, other: str) -> bool:
    """Of folded titles: a ticker's short one and a page's long one begin alike."""
    short, long = sorted((one, other), key=len)
    return bool(short) and (short == long or (len(short) >= _TELLING and long.startswith(short)))


def is_section_and_date(line: str) -> bool:
    """Whether a line has both, as an article's may, and each of a list of other articles."""
    parted = _section_and_date(line)
    return parted is not None and bool(parted[0])


def calendar_date(raw: str) -> str | None:
    """The words, where they mean a day of the calendar: "2 hours ago" is too coarse to add anything."""
    told = date_of(raw)
    if told is None or len(_DIGIT.findall(told)) < 5:
        return None
    return told if dates.parse(told, zone=_UTC, seen=_SOME_DAY) else None


def _section_and_date(line: str) -> tuple[str, str] | None:
    """`أمن | 12-03-2019, 09:40 |` in its parts; a date may stand alone. Two dates are a range, or a
    programme."""
    if len(line) > _LONGEST_LINE:
        return None
    pieces = [piece for piece in _SPLIT.split(line) if piece]
    for at, piece in enumerate(pieces):
        if len(_NUMBERS.findall(piece)) > 1 or not (found := calendar_date(piece)):
            continue
        clock = pieces[at + 1] if at + 1 < len(pieces) else ""
        if _CLOCK.fullmatch(clock) and ":" not in piece:  # "12-03-2019 | 09:40"
            found = f"{found} {clock}"
        before = [one for one in pieces[:at] if has_words(one) and not _DIGIT.search(one)]
        section = before[-1] if before and len(before[-1]) <= _LONGEST_SECTION else ""
        return section, found
    return None


def _found(parted: tuple[str, str], behind: Sequence[str]) -> Found:
    section, published = parted
    return {"section": section_of(section), "published": published, "summary": _lead(behind)}


def _lead(told: Sequence[str]) -> str | None:
    """The first paragraph, with the dateline before it."""
    for at, line in enumerate(told[:_FAR]):
        if len(line) >= _SHORTEST_LEAD:
            before = told[at - 1] if at else ""
            named = len(before) <= _LONGEST_DATELINE and _DATELINE.fullmatch(before)
            plain = not _LARGER.search(before)
            return summary_of(f"{before}: {line}" if named and plain else line)
    return None
