"""What is done, and what is only going to be.

ستنسحب ≠ تنسحب, firmará ≠ firma      unless the other says when it is to be, or that it is meant
Erdogan to meet ≠ Erdogan meets
Police shooting suspect ≠ Police shoot suspect      the first is a noun
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.comparing.moments import WHEN, ahead
from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part, acts, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.reading.to_come import TO_BE
from workers.dedupe.words import fillers, lexicon
from workers.dedupe.words.kinds import CONCEPT, WEEKDAY, WORD
from workers.dedupe.words.lists import FREQUENCY, folded_words
from workers.dedupe.words.phrases import PHRASES

_SHALL: Final = ("سي", "ست", "سن", "سا")
"""Begin an Arabic verb of what is to be."""
_ENDINGS: Final = ("تها", "تهم", "تنا", "ته", "ها", "هم", "نا", "وا", "ت", "ه")
"""Of a noun, whose it is; of a verb in the past, who did it."""
_SHORT: Final = 4
"""Letters of a word so short that its سي may as well be of a noun: ستصل, سيول. A list must know the verb."""
_WILL_BE: Final = "سوف"
_MAY: Final = "قد"
_HAS: Final = folded_words(
    "تم توفي تأكد تعهد تولى تخطى تأهل تأجل تعافى تبين تورط تجاوز"
    " تنازل تعاقد تضرر تدهور توغل توعد نجح نفذ نجا نشب نال نقل نشر"
)
"""Pasts that begin like a present: قد توفي."""
_OWN: Final = folded_words(
    "تصوت نصوت تموت نموت تثبت نثبت تبت نبت تفوت نفوت تبيت تسكت نسكت تلفت تفلت تلتفت نلتفت تخفت تنحت تنصت ننصت"
    " تتفاوت تتشتت تتهافت"
)
"""Presents that end like a past: قد تصوت."""
_SHALL_DO: Final = folded_words("سيجري ستجري سيقوم ستقوم سيتم ستتم سيشهد ستشهد")
_DID: Final = folded_words("أجرى أجرت قام قامت تم تمت شهد شهدت")
"""Verbs that say nothing by themselves but that it is to be, or was done."""
_SOON: Final = "قرب"
"""At the begin of what is told: قرب افتتاح المستشفى."""
_SHORTLY: Final = "قريبا"
_ENDS: Final = folded_words("نهاية بنهاية بحلول أواخر")
_OF_THIS: Final = folded_words("العام الشهر الأسبوع السنة الصيف الشتاء")
_TURKISH: Final = ("ecek", "acak", "ecekler", "acaklar")
_TURKISH_NEXT: Final = frozenset(["gelecek"])
_PERSIAN: Final = frozenset(["ميكند", "ميشود", "ميرود", "ميكنند", "ميشوند", "ميروند"])
"""A present, which of a journey is a future; what was done ends with a past."""
_VISIT: Final = CONCEPT + "visit"
_SHALL_BE: Final = "خواهد"
_MET: Final = frozenset(["التقي", "التقت", "التقيا", "التحق", "التحقت", "التزم", "التزمت"])
"""Verbs that only look as if they had an article."""
_SAID: Final = frozenset(CONCEPT + deed for deed in ("says", "affirm", "order", "demand", "call"))
_SHORTEST: Final = 5
_MEANT: Final = frozenset(
    CONCEPT + deed
    for deed in ("demand", "call", "warn", "threaten", "visitbid", "prepare", "awaited_", "expect_")
)
_WILL: Final = frozenset(["to", "will", "would", "shall", "ll", "won"])
_ANNOUNCED: Final = frozenset([CONCEPT + "recall_"])
"""What is done by saying that it will be."""
_DECIDED: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "cancel", "postpone", "raise", "lower", "ban", "halt", "launch", "layoff_", "invest_", "extend_",
        "recall_",
    )
)  # fmt: skip
"""What one only decides, so that a present says it as well: cancela 40 vuelos, cancelará 40 vuelos."""
_CAUSES: Final = frozenset(["prompts", "prompted", "forces", "forced", "leads", "led"])
_ING: Final = "ing"
_NOUNS: Final = ("ture", "sure", "tion", "ment", "wal", "val")
"""End the noun of a deed, which may be done or not: fermeture, withdrawal."""


def tenses(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether what one English title says is done is in the other only going to be, or is a noun."""
    if not (later.words and later.words[0][0].isascii()):
        return ""
    there = {part.unit: part for part in earlier.parts if acts(part)}
    for part in later.parts:
        other = there.get(twins.get(part.unit, part.unit))
        if other is None:
            continue
        word, was = later.words[part.at], earlier.words[other.at]
        if not (word[0].isascii() and was[0].isascii()):
            continue
        if to_be(part, later) != to_be(other, earlier) and not (
            part.unit in _ANNOUNCED
            or _of_one_day(later, earlier)
            or _planned(part, later)
            or _planned(other, earlier)
            or (word if to_be(other, earlier) else was).endswith(_NOUNS)
        ):
            return f"tense: {was} ≠ {word}, one is to be"
        if word != was and (word.endswith(_ING) != was.endswith(_ING)):
            ing, verb = (part, was) if word.endswith(_ING) else (other, word)
            its = later if ing is part else earlier
            after = right_behind(ing, its)
            bare = not verb.endswith(("s", "ed", "dead"))
            if bare and after is not None and not after.joint and after.kind in (WORD, CONCEPT):
                return f"tense: {was} ≠ {word}"
    return ""


