"""Whose envoy or relative somebody is, where both titles tell of such a one by another owner or name.

تدعو مواطني العراق ≠ تدعو مواطنيها
Modi's envoy meets Xi ≠ Modi meets Xi's envoy          المبعوث الأمريكي باراك ≠ المبعوث الأمريكي سافايا
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.envoys import ENVOYS
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, rarity
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, SOFT, WORD
from workers.dedupe.words.lists import folded_words

_ORGANIZATIONS: Final = frozenset(CONCEPT + name for name in ("un", "eu"))
_NAME: Final = 0.7
"""Weight of a word that is a name."""
_OWN: Final = "s"
_HIS: Final = folded_words(
    """
    envoy son daughter wife husband father mother brother sister widow lawyer aide adviser advisor
    ally spokesman spokesperson rival deputy nephew cousin
    """
)
_PEOPLE_OF: Final = folded_words("مواطني لمواطني رعايا لرعايا")
_ITS_PEOPLE: Final = folded_words("مواطنيها لمواطنيها رعاياها لرعاياها مواطنيه رعاياه")


def of_another(later: Reading, earlier: Reading) -> str:
    """Why it is somebody else's, or another envoy ("": nothing says so)."""
    for word in sorted(_HIS.intersection(later.words).intersection(earlier.words)):
        now, was = _owner(word, later), _owner(word, earlier)
        if now and was and now != was and now in earlier.told and was in later.told:
            return f"person: {word} of {now} ≠ of {was}"
    now, was = _envoy(later), _envoy(earlier)
    if now and was and now != was and now not in earlier.told and was not in later.told:
        return f"person: {now} ≠ {was}"
    return ""


def of_his_people(later: Reading, earlier: Reading) -> str:
    """Why the people told of in one title are of another state than of the one that speaks to its own in the
    other: تدعو مواطني العراق, تدعو مواطنيها ("": they are not)."""
    for one, other in ((later, earlier), (earlier, later)):
        if _ITS_PEOPLE.isdisjoint(one.words) or not other.parts:
            continue
        for at, word in enumerate(other.words):
            whose = next((part for part in other.parts if part.at == at + 1), None)
            if word not in _PEOPLE_OF or whose is None or whose.kind != PLACE:
                continue
            if whose.unit not in (one.parts[0].unit, other.parts[0].unit):
                return f"person: people of {whose.unit[1:]}"
    return ""


def _owner(word: str, its: Reading) -> str:
    """The unit before an 's and the word ("": none)."""
    at = its.words.index(word)
    if at < len((_OWN, word)) or its.words[at - 1] != _OWN:
        return ""
    return next((part.unit for part in its.parts if part.end == at - 1), "")


def _envoy(its: Reading) -> str:
    """The name of the only envoy of whom it tells ("": none is named)."""
    envoys = [part for part in its.parts if part.unit in ENVOYS]
    if len(envoys) != 1:
        return ""
    behind = [part for part in its.parts if part.at >= envoys[0].end and part.kind != SOFT]
    for part in behind:
        if part.at in its.breaks or (part.joint and part.kind not in (PLACE, NATION)):
            return ""
        if part.kind in (PLACE, NATION) or part.unit in _ORGANIZATIONS | concepts.LEADERS:
            continue
        return part.unit if _is_name(part) else ""
    return ""


def _is_name(part: Part) -> bool:
    if acts(part) or part.joint:
        return False
    if part.kind == CONCEPT:
        return part.unit.endswith("_") or part.unit.endswith("_envoy")
    return part.kind == WORD and rarity.weight(part.unit) >= _NAME
