"""Whose it is, and who acts for a state, where a title in Latin letters says so before a name or a deed that
both titles have.

Danish government bans social media = Denmark bans social media      who acts for it
Russia's Rosneft = Rosneft, French police = police                   of what country it is
Türkiye Cumhurbaşkanı Erdoğan = Erdoğan                              whose head he is who is told

Never where the other title names another country, or another body of it; nor is a town that acts for itself
its state: London raises fares.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.forms.governments import acts_as_a_state
from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.lists import folded_words

_STATES: Final = (PLACE, NATION)
_GOVERNS: Final = frozenset(
    folded_words("officials authorities administration leaders autorités gouvernement dirigeants")
    | {CONCEPT + "government", CONCEPT + "responsible"}
)
"""Who acts for a state."""
_ARMY: Final = CONCEPT + "army"
_ITS_FORCES: Final = "forces"
_OWN: Final = "s"
_TURKISH: Final = "turkish"
_OF_TOWNS: Final = frozenset(
    CONCEPT + deed for deed in ("raise", "lower", "ban", "open", "close", "build", "cancel", "fine")
)
"""What a town does for itself."""


def of_a_state(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a part that `its` tells alone says only who acts for a state that both tell, or of what country
    somebody or something is that both tell."""
    if not its.tongue or part.size > 1:
        return False
    if part.kind in _STATES:
        return part.unit in nations.COUNTRIES and _owns(part, its, other, both)
    if part.unit == _ARMY:
        return _its_forces(part, its, other)
    if part.unit not in _GOVERNS and its.words[part.at] not in _GOVERNS:
        return False
    own = part.at > 0 and its.words[part.at - 1] == _OWN
    state = next((one for one in its.parts if one.end == part.at - own), None)
    after = right_behind(part, its)
    if state is None or state.kind not in _STATES or state.unit not in both or state.joint:
        return False
    if state.at and state.at not in its.breaks and state.at != its.speaker:
        return False
    first = next(iter(other.parts), None)
    if first is not None and _is_capital(other) and not acts_as_a_state(first, other):
        return False  # London raises fares: a capital
    does = after is not None and (acts(after) or after.kind == SOFT)
    return does and not any(_governs(one, other) for one in other.parts)


def town_or_state(later: Reading, earlier: Reading) -> str:
    """Why it is a capital that acts in one title, and its state in the other ("": it is not)."""
    return _as_a_town(later, earlier) or _as_a_town(earlier, later)


def _as_a_town(one: Reading, other: Reading) -> str:
    """Whether `one` begins with a capital that does what towns do, and `other` with its state: London raises
    fares, British government raises fares."""
    if not (one.tongue and one.parts and other.parts and _is_capital(one)):
        return ""
    first, does = one.parts[0], one.parts[1]
    if other.parts[0].unit != first.unit or _is_capital(other):
        return ""
    towns = does.unit in _OF_TOWNS and not acts_as_a_state(first, one)
    return f"place: {one.words[0]} ≠ its state" if towns else ""


def _is_capital(reading: Reading) -> bool:
    """Whether it begins with a capital that acts, which is read as the people of its state."""
    first = reading.parts[0]
    return first.at == 0 and first.kind == NATION and any(map(acts, reading.parts[1:2]))


def _its_forces(army: Part, its: Reading, other: Reading) -> bool:
    """Whether the army of a state is told as its forces: Israeli army, Israeli forces."""
    own = army.at > 0 and its.words[army.at - 1] == _OWN
    state = its.ends.get(army.at - own)
    if _ITS_FORCES not in other.words or state is None or state.kind not in _STATES:
        return False
    at = other.words.index(_ITS_FORCES)
    one = other.ends.get(at) or other.ends.get(at - 1)
    return one is not None and one.unit == state.unit != nations.HOME and one.kind in _STATES


def _governs(part: Part, reading: Reading) -> bool:
    return (
        part.unit in _GOVERNS or part.unit in concepts.ACTORS or reading.words[part.at] in _GOVERNS
    )


def _owns(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether what is of the country stands right behind it: a name, or a body of the state."""
    at = part.end + (its.words[part.end : part.end + 1] == (_OWN,))
    thing = next((one for one in its.parts if one.at == at), None)
    if thing is None or thing.joint:
        return False
    if any(one.unit in nations.COUNTRIES and one.unit not in both for one in other.parts):
        return False
    if thing.kind == OFFICE and its.tongue == _TURKISH:
        return any(
            unit in both and land == part.unit for unit, (_, land) in offices.HOLDERS.items()
        )
    name = (
        thing.unit in both
        and thing.kind in (WORD, CONCEPT)
        and not acts(thing)
        and its.words[thing.at] in its.named
        and (its.words[thing.at] in other.words or thing.kind == CONCEPT)
    )
    return name or (
        thing.unit in concepts.ACTORS and NATION not in other.kinds and not _abroad(part, other)
    )


def _abroad(part: Part, other: Reading) -> bool:
    """Whether a place that `other` tells lies in another country: Italian police, Paris."""
    around = [nations.WITHIN.get(one.unit, ()) for one in other.parts if one.kind == PLACE]
    return any(lands and part.unit not in lands for lands in around)
