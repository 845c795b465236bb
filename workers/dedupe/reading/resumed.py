"""Whom it is done to, put first in Arabic and resumed behind the verb, back where most titles have him.

شاب يطعنه والده بسكين             → والده يطعن شاب بسكين
الطريق إلى عطبرة تقطعه سيول جارفة  → سيول جارفة تقطع الطريق إلى عطبرة

Only where nothing is done before that verb: in اعتقال رجل يطارده الأمن it says which man.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from workers.dedupe.words.concepts import VERBS
from workers.dedupe.words.kinds import CONCEPT, JOINT, SAYS
from workers.dedupe.words.lexicon import known, senses, stands
from workers.dedupe.words.lists import FREQUENCY

_RESUMED: Final = re.compile(r"([يت]\w{2,}?)(?:هما|ها|هم|ه)")
_OF_FIVE: Final = re.compile("ي(?!ت).ت..|يست...|ين...")
"""Forms of a verb that no noun has: يقتلع, يستنزف."""
_HOLDS: Final = frozenset(
    [
        "يستضيف", "تستضيف", "يحتضن", "تحتضن", "ينظم", "تنظم", "يقيم", "تقيم", "يجري", "تجري", "يرعي", "ترعي",
    ]
)  # fmt: skip
_EVENTS: Final = frozenset(
    CONCEPT + name
    for name in ("discuss", "negotiate_", "meet", "protest", "talk_", "summit_", "drill_")
)
_OF_FOUR: Final = 4
_LONGEST: Final = 3
"""Words of who does it."""


def resumed(words: list[str]) -> list[str]:
    """The folded words of a piece of a title, in the order of most."""
    for at in range(1, len(words) - 1):
        word = words[at]
        if word[0] in "يت" and word[-1] in "هما" and (found := _RESUMED.fullmatch(word)):
            verb = found[1]
            if not (_acts(verb) or _looks_so(verb)):
                continue
            if any(_acts(before) and not _held(before, verb) for before in words[:at]):
                continue
            if _units(word) - _units(verb):
                continue  # يتوجه is not يتوج
            if stands(words, at + 1, JOINT) or _with_preposition(words[at + 1]):
                continue  # حليفتها تتهمها بتعطيل الموازنة: she who stands first does it
            end = _who(words, at + 1)
            return [*words[at + 1 : end], verb, *words[:at], *words[end:]]
    return words


def _held(what: str, verb: str) -> bool:
    """Whether it is what somebody holds, as the verb says: جولة مباحثات تستضيفها السعودية."""
    return verb in _HOLDS and not _units(what).isdisjoint(_EVENTS)


def _looks_so(word: str) -> bool:
    """Whether it may be a verb that no list has: يطعن."""
    if word[0] != "ي" or word[-1] == "ي" or len(word) < _OF_FOUR:
        return False  # يدوية
    if word not in FREQUENCY and not _OF_FIVE.fullmatch(word):
        return False
    return not _units(word)


def _units(word: str) -> set[str]:
    return {sense.unit for sense in senses(word)}


def _who(words: Sequence[str], at: int) -> int:
    """Where who does it ends: before a preposition."""
    end = at + 1
    while end < min(len(words), at + _LONGEST) and not (
        stands(words, end, JOINT) or _with_preposition(words[end])
    ):
        end += 1
    return end


def _with_preposition(word: str) -> bool:
    """Whether a ب or ل is written to it that is no letter of its own: بولاية."""
    if word[0] == "ب" and FREQUENCY.get(word[1:], 0) > FREQUENCY.get(word, 0):
        return True
    return word[0] in "بل" and known(word).clitic in ("ب", "ل")


def _acts(word: str) -> bool:
    """Whether it is a verb of the lists, or its noun."""
    return any(sense.unit in VERBS or sense.kind == SAYS for sense in senses(word))
