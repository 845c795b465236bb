"""Where it happened, said by one title alone, so that the other tells nothing else without it.

البحرين | الضباب يغلق جسر الملك فهد       a country or its capital set apart
شيفرون الأمريكية · إقليم تارودانت المغربي     a people behind a name that both tell
شرق الإسكندرية                          a quarter of a place that both tell, where much else is told
منتخبنا يتعادل مع الأردن = العراق والأردن يتعادلان

Never where the other title names another country: then they may tell of two.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.bodies import is_body
from workers.dedupe.reading.neighbours import following, right_before, right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import clubs, concepts, fillers, nations, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, SOFT, WORD
from workers.dedupe.words.lists import folded_words

_BAGHDAD: Final = PLACE + "بغداد"
_CAPITAL: Final = frozenset(["العاصمه", "بالعاصمه", "للعاصمه"])
_OURS: Final = frozenset(["منتخبنا", "لمنتخبنا", "ومنتخبنا", "بمنتخبنا"])
_NATIONAL: Final = frozenset(
    CONCEPT + name
    for name in ("football_association", "u23_team", "u17_team", "youth_team", "olympic_committee")
) | {"اتحاد"}
"""Of which every country has one."""
_SPECIFIC: Final = 2.2
"""Weight of what both tell, from which on hardly anything else is told by the same words."""
_OF_A_BODY: Final = 5
"""Words from the noun of a body to the end of its name."""
_INSIDE: Final = ("", "في", "وسط")
_NAME: Final = 0.7
"""Weight of a word that is a name."""
_OF_ONE_LAND: Final = 0.9
"""Weight of the name of a town; every land has a المنصورة."""
_LANDS: Final = folded_words("ولاية محافظة إقليم مقاطعة بلدية مديرية قضاء بلدة مدينة قرية جزيرة")
_TWO_OF_THEM: Final = frozenset(["طالبان", "حماس", "داعش", "اخوان", "بعث"])
"""Names of which there is one in more than one country."""


def only_where(part: Part, its: Reading, other: Reading, both: set[str], heavy: float) -> bool:
    """Whether a part that `its` tells alone says only where it is. `heavy`: the weight of `both`."""
    if part.unit in concepts.COMPASS:
        return (heavy >= _SPECIFIC or not clubs.CONTESTS.isdisjoint(both)) and _of_a_place(
            part, its, other, both
        )
    if part.unit == nations.HOME and part.kind == NATION and _our_own(part, its, other):
        return True
    if part.kind == NATION or (part.kind == PLACE and _is_adjective(part, its)):
        return _of_a_name(part, its, other, both, heavy)
    if part.kind != PLACE:
        return False
    if _around(part, its, other, both) or _is_the_capital(part, other):
        return True
    if not _is_state(part.unit):
        return False
    if part.unit == nations.HOME and (
        _our_own(part, its, other) or _our_ministry_says(part, other)
    ):
        return True
    if _its_capital_leads(part, other):
        return True
    return _set_apart(part, its) and _may_be_there(part.unit, other, both, heavy)


def _around(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a place of which both tell lies in it, and `other` names none beyond: الزبير, in البصرة."""
    if part.joint not in _INSIDE:
        return False
    inner = {one.unit for one in its.parts if part.unit in nations.WITHIN.get(one.unit, ())} & both
    return bool(inner) and all(
        one.unit in inner or one.unit in both or one.unit in nations.WITHIN.get(min(inner), ())
        for one in other.parts
        if one.kind == PLACE
    )


def _is_the_capital(part: Part, other: Reading) -> bool:
    """Whether it is Baghdad, which `other` calls the capital, and of no other country: وسط العاصمة."""
    return (
        part.unit == _BAGHDAD
        and part.joint in _INSIDE
        and not _CAPITAL.isdisjoint(other.words)
        and _names_no_country(other)
    )


def _our_ministry_says(part: Part, other: Reading) -> bool:
    """Whether Iraq does what `other` lets one of its ministries tell: العراق يصدر, النفط: صادرات."""
    first = other.parts[0] if other.parts else None
    return (
        part.at == 0
        and first is not None
        and first.end <= other.speaker
        and first.unit in offices.PORTFOLIOS
        and _names_no_country(other)
    )


def _names_no_country(reading: Reading) -> bool:
    return NATION not in reading.kinds and nations.COUNTRIES.isdisjoint(reading.told)


def _is_state(unit: str) -> bool:
    return unit in nations.COUNTRIES or unit in nations.CAPITALS


def _is_adjective(part: Part, its: Reading) -> bool:
    word = its.words[part.at]
    return part.unit in nations.COUNTRIES and word.startswith("ال") and word.endswith("يه")


