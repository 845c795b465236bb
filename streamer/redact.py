"""What may be written down of any value: plain, bounded, and with secrets struck out.

A secret hides in more forms than one: percent-encoded in a URL, escaped in JSON, as the path of an
address whose host is printed elsewhere, in the text of an error that is another error's cause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from streamer.settings import Secret

_LONGEST: Final = 4_000
"""Characters of one value."""
_DEEPEST: Final = 4
_FRAMES: Final = 12
_SHORTEST_SECRET: Final = 4
"""Hiding less would shred every line, and protect nothing."""
_USERINFO: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}://)[^/\s?#\"'<>]*@")
_TOKEN: Final = re.compile(
    r"([?&;](?:[\w-]*(?:token|secret|password|signature)|sig|key|api_?key|auth)=)[^&\s#\"'<>]+",
    re.I,
)


class Redactor:
    """Knows the secrets that were named to it, and strikes them out."""

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None

    def hide(self, values: Iterable[str]) -> None:
        """From now on these are struck out wherever they stand, also percent-encoded or quoted. Of
        a URL the path, the query and the password are struck out by themselves too. Adds to earlier
        calls; values of fewer than 4 characters cannot be hidden."""
        forms = {form for value in values for form in _forms(value)}
        self._known |= {form for form in forms if len(form) >= _SHORTEST_SECRET}
        if self._known:
            self._pattern = re.compile(_any_of(sorted(self._known)))

    def text(self, text: str) -> str:
        """A text without secrets: the known ones, user names and passwords in URLs, tokens in
        queries. At most 4,000 characters of it."""
        text = text.encode("utf-8", "backslashreplace").decode()[: 25 * _LONGEST]
        if self._pattern:
            text = self._pattern.sub("***", text)
        if "://" in text:
            text = _USERINFO.sub(r"\1***@", text)
        if "=" in text:
            text = _TOKEN.sub(r"\1***", text)
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

    def plain(self, value: object, depth: int = 0) -> Any:
        """A value as JSON has it, without secrets; what JSON has not, as its repr."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, float):
            return float(value)
        if isinstance(value, int) and value.bit_length() < 64:
            return int(value)
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Secret):
            return "***"
        if isinstance(value, BaseException):
            return self.text(_said(value))
        if depth < _DEEPEST and isinstance(value, Mapping):
            items = value.items()
            return {str(self.plain(key)): self.plain(item, depth + 1) for key, item in items}
        if depth < _DEEPEST and isinstance(value, (list, tuple, set, frozenset)):
            return [self.plain(item, depth + 1) for item in value]
        try:
            return self.text(repr(value))
        except Exception as error:  # somebody else's repr; a log call must not fail for it
            return f"<{type(value).__name__}: its repr raised {type(error).__name__}>"


def _forms(value: str) -> set[str]:
    values = {value}
    if "://" in value:
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        pieces = (parts.path, f"{parts.path}?{parts.query}", parts.query, parts.fragment)
        # Shorter ones, such as a database's number, stand in lines for other reasons too.
        values |= {piece for piece in pieces if len(piece) > 8}
        values |= {parts.password or "", unquote(parts.password or "")}
    written = {quote(one, safe=safe) for one in values for safe in ("", "/")}
    quoted = {text[1:-1] for one in values for text in (json.dumps(one), repr(one))}
    return values | written | quoted


def _any_of(words: list[str]) -> str:
    """A pattern that finds any of the sorted words, the longer before the shorter. What they begin
    with alike is written once, so that thousands of secrets cost a line little more than one."""
    parts = []
    for _, group in groupby(words, key=lambda word: word[0]):
        alike = list(group)
        # In a sorted list what first and last begin with, all do.
        pairs = enumerate(zip(alike[0], alike[-1], strict=False))
        size = next((at for at, (one, other) in pairs if one != other), len(alike[0]))
        tails = [word[size:] for word in alike]
        longer = [tail for tail in tails if tail]
        shorter = "?" if len(longer) < len(tails) else ""
        parts.append(
            re.escape(alike[0][:size]) + (f"(?:{_any_of(longer)}){shorter}" if longer else "")
        )
    return "|".join(parts)


def trace(error: BaseException, depth: int = 0) -> str:
    """Error, its calls with the innermost last, then its causes: one text without line breaks of
    its own, source text or locals. Not redacted yet."""
    calls = []
    at = error.__traceback__
    while at:
        code = at.tb_frame.f_code
        place = "/".join(PurePath(code.co_filename).parts[-2:])
        calls.append(f"{place}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    text = _said(error) + (f" [{' > '.join(calls[-_FRAMES:])}]" if calls else "")
    if depth == _DEEPEST:
        return text
    if isinstance(error, BaseExceptionGroup):
        return text + "".join(f" + {trace(one, depth + 1)}" for one in error.exceptions[:5])
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{text} because of {trace(cause, depth + 1)}" if cause else text


def _said(error: BaseException) -> str:
    try:
        said = str(error)
    except Exception:  # somebody else's str
        said = "?"
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
