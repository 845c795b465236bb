"""data_dir belongs to one run at a time: a lock that says who holds it.

The lock is a flock and no pid file: the kernel lets it go with the last process that has it open,
however that one ended. Child processes that are given the descriptor hold it too.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shlex
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from streamer.errors import DataDirError

_PATIENCE: Final = 10.0
"""Seconds that a dying holder may keep the lock (Valkey gives itself 10 s to shut down)."""
_LIVE_HOLDER: Final = 1.0
"""Seconds after which a lock held by a living process is believed to stay held."""


async def take(path: Path) -> int:
    """Takes the lock, waiting up to 10 s for a dying holder; returns its descriptor (closing it
    lets go). Raises DataDirError, which names a holder that stays, and OSError.
    """
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    # From 10 up: a shell that inherits it uses the numbers below for itself.
    lock = fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(opened)
    try:
        started = alive_since = time.monotonic()
        while not _is_ours(lock):
            now, holder = time.monotonic(), _holder(path)
            if not _is_alive(holder):
                alive_since = now
            if now - alive_since > _LIVE_HOLDER or now - started > _PATIENCE:
                said = ", ".join(holder) or "a process that does not say who it is"
                raise DataDirError(
                    f"data_dir {path.parent} is held by another run ({said}): stop that one, or "
                    "name another directory in service.data_dir"
                )
            await asyncio.sleep(0.05)
        since = datetime.now(UTC).isoformat(timespec="seconds")
        os.ftruncate(lock, 0)
        text = f"pid {os.getpid()}\ncommand {shlex.join(sys.orig_argv)}\nsince {since}\n"
        os.pwrite(lock, text.encode(errors="replace"), 0)
    except BaseException:
        os.close(lock)
        raise
    return lock


def is_held(path: Path) -> bool:
    """Whether anybody holds the lock now."""
    try:
        lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _is_ours(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)


def write_private(path: Path, text: str) -> None:
    """Atomic, and readable by nobody else at any moment."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _is_ours(lock: int, how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(path: Path) -> list[str]:
    return path.read_text("utf-8", errors="replace").splitlines()


def _is_alive(holder: list[str]) -> bool:
    """Whether the pid in the lock's text lives. (Our own number is somebody's before us: in a
    container every run has the same.)"""
    digits = holder[0].removeprefix("pid ") if holder else ""
    if not digits.isdigit() or int(digits) == os.getpid():
        return False
    try:
        os.kill(int(digits), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, but alive
    return True
