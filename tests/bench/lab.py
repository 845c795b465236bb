"""The place of a measurement: one server, made anew for each turn, and processes around it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from tests.bench import headlines
from tests.bench.bodies import Job, Report, importer
from tests.servers import Server

_ROOT: Final = Path(__file__).parents[2]
_LIMIT: Final = 180
"""Seconds that one process may take."""


class Lab:
    """A Valkey with `appendfsync always`, and what runs against it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.server = Server("valkey", directory / "server", durable=True)

    @property
    def about(self) -> str:
        with self.server.client() as client:
            info = client.info("server")
        name = f"{info.get('server_name', 'redis')} {info.get('valkey_version', info['redis_version'])}"
        return (
            f"{name.capitalize()}, appendonly yes, appendfsync always, TCP on loopback; "
            "uvloop and hiredis in every row"
        )

    def job(self, count: int, rate: float = 0.0, **more: Any) -> Job:
        directory = self.directory / "data"
        directory.mkdir(exist_ok=True)
        return Job(url=self.server.url, count=count, directory=str(directory), rate=rate, **more)

    def clean(self) -> None:
        """The server made anew: no key, no append-only file, no memory of the last turn."""
        self.server.restart(empty=True)

    def fill(self, body: str, count: int) -> None:
        """Puts `count` headlines onto the stream, in the form that `body` reads."""
        asyncio.run(self._fill(body, count))

    async def _fill(self, body: str, count: int) -> None:
        module = importer(body)
        data = headlines.wire(count)
        with self.server.client() as client:
            while chunk := list(islice(data, 1000)):
                pipe = client.pipeline(transaction=False)
                for one in chunk:
                    fields = (
                        await module.fields(one) if hasattr(module, "fields") else {"data": one}
                    )
                    pipe.xadd(self.job(count).source, fields)
                pipe.execute()

    def memory(self) -> int:
        """Bytes that the server holds."""
        with self.server.client() as client:
            return int(client.info("memory")["used_memory"])

    def run(self, body: str, job: Job) -> Report:
        """One process from start to end."""
        with self.running(body, job) as child:
            return child.report()

    @contextmanager
    def running(self, body: str, job: Job) -> Iterator[Child]:
        """A process that is ready when this is entered, and gone when it is left."""
        child = Child(body, job, self.directory)
        try:
            child.wait_until_ready()
            yield child
        finally:
            child.end()


class Child:
    """`python -m tests.bench.bodies BODY JOB`: says a line when it is ready, and its report as the last."""

    def __init__(self, body: str, job: Job, directory: Path) -> None:
        self._body = body
        self._errors = directory / f"{body}.log"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.bench.bodies",
                    body,
                    msgspec.json.encode(job).decode(),
                ],
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=_ROOT,
            )

    def wait_until_ready(self) -> None:
        if self._out.readline().strip() != b"ready":
            self._fail("did not start")

    def report(self) -> Report:
        """Waits until it ends. Raises AssertionError with its last words when it ends badly."""
        try:
            out, _ = self._process.communicate(timeout=_LIMIT)
        except subprocess.TimeoutExpired:
            self._fail(f"took more than {_LIMIT} s")
        if self._process.returncode:
            self._fail(f"ended with {self._process.returncode}")
        return msgspec.json.decode(out.splitlines()[-1], type=Report)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._out.close()

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout
        return self._process.stdout

    def _fail(self, what: str) -> None:
        self.end()
        raise AssertionError(f"{self._body} {what}: {self._errors.read_text()[-2000:]}")


@contextmanager
def lab() -> Iterator[Lab]:
    with tempfile.TemporaryDirectory(prefix="ajil-bench-") as directory:
        one = Lab(Path(directory))
        try:
            yield one
        finally:
            one.server.kill()
