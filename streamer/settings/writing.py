"""A source as the TOML block that would make it: for what is found, and what is taken in from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from streamer.settings.types import SourceSettings

_FIRST: Final = ("name", "kind", "url")
_NEVER: Final = frozenset({"headers"})
"""Secrets stay where they are."""
_LAPSES: Final = frozenset({"every", "at_most"})
_UNITS: Final = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))
_NAME: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 40


def block(source: SourceSettings, notes: Iterable[str] = (), always: Collection[str] = ()) -> str:
    """`[[source]]` with what differs from the defaults, and the keys in `always`; `notes` stand above it as
    comments."""
    lines = [f"# {plain(note)}" for note in notes]
    lines.append("[[source]]")
    lines += [f"{key} = {_written(key, value)}" for key, value in told(source, always).items()]
    return "\n".join(lines) + "\n"


def told(source: SourceSettings, always: Collection[str] = ()) -> dict[str, object]:
    """The keys of a source that differ from the defaults, and those in `always`; name, kind and url first."""
    usual = SourceSettings(name="", kind="", url="")
    fields = [field.name for field in msgspec.structs.fields(SourceSettings)]
    values = {name: getattr(source, name) for name in fields if name not in _NEVER}
    differing = {
        name: value
        for name, value in values.items()
        if name in always or value != getattr(usual, name)
    }
    return {**{name: values[name] for name in _FIRST}, **differing}


def lapse(seconds: float) -> str:
    """A duration as it stands in the file: one number and a unit."""
    for size, unit in _UNITS:
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds * 1000:.0f}ms"


def name_of(words: str) -> str:
    """A name (a-z 0-9 -) made of any words; empty where nothing of them is left."""
    return _NAME.sub("-", words.lower()).strip("-")[:_LONGEST_NAME].strip("-")


def plain(words: str) -> str:
    """One line without what a terminal or a TOML comment must not hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _written(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if key in _LAPSES and isinstance(value, float):
        return _quoted(lapse(value))
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(str(one)) for one in value)}]"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    """A basic string (TOML 1.0) in which no variable is replaced."""
    return json.dumps(text.replace("${", "$${"), ensure_ascii=False).replace("\x7f", "\\u007f")
