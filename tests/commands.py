"""`ajil` as a process of its own, as a user would start it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
ALLOW: Final = '[network]\nallow = ["127.0.0.0/8"]\n'
_LIMIT: Final = 60.0
"""Seconds after which a command hangs."""


class Done(NamedTuple):
    code: int
    out: str
    err: str


def written(folder: Path, more: str = "", *, redis: str = "", prefix: str = "ajil") -> str:
    """An `ajil.toml` that opens no port; gives its text."""
    text = (
        f'[redis]\nurl = "{redis}"\nprefix = "{prefix}"\n'
        f'[service]\ndata_dir = "data"\nlisten = ""\n{more}'
    )
    (folder / "ajil.toml").write_text(text)
    return text


async def started(
    *arguments: str,
    cwd: Path,
    before: Sequence[str] = (),
    stdout: int = PIPE,
    **environment: str,
) -> Process:
    """`before`: a command that executes ours."""
    mine = {key: value for key, value in os.environ.items() if not key.startswith("AJIL_CONFIG")}
    return await asyncio.create_subprocess_exec(
        *before, sys.executable, "-m", "workers.cli", *arguments,
        stdin=PIPE, stdout=stdout, stderr=PIPE, cwd=cwd, limit=1 << 22,
        env={**mine, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment},
    )  # fmt: skip


async def ajil(
    *arguments: str,
    cwd: Path,
    stdin: str | bytes = b"",
    limit: float = _LIMIT,
    before: Sequence[str] = (),
    **environment: str,
) -> Done:
    """Runs a command to its end. No command ever shows a traceback."""
    process = await started(*arguments, cwd=cwd, before=before, **environment)
    data = stdin.encode() if isinstance(stdin, str) else stdin
    try:
        out, err = await asyncio.wait_for(process.communicate(data), limit)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    done = Done(process.returncode or 0, out.decode(), err.decode())
    assert "Traceback" not in done.err, done.err
    return done


def events_of(done: Done) -> list[dict[str, Any]]:
    """The JSON objects on its standard output, one a line."""
    return [json.loads(line) for line in done.out.splitlines()]
