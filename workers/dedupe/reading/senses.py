"""The parts of a title, as the lists know its words.

    folded words ─► what says nothing out ─► the longest phrase of a list first, else the word by itself
                 ─► a word of two meanings by what stands beside it (context) ─► parts with its preposition

What a word makes is remembered (_way).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from streamer.text import fold
from workers.dedupe.reading.ali import ALI, is_ali
from workers.dedupe.reading.context import AMBIGUOUS, in_context
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.saying_nothing import BY_WHOM, MAYBE_NOTHING, says_nothing
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import (
    CONCEPT,
    DUAL,
    FILLER,
    JOINT,
    NUMBER,
    PLACE,
    SAYS,
    SOFT,
    TAG,
    TIMES,
    VALUE,
    WORD,
    Sense,
)
from workers.dedupe.words.phrases import Phrase
from workers.dedupe.words.remembered import remembered

_DIGITS: Final = "0123456789"
_NUMERAL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ROADBLOCK: Final = CONCEPT + "roadblock_"
_IN: Final = {
    **dict.fromkeys(("في", "in", "at", "dans", "à", "en", "در"), "في"),
    **dict.fromkeys(("لصالح", "لحساب"), "ل"),
    "علي حساب": "علي",
}
_TIMED: Final = {
    fold(word): CONCEPT + concept
    for concept, words in {
        "before": (
            "قبل", "قبيل", "before", "ahead of", "avant", "önce", "vor", "antes", "پیش از", "پێش", "berî",
        ),
        "after": (
            "بعد", "عقب", "after", "following", "après", "sonra", "nach", "tras", "después", "پس از", "پاش",
            "دوای", "piştî",
        ),
    }.items()
    for word in words
}  # fmt: skip
"""Before and after are concepts as well as prepositions: they exclude each other."""


class _Way(NamedTuple):
    """How to go on at one word. Remembered, for the words of news repeat; bounded, so that no publisher can
    fill the memory with words of its own making."""

    longer: Mapping[str, Sequence[Phrase]]
    """Second word → the phrases that begin with both, the longest first."""
    part: Part | None
    """What it is by itself: None where that is nothing, or a preposition."""
    stands: str | None
    """The joint of the part; None: as it happens."""
    clitic: str
    """The preposition that is written with it, or ""."""
    joint: str
    """The preposition that it is, or ""."""


_NONE_LONGER: Final[Mapping[str, Sequence[Phrase]]] = {}


@remembered(40_000)
def _way(word: str) -> _Way:
    phrases, stem, clitic = lexicon.known(word)
    before = ""
    if "ب" in clitic:
        before = "في"
    elif clitic.endswith("ل") and not clitic.endswith("ال"):
        before = "ل"
    elif clitic in ("ك", "كال", "وك"):
        before = "ك"
    if not phrases:
        plain = _plain(word, stem)
        return _Way(_NONE_LONGER, plain, plain.joint or None, before, "")
    sense = next((phrase.sense for phrase in phrases if not phrase.rest), None)
    part = _plain(word, stem) if sense is None else _sensed(sense, word, "", 0, 1)
    stands = part.joint or None if part is not None else None
    if part is not None and sense is not None:
        stands = "" if sense.kind == SAYS else part.joint or None
    return _Way(
        longer=_by_second(phrases),
        part=part,
        stands=stands,
        clitic=before,
        joint=sense.unit if sense is not None and sense.kind == JOINT else "",
    )


def _by_second(phrases: Sequence[Phrase]) -> Mapping[str, Sequence[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        if phrase.rest:
            found.setdefault(phrase.rest[0], []).append(phrase)
    return found or _NONE_LONGER


def parts_of(words: Sequence[str], breaks: frozenset[int], *, dotted: bool) -> list[Part]:
    """What folded words tell, in order, before numbers are counted. `dotted`: whether the title writes علي,
    which is a name, or على without the care of most."""
    parts: list[Part] = []
    at, joint = 0, ""
    while at < len(words):
        word = words[at]
        if word in MAYBE_NOTHING and says_nothing(words, at, parts[-1] if parts else None):
            if word in BY_WHOM:
                joint = "من قبل"
            at += 1
            continue
        longer, part, stands, clitic, preposition = _way(word)
        size = 1
        behind = words[at + 1] if longer and at + 1 < len(words) else ""
        if behind[:2] == "لل" and longer:  # ناقلة للنفط
            behind = _whose(behind, longer)
        for phrase in longer.get(behind, ()):
            end = at + 1 + len(phrase.rest)
            if (behind, *words[at + 2 : end]) == phrase.rest and not (
                phrase.sense.unit == _ROADBLOCK and _which_road(words, end)
            ):
                size, sense = end - at, phrase.sense
                inside = "في" if sense.kind == PLACE and word == "في" else ""  # في جنين
                part = _sensed(sense, word, clitic or joint or inside, at, size)
                preposition = sense.unit if sense.kind == JOINT else ""
                break
        else:
            if part is not None:
                unit, kind, _, _, _, counts = part
                if stands is None:
                    stands = clitic or joint
                part = Part(unit, kind, stands, at, 1, counts)
                if unit in AMBIGUOUS:
                    part = in_context(part, words, breaks)
        if preposition == ALI and dotted and size == 1 and is_ali(words, at, breaks, parts):
            parts.append(Part(ALI, WORD, "", at, 1))
            joint = ""
        elif preposition:
            joint = _IN.get(preposition, preposition)
            if preposition in _TIMED:
                parts.append(Part(_TIMED[preposition], SOFT, "", at, 1))
        elif part is not None:
            parts.append(part)
            joint = ""
        at += size
    return parts


def _which_road(words: Sequence[str], end: int) -> bool:
    """Whether the road that is cut is a kind of its own: تقطع الطريق السيار."""
    return end < len(words) and words[end] in _way(words[end - 1]).longer


def _whose(word: str, longer: Mapping[str, Sequence[Phrase]]) -> str:
    """A word behind لل as a phrase of things has it: ناقلة للنفط is ناقلة نفط; not so an office."""
    for noun in (word[2:], "ال" + word[2:]):
        if all(phrase.sense.kind == CONCEPT for phrase in longer.get(noun, ())) and noun in longer:
            return noun
    return word


def _plain(word: str, stem: str) -> Part:
    if word[0] in _DIGITS and _NUMERAL.fullmatch(word):
        return Part(NUMBER + word, VALUE, "", 0, 1)
    if word[0] == "و" and _NUMERAL.fullmatch(word[1:]):  # ثلاثة ملايين و300 ألف
        return Part(NUMBER + word[1:], VALUE, "و", 0, 1)
    return Part(stem, WORD, "", 0, 1)


def _sensed(sense: Sense, word: str, joint: str, at: int, size: int) -> Part | None:
    kind = sense.kind
    if kind in (FILLER, TAG, JOINT):
        return None
    if kind == SAYS:
        return Part(sense.unit, SOFT, "", at, size)
    if kind in (VALUE, TIMES):
        return Part(f"{NUMBER}{sense.value:g}", kind, "و" if word[0] == "و" else joint, at, size)
    if kind == DUAL:
        return Part(f"{NUMBER}2", DUAL, joint, at, size, sense.counted)
    if kind == WORD:
        return Part(
            lexicon.known(word).stem if size == 1 else sense.unit,
            WORD,
            joint,
            at,
            size,
            sense.counted,
        )
    return Part(sense.unit, kind, joint, at, size, sense.counted)
