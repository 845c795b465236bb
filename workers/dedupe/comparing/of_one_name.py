"""Two places of one name, which only the noun before it, or the word behind it, tells apart.

ولاية جورجيا ≠ دولة جورجيا, جورجيا          one is a country
ولاية واشنطن ≠ العاصمة واشنطن, واشنطن        one is on the other side of the land
محافظة صنعاء ≠ العاصمة صنعاء                it lies around; محافظة بغداد is the town itself
قطاع غزة ≠ مدينة غزة                        the city is a part of it
القاهرة الجديدة ≠ القاهرة                    a town beside it; حكومة لبنان الجديدة is a new government
مصر القديمة ≠ مصر                           of old times; القدس القديمة is a part of the town
"""

from __future__ import annotations

from typing import Final

from streamer.text import fold
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import PLACE
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.nations import COUNTRIES

_STATE: Final = "state"
_SORTS: Final = {
    **dict.fromkeys(folded_words("ولاية إقليم مقاطعة محافظة قطاع"), _STATE),
    **dict.fromkeys(folded_words("دولة جمهورية مملكة سلطنة"), "country"),
    **dict.fromkeys(folded_words("العاصمة عاصمة"), "capital"),
    **dict.fromkeys(folded_words("مدينة"), "city"),
}
_TWO: Final = frozenset(
    PLACE + name for name in ("جورجيا", "واشنطن", "المكسيك", "النيجر", "لوكسمبورغ")
)
"""Names of which a state that is told without its noun would be taken for the other place."""
_ONE_TOWN: Final = frozenset(
    PLACE + name for name in ("بغداد", "القاهرة", "دمشق", "عمّان", "بيروت", "الجزائر", "مسقط")
)
"""Capitals of which the province is no more than the town."""
_NEW: Final = fold("الجديدة")
_OLD: Final = fold("القديمة")
_RULING: Final = folded_words("حكومة سلطة سلطات قيادة رئاسة سياسة")
"""What stands before a place that speaks for a state, and may itself be the new one."""
_USA: Final = PLACE + "الولايات المتحدة"


def of_one_name(later: Reading, earlier: Reading) -> str:
    """Why a place is another one of that name ("": it is not)."""
    for name in sorted(_beside(later) ^ _beside(earlier)):
        if name in later.told & earlier.told:
            return f"place: {name[1:]} ≠ one beside it"
    here, there = _sorts(later), _sorts(earlier)
    for name in sorted(here.keys() & there.keys()):
        now, before = here[name], there[name]
        if now == before or _STATE not in (now, before):
            continue
        same = name in _ONE_TOWN and "capital" in (now, before)
        if "" not in (now, before) and not same:
            return f"place: {before} {name[1:]} ≠ {now} {name[1:]}"
        bare = later if not now else earlier
        if name in _TWO and _USA not in bare.told:
            return f"place: state {name[1:]} ≠ {name[1:]}"
    return ""


def _beside(reading: Reading) -> set[str]:
    """Places with a word behind them that makes them others: القاهرة الجديدة, مصر القديمة."""
    words = (*reading.words, "")
    return {
        part.unit
        for part in reading.parts
        if part.kind == PLACE
        and (
            words[part.end] == _OLD
            if part.unit in COUNTRIES
            else words[part.end] == _NEW and words[part.at - 1] not in _RULING
        )
    }


def _sorts(reading: Reading) -> dict[str, str]:
    """Each place of the title → of what sort the noun before it says that it is."""
    found: dict[str, str] = {}
    for part in reading.parts:
        if part.kind == PLACE:
            word = reading.words[part.at if part.size > 1 else part.at - 1] if part.end > 1 else ""
            sort = _SORTS.get(word) or _SORTS.get(word[1:] if word[:1] in "بلو" else word, "")
            found[part.unit] = found.get(part.unit) or sort
    return found
