"""What one title tells and another does not, part by part.

Two parts are one where they have the same unit; where one is the other with a clitic or a case ending that
no list knows (وعكاشات, عكاشات); where a foreign name is written with another letter (غوتيريش, جوتيريش).
Offices, and the given names behind them, before a name that both have, or names behind an office that both
have, are no difference either. A given name alone is one (جمال مبارك), and so is all that belongs to a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.comparing.announcers import without_announcer
from workers.dedupe.comparing.around import around, of_a_body
from workers.dedupe.comparing.asides import ENOUGH, without_asides
from workers.dedupe.comparing.attributed import without_attribution
from workers.dedupe.comparing.bodies import head_of_a_body
from workers.dedupe.comparing.capitals import given_name, sort_of_a_name
from workers.dedupe.comparing.envoys import without_envoys
from workers.dedupe.comparing.forces import its_forces
from workers.dedupe.comparing.implied import GOVERNMENT
from workers.dedupe.comparing.leftovers import without_leftovers
from workers.dedupe.comparing.names import definite, whose_name, without_names
from workers.dedupe.comparing.scenery import without_scenery
from workers.dedupe.comparing.sorts import in_its_place
from workers.dedupe.comparing.states import of_a_state
from workers.dedupe.comparing.unsaid import goes_without
from workers.dedupe.forms.governments import acts_as_a_state
from workers.dedupe.forms.holders import pair_off_named
from workers.dedupe.forms.one_person import pair_off_holders
from workers.dedupe.forms.twins import pair_off
from workers.dedupe.reading.neighbours import listed, preceding, right_behind, unit_of
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, WORD

_COMPANY: Final = CONCEPT + "company"
_NAME: Final = 0.55
"""Weight of a word that may be a name."""
_BUREAU: Final = "مكتب"
_ARMY: Final = CONCEPT + "army"
_ARMED: Final = frozenset(CONCEPT + deed for deed in ("down_", "intercept", "repel", "bomb"))
"""What nobody does but an army."""
_MINISTRY: Final = "وزاره"
_TEAM: Final = "منتخب"


def differences(
    later: Reading, earlier: Reading
) -> tuple[tuple[Part, ...], tuple[Part, ...], set[str], dict[str, str]]:
    """What `later` adds, what it leaves out, the units that both have (as `earlier` writes them), and those
    of `later` that are written otherwise there."""
    both = set(later.told & earlier.told)
    twins: dict[str, str] = {}
    adds = [part for part in later.content if part.unit not in earlier.told]
    drops = [part for part in earlier.content if part.unit not in later.told]
    if len(later.told) < len(later.units):
        adds += _twice(later, earlier)
    if adds and drops:
        pair_off(adds, drops, twins, later, earlier)
    else:
        pair_off_holders(adds, drops, twins, later, earlier)
    pair_off_named(adds, drops, twins, later, earlier)
    both.update(twins.values())
    adds = [
        part
        for part in adds
        if not (_speaks_for(part, later, earlier) or its_forces(part, later, earlier))
    ]
    drops = [part for part in drops if not its_forces(part, earlier, later)]
    adds, drops = (
        without_envoys(adds, later, earlier, both),
        without_envoys(drops, earlier, later, both),
    )
    named = without_names(adds, later, both), without_names(drops, earlier, both)
    if whose_name(named[0], later, both) or whose_name(named[1], earlier, both):
        named = adds, drops  # وزير العدل is no وزير of whatever name
    if _in_one_slot(named[0], adds, drops, later, earlier) or _in_one_slot(
        named[1], drops, adds, earlier, later
    ):
        named = adds, drops  # يعلن حالة الحداد is not يعلن حالة الطوارئ
    if len(named[0]) == len(adds) or len(named[1]) == len(drops):
        adds, drops = named  # where both name somebody, they may name two
    if later.named or earlier.named:
        adds = [part for part in adds if not given_name(part, later, earlier, both)]
        drops = [part for part in drops if not given_name(part, earlier, later, both)]
    if later.tongue and earlier.tongue:
        adds = [
            part
            for part in adds
            if not (of_a_state(part, later, earlier, both) or sort_of_a_name(part, later, both))
        ]
        drops = [
            part
            for part in drops
            if not (of_a_state(part, earlier, later, both) or sort_of_a_name(part, earlier, both))
        ]
    if any(map(_sort, adds)) != any(map(_sort, drops)):
        adds = [part for part in adds if not _only_sorts(part, later, both, earlier)]
        drops = [part for part in drops if not _only_sorts(part, earlier, both, later)]
    adds = [part for part in adds if not goes_without(part, later, earlier, both)]
    drops = [part for part in drops if not goes_without(part, earlier, later, both)]
    adds = [part for part in adds if not around(part, later, both, earlier, added=True)]
    drops = [part for part in drops if not around(part, earlier, both, later)]
    adds, drops = without_leftovers(adds, drops, later, earlier, both)
    if (adds or drops) and len(both) >= ENOUGH:
        adds, drops = without_asides(adds, drops, later, earlier, both)
    if adds or drops:
        adds, drops = without_scenery(adds, drops, later, earlier, both, twins)
    if adds or drops:
        adds, drops = without_announcer(adds, drops, later, earlier, both, twins)
    if adds and later.speaker and not drops:
        adds = without_attribution(list(adds), drops, later, earlier, both)
    return tuple(adds), tuple(drops), both, twins


def _in_one_slot(
    left: Sequence[Part],
    its: Sequence[Part],
    others: Sequence[Part],
    whole: Reading,
    other: Reading,
) -> bool:
    """Whether of `its` a name was passed over (it is not in `left`) that stands behind what one of `others`
    stands behind."""
    if not others or len(left) == len(its):
        return False
    slots = {_before(part, other) for part in others}
    return any(_before(part, whole) in slots for part in its if part not in left)


def _before(part: Part, whole: Reading) -> str:
    """The unit before a part, verbs that only say something among them."""
    return unit_of(preceding(part, whole))


def _speaks_for(first: Part, later: Reading, earlier: Reading) -> bool:
    """Whether it is the ministry, or the office, through which a state or somebody speaks whom the other
    title names first."""
    ministry = first.at == 1 and later.words[0] == _MINISTRY
    if not earlier.parts or not (first.at == 0 or first.at in later.breaks or ministry):
        return False
    state = right_behind(first, later)
    if state is None or state.joint or state.unit != earlier.parts[0].unit:
        return False
    if first.unit == GOVERNMENT and first.at == 0 and later.breaks == earlier.breaks:
        does, did = right_behind(state, later), right_behind(earlier.parts[0], earlier)
        if does is None or did is None or not concepts.one(does.unit, did.unit):
            return False  # unless مصر ترفع, الحكومة المصرية تزيد
        state = earlier.parts[0]
        return state.kind == PLACE or acts_as_a_state(state, earlier)  # باريس ترفع أسعار المترو
    if first.unit == _BUREAU:
        return first.at == 0 and state.end <= later.speaker
    if first.unit == _ARMY and first.at == 0 and not _ARMED.isdisjoint(later.told & earlier.told):
        return state.kind == NATION  # إسقاط مسيرة: a state does that by its army
    if earlier.speaker and head_of_a_body(first, later) and state.end <= later.speaker:
        return True
    body = first.unit in concepts.ACTORS and first.at == 0 and bool(later.speaker)
    return (body or first.unit in offices.PORTFOLIOS) and state.kind in (NATION, PLACE)


def _twice(later: Reading, earlier: Reading) -> list[Part]:
    """Places that `later` names more often: محافظ كركوك يصل كركوك is not محافظ كركوك يصل الموصل."""
    return [
        part
        for at, part in enumerate(later.content)
        if part.unit[0] == PLACE
        and not (part.kind == NATION and of_a_body(part, later))
        and part.unit in earlier.told
        and not (later.words[0][0].isascii() and 0 == part.at < part.end == later.speaker)
        and sum(
            one.unit == part.unit and not (one.kind == NATION and of_a_body(one, later))
            for one in later.content[: at + 1]
        )
        > earlier.units.count(part.unit)
    ]


def _sort(part: Part) -> bool:
    """Whether it says what kind of thing a name is of."""
    return (part.kind == WORD and part.unit in fillers.SORTS) or part.unit == _COMPANY


def _only_sorts(part: Part, whole: Reading, both: set[str], other: Reading) -> bool:
    return _sort(part) and _names(part, whole, both) and not in_its_place(part, whole, other)


def _names(part: Part, whole: Reading, both: set[str]) -> bool:
    """Whether the name behind it is told by both titles."""
    after = right_behind(part, whole)
    return (
        after is not None
        and not after.joint
        and not listed(after, whole)
        and after.unit in both
        and after.unit not in fillers.SORTS  # حي الجامعة is not الجامعة
        and (
            after.kind in (WORD, PLACE)
            or (after.kind == NATION and part.unit == _TEAM)
            or after.unit in nations.SEATS
        )
        and (
            rarity.weight(after.unit) >= _NAME
            or not definite(whole.words[part.at])
            or (part.unit == _TEAM and after.kind == NATION)
        )
    )
