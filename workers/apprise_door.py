"""Carries what the apprise channel composed: a process for each message, with a deadline.

    Parcel ─► (a child: workers.apprise_child) ─► the service ─► Answer

The address goes through a pipe, so it stands in no list of processes; the child has nothing of our
environment but the way to its libraries.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from typing import Final

import msgspec

from workers.child import environment
from workers.story import Answer, Parcel

DEADLINE: Final = 20.0
_AT_ONCE: Final = 4
"""Processes: each weighs some 50 MiB."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the child is told."""

    url: str
    title: str
    body: str
    allow: tuple[str, ...] = ()


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What it tells: `status` 200, 400 (the address is none), or 502."""

    status: int
    error: str = ""


class AppriseDoor:
    """`allow`: `network.allow`."""

    def __init__(self, allow: Sequence[str], *, deadline: float = DEADLINE) -> None:
        self._allow = tuple(allow)
        self._deadline = deadline
        self._few = asyncio.Semaphore(_AT_ONCE)

    async def carry(self, parcel: Parcel) -> Answer:
        """Raises nothing for what the network or the package does."""
        text = msgspec.json.decode(parcel.body)
        asked = Asked(url=parcel.url, title=text["title"], body=text["body"], allow=self._allow)
        async with self._few:
            return await self._ask(msgspec.json.encode(asked))

    async def close(self) -> None:
        """Nothing is kept open."""

    async def _ask(self, asked: bytes) -> Answer:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "workers.apprise_child", stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            env=environment(),
        )  # fmt: skip
        try:
            out, _ = await asyncio.wait_for(child.communicate(asked), self._deadline)
            said = msgspec.json.decode(out.splitlines()[-1], type=Said)
        except TimeoutError:
            return Answer(status=None, error=f"timed out after {self._deadline:g} s")
        except (IndexError, msgspec.DecodeError):
            return Answer(status=None, error="its process ended without an answer")
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        return Answer(status=said.status, error=said.error)
