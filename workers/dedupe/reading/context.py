"""Words that mean one thing or another by what stands beside them.

نائب محافظ · نائب سابق         a deputy beside an office, else a member of parliament
أب لخمسة أطفال · 15 آب          a father, or the month
تجدد الاشتباكات · تجدد دعوتها    flares up again, or says so again

Those that need more are in modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from workers.dedupe.reading.arrested import HALT, arrested
from workers.dedupe.reading.by_object import BY_OBJECT, by_object
from workers.dedupe.reading.ended import END, ended
from workers.dedupe.reading.namesakes import NAMESAKES, namesake
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.passing import LEAVE, passing
from workers.dedupe.reading.saying_nothing import CONTRACT, SIGN
from workers.dedupe.reading.students import DEMAND, HURT, student
from workers.dedupe.reading.sudani import SUDAN, sudani
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import (
    CONCEPT,
    HOUR,
    JOINT,
    MODIFIER,
    MONTH,
    NATION,
    OFFICE,
    ORDINAL,
    PLACE,
    TIMES,
    VALUE,
    WORD,
)
from workers.dedupe.words.lists import FREQUENCY

_TOWNS: Final = frozenset(["مدينه", "قرب", "اثار", "معبد", "متحف", "سجن", "ريف", "باديه"])
_DEPUTY: Final = MODIFIER + "نايب"
_TEAM: Final = MODIFIER + "منتخب"
_NATIONAL_TEAM: Final = "منتخب"
_ATTACK: Final = CONCEPT + "attack"
_CAMPAIGN: Final = "حمله"
_PERSIAN: Final = frozenset(
    ["به", "از", "در", "را", "کرد", "شد", "كرد", "كردند", "شدند", "اين", "با", "بر", "هاي"]
)
_YEARS: Final = CONCEPT + "years"
_IN_GENERAL: Final = "عاما"
_GENERAL: Final = "عام"
_AUGUST: Final = MONTH + "8"
_ISRAEL: Final = PLACE + "إسرائيل"
_OCCUPATION: Final = frozenset(["الاحتلال", "للاحتلال", "والاحتلال", "بالاحتلال"])
_SAYS: Final = CONCEPT + "says"
_REACHES: Final = frozenset(["يبلغ", "تبلغ", "بلغ", "بلغت", "يبلغان", "يبلغون", "بلغوا"])
_STAGES: Final = frozenset(["نهايي", "ملحق", "ربع", "نصف", "ثمن", "دور", "مربع", "قبل"])
"""Of a cup, which who reaches has qualified for."""
_AGAIN: Final = frozenset(["تجدد", "يتجدد", "تتجدد", "وتجدد"])
_FLARES: Final = frozenset(
    CONCEPT + name for name in ("clash", "protest", "bomb", "attack", "fire", "shoot", "strike_")
)
_GATE: Final = "باب"
_FATHER: Final = "اب"
_BEFORE_A_MONTH: Final = frozenset(
    [
        "شهر", "لشهر", "بشهر", "رواتب", "راتب", "مرتبات", "صادرات", "ايرادات", "مطلع", "منتصف", "نهايه",
        "اواخر", "اوايل", "بدايه", "في", "خلال", "منذ", "حتي", "بحلول", "لغايه", "وحتي",
    ]
)  # fmt: skip
_CENTRAL: Final = "مركزي"
_THE_CENTRAL: Final = frozenset(["المركزي", "للمركزي", "بالمركزي", "والمركزي"])
_HEADS_BANK: Final = ("محافظ", "لمحافظ")
_PALMYRA: Final = PLACE + "تدمر"
_MORNING: Final = HOUR + "morning"
_RARE: Final = 20
"""Times that a word stands in the table, below which it is taken for a name: صباح النعمان."""
_HOLD: Final = CONCEPT + "hold"
_PARLIAMENT: Final = CONCEPT + "parliament"
_MPS: Final = frozenset(["برلماني", "برلمانيه"])
_BRIGADE: Final = "اللوا"
_OF_TEAMS: Final = frozenset(
    OFFICE + office for office in ("coach", "commander", "director", "spokesman", "secretary")
)
"""Whom a team has, and nobody elects."""


def _deputy(part: Part, words: Sequence[str]) -> Part:
    """A member of parliament, where he is nobody's deputy."""
    if lexicon.stands(words, part.end, OFFICE):
        return part
    return part._replace(unit=OFFICE + "mp", kind=OFFICE)


