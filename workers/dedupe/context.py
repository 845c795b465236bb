"""Words that mean one thing or another, or nothing, by what stands beside them.

يقدم استقالته · يشن هجوما      a verb beside the noun of what is done says nothing
يرفض طلب تأجيل                who rejects the request to postpone rejects to postpone
نائب محافظ · نائب سابق         a deputy beside an office, else a member of parliament
طالب يطعن · طالب بالإفراج       a student beside a verb, behind a preposition, or as an object
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe import lexicon
from workers.dedupe.lexicon import CONCEPT, JOINT, MODIFIER, OFFICE, WORD
from workers.dedupe.parts import Part

_PRESENT: Final = ("ي", "ت", "")
_ASKED: Final = frozenset(["طلب", "طلبا", "request"])
_ANSWERS: Final = (CONCEPT + "reject", CONCEPT + "approve")
MAYBE_NOTHING: Final = lexicon.LIGHT | _ASKED
_DEMAND: Final = CONCEPT + "demand"
_DEPUTY: Final = MODIFIER + "نايب"
AMBIGUOUS: Final = frozenset([_DEMAND, _DEPUTY])


def says_nothing(words: Sequence[str], at: int, before: Part | None) -> bool:
    """Whether one of MAYBE_NOTHING says nothing here."""
    if words[at] in lexicon.LIGHT:
        return _is_deed(words, at + 1)
    answers = before is not None and before.unit in _ANSWERS
    return answers and at + 1 < len(words) and not words[at + 1].startswith("ال")


def _is_deed(words: Sequence[str], at: int) -> bool:
    """Whether the noun of an action stands there, or of what is held."""
    if at >= len(words) or words[at][0] in _PRESENT:
        return False
    if words[at] in lexicon.EVENTS:
        return True
    return any(
        not phrase.rest
        and (phrase.sense.unit in lexicon.VERBS or phrase.sense.unit in lexicon.HAPPENS)
        for phrase in lexicon.known(words[at]).phrases
    )


def in_context(part: Part, words: Sequence[str]) -> Part:
    """What a part with a unit of AMBIGUOUS is here."""
    if part.unit == _DEPUTY:
        return (
            part if _is(words, part.end, OFFICE) else part._replace(unit=OFFICE + "mp", kind=OFFICE)
        )
    word = words[part.at]
    if not word.endswith(("طالب", "طالبا")):
        return part
    after = words[part.end] if part.end < len(words) else ""
    joint = part.at > 0 and _is(words, part.at - 1, JOINT)
    if word == "طالب" and not joint and after[:1] not in _PRESENT:
        return part
    return part._replace(unit=lexicon.known(word).stem, kind=WORD)


def _is(words: Sequence[str], at: int, kind: str) -> bool:
    return at < len(words) and any(
        phrase.sense.kind == kind for phrase in lexicon.known(words[at]).phrases
    )
