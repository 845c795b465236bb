"""Folded words of Turkish, Persian, Kurdish, German and Russian without endings, where a list knows them only
so; what an ending says stands before the word, as the prepositions of other tongues say it.

enflasyonun, حکومەتەکەی     → enflasyon, حکومەت
bankada                     → in banka
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from streamer.text import fold
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, JOINT, NATION, OFFICE, PLACE
from workers.dedupe.words.remembered import remembered

OBJECT: Final = "accusativum"
"""Stands before whom or what it is done to, where not the order of words says so."""
_ENDINGS: Final = {
    "turkish": {
        "in": "nda nde da de ta te",
        "from": "ndan nden dan den tan ten",
        "to": "na ne ya ye",
        OBJECT: "i u yi yu",
        "": "nin nun in un si su ni nu sini sunu sinin sunun ini unu inin unun",
    },
    "persian": {"": "هاي ها هايي اي ي ش اش"},
    "sorani": {"": "وه ييهوه يهوه هوه دا هكان هكاني هكه هكهي هكي ێكي يهكي يهك ێك ي ه يش"},
    "kurmanji": {"": "e a en an i ek eke eki yek ye ya yen"},
    "german": {"": "en n e s es er em"},
    "russian": {},
}
"""Tongue → what they say → endings, folded."""
_CUTS: Final = {
    tongue: tuple(
        sorted(
            ((ending, case) for case, endings in rows.items() for ending in endings.split()),
            key=lambda row: -len(row[0]),
        )
    )
    for tongue, rows in _ENDINGS.items()
}
_DEEDS: Final = """کرا کران کرد کردن کراوە کراون دەکات دەکرێت دەکرێن بووەوە کرایەوە کردەوە کردووە
    بووەتەوە دەبێتەوە"""
_VERB: Final = re.compile(f"(.{{3,}}?)({'|'.join(map(fold, _DEEDS.split()))})")
"""A Sorani verb that is written on to its noun: کۆنترۆڵکرا."""
_PLAIN: Final = str.maketrans("ڕڵ", "رل")
"""Letters that not every keyboard has."""
_SHORT: Final = 4
_WHERE: Final = ((("da", "de", "ta", "te"), "in"), (("dan", "den", "tan", "ten"), "from"))
"""Endings that say where, whatever the noun is."""
_LEAST: Final = {"persian": 3, "sorani": 3}
"""Letters that are left at least; of a tongue that is not named, 4."""


def uninflected(told: Sequence[str], tongue: str) -> list[str]:
    """Folded words without endings, where a list knows them only so."""
    if tongue not in _CUTS:
        return list(told)
    if tongue == "russian":
        return list(_oblique(told))
    found: list[str] = []
    at = 0
    if tongue in _GLUED:
        told = list(_joined(told))
    while at < len(told):
        whole = phrase_at(told, at)
        found += told[at : at + whole] if whole else _bare(told[at], tongue)
        at += whole or 1
    return found


def phrase_at(told: Sequence[str], at: int) -> int:
    """Words of the longest phrase of the other lists that begins there: they know it as it is."""
    longer = _longer(told[at])
    if not longer or at + 1 == len(told):
        return 0
    for rest in longer.get(told[at + 1], ()):
        if tuple(told[at + 1 : at + 1 + len(rest)]) == rest:
            return len(rest) + 1
    return 0


@remembered(40_000)
def _longer(word: str) -> dict[str, list[tuple[str, ...]]]:
    """Second word → what stands behind the first in phrases of the lists, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon.known(word).phrases:
        if phrase.rest:
            found.setdefault(phrase.rest[0], []).append(phrase.rest)
    return found


def _oblique(told: Sequence[str]) -> Iterator[str]:
    """Russian words, those in the accusative or dative of the singular with what says so before them, unless
    a preposition does."""
    before = ""
    for word in told:
        joined = before and any(one.kind == JOINT for one in lexicon.senses(before))
        if len(word) > _SHORT and word[-1] in "ую" and word[-2:] != "ую" and not joined:
            yield OBJECT
        yield word
        before = word


_GLUED: Final = ("persian", "sorani")


def _joined(told: Sequence[str]) -> Iterator[str]:
    """With two words as one where a list knows them only so: آتش سوزی."""
    skip = False
    for word, after in pairwise([*told, ""]):
        if skip:
            skip = False
        elif after and not lexicon.known(after).phrases and _listed(word + after):
            skip = True
            yield word + after
        else:
            yield word


def _listed(word: str) -> bool:
    """Whether a list knows the word by itself: what is done, a thing, a place, whoever."""
    return any(one.kind in _NOUNS for one in lexicon.senses(word))


@lru_cache(maxsize=4_000)
def _bare(word: str, tongue: str) -> tuple[str, ...]:
    if lexicon.known(word).phrases or word.isdigit():
        return (word,)
    if tongue == "sorani" and (half := _VERB.fullmatch(word)) is not None:
        return (*_bare(half[1], tongue), half[2])
    known = next(_cut(word, tongue), None)
    if known is None and tongue == "turkish" and len(word) > _SHORT + 1:
        ends, case = next((row for row in _WHERE if word.endswith(row[0])), ((), ""))
        if not case:
            return (word,)
        short = word[: -len(next(end for end in ends if word.endswith(end)))]
        return (case, short if len(short) >= _SHORT and short[-1] != "n" else word)
    if known is None and tongue == "sorani":
        word = word.replace("وو", "و").translate(_PLAIN)
    return known or (word,)


def _cut(word: str, tongue: str) -> Iterator[tuple[str, ...]]:
    least = _LEAST.get(tongue, 4)
    for ending, case in _CUTS[tongue]:
        short = word[: -len(ending)]
        if len(short) >= least and word.endswith(ending) and _a_noun(short):
            yield (case, short) if case else (short,)


def _a_noun(word: str) -> bool:
    sense = next(lexicon.senses(word), None)
    return sense is not None and sense.kind in _NOUNS


_NOUNS: Final = (CONCEPT, OFFICE, PLACE, NATION)
