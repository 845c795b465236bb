"""JSON-LD in a page (schema.org, json-ld.org): the articles that it describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from streamer.charset import without_controls

MOST_SCRIPTS: Final = 20
MOST_NODES: Final = 5000
_ARTICLE: Final = re.compile(r"(?:.*[/:#])?\w*(?:Article|BlogPosting|Report)")


def articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Every object that calls itself an article of some kind, in the order of the page."""
    for script in tree.css('script[type="application/ld+json"]')[:MOST_SCRIPTS]:
        # Real pages break strings over lines, and comment the script out for old browsers.
        words = (script.text(deep=True) or "").strip().removeprefix("<!--").removesuffix("-->")
        try:
            told = json.loads(without_controls(words), strict=False, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            continue
        yield from (one for one in _objects(told) if _is_article(one))


def _objects(told: Any) -> Iterator[dict[str, Any]]:
    """All objects within, the outer ones first. Walked with a list: anybody may have nested them."""
    waiting = [told]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
            waiting.extend(reversed([one for one in here.values() if isinstance(one, dict | list)]))
        elif isinstance(here, list):
            waiting.extend(reversed(here))


def _is_article(one: dict[str, Any]) -> bool:
    kinds = one.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.fullmatch(kind[:100]) for kind in kinds)
