"""A verb that one title negates by a word which elsewhere only joins: ما.

الحزب: وافقنا ≠ الحزب: ما وافقنا            ما is «not» before a verb that the other tells without it
اللاعب جاهز ≠ اللاعب مو جاهز               so are مو and مب in the spoken language
في أزمة وقود ≠ ماكو أزمة وقود, ما في أزمة       and ماكو and مفيش: there is none
ما يزيد على 3, ما أدى إلى مقتل 3              here it joins, or the number is the same without it
ما نحتاجه وقف الحرب, ما نريد هو وقفها           here it is «what»: the verb has it for its object
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NOT
from workers.dedupe.words.lists import folded_words

_MA: Final = "ما"
_SPOKEN: Final = folded_words("مو مب مهو مهوب موب ماهو مانو ماكو مافي مافيش مفيش مكانش")
_BETWEEN: Final = folded_words("في كو راح رح كان كنا عاد عدنا عندنا عندي")
"""May stand between ما and what it denies: ما في أزمة, ما راح نصوت."""
_JOINS_BEHIND: Final = folded_words(
    "كل بعد قبل عند عن على إلى من في مع حول بين رغم كما مثل بقدر حال أن إن هل أو بسبب ضوء إثر وفق"
    " حسب بحسب أكثر أهم أبرز أول آخر أسوأ أفضل هذا ذلك"
)
"""Words behind which ما says «what»."""
_JOINS_BEFORE: Final = folded_words(
    "أدى يؤدي تسبب يتسبب أسفر يسفر أوقع خلف دفع يدفع اضطر يضطر أجبر يجبر جعل يجعل أثار يثير استدعى يستدعي"
    " أوجب يوجب يعني يعادل يعادله يساوي يقارب يزيد يقل يربو يفوق يناهز يتجاوز يوازي يشكل يرفع رفع خفض"
    " زال زالت زالوا زلنا يزال تزال برح دام دامت دمنا إذا إن هي هو معناه مفاده حقيقة تردد ينذر يهدد يفاقم"
)
"""Words before which it says «which», or with which it is no negation."""

_SAYS: Final = frozenset(CONCEPT + deed for deed in ("says", "affirm"))
_PAST: Final = ("ت", "نا", "وا", "ناه", "ناها", "ناهم")
_WE: Final = "ن"
_IT: Final = "ه"
"""Ends a verb of which ما is the object: ما نعرفه; not so where the other's ends with it too."""
_IS: Final = folded_words("هو هي")
"""Stand behind what ما asks for: ما نريد اليوم هو …"""
_OF_IT: Final = folded_words("به منه عنه إليه عليه فيه")
"""Stand behind it too, unless the other has them: ما وعدنا به تحقق, but وافقنا عليه, ما وافقنا عليه."""
_HAPPENS: Final = folded_words("يحدث يجري يحصل")
_IN: Final = "في"
"""With the former it asks what happens somewhere: ما يحصل في غزة مجاعة."""
_NEAR: Final = 3


def negated(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why one title denies what the other says ("": it does not). `twins`: units of `later` that `earlier`
    writes otherwise."""
    if later.tongue or earlier.tongue:
        return ""
    back = {other: one for one, other in twins.items()}
    return _denies(later, earlier, twins) or _denies(earlier, later, back)


def _denies(one: Reading, other: Reading, twins: Mapping[str, str]) -> str:
    """Whether `one` has such a word before what `other` tells without it."""
    for part in one.parts:
        if not part.at or not _not(part, one):
            continue
        unit = twins.get(part.unit, part.unit)
        there = [its for its in other.parts if its.unit == unit]
        if there and _tells(there, other) and not _what(part, one, there, other):
            return f"polarity: {one.words[part.at - 1]} {one.words[part.at]}"
    return ""


def _not(part: Part, whole: Reading) -> bool:
    before, at = whole.words[part.at - 1], part.at - 1
    if before in _SPOKEN:
        return True
    if before in _BETWEEN and at and whole.words[at - 1] == _MA:
        return at == 1 or at - 1 in whole.breaks
    word = whole.words[part.at]
    verb = acts(part) or word.endswith(_PAST) or (word[0] == _WE and word[-1] != _IT)
    if before != _MA or not verb or word in _JOINS_BEFORE:
        return False
    does = whole.ends.get(at)
    if does is not None and at not in whole.breaks and acts(does) and does.unit not in _SAYS:
        return False  # تقدم ما يستحق الفوز
    return at == 0 or at in whole.breaks or whole.words[at - 1] not in _JOINS_BEHIND


def _what(part: Part, one: Reading, there: Sequence[Part], other: Reading) -> bool:
    """Whether ما is «what» before a verb: its object, or one that is then said to be this or that. Behind
    the noun that it speaks of it denies: القانون ما نقبله."""
    at = part.at - 1
    if one.words[at] != _MA or (at and at not in one.breaks):
        return False
    behind = one.words[part.end : part.end + _NEAR]
    if any(word in _IS for word in behind) and _MA not in behind:
        return True
    if one.words[part.at] in _HAPPENS and behind[:1] == (_IN,):
        return True
    if any(word in _OF_IT and word not in other.words for word in behind[:-1]):
        return True
    has_it = bool(behind) and one.words[part.at].endswith(_IT)
    return has_it and not any(other.words[its.at].endswith(_IT) for its in there)


def _tells(there: Sequence[Part], other: Reading) -> bool:
    """Whether the other tells it nowhere behind a «no» of either sort, nor behind another ما."""
    if NOT in other.told:
        return False
    return not any(its.at and (other.words[its.at - 1] == _MA or _not(its, other)) for its in there)
