"""A headline: what an entry becomes once it is read, cleaned and given an identity.

Identity is scoped to the outlet, so that no outlet can edit or swallow another's items. An item is
known by aliases, strongest first:

    number  the site's own number in the URL, where `id_pattern` or a known shape finds it
            (streamer.item_url)
    guid    within its source
    url     canonical, on the outlet's own host (elsewhere: within the source)
    title   folded, within the source, only where nothing else is left

A link to a front page, or to the page that is asked, names nothing. Several items of one document under
one alias void that alias there: such a guid or link names nothing.
The `id` follows from the strongest alias and the moment of first sight, and begins with that moment, so
that it can be read back and compared as text. An id greater than another says nothing about news: the
site's numbers are never compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from streamer import dates, item_url, publisher_clock, text
from streamer.settings import SourceSettings
from streamer.sources import Entry

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ID_LENGTH: Final = 20
_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_COUNT: Final = re.compile(
    r"\s*[(\[]\s*\d{1,6}\s*(?:comments?|commentaires?|yorum|replies|views|تعليق(?:ا|ات)?|رد(?:ود)?"
    r"|مشاهد(?:ة|ات))\s*[)\]]\s*\Z",
    re.I,
)
LONGEST_RAW_DATE: Final = 100
LONGEST_SECTION: Final = 200


class Headline(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One headline on its way to the workers; the JSON of `{prefix}:headlines`, field `data`."""

    id: str = ""
    was: Literal["new", "edited", "marked", "withdrawn"] = "new"
    """What the publish step found: marked is the same title, but now marked urgent."""
    source: str
    kind: str
    outlet: str
    title: str
    previous: str | None = None
    """The title this source showed before, where `was` is edited."""
    marked: bool = False
    """The publisher's own mark of urgency."""
    truncated: bool = False
    url: str | None = None
    summary: str | None = None
    section: str | None = None
    lang: str = ""
    published: str | None = None
    published_raw: str | None = None
    published_from: str | None = None
    day_only: bool = False
    """`published` is the beginning of a day; the publisher said no time of it."""
    seen: str
    topics: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A headline with what it is known by: ready to be published."""

    headline: Headline
    aliases: tuple[str, ...]
    """Hashed, strongest first, never empty."""
    print: str
    """Fingerprint of the folded title."""
    block: str = ""
    """Which block of the page it stood in; empty: a document is all one."""


ENCODER: Final = msgspec.json.Encoder()
DECODER: Final = msgspec.json.Decoder(Headline)


def read(
    source: SourceSettings,
    entries: Iterable[Entry],
    seen: datetime,
    lang: str | None = None,
    block: str | None = None,
    *,
    local_clock: bool = False,
) -> list[Item]:
    """The entries of one document as items, in its order; entries that are skipped, or have no
    title once cleaned, are left out. One item shown twice in a document is one item. `block`: where those
    stood that say nothing else. `local_clock`: the publisher stamps his own clock as UTC
    (streamer.publisher_clock)."""
    names_of = _Names(source).of
    read_entries = [
        (headline, names_of(entry.guid, headline.url), entry.block or block or "")
        for entry in entries
        if entry.skipped is None
        and (headline := _headline(source, entry, seen, lang, local_clock)) is not None
    ]
    folded = [_folded(headline.title) for headline, _, _ in read_entries]
    titles: dict[str, set[str]] = {}
    for (_, aliases, _), fold in zip(read_entries, folded, strict=True):
        for alias in aliases:
            titles.setdefault(alias, set()).add(fold)
    void = {alias for alias, shown in titles.items() if len(shown) > 1}
    items: dict[str, Item] = {}
    for (headline, aliases, place), fold in zip(read_entries, folded, strict=True):
        names = [alias for alias in aliases if alias not in void]
        hashed = tuple(_digest(name) for name in names) or (title_alias(headline),)
        item = Item(headline=headline, aliases=hashed, print=_digest(fold), block=place)
        items.setdefault(item.aliases[0], item)
    return list(items.values())


def title_alias(headline: Headline) -> str:
    """The alias of an item that has no other: its folded title, within its source."""
    return _digest(f"t:{headline.source}:{_folded(headline.title) or headline.title}")


def identity(alias: str, seen: datetime) -> str:
    """The id of an item first seen at `seen` under `alias`: 20 letters and digits, the first nine
    of them the millisecond of first sight (Crockford's base 32, as in the ULID specification)."""
    tail = int.from_bytes(blake2b(alias.encode(), digest_size=7).digest()) & (1 << 55) - 1
    return moment(seen) + _base32(tail, 11)


def moment(when: datetime) -> str:
    """The first nine letters of an id first seen at `when`; sorts as time does."""
    return _base32(max(0, (when - _EPOCH) // timedelta(milliseconds=1)), 9)


def first_sight(item_id: str) -> datetime:
    """When the item was first seen. ValueError where `item_id` is none of ours."""
    if len(item_id) != _ID_LENGTH:
        raise ValueError(f"no id of an item: {item_id[:40]!r}")
    value = 0
    for letter in item_id[:9]:
        value = value << 5 | _CROCKFORD.index(letter)
    return _EPOCH + timedelta(milliseconds=value)


def _folded(title: str) -> str:
    """What tells one title from another; how many have commented on it does not."""
    return text.fold(_COUNT.sub("", title) or title)


def _headline(
    source: SourceSettings, entry: Entry, seen: datetime, lang: str | None, local_clock: bool
) -> Headline | None:
    title = text.title(entry.title)
    if not title.text:
        return None
    summary, cut = text.summary(entry.summary)
    raw = text.line(entry.published)
    when, wrong = None, False
    if raw:
        when, wrong = publisher_clock.moment(
            raw, ZoneInfo(source.timezone), seen, local_clock=local_clock
        )
    section = text.line(entry.section)
    return Headline(
        source=source.name,
        kind=source.kind,
        outlet=source.outlet,
        title=title.text,
        marked=title.marked or entry.urgent,
        truncated=title.truncated or cut,
        url=item_url.safe(entry.url),
        summary=summary,
        section=section[:LONGEST_SECTION] if section else None,
        lang=source.lang or _primary(lang),
        published=dates.iso(when) if when else None,
        published_raw=raw[:LONGEST_RAW_DATE] if raw else None,
        published_from=("corrected" if wrong else "item") if when else None,
        day_only=publisher_clock.is_day(raw or "", when),
        seen=dates.utc(seen),
        topics=source.topics,
    )


class _Names:
    """What the entries of one document of `source` are known by."""

    def __init__(self, source: SourceSettings) -> None:
        self._source = source
        page = item_url.safe(source.url)
        self._page = item_url.canonical(page) if page else ""
        self._sites = {source.outlet, item_url.site(page) if page else source.outlet}
        self._number_in = item_url.numbers(source.id_pattern)

    def of(self, guid: str | None, url: str | None) -> list[str]:
        """Strongest first; empty where nothing but the title is left."""
        found = []
        outlet, source = self._source.outlet, self._source.name
        name = item_url.canonical(url) if url else ""
        if name == self._page or item_url.is_front(name):
            name = ""
        own = bool(url) and item_url.site(url or "") in self._sites
        if url and name and own and (number := self._number_in(url)):
            found.append(f"n:{outlet}:{number}")
        if guid:
            found.append(f"g:{source}:{guid}")
        if name:
            found.append(f"u:{outlet if own else source}:{name}")
        return found


def _primary(lang: str | None) -> str:
    """The primary subtag of a page's language (RFC 5646); pages say all sorts of things."""
    tag = (lang or "").split("-")[0].lower()
    return tag if tag.isascii() and tag.isalpha() and len(tag) <= 3 else ""


def _digest(name: str) -> str:
    # A guid may hold halves of letters, which are no UTF-8.
    return blake2b(name.encode(errors="surrogatepass"), digest_size=9).hexdigest()


def _base32(value: int, length: int) -> str:
    letters = []
    for _ in range(length):
        letters.append(_CROCKFORD[value & 31])
        value >>= 5
    return "".join(reversed(letters))
