"""Headlines in JSON: of an endpoint, of a page's data, of JSON-LD.

    value ─► every list of objects with a title, every object named like a ticker ─► Rows, with their path

Nothing is asked of the shape but that an object has a title (or holds one that has: `item`, `node`,
`attributes`) under one of the names that such things have. Walked with a list, never by recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from streamer.items import Item
from streamer.labels import rank_of
from streamer.links import absolute
from streamer.markup import without_markup
from streamer.naming import apart, is_breaking, rank_in_data
from streamer.titles import count, is_control, tidy

MOST_VALUES: Final = 200_000
MOST_ROWS: Final = 500
_TITLES: Final = (
    "tickertext", "headline", "title", "newstitle", "posttitle", "shorttitle", "tickertitle", "name", "text",
    "caption", "label", "subject", "rendered", "عنوان",
)  # fmt: skip
_ADDRESSES: Final = (
    "url", "link", "href", "permalink", "canonicalurl", "weburl", "shareurl", "articleurl", "newsurl", "uri",
    "path", "@id",
)  # fmt: skip
_WRAPPERS: Final = (
    "item", "node", "article", "attributes", "fields", "post", "story", "content", "data", "_source",
)  # fmt: skip
_NEWS: Final = re.compile(
    r"(top|home|all|main|front)?-?(page)?-?(news|articles|stories|posts|headlines|entries)-?(list|items|data)?"
)
_DATES: Final = (
    "published",
    "publishedat",
    "publishdate",
    "pubdate",
    "datepublished",
    "publicationdate",
)
_SECTIONS: Final = ("section", "sectionname", "category", "categoryname", "articlesection")
_URGENT: Final = ("urgent", "isurgent", "breaking", "isbreaking")
_ADS: Final = frozenset({"ad", "ads", "advert", "advertisement", "sponsored", "promo", "banner"})
_LONGEST: Final = 4000
"""Characters of a title that are looked at."""
_STEP: Final = re.compile(r"[^.\[\]]+")
_PATH: Final = re.compile(r"(\$\.?)?[\w@$-]+(\.[\w@$-]+|\[\d*\])*")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One object that has a title, with what else it says of itself."""

    item: Item
    published: str | None = None
    section: str | None = None


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """A list of them; `rank` as of places on a page, 9 where nothing names it."""

    path: str
    rank: int
    rows: list[Row]
    breaking: bool = False


def is_path(select: str) -> bool:
    """Whether a `select` could be a path: names (and numbers of places in a list) with points between."""
    return bool(_PATH.fullmatch(select))


def at(value: Any, path: str) -> tuple[bool, Any]:
    """What stands at a path, and whether it is there at all. A list on the way is walked through, unless
    the path says which of its places is meant."""
    found = [value]
    for step in _STEP.findall(path.removeprefix("$").removeprefix(".")):
        there: list[Any] = []
        for one in found:
            if isinstance(one, list) and step.isdigit():
                there += one[int(step) : int(step) + 1]
            elif isinstance(one, list):
                there += [inner[step] for inner in one if isinstance(inner, dict) and step in inner]
            elif isinstance(one, dict) and step in one:
                there.append(one[step])
        if not there and not (len(found) == 1 and found[0] == []):
            return False, None
        found = there
    return True, found[0] if len(found) == 1 else found


def rows_of(value: Any, base: str) -> list[Row]:
    """The rows of a list, or of one object; a list of plain texts has no addresses."""
    values = value if isinstance(value, list) else [value]
    flat: list[Any] = []
    for one in values:
        flat += one if isinstance(one, list) else [one]
    rows = [row for one in flat[:MOST_ROWS] for row in _rows(one, base)]
    return list({(row.item.url, row.item.title): row for row in reversed(rows)}.values())[::-1]


