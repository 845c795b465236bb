"""Two leaders by their names, or by their office and peoples: بوتين وشي, الرئيسان الروسي والصيني."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices
from workers.dedupe.words.kinds import NATION, OFFICE

_TWO: Final = {
    clitic + word: OFFICE + office
    for office, words in {
        "president": ("الرييسان", "الرييسين", "رييسا", "رييسي"),
        "king": ("الملكان", "الملكين", "العاهلان", "العاهلين"),
    }.items()
    for word in words
    for clitic in ("", "و", "ب", "ل")
}


def pair_off_both(
    adds: list[Part], drops: list[Part], twins: dict[str, str], whole: Reading, _: Reading
) -> None:
    """The office of two and their peoples are in `adds`, the two in `drops`."""
    two = next((part for part in adds if whole.words[part.at] in _TWO), None)
    first = right_behind(two, whole) if two is not None else None
    second = right_behind(first, whole) if first is not None else None
    if two is None or first is None or second is None:
        return
    if not (first.kind == second.kind == NATION and whole.words[second.at].startswith("و")):
        return
    one, other_one = (_holder(two, people, whole, drops) for people in (first, second))
    if one is None or other_one is None:
        return
    twins |= {first.unit: one.unit, second.unit: other_one.unit}
    gone = {one.at, other_one.at}
    drops[:] = [part for part in drops if part.at not in gone]
    adds[:] = [part for part in adds if part.at not in (two.at, first.at, second.at)]


def _holder(two: Part, people: Part, whole: Reading, drops: list[Part]) -> Part | None:
    """Of those told alone in the other title, who holds the office there."""
    held = (_TWO[whole.words[two.at]], people.unit)
    return next((one for one in drops if offices.HOLDERS.get(one.unit) == held), None)
