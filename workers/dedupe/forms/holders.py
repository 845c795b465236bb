"""Somebody told by his name in one title and by his office in the other, or by both: العباسي, وزير الدفاع
(words/holders.toml)."""

from __future__ import annotations

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders


def pair_off_named(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out of `adds` and `drops` what tells who it is, where both titles tell of him; notes in `twins`
    the first unit of him in `later` for that in `earlier`."""
    if not (adds or drops):
        return
    now = holders.told(later.words)
    was = holders.told(earlier.words) if now else now
    for who in dict.fromkeys(one.who for one in now):
        if not any(one.who == who for one in was):
            continue
        come = _taken(adds, [one for one in now if one.who == who])
        gone = _taken(drops, [one for one in was if one.who == who])
        if come and gone:
            twins[come[0].unit] = gone[0].unit


def _taken(parts: list[Part], spans: list[holders.Told]) -> list[Part]:
    """The parts that lie in a span; they are taken out of `parts`."""
    found = [
        part for part in parts if any(one.at <= part.at and part.end <= one.end for one in spans)
    ]
    for part in found:
        parts.remove(part)
    return found
