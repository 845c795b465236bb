"""A farm of news sites: many loopback addresses, one process, as little work an answer as can be.

    /feed/N   a feed of ITEMS headlines with an ETag; with If-None-Match a 304
              of a thousand visits so many find another edition, and so many fail, as the job says
    else      404 (there is no robots.txt)

Spoken by a bare protocol: the machine is shared with what is measured. Which visits find what is the same in
every run: it follows from N and the number of the visit.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from typing import ClassVar, Final, cast

from streamer.sources import Entry

ITEMS: Final = 20
_WORDS: Final = (
    "افتتاح",
    "جسر",
    "مدينة",
    "وزير",
    "قرار",
    "اجتماع",
    "مجلس",
    "ميناء",
    "سوق",
    "نفط",
    "مياه",
)
_ASKED: Final = re.compile(rb"GET /feed/(\d+)[^\r]*\r\n")
_TAG: Final = re.compile(rb'(?i)\r\nif-none-match: "([^"]*)"')


def addresses(count: int) -> list[str]:
    """Loopback addresses, one where the system has no more (all but Linux)."""
    if not sys.platform.startswith("linux"):
        return ["127.0.0.1"]
    return [f"127.7.{at // 250}.{at % 250 + 1}" for at in range(count)]


def tag(number: int, edition: int) -> str:
    return f"{number}-{edition}"


def entries(number: int, edition: int) -> list[Entry]:
    """What the feed of source `number` shows; each edition has one headline more, and one less."""
    return [
        Entry(
            title=_title(number, at),
            url=f"https://farm.example/{number}/{at}",
            guid=f"{number}-{at}",
        )
        for at in range(edition + ITEMS, edition, -1)
    ]


def feed(number: int, edition: int) -> bytes:
    """The same as RSS."""
    items = "".join(
        f"<item><title>{one.title}</title><link>{one.url}</link><guid>{one.guid}</guid></item>"
        for one in entries(number, edition)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>-</title>'
    return f"{head}{items}</channel></rss>".encode()


def _title(number: int, at: int) -> str:
    words = [_WORDS[(number * 7 + at * step) % len(_WORDS)] for step in (1, 3, 5, 9, 11)]
    return f"{' '.join(words)} رقم {number} في {at}"


class Site(asyncio.Protocol):
    """One connection."""

    changed = 0
    failing = 0
    visits: ClassVar[Counter[int]] = Counter()
    editions: ClassVar[Counter[int]] = Counter()
    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by class

    def data_received(self, data: bytes) -> None:
        """A GET comes in one piece: it is short, and this is loopback."""
        asked = _ASKED.match(data)
        if asked is None:
            self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        number = int(asked[1])
        self.visits[number] += 1
        lot = (number * 37 + self.visits[number] * 101) % 1000
        if lot < self.failing:
            self.transport.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            return
        if lot >= 1000 - self.changed:
            self.editions[number] += 1
        now = tag(number, self.editions[number])
        known = _TAG.search(data)
        if known and known[1].decode() == now:
            self.transport.write(f'HTTP/1.1 304 Not Modified\r\nETag: "{now}"\r\n\r\n'.encode())
            return
        body = feed(number, self.editions[number])
        head = f'HTTP/1.1 200 OK\r\nETag: "{now}"\r\nContent-Length: {len(body)}\r\n\r\n'
        self.transport.write(head.encode() + body)


def url(number: int, port: int, sites: list[str]) -> str:
    """Of the feed of source `number`."""
    return f"http://{sites[number % len(sites)]}:{port}/feed/{number}"
