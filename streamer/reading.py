"""Reading in processes of their own: what anybody sent is never parsed beside the event loop.

    read() ─► thread, one a child ─► socket pair ─► child: importlib, kind.read() ─► Reading
    article()    │ deadline past, or the child is gone                      └─► Article, …
                 └► child killed, Reading(problem) for this one job; the next job starts a new child

Each child has a channel of its own, so a child that hangs, runs out of memory or is killed costs the
job that it has in hand and nothing else. (A pool with one shared queue, pebble's, was tried: killing an
idle worker broke the whole pool in half of the cases.) The deadline is kept on both sides by monotonic
clocks: by the parent, and by an alarm in the child, which so ends even when the parent was killed in
the middle of a job; an idle child ends with its channel. Children inherit neither the environment,
which holds secrets, nor open files.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import msgspec

from streamer.article import Article
from streamer.sources import Reading, Response

MOST_JOBS: Final = 1000
"""After so many a child is replaced: what a hostile document left on its heap goes with it."""
START: Final = 30.0
"""Seconds that a child may take to start."""
LONGEST_ANSWER: Final = 64 * 1024**2
_KIND: Final = re.compile("[a-z][a-z0-9_]*")
_HEAD: Final = struct.Struct("!I")
_INHERITED: Final = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "VIRTUAL_ENV",
)


_Answer = TypeVar("_Answer", bound=msgspec.Struct)
"""Plain data with a field `problem`; without arguments it is what nothing was found in."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What a child is asked: `streamer.{reader}.read(response, hint)`. `deadline`: seconds."""

    reader: str
    response: Response
    hint: str
    deadline: float


class Readers:
    """`workers` children, started when first needed. `deadline` in seconds a job, `memory` in bytes a
    child (address space, where the system keeps such a limit)."""

    def __init__(self, *, workers: int = 2, deadline: float = 10.0, memory: int = 1024**3) -> None:
        self._deadline = deadline
        self._memory = memory
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reading")
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._closed = False

    async def read(self, kind: str, response: Response, select: str) -> Reading:
        """What `streamer.sources.{kind}` makes of `response`. A job past its deadline, or one that
        kills its child, is a Reading with a problem. Raises ValueError for what is no name of a kind."""
        if not _KIND.fullmatch(kind):
            raise ValueError(f"no name of a kind of source: {kind!r}")
        return await self.ask(f"sources.{kind}", response, select, Reading)

    async def article(self, response: Response, title: str, deadline: float) -> Article:
        """What the page of the story called `title` says of it, within `deadline` seconds."""
        return await self.ask("article", response, title, Article, deadline)

    async def ask(
        self,
        reader: str,
        response: Response,
        hint: str,
        answer: type[_Answer],
        deadline: float | None = None,
    ) -> _Answer:
        """What `streamer.{reader}.read(response, hint)` gives, an `answer`, read in a child."""
        seconds = min(self._deadline, deadline or self._deadline)
        job = Job(reader=reader, response=response, hint=hint, deadline=seconds)
        frame = msgspec.msgpack.encode(job)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._ask, frame, answer, seconds)

    def pids(self) -> tuple[int, ...]:
        """The children that are there."""
        return tuple(child.pid for child in tuple(self._all))

    def close(self) -> None:
        """End the children at once; jobs in hand become readings with a problem."""
        self._closed = True
        for child in tuple(self._all):
            child.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for child in tuple(self._all):
            self._leave(child)

    def _ask(self, frame: bytes, kind: type[_Answer], deadline: float) -> _Answer:
        def problem(why: str) -> _Answer:
            return msgspec.convert({"problem": why}, kind)

        try:
            child = self._child()
        except OSError as error:
            return problem(f"no process for reading: {error.strerror or type(error).__name__}")
        try:
            answer = msgspec.msgpack.decode(child.ask(frame, deadline), type=kind)
        except TimeoutError:
            answer = problem(f"reading took longer than {deadline:g} s")
        except (OSError, EOFError, msgspec.DecodeError):
            answer = problem("reading ended its process (too much time or memory)")
        else:
            if child.jobs < MOST_JOBS and not self._closed:
                self._idle.append(child)
                return answer
        self._leave(child)
        return answer

    def _child(self) -> _Child:
        while True:
            try:
                child = self._idle.pop()
            except IndexError:  # none, or another thread was first
                break
            if child.alive():
                return child
            self._leave(child)
        child = _Child(self._memory)
        self._all.add(child)
        if self._closed:
            child.kill()
        return child

    def _leave(self, child: _Child) -> None:
        self._all.discard(child)
        child.end()


class _Child:
    """The parent's side of one child."""

    def __init__(self, memory: int) -> None:
        self.jobs = 0
        self._channel, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "streamer.reading", str(memory)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except BaseException:
            self._channel.close()
            raise
        finally:
            theirs.close()
        self.pid = self._process.pid

    def ask(self, frame: bytes, deadline: float) -> bytes:
        """Raises TimeoutError past the deadline, EOFError or OSError when the child is gone."""
        if not self.jobs:
            _receive(self._channel, 1, time.monotonic() + START)  # it is up: now the clock runs
        self.jobs += 1
        until = time.monotonic() + deadline
        self._channel.settimeout(deadline)
        self._channel.sendall(_HEAD.pack(len(frame)) + frame)
        (size,) = _HEAD.unpack(_receive(self._channel, _HEAD.size, until))
        if size > LONGEST_ANSWER:
            raise EOFError
        return _receive(self._channel, size, until)

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._channel.close()


def _receive(channel: socket.socket, size: int, until: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        channel.settimeout(left)
        piece = channel.recv(min(size - len(got), 1 << 20))
        if not piece:
            raise EOFError
        got += piece
    return bytes(got)


# ── the child ─────────────────────────────────────────────────────────────────────────────────


def _serve(memory: int) -> None:
    """Answer jobs on standard input, a socket, until it ends."""
    for name in (signal.SIGINT, signal.SIGTERM):  # the parent says when: it closes the channel
        signal.signal(name, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever runs
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):
            pass  # not every system keeps every limit; the deadline still stands
    channel = socket.socket(fileno=0)
    channel.settimeout(None)
    channel.sendall(b"\x01")
    with channel.makefile("rb") as asked:
        while len(head := asked.read(_HEAD.size)) == _HEAD.size:
            (size,) = _HEAD.unpack(head)
            answer = _answer(asked.read(size))
            channel.sendall(_HEAD.pack(len(answer)) + answer)


def _answer(frame: bytes) -> bytes:
    job = msgspec.msgpack.decode(frame, type=Job)
    # A little later than the parent's own deadline: this one is for when there is no parent.
    signal.setitimer(signal.ITIMER_REAL, job.deadline * 1.2 + 0.5)
    try:
        module: Any = importlib.import_module(f"streamer.{job.reader}")
        return msgspec.msgpack.encode(module.read(job.response, job.hint))
    except Exception as error:  # a bug of the kind, or no memory: this job's, nobody else's
        why = f"reading failed: {_place(error)}"
        return msgspec.msgpack.encode({"problem": why})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _place(error: Exception) -> str:
    """Name and line of an error, without its text, which may hold the document's words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = (
        f" in {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
        if trace
        else ""
    )
    return type(error).__name__ + line


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
