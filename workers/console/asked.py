"""What a query asks for: a filter by the names of the configuration, and the console's own keys. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

from workers.filters import EVENTS, KEYS, Filter, from_query
from workers.log_place import Place, place_of

Given = Mapping[str, Sequence[str]]
OURS: Final = ("before", "days", "limit", "last_event_id", "key")
"""Keys of a query beside those of a filter."""
MOST_DAYS: Final = 30
_COUNT: Final = re.compile("[1-9][0-9]{0,3}", re.ASCII)


def given(query: str) -> dict[str, list[str]]:
    """The keys of a filter that say something, each with its values. A form sends empty ones too.

    `query`: as it came, not yet decoded; a key of `/events` signs what is found here, so nothing may be left
    out that widens what `/events` tells.
    """
    found: dict[str, list[str]] = {}
    for key, value in parse_qsl(query, keep_blank_values=True, max_num_fields=200):
        if key in OURS or key in ("ui", "theme"):
            continue
        values = [value] if key in ("late", "urgency") else value.split(",")
        if key == "late" and not value.strip():
            values = ["true"]  # as a filter understands it
        kept = [one.strip() for one in values if one.strip()]
        if kept:
            found.setdefault(key, []).extend(kept)
        elif key not in KEYS:
            found.setdefault(key, [])  # unknown: the filter shall say so
    return found


def wanted(asked: Given) -> Filter:
    """The filter, as a subscriber would have it. Raises ValueError with one line a fault."""
    return from_query(asked)


def everything(asked: Given) -> dict[str, Sequence[str]]:
    """The same, where a screen shows all kinds of event unless some are named."""
    return {"events": EVENTS, "late": ("true",), **asked}


def query_of(asked: Given) -> str:
    """As a query string; the same filter gives the same string, whatever the order it was written in."""
    return urlencode([(key, value) for key in sorted(asked) for value in sorted(set(asked[key]))])


def number(text: str | None, usual: int, most: int, name: str) -> int:
    """A number from 1 to `most`. Raises ValueError in words."""
    if text is None:
        return usual
    if not _COUNT.fullmatch(text) or int(text) > most:
        raise ValueError(f"{name}: expected a number from 1 to {most}")
    return int(text)


def before(text: str | None) -> Place | None:
    """The place to look back from. Raises ValueError in words."""
    if text is None:
        return None
    place = place_of(text)
    if place is None:
        raise ValueError("before: expected the id of an entry, as older answers give it")
    return place
