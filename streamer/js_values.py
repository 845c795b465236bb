"""A literal of JavaScript as a value: objects, arrays, texts, numbers, as pages assign them to a variable.

    [{title: 'خبر', url: "/n/1",}, …]   ─►   [{"title": "خبر", "url": "/n/1"}, …]

Only what is data: a call, a template with ${}, an operator ends it, and nothing is made of it. One pass over
the text; what stands behind the literal is not looked at.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

MOST_TOKENS: Final = 50_000
LONGEST: Final = 2_000_000
STRING: Final = re.compile(
    r"""'((?:[^'\\\n]|\\.)*+)'|"((?:[^"\\\n]|\\.)*+)"|`((?:[^`\\$]|\\.)*+)`""", re.DOTALL
)
_DECODER: Final = json.JSONDecoder()
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<sign>[\[\]{},:])|(?P<text>" + STRING.pattern + r")|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|//[^\n]*+|/\*.*?\*/)",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "0": "", "\n": ""}
_WORDS: Final = {"true": "true", "false": "false", "null": "null", "undefined": "null"}


def unescaped(text: str) -> str:
    r"""The inside of a literal string: `\u0639`, `\x27`, `\/` and the like undone."""

    def plain(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN.get(code, code)

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def value_at(script: str, start: int) -> Any:
    """The value of the literal that begins at `start`; None where there is none."""
    try:
        return _DECODER.raw_decode(script, start)[0]  # mostly it is JSON
    except (ValueError, RecursionError):
        found = _json_at(script, start)
    try:
        return json.loads(found) if found else None
    except (ValueError, RecursionError):
        return None


def _json_at(script: str, start: int) -> str | None:
    out: list[str] = []
    depth, at = 0, start
    for _ in range(MOST_TOKENS):
        token = _TOKEN.match(script, at, start + LONGEST)
        if token is None:
            return None
        at = token.end()
        if sign := token["sign"]:
            if sign in "]}" and out and out[-1] == ",":
                out.pop()
            out.append(sign)
            depth += (sign in "[{") - (sign in "]}")
            if depth == 0 and sign in "]}":
                return "".join(out)
        elif token["text"]:
            out.append(json.dumps(unescaped(token["text"][1:-1])))
        elif name := token["name"]:
            out.append(_WORDS.get(name) or json.dumps(name))
            if name not in _WORDS and not script[at : at + 20].lstrip().startswith(":"):
                return None
        elif number := token["number"]:
            out.append(
                json.dumps(number) if script[at : at + 9].lstrip().startswith(":") else number
            )
        if depth == 0:
            return None
    return None
