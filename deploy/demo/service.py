"""The real service as a child process: `ajil run` on a configuration in a folder of its own."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from json import dumps
from pathlib import Path
from typing import Final

from deploy.demo.site import Site

ROOT: Final = Path(__file__).parents[2]
EVERY: Final = "1s"
_STOPS_WITHIN: Final = 15.0
"""Seconds; the service promises ten."""


class Service:
    """`folder` holds configuration, log and data. `said`: what it prints, line by line."""

    def __init__(self, folder: Path, config: str, said: Callable[[str], None]) -> None:
        self._config = folder / "ajil.toml"
        self._config.write_text(config, "utf-8")
        self._said = said
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self.log = folder / "ajil.log"
        self.redis_url = folder / "data" / "redis.url"

    async def start(self) -> None:
        with self.log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "workers.cli", "run"),
                *("--config", str(self._config), "--log-format", "json"),
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=PIPE,
                stderr=log,
                # Ctrl-C is meant for the demo, which then stops the service in good order.
                start_new_session=True,
            )
        self._reading = asyncio.create_task(self._read())

    async def ended(self) -> int:
        """Waits for its end; gives the exit status."""
        assert self._process
        return await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, and SIGKILL where that does not help; gives the exit status."""
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.terminate()
        try:
            status = await asyncio.wait_for(self._process.wait(), _STOPS_WITHIN)
        except TimeoutError:
            self._process.kill()
            status = await self._process.wait()
        if self._reading:
            await self._reading
        return status

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        text = self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    async def _read(self) -> None:
        assert self._process
        assert self._process.stdout
        async for line in self._process.stdout:
            self._said(line.decode(errors="replace").rstrip())


def configuration(
    folder: Path, sites: Sequence[Site], slack: str, webhook: str, secret: str
) -> str:
    """The TOML file, as anybody would write it. (A JSON string of plain text is a TOML string.)"""
    parts = [
        f"[service]\ndata_dir = {dumps(str(folder / 'data'))}\n"
        'listen = "127.0.0.1:0"\nmemory = "128MiB"\n',
        '[network]\nallow = ["127.0.0.0/8"]\n',
    ]
    for site in sites:
        name = site.outlet.name
        for kind, path in (("ticker", "/"), ("feed", "/rss.xml")):
            parts.append(
                f'[[source]]\nname = "{name}-{kind}"\nkind = "{kind}"\nurl = "{site.url}{path}"\n'
                f'outlet = "{name}.example"\nevery = "{EVERY}"\n'
            )
    parts.append('[[subscriber]]\nname = "desk"\nchannel = "redis"\n')
    parts.append(
        f'[[subscriber]]\nname = "slack-urgent"\nchannel = "slack"\nurl = "{slack}"\n'
        'urgency = "urgent"\n'
    )
    parts.append(
        f'[[subscriber]]\nname = "hooks"\nchannel = "webhook"\nurl = "{webhook}"\n'
        f'secret = "{secret}"\n'
    )
    return "\n".join(parts)
