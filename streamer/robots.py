"""What a site says of robots: robots.txt (RFC 9309), read by protego.

    URL ─► answered within the day? ─► may it be asked, and how far apart must requests be?
             └ no ─► the origin's robots.txt ─► 2xx: its rules · 4xx: none · no answer: none, asked again soon

Deviation from RFC 9309, 2.3.1.4 (no answer means no to everything): one page, named by a person, is asked
with an ever longer pause, and a site whose robots.txt alone is broken would be lost to its readers.
Crawl-delay is no part of the RFC, but sites use it: it holds for all requests to the origin together.
"""

from __future__ import annotations

import asyncio
import re
import zlib
from collections import OrderedDict
from math import inf
from typing import Final, NamedTuple, TypeVar

import structlog
from protego import Protego
from yarl import URL

from streamer.fetch import Failed, Fetcher
from streamer.sources import Request

log = structlog.get_logger(__name__)
_Kept = TypeVar("_Kept")

DISALLOWED: Final = "robots.txt disallows it"
LONGEST_DELAY: Final = 6 * 3600.0
"""Seconds of Crawl-delay that are obeyed: as of Retry-After."""
_GOOD: Final = 24 * 3600.0
"""Seconds for which an answer is good (RFC 9309, 2.4),"""
_NO: Final = 3600.0
"""a no, which may have been a slip,"""
_SILENT: Final = 600.0
"""and no answer at all."""
_MOST_BYTES: Final = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB are read."""
_DEADLINE: Final = 5.0
_MOST: Final = 16_384
"""Origins, and URLs, that are remembered."""


class Verdict(NamedTuple):
    """On one URL. `delay`: seconds between two requests to its origin; `until`: how long this is good, on
    the loop's clock; `heard`: whether robots.txt was answered at all."""

    allowed: bool
    delay: float
    until: float
    heard: bool = True


class _Rules(NamedTuple):
    """Of an origin, packed, empty where there are none; and how long they are good."""

    text: bytes
    until: float
    heard: bool


class Robots:
    """Asks each origin once a day; one for the whole process. `user_agent`: as it is sent."""

    def __init__(self, fetcher: Fetcher, user_agent: str) -> None:
        self._fetcher = fetcher
        found = re.match(r"[A-Za-z_-]+", user_agent)
        self._name = found[0] if found else "Ajil"
        # Rules are kept packed: as objects those of ten thousand sites would fill hundreds of MB.
        self._rules: OrderedDict[str, _Rules] = OrderedDict()
        self._verdicts: OrderedDict[str, Verdict] = OrderedDict()
        self._asking: dict[str, asyncio.Task[_Rules]] = {}
        self._next: OrderedDict[str, float] = OrderedDict()

    def known(self, url: str) -> Verdict | None:
        """On a URL that was asked about within the day."""
        known = self._verdicts.get(url)
        return known if known is not None and known.until > _now() else None

    async def verdict(self, url: str) -> Verdict:
        """On a URL that may be dialled; asks for robots.txt where it is not known. Raises nothing."""
        if known := self.known(url):
            return known
        try:
            origin = str(URL(url).origin())
        except ValueError:  # nothing that can be asked at all
            return Verdict(True, 0.0, 0.0)
        rules = await self._text(origin)
        allowed, delay = self._judge(rules.text, url)
        until = rules.until if allowed else min(rules.until, _now() + _NO)
        verdict = Verdict(allowed, delay, until, rules.heard)
        _put(self._verdicts, url, verdict)
        return verdict

    async def allows(self, url: str) -> bool:
        """Whether `url` may be asked for."""
        return (await self.verdict(url)).allowed

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of an address names (sitemaps.org), as they stand there."""
        rules = await self._text(str(URL(url).origin()))
        return list(_parsed(rules.text).sitemaps) if rules.text else []

    async def turn(self, url: str, delay: float, by: float = inf) -> bool:
        """Waits until the origin of `url` may be asked again; turns are given in the order of asking. False,
        and at once: that would be at `by`, on the loop's clock, or later, and no turn is taken."""
        origin = str(URL(url).origin())
        at = max(_now(), self._next.get(origin, 0.0))
        if at >= by:
            return False
        _put(self._next, origin, at + delay)
        await asyncio.sleep(at - _now())
        return True

    async def close(self) -> None:
        """Breaks off what is being asked."""
        tasks = list(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _judge(self, text: bytes, url: str) -> tuple[bool, float]:
        if not text:
            return True, 0.0
        rules = _parsed(text)
        delay = float(rules.crawl_delay(self._name) or 0.0)
        delay = min(delay, LONGEST_DELAY) if delay > 0 else 0.0  # not a number is none
        return bool(rules.can_fetch(url, self._name)), delay

    async def _text(self, origin: str) -> _Rules:
        known = self._rules.get(origin)
        if known is not None and known.until > _now():
            return known
        task = self._asking.get(origin)
        if task is None:
            task = asyncio.create_task(self._ask(origin, known), name=f"robots {origin}")
            self._asking[origin] = task
            task.add_done_callback(lambda _: self._asking.pop(origin, None))
        # Others wait for the same answer: whoever is called off must not take it from them.
        return await asyncio.shield(task)

    async def _ask(self, origin: str, known: _Rules | None) -> _Rules:
        request = Request(url=f"{origin}/robots.txt", headers={"Accept": "text/plain, */*;q=0.1"})
        answer = await self._fetcher.get(request, max_bytes=_MOST_BYTES, deadline=_DEADLINE)
        if not isinstance(answer, Failed):
            text = zlib.compress(answer.body) if answer.body.strip() else b""
            rules = _Rules(text, _now() + _GOOD, True)
        elif answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
            rules = _Rules(b"", _now() + _GOOD, True)
        else:
            # Silence remembered is silence still: only an answer is heard.
            heard = known is not None and known.heard
            rules = _Rules(known.text if known else b"", _now() + _SILENT, heard)
            log.debug("robots.silent", why=answer.why)
        _put(self._rules, origin, rules)
        return rules


def _parsed(text: bytes) -> Protego:
    return Protego.parse(zlib.decompress(text).decode("utf-8-sig", "replace"))


def _put(kept: OrderedDict[str, _Kept], key: str, value: _Kept) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _MOST:
        kept.popitem(last=False)


def _now() -> float:
    return asyncio.get_running_loop().time()
