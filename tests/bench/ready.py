"""Time from the start of `ajil run`, its Valkey embedded and its data_dir empty, to a ready /readyz."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench.sizes import Sizes
from tests.bench.table import Table, spread

_LIMIT: Final = 30.0
_EVERY: Final = 0.005
_IMPORTS: Final = "import aiohttp, redis"
_CONFIG: Final = """\
[service]
data_dir = "{data_dir}"
listen = "127.0.0.1:{port}"

[[subscriber]]
name = "wire"
channel = "redis"
"""


def measure(sizes: Sizes) -> Table:
    bare, ours = [], []
    for _ in range(sizes.starts):
        bare.append(_imports())
        with tempfile.TemporaryDirectory(prefix="ajil-bench-") as directory:
            ours.append(_start(Path(directory)))
    times = [a / b for a, b in zip(ours, bare, strict=True)]
    return Table(
        f"ready: from start to ready, s, {sizes.starts} times in turns, min / median / max",
        ("process", "s", f'times python -c "{_IMPORTS}"'),
        [
            ("ajil run, until /readyz is 200", spread(ours, ".2f"), spread(times, ".1f")),
            (f'python -c "{_IMPORTS}"', spread(bare, ".2f"), "1.0"),
        ],
    )


def _imports() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True)
    return time.perf_counter() - began


def _start(directory: Path) -> float:
    port = _free_port()
    config = directory / "ajil.toml"
    config.write_text(_CONFIG.format(data_dir=directory / "data", port=port), encoding="utf-8")
    with (directory / "ajil.log").open("wb") as log:
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "workers.cli", "run", "--config", str(config)],
            stdout=log,
            stderr=log,
            cwd=Path(__file__).parents[2],
        )
        try:
            while not _is_ready(port):
                words = (directory / "ajil.log").read_text(errors="replace")[-2000:]
                assert child.poll() is None, f"ajil run ended: {words}"
                assert time.perf_counter() - began < _LIMIT, f"not ready: {words}"
                time.sleep(_EVERY)
            return time.perf_counter() - began
        finally:
            child.terminate()
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _is_ready(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        asking.request("GET", "/readyz")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
