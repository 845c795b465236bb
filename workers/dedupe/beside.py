"""What a title is to one report: what compare.py says of the two, and where and when they were told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from streamer import text
from workers.dedupe.comparing.compare import Relation, compare
from workers.dedupe.comparing.differences import differences
from workers.dedupe.comparing.elsewhere import elsewhere
from workers.dedupe.finding.kept import Report
from workers.dedupe.finding.look import Look
from workers.dedupe.reading.asking import asks
from workers.dedupe.reading.latin_words import participles
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading, read
from workers.dedupe.reading.vowel_signs import other_vowels, signed
from workers.dedupe.words.kinds import DAY, NUMBER
from workers.dedupe.words.likeness import quick

ALIKE: Final = 0.5
"""Likeness from which on what tells two titles apart keeps one out of the other's story; and from which on
they may tell the same: of thousands of repeats none is less alike."""
_OWN: Final = 3
"""Units that a title has and a report has not, from which on it is no repeat, unless it belongs to the story:
of 7,300 labelled repeats 173 have as many; of 822 among real headlines none was lost by it."""
OF_TWINS: Final = ("number", "weekday", "date", "ordinal", "month")
"""What tells two titles apart that are otherwise alike; in quite other words it is one more fact."""
_OF_A_TWIN: Final = "number"
"""What excludes a report only where it is all that tells two titles apart."""
_TWINS: Final = 0.7
"""Likeness from which on two titles are one but for what tells them apart."""
OF_WORDS: Final = ("word", "roles")
"""What says little where the words around it are others too."""
_ADDED: Final = 2
"""Parts that a title adds where they are not."""
_SIGNS: Final = re.compile(r"[$€£¥₺₹]|(?<![^\s(«\"])[-−+](?=\d)")
"""Of a currency, and of a number."""
_A_DAY: Final = timedelta(hours=20)
"""From which on the today of a title is another one."""


def same_words(looked: Look, report: Report) -> bool:
    """Whether it was told in these words. An accent may be all that tells two apart (tue, tué)."""
    if participles(report.title) != looked.reading.done or _other_signs(looked.title, report.title):
        return False
    if looked.reading.asks != asks(report.title):
        return False
    if looked.reading.signed and other_vowels(looked.reading.signed, signed(report.title)):
        return False
    return text.fold(report.title) == looked.fold


def _other_signs(one: str, other: str) -> bool:
    """Whether both have signs that a fold takes away, and not the same: $5m, €5m; +3%, -3%."""
    signs = [[sign.replace("−", "-") for sign in _SIGNS.findall(title)] for title in (one, other)]
    return signs[0] != signs[1] and all(signs)


def adds_little(looked: Look, report: Report) -> bool:
    """Whether it may tell the same as the report, by how many units of its own it has."""
    weights = looked.own.weights
    return len(weights) - sum([unit in weights for unit in report.kin]) < _OWN


def relation_to(looked: Look, like: float, report: Report, now: datetime) -> Relation:
    """What the title is to the report, which it is like by `like`: cheaply seen first."""
    reading = looked.reading
    # That it is of another place is seen without reading it, where numbers say nothing before.
    away = "" if like < ALIKE and reading.counts else elsewhere(looked.kin, report.kin)
    if away:
        return Relation("other", away)
    relation = compare(reading, read(report.title))
    if relation.kind == "same" and _other_signs(looked.title, report.title):
        return Relation("other", "sign: what stands before a number is another")
    if relation.kind == "same" and of_another_day(looked.title, report, now):
        return Relation("other", "day: told of another day")
    if relation.kind == "other" and like < ALIKE and relation.why.startswith(OF_TWINS):
        return Relation("more", relation.why, told_besides(reading, read(report.title)))
    return relation


def told_besides(later: Reading, earlier: Reading) -> tuple[Part, ...]:
    """What is new in a title that something tells apart; another number of the same is, too."""
    numbers = (one for one in later.content if one.kind == NUMBER and one.unit not in earlier.told)
    return tuple(sorted({*differences(later, earlier)[0], *numbers}, key=lambda part: part.at))


def of_another_day(title: str, report: Report, now: datetime) -> bool:
    """Whether both say «today», and it is not the same day any more."""
    return (
        now - report.at >= _A_DAY and DAY in read(title).kinds and DAY in read(report.title).kinds
    )


def excludes(looked: Look, report: Report, relation: Relation) -> bool:
    """Whether what tells a title apart from a report makes it another event. Another number does so in what
    is otherwise one title, another word where little else is added: two that tell much in other words are
    mostly of one event, of which they tell other things."""
    if relation.why.startswith(_OF_A_TWIN):
        return quick(looked.own, report.kin, report.heft) >= _TWINS
    few = relation.all_told or len(relation.adds) <= _ADDED
    return few or not relation.why.startswith(OF_WORDS)