def lists_in(
    value: Any, base: str, named: tuple[str, ...] = (), own: int | None = None
) -> Iterator[Rows]:
    """All lists of headlines in a value, and all places that are named like a ticker, be they empty.
    `named` and `own`: the names and the rank of the whole. A list is named by its own key, by that of the
    object that holds it, or by a label in there."""
    waiting: list[tuple[Any, tuple[str, ...], int | None]] = [(value, named, own)]
    seen = 0
    while waiting and seen < MOST_VALUES:
        here, path, label = waiting.pop()
        seen += 1
        rank = (rank_in_data(path[-1]) if path else None) or label
        if isinstance(here, list):
            rows = rows_of(here, base) if here and isinstance(here[0], dict | str) else []
            if rank or len(rows) >= 2:
                yield _rows_at(path, rank, rows)
            waiting += [(one, path, None) for one in reversed(here) if isinstance(one, dict | list)]
        elif isinstance(here, dict):
            if rank and not any(isinstance(one, list | dict) and one for one in here.values()):
                yield _rows_at(path, rank, rows_of(here, base))
            told = _label_in(here) or rank
            for key, one in reversed(list(here.items())):
                if isinstance(one, dict | list) or (one is None and rank_in_data(key) == 1):
                    # A label counts through a wrapper or two ("data", "edges"), not for all that is below.
                    near = isinstance(one, list) or (len(here) <= 6 and len(one or ()) <= 3)
                    waiting.append((one, (*path, key), told if near else None))
        elif here is None and rank == 1:
            yield _rows_at(path, 1, [])


def _rows_at(path: tuple[str, ...], rank: int | None, rows: list[Row]) -> Rows:
    if rank is None and path and _NEWS.fullmatch(apart(path[-1])):
        rank = 8
    return Rows(path=".".join(path), rank=rank or 9, rows=rows, breaking=is_breaking(path[-1:]))


def _label_in(value: dict[str, Any]) -> int | None:
    """The rank of a label that an object bears beside its list (title: آخر الأخبار, type: LATEST)."""
    ranks = [rank_of(one) for one in list(value.values())[:20] if isinstance(one, str)]
    return min((rank for rank in ranks if rank), default=None)


def _rows(value: Any, base: str) -> Iterator[Row]:
    if isinstance(value, str):
        title = tidy(without_markup(value)[:_LONGEST])
        if count(title) >= 2 and not is_control(title):
            yield Row(item=Item(title=title, url=None))
        return
    for _ in range(3):
        if not isinstance(value, dict):
            return
        fields = {re.sub(r"[-_]", "", key.lower()): one for key, one in value.items()}
        titles = _titles(fields)
        if titles:
            break
        value = next(
            (fields[name] for name in _WRAPPERS if isinstance(fields.get(name), dict)), None
        )
    else:
        return
    if _is_advert(fields):
        return
    address = _address(fields, base) if len(titles) == 1 else None
    urgent = any(fields.get(name) in (True, 1, "1", "true") for name in _URGENT)
    for title in titles:
        yield Row(
            item=Item(title=title, url=address, urgent=urgent),
            published=_text(fields, _DATES),
            section=_text(fields, _SECTIONS),
        )


def _titles(fields: dict[str, Any]) -> list[str]:
    """Under the first name that holds words; several where it holds a list of them."""
    for name in _TITLES:
        value = fields.get(name)
        if isinstance(value, dict):
            value = (
                value.get("rendered") or value.get("text") or value.get("ar") or value.get("value")
            )
        told = [
            one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)
        ]
        titles = [tidy(without_markup(one)[:_LONGEST]) for one in told]
        if good := [one for one in titles if not is_control(one)]:
            return good
    return []


def _address(fields: dict[str, Any], base: str) -> str | None:
    for name in _ADDRESSES:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("href") or value.get("url") or value.get("path")
        if isinstance(value, str) and (found := absolute(value, base)):
            return found
    return None


def _is_advert(fields: dict[str, Any]) -> bool:
    kinds = [fields.get(name) for name in ("type", "kind", "@type", "contenttype")]
    marks = (
        fields.get(name) for name in ("isad", "sponsored", "issponsored", "advert", "promoted")
    )
    return any(str(one).lower() in _ADS for one in kinds if one) or any(
        one is True for one in marks
    )


def _text(fields: dict[str, Any], among: tuple[str, ...]) -> str | None:
    """The first of these that is words; of an object, its name."""
    for name in among:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, str) and value.strip():
            return value.strip()[:200]
    return None
