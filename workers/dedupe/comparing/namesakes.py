"""Whether one of two titles tells of a namesake of somebody whom the other calls by his family name alone.

الشمري يصل البصرة ≠ سعد الشمري يصل البصرة      the minister of that name is called عبدالأمير
ريغان يدخل المستشفى ≠ نانسي ريغان تدخل المستشفى     of a man, of a woman
اعتقال مردوخ ≠ اعتقال جيمس مردوخ                  by that name alone it is his father
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from workers.dedupe.reading.neighbours import right_before, right_behind, unit_of
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders, lexicon, offices, rarity
from workers.dedupe.words.kinds import OFFICE, PLACE, WORD
from workers.dedupe.words.likeness import heft

Sex = Literal["", "his", "hers"]
"""Of whose the deed is that stands beside a name; "" where nothing says it."""
_MP: Final = OFFICE + "mp"
_ONE_IN_A_LAND: Final = frozenset(OFFICE + name for name in ("premier", "speaker"))
_HE: Final = "ي"
_SHE: Final = "ت"
_SPECIFIC: Final = 2.2
"""Weight of what both tell, from which on hardly anybody else of a family does the same."""
_NAME: Final = 0.6
"""Weight of a word that may be a name."""


def namesake(later: Reading, earlier: Reading) -> str:
    """Whose, in words, or ""."""
    return (
        _namesake(later, earlier)
        or _namesake(earlier, later)
        or _of_other_sex(later, earlier)
        or _of_other_sex(earlier, later)
    )


def one_of_the_family(later: Reading, earlier: Reading) -> str:
    """Whether one tells by his given name of somebody whom the family's name alone does not mean ("": no)."""
    for its, other in ((later, earlier), (earlier, later)):
        for given, name, alone in _full_names(its, other):
            if _of_his_office(alone, its, other):
                continue
            two = (given.unit, unit_of(right_before(given, its)))
            if all(offices.means_another(one, name.unit) for one in two) or (
                offices.of_many(name.unit) and heft(its.told & other.told - {name.unit}) < _SPECIFIC
            ):
                return f"person: {name.unit} ≠ {given.unit} {name.unit}"
    return ""


def _of_his_office(alone: Part, its: Reading, other: Reading) -> bool:
    """Whether the name alone stands in `other` behind an office of both titles that one at a time has:
    وزير الدفاع العبيدي, رئيس البرلمان الجبوري, but not President Lopez nor النائب الجبوري."""
    before = right_before(alone, other)
    of_what = False
    while before is not None and before.unit in its.told and not acts(before):
        if before.kind == OFFICE:
            return before.unit in _ONE_IN_A_LAND or (of_what and before.unit != _MP)
        of_what, before = True, right_before(before, other)
    return False


def called_like_a_place(twins: Mapping[str, str]) -> str:
    """Whether what was taken for a place of two words is somebody of its last: جزر سليمان, سليمان."""
    for two in twins.items():
        name = next((unit for unit in two if unit in offices.GIVEN), "")
        place = next((unit for unit in two if unit[0] == PLACE and unit.endswith(" " + name)), "")
        if name and place:
            return f"person: {name} ≠ {place[1:]}"
    return ""


def _namesake(its: Reading, other: Reading) -> str:
    for one in holders.told(its.words):
        name = its.words[one.end - 1]
        if one.office or one.end - one.at > 1 or name not in other.words[1:]:
            continue
        given = other.words[other.words.index(name, 1) - 1]
        if (
            given in offices.GIVEN
            and given not in its.words
            and given not in holders.NAMES.get(one.who, ())
        ):
            return f"person: {name} ≠ {given} {name}"
    return ""


def _of_other_sex(its: Reading, other: Reading) -> str:
    """Whether of a family one title tells by a given name of a man, and the other of a woman."""
    for given, name, alone in _full_names(its, other):
        theirs = _sex(alone, alone, other, its)
        known = _sex(given, name, its, other)
        known = known or ("hers" if given.unit in offices.WOMEN else "his")
        if theirs and theirs != known:
            return f"person: {name.unit}, of a man and of a woman"
    return ""


def _full_names(its: Reading, other: Reading) -> Iterator[tuple[Part, Part, Part]]:
    """The given names of `its`, each with the name behind it, and that name in `other`, which has no given
    name before it."""
    for given in its.parts if its.somebody else ():
        name = right_behind(given, its) if given.unit in offices.GIVEN else None
        if name is None or name.kind != WORD or name.joint or name.unit in offices.GIVEN:
            continue
        there = next((one for one in other.parts if one.unit == name.unit), None)
        if there is not None and not _may_be_given(right_before(there, other)):
            yield given, name, there


def _may_be_given(part: Part | None) -> bool:
    return part is not None and (
        part.unit in offices.GIVEN
        or (part.kind == WORD and not acts(part) and rarity.weight(part.unit) >= _NAME)
    )


def _sex(first: Part, last: Part, its: Reading, other: Reading) -> Sex:
    """What the verb behind a name says, or before it where it begins the title: ريغان تدخل, دخلت ريغان."""
    verb = right_behind(last, its)
    if verb is not None and verb.at not in its.breaks and (said := _conjugated(verb, its, other)):
        return said
    verb = right_before(first, its)
    return _conjugated(verb, its, other) if verb is not None and verb.at == 0 else ""


def _conjugated(verb: Part, its: Reading, other: Reading) -> Sex:
    """Whose an Arabic verb is: تدخل and دخلت of her, يدخل of him."""
    word = its.words[verb.at]
    if word[0] == _SHE and _HE + word[1:] in other.words:
        return "hers"
    if not acts(verb):
        return ""
    if lexicon.known(word).clitic == _SHE or word.endswith(_SHE):
        return "hers"
    return "his" if word[0] == _HE else ""
