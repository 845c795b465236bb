"""A headline: what an entry becomes once it is read, cleaned and given an identity.

Identity is scoped to the outlet, so that no outlet can edit or swallow another's items. An item is
known by aliases, strongest first:

    number  the site's own number in the URL, where `id_pattern` or a known shape finds it
    guid    within its source
    url     canonical, on the outlet's own host (elsewhere: within the source)
    title   folded, within the source, only where nothing else is left

Several items of one document under one alias void that alias there: such a guid or link names nothing.
The `id` follows from the strongest alias and the moment of first sight, and begins with that moment, so
that it can be read back and compared as text. An id greater than another says nothing about news: the
site's numbers are never compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final, Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from streamer import dates, text
from streamer.outlet import registrable
from streamer.settings import SourceSettings
from streamer.sources import Entry

_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LONGEST_URL: Final = 2048
_LONGEST_RAW_DATE: Final = 100
_LONGEST_SECTION: Final = 200

# Parameters that say where a reader came from, not what is read (WHATWG URL; the names in wide use).
_TRACKING: Final = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ref|ref_src|cmpid|ocid|at_\w+)$",
    re.IGNORECASE,
)
# The shapes in which news sites put an item's number into its path or query.
_NUMBER_IN_SEGMENT: Final = re.compile(r"^(\d{4,12})(?:[-_.].*)?$|^.*[-_](\d{5,12})(?:\.\w{2,5})?$")
_NUMBER_PARAMETERS: Final = ("id", "p", "storyid", "newsid", "articleid", "nid", "itemid")
_LIKE_A_DATE: Final = re.compile(r"^(19|20)\d\d((0\d|1[0-2])([0-2]\d|3[01])?)?$")


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
    seen: str
    topics: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A headline with what it is known by: ready to be published."""

    headline: Headline
    aliases: tuple[str, ...]
    """Hashed, strongest first, never empty."""
    print: str
    """Fingerprint of the folded title."""


ENCODER: Final = msgspec.json.Encoder()
DECODER: Final = msgspec.json.Decoder(Headline)


def read(
    source: SourceSettings, entries: Iterable[Entry], seen: datetime, lang: str | None = None
) -> list[Item]:
    """The entries of one document as items, in its order; entries that are skipped, or have no
    title once cleaned, are left out. One item shown twice in a document is one item."""
    read_entries = [
        (headline, aliases)
        for entry in entries
        if entry.skipped is None and (headline := _headline(source, entry, seen, lang)) is not None
        for aliases in [_aliases(source, entry, headline)]
    ]
    folded = [text.fold(headline.title) for headline, _ in read_entries]
    titles: dict[str, set[str]] = {}
    for (_, aliases), fold in zip(read_entries, folded, strict=True):
        for alias in aliases:
            titles.setdefault(alias, set()).add(fold)
    void = {alias for alias, shown in titles.items() if len(shown) > 1}
    items: dict[str, Item] = {}
    for (headline, aliases), fold in zip(read_entries, folded, strict=True):
        names = [alias for alias in aliases if alias not in void]
        names = names or [f"t:{source.name}:{fold}"]
        item = Item(
            headline=headline, aliases=tuple(_digest(name) for name in names), print=_digest(fold)
        )
        items.setdefault(item.aliases[0], item)
    return list(items.values())


def identity(alias: str, seen: datetime) -> str:
    """The id of an item first seen at `seen` under `alias`: 20 letters and digits, the first nine
    of them the millisecond of first sight (Crockford's base 32, as in the ULID specification)."""
    tail = int.from_bytes(blake2b(alias.encode(), digest_size=7).digest()) & (1 << 55) - 1
    return moment(seen) + _base32(tail, 11)


def moment(when: datetime) -> str:
    """The first nine letters of an id first seen at `when`; sorts as time does."""
    return _base32(max(0, int(when.timestamp() * 1000)), 9)


def first_sight(item_id: str) -> datetime:
    """When the item was first seen. ValueError where `item_id` is none of ours."""
    value = 0
    for letter in item_id[:9]:
        value = value << 5 | _CROCKFORD.index(letter)
    return datetime.fromtimestamp(value / 1000, UTC)


def canonical(url: str) -> str:
    """The URL as an alias: without scheme, `www.`, default port, fragment, tracking parameters and
    final slash, percent-encoding made uniform (RFC 3986, 6.2.2)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.port not in (None, 80, 443):
        host = f"{host}:{parts.port}"
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(pair[0])
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{path}{query}"


def number_in(url: str, id_pattern: str) -> str | None:
    """The site's own number in `url`, with what stands before it where no pattern is given (a site may
    number its sections apart); None where there is none."""
    if id_pattern:
        found = re.search(id_pattern, url)
        return (found.group(1) if found.re.groups else found.group(0)) if found else None
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if name.lower() in _NUMBER_PARAMETERS and value.isascii() and value.isdigit():
            return f"{parts.path}?{name.lower()}={value}"
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    for at in range(len(segments) - 1, -1, -1):
        found = _NUMBER_IN_SEGMENT.match(segments[at])
        number = (found.group(1) or found.group(2)) if found else None
        if number and not _LIKE_A_DATE.match(number):
            return f"/{'/'.join(segments[:at])}#{number}"
    return None


def _headline(
    source: SourceSettings, entry: Entry, seen: datetime, lang: str | None
) -> Headline | None:
    title = text.title(entry.title)
    if not title.text:
        return None
    summary, cut = text.summary(entry.summary)
    raw = text.line(entry.published)
    when = raw and dates.parse(raw, zone=ZoneInfo(source.timezone), seen=seen)
    when = dates.credible(when or None, seen=seen)
    section = text.line(entry.section)
    return Headline(
        source=source.name,
        kind=source.kind,
        outlet=source.outlet,
        title=title.text,
        marked=title.marked or entry.urgent,
        truncated=title.truncated or cut,
        url=_safe_url(entry.url),
        summary=summary,
        section=section[:_LONGEST_SECTION] if section else None,
        lang=source.lang or (lang or "").split("-")[0].lower()[:3],
        published=dates.iso(when) if when else None,
        published_raw=raw[:_LONGEST_RAW_DATE] if raw else None,
        published_from="item" if when else None,
        seen=dates.utc(seen),
        topics=source.topics,
    )


def _safe_url(url: str | None) -> str | None:
    """http and https only, without control characters or blanks, of a sane length."""
    if not url or len(url) > _LONGEST_URL or not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
        return None
    if re.search(r"[\x00-\x20\x7f]", url) or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
        return url if parts.hostname and parts.port != 0 and not parts.username else None
    except ValueError:
        return None


def _aliases(source: SourceSettings, entry: Entry, headline: Headline) -> Sequence[str]:
    found = []
    url = headline.url
    if url:
        own = _site(url) in (source.outlet, _site(source.url))
        number = number_in(url, source.id_pattern) if own else None
        if number:
            found.append(f"n:{source.outlet}:{number}")
    if entry.guid:
        found.append(f"g:{source.name}:{entry.guid}")
    if url and urlsplit(url).path.strip("/") + urlsplit(url).query:
        # A link to a front page names no item.
        scope = source.outlet if own else source.name
        found.append(f"u:{scope}:{canonical(url)}")
    return found


def _site(url: str) -> str:
    return registrable(urlsplit(url).hostname or "")


def _digest(name: str) -> str:
    return blake2b(name.encode(), digest_size=9).hexdigest()


def _base32(value: int, length: int) -> str:
    letters = []
    for _ in range(length):
        letters.append(_CROCKFORD[value & 31])
        value >>= 5
    return "".join(reversed(letters))
