"""Small charts as SVG, drawn here and not in the browser. Pure: numbers in, shapes out.

A chart is read by people who do not see it, too: each says its numbers in words (`title`), and the page
shows them in a table beside it. Colours come from the style sheet; nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

WIDE: Final = 320
HIGH: Final = 80


class Bar(NamedTuple):
    """One bar, in the units of the view box; `title` says what it stands for."""

    x: float
    y: float
    width: float
    height: float
    title: str


class Line(NamedTuple):
    """One line: `points` as SVG wants them, and the class that colours it."""

    name: str
    points: str
    last: float


class Scale(NamedTuple):
    """What the upper edge stands for."""

    top: float
    label: str


def bars(
    values: Sequence[tuple[str, float]], *, width: float = WIDE, height: float = HIGH
) -> list[Bar]:
    """Labelled values as bars from left to right; a value above nothing is always seen."""
    if not values:
        return []
    top = max(1.0, *(value for _, value in values)) if len(values) > 1 else max(1.0, values[0][1])
    each = width / len(values)
    made = []
    for place, (label, value) in enumerate(values):
        tall = max(1.5, height * value / top) if value > 0 else 0.0
        made.append(
            Bar(
                x=round(place * each + each * 0.1, 2), y=round(height - tall, 2),
                width=round(each * 0.8, 2), height=round(tall, 2), title=f"{label}: {shown(value)}",
            )
        )  # fmt: skip
    return made


def lines(
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    width: float = WIDE,
    height: float = HIGH,
) -> tuple[list[Line], Scale]:
    """Several series over the same steps, to one scale. Where a value is not known, the line goes on to
    the next that is."""
    known = [value for _, values in series for value in values if value is not None]
    top = max([*known, 0.0]) or 1.0
    made = []
    for name, values in series:
        step = width / max(1, len(values) - 1)
        points = [
            f"{place * step:.1f},{height - (height - 2) * value / top:.1f}"
            for place, value in enumerate(values)
            if value is not None
        ]
        if points:
            last = next(value for value in reversed(values) if value is not None)
            made.append(Line(name, " ".join(points), last))
    return made, Scale(top, shown(top))


def shown(value: float) -> str:
    """A number as people write it: 3, 2.5, 1,240."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2g}" if value < 1 else f"{value:.1f}"


def lapse(seconds: float) -> str:
    """A duration as people read it."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size * 2:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.1f} s" if seconds < 10 and seconds != int(seconds) else f"{seconds:.0f} s"


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The value that `share` of all lie at or below (nearest rank); None: there are none."""
    if not ordered:
        return None
    rank = max(1, -(-len(ordered) * share // 1))
    return ordered[int(rank) - 1]
