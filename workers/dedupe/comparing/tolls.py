"""Numbers of two titles side by side: a toll that changed is new facts, any other number another story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Count
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import SPANS
from workers.dedupe.words.kinds import CONCEPT
from workers.dedupe.words.numbers import TOLL

_STRIKES: Final = frozenset(
    CONCEPT + deed for deed in ("attack", "bomb", "blast", "shoot", "launch")
)
_SPANS: Final = frozenset(unit.removeprefix(CONCEPT) for unit in SPANS)


def numbers(later: Reading, earlier: Reading) -> tuple[tuple[tuple[str, float, float], ...], str]:
    """Tolls that changed, and why the numbers are of two pieces of news ("": they are not)."""
    if later.counts == earlier.counts or not (later.counts and earlier.counts):
        return (), ""
    now, before = Counter(later.counts), Counter(earlier.counts)
    left, gone = list((now - before).elements()), list((before - now).elements())
    kinds = {one.of for one in left} & {two.of for two in gone}
    for one in list(left):  # the same number, said of something that has another name
        twin = next(
            (
                two
                for two in gone
                if two.value == one.value
                and _alike(one.of, two.of)
                and not kinds & {one.of, two.of}
            ),
            None,
        )
        if twin is not None:
            left.remove(one)
            gone.remove(twin)
    daily = CONCEPT + "corona" in later.units
    tolls = []
    for one in left:
        for two in gone:
            if one.of == two.of or "anybody" in (one.of, two.of):
                if one.of in TOLL and not daily:
                    tolls.append((one.of, two.value, one.value))
                    break
                return (), f"number: {two.value:g} ≠ {one.value:g}"
    if not tolls and left and gone and not _of_tolls([*left, *gone]):
        return (), f"number: {gone[0].value:g} ≠ {left[0].value:g}"
    return tuple(tolls), ""


def _of_tolls(counts: Sequence[Count]) -> bool:
    """Whether all count who was hurt, lost or saved: the missing of one title, the rescued of another."""
    return all(one.of in TOLL for one in counts)


def _alike(of: str, other: str) -> bool:
    """Whether two numbers may count the same: not the dead and the wounded, nor the dead and the attacks, nor
    hours and days."""
    if (of in TOLL and other in TOLL) or (of in _SPANS and other in _SPANS):
        return of == other
    return not ((of in TOLL and other in _STRIKES) or (other in TOLL and of in _STRIKES))