def _of_one_day(later: Reading, earlier: Reading) -> bool:
    """Whether both say on which day of the week it is done: to close schools Thursday, shuts schools on
    Thursday."""
    days = {part.unit for part in later.parts if part.kind == WEEKDAY}
    return bool(days) and days == {part.unit for part in earlier.parts if part.kind == WEEKDAY}


def _planned(part: Part, reading: Reading) -> bool:
    """Whether a headline says of somebody what he is about to do: Ryanair cutting 800 flights."""
    return part.at > 0 and not part.joint and reading.words[part.at].endswith(_ING)


def still_to_be(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> tuple[Part, ...]:
    """The verb of `later` that is a future in one title alone, where nothing in the other says that it is
    still to be; the noun of a deed may be either."""
    if _ends_ahead(later) != _ends_ahead(earlier):
        told = earlier if _ends_ahead(later) else later
        if any(word.endswith(_TURKISH) for word in told.words):
            return ()  # tamamlanacak dedi
        return () if is_ahead(told) else later.parts[-1:]
    if later.to_come * earlier.to_come < 0 and later.tongue == earlier.tongue:
        told = earlier if later.to_come > 0 else later
        return () if is_ahead(told) else later.parts[:1]
    if not (_SHALL_DO.isdisjoint(earlier.words) or _DID.isdisjoint(later.words)):
        return later.parts[:1]
    there = {part.unit: part for part in earlier.parts if _does(part)}
    to_come = TO_BE in (later.to_come, earlier.to_come) and later.to_come != earlier.to_come
    to_come = to_come and later.tongue == earlier.tongue
    for part in later.parts:
        other = there.get(twins.get(part.unit, part.unit)) if _does(part) else None
        if other is None:
            continue
        if to_come and _is_done(part, later) and _is_done(other, earlier):
            told, shall = (earlier, later) if later.to_come == TO_BE else (later, earlier)
            his_word = shall.speaker and shall.parts[0].unit == told.parts[0].unit
            return () if is_ahead(told) or his_word else (part,)
        now, was = is_future(part, later), is_future(other, earlier)
        if now == was:
            continue
        one, its = (other, earlier) if now else (part, later)
        if (_is_verb(one, its) or _SOON in (*later.words, *earlier.words)) and not (
            is_ahead(its) or not _SHALL_DO.isdisjoint(its.words) or _by_its_end(one, its.words)
        ):
            return (part,)
    return ()


def _does(part: Part) -> bool:
    """Whether it is a verb, or a phrase that may begin with one: يضع حجر الأساس."""
    return acts(part) or (part.kind == CONCEPT and part.size > 1)


def _is_done(part: Part, reading: Reading) -> bool:
    """Whether a verb as it is read from another tongue, not its noun, says what is done, and not only decided
    or said: firma, firmará."""
    ends = reading.words[part.at].endswith("s")
    return ends and acts(part) and part.unit not in _DECIDED and part.unit not in _SAID


def _ends_ahead(reading: Reading) -> bool:
    """Whether it ends with a future, as a Turkish or a Persian one does."""
    words = reading.words
    if not words or words[-1] in _TURKISH_NEXT:
        return False
    goes = words[-1] in _PERSIAN and _VISIT in reading.told
    return goes or words[-1].endswith(_TURKISH) or words[-2:-1] == (_SHALL_BE,)


def is_future(part: Part, reading: Reading) -> bool:
    """Whether it is an Arabic verb of what is to be, by its form or by the word before it."""
    word = reading.words[part.at].removeprefix("و")
    if part.at and (before := reading.words[part.at - 1]) in (_SOON, _WILL_BE):
        return before == _WILL_BE or part.at - 1 in (0, reading.speaker)
    if part.at and reading.words[part.at - 1].removeprefix("و") == _MAY:
        return may_be(word)
    if len(word) == _SHORT and word.startswith(_SHALL):
        known = lexicon.known(word[1:]).phrases  # ستصل of تصل, but سيول of no verb
        return any(one.sense.unit == part.unit for one in known)
    return len(word) >= _SHORTEST and word.startswith(_SHALL) and not _has_its_own(word)


def may_be(word: str) -> bool:
    """Whether a verb behind قد says that it may be: قد تنسحب, but not قد انسحبت, قد توفي, قد تمكنت."""
    if word in _HAS or word[0] not in "يتن":
        return False
    return word[0] == "ي" or word in _OWN or not word.endswith(("ت", "وا"))


def _has_its_own(word: str) -> bool:
    """Whether the letters of a future are of the word itself: سيطرة, سيطرته, سافرت."""
    bare = word
    for ending in _ENDINGS:
        if word.endswith(ending):
            bare = word[: -len(ending)]
            break
    return word in PHRASES or bare in PHRASES or bare + "ه" in PHRASES


def _is_verb(part: Part, reading: Reading) -> bool:
    word = reading.words[part.at].removeprefix("و")
    if word[0].isascii():
        return True
    if part.joint or (word.startswith("ال") and word not in _MET):
        return False
    if any(one.end <= part.at and one.unit in _SAID for one in reading.parts):
        return False  # يعلن فرض رسوم
    we = word[0] == "ن" and word[-2:-1] != "ي"
    return we or in_the_present(word) or "ال" + word not in FREQUENCY


def is_ahead(reading: Reading) -> bool:
    """Whether the title says when something is to be, or that it is meant, wanted or feared."""
    return (
        ahead(reading)
        or not reading.kinds.isdisjoint(WHEN)
        or any(part.unit in _MEANT for part in reading.parts)
        or not fillers.MODAL.isdisjoint(reading.words)
        or _SHORTLY in reading.words
    )


def _by_its_end(part: Part, words: Sequence[str]) -> bool:
    """Whether a verb in the present says by when of this year or month: يستقبل أول سفينة نهاية العام."""
    if words[part.at][0] not in "يت" or _ENDS.isdisjoint(words):
        return False
    return any(one in _ENDS and other in _OF_THIS for one, other in pairwise(words))


def to_be(part: Part, reading: Reading) -> bool:
    """Whether «to» or «will» stands before it, with at most «be» or «not» between."""
    before = reading.words[max(0, part.at - 3) : part.at]
    while before and before[-1] in ("be", "not", "t"):
        before = before[:-1]
    if not _CAUSES.isdisjoint(reading.words[: part.at]):
        return False  # a fault prompts Toyota to recall cars
    return bool(before) and before[-1] in _WILL
