"""A bar that shows how far a long command is: on standard error, on a terminal, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


@contextmanager
def bar(
    what: str, total: float | None, *, own_lines: bool = False
) -> Iterator[Callable[[float], None]]:
    """Gives what is called with each step. `total` None: nobody knows. `own_lines`: the command prints
    lines of its own, so it shows a bar only where those go elsewhere. NO_COLOR is heeded (no-color.org)."""
    if not sys.stderr.isatty() or (own_lines and sys.stdout.isatty()):
        yield lambda step: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    # Lines for the same terminal are written above the bar; those that go into a file or a pipe go there.
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    ) as progress:
        task = progress.add_task(what, total=total)
        yield lambda step: progress.advance(task, step)
