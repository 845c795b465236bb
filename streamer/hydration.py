"""What frameworks write into a page to go on from: their own forms of a page's data, as plain values.

Next      self.__next_f.push([1,"7:[…,{\\"breaking\\":[…]}]\\n"])     pieces of one text, a row a line
Nuxt 2    window.__NUXT__=(function(a,b){return {…}}("…",null))   a call, for values that repeat
Nuxt 3    <script id="__NUXT_DATA__">[{"data":1},{"news":2},…]     a flat list of places in itself
Apollo    {"ROOT_QUERY":{"latest({…})":[{"__ref":"Post:1"}]},…}    objects by name

Anybody may have written them: every walk has a bound, and what points at itself is cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from streamer.js_values import STRING, called_at, unescaped

Named = tuple[tuple[str, ...], Any]
"""The names that a value stands under, and the value."""

MOST_VALUES: Final = 50_000
DEEPEST: Final = 24
LONGEST: Final = 4_000_000
_PUSHED: Final = re.compile(r"__next_f\s*(?:\|\|\s*\[\]\s*\))?\.push\(\s*\[\s*1\s*,\s*(?=[\"'])")
_ROW: Final = re.compile(r"^([0-9a-f]+):[A-Z]{0,2}(?=[\[{])", re.M)
_NAMED_ROW: Final = re.compile(r'"([\w-]+)":"\$[L@]?([0-9a-f]+)(?::[^"]*)?"')
_RETURNED: Final = re.compile(
    r"=\s*(?:\(\s*)?function\s*\(([\w$,\s]*)\)\s*\{(?:[^{}]{0,200}?)return\s*(?=[{\[])|=\s*\(\(([\w$,\s]*)\)\s*=>\s*\(?(?=\{)"
)
_SPECIAL: Final = frozenset(
    {"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Set", "Map", "Date",
     "NuxtError", "Island", "null", "Object", "BigInt", "URL"}
)  # fmt: skip
_WRAPPERS: Final = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "NuxtError"})


def streamed(scripts: Iterable[str]) -> Iterator[Named]:
    """The rows of React's stream that Next pushes, in pieces that end anywhere."""
    pieces: list[str] = []
    length = 0
    for script in scripts:
        for pushed in _PUSHED.finditer(script):
            literal = STRING.match(script, pushed.end())
            if literal and length < LONGEST:
                pieces.append(_text(literal[0]))
                length += len(pieces[-1])
    whole = "".join(pieces)
    called = {row: name for name, row in _NAMED_ROW.findall(whole)}
    decoder = json.JSONDecoder()
    for row in _ROW.finditer(whole):
        try:
            value, _ = decoder.raw_decode(whole, row.end())
        except (ValueError, RecursionError):
            continue
        name = called.get(row[1])
        yield ((name,) if name else ()), value


def _text(literal: str) -> str:
    try:
        return str(msgspec.json.decode(literal))
    except (msgspec.DecodeError, UnicodeEncodeError):
        return unescaped(literal[1:-1])


def returned(script: str) -> Iterator[Any]:
    """What the functions give that a page calls where it writes them."""
    if "__NUXT__" not in script and "__INITIAL" not in script:
        return
    for found in list(_RETURNED.finditer(script))[:3]:
        parameters = [one.strip() for one in (found[1] or found[2] or "").split(",") if one.strip()]
        value = called_at(script, found.end(), parameters[:5000])
        if value is not None:
            yield value


def unflattened(flat: Any) -> Any:
    """The first value of a flat list (as devalue writes it) whose numbers are places in the list."""
    if not isinstance(flat, list) or not flat or not isinstance(flat[0], dict | list):
        return None
    return _expanded(flat[0], lambda one: _at(flat, one))


def _at(flat: list[Any], place: Any) -> Any:
    for _ in range(DEEPEST):
        if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(flat):
            return None
        value = flat[place]
        special = isinstance(value, list) and value[:1] and isinstance(value[0], str)
        if not special or value[0] not in _SPECIAL:
            return value
        if value[0] not in _WRAPPERS or len(value) < 2:
            return str(value[1]) if value[0] == "Date" and len(value) > 1 else None
        place = value[1]
    return None


def resolved(value: Any) -> Any:
    """A value whose objects name others of it (`__ref`), with those in their place."""
    if not isinstance(value, dict):
        return value

    def meant(one: Any) -> Any:
        name = one.get("__ref") if isinstance(one, dict) and len(one) <= 2 else None
        return value.get(name, one) if isinstance(name, str) else one

    plain = {key.partition("(")[0]: one for key, one in value.items() if key.startswith("ROOT_")}
    return _expanded(plain or value, meant)


def _expanded(root: Any, meant: Any) -> Any:
    """A tree of values, each replaced by what is meant by it. Walked with a list; bounded in depth and
    number, for values may hold themselves."""
    top: list[Any] = []
    waiting: list[tuple[Any, Any, Any, int]] = [(root, top, None, 0)]
    for _ in range(MOST_VALUES):
        if not waiting:
            break
        here, into, key, depth = waiting.pop()
        made: Any = {} if isinstance(here, dict) else [] if isinstance(here, list) else here
        if isinstance(into, list):
            into.append(made)
        else:
            into[key] = made
        if depth >= DEEPEST or not isinstance(here, dict | list):
            continue
        if isinstance(here, dict):
            inner = [
                (meant(one), made, name.partition("(")[0], depth + 1) for name, one in here.items()
            ]
        else:
            inner = [(meant(one), made, None, depth + 1) for one in here]
        waiting.extend(reversed(inner))
    return top[0] if top else None
