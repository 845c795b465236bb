"""How far a long command is: a bar on a terminal, in colour where that is wanted, and nothing elsewhere."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from tests.running import ROOT
from workers.classify.training import learn
from workers.classify.training.learn import Corpus

PROGRAM = (
    "from workers.cli.progress import bar\n"
    "with bar('train', 4) as passed:\n"
    "    for _ in range(4): passed(1); print('a line of its own')\n"
)


def seen(
    environment: dict[str, str], *arguments: str, ends: int = 0, cwd: Path = ROOT
) -> tuple[str, str]:
    """What the program wrote on its standard output, and on a terminal as its standard error."""
    ours, theirs = pty.openpty()
    shown = bytearray()

    def read() -> None:
        while b"over" not in shown:
            shown.extend(os.read(ours, 65536))

    reader = Thread(target=read)  # a terminal that nobody reads from blocks who writes to it
    reader.start()
    try:
        ended = subprocess.run(
            [sys.executable, *(arguments or ("-c", PROGRAM))], cwd=cwd, stdout=subprocess.PIPE,
            stderr=theirs, text=True,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **environment},
        )  # fmt: skip
    finally:
        os.write(theirs, b"\nover\n")
        reader.join()
        os.close(ours)
        os.close(theirs)
    assert ended.returncode == ends
    return ended.stdout, shown.decode()


@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal_shows_a_bar_in_colour_only_where_that_is_wanted(colour: bool) -> None:
    out, shown = seen({"NO_COLOR": "" if colour else "1"})
    assert out == "a line of its own\n" * 4
    assert "train" in shown
    assert "100%" in shown
    assert ("\x1b[3" in shown) == colour  # a colour of the foreground


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_replay_eval_and_bench_show_how_far_they_are(tmp_path: Path) -> None:
    line = {"source": "a", "title": "خبر", "seen": "2024-03-12T09:40:00Z"}
    (tmp_path / "lines").write_text(f"{json.dumps(line)}\n" * 3)
    (tmp_path / "data").mkdir()
    for name, arguments, ends in (
        ("replay", ("-m", "workers.cli", "replay", "lines"), 0),
        ("eval", ("-m", "tests.quality", "data"), 1),  # nothing is there to be measured on
        ("bench", ("-m", "tests.bench", "ready", "--starts", "1"), 0),
    ):
        _, shown = seen({}, *arguments, ends=ends, cwd=tmp_path)
        assert name in shown, name
        assert "100%" in shown, name


def test_elsewhere_nothing_is_shown() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert (ended.stdout, ended.stderr) == ("a line of its own\n" * 4, "")


def test_learning_tells_of_each_pass() -> None:
    steps: list[float] = []
    one = np.ones((2, 1), np.float32)
    learn.learn(
        Corpus(["خبر", "خبر آخر"]), one, one[:, 0], one_of=False, passes=5, passed=steps.append
    )
    assert steps == [1] * 5
