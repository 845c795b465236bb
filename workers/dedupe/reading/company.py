"""What a part of a title is because of those beside it.

يوم 5 آذار                   a day whose number is told says nothing
مطار أربيل الدولي             nor does an airport's adjective
طهران ترفض                   a capital that speaks is its state; so is Baghdad that signs
القاهرة: حريق في مصنع         but what happens there happens in the town
العاصمة المصرية               the capital of a people is a town
رئيس إندونيسيا                 who heads a country is its president
زعيم خلية                     who heads a gang has no office
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.words import concepts, nations, offices
from workers.dedupe.words.kinds import (
    CONCEPT,
    MONTH,
    NATION,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    SOFT,
    WEEKDAY,
    WORD,
    YEAR,
)
from workers.dedupe.words.lists import FREQUENCY

_THIS: Final = frozenset([CONCEPT + "next_", CONCEPT + "lastpast"])
_HOSTS: Final = CONCEPT + "host_"
"""What a town does as much as a state."""
_READY: Final = CONCEPT + "ready_"
_INTERNATIONAL: Final = frozenset([CONCEPT + "airport", CONCEPT + "stadium_"])
_PORT: Final = frozenset([CONCEPT + "port_"])
_ISLAMIC: Final = "اسلامي"
"""As the port of Jeddah is called in full."""
_WORLD: Final = frozenset(["دولي", "international"])
_TARGET: Final = CONCEPT + "target_"
_VIOLENT: Final = frozenset(
    CONCEPT + name
    for name in (
        "bomb", "attack", "blast", "ied", "sticky_ied", "carbomb", "drone", "rocket", "shoot", "cyberattack_",
    )
)  # fmt: skip
_BY_WHAT: Final = _VIOLENT | frozenset(CONCEPT + name for name in ("quake", "storm", "flood"))
_HITS: Final = frozenset([CONCEPT + "hit", CONCEPT + "bomb", _TARGET])
_NATURE: Final = frozenset(CONCEPT + name for name in ("quake", "storm", "flood"))
_CAPITAL: Final = "العاصمه"
_BAGHDAD: Final = PLACE + "بغداد"
_SPEAK: Final = {**nations.CAPITALS, _BAGHDAD: nations.HOME}
_STATELY: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "sign", "agree_", "condemn", "deny", "reject", "demand", "accuse", "welcome", "negotiate_", "summon",
        "call", "support", "recognise_", "sue_", "warn", "threaten", "oppose", "criticize", "contract_",
        "chair_",
    )
)  # fmt: skip
"""What a state does, and no town."""
_EXPORT: Final = CONCEPT + "export"
_HAPPENS: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "blast", "fire", "quake", "flood", "crash", "clash", "shoot", "kidnap", "arrest", "protest",
        "collapse", "strike_", "killed", "wounded", "die", "drown", "suicide", "begin", "open",
        "succeed", "close", "seize", "foil_smuggle", "dismantle", "steal", "falldown", "landing",
        "takeoff", "outage", "spread_", "win", "lose", "draw", "ambush", "extinguish", "stabbing",
        "end", "marry",
    )
)  # fmt: skip
"""What the noun of tells behind a town and a colon: that it happened there."""
_FAR_MORE: Final = 3
"""Times that a word is used more often with an article than as a verb, where it is taken for a noun."""
_ONE: Final = NUMBER + "1"
_PRESIDENT: Final = OFFICE + "president"
_HEADS: Final = frozenset(["رييس", "رييسه"])
_SYRIA: Final = PLACE + "سوريا"
"""Written as its people are: سورية."""
_CHIEFS: Final = frozenset(OFFICE + one for one in ("leader", "commander", "president"))
_GANGS: Final = frozenset(
    clitic + gang for gang in ("خليه", "عصابه", "شبكه", "مافيا") for clitic in ("", "ال")
)
_CHIEF: Final = "متزعم"
"""Of a gang, who has no office."""
DEPEND: Final = (
    concepts.SPANS | _THIS | _WORLD | _HITS | _SPEAK.keys() | _HEADS | {_ISLAMIC, _SYRIA} | _CHIEFS
)
"""Units of which that may change what they are; and kinds."""
KINDS: Final = (ORDINAL, NATION)


def in_company(
    part: Part, parts: Sequence[Part], at: int, breaks: frozenset[int], words: Sequence[str]
) -> Part:
    """What a part is because of those beside it; `words`: of the title."""
    after = parts[at + 1] if at + 1 < len(parts) else None
    if part.unit in concepts.SPANS:  # said by its date or number already
        before = parts[at - 1] if at else None
        dated = any(
            one is not None
            and one.unit[:1] in "%#"
            and (one is before or (one.unit != _ONE and one.at - part.end <= 1))
            for one in (before, after)
        )  # a week is none for the «one» behind it: أسبوعا واحدا
        return part._replace(kind=SOFT) if dated else part
    if part.unit in _WORLD or part.unit == _ISLAMIC:  # مطار أربيل الدولي
        near = {one.unit for one in parts[max(0, at - 2) : at]}
        named = near & (_PORT if part.unit == _ISLAMIC else _INTERNATIONAL)
        return part._replace(kind=SOFT) if named else part
    if part.unit in _HITS:  # a quake hits wherever it is
        by_what = _NATURE if part.unit == CONCEPT + "bomb" else _BY_WHAT  # غارة تستهدف, غارة على
        nature = any(one.unit in by_what for one in parts)
        return part._replace(kind=SOFT) if nature else part
    if part.unit in _THIS:
        return (
            part._replace(kind=SOFT) if at and parts[at - 1].kind in (WEEKDAY, MONTH) else part
        )  # الأحد المقبل, 21 مارس المقبل
    if (part.kind == NATION or part.unit == _SYRIA) and at and parts[at - 1].unit == _CAPITAL:
        return _its_capital(part, parts[at - 1], after)
    if after is None:
        return part
    if part.unit in _CHIEFS:
        gang = part.end < len(words) and words[part.end] in _GANGS
        return part._replace(unit=_CHIEF, kind=WORD) if gang else part
    if part.unit in _HEADS:
        country = after.kind == PLACE and after.unit in nations.COUNTRIES and not after.joint
        alone = all(
            one.unit != _PRESIDENT and one.unit not in offices.HOLDERS for one in parts
        )  # of two, each has his name
        heads = country and alone and after.at == part.end
        return part._replace(unit=_PRESIDENT, kind=OFFICE) if heads else part
    if part.kind == ORDINAL and after.kind == MONTH and after.joint in ("", "من"):
        return part._replace(unit=f"{YEAR}day{part.unit[1:]}", kind=YEAR)  # الأول من أيار
    if part.unit not in _SPEAK or part.joint or not (at == 0 or part.at in breaks):
        return part
    if part.unit == _BAGHDAD:
        state = _as_a_state(after, parts[at + 2 : at + 3])
    else:
        state = (
            _speaks(after)
            and part.size <= part.unit.count(" ") + 1  # not العاصمة الأفغانية كابول
            and not (part.end in breaks and _happens(after, words))
        )
    return part._replace(unit=_SPEAK[part.unit], kind=NATION) if state else part


def _its_capital(part: Part, before: Part, after: Part | None) -> Part:
    """The capital of a people: العاصمة المصرية, العاصمة المصرية القاهرة."""
    capital = nations.CAPITAL_OF.get(part.unit)
    if capital is None or before.end != part.at:
        return part
    if after is not None and after.unit == capital:
        return part._replace(kind=SOFT)
    return part._replace(unit=capital, kind=PLACE, joint=before.joint)


def _as_a_state(after: Part, more: Sequence[Part]) -> bool:
    """Whether Baghdad before it stands for Iraq: it does what no town does, alone or with another state. Most
    that it does besides happens there."""
    if after.unit in nations.CAPITALS or after.unit in nations.COUNTRIES:
        return not after.joint and any(acts(one) for one in more)
    if after.unit in concepts.SAID or (
        not after.joint and after.kind in (WORD, CONCEPT) and not acts(after)
    ):
        return any(one.unit in _STATELY for one in more)  # Baghdad, Chevron sign
    return after.unit in _STATELY or any(one.unit == _EXPORT for one in (after, *more))


def _happens(after: Part, words: Sequence[str]) -> bool:
    """Whether it is the noun of what happens: القاهرة: انطلاق معرض الكتاب."""
    if after.kind == WORD and after.unit[-1] == "ه":
        return True  # مسيرة, no مستعدة
    word = words[after.at]
    if after.unit not in _HAPPENS or word[0].isascii():
        return False
    verb = FREQUENCY.get("ي" + word[1:], 0) if word[0] in "يتن" else 0
    return FREQUENCY.get("ال" + word, 0) * _FAR_MORE > verb


def _speaks(after: Part) -> bool:
    """Whether a capital before it stands for its state: طهران ترفض, طهران مستعدة."""
    return (
        (acts(after) and after.unit != _HOSTS)
        or after.unit in concepts.SAID
        or after.unit == _READY
        or (after.kind == WORD and after.unit[0] == "م" and after.unit[-1] == "ه")
    )
