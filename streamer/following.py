"""The documents that an index names: asked beside it, read as blocks of one page.

    index ─► the likeliest few ─► each: robots.txt ─► conditional GET ─┬─ 304, or the same bytes: as it was
                                                                       ├─ read: a block of its own
                                                                       └─ failed: said, costs itself alone

One in which nothing can be read (a sitemap of pages, not of news; an index in the index) makes room for the
next for a while. What one document shows as another did is shown once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from streamer import kinds
from streamer.fetch import Failed, Fetcher
from streamer.pace import LONGEST_RETRY_AFTER
from streamer.reading import Readers
from streamer.robots import DISALLOWED, Robots
from streamer.settings import SourceSettings
from streamer.sources import Block, Entry, Inner, Mark, Reading, Response

MOST: Final = 4
"""Documents of one index that are asked at one visit; each is a request more to the site."""
AGAIN: Final = 2
"""Beside them, of those that nothing could be read in before."""
_UNFIT: Final = 900.0
"""Seconds for which such a one is left alone."""


class Followed(NamedTuple):
    """What the documents of an index were."""

    reading: Reading
    """`blocks` are those that were read, and those that are as they were."""
    inner: dict[str, Inner]
    unchanged: bool
    """All that answered are as they were, and none is to be left alone that was not, or for longer."""
    failed: Failed | None = None
    """Not one of them answered so that it could be read."""


class _Answer(NamedTuple):
    inner: Inner
    reading: Reading | None = None
    failed: Failed | None = None


class Following:
    """One for a process."""

    def __init__(
        self,
        fetcher: Fetcher,
        readers: Readers,
        robots: Robots,
        clock: Callable[[], datetime],
    ) -> None:
        self._fetcher = fetcher
        self._readers = readers
        self._robots = robots
        self._clock = clock

    async def ask(
        self,
        settings: SourceSettings,
        index: Reading,
        kept: Mapping[str, Inner],
        *,
        unconditional: bool = False,
    ) -> Followed:
        """Those that `index` names, after what was `kept` of them. Raises kinds.Broken."""
        now = self._clock().timestamp()
        inner = {url: kept[url] for url in index.further if url in kept}
        found: dict[str, _Answer] = {}
        # Further down only as long as nothing but unfit ones came.
        while all(one.inner.unfit for one in found.values()):
            asked = [url for url in _chosen(index.further, inner, now) if url not in found]
            if not asked:
                break
            answers = await asyncio.gather(
                *(
                    self._one(settings, url, inner.get(url, Inner()), unconditional, now)
                    for url in asked
                )
            )
            found |= zip(asked, answers, strict=True)
            inner |= {url: found[url].inner for url in asked}
        good = [one for one in found.values() if one.failed is None]
        if not good:
            return Followed(Reading(), inner, False, _failed(found))
        waiting = [url for url, one in inner.items() if one.until > now and not one.unfit]
        reading = _merged(index, found, [url for url in waiting if url not in found])
        # Which are to be left alone, and how long, is to be remembered too.
        same = all(one.reading is None for one in good) and _alone(inner) == _alone(kept)
        return Followed(reading, inner, same)

    async def _one(
        self,
        settings: SourceSettings,
        url: str,
        kept: Inner,
        unconditional: bool,
        now: float,
    ) -> _Answer:
        verdict = await self._robots.verdict(url)
        if not verdict.allowed:
            return _Answer(_unfit(kept, now), failed=Failed(why=DISALLOWED, permanent=True))
        mark = Mark() if unconditional else Mark(etag=kept.etag, last_modified=kept.last_modified)
        if verdict.delay:
            await self._robots.turn(url, verdict.delay)
        request = kinds.request(settings, url, mark)
        answer = await self._fetcher.get(request, max_bytes=settings.max_bytes)
        if isinstance(answer, Failed):
            wait = min(answer.retry_after or 0.0, LONGEST_RETRY_AFTER)
            until = now + wait if wait else 0.0
            return _Answer(msgspec.structs.replace(kept, until=until), failed=answer)
        return await self._read(settings, answer, kept, unconditional, now)

    async def _read(
        self,
        settings: SourceSettings,
        answer: Response,
        kept: Inner,
        unconditional: bool,
        now: float,
    ) -> _Answer:
        body = blake2b(answer.body, digest_size=16).hexdigest() if answer.body else ""
        same = kept.body_hash is not None and (answer.status == 304 or body == kept.body_hash)
        if same and not unconditional:
            if not kept.unfit:
                return _Answer(msgspec.structs.replace(kept, until=0.0))
            failed = Failed(why="no news stands there", status=answer.status)
            return _Answer(_unfit(kept, now), failed=failed)
        reading = await self._readers.read(settings.kind, answer, settings.select)
        problem = reading.problem or ("an index in the index" if reading.further else None)
        inner = Inner(
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            body_hash=body,
        )
        if problem:
            failed = Failed(why=problem, status=answer.status)
            return _Answer(_unfit(inner, now), failed=failed)
        return _Answer(inner, reading=reading)


def _chosen(further: Sequence[str], kept: Mapping[str, Inner], now: float) -> Iterable[str]:
    """The first few, without those that are to be left alone."""
    fit = again = 0
    for url in further:
        known = kept.get(url, Inner())
        if known.unfit and known.until <= now and again < AGAIN:
            again += 1
            yield url
        elif not known.unfit and fit < MOST:
            fit += 1
            if known.until <= now:
                yield url


def _alone(inner: Mapping[str, Inner]) -> dict[str, tuple[bool, float]]:
    return {url: (one.unfit, one.until) for url, one in inner.items() if one.unfit or one.until}


def _unfit(kept: Inner, now: float) -> Inner:
    return msgspec.structs.replace(kept, until=now + _UNFIT, unfit=True)


def _failed(found: Mapping[str, _Answer]) -> Failed:
    all_failed = [one.failed for one in found.values() if one.failed]
    if not all_failed:
        return Failed(why="nothing can be read in what the index names")
    waits = [one.retry_after for one in all_failed if one.retry_after is not None]
    return msgspec.structs.replace(all_failed[0], retry_after=max(waits, default=None))


def _merged(index: Reading, found: Mapping[str, _Answer], waiting: Iterable[str]) -> Reading:
    told: set[str] = set()
    entries: list[Entry] = []
    blocks: list[Block] = []
    notes = [index.note, *(f"{_name(url)}: it asked to be left alone" for url in waiting)]
    lang = None
    for url, one in found.items():
        if one.failed:
            # An index names sitemaps of pages too, which is nobody's fault.
            notes.append(None if one.inner.unfit else f"{_name(url)}: {one.failed.why}")
            continue
        blocks.append(Block(name=url, same=one.reading is None))
        if one.reading is None:
            continue
        lang = lang or one.reading.lang
        notes.append(f"{_name(url)}: {one.reading.note}" if one.reading.note else None)
        fresh = [entry for entry in one.reading.entries if (entry.url or entry.title) not in told]
        told.update(entry.url or entry.title for entry in fresh)
        entries += [msgspec.structs.replace(entry, block=url) for entry in fresh]
    return Reading(
        entries=tuple(entries),
        blocks=tuple(blocks),
        empty=None if entries or any(one.same for one in blocks) else "no news in the sitemaps",
        note="; ".join(one for one in notes if one) or None,
        lang=lang,
    )


def _name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2][:80]
