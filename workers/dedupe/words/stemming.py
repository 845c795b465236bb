"""A word without what grammar alone adds to it, as the table of frequencies tells what is used.

    بالمستشفى ─► stem: which cut leaves a word that is used? ─► المستشفى
    a unit ─► kin: what it shares with its relatives

Pure and the same on every machine: verdicts rest on it.
"""

from __future__ import annotations

from sys import intern
from typing import Final

from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.remembered import remembered

_ARTICLES: Final = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_SINGLE: Final = ("و", "ف", "ب", "ك", "ل")
_NOUN: Final = 4
"""Letters of a noun that may have a small word before it and a pronoun behind it."""
_FAR_MORE: Final = 3
_KIN_ENDINGS: Final = ("يات", "تين", "ات", "ون", "ين", "ان", "يه", "ها", "هم", "ه", "ي", "ا")


def stem(word: str) -> str:
    """A word that no list has, without its clitics, so that بالمستشفى is المستشفى: cut only where what is
    left is used more than the whole. Plurals and genders stay what they are."""
    if not arabic(word) or len(word) < 4:
        return word
    count = FREQUENCY.get
    whole = count(word, 0)
    if (
        len(word) >= 5
        and word[0] == "س"
        and word[1] in "يتن"
        and (count("ي" + word[2:], 0) or (not whole and count(word[1:], 0)))
    ):
        return stem(word[1:])  # سيتدخل: headlines tell the future in the present as well
    base = word
    for article in _ARTICLES if word.startswith(_ARTICLES) else ():
        rest = word[len(article) :]
        if word.startswith(article) and len(rest) >= 3:
            used = count(rest, 0) + (count("ال" + rest, 0) if article != "ال" else 0)
            if used >= (max(1, whole * 0.05) if len(rest) == 3 else 1) or (
                not whole and len(rest) > 3
            ):
                base = rest
                break
    else:
        for letter in _SINGLE:
            rest = word[1:]
            if (
                word[0] == letter
                and len(rest) >= 3
                and (count(rest, 0) >= 3 * whole + 1 or (not whole and _owned(rest, word)))
            ):
                base = stem(rest)
                break
        else:
            if not whole and word.startswith("با") and len(word) >= 7:
                base = word[1:]  # باختناق: a noun of action that the table does not have
    return _ending(base, count(base, 0))


def _owned(rest: str, word: str) -> bool:
    """Whether what is left is a noun with a pronoun, used far more than the whole with one: لمؤشراتها."""
    for pronoun in ("ها", "هم"):
        if word.endswith(pronoun) and len(rest) - len(pronoun) >= _NOUN:
            noun, other = rest[: -len(pronoun)], word[: -len(pronoun)]
            return FREQUENCY.get(noun, 0) > _FAR_MORE * FREQUENCY.get(other, 0) + _FAR_MORE
    return False


def _ending(base: str, whole: int) -> str:
    """One form for what grammar alone tells apart: case, and the person of a verb."""
    count = FREQUENCY.get
    if len(base) >= 5 and base.endswith("ون") and count(base[:-2] + "ين", 0):
        return base[:-2] + "ين"
    if base[-1] in "هام":
        for pronoun in ("تها", "تهم", "ته"):
            if base.endswith(pronoun) and count(base[: -len(pronoun)] + "ه", 0) > whole:
                return base[: -len(pronoun)] + "ه"
        for pronoun in ("ها", "هم"):
            if base.endswith(pronoun) and count(base[:-2], 0) > whole and len(base) >= 5:
                return base[:-2]
    if not whole and len(base) >= 6 and base[-1] == "ا" and base[-2] not in "يوت":
        return base[:-1]  # اختناقا: a case ending
    if base.endswith("ات") and len(base) >= 5 and count("ال" + base, 0):
        return base  # مشروعات: of a plural no letter is the ending of a verb
    if base[-1] in "تا":
        short = base[:-1]
        if len(short) >= 3 + (base[-1] == "ا") and count(short, 0) * 3 > whole:
            return short
    if base[0] == "ت" and len(base) >= 4 and count("ي" + base[1:], 0) * 5 > whole:
        return "ي" + base[1:]
    if base[0] == "ت" and len(base) == 4 and not whole:
        return "ي" + base[1:]  # تطرد: the form of a verb
    return base


@remembered(40_000)
def kin(unit: str) -> str:
    """What a unit shares with its relatives: for finding reports of one story, never for a repeat."""
    if unit[0] in "@=+^~#%" or len(unit) < 5:
        return unit
    if not arabic(unit):
        for ending in ("ing", "ed", "es", "s", "ler", "lar"):
            if unit.endswith(ending) and len(unit) - len(ending) >= 4:
                return intern(unit[: -len(ending)])
        return unit
    for ending in _KIN_ENDINGS:
        if unit.endswith(ending) and len(unit) - len(ending) >= 3:
            return intern(unit[: -len(ending)])
    return unit


def arabic(word: str) -> bool:
    """Whether a word is of Arabic letters, by its first one."""
    return "\u0620" <= word[:1] <= "\u06ff"
