"""What a title tells besides its news, so that another tells nothing else without it.

الجمارك تعلن إتلاف 22 طنا        إتلاف 22 طنا                who announces it
النيابة تحيل ستة متهمين         إحالة ستة متهمين            which body does it
.. والنيابة تستأنف القرار       إخلاء سبيل 19 متهما          a second clause
مقتل ثلاثة وإصابة خمسة         مقتل ثلاثة                  another toll
تعتقل جاسوسا يعمل لصالح        تعتقل جاسوسا                 a verb that only says of whom
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.comparing.names import definite
from workers.dedupe.forms.twins import DENY
from workers.dedupe.order.frames import behind, deed
from workers.dedupe.reading.neighbours import first_told, following, joined, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, numbers, offices
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NOT, NUMBER, OFFICE, PLACE, SOFT, WORD

NOWHERE: Final[frozenset[int]] = frozenset()
_PERSONS: Final = "يتنس"
"""Letters with which a verb in the present begins."""
_PREMIER: Final = OFFICE + "premier"
_TWICE: Final = 2
_ANNOUNCES: Final = 7
"""Words before what somebody says."""
WANTED: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "demand", "call", "warn", "threaten", "deny", "foil", "accuse", "visitbid", "halfway", "fail",
        "prepare", "investigate", "cancel", "halt", "postpone", "reject", "ban", "oppose", "ready_",
    )
)  # fmt: skip


def who_did_it(
    earlier: Reading, later: Reading, both: set[str], twins: Mapping[str, str], *, states: bool
) -> frozenset[int]:
    """Where the parts begin that say which body did what the later title tells by the noun of the deed alone,
    done to the same: النيابة تحيل ستة متهمين, إحالة ستة متهمين. `states`: or which state."""
    first = first_told(later)
    if first is None or not deed(first) or first.joint:
        return NOWHERE
    unit = twins.get(first.unit, first.unit)
    verb = next((part for part in earlier.parts if part.unit == unit), None)
    if verb is None or verb.unit not in both or earlier.words[verb.at][0] not in _PERSONS:
        return NOWHERE
    does = [part for part in earlier.parts if part.at < verb.at and part.kind != SOFT]
    if not does or any(map(turns, does)):
        return NOWHERE
    if not (institution(does[0], earlier) or (states and does[0].unit in nations.COUNTRIES)):
        return NOWHERE
    if any(part.joint or deed(part) for part in does):
        return NOWHERE
    if any(part.unit in both and earlier.units.count(part.unit) < _TWICE for part in does):
        return NOWHERE  # of two of a name (وزير التربية, مدير تربية الرصافة) one is told
    now, was = behind(first, later), behind(verb, earlier)
    if not (now and was and twins.get(now[0].unit, now[0].unit) == was[0].unit):
        return NOWHERE
    return frozenset(part.at for part in does)


def announces(drops: Sequence[Part], earlier: Reading) -> frozenset[int]:
    """Where the parts begin that only say which body announces it."""
    end = announcement(earlier)
    speaks = [part for part in earlier.parts if part.kind != SOFT and part.end <= end]
    if not speaks or not institution(speaks[0], earlier) or any(map(turns, speaks)):
        return NOWHERE
    return frozenset(part.at for part in speaks) & {part.at for part in drops}


def announcement(reading: Reading) -> int:
    """Words of who announces it, before a colon or a verb by which he does."""
    says = next((part for part in reading.parts if part.unit in concepts.SAID), None)
    return max(reading.speaker, says.at if says is not None and says.at <= _ANNOUNCES else 0)


def ends_with(drops: Sequence[Part], earlier: Reading) -> frozenset[int]:
    """Where the parts begin with which the title ends: phrases behind a preposition or و, which a shorter
    title of the same news does without. Where it is stays, unless it is told elsewhere."""
    gone = {part.at for part in drops}
    parts = [part for part in earlier.parts if part.kind != SOFT]
    begin = len(parts)
    while begin and parts[begin - 1].at in gone:
        begin -= 1
    while begin < len(parts) and not (
        parts[begin].joint or earlier.words[parts[begin].at][0] == "و"
    ):
        begin += 1
    end = parts[begin:]
    if any(map(turns, end)):
        return NOWHERE
    somewhere = any(part.unit[:1] == PLACE for part in parts if part.at not in gone)
    return frozenset(part.at for part in end if somewhere or part.unit[:1] != PLACE)


def second_clause(drops: Sequence[Part], earlier: Reading, both: set[str]) -> frozenset[int]:
    """Where the parts begin of what the earlier title tells besides, at its end, after dots or behind a و
    (إخلاء سبيل 19 متهما.. والنيابة تستأنف): who tells only the first of two tells nothing new."""
    gone = {part.at for part in drops}
    starts = [
        part
        for part in earlier.parts
        if part.at > earlier.speaker
        and (
            part.at in earlier.breaks
            or (joined(part, earlier) and (deed(part) or _counts(part, earlier)))
        )
    ]
    for first in starts:
        behind_it = [part for part in earlier.parts if part.at >= first.at and part.kind != SOFT]
        before_it = [part for part in earlier.parts if part.at < first.at and part.unit in both]
        if (
            all(part.at in gone for part in behind_it)
            and not any(map(turns, behind_it))
            and any(map(deed, before_it))
        ):
            return frozenset(part.at for part in behind_it)
    return NOWHERE


def other_toll(drops: Sequence[Part], earlier: Reading, later: Reading) -> frozenset[int]:
    """Where the parts begin of a second toll, joined by و: مقتل ثلاثة وإصابة خمسة, مقتل ثلاثة."""
    if not later.counts or not set(later.counts) <= set(earlier.counts):
        return NOWHERE
    found: set[int] = set()
    for one, after in pairwise(sorted(drops, key=lambda part: part.at)):
        tolls = {one.counted, after.counted} & numbers.TOLL
        if tolls and joined(one, earlier) and NUMBER in (one.kind, after.kind):
            found |= {one.at, after.at}
    return frozenset(found)


def relative(part: Part, earlier: Reading, both: set[str]) -> bool:
    """Whether the verb only says more of a noun before it, behind a deed that both tell: تعتقل جاسوسا يعمل …,
    بسبب عاصفة ضربت …. What may be the contrary of something says more than that."""
    if part.unit[1:] in concepts.RIVALS or turns(part):
        return False
    before = right_before(part, earlier)
    if before is None or before.kind not in (WORD, CONCEPT) or acts(before):
        return False
    if definite(earlier.words[before.at]):
        return False
    return any(
        deed(one) and one.unit in both and (one.at == 0 or earlier.words[one.at][0] in _PERSONS)
        for one in earlier.parts
        if one.end <= before.at
    )


def his_government(part: Part, earlier: Reading, both: set[str]) -> bool:
    """Whether the premier says what it does: it is he who says «we»."""
    return (
        _PREMIER in both
        and any(one.unit == _PREMIER and one.at < part.at for one in earlier.parts)
        and any(one.at == part.end and (acts(one) or one.unit == NOT) for one in earlier.parts)
    )


def institution(part: Part, reading: Reading) -> bool:
    """Whether it is an office or a body that speaks: whose word is not news by itself."""
    return (
        part.kind == OFFICE
        or part.unit in offices.PORTFOLIOS
        or part.unit in concepts.ACTORS
        or not offices.BODIES.isdisjoint(reading.words[: part.end])
    )


def turns(part: Part) -> bool:
    """Whether without it the contrary may be told."""
    return part.unit in WANTED or part.unit in (NOT, DENY) or part.kind == MODIFIER


def _counts(part: Part, reading: Reading) -> bool:
    """Whether more of them are counted there: و5 جرحى."""
    after = following(part, reading)
    return part.kind == NUMBER and after is not None and after.counted in numbers.TOLL