def _brigade(part: Part, words: Sequence[str]) -> Part:
    """A brigade before its number, else a rank."""
    after = words[part.end] if part.end < len(words) else ""
    numbered = after.isdigit() or lexicon.stands(words, part.end, ORDINAL)
    return part._replace(unit=_BRIGADE.removeprefix("ال"), kind=WORD) if numbered else part


def _mp(part: Part, words: Sequence[str], breaks: frozenset[int]) -> Part:
    """Who says something where a title begins with him, or is hurt: حبس برلماني سابق."""
    if words[part.at] not in _MPS:
        return part
    if part.at:
        mp = lexicon.means(words[part.at - 1], HURT)
    else:
        says = part.end < len(words)
        mp = says and (part.end in breaks or lexicon.known(words[part.end]).phrases != ())
    return part._replace(unit=OFFICE + "mp", kind=OFFICE) if mp else part


def _contract(part: Part, words: Sequence[str]) -> Part:
    """A contract where it is signed, else that something is held."""
    signed = (
        words[part.at] in CONTRACT and part.at > 0 and lexicon.means(words[part.at - 1], {SIGN})
    )
    return part._replace(unit="عقد", kind=WORD) if signed else part


def _morning(part: Part, words: Sequence[str]) -> Part:
    """صباح before a surname is a name."""
    word = words[part.at]
    after = words[part.end] if part.end < len(words) else ""
    name = word == "صباح" and after.startswith("ال") and FREQUENCY.get(after, 0) < _RARE
    named = name and not lexicon.known(after).phrases
    return part._replace(unit=word, kind=WORD) if named else part


def _team(part: Part, words: Sequence[str]) -> Part:
    """An elected president, or the team of a country."""
    elect = part.at > 0 and _elected(words[part.at - 1], words[part.at])
    return part if elect else part._replace(unit=_NATIONAL_TEAM, kind=WORD)


def _campaign(part: Part, words: Sequence[str]) -> Part:
    """A campaign in Arabic, an attack in Persian."""
    campaign = words[part.at].endswith(_CAMPAIGN) and _PERSIAN.isdisjoint(words)
    return part._replace(unit=_CAMPAIGN, kind=WORD) if campaign else part


def _general(part: Part, words: Sequence[str]) -> Part:
    """عاما, so many years, or in general."""
    before = words[part.at - 1] if part.at else ""
    counted = before.isdigit() or not before or lexicon.stands(words, part.at - 1, VALUE)
    general = words[part.at] == _IN_GENERAL and not (
        counted or lexicon.stands(words, part.at - 1, TIMES)
    )
    return part._replace(unit=_GENERAL, kind=WORD, counted="") if general else part


def _palmyra(part: Part, words: Sequence[str], breaks: frozenset[int]) -> Part:
    """A town, or: she destroys."""
    verb = words[part.at] in ("تدمر", "وتدمر") and part.at > 0 and _destroys(words, part.at, breaks)
    return part._replace(unit=CONCEPT + "destroy", kind=CONCEPT) if verb else part


def _central(part: Part, words: Sequence[str]) -> Part:
    """The central bank, where it is called by its adjective: المركزي العراقي, محافظ المركزي."""
    before = words[part.at - 1] if part.at else ""
    state = not before.startswith("ال") and lexicon.stands(words, part.end, NATION)
    called = not before or before in _HEADS_BANK or state
    bank = words[part.at] in _THE_CENTRAL and called
    return part._replace(unit=CONCEPT + "central_bank", kind=CONCEPT) if bank else part


