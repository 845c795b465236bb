"""What only the words as written tell of two parts: forms of one word, or two words written as one.

تجمد · تجميد                   an action and its noun
نهر الفرات · الفرات             its sort written before the name
UN Security Council · UN       the short for a body
عبدالله · عبد الله               one word or two
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems
from workers.dedupe.forms.actions import one_action
from workers.dedupe.forms.endings import one_ending
from workers.dedupe.forms.nouns import one_noun
from workers.dedupe.forms.romanized import one_name
from workers.dedupe.forms.spellings import LONG, misspelt, more_vowels, one_plural, same_letters
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers
from workers.dedupe.words.irregular import one_verb
from workers.dedupe.words.kinds import CONCEPT, OFFICE, PLACE, WORD
from workers.dedupe.words.likeness import share_letters

_EXECUTED: Final = CONCEPT + "executed"
_DEATHS: Final = {_EXECUTED, CONCEPT + "death_sentence"}
"""What is ruled, and that it was carried out."""
_ENGLISH: Final = ("english", "")
_MAIN: Final = {OFFICE + "president", "رييسي"}
_SAID: Final = (WORD, CONCEPT)
_GOES: Final = {CONCEPT + "leave", CONCEPT + "travel_"}
"""What one word is by where it leads: مغادرة بغداد, مغادرة إلى بغداد."""
_CHANNEL: Final = CONCEPT + "aljazeera_"


def pair_off_written(
    adds: list[Part],
    drops: list[Part],
    twins: dict[str, str],
    later: Reading,
    earlier: Reading,
) -> None:
    """Takes out of `adds` and `drops` what is one thing by the words as written; notes in `twins` the unit of
    `later` for that of `earlier`."""
    now, before, tongue = later.words, earlier.words, later.tongue
    for part in list(adds):
        twin = next((one for one in drops if _as_written(part, one, now, before, tongue)), None)
        found = [twin] if twin else _glued(_written(part, now), drops, before)
        if found:
            adds.remove(part)
            twins[part.unit] = found[0].unit
            for one in found:
                drops.remove(one)
    for part in list(drops):
        if found := _glued(_written(part, before), adds, now):
            drops.remove(part)
            for one in found:
                adds.remove(one)
                twins[one.unit] = part.unit


def _as_written(
    one: Part, other: Part, now: Sequence[str], before: Sequence[str], tongue: str
) -> bool:
    if {one.unit, other.unit} == _DEATHS:  # الحكم بإعدام ثلاثة, إعدام ثلاثة; but الإعدام لثلاثة
        done = now[one.at] if one.unit == _EXECUTED else before[other.at]
        return done.startswith(("ال", "بال"))
    if not one.size == other.size == 1:
        return (
            _of_sort(one, now, other, before)
            or _of_sort(other, before, one, now)
            or _short_for(one, now, other, before)
            or _short_for(other, before, one, now)
        )
    if {one.unit, other.unit} == _GOES:
        return False
    if one.unit.removesuffix("_she") == other.unit.removesuffix("_she"):
        return False  # ثلاثيني, ثلاثينية
    if _CHANNEL in (one.unit, other.unit) and one.joint != other.joint:
        return False  # مراسل الجزيرة, مراسل في الجزيرة
    word, was = now[one.at], before[other.at]
    if one.kind in _SAID and other.kind in _SAID:
        return (
            one_action(word, was)
            or misspelt(word, was)
            or (tongue in _ENGLISH and one_verb(word, was))
            or ((one.unit, other.unit) != (word, was) and one_action(one.unit, other.unit))
            or (
                share_letters(word, was)
                and (
                    one_plural(word, was)
                    or one_noun(word, one.joint, was, other.joint)
                    or one_ending(word, was, now, tongue)
                    or one_name(word, was)
                )
            )
        )
    if {one.unit, other.unit} == _MAIN:
        return "الرييس" in (word, was)  # المولد الرئيس, المولد الرئيسي
    return {one.kind, other.kind} == {WORD, PLACE} and (
        word in stems(was)
        or was in stems(word)
        or one_ending(word, was, now, tongue)
        or same_letters(word, was)
        or more_vowels(word, was)
    )


def _of_sort(place: Part, its: Sequence[str], word: Part, theirs: Sequence[str]) -> bool:
    """نهر الفرات and الفرات, where only the first is in a list."""
    return (
        place.kind == PLACE
        and place.size == 2
        and word.size == 1
        and its[place.at] in fillers.SORTS
        and its[place.at + 1] == theirs[word.at]
    )


def _short_for(one: Part, its: Sequence[str], long: Part, theirs: Sequence[str]) -> bool:
    """UN for UN Security Council, of bodies; مجلس الأمن is not الأمم المتحدة."""
    if one.unit not in concepts.ACTORS or long.kind != CONCEPT or one.size >= long.size:
        return False
    return tuple(theirs[long.at : long.at + one.size]) == tuple(its[one.at : one.end])


def _written(part: Part, words: Sequence[str]) -> str:
    return "".join(words[part.at : part.end])


def _genitive(word: str) -> str:
    """As it stands behind the noun that it belongs to: أسطوانة للغاز, أسطوانة غاز."""
    return word[2:] if word.startswith("لل") and len(word) > LONG else word


def _glued(whole: str, parts: Sequence[Part], words: Sequence[str]) -> list[Part]:
    """Parts side by side that are written as `whole` but for spaces: one of two words, or several."""
    if len(whole) < LONG:
        return []
    for at, part in enumerate(parts):
        if not whole.startswith(words[part.at]) or words[part.at] == "re":
            continue  # re-signs, resigns
        row = [part]
        one = _written(part, words)
        for after in parts[at + 1 :]:
            if len(one) >= len(whole) or after.at != row[-1].end:
                break
            row.append(after)
            one += _genitive(_written(after, words))
        if one == whole and row[-1].end - part.at > 1:
            return row
    return []
