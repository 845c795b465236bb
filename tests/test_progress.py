"""How far a long command is: a bar on a terminal, in colour where that is wanted, and nothing elsewhere."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

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


def seen(environment: dict[str, str]) -> tuple[str, str]:
    """What the program wrote on its standard output, and on a terminal as its standard error."""
    ours, theirs = pty.openpty()
    try:
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", **environment}, check=True, text=True,
        )  # fmt: skip
        os.write(theirs, b"\nover\n")
        shown = b""
        while b"over" not in shown:
            shown += os.read(ours, 65536)
    finally:
        os.close(ours)
        os.close(theirs)
    return ended.stdout, shown.decode()


@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal_shows_a_bar_in_colour_only_where_that_is_wanted(colour: bool) -> None:
    out, shown = seen({"NO_COLOR": "" if colour else "1"})
    assert out == "a line of its own\n" * 4
    assert "train" in shown
    assert "100%" in shown
    assert ("\x1b[3" in shown) == colour  # a colour of the foreground


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
