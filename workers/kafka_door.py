"""Carries what the kafka channel composed: one process for all of them, which is kept.

    Parcel ─► (a child: workers.kafka_child) ─► the brokers ─► Answer

Each message is a line to the child and a line back. A child that answers nobody in time is ended, and the
next message gets another one; it ends by itself once we are gone, because its pipe does.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from typing import Final

import msgspec

from workers.child import environment
from workers.story import Answer, Parcel

DEADLINE: Final = 15.0
"""Seconds for one message, the start of the child among them."""
_LINE: Final = 1 << 20


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the child is told first: `network.allow`, `network.ca_file`."""

    allow: tuple[str, ...]
    ca_file: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One message."""

    number: int
    url: str
    topic: str
    key: str
    value: str
    headers: dict[str, str]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it: `status` 200, 400 (no broker would take it), or 502."""

    number: int
    status: int
    error: str = ""


class KafkaDoor:
    """`allow`, `ca_file`: those of [network]."""

    def __init__(
        self, allow: Sequence[str], ca_file: str = "", *, deadline: float = DEADLINE
    ) -> None:
        self._rules = Rules(allow=tuple(allow), ca_file=ca_file)
        self._deadline = deadline
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()
        self._child: _Child | None = None
        self._listening: set[asyncio.Task[None]] = set()

    async def carry(self, parcel: Parcel) -> Answer:
        """Raises nothing for what the network or the package does."""
        child: _Child | None = None
        answered = 0
        try:
            async with asyncio.timeout(self._deadline):
                child = await self._running()
                answered = child.answered
                return await child.ask(_asked(next(self._numbers), parcel))
        except TimeoutError:
            # It has a deadline of its own, which it missed. If it answers others, theirs are not thrown away.
            if child is not None and self._child is child and child.answered == answered:
                self._child = None
                child.end()
            return Answer(status=None, error=f"timed out after {self._deadline:g} s")
        except OSError:  # its end of the pipe is closed
            return _GONE

    async def close(self) -> None:
        """Ends the child."""
        async with self._starting:
            if self._child is not None:
                self._child.end()
                self._child = None
            if self._listening:
                await asyncio.wait(self._listening)

    async def _running(self) -> _Child:
        async with self._starting:
            if self._child is None or self._child.listening.done():
                self._child = _Child(
                    await asyncio.create_subprocess_exec(
                        sys.executable, "-m", "workers.kafka_child", stdin=PIPE, stdout=PIPE,
                        stderr=DEVNULL, limit=_LINE, start_new_session=True,
                        env=environment(),
                    ),
                    self._rules,
                )  # fmt: skip
                self._listening.add(self._child.listening)
                self._child.listening.add_done_callback(self._listening.discard)
            return self._child


class _Child:
    """One process, and who waits for what it says."""

    def __init__(self, process: Process, rules: Rules) -> None:
        assert process.stdin
        self._process = process
        self._told = process.stdin
        self._told.write(_line(rules))
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self.answered = 0
        """Messages of which it said what became of them."""
        self.listening = asyncio.create_task(self._listen())
        """Done once the process has ended."""

    async def ask(self, asked: Asked) -> Answer:
        """Raises OSError where it has ended."""
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[asked.number] = mine
        try:
            self._told.write(_line(asked))
            await self._told.drain()
            return await mine
        finally:
            del self._waiting[asked.number]

    def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()

    async def _listen(self) -> None:
        """Hands out what it says, until it ends; then whoever still waits is told so."""
        assert self._process.stdout
        try:
            async for line in self._process.stdout:
                said = msgspec.json.decode(line, type=Said)
                self.answered += 1
                self._settle(said.number, Answer(status=said.status, error=said.error))
        except (ValueError, OSError):
            self.end()
        await self._process.wait()
        for number in self._waiting:
            self._settle(number, _GONE)

    def _settle(self, number: int, answer: Answer) -> None:
        waiting = self._waiting.get(number)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)


_GONE: Final = Answer(status=None, error="its process ended without an answer")


def _asked(number: int, parcel: Parcel) -> Asked:
    headers = dict(parcel.headers)
    return Asked(
        number=number, url=parcel.url, topic=headers.pop("topic"), key=headers.pop("key"),
        value=parcel.body.decode(), headers=headers,
    )  # fmt: skip


def _line(told: msgspec.Struct) -> bytes:
    return msgspec.json.encode(told) + b"\n"