def _set_apart(part: Part, its: Reading) -> bool:
    """Whether it stands alone before what the title tells, or behind it."""
    if part.at == 0:
        return part.end == its.speaker
    return part.at in its.breaks and part.end == len(its.words)


def _its_capital_leads(part: Part, other: Reading) -> bool:
    """Whether `other` begins with the capital of the country, set apart: مسقط – إعصار."""
    first = other.parts[0] if other.parts else None
    return (
        first is not None
        and nations.CAPITALS.get(first.unit) == part.unit
        and first.end == other.speaker
        and part.joint in ("", "في")
    )


def _may_be_there(unit: str, other: Reading, both: set[str], heavy: float) -> bool:
    """Whether all that `other` says of where it happened lies there; so much is told by both, where it says
    nothing of it."""
    home = nations.CAPITALS.get(unit, unit)
    anchored = abroad = False
    for one in other.parts:
        if one.kind not in (PLACE, NATION):
            continue
        around = nations.WITHIN.get(one.unit, ())
        if one.unit == home or home in around:
            anchored = True
        elif one.unit in both and (one.kind == NATION or one.unit in nations.COUNTRIES):
            abroad = True
        elif one.kind == NATION or around or one.unit in nations.COUNTRIES:
            return False
    return anchored or (heavy >= _SPECIFIC and not abroad)


def _of_a_place(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it says in which quarter of a place something happened, and `other` says nothing of it."""
    if not concepts.COMPASS.isdisjoint(other.told):
        return False
    after = following(part, its)
    return after is not None and after.kind == PLACE and after.unit in both


def _of_a_name(part: Part, its: Reading, other: Reading, both: set[str], heavy: float) -> bool:
    """Whether it says of which country a company or a district is that both tell by its name."""
    if part.joint or any(
        one.unit not in both
        and one.unit != part.unit
        and (one.kind == NATION or one.unit in nations.COUNTRIES)
        for one in other.parts
    ):
        return False
    before = right_before(part, its)
    if before is not None and before.kind == SOFT:
        before = right_before(before, its)  # المصارف الخاصة العراقية
    if before is None or before.unit not in both or part.at in its.breaks:
        return False
    if not clubs.PLAYERS.isdisjoint((before.unit, its.words[before.at].removesuffix("ا"))):
        return False  # ظهيرا برتغاليا: nobody is named
    if _ends_a_body(part, its) and NATION not in other.kinds and not lies_abroad(part.unit, other):
        return True
    if before.kind != WORD:
        return False
    word = its.words[before.at]
    sort = its.words[before.at - 1] if before.at else ""
    if sort.removeprefix("ب").removeprefix("ل") in _LANDS:
        lies = rarity.weight(before.unit) >= _OF_ONE_LAND and NATION not in other.kinds
        return lies and not lies_abroad(part.unit, other)
    if (club := word.removeprefix("لل").removeprefix("ال")) in clubs.SEVERAL:
        if clubs.MOSTLY.get(club, part.unit) != part.unit:
            return False  # الهلال السوداني
        return heavy >= _SPECIFIC and NATION not in other.kinds
    if word.startswith("ال") or before.unit in _TWO_OF_THEM:
        return False
    return rarity.weight(before.unit) >= _NAME or sort.removeprefix("ب") in fillers.SORTS


def lies_abroad(state: str, other: Reading) -> bool:
    """Whether a place of which it is known where it lies, and not in that state, is in `other`."""
    around = [nations.WITHIN.get(one.unit, ()) for one in other.parts if one.kind == PLACE]
    return any(states and state not in states for states in around)


def _ends_a_body(part: Part, its: Reading) -> bool:
    """Whether the noun of a body stands before it, with what the body is for: شركة توزيع المنتجات النفطية
    العراقية."""
    for at in range(part.at - 1, max(-1, part.at - _OF_A_BODY), -1):
        if at + 1 in its.breaks or its.words[at][0].isdigit():
            return False
        if is_body(its.words[at]):
            return True
    return False


def _our_own(part: Part, its: Reading, other: Reading) -> bool:
    """Whether `other` calls its country's team ours, or its minister meets his like of the country beside it:
    مع نظيره التركي, بين العراق وتركيا."""
    if not _OURS.isdisjoint(other.words):
        return True
    before = right_before(part, its)
    if before is not None and before.unit in _NATIONAL and not _NATIONAL.isdisjoint(other.told):
        return NATION not in other.kinds  # اتحاد الكرة, الاتحاد العراقي
    after = right_behind(part, its)
    return (
        (part.joint == "بين" or part.kind == NATION)
        and after is not None
        and not offices.LIKE_HIM.isdisjoint(other.words)
        and any(one.unit == after.unit and one.kind == NATION for one in other.parts)
    )
