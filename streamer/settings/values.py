"""One value of the file: read, or what is wrong with it. Nothing here knows which key it serves.

A reader takes what stood in the TOML (variables filled in) and gives the typed value, or raises
`Wrong` with the whole sentence: what is wrong; what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from streamer.settings.faults import Masked, Wrong, kind_of, nearest, show

Reader = Callable[[object], Any]

_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION: Final = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?) ?(ms|s|m|h|d)")
_LONGEST: Final = 36_500 * 86400.0
"""A hundred years: past any use, and within what dates can be reckoned with."""
_SIZE: Final = re.compile(r"([0-9]{1,18}) ?(B|[kKMGT]B|[KMGT]iB)?")
_POWERS: Final = {"k": 1, "K": 1, "M": 2, "G": 3, "T": 4}
_LARGEST: Final = 2**62
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, line ends of any kind, and halves of letters (bytes that were no UTF-8)."""


# ── durations and sizes ───────────────────────────────────────────────────────────────────────


def duration(text: str) -> float:
    """ "250ms", "15s", "5m", "1.5h", "7d" → seconds. Raises ValueError."""
    found = _DURATION.fullmatch(text)
    if not found:
        raise Wrong(f"{show(text)} is no duration; expected one number and ms, s, m, h or d")
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds > _LONGEST:
        raise Wrong(f"{show(text)} is too long; expected at most 36500d")
    return seconds


def size(text: str | int) -> int:
    """ "1GiB", "512MiB", "10MB", 4096 → bytes. Raises ValueError."""
    if isinstance(text, int):
        count = text
    else:
        found = _SIZE.fullmatch(text)
        if not found:
            raise Wrong(f'{show(text)} is no size; expected bytes, or as "512MiB" or "10MB"')
        unit = found[2] or "B"
        base = 1024 if unit.endswith("iB") else 1000
        count = int(found[1]) * int(base ** _POWERS.get(unit[0], 0))
    if not 0 <= count <= _LARGEST:
        raise Wrong(f"{show(text)} is out of bounds; expected 0 to 4 EiB")
    return count


# ── readers ───────────────────────────────────────────────────────────────────────────────────


def _wrong_type(value: object, expected: str) -> Wrong:
    return Wrong(f"{kind_of(value)} stands there; expected {expected}")


def text(value: object) -> str:
    """A string of one line."""
    return _string(value, allowed="")


def lines(value: object) -> str:
    """A string that may be broken over lines."""
    return _string(value, allowed="\t\n\r")


def _string(value: object, allowed: str) -> str:
    if not isinstance(value, str):
        raise _wrong_type(value, "a string")
    if any(found not in allowed for found in _CONTROLS.findall(value)):
        raise Wrong(f"{show(value)} has a control character in it; expected plain text")
    return str(value)


def flag(value: object) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise _wrong_type(value, "true or false")
    return value


def whole(least: int, most: int = _LARGEST) -> Reader:
    """A whole number within bounds."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong_type(value, "a whole number")
        if not least <= value <= most:
            raise Wrong(f"{show(value)} is out of bounds; expected {least} or more")
        return value

    return read


def lapse(value: object) -> float:
    """A duration above nought."""
    if not isinstance(value, str):
        raise _wrong_type(value, 'a duration such as "15s": one number and ms, s, m, h or d')
    seconds = duration(value)
    if not seconds > 0:
        raise Wrong(f"{show(value)} is no time at all; expected a duration above 0")
    return seconds


def bytes_at_least(least: int, named: str) -> Reader:
    """A size of `least` bytes or more; `named` is how a fault writes that."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise _wrong_type(value, 'a size such as "512MiB"')
        count = size(value)
        if count < least:
            raise Wrong(f"{show(value)} is too small; expected {named} or more")
        return count

    return read


def matching(pattern: str, what: str, *, empty: bool = False) -> Reader:
    """Text of a form; `what` ends the fault."""
    form = re.compile(pattern)

    def read(value: object) -> str:
        given = text(value)
        if not form.fullmatch(given) and not (empty and not given):
            raise Wrong(f"{show(value)} does not fit; expected {what}")
        return given

    return read


def one_of(names: Collection[str]) -> Reader:
    """One of the known names."""

    def read(value: object) -> str:
        given = text(value)
        if given not in names:
            raise Wrong(f"{show(value)} is not known; expected {nearest(given, names)}")
        return given

    return read


def each(reader: Reader) -> Reader:
    """An array, each item read by `reader`."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _wrong_type(value, 'an array, as in ["…"]')
        return tuple(_all({f"[{at}]": item for at, item in enumerate(value, 1)}, reader).values())

    return read


def table_of(key: Reader, reader: Reader) -> Reader:
    """A table, names read by `key`, values by `reader`."""

    def read(value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _wrong_type(value, 'a table, as in { Name = "value" }')

        def pair(item: tuple[str, object]) -> Any:
            return key(item[0]), reader(item[1])

        return dict(_all({f".{item[0]}": item for item in value.items()}, pair).values())

    return read


def _all(items: Mapping[str, Any], reader: Callable[[Any], Any]) -> dict[str, Any]:
    """Every item read; raises all faults together."""
    made: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for place, item in items.items():
        try:
            made[place] = reader(item)
        except Wrong as wrong:
            faults += [(place + inner, text) for inner, text in wrong.faults]
    if faults:
        raise Wrong.of(faults)
    return made


def pattern(value: object) -> str:
    """A regular expression of Python's `re`; empty is none."""
    given = lines(value)
    try:
        re.compile(given)
    except (re.error, RecursionError, OverflowError) as error:
        # The reason quotes from the expression, which a Masked one must not.
        why = "" if isinstance(value, Masked) else f" ({error})"
        raise Wrong(f"{show(value)} does not compile{why}; expected a regular expression") from None
    return given


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # looks through some 600 files


def zone(value: object) -> str:
    """The name of a time zone in the IANA database."""
    given = text(value)
    try:
        ZoneInfo(given)
    except (KeyError, ValueError, OSError):
        expected = nearest(given, _zones(), 'one such as "Asia/Baghdad"')
        raise Wrong(f"{show(value)} is no time zone; expected {expected}") from None
    return given


def word(value: object) -> str:
    """A word or phrase of a filter; `*` alone would ask for everything."""
    given = text(value)
    if not any(letter.isalnum() for letter in given):
        raise Wrong(f'{show(value)} has no letter in it; expected a word, a phrase or "word*"')
    return given
