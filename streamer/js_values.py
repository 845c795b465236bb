"""A literal of JavaScript as a value: objects, arrays, texts, numbers, as pages assign them to a variable.

    [{title: 'خبر', url: "/n/1",}, …]   ─►   [{"title": "خبر", "url": "/n/1"}, …]

Only what is data: a call, a template with ${}, an operator ends it, and nothing is made of it. One pass over
the text; what stands behind the literal is not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

MOST_TOKENS: Final = 50_000
LONGEST: Final = 2_000_000
STRING: Final = re.compile(
    r"""'((?:[^'\\\n]|\\.)*+)'|"((?:[^"\\\n]|\\.)*+)"|`((?:[^`\\$]|\\.)*+)`""", re.DOTALL
)
_DECODER: Final = json.JSONDecoder()
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<sign>[\[\]{},:])|(?P<text>"
    + STRING.pattern
    + r")|(?P<name>(?!void\b)[A-Za-z_$][\w$]*)"
    r"|(?P<short>![01]|void 0)|(?P<number>-?\.?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|//[^\n]*+|/\*.*?\*/)",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "0": "", "\n": ""}
_WORDS: Final = {
    "true": "true",
    "false": "false",
    "null": "null",
    "undefined": "null",
    "!0": "true",
    "!1": "false",
    "void 0": "null",
}
_NOTHING: Final[Mapping[str, str]] = {}
_CALLED: Final = re.compile(r"\s*;?\s*\}\s*\)?\s*\(")
_JSON_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


def unescaped(text: str) -> str:
    r"""The inside of a literal string: `\u0639`, `\x27`, `\/` and the like undone."""

    def plain(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN.get(code, code)

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def value_at(script: str, start: int, known: Mapping[str, str] = _NOTHING) -> Any:
    """The value of the literal that begins at `start`; None where there is none. `known`: names that stand
    for values, each with its JSON."""
    try:
        return _DECODER.raw_decode(script, start)[0]  # mostly it is JSON
    except (ValueError, RecursionError):
        found, _ = _json_at(script, start, known)
    return _loaded(found)


def called_at(script: str, start: int, parameters: list[str]) -> Any:
    """What a function returns by the literal at `start`, called where it ends: `…}("a",null,…)`. None where
    it is not so."""
    _, end = _json_at(script, start, dict.fromkeys(parameters, "null"))
    call = _CALLED.match(script, end) if end else None
    if call is None:
        return None
    given = arguments_at(script, call.end())
    values = (json.dumps(one) for one in given or ())
    return value_at(script, start, dict(zip(parameters, values, strict=False)))


def arguments_at(script: str, start: int) -> list[Any] | None:
    """The values between brackets, of which `start` is behind the opening one: of a call, of `new Array(`."""
    found, _ = _json_at(script, start, _NOTHING, inside=True)
    told = _loaded(found)
    return told if isinstance(told, list) else None


def _loaded(text: str | None) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def _json_at(
    script: str, start: int, known: Mapping[str, str], *, inside: bool = False
) -> tuple[str | None, int]:
    """The literal as JSON, and where it ends; `inside` a bracket that was opened before."""
    out: list[str] = ["["] if inside else []
    depth, at = len(out), start
    for _ in range(MOST_TOKENS):
        token = _TOKEN.match(script, at, start + LONGEST)
        if token is None:
            done = inside and depth == 1 and script[at : at + 20].lstrip().startswith(")")
            return ("".join(out).rstrip(",") + "]", at) if done else (None, 0)
        at = token.end()
        if sign := token["sign"]:
            if sign in "]}" and out and out[-1] == ",":
                out.pop()
            out.append(sign)
            depth += (sign in "[{") - (sign in "]}")
        elif token["text"]:
            out.append(json.dumps(unescaped(token["text"][1:-1])))
        elif (name := token["name"] or token["short"]) is not None:
            is_key = script[at : at + 20].lstrip().startswith(":")
            plain = json.dumps(name) if is_key else _WORDS.get(name) or known.get(name)
            if plain is None:
                return None, 0
            out.append(plain)
        elif number := token["number"]:
            is_key = script[at : at + 9].lstrip().startswith(":")
            out.append(json.dumps(number) if is_key else _number(number))
        if depth == 0:
            return ("".join(out), at) if sign else (None, 0)
    return None, 0


def _number(digits: str) -> str:
    """As JSON has numbers: `.5` and `007` are none there."""
    return digits if _JSON_NUMBER.fullmatch(digits) else json.dumps(digits)
