"""A title as the judge reads it: what it tells, part by part, without what says nothing.

    title ─► segments (| : - … brackets) ─► tags and names of sources out ─► folded words
          ─► senses: the longest phrase of a list first ─► parts: numbers with what they count,
             who stands behind which preposition ─► Reading

The cost is one look-up a word; what a word makes is remembered (_way).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from streamer.text import fold
from workers.dedupe.reading import hearsay
from workers.dedupe.reading.amman import AMMAN, amman_beside
from workers.dedupe.reading.asking import asks
from workers.dedupe.reading.company import DEPEND, KINDS, in_company
from workers.dedupe.reading.context import AMBIGUOUS, in_context
from workers.dedupe.reading.counts import counted
from workers.dedupe.reading.denied import without_denied
from workers.dedupe.reading.origins import without_origins
from workers.dedupe.reading.parts import Count, Part
from workers.dedupe.reading.saying_nothing import BY_WHOM, MAYBE_NOTHING, says_nothing
from workers.dedupe.reading.segments import named, participles, segments
from workers.dedupe.reading.talks import states_that_talk
from workers.dedupe.reading.their_capitals import in_their_capitals
from workers.dedupe.reading.to_come import to_come
from workers.dedupe.reading.vowel_signs import signed
from workers.dedupe.words import concepts, lexicon, offices
from workers.dedupe.words.kinds import (
    CONCEPT,
    DAY,
    DUAL,
    FILLER,
    HOUR,
    JOINT,
    NUMBER,
    OFFICE,
    PLACE,
    SAYS,
    SOFT,
    TAG,
    TIMES,
    VALUE,
    WEEKDAY,
    WORD,
    Sense,
)
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.phrases import Phrase
from workers.dedupe.words.remembered import remembered
from workers.dedupe.words.tongues import tongue

_DIGITS: Final = "0123456789"
_NUMERAL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Reading(NamedTuple):
    words: tuple[str, ...]
    """Folded, without tags and sources."""
    parts: tuple[Part, ...]
    """What it tells, in order: all but fillers."""
    counts: tuple[Count, ...]
    units: tuple[str, ...]
    """Of the parts that weigh something, in order."""
    speaker: int
    """Words before a colon: who speaks, or where it happened."""
    breaks: frozenset[int]
    """The words at which something else begins, behind a colon, a bar or dots."""
    content: tuple[Part, ...]
    """Parts of which the lack in another title tells something apart; not so a weekday, or what is soft."""
    told: frozenset[str]
    kinds: frozenset[str]
    groups: dict[str, dict[int, list[Part]]]
    """Line of rivals.toml → its groups that the title has concepts of, with the parts."""
    somebody: bool
    """Whether an office or a given name is told."""
    tongue: str
    """In which it is told, as far as that is seen (tongues.py)."""
    done: frozenset[str]
    """Its words that are French participles: folded, tué is tue."""
    begins: dict[int, Part]
    """Place of a word → the first part that begins there."""
    ends: dict[int, Part]
    """The same of the place behind its last word."""
    named: frozenset[str] = frozenset()
    """Its words in Latin letters with a capital that is not only the first of the title."""
    word: str = ""
    """Whose word it gives: what was heard somewhere, or what is official (hearsay.py)."""
    signed: tuple[str, ...] = ()
    """Its words with signs of vowels, as written (vowel_signs.py)."""
    asks: bool = False
    """Whether it ends with a question mark."""
    to_come: int = 0
    """Whether it says that it is to be, or done, in a tongue that is read in another (to_come.py)."""


@lru_cache(maxsize=4_000)
def read(title: str) -> Reading:
    """What `title` tells; any text is good, nothing is raised."""
    words, speaker, breaks = segments(title)
    parts = _parts(words, breaks, dotted=_ALI in title)
    if AMMAN in title:
        parts = amman_beside(parts, words)
    told = states_that_talk(without_denied(parts, words, breaks))
    told = in_their_capitals(without_origins(told, words), words)
    alone, counts = counted(_refused(told, words), words, breaks)
    parts = [
        in_company(part, alone, at, breaks, words)
        if part[0] in DEPEND or part[1] in KINDS
        else part
        for at, part in enumerate(alone)
    ]
    told_in = tongue(title)
    units: list[str] = []
    content: list[Part] = []
    groups: dict[str, dict[int, list[Part]]] = {}
    kinds: set[str] = set()
    somebody = False
    for part in parts:  # one loop, for this is most of what judging costs
        unit, kind = part[0], part[1]
        kinds.add(kind)
        if kind != SOFT:
            units.append(unit)
            if kind not in _UNCOUNTED:
                content.append(part)
        if unit in _OPPOSED:
            for line, group in concepts.RIVALS[unit[1:]]:
                groups.setdefault(line, {}).setdefault(group, []).append(part)
        if kind == OFFICE or unit in offices.GIVEN:
            somebody = True
    return Reading(
        words=tuple(words),
        parts=tuple(parts),
        counts=counts,
        units=tuple(units),
        speaker=speaker,
        breaks=breaks,
        content=tuple(content),
        told=frozenset(units),
        kinds=frozenset(kinds),
        groups=groups,
        somebody=somebody,
        tongue=told_in,
        done=participles(title),
        begins={part.at: part for part in reversed(parts)},
        ends={part.end: part for part in reversed(parts)},
        named=named(title),
        word=hearsay.word(title),
        signed=signed(title),
        asks=asks(title),
        to_come=to_come(title, told_in),
    )


_NEVER: Final = frozenset(["لن", "لا"])
_REFUSED: Final = {CONCEPT + "approve": CONCEPT + "reject"}


def _refused(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """With a refusal where it is told by its contrary: لن نقبل is نرفض."""
    if _NEVER.isdisjoint(words):
        return parts
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        never = before is not None and words[before.at] in _NEVER and before.end == part.at
        if never and part.unit in _REFUSED:
            part = part._replace(unit=_REFUSED[part.unit])
            found.pop()
        found.append(part)
    return found


_UNCOUNTED: Final = (WEEKDAY, DAY, HOUR)
_OPPOSED: Final = frozenset(CONCEPT + name for name in concepts.RIVALS)


# ── senses ────────────────────────────────────────────────────────────────────────────────────


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


def _parts(words: Sequence[str], breaks: frozenset[int], *, dotted: bool) -> list[Part]:
    """`dotted`: whether the title writes علي, which is a name, or على without the care of most."""
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
        if preposition == _ALI and dotted and size == 1 and _is_ali(words, at, breaks, parts):
            parts.append(Part(_ALI, WORD, "", at, 1))
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


_ROADBLOCK: Final = CONCEPT + "roadblock_"


def _which_road(words: Sequence[str], end: int) -> bool:
    """Whether the road that is cut is a kind of its own: تقطع الطريق السيار."""
    return end < len(words) and words[end] in _way(words[end - 1]).longer


def _whose(word: str, longer: Mapping[str, Sequence[Phrase]]) -> str:
    """A word behind لل as a phrase of things has it: ناقلة للنفط is ناقلة نفط; not so an office."""
    for noun in (word[2:], "ال" + word[2:]):
        if all(phrase.sense.kind == CONCEPT for phrase in longer.get(noun, ())) and noun in longer:
            return noun
    return word


_ALI: Final = "علي"
"""Folded, the name is the preposition على."""


def _is_ali(words: Sequence[str], at: int, breaks: frozenset[int], parts: Sequence[Part]) -> bool:
    """Whether it is a name there: behind a given name, an office or whatever else begins one, or alone
    before a colon."""
    if not at:
        return 1 in breaks
    if at in breaks:
        return False
    before = words[at - 1]
    if before in offices.GIVEN or before in offices.CALLED or before in offices.PORTFOLIOS:
        return True
    if before in _MODIFIED and at + 1 < len(words) and words[at + 1] in offices.GIVEN:
        return True  # النائب السابق علي حسين
    return bool(parts) and parts[-1].kind == OFFICE and parts[-1].end == at


_MODIFIED: Final = folded_words(
    "السابق الأسبق الراحل الحالي المدعو المتهم المدان الشهيد القتيل الشاب المواطن الإرهابي المجرم المطلوب"
    " الشيخ السيد الطفل المعتقل القيادي الفنان الشاعر الكاتب الصحفي الإعلامي اللاعب المدرب القاضي المحامي"
)
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
