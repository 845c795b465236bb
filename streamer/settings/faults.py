"""What is wrong with a value, in words that give no secret away.

A fault shows a value as the file wrote it, never what came out of the environment or of a file, and
of an address no more than scheme and host.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

_KINDS: Final[tuple[tuple[str, type], ...]] = (
    ("a boolean", bool), ("a string", str), ("a number", int), ("a number", float),
    ("a table", dict), ("an array", list),
)  # fmt: skip
_SHOWN: Final = 60
"""Characters of a value that a fault shows."""
_NEAR: Final = 0.6
"""Likeness from which on a name may be a slip of the pen for another."""
_VARIABLE: Final = re.compile(r'"\$\{\w+\}"')
# With a second @, or one behind the host, it cannot be told where a password ends.
_ORIGIN: Final = re.compile(
    r"([a-z][a-z0-9+.-]{0,20})://(?:[^/?#\\@]*@)?([\w.-]+)(?![^:/?#,\\\s])[^@]*\Z", re.I
)


class Wrong(ValueError):
    """What is wrong with a value: one sentence a place, the places relative to the value."""

    def __init__(self, text: str, *, more: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(text)
        self.faults: tuple[tuple[str, str], ...] = more or (("", text),)

    @classmethod
    def of(cls, faults: list[tuple[str, str]]) -> Wrong:
        """Several at once; none may be missing."""
        return cls("; ".join(text for _, text in faults), more=tuple(faults))


class Masked(str):
    """A string of which a fault shows something else: the variable's name, or an address's host."""

    shown: str

    def __new__(cls, value: str, shown: str) -> Masked:
        made = super().__new__(cls, value)
        made.shown = shown
        return made


def origin(text: str) -> str:
    """Scheme and host of an address, without user, port, path and query; else "the value"."""
    found = _ORIGIN.match(text.strip())
    return f"{found[1]}://{found[2]}" if found else "the value"


def show(value: object) -> str:
    """A value for a fault: one short piece of one line, without secrets."""
    if isinstance(value, Masked):
        return value.shown
    if isinstance(value, str):
        if "://" in value:
            return origin(value)
        short = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
        return f'"{short}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() <= 64:
        return str(value)  # a longer one could be refused: int_max_str_digits
    return kind_of(value)


def kind_of(value: object) -> str:
    """What TOML calls it. It is told where the value itself is not: a secret may stand there."""
    for name, kind in _KINDS:
        if isinstance(value, kind):
            return name
    return "a date or time"


def secretly(value: object) -> object:
    """The same value, of which a fault shows a variable's name or an address's host, no more."""
    if isinstance(value, Masked) and _VARIABLE.fullmatch(value.shown):
        return value
    return Masked(value, origin(value)) if isinstance(value, str) else value


def nearest(name: str, known: Collection[str], otherwise: str = "") -> str:
    """What was expected instead of an unknown name: the nearest known one, else all of them (or
    `otherwise`, where they are too many)."""
    # A very long name is no slip of the pen, and comparing it would take quadratic time.
    close = get_close_matches(name.lower(), known, 1, _NEAR) if len(name) < 100 else []
    if close:
        return f'"{close[0]}"'
    return otherwise or ("one of " + ", ".join(sorted(known)) if known else "none: there is none")
