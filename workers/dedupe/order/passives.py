"""Who did it to whom where a passive says by whom: جندي يقتل ضابطا = مقتل ضابط على يد جندي."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from workers.dedupe.order.frames import BY
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.inflections import OBJECT
from workers.dedupe.words.kinds import NATION, SOFT

_EXPOSED: Final = frozenset(["يتعرض", "تتعرض", "تعرض", "تعرضت", "يتعرضون", "تعرضوا"])
_TO_WHOM: Final = frozenset(["", "علي", "ل", "on", "against", "contre", OBJECT])
_THEM: Final = ("ها", "هم")
_VERB: Final = 4
"""Letters of a verb with a pronoun behind it, at least one more."""
_NOBODY: Final = Part("", "", "nobody", 0, 0)


def agents(reading: Reading, order: Mapping[str, Part]) -> frozenset[str]:
    """Who did it, where a passive says so: «by», or the noun behind «is exposed to the attack of».
    `order`: those involved."""
    found = {unit for unit, part in order.items() if part.joint in BY}
    if not found and (who := _does_it_to_them(reading)):
        return frozenset([who])
    if not found and not _EXPOSED.isdisjoint(reading.words):
        at = next(at for at, word in enumerate(reading.words) if word in _EXPOSED)
        behind = [part for part in reading.parts if part.at > at]
        for deed, agent in pairwise(behind):
            if acts(deed):
                return frozenset([agent.unit]) if not agent.joint else frozenset()
    return frozenset(found)


def _does_it_to_them(reading: Reading) -> str:
    """Who stands behind a verb that takes up with a pronoun what was told before it: أذون يطرحها البنك."""
    done = False
    """Whether another deed was told before, so that the verb only says which it is: شبكة يديرها رجل."""
    for deed, agent in pairwise(reading.parts):
        word = reading.words[deed.at]
        if (
            deed.at > 1
            and not done
            and word[0] in "يت"
            and word.endswith(_THEM)
            and len(word) > _VERB
            and agent.at == deed.end
            and not agent.joint
            and deed.at not in reading.breaks
            and agent.at not in reading.breaks
        ):
            return agent.unit
        done = deed.at not in reading.breaks and (done or (acts(deed) and deed.kind != SOFT))
    return ""


def by_another(
    here: Mapping[str, Part],
    there: Mapping[str, Part],
    by: frozenset[str],
    was_by: frozenset[str],
) -> tuple[str, bool]:
    """Why another did it where one title or both are passive ("": none did); whether that settles it."""
    if by and was_by:
        turned = by.isdisjoint(was_by) and by & there.keys() and was_by & here.keys()
        return (f"roles: by {min(was_by)} ≠ by {min(by)}" if turned else ""), False
    agents, passive, active = (by, here, there) if by else (was_by, there, here)
    ranks = {unit: at for at, unit in enumerate(active)}
    done_to = [
        unit
        for unit in passive
        if unit not in agents and active.get(unit, _NOBODY).joint in _TO_WHOM
    ]
    for agent in (unit for unit in active if unit in agents):
        if active[agent].joint == OBJECT:
            return f"roles: {agent} does it and suffers it", True
        for other in done_to:
            if active[other].joint == OBJECT:
                continue  # it is done to him wherever he stands
            if active[other].kind == NATION and active[other].end == active[agent].at:
                continue  # Thai court
            if ranks[other] < ranks[agent] and not passive[other].joint:
                return f"roles: {agent} and {other} have changed places", True
    return "", not agents.isdisjoint(active)
