"""Numbers in words, and what they count (numbers.toml): the kinds of it, and of which a story tells more."""

from __future__ import annotations

from typing import Final

from streamer.text import fold
from workers.dedupe.words.kinds import CONCEPT, DUAL, NUMBER, TIMES, VALUE, WORD, Sense, Senses
from workers.dedupe.words.lists import toml

_LISTED: Final = toml("numbers.toml")
_KINDS: Final[dict[str, str]] = {
    fold(form): name for name, forms in _LISTED["counted"].items() for form in forms
}
TOLL: Final = frozenset(_LISTED["toll"])
"""Kinds of which another number is new facts of the same story."""
TOLLS: Final = frozenset(["حصيله", "الحصيله", "toll", "bilan"])
"""Words for such a number."""
_TWO: Final = ("تين", "تان")
"""End two of what is feminine, before a genitive without their ن."""
_NO_CONSTRUCT: Final = frozenset(["درون", "مباراة", "جثة"])
"""Nouns of which that is another word (مسيرتي, my career), or is listed by itself."""
BEFELL: Final = {
    **{
        CONCEPT + name: name
        for name in (
            "killed", "wounded", "arrest", "kidnap", "release", "drown", "jail", "executed", "death_sentence",
            "remanded_",
        )
    },
    CONCEPT + "die": "killed", CONCEPT + "perish": "killed", CONCEPT + "missing_": "missing",
    CONCEPT + "rescue": "rescued",
}  # fmt: skip
"""Concepts that say what happened to those who are counted → what they are counted as."""


def counting(form: str) -> str:
    """The kind of numbers.toml that a noun is of, or ""."""
    return _KINDS.get(fold(form), "")


def senses() -> Senses:
    for value, forms in _LISTED["words"].items():
        yield from ((form, Sense(NUMBER, VALUE, float(value))) for form in forms)
    for value, forms in _LISTED["times"].items():
        yield from ((form, Sense(NUMBER, TIMES, float(value))) for form in forms)
    for noun, forms in _LISTED["dual"].items():
        yield from ((form, Sense(NUMBER, DUAL, 2.0, noun)) for form in forms)
        for form in forms:
            if form.endswith(_TWO) and " " not in form and noun not in _NO_CONSTRUCT:
                # ناقلتي نفط, ناقلتا نفط
                yield form[:-1], Sense(NUMBER, DUAL, 2.0, noun)


def nouns() -> Senses:
    """Of what is counted: those of a toll are words, for they may be dead or hurt without a number."""
    for name, forms in _LISTED["counted"].items():
        for form in forms:
            if name in TOLL:
                yield form, Sense(fold(form), WORD, counted=name)
            else:
                yield form, Sense(CONCEPT + name, CONCEPT, counted=name)
