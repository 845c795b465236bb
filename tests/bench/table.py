"""A table on a terminal, or the same in plain columns."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text


@dataclass
class Table:
    """`rows`: cells, the first of each is the row's name; `aims`: what was to be reached, and whether."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    aims: list[tuple[str, bool]] = field(default_factory=list)

    def aim(self, what: str, reached: bool) -> None:
        self.aims.append((f"{'reached' if reached else 'missed'}: {what}", reached))

    def print(self, console: Console | None = None) -> None:
        console = console or Console(highlight=False)
        if console.is_terminal:
            self._print_rich(console)
        else:
            console.print(self.plain(), soft_wrap=True, markup=False)

    def plain(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.columns))]
        cells = [
            "  ".join(
                cell.ljust(width) if at == 0 else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        ]
        return "\n".join(["", self.title, *cells, *(text for text, _ in self.aims), *self.notes])

    def _print_rich(self, console: Console) -> None:
        table = RichTable(title=self.title, title_justify="left", title_style="bold")
        for at, column in enumerate(self.columns):
            table.add_column(column, justify="right" if at else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*map(Text, row))
        console.print()
        console.print(table)
        for text, reached in self.aims:
            console.print(Text(text, style="green" if reached else "red"))
        for note in self.notes:
            console.print(Text(note, style="dim"))


def spread(values: Sequence[float], form: str = ",.0f") -> str:
    """`min / median / max`, or the one value there is."""
    three = (min(values), statistics.median(values), max(values))
    return (
        " / ".join(format(value, form) for value in three)
        if len(values) > 1
        else format(values[0], form)
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -int(-len(ranked) * share // 1) - 1)]
