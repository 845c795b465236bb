"""Whether two Arabic words tell one deed, where the same thing stands right behind both.

الجيش يسقط 30 مسيرة = إسقاط 30 مسيرة    توقف المشتبه به = توقيف المشتبه به
متجاوزا 4 آلاف = ويتجاوز 4 آلاف         شعر به سكان = يشعر به سكان
شاب خطط لهجوم = شاب لتخطيطه لهجوم

Written without vowels a present of three letters is of measure I, II or IV, and grammar alone does not tell
which noun is its own (actions.py asks the table of frequencies). But what it is done to does: one root before
one noun, and all else the same, is one deed. Measures in which somebody else does it, or it is done to
somebody else, are none of these: تسليم is not تسلم, قتال not قتل. A participle is a deed only where it hangs
on what was told before it (متجاوزا, مطالبين).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.remembered import remembered

_CLITICS: Final = ("و", "ف", "ب", "ل", "وب", "ول")
_PRESENT: Final = "يت"
_ROOT: Final = 3
_TWO: Final = frozenset(
    [
        "حضر", "درس", "علم", "ذكر", "سلم", "قدم", "رحل", "شهد", "وصل", "بلغ", "نزل", "كرم", "دعو",
        "قطع", "كسر", "رجع", "خلف", "عود", "حول", "بيع", "قول", "دون", "زور",
    ]
)  # fmt: skip
"""Roots of which two measures are news, and are done to the same things: يحضر مؤتمرا, تحضير مؤتمر."""
_TURNS: Final = frozenset(["حول"])
"""Of those, one of which the noun of action is news as well: تحول العاصفة."""
_HANGING: Final = ("ا", "ين")
"""Of a participle that says what somebody does besides."""
_FOR: Final = "بل"
_HIS: Final = ("ه", "ها", "هم", "هما")
"""Of a deed behind _FOR that somebody is charged with: بتخطيطه, لتهريبهم."""
_ENDINGS: Final = ("هما", "ها", "هم", "ون", "ين", "ان", "وا", "ت", "ه", "ا")


def one_root(one: str, other: str) -> bool:
    """Whether folded words may be forms of one verb, in measures that say the same of one thing. Of two nouns
    that grammar makes alike (سقوط, إسقاط; ثورة, ثوار) none is taken for the other."""
    if one[0].isascii() or other[0].isascii() or one == other:
        return False
    if _somebody(one) or _somebody(other):
        return False
    return (_hangs(one) or _hangs(other)) and not _roots(one).isdisjoint(_roots(other))


def _somebody(word: str) -> bool:
    """Whether it may be a participle that hangs on nothing: مطالب is not يطالب."""
    word = word.removeprefix("و")
    if len(word) == _ROOT + 2 and word[0] == "م" and word[3] == "و":
        return False  # مقطوع: what it is done to stands before it
    return word[:1] == "م" and not word.endswith(_HANGING)


def _hangs(word: str) -> bool:
    """Whether it is a verb in the present, hangs on another, or says for what somebody is held."""
    word = word.removeprefix("و")
    if len(word) <= _ROOT:
        return False
    if word[0] in _FOR and word.endswith(_HIS):
        return any(word.endswith(his) and len(word) - len(his) > _ROOT + 2 for his in _HIS)
    if word[0] == "م":
        return word.endswith(_HANGING) or (len(word) == _ROOT + 2 and word[3] == "و")
    if word.endswith("وا"):
        return True
    return word[0] == "ي" or (word[0] == "ت" and word[-2] != "ي" and not _noun(word))


def _noun(word: str) -> bool:
    """Whether what begins with ت is rather a noun: تراجع, but not تغلق."""
    return FREQUENCY.get("ال" + word, 0) > FREQUENCY.get("ي" + word[1:], 0)


@remembered(20_000)
def _roots(word: str) -> frozenset[str]:
    """What the word may be a form of: a root, or a longer stem for what is derived of it."""
    return frozenset(stem for bare in _bare(word) for stem in _stems(bare)) - _TWO


def _bare(word: str) -> Iterator[str]:
    forms = {word}
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= _ROOT:
            forms.add(word[len(clitic) :])
    for form in sorted(forms):
        yield form
        for ending in _ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= _ROOT:
                yield form[: -len(ending)]


def _stems(form: str) -> Iterator[str]:
    first, size = form[0], len(form)
    if size == _ROOT:  # رفع, شعر, قال
        yield _weak(form)
    if size == 4 and first in _PRESENT:  # يرفع, يقيل
        yield _weak(form[1:])
    if size == 4 and first == "ا":  # أصدر, أقال
        yield _weak(form[1:])
    if size == 5 and first == "م" and form[3] == "و":  # مقطوع
        yield form[1:3] + form[4]
    if size == 5 and first == "ت" and form[3] == "ي":  # توقيف
        yield form[1:3] + form[4]
    if size == 5 and first == "ا" and form[3] == "ا":  # إسقاط
        yield form[1:3] + form[4]
    if size == 6 and form.startswith("ان") and form[4] == "ا":  # انجراف
        yield _weak(form[2:4] + form[5])
    if size == 5 and first == "ا" and form[2] == "ا" and form[4] == "ه":  # إقالة
        yield form[1] + "و" + form[3]
    yield from _derived(form)


def _weak(root: str) -> str:
    """A hollow root is written with any of three letters: يعيد, يعود, عاد."""
    return root[0] + "و" + root[2] if root[1] in "اوي" else root


def _derived(form: str) -> Iterator[str]:
    """The stem of a measure of more than three letters, the same for verb, noun and participle: تجاوز of
    يتجاوز and متجاوز, رتبط of يرتبط, مرتبط and ارتباط."""
    size = len(form)
    if size >= 5 and form[0] in "يتم":
        yield "+" + form[1:]
    if size >= 6 and form[0] == "ا" and form[-2] == "ا":  # ارتباط, انقطاع, استقبال
        yield "+" + form[1:-2] + form[-1]
    if size >= 5 and form[0] == "ا":
        yield "+" + form[1:]
    if size >= 5 and form[0] == "ت":
        yield "+" + form
    if size == 4 and form[0] == "ت" and form[1:] not in _TWO - _TURNS and _noun(form):
        yield "+" + form  # تحول of يتحول


def participle(word: str) -> bool:
    """Whether it has the form of one, by itself or behind a و."""
    return len(word) > _ROOT + 1 and word.removeprefix("و")[0] == "م"
