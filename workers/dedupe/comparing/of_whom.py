"""Whether a title that leaves a word out tells of somebody or something else than the one that has it.

Trump niece ≠ Trump            behind a name, of whom the rest is told (in Arabic before it: طليقة نيمار)
انفجاران ≠ انفجار               a dual is a number
Iran leaves talks ≠ Iran holds talks      a verb that says nothing is no other name of one that does
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from workers.dedupe.reading.neighbours import following, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, OFFICE, WORD
from workers.dedupe.words.lists import FREQUENCY

_COURT: Final = CONCEPT + "court"
_ARMS: Final = frozenset(CONCEPT + arm for arm in ("police", "army", "secforces"))
BY_A_COURT: Final = frozenset(
    CONCEPT + name for name in ("jail", "executed", "death_sentence", "life_sentence")
)
"""What nobody but a court does: sentences."""
_BY_ARMS: Final = frozenset(
    CONCEPT + deed
    for deed in ("bomb", "down_", "intercept", "repel", "assassinate", "incursion_", "storm_in")
)


def whose(drops: Sequence[Part], earlier: Reading, later: Reading, both: Collection[str]) -> str:
    """Why the title that leaves out `drops` tells of somebody or something else."""
    for part in drops:
        if part.kind == NUMBER and _of_two(part, earlier):
            return f"number: {part.unit[1:]} ≠ 1"
        after = following(part, earlier)
        before = right_before(part, earlier)
        if _behind_a_name(part, before, earlier, both) or (
            after is not None
            and _before_a_name(part, after, earlier, both)
            and not (
                part.unit in _ARMS
                and (_only_where(after.unit, later) or _strikes(after.unit, later, both))
            )
        ):
            return f"person: it leaves out {part.unit}, of whom the rest is told"
        if acts(part) and (said := _said_lightly(later, earlier)):
            return f"deed: {part.unit} ≠ {said}"
    return ""


def _of_two(part: Part, reading: Reading) -> bool:
    """Whether it is a dual, or a half more."""
    dual = any(one is not part and one.at == part.at for one in reading.parts)
    return dual or (part.joint == "و" and "." in part.unit)


def _behind_a_name(
    part: Part, before: Part | None, reading: Reading, both: Collection[str]
) -> bool:
    """Trump niece: whatever is written behind a leader's name in Latin letters is what is told of."""
    latin = reading.words[part.at][0].isascii()
    if latin and reading.words[part.at - 1] == "s" and not part.joint and before is not None:
        return before.unit in both and not acts(part)  # Messi's bodyguard
    if not latin or part.joint or before is None or part.kind not in (WORD, CONCEPT):
        return False
    return not acts(part) and before.unit in concepts.LEADERS and before.unit in both


def _only_where(unit: str, reading: Reading) -> bool:
    """Whether a country is only where it happens: ضبط 4 أطنان في إسبانيا says nothing of who did it."""
    one = next((part for part in reading.parts if part.unit == unit), None)
    return one is not None and (one.joint == "في" or one.end <= reading.speaker)


def _strikes(unit: str, reading: Reading, both: Collection[str]) -> bool:
    """Whether the state itself does first of all what nobody does but an army: إسرائيل تغتال قياديا."""
    first = reading.parts[0] if reading.parts else None
    return first is not None and first.unit == unit and not _BY_ARMS.isdisjoint(both)


def _before_a_name(part: Part, after: Part, reading: Reading, both: Collection[str]) -> bool:
    """طليقة نيمار, سارة نتنياهو, محكمة مصرية; not المغنية مادونا, who is she."""
    word = reading.words[part.at]
    if after.joint or after.unit not in both or part.at < reading.speaker:
        return False
    if part.unit in _ARMS:
        return after.kind == NATION and part is reading.parts[0]
    if part.unit == _COURT:
        return after.kind == NATION and part is reading.parts[0] and not BY_A_COURT & reading.told
    if word[0].isascii() or "ال" in word[:3] or word.startswith("لل") or acts(part):
        return False
    if part.kind == OFFICE:
        return after.unit in concepts.LEADERS
    if part.kind != WORD or part.joint:
        return False
    name = after.kind == WORD and after.unit not in FREQUENCY
    return after.unit in concepts.LEADERS or (name and word.endswith(("ه", "م")))


def _said_lightly(later: Reading, earlier: Reading) -> str:
    """The verb that says nothing by itself, with which `later` says what is done; "": none."""
    known = set(earlier.words)
    return next(_light(later, known), "")


def _light(later: Reading, known: set[str]) -> Iterator[str]:
    for word in later.words:
        if word in fillers.LIGHT and word not in known:
            yield word
