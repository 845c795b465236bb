"""Whether two words that no list knows are one word, written otherwise."""

from __future__ import annotations

from typing import Final

from streamer.text import stems
from workers.dedupe.forms.cases import one_case
from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.remembered import remembered

_SHORT: Final = 4
"""Letters of a word that may have another one before it."""
LONG: Final = 6
"""Letters from which on a name may be written with another letter."""
_LONGEST: Final = 9
"""Letters from which on a name may begin with تش or with ش; شينجيانغ is not تشينجيانغ."""
_LETTERS: Final = str.maketrans(
    {"غ": "ج", "ق": "ج", "ك": "ج", "گ": "ج", "ڤ": "ف", "پ": "ب", "چ": "ج"}
)
_VOWELS: Final = str.maketrans({**dict.fromkeys("اويهۆێەیوو", ""), "ط": "ت", "ص": "س", "ز": "س"})
_FOREIGN: Final = 5
"""Consonants of a word from which on two that differ in vowels alone are one: سلمان and سليمان are two."""
_NAME: Final = 5
"""Letters of a name from which on one more vowel makes no other of it; with a consonant less than that."""
_BROKEN: Final = 2
"""Letters before the alif of a broken plural."""
_GIVEN: Final = 2
"""Consonants of a given name, the rest of which is told; with four letters at least."""
_DEFINITE: Final = ("ال", "بال", "وال", "لل")
_DAD: Final = {"ض", "ظ"}
_NO_CASE: Final = frozenset(["عليا", "دنيا", "ثريا", "مزايا", "رويا"])
"""Words that end so, but in no accusative."""
_OUR: Final = "نا"
_PLURALS: Final = ("يها", "يهم", "يه", "ين", "ون")


def one_plural(one: str, other: str) -> bool:
    """Whether both are one noun that is owned or not: منتسبيها, المنتسبين; انتمائهم, الانتماء."""
    if one[0].isascii() or other[0].isascii():
        return False
    if not _plural(one).isdisjoint(_plural(other)):
        return True
    if one.endswith(_OUR) != other.endswith(_OUR) and _ours(one, other):
        return True
    owned, its = _owned(one), _owned(other)  # mostly nothing
    return bool(
        (owned and not owned.isdisjoint(stems(other))) or (its and not its.isdisjoint(stems(one)))
    )


def _ours(one: str, other: str) -> bool:
    """Whether it is ours in the words of him whose it is in the other title: سلمنا ردنا, تسلم ردها."""
    mine, its = (one, other) if one.endswith(_OUR) else (other, one)
    return len(mine) >= _SHORT and any(its == mine[:-2] + end for end in ("ه", "ها", "هم"))


@remembered(20_000)
def _owned(word: str) -> frozenset[str]:
    return frozenset(
        form[: -len(end)]
        for end in ("يهم", "يها", "هم", "ها")
        if word.endswith(end)
        for form in stems(word)
        if len(form) - len(end) >= _SHORT
    )


@remembered(20_000)
def _plural(word: str) -> frozenset[str]:
    if not word.endswith(_PLURALS):
        return frozenset()
    return frozenset(
        form[: -len(end)]
        for form in stems(word)
        for end in (("ين", "ون") if word.startswith(_DEFINITE) else _PLURALS)
        if form.endswith(end) and len(form) - len(end) > _SHORT
    )


def one_word(a: str, b: str) -> bool:
    """Whether two words in other letters than Latin are one, written otherwise or with an ending more."""
    if not (a and b) or a[0].isascii() or b[0].isascii():
        return False
    if min(len(a), len(b)) < 3:
        return _of_two_letters(a, b) or _of_two_letters(b, a)
    if _same_stem(a, b) or more_vowels(a, b) or one_case(a, b) or _to_the(a, b) or misspelt(a, b):
        return True
    if len(a) < LONG or len(b) < LONG:
        return _same_g(a, b)
    one, other = a.translate(_LETTERS), b.translate(_LETTERS)
    listed = a in FREQUENCY and b in FREQUENCY
    if (one, other) != (a, b) and not listed and more_vowels(one, other):
        return True  # لايبزيغ, لايبزج
    if "ت" in (a[0], b[0]) and min(a, b, key=len)[0] == "ش" and (a[1:] == b or b[1:] == a):
        if min(len(a), len(b)) < _LONGEST:
            return False
        return a not in FREQUENCY and b not in FREQUENCY  # تشارنفيراكول, شارنفيراكول
    if one == other:
        return not listed or any(c in "چپگڤ" for c in a + b)
    if listed or {
        a.removeprefix("ال")[0],
        b.removeprefix("ال")[0],
    } & set("مت"):
        return False  # مخالفات, مخلفات; المستقيلين, المستقلين
    return _foreign(one) == _foreign(other) and len(_foreign(one)) >= _FOREIGN


