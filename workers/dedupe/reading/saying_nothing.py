"""Words that say nothing where something that does stands beside them.

يشن هجوما · يقدم استقالته      a verb beside the noun of what is done
يرفض طلب تأجيل                who rejects the request to postpone rejects to postpone
يوقع 5 قتلى                   what leaves so many hurt
يتواصل لليوم الثالث            what is told for the third day goes on
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.by_object import LADEN_OR_REACHES, nothing_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.words import concepts, fillers, lexicon, numbers
from workers.dedupe.words.kinds import CONCEPT, DUAL, ORDINAL, SAYS, SOFT, TAG, TIMES, VALUE
from workers.dedupe.words.lists import folded_words

PRESENT: Final = ("ي", "ت", "")
"""What begins an Arabic present, or no word at all."""
CONTRACT: Final = frozenset(["عقد", "عقدا", "العقد"])
"""A contract where it is signed, else that something is held."""
SIGN: Final = CONCEPT + "sign"
_ASKED: Final = frozenset(["طلب", "طلبا", "request"])
_ANSWERS: Final = (CONCEPT + "reject", CONCEPT + "approve")
_LOOK: Final = frozenset(["شاهد", "شاهدوا"])
_SENTENCE: Final = frozenset(["حكم", "حكما"])
_RUMOURS: Final = frozenset(["شايعات", "شايعه", "شاءعات"])
_SHE_OFFERS: Final = "تقدم"
"""Or progress, so that only a resignation makes it the verb."""
_SHE_CAUSES: Final = "توقع"
"""Or an expectation, so that a number must stand between it and the hurt."""
_LEAVES: Final = frozenset(
    clitic + word for word in ("يخلف", "تخلف", "سيخلف", "ستخلف") for clitic in ("", "و")
)
"""Leaves dead and damage behind, or succeeds somebody."""
_LEFT: Final = frozenset(["اضرار", "ضحايا", "خساير", "دمار", "خراب", "حفره", "اثار", "حرايق"])
_TENS: Final = frozenset(["عشرات", "ميات", "الاف"])
BY_WHOM: Final = frozenset(
    [
        "اطلقها", "اطلقتها", "اصدرها", "اصدرتها", "وجهها", "وجهتها", "شنها", "شنتها", "نفذها", "نفذتها",
        "اطلقه", "اطلقته", "اصدره", "اصدرته", "وجهه", "وجهته", "شنه", "شنته", "نفذه", "نفذته",
    ]
)  # fmt: skip
"""By whom it is done that a noun before says: تحذيرات أطلقتها الأرصاد, غارات شنتها طائرات."""
_TOLD: Final = frozenset(
    CONCEPT + name
    for name in ("warn", "demand", "call_", "threaten", "attack", "bomb", "storm_in", "raid_")
)
_TEEN: Final = frozenset(["عشر", "عشره"])
_DIRECTS: Final = frozenset(["يوجه", "وجه", "وجهت"])
"""Behind it a ب tells what is ordered; without one, to whom something is said: يوجه بإكمال, يوجه تحذيرا."""
_LASTED: Final = frozenset(["استمر", "استمرت", "استمرا", "يستمر", "تستمر"])
"""Before how long: صعود استمر أسبوعين."""
_AGREED: Final = folded_words(
    "هدنة الهدنة وقف تهدئة التهدئة حظر الحظر تجميد التجميد تعليق التعليق عقد اتفاق الاتفاق"
)
"""Agreed or ordered for a time, which is another than how long it lasted."""
_GOES_ON: Final = frozenset(
    clitic + word
    for word in ("يتواصل", "تتواصل", "يستمر", "تستمر", "تواصل", "يواصل", "استمرار", "مواصله")
    for clitic in ("", "و")
)
_FOR_THE: Final = frozenset(
    ["لليوم", "للشهر", "للاسبوع", "للعام", "للسنه", "لليله", "للجلسه", "للفصل"]
)
"""Before an ordinal: what is told for the third day goes on."""
_FOR: Final = frozenset(["لمده", "مده", "طوال", "طيله", "نحو", "حوالي", "قرابه", "لاكثر", "اكثر"])
_RESIGN: Final = CONCEPT + "resign"
_DENY: Final = CONCEPT + "deny"
MAYBE_NOTHING: Final = (
    fillers.LIGHT
    | fillers.BEFORE_NUMBER
    | {_SHE_OFFERS}
    | _ASKED
    | _LOOK
    | _RUMOURS
    | _LASTED
    | _GOES_ON
    | BY_WHOM
    | LADEN_OR_REACHES
    | _LEAVES
)


def says_nothing(words: Sequence[str], at: int, before: Part | None) -> bool:
    """Whether one of MAYBE_NOTHING says nothing here."""
    if words[at] in CONTRACT and before is not None and before.unit == SIGN:
        return False
    if words[at] in LADEN_OR_REACHES:
        return nothing_before(words, at)
    if words[at] in _GOES_ON and _for_the_third(words):
        return True
    if words[at] in _LASTED:
        return _AGREED.isdisjoint(words[:at]) and _how_long(words, at + 1)
    if words[at] in _GOES_ON:
        return False
    if words[at] in BY_WHOM:
        return _is_told(words[0]) or (at > 0 and _is_told(words[at - 1]))
    if words[at] in _LOOK:
        return all(lexicon.stands(words, place, TAG) for place in range(at))
    if words[at] in _RUMOURS:
        return before is not None and before.unit == _DENY
    if words[at] in _LEAVES:
        left = words[at + 1] if at + 1 < len(words) else ""
        number = left.isdigit() or any(
            lexicon.stands(words, at + 1, kind) for kind in (VALUE, TIMES, DUAL)
        )
        return number or left in _LEFT or left.endswith("ا") or _is_toll(words, at)
    if words[at] in fillers.BEFORE_NUMBER:
        return _is_toll(words, at)
    if words[at] == _SHE_OFFERS:
        return at + 1 < len(words) and any(
            phrase.sense.unit == _RESIGN for phrase in lexicon.known(words[at + 1]).phrases
        )
    if words[at] in _DIRECTS and _by_a_deed(words, at + 1):
        return False
    if words[at] in fillers.LIGHT:
        held = at + 1 < len(words) and words[at + 1].removeprefix("ال") in fillers.EVENTS
        if lexicon.stands(words, at + 1, SAYS):
            return True  # يصدر قرارا بتعيين
        deed = at + 2 if lexicon.stands(words, at + 1, SOFT) else at + 1  # launches massive attack
        if words[at + 1 : at + 2] != [] and words[at + 1] in _SENTENCE:
            deed = at + 2  # يصدر حكم الإعدام
        return _is_deed(words, deed) and not (held and words[at] in fillers.OFFERS)
    answers = before is not None and before.unit in _ANSWERS
    return answers and at + 1 < len(words) and not words[at + 1].startswith("ال")


def _for_the_third(words: Sequence[str]) -> bool:
    """Whether the title tells for which day, month or year it goes on: لليوم الثالث."""
    return any(
        one in _FOR_THE and lexicon.stands(words, behind, ORDINAL)
        for behind, one in enumerate(words, 1)
    )


def _how_long(words: Sequence[str], at: int) -> bool:
    """Whether a number or a span of time stands there: أسبوعين, 3 أيام, لمدة عام."""
    if at < len(words) and words[at] in _FOR:
        return True
    return at < len(words) and (
        words[at].isdigit()
        or any(
            phrase.sense.kind in (VALUE, DUAL) or phrase.sense.unit in concepts.SPANS
            for phrase in lexicon.known(words[at]).phrases
        )
    )


def _is_told(word: str) -> bool:
    """Whether it is the noun of what somebody utters, or of a blow."""
    return lexicon.means(word, _TOLD)


def _by_a_deed(words: Sequence[str], at: int) -> bool:
    """Whether a ب is written with the word there, which is no letter of its own."""
    return at < len(words) and "ب" in lexicon.known(words[at]).clitic


def _is_toll(words: Sequence[str], at: int) -> bool:
    """Whether the hurt stand behind the verb; behind a Latin one a number will do."""
    after = at + 1
    if after < len(words) and words[after] in _TENS:
        after += 1
    if after < len(words) and (words[after].isdigit() or lexicon.stands(words, after, VALUE)):
        if words[at][0].isascii():
            return True
        after += 1
        if after < len(words) and words[after] in _TEEN:
            after += 1  # أحد عشر قتيلا
    elif words[at].removeprefix("و") == _SHE_CAUSES and not lexicon.stands(words, after, DUAL):
        return False
    return after < len(words) and _counted(words[after].removeprefix("ال")) in numbers.TOLL


def _counted(word: str) -> str:
    """What kind of number the word counts, two of them too: قتيلين."""
    two = (one.counted for one in lexicon.senses(word) if one.kind == DUAL)
    return numbers.counting(next(two, word))


def _is_masdar(word: str) -> bool:
    """Whether it is the noun of a deed that begins as a verb in the present does: تحذيرا, تعميما."""
    if word[0] != "ت":
        return False
    return word.endswith("ا") and word[-3:-2] == "ي"


def _is_deed(words: Sequence[str], at: int) -> bool:
    """Whether the noun of an action stands there, or of what is held."""
    if at < len(words) and (words[at].isdigit() or lexicon.stands(words, at, VALUE)):
        at += 1  # fait cinq morts
    if at >= len(words) or (words[at][0] in PRESENT and not _is_masdar(words[at])):
        return False
    if words[at] in fillers.EVENTS:
        return True
    return lexicon.means(words[at], concepts.VERBS) or lexicon.means(words[at], concepts.HAPPENS)