def _says(part: Part, words: Sequence[str]) -> Part:
    """Who reaches a stage of a cup qualifies; what flares up again is said by nobody: تجدد الاشتباكات."""
    word, after = words[part.at], words[part.end] if part.end < len(words) else ""
    if word.removeprefix("و") in _REACHES and after:
        stage = after.removeprefix("ال") in _STAGES
        return part._replace(unit=CONCEPT + "qualify", kind=CONCEPT) if stage else part
    again = word in _AGAIN and after and _strife(after)
    return part._replace(unit=CONCEPT + "resume", kind=CONCEPT) if again else part


def _occupation(part: Part, words: Sequence[str]) -> Part:
    """Israel, where no other people stands behind it: الاحتلال الروسي."""
    another = words[part.end - 1] in _OCCUPATION and lexicon.stands(words, part.end, NATION)
    return part._replace(unit="احتلال", kind=WORD) if another else part


def _august(part: Part, words: Sequence[str]) -> Part:
    """The month, a father, or a gate, which is not in آب."""
    word = words[part.at]
    if word == _GATE:
        return part._replace(unit=_GATE, kind=WORD, joint="")
    month = word != _FATHER or _is_august(words, part.at)
    return part if month else part._replace(unit=_FATHER, kind=WORD)


def _is_august(words: Sequence[str], at: int) -> bool:
    """Whether اب, which is a father as well, is the month there."""
    before = words[at - 1] if at else ""
    return before in _BEFORE_A_MONTH or before.isdigit() or words[at + 1 : at + 2] == ["اغسطس"]


def _elected(office: str, word: str) -> bool:
    """Whether an office stands before it: الرئيس المنتخب; but مدرب المنتخب."""
    held = {
        phrase.sense.unit for phrase in lexicon.known(office).phrases if phrase.sense.kind == OFFICE
    }
    return bool(held - _OF_TEAMS) and (word.startswith("ال") <= ("ال" in office[:3]))


def _strife(word: str) -> bool:
    """Whether it is what flares up again, and nobody's own: الاشتباكات, but not دعوتها."""
    return not word.endswith(("ها", "هم", "ه")) and lexicon.means(word, _FLARES)


def _destroys(words: Sequence[str], at: int, breaks: frozenset[int]) -> bool:
    """Whether a noun stands before it, and a number or a noun right behind it: غارة تدمر 3 أوكار."""
    if at in breaks or at + 1 in breaks or at + 1 >= len(words):
        return False
    before, after = words[at - 1], words[at + 1]
    place = before.removeprefix("ال") in _TOWNS or any(
        lexicon.stands(words, at + side, JOINT) for side in (-1, 1)
    )
    return not place and not before.startswith("ب") and not after.startswith("ال")


_By_words = Callable[[Part, Sequence[str]], Part]
_By_breaks = Callable[[Part, Sequence[str], frozenset[int]], Part]
_BY_WORDS: Final[dict[str, _By_words]] = {
    **dict.fromkeys(NAMESAKES, namesake), **dict.fromkeys(BY_OBJECT, by_object),
    DEMAND: student, HALT: arrested, END: ended, _DEPUTY: _deputy, _BRIGADE: _brigade, _HOLD: _contract,
    _MORNING: _morning, _TEAM: _team, LEAVE: passing, _ATTACK: _campaign, _YEARS: _general,
    _CENTRAL: _central, _SAYS: _says, _ISRAEL: _occupation, _AUGUST: _august,
}  # fmt: skip
_BY_BREAKS: Final[dict[str, _By_breaks]] = {SUDAN: sudani, _PARLIAMENT: _mp, _PALMYRA: _palmyra}
"""Of those that ask where something else begins, too."""
AMBIGUOUS: Final = _BY_WORDS.keys() | _BY_BREAKS.keys()


def in_context(part: Part, words: Sequence[str], breaks: frozenset[int]) -> Part:
    """What a part with a unit of AMBIGUOUS is here."""
    rule = _BY_WORDS.get(part.unit)
    if rule is not None:
        return rule(part, words)
    return _BY_BREAKS[part.unit](part, words, breaks)