def _to_the(a: str, b: str) -> bool:
    """Whether they are one noun with its article, one behind a ل: للحج, الحج."""
    return a[:2] + b[:2] in ("للال", "اللل") and a[2:] == b[2:]


def misspelt(a: str, b: str) -> bool:
    """Whether one is no word at all, and the other but for two letters of each other's place (مخدارت,
    مخدرات) or a ظ for a ض (ظفاف, ضفاف)."""
    if len(a) != len(b) or a[0].isascii() or (a in FREQUENCY) == (b in FREQUENCY):
        return False
    apart = [at for at in range(len(a)) if a[at] != b[at]]
    if len(apart) == 1:
        return len(a) >= _SHORT and {a[apart[0]], b[apart[0]]} == _DAD
    if len(apart) != 2 or apart[1] != apart[0] + 1 or len(a.removeprefix("ال")) < LONG:
        return False
    x, y = apart
    return x > 0 and a[x] == b[y] and a[y] == b[x]


def _same_g(a: str, b: str) -> bool:
    """Whether a short foreign name is written with another letter for its g: دييغو, دييجو."""
    return (
        len(a) == len(b) == LONG - 1
        and "غ" in a + b
        and a.replace("غ", "ج") == b.replace("غ", "ج")
        and not (a in FREQUENCY and b in FREQUENCY)
    )


def _of_two_letters(word: str, longer: str) -> bool:
    """Whether `longer` is a noun of two letters with a small word before it, or a case ending: سد, سدا; سوء,
    بسوء. What takes an article itself is another word (بحر is no حر)."""
    if len(word) != 2 or "ال" + longer in FREQUENCY:
        return False
    return longer in (word + "ا", "ب" + word, "ل" + word, "ال" + word, "بال" + word, "لل" + word)


def same_letters(a: str, b: str) -> bool:
    """Whether two long words differ only in how a foreign letter is written: واغادوغو, واجادوجو."""
    return min(len(a), len(b)) >= LONG and a.translate(_LETTERS) == b.translate(_LETTERS)


def more_vowels(a: str, b: str) -> bool:
    """Whether a foreign name is written with one more long vowel: ديمبلي, ديمبيلي; شفرون, شيفرون. Not so the
    plural of a noun (درهم, دراهم), nor the noun of a verb (انفجار); another vowel may be another
    name (خاركيف)."""
    long, short = (a, b) if len(a) > len(b) else (b, a)
    if len(long) != len(short) + 1 or len(short) < _NAME or (a in FREQUENCY and b in FREQUENCY):
        return False
    if short[0] == "ا" or len(_foreign(short)) < _NAME - 1:
        return False
    at = next((at for at, char in enumerate(short) if char != long[at]), len(short))
    return (
        1 <= at < len(short)
        and long[at] in "ويا"
        and long[at + 1 :] == short[at:]
        and (long[at] != "ا" or at > _BROKEN)
    )


def one_given(a: str, b: str) -> bool:
    """Whether they are one given name before a name that both titles have: اريك, ايريك; باراك, براك."""
    if a[:1] != b[:1] or min(len(a), len(b)) < _SHORT or (a in FREQUENCY and b in FREQUENCY):
        return False
    return _foreign(a) == _foreign(b) and len(_foreign(a)) >= _GIVEN


def _foreign(word: str) -> str:
    """What is left where its vowels may be written or not: تلفزيون, تليفزيون; برلسكوني, برلوسكوني."""
    left = word.removeprefix("ال").translate(_VOWELS)
    return "".join(char for at, char in enumerate(left) if at == 0 or char != left[at - 1])


def _same_stem(a: str, b: str) -> bool:
    """One is the other behind a clitic, with a case ending, before a genitive (متظاهري الميدان), or as the
    adjective of a feminine (نووي, نووية)."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if short[1:-1] not in long:  # nearly all pairs end here
        return False
    if (
        long == short + "ا"
        and short[-1] not in "يو"
        and not (short not in FREQUENCY and long in FREQUENCY)
    ):
        return True  # قمرا
    if long == short + "ا" and short[-1] == "ي" and "ال" + short in FREQUENCY:
        return long not in _NO_CASE  # منخفضا جويا
    if len(short) < _SHORT and long in FREQUENCY:
        return False
    if long in (short + "ها", short + "هم", short + "يها", short + "يهم"):
        return len(short) >= _SHORT  # منتسبي, منتسبيها; انتماء, انتمائهم
    if long == short + "ه" and len(short) == _SHORT and short[2] == "ي" and short in FREQUENCY:
        return long in FREQUENCY  # قديم, قديمة
    if short[-1] in "يو" and long in (short + "ن", short + "ه", short[:-1] + "ين"):
        return len(short) >= _SHORT
    if not long.startswith("ال") and FREQUENCY.get(long, 0) > FREQUENCY.get(short, 0):
        return False  # بطاقة, طاقة
    forms = stems(long)
    bare = [form[:-1] for form in forms if form.endswith("ا") and len(form) > _SHORT]
    return short in forms or short in bare
