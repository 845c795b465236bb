"""What all kinds of source share when they make Entries: is it a headline at all, and how long may it be?"""

from __future__ import annotations

import re
from typing import Final

from streamer.charset import without_controls
from streamer.mojibake import mend

MOST_ENTRIES: Final = 2000
"""Of one document; what stands behind them is left out, and that is said."""
LONGEST_TITLE: Final = 2000
LONGEST_SUMMARY: Final = 8000
LONGEST_SECTION: Final = 200
LONGEST_DATE: Final = 200
LONGEST_GUID: Final = 1000
"""Characters; a longer guid is none, since one cut short might be another's."""
_REFERENCE: Final = re.compile(r"&#?\w+;?")
_WORDS: Final = re.compile(r"[^\W_]")
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def title_of(raw: str) -> tuple[str, str | None]:
    """The title, mended where it was spoilt, and why it is no headline; None: it is one."""
    raw = raw[:LONGEST_TITLE]
    title = mend(raw)
    if title is None:
        return raw, "damaged letters"
    if not has_words(title):
        return title, "no title"
    return title, None


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit that is no character reference."""
    return bool(_WORDS.search(_REFERENCE.sub("", text)))


def summary_of(raw: str) -> str | None:
    """A summary or lead; None where there is none, or its letters are damaged."""
    return mend(raw[:LONGEST_SUMMARY]) or None


def section_of(raw: str) -> str | None:
    return mend(raw[:LONGEST_SECTION]) or None


def guid_of(raw: str) -> str | None:
    guid = without_controls(raw).strip()
    return guid if 0 < len(guid) <= LONGEST_GUID else None


def date_of(raw: str) -> str | None:
    """The publisher's words for a date."""
    return without_controls(raw).strip()[:LONGEST_DATE] or None


def lang_of(raw: object) -> str | None:
    """A language tag (BCP 47), also where it is written with underscores."""
    found = _LANG.fullmatch(raw.strip()) if isinstance(raw, str) else None
    return found[0].replace("_", "-") if found else None
