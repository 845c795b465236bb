"""The result of a match, in figures or words, as one word: 3-1, بثلاثة أهداف لهدف and «۳ بر ۱» are 3to1.

Who won is told by the verb, so the higher number stands first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_FIGURES: Final = re.compile(r"(?<![\d/.\-–])(\d{1,2})\s?[-–]\s?(\d{1,2}|صفر)(?![\d/.\-–])")
_SLASH: Final = re.compile(
    r"(?<![\d/.\-–])(?<!في )(?<!يوم )(?<!طريق )(?<!دورة )(?<!أحداث )(?<!مباراة )(?<!انتخابات )(\d)/(\d)"
    r"(?=$|[.,،؛:!؟)»\"]| [-–|]| و\w| في | ضمن | ب\w| أمام | على )"
)
"""3/1; but 1/3 of it and the quarter-final are fractions, and 5/6 may be a day."""
_MATCH: Final = re.compile(
    r"فوز|فاز|هزم|تغلب|تعادل|خسار|خسر|يكتسح|يسحق|سقوط|يسقط|شکست|مساو|برد"
    r"|\b(?:win|wins|won|beat|beats|defeat\w*|draw|drew|lose|loses|lost|"
    r"sees? off|saw off|thrash\w*|edges?|edged|rout\w*|crush\w*|down|downs|impose\w*|stun\w*|bat"
    r"|battu|victoire|s'impose\w*|victoria|triunfo|Sieg|yen\w+|mağlup|gana|vence"
    r"|pierde|besieg\w+|gewinn\w+|gewann|schlägt|schlug|verlier\w+|berabere|galip|gan[óa]\w*|venc\w+|derrot\w+"
    r"|empat\w+|bat(?:e|te|tono|ió|eu)|vinc\w+|goleia\w*|perd\w+|обыграл\w*|победил\w*|проиграл\w*)\b",
    re.IGNORECASE,
)
_GOALS: Final = {
    "هدف": 1, "هدفا": 1, "هدفين": 2, "هدفان": 2, "ثناييه": 2, "ثلاثيه": 3, "رباعيه": 4, "خماسيه": 5,
    "سداسيه": 6, "سباعيه": 7,
}  # fmt: skip
_NUMBERS: Final = {
    "واحد": 1, "ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10,
}  # fmt: skip
_BY_SO_MANY: Final = {
    "بثناييه": ("بهدفين",),
    "بثلاثيه": ("بثلاثه", "اهداف"),
    "برباعيه": ("باربعه", "اهداف"),
    "بخماسيه": ("بخمسه", "اهداف"),
    "بسداسيه": ("بسته", "اهداف"),
    "بسباعيه": ("بسبعه", "اهداف"),
}
"""Goals of one side alone, as others write them."""
_BY: Final = _BY_SO_MANY.keys()
_CLEAN: Final = frozenset(["نظيف", "نظيفه", "نظيفين", "نظيفا"])
_WITHOUT: Final = frozenset(["دون", "بدون", "بلا"])
_ANSWER: Final = frozenset(["رد", "مقابل", "اجابه"])
_AGAINST: Final = "مقابل"
_ON: Final = "بر"
_PLURAL: Final = "اهداف"
_NIL: Final = "صفر"
_AS_MANY: Final = frozenset(["لمثله", "لمثلها", "لمثلهما"])
_COLON: Final = re.compile(r"(?<![\d:.,])(\d{1,2}):(\d)(?![\d:.,])")
"""As Germans write it; of no hour, which has two figures."""
_APART: Final = re.compile(
    r"(?<![\d.,])(\d{1,2}) (?:à|a|to|zu) (\d{1,2})(?![\d.,%]| \w*(?:ans|años|heures|euros))"
)
"""3 à 1"""
_TEAM: Final = r"[A-ZÀ-ŞİĞ][\w.]*(?: [A-ZÀ-ŞİĞ]\w*)?"
_ALONE: Final = re.compile(
    rf"^(?:[^:|]{{3,30}}[:|] )?(?P<one>{_TEAM}) (?P<his>\d{{1,2}})\s?[-–]\s?(?P<its>\d{{1,2}})"
    rf" (?P<other>{_TEAM})(?: \([^)]*\))?$"
)
"""Two who played, with the result between them and nothing else."""


def figures(title: str) -> str:
    """The title with the result of a match in figures as one word."""
    if (found := _ALONE.match(title)) is not None:
        return _won(found)
    title = _COLON.sub(_one_word, title)
    if not _MATCH.search(title):
        return title
    return _SLASH.sub(_one_word, _FIGURES.sub(_one_word, title), count=1)


def figures_apart(title: str) -> str:
    """The title with a result whose figures a small word parts as one word: 3 à 1."""
    return _APART.sub(_one_word, title) if _APART.search(title) and _MATCH.search(title) else title


def _won(found: re.Match[str]) -> str:
    """Galatasaray 3-1 Trabzonspor, in words."""
    one, other, his, its = found["one"], found["other"], int(found["his"]), int(found["its"])
    if his == its:
        return f"{one} draws {_result(his, its)} with {other}"
    first, last = (one, other) if his > its else (other, one)
    return f"{first} beats {last} {_result(his, its)}"


def _one_word(found: re.Match[str]) -> str:
    return f" {_result(int(found[1]), 0 if found[2] == _NIL else int(found[2]))} "


def _result(one: int, other: int) -> str:
    return f"{max(one, other)}to{min(one, other)}"


_DRAW: Final = re.compile("تعادل")
_GOALLESS: Final = frozenset(["سلبي", "سلبيا", "السلبي", "سلبا"])
_NO: Final = frozenset(["دون", "بدون", "بلا"])


def _goalless(words: Sequence[str]) -> Sequence[str]:
    """With a draw without goals as its result: تعادل سلبي, يتعادلان بدون أهداف."""
    if not any(map(_DRAW.search, words)):
        return words
    found: list[str] = []
    for word in words:
        if word in _GOALLESS:
            found.append("0to0")
        elif word == _PLURAL and found and found[-1] in _NO:
            found[-1] = "0to0"
        else:
            found.append(word)
    return found


_PAIR: Final = ("ثناييه", "بثناييه", "وثناييه")
_SCORES: Final = re.compile("فوز|يفوز|يسجل|سجل|يقود|تقود|تمنح|مرمي|شباك|مباراه")


def _pair(words: Sequence[str]) -> Sequence[str]:
    """With two goals of one man as such: ثنائية ميسي تمنح الفوز; but ثنائية نظيفة is a result."""
    if set(_PAIR).isdisjoint(words) or not any(map(_SCORES.search, words)):
        return words
    return [
        "هدفين"
        if word in _PAIR
        and not _CLEAN.intersection(words[at + 1 : at + 2])
        and _answered(words, at + 1) is None
        else word
        for at, word in enumerate(words)
    ]


def in_words(words: Sequence[str]) -> Sequence[str]:
    """Folded words, with a result told in words as one."""
    words = _pair(_goalless(words))
    for at in range(len(words)):
        first = _scored(words, at)
        if first is None:
            continue
        goals, end = first
        level = words[end : end + 1]
        second = (goals, end + 1) if _AS_MANY.intersection(level) else _answered(words, end)
        if second is not None:
            return [*words[:at], _result(goals, second[0]), *words[second[1] :]]
    if _BY.isdisjoint(words):
        return words
    return [one for word in words for one in _BY_SO_MANY.get(word, (word,))]


def _scored(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """How many goals the words at `at` tell, and where they end."""
    word = words[at]
    if word.isdigit():
        if words[at + 1 : at + 2] == [_PLURAL]:
            return int(word), at + 2
        return (int(word), at + 1) if words[at + 1 : at + 2] == [_ON] else None
    bare = word[1:] if word[0] in "بل" else word
    if bare in _GOALS:
        return _GOALS[bare], at + 1
    if bare in _NUMBERS and words[at + 1 : at + 2] == [_PLURAL]:
        return _NUMBERS[bare], at + 2
    return None


def _answered(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """How many goals the other side scored, where the words at `at` say so, and where they end."""
    word = words[at] if at < len(words) else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _CLEAN:
        return 0, at + 1
    if word == "من" and after in _WITHOUT:
        return _answered(words, at + 1)  # من دون رد
    if word in _WITHOUT and after in _ANSWER:
        return 0, at + 2
    if word == _AGAINST and after == "لا":
        return 0, at + 3
    if word in (_AGAINST, _ON) and after:
        if after.isdigit():
            return int(after), at + 2
        return _scored(words, at + 1) or ((1, at + 2) if after == "واحد" else None)
    if word[:1] == "ل" and word[1:] in ("هدف", "هدفين", "واحد", *_NUMBERS):
        return _scored(words, at) or (_NUMBERS[word[1:]], at + 1)
    return None
