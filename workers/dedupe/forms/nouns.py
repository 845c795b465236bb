"""Whether two Arabic words are one noun, with other small words written to it.

في ريف · بريف            a preposition by itself, or written with the noun
التلاعب · لتلاعبه         definite by its article, or by whose it is
إساءة · إساءتها            whose it is, behind a feminine

What may be cut off says little in a word that is used as it stands (بطاقة, طاقة; مدرسة, مدرس), so nothing is
cut unless what is left is used far more, or the other title has the preposition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from streamer.text import stems
from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.remembered import remembered

_OWNERS: Final = ("هما", "ها", "هم", "نا")
_SHORTEST: Final = 3
_FAR_MORE: Final = 30
_FEMININE: Final = frozenset(["مكتبه", "عمله", "قوه", "مره", "جده"])
"""Nouns that end like those of somebody, with much rarer articles."""
_WITH: Final = {"ب": ("في",), "ل": ("ل", "الي"), "ك": ("ك",)}
"""A letter written before a noun → the joints that say the same."""


def one_noun(word: str, joint: str, was: str, was_joint: str) -> bool:
    """Whether folded words, each with the joint that it stands behind, are one noun."""
    if word[0].isascii() or was[0].isascii():
        return False
    if _behind(word, was, was_joint) or _behind(was, word, joint):
        return True
    return not _bases(word).isdisjoint(_bases(was))


def _behind(word: str, other: str, joint: str) -> bool:
    """Whether `word` is `other` behind the preposition that `other` stands behind as well."""
    return joint in _WITH.get(word[0], ()) and word[1:].removeprefix("ال") == other.removeprefix(
        "ال"
    )


@remembered(20_000)
def _bases(word: str) -> frozenset[str]:
    return frozenset(_cut(word))


def _cut(word: str) -> Iterator[str]:
    count = FREQUENCY.get
    for form in stems(word):
        bare = form.removeprefix("ال")
        if len(bare) < _SHORTEST:
            continue
        if form != word and bare != word and count("ال" + word, 0):
            continue  # البطاقة: its ب is its own
        if form != word and _used(bare) < count(word, 0):
            continue
        yield bare
        if bare == form:  # nothing with an article is anybody's
            yield from _owned(bare)


def _owned(bare: str) -> Iterator[str]:
    """What it is without the ending that says whose it is."""
    for owner in _OWNERS if bare.endswith(_OWNERS) else ():
        left = bare[: -len(owner)]
        if bare.endswith(owner) and len(left) >= _SHORTEST and _used(left) > _used(bare):
            yield left
        if bare.endswith("ت" + owner) and _used(left[:-1] + "ه") >= _used(bare):
            yield left[:-1] + "ه"
    left = bare[:-1]
    if not bare.endswith("ه") or len(left) < _SHORTEST or bare in _FEMININE:
        return
    if left.endswith("ت") and _used(left[:-1] + "ه") >= _used(bare):
        yield left[:-1] + "ه"
    if _used(left) > _FAR_MORE * FREQUENCY.get("ال" + bare, 0):
        yield left  # منزله, but not مدرسه


def _used(bare: str) -> int:
    return FREQUENCY.get(bare, 0) + FREQUENCY.get("ال" + bare, 0)
