"""Whether two words are one action: the present, the past and the noun of one Arabic verb.

يعتقل · اعتقل · اعتقال      يستقيل · استقال · استقالة      يجمد · تجميد      يتعادلان · تعادل      هبوط · يهبط

What a headline does with a verb (الوزارة تجمد …) another does with its noun (تجميد … في الوزارة). Grammar
makes the one from the other: the ten measures each have a noun of their own, weak letters change by rule.
So hardly a list is asked: from what stands behind the letter of a person (ي ت ن أ), all that the verb may
look like is made, and the other word is looked for in it.

What grammar does not tell, the table of frequencies must, or it is no one action:

    a verb or a noun      what is used with ال (التراجع) is a noun, and no verb in ت or ن
    measure I, II or IV   alike in the present (يحضر: حضور, تحضير). One noun must be far commoner
    who, and to whom      participles and nouns of place begin with م: مطالب is not يطالب. None of them counts

English and French: a word and the same word with an ending (kill, killing); Turkish: with that of a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from workers.dedupe.forms.short_deeds import one_short_deed
from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.remembered import remembered

_PERSONS: Final = "يتنا"
_SHORTEST: Final = 3
_WEAK: Final = frozenset("اويته")
_ROOT: Final = 2
"""Letters of a root that do not turn into others; of three, one may."""
_ENDINGS: Final = ("نا", "ون", "وا", "ان", "ين", "تا", "ت", "ا", "ها", "هم", "ه")
"""Of a verb: who does it, and to whom."""
_CLITICS: Final = "وفبلس"
_FAR_MORE: Final = 3
"""Times that one measure is used more often than another, where the verb is taken to be of it."""
_MOSTLY: Final = 10
"""The same, where a word may be another verb: تدخل is she enters, or an intervention."""
_THINGS: Final = frozenset(
    (
        "قصر", "نهر", "بحر", "علم", "شعر", "وفد", "نفق", "عين", "قدم", "شرف", "نجم", "ورق",
        "حزب", "برج", "جسر", "بيت", "بنك", "ملك", "حرب", "شهر", "عقد", "سجن", "عمل", "حكم",
        "سعر", "دور", "هدف", "خطر", "سبب", "نصب", "طرف", "جهد", "درع", "وزن", "شكل",
    )
)  # fmt: skip
"""Nouns of three letters that look like a past and are no noun of what is done."""
_PLURALS: Final = frozenset(["جنود", "شهود", "ملوك", "قرون", "نجوم", "طلوع", "حقول"])
"""Of somebody or something, in the measure of the noun of an action: هبوط."""
_UNSURE: Final = frozenset(["رحل"])
"""Of two measures both of which are news: يرحل, رحيل, ترحيل."""
_LATIN: Final = ("ing", "ed", "es", "s", "e", "di", "du", "ildi")
_WHERE: Final = ("da", "de", "nda", "nde", "dan", "den", "ndan", "nden")
_STEM: Final = 4
"""Letters of a Latin word that are the same."""


def one_action(one: str, other: str) -> bool:
    """Whether folded words without clitics are forms of one verb."""
    if one[0].isascii() or other[0].isascii():
        return one[:_STEM] == other[:_STEM] and _latin(one, other)
    if one_short_deed(one, other):
        return True
    here, there = _letters(one), _letters(other)
    if here.isdisjoint(there) and here and there:
        return False  # as most are
    if len(here & there) < min(_ROOT, len(here), len(there)):
        return False
    return not (_looks(one).isdisjoint(_family(other)) and _looks(other).isdisjoint(_family(one)))


@remembered(20_000)
def _letters(word: str) -> frozenset[str]:
    """Those that may be of a root and never turn into others: most pairs have none in common."""
    return frozenset(word) - _WEAK


@remembered(20_000)
def _looks(word: str) -> frozenset[str]:
    return frozenset(_bare(word))


@remembered(20_000)
def _family(verb: str) -> frozenset[str]:
    """All that the verb may look like of which `verb` is a present or a past."""
    return frozenset().union(
        *(_few(present) if few else _forms(present) for few, present in _presents(verb))
    )


def _used(*words: str) -> int:
    """How often the words stand in the table, with ال or without."""
    return sum(FREQUENCY.get(word, 0) + FREQUENCY.get("ال" + word, 0) for word in words)


def _we(present: str) -> bool:
    """Whether ن before it is a person: نرفض, but not نصيب."""
    return FREQUENCY.get("ن" + present, 0) <= FREQUENCY.get("ي" + present, 0)


def _persons(present: str) -> set[str]:
    return {person + present for person in ("يتن" if _we(present) else "يت")}


def _few(present: str) -> set[str]:
    """Of أرفض and أوقف, which may as well be nouns: the present in another person, and the noun of IV."""
    if present[1] in _WEAK:
        return set()  # أدين, أصيب: a passive
    found = {one for one in _persons(present) if "ال" + one not in FREQUENCY}  # أقدم, تقدم
    return found | {f"ا{present[:-1]}ا{present[-1]}"} if _fourth(present) else found


def _presents(word: str) -> Iterator[tuple[bool, str]]:
    """What may stand behind the letter of a person in `word`; whether that says little (أ and three)."""
    future = word[0] == "س" and len(word) > _SHORTEST + 1 and word[1] in _PERSONS
    if future:
        word = word[1:]
    for form in _bare(word):
        if form[0] in _PERSONS and len(form) > _SHORTEST and (future or not _is_noun(form)):
            few = not future and form[0] == "ا" and len(form) == _SHORTEST + 1
            yield few, form[1:]
            if form[0] in "يت" and form[1] == "و" and _used("تا" + form[2:-1] + "ي" + form[-1]):
                yield few, "ا" + form[2:]  # يؤجل, تأجيل


def _is_noun(form: str) -> bool:
    """Whether what looks like a verb is a noun: يسار, تراجع, نائب, تأخير, السفر."""
    if form.startswith("ال"):
        return True
    if form[0] == "ت" and form[-2] == "ي" and len(form) > _SHORTEST + 1:
        return True
    article = FREQUENCY.get("ال" + form, 0)
    if form[0] in "ان":
        return bool(article) or (form[0] == "ن" and not _we(form[1:]))
    return bool(article) and article * _FAR_MORE > FREQUENCY.get("ي" + form[1:], 0)


def _bare(word: str) -> Iterator[str]:
    """`word`, and what it is without an ending or a single letter before it."""
    for form in (word, word[1:]) if word[0] in _CLITICS and len(word) > _SHORTEST + 1 else (word,):
        yield form
        if FREQUENCY.get("ال" + form, 0):
            continue  # ناسفة: a noun, and no verb with somebody behind it
        for ending in _ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
                yield form[: -len(ending)]


@lru_cache(maxsize=20_000)
def _forms(present: str) -> frozenset[str]:
    """The past, the present and the nouns of the verb of which this is the present."""
    begin, end = present[:-1], present[-1]
    found = _persons(present)
    if len(present) == _SHORTEST:
        return frozenset(found | _of_three(present))
    found.add("ا" + present)
    if end == "ي":  # يستدعي, استدعاء; يواري, مواراة
        found |= {f"ا{begin}ا", f"ي{begin}ي"}
        if begin[1] == "ا":
            found.add(f"م{begin}اه")
        if present[0] == "ت" and _its_own_noun(
            present
        ):  # يتفشى, تفشي; not يتبنى and تبني, who builds
            found.add(present)
    elif present[0] == "ت":  # يتعادل, تعادل; not يتسلم and تسلم, who gives
        if _its_own_noun(present):
            found.add(present)
    else:  # ينفجر, انفجار; يعتقل, اعتقال; يستقبل, استقبال
        found |= {f"ا{begin}ا{end}", f"ا{present}ا{end}"}
        if len(present) == _SHORTEST + 1 and present[1] == "ا":  # مشاركته, but not محاصرة
            found.add(f"م{present}ت")
        if present[:3] == "ستا":  # يستأصل, استئصال
            found.add(f"استي{present[3:-1]}ا{end}")
        middle = present[-2]
        if middle == "ا":  # ينهار, انهيار; يغتال, اغتيال
            found.add(f"ا{present[:-2]}يا{end}")
        elif middle == "ي":  # يستقيل, استقالة, استقال
            found |= {f"ا{present[:-2]}ا{end}ه", f"ا{present[:-2]}ا{end}"}
    return frozenset(found)


def _its_own_noun(present: str) -> bool:
    """Whether what is a present in ت too is far more often the noun of V or VI."""
    noun, present_of_ii = FREQUENCY.get("ال" + present, 0), FREQUENCY.get("ي" + present[1:], 0)
    return noun > _MOSTLY * present_of_ii or (noun == present_of_ii == 0 and present[-1] == "ي")


def _of_three(present: str) -> set[str]:
    """The past and the noun of the measure that is used far more than the others."""
    x, y, z = tuple(present)
    if z in "يو":  # يلغي, إلغاء; يسمي, تسمية; يدعو, دعا
        begin, fourth = present[:-1], f"ا{present[:-1]}ا"
        first = begin + ("ا" if z == "و" else "ي")
        found = {fourth} if _used(fourth) > _FAR_MORE * _used(first) else {first}
        second = f"ت{present}ه"
        return (
            found
            | ({second} if _used(second) > _FAR_MORE * _used(first, fourth) else set())
            | ({f"{begin}وه"} if z == "و" else set())
        )
    if y in "ويا":  # يزور, زار; يعيد, أعاد, إعادة
        first, fourth = f"{x}ا{z}", f"ا{x}ا{z}"
        fourth_only = FREQUENCY.get(f"ي{x}و{z}", 0) > _used(present) / _FAR_MORE  # يقيم, يقوم
        if y == "ي" and (fourth_only or _used(fourth) > _FAR_MORE * _used(first)):
            return {fourth, fourth + "ه"}
        second = f"ت{x}{y}ي{z}"
        if y != "ا" and _used(second) > _FAR_MORE * _used(first):
            return {second}
        return set() if FREQUENCY.get("ال" + first, 0) else {first}
    found = {f"ا{present}ا{z}"} if y == "ت" or x == "ن" else set()  # يحتل, احتلال; ينضم
    second, fall = f"ت{x}{y}ي{z}", f"{x}{y}و{z}"
    if _fourth(present):  # يعلن, أعلن, إعلان
        return found | {"ا" + present, f"ا{x}{y}ا{z}"}
    noun = FREQUENCY.get("ال" + present, 0)
    plural = noun * _FAR_MORE > _used(fall) or fall in _PLURALS  # عقود of عقد
    if present in _UNSURE:
        return found
    if _used(second) > _FAR_MORE * (noun + (0 if plural else _used(fall))):  # يجمد, تجميد
        return found | {second}
    other = _used(f"ا{x}{y}ا{z}") if "ا" + present in FREQUENCY else 0  # يصدر: صدور, إصدار
    if (_used(second) + other) * _FAR_MORE < noun + _used(present, fall):
        found |= set() if present in _THINGS else {present}  # يرفض, رفض
        found |= set() if plural else {fall}  # يهبط, هبوط
    return found


def _fourth(present: str) -> bool:
    """Whether the verb is of measure IV: أعلن is used far more than علن."""
    return FREQUENCY.get("ا" + present, 0) > _FAR_MORE * FREQUENCY.get(present, 0)


def _latin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) > _STEM and any(long == short + end for end in _WHERE):
        return True  # kazası, kazasında
    stems = {short, *(short[: -len(end)] for end in _LATIN if short.endswith(end))}
    if long == short + "s":
        return False  # sailors are not one sailor
    return any(
        len(stem) >= _STEM
        and long.startswith(stem)
        and long[len(stem) :].lstrip(stem[-1]) in ("", *_LATIN)
        for stem in stems
    )
