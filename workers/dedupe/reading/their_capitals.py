"""The capital of a country or a people, told as such in other tongues than Arabic, as the town that it is.

Iraqi capital · capitale libanaise · Irak'ın başkenti · پایتخت عمان      → Baghdad, Beirut, Baghdad, Muscat
Iraqi capital Baghdad                                                    → Baghdad
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import words
from workers.dedupe.reading.parts import Part
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import NATION, PLACE, SOFT, WORD

_CAPITAL: Final = frozenset(
    words(
        "capital capitale hauptstadt başkent başkenti başkentinde پایتخت پایتەخت پایتەختی paytexta paytext"
    )
)
_MONEY: Final = frozenset(
    words(
        "injection market markets flow flows control controls gain gains punishment investment investments"
        " bank requirement requirements spending expenditure goods flight budget raising base"
        " increase marchés"
    )
)
"""Behind a capital that is money."""
_BETWEEN: Final = frozenset(words("s of the de del du la le l d von der des in"))


def in_their_capitals(parts: list[Part], told: Sequence[str]) -> list[Part]:
    """The parts with such a capital as one; most titles as they are."""
    if _CAPITAL.isdisjoint(told):
        return parts
    found: list[Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        after = parts[at + 1] if at + 1 < len(parts) else None
        town = _town(part, after, told) if after is not None else None
        if town is None:
            found.append(part)
            at += 1
            continue
        at += 2
        beside = [one for one in (*found[-1:], *parts[at : at + 1]) if one.unit == town.unit]
        if not beside:
            found.append(town)
    return found


def _town(part: Part, after: Part, told: Sequence[str]) -> Part | None:
    """The capital of which one of the two says that it is one, and the other whose."""
    land, word = (part, after) if _country(part) else (after, part)
    if not (_country(land) and word.kind in (WORD, SOFT) and told[word.at] in _CAPITAL):
        return None
    capital = nations.CAPITAL_OF.get(land.unit)
    if capital is None or not set(told[part.end : after.at]) <= _BETWEEN:
        return None
    if told[after.end : after.end + 1] and told[after.end] in _MONEY:
        return None  # Iraqi capital market
    return part._replace(unit=capital, kind=PLACE, size=after.end - part.at)


def _country(part: Part) -> bool:
    return part.kind == NATION or (part.kind == PLACE and part.unit in nations.COUNTRIES)
