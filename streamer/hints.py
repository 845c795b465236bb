"""What a site says of when to come again. Pure.

    Cache-Control max-age, Expires      with every answer (RFC 9111, 4.2.1 and 5.2.2.1), less Age
    <ttl>, <skipHours>, <skipDays>      RSS 2.0 (rssboard.org/rss-specification); hours are GMT
    sy:updatePeriod, sy:updateFrequency the syndication module of RSS 1.0
    rel="hub", rel="self"               WebSub (w3.org/TR/websub, 4)

All of it may be wrong, and often is: WordPress says "hourly" of every feed that it serves, so exactly that is
no hint; and a hint is believed only until news came sooner than it allows (streamer.visit). It never makes a
wait longer than `at_most` (streamer.pace).

A feed is only looked at up to its first item, by expressions that take linear time, so this may be done
beside the event loop.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

LOOKED_AT: Final = 16 * 1024
"""Bytes of a feed."""
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS: Final = {
    "hourly": 3600.0, "daily": 86_400.0, "weekly": 7 * 86_400.0, "monthly": 30 * 86_400.0,
    "yearly": 365 * 86_400.0,
}  # fmt: skip
_WORDPRESS: Final = 3600.0
_ITEM: Final = re.compile(rb"<(?:[a-zA-Z]{1,9}:)?(?:item|entry)[\s>]")
_TTL: Final = re.compile(rb"<ttl>\s*(?:<!\[CDATA\[)?\s*(\d{1,9})")
_PERIOD: Final = re.compile(rb"<sy:updatePeriod>\s*([a-zA-Z]{1,9})")
_FREQUENCY: Final = re.compile(rb"<sy:updateFrequency>\s*(\d{1,9})")
_SKIP: Final = re.compile(rb"<skip(Hours|Days)>(.{0,2000}?)</skip", re.S)
_HOUR: Final = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>")
_DAY: Final = re.compile(rb"<day>\s*([a-zA-Z]{6,9})\s*</day>")
_LINK: Final = re.compile(rb"<(?:[a-zA-Z0-9]{1,9}:)?link\b([^<>]{1,2000})>")
_ATTRIBUTE: Final = re.compile(rb"""\b(rel|href)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HEADER_LINK: Final = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
_RELATION: Final = re.compile(r"""[;\s]rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.I)
_MAX_AGE: Final = re.compile(r'(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})', re.I)
_NEVER: Final = re.compile(r"(?:^|[\s,])(?:no-cache|no-store|must-understand)\b", re.I)


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a feed says of itself."""

    again: float = 0.0
    """Seconds between two editions; 0: nothing."""
    hours: tuple[int, ...] = ()
    """Of the day, GMT, in which nothing comes,"""
    days: tuple[int, ...] = ()
    """and days, 0 Monday."""
    hub: str | None = None
    topic: str | None = None
    """The address under which the hub knows it."""


NOTHING: Final = Said()


def said(body: bytes, link: str = "") -> Said:
    """What the head of a feed says; of anything else, nothing. `link`: the answer's header of that name,
    which WebSub has looked at first."""
    head = body[:LOOKED_AT]
    item = _ITEM.search(head)
    head = head[: item.start()] if item else head
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    for what, inner in _SKIP.findall(head):
        if what == b"Hours":
            hours = tuple(sorted({int(one) % 24 for one in _HOUR.findall(inner)}))
        else:
            names = {one.decode().lower() for one in _DAY.findall(inner)}
            days = tuple(at for at, name in enumerate(_DAYS) if name in names)
    links = {**_links(head), **_header_links(link)}
    found = Said(
        again=_again(head), hours=hours if len(hours) < 24 else (), days=days if len(days) < 7 else (),
        hub=links.get("hub"), topic=links.get("self"),
    )  # fmt: skip
    return NOTHING if found == NOTHING else found


def _again(head: bytes) -> float:
    ttl = _TTL.search(head)
    seconds = int(ttl[1]) * 60.0 if ttl else 0.0
    period, often = _PERIOD.search(head), _FREQUENCY.search(head)
    if period:
        every = _PERIODS.get(period[1].decode().lower(), 0.0) / max(
            1, int(often[1]) if often else 1
        )
        seconds = max(seconds, every if every != _WORDPRESS else 0.0)
    return seconds


def _links(head: bytes) -> dict[str, str]:
    """The first of each relation."""
    found: dict[str, str] = {}
    for inner in _LINK.findall(head):
        told = {name: one or two for name, one, two in _ATTRIBUTE.findall(inner)}
        href = html.unescape(told.get(b"href", b"").decode("utf-8", "replace")).strip()
        if href:
            for relation in told.get(b"rel", b"").decode("utf-8", "replace").lower().split():
                found.setdefault(relation, href)
    return found


def _header_links(link: str) -> dict[str, str]:
    """The first of each relation in a Link header (RFC 8288, 3)."""
    found: dict[str, str] = {}
    for href, parameters in _HEADER_LINK.findall(link[:LOOKED_AT]):
        relation = _RELATION.search(parameters)
        for name in (relation[1] or relation[2]).lower().split() if relation else ():
            found.setdefault(name, href.strip())
    return found


def fresh(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds for which an answer just heard stays as it is, by its own headers; 0: it does not say."""
    control = headers.get("cache-control", "")
    if not control and "expires" not in headers:
        return 0.0
    if _NEVER.search(control):
        return 0.0
    if age := _MAX_AGE.search(control):
        passed = headers.get("age", "")
        return max(0.0, int(age[1]) - (int(passed) if re.fullmatch(r"\d{1,12}", passed) else 0.0))
    expires = _moment(headers.get("expires"))
    if expires is None:
        return 0.0
    return max(0.0, (expires - (_moment(headers.get("date")) or now)).total_seconds())


def wait(said: Said, fresh: float, at: datetime) -> float:
    """Seconds from `at` until the site says that there may be something new."""
    if said is NOTHING:
        return fresh
    seconds = max(said.again, fresh)
    if not said.hours and not said.days:
        return seconds
    then = at.astimezone(UTC) + timedelta(seconds=min(seconds, 7 * 86_400.0))
    for _ in range(7 * 24):
        if then.hour not in said.hours and then.weekday() not in said.days:
            break
        then = then.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return max(seconds, (then - at).total_seconds())


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, OverflowError):
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
