"""Prepositions that turn a title round.

من بغداد إلى الموصل  ≠  من الموصل إلى بغداد      the nouns behind them have changed places
مع سوريا             ≠  ضد سوريا               they say the contrary: so from and to, in and near
رغم الحرب            ≠  بسبب الحرب
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from streamer import text
from workers.dedupe.order.speakers import a_subject
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, WORD

_FROM: Final = frozenset(["من", "from", "de", "از"])
_TO: Final = frozenset(["الي", "نحو", "to", "vers", "به", "بو"])
_WITH: Final = frozenset(["مع", "with", "avec", "با", "con", "com", "mit", "ile", "لهگهڵ"])
_AGAINST: Final = frozenset(
    text.fold(word)
    for word in (
        "ضد", "على", "against", "contre", "karşı", "دژی", "علیه", "contra", "frente a", "face à", "gegen",
        "aleyhine",
    )
)  # fmt: skip
_DESPITE: Final = frozenset(
    text.fold(word) for word in ("رغم", "despite", "malgré", "trotz", "a pesar de")
)
_BECAUSE: Final = frozenset(
    text.fold(word)
    for word in (
        "بسبب", "جراء", "نتيجة", "إثر", "على إثر", "بفعل", "because of", "due to", "amid", "à cause de",
        "grâce à",
        "suite à", "wegen", "nedeniyle", "به دلیل", "به علت", "بر اثر", "بەهۆی",
    )
)  # fmt: skip
_THERE: Final = frozenset(["في", "داخل", "inside", "a"])
_NEAR: Final = frozenset(["قرب", "بالقرب من", "near", "près", "nähe"])
_FOR: Final = frozenset(["ل", "for", "pour"])
_ABOUT: Final = frozenset(["عن"])
"""From somewhere: نزوح عن المدينة; or of somebody: يتحدث عن بوتين.
"""
_AT: Final = frozenset(["علي"])
_WHEN: Final = frozenset(
    text.fold(word)
    for word in (
        "after", "before", "amid", "following", "après", "avant", "nach", "vor", "tras", "بعد", "قبل",
    )
)  # fmt: skip
_LIKE: Final = "ك"
_NAMES: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "appoint", "choose_", "choose_noun", "nominate_", "nominate_noun", "elect_", "honour_", "classify_",
        "classify_noun", "swear_in",
    )
)  # fmt: skip
"""What makes somebody what he is called."""
_MOST: Final = frozenset(
    text.words("أفضل أكبر أول أكثر أسوأ أصغر أعلى أهم أبرز أسرع أقوى أطول أغلى أغنى معدل متوسط")
)


def despite(now: Mapping[str, Part], before: Mapping[str, Part]) -> str:
    """Why it is in spite of something in one title, and for its sake or at its time in the other ("": nothing
    says so). Unit of both → the part of each that tells it."""
    rest = _BECAUSE | _WHEN
    for unit in now:
        if unit not in before:
            continue
        a, b = now[unit].joint, before[unit].joint
        if (a in _DESPITE and b in rest) or (b in _DESPITE and a in rest):
            return _contrary(unit, before[unit], now[unit])
    return ""


_ERAS: Final = frozenset(["عصر", "عهد", "حقبه", "قرن", "فتره"])


def against(
    units: Iterable[str],
    now: Mapping[str, Part],
    before: Mapping[str, Part],
    later: Reading,
    earlier: Reading,
) -> str:
    """Why one of the units stands behind prepositions that say the contrary ("": none does)."""
    as_whom = not _NAMES.isdisjoint(later.told & earlier.told)  # تعيين فلان كمستشار
    for unit in units:
        part, other = now[unit], before[unit]
        if part.unit in _ERAS:
            continue  # تعود إلى العصر الروماني, من العصر الروماني
        if {part.joint, other.joint} == {"", _LIKE} and _as_what(part, later, other, earlier):
            continue
        if part.joint != other.joint and _excludes(part, other, as_whom=as_whom):
            return _contrary(unit, other, part)
        bare = part if not part.joint else other
        if later.tongue == "french" and {part.joint, other.joint} == {"", "near"} and bare.at:
            return _contrary(unit, other, part)  # au Louvre, à proximité du Louvre
    return ""


def _as_what(part: Part, later: Reading, other: Part, earlier: Reading) -> bool:
    """Whether one is as what somebody does it, in the accusative, where the other says «as»: رئيسا, كرئيس."""
    bare, its = (other, earlier) if part.joint else (part, later)
    return its.words[bare.at].endswith("ا")


def exchanged_joints(
    units: Iterable[str],
    here: Mapping[str, Part],
    there: Mapping[str, Part],
    later: Reading,
    earlier: Reading,
) -> str:
    """Why each of two stands behind the preposition of the other ("": none do)."""
    moved = [
        unit
        for unit in units
        if here[unit].joint != there[unit].joint
        and not a_subject(here[unit], later)
        and not a_subject(there[unit], earlier)
    ]
    for x in moved:
        for y in moved:
            if x != y and here[x].joint == there[y].joint and here[y].joint == there[x].joint:
                if _in_a_place(here[x], here[y]) and _in_a_place(there[x], there[y]):
                    continue
                if _lands(here[x], here[y], later) or _lands(there[x], there[y], earlier):
                    continue
                if _state_or_land(here[x], there[x], y) or _state_or_land(here[y], there[y], x):
                    continue
                return f"roles: {x} and {y} have changed places"
    return ""


_BY_ITSELF: Final = frozenset(
    CONCEPT + deed for deed in ("landing", "takeoff", "crash", "falldown", "arrive", "drown")
)
"""What is done to nobody, so that whoever stands behind its «of» does it: هبوط اضطراري لطائرة."""


def _lands(one: Part, other: Part, reading: Reading) -> bool:
    """Whether one of the two stands behind a ل as who does what the other is, right behind it."""
    deed, who = (one, other) if one.at < other.at else (other, one)
    if deed.unit not in _BY_ITSELF or who.joint != "ل" or deed.joint:
        return False
    return who.at - deed.end <= 1 and reading.words[deed.at][0] not in "يت"


def _in_a_place(one: Part, other: Part) -> bool:
    """Whether one is a place, and the other a thing right before it: un bar de Quito, en Quito."""
    thing, place = (one, other) if other.kind == PLACE else (other, one)
    return (
        place.kind == PLACE
        and thing.kind in (WORD, CONCEPT)
        and 0 <= place.at - thing.end <= 1
        and place.joint in _OF_IT
    )


def _state_or_land(part: Part, other: Part, with_it: str) -> bool:
    """Whether it is a country that does it in one title, and where it is done in the other (قبرص تحتجز,
    احتجاز … في قبرص); `with_it`, no country: what else stands behind another preposition there."""
    if part.unit not in nations.COUNTRIES or with_it[0] in (PLACE, OFFICE):
        return False
    does, where = (part, other) if _where(other) else (other, part)
    return does.at == 0 and not does.joint and _where(where)


def _where(part: Part) -> bool:
    """Whether something happens in it."""
    return part.joint == _IN_IT


_IN_IT: Final = "في"
_OF_IT: Final = ("", "في")


def _excludes(part: Part, other: Part, *, as_whom: bool) -> bool:
    """`as_whom`: like somebody is who he becomes."""
    a, b = part.joint, other.joint
    if _LIKE in (a, b):  # like somebody is not somebody; but كأفضل لاعب is who is the best
        return not (as_whom or part.unit in _MOST)
    goes = {*_TO, "ل"} if part.kind in (PLACE, NATION) else _TO
    return any(
        (a in x and b in y) or (a in y and b in x)
        for x, y in (
            (_FROM, goes),
            (_WITH, _AGAINST),
            (_THERE, _NEAR),
            (_FOR, _AGAINST - _AT),
            (_ABOUT, goes),
            (_DESPITE, _BECAUSE),
        )
    )


def _contrary(unit: str, was: Part, now: Part) -> str:
    return f"roles: {was.joint} {unit} ≠ {now.joint} {unit}"
