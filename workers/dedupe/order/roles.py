"""Who did it to whom: two titles that tell the same parts in another order.

الأهلي يهزم الزمالك  ≠  الزمالك يهزم الأهلي      nouns around a verb have changed places
من بغداد إلى الموصل  ≠  من الموصل إلى بغداد      nouns behind prepositions have
ترتفع الأسعار       =  الأسعار ترتفع           only the verb has moved
في كركوك انفجار     =  انفجار في كركوك         only a phrase with its preposition has
جندي يقتل ضابطا     =  مقتل ضابط على يد جندي    the passive says by whom
روسيا: أوكرانيا …   ≠  أوكرانيا: روسيا …         who speaks, and of whom
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.order.cases import crossed, turned
from workers.dedupe.order.clauses import same_clauses, time_turned
from workers.dedupe.order.converse import sides_changed
from workers.dedupe.order.exchanged import exchanged, listed, nouns_exchanged
from workers.dedupe.order.frames import BY, SAID, deed, opposite, same_objects
from workers.dedupe.order.inert import inert
from workers.dedupe.order.prepositions import against, despite
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import lexicon
from workers.dedupe.words.inflections import OBJECT
from workers.dedupe.words.lexicon import (
    CONCEPT,
    DAY,
    MODIFIER,
    NATION,
    NUMBER,
    OFFICE,
    PLACE,
    SOFT,
    WORD,
)

_EXPOSED: Final = frozenset(["يتعرض", "تتعرض", "تعرض", "تعرضت", "يتعرضون", "تعرضوا"])
_TO_WHOM: Final = frozenset(["", "علي", "ل", "on", "against", "contre", OBJECT])
_GOVERNS: Final = frozenset(["علي", "عن", "الي", "ل"])
"""What stands behind a noun of action: القبض على, الإفراج عن."""
_NOUNS: Final = (WORD, PLACE, NATION, OFFICE, CONCEPT, SOFT)
_SPEAKS: Final = (WORD, PLACE, NATION, OFFICE, CONCEPT)
_WHEN: Final = frozenset([CONCEPT + "before", CONCEPT + "after"])
_WIN: Final = CONCEPT + "win"
_LOSE: Final = CONCEPT + "lose"
_PLAIN: Final = frozenset([WORD, CONCEPT])
_ANYWHERE: Final = ("في",)
"""Phrases of place and time stand where they like."""
_BEFALLS: Final = frozenset(
    CONCEPT + event
    for event in (
        "blast",
        "crash",
        "collapse",
        "falldown",
        "outage",
        "drown",
        "die",
        "quake",
        "flood",
        "storm",
        "fire",
        "killed",
        "wounded",
    )
)
"""What is done by nobody to anybody: where it stands in the sentence tells nothing."""
_BY_NOBODY: Final = _BEFALLS - {CONCEPT + "killed", CONCEPT + "wounded"}
_DEGREES: Final = frozenset([CONCEPT + "more", CONCEPT + "less"])
"""Beside a number: at least 20 is nobody."""
_MANY: Final = frozenset(
    ["عشرات", "العشرات", "ميات", "المئات", "الميات", "الوف", "معظم", "غالبيه", "اغلب"]
)
_PASSED_OVER: Final = _BEFALLS | _DEGREES | _MANY
_SAYS_WHO: Final = frozenset(
    [
        "بحسب", "حسب", "وفق", "وفقا", "نقلا", "طبقا", "حسبما", "بيان", "مصدر", "مصادر", "اعلان", "قرار",
        "according", "per", "selon", "d apres",
    ]
)  # fmt: skip
"""Words of the lists that say something, behind which or before which nobody who speaks stands."""
_SPEAKER: Final = 5
"""Words at most before the verb by which somebody says something."""
_DOZENS: Final = (
    "dozens scores hundreds decenas decine dezenas dutzende dizaines onlarca десятки دهها"
)
_ROUND_MANY: Final = frozenset(_DOZENS.split())
"""Of the dead or hurt, they do nothing."""
_WINS: Final = frozenset(CONCEPT + deed for deed in ("win", "lose", "topple"))
_DOER: Final = re.compile(
    "[a-z]{3,}(?:ers|ators|ants|eurs|adores|anten)|[وف]?(?:ال)?مت.{3,}(?:ون|ين)"
)
"""Who does it by trade or just now: protesters, manifestants, متظاهرون."""
_VERB_LAST: Final = ("persian", "sorani")
_OWNERS: Final = (PLACE, NATION)
_CASED: Final = ("turkish", "persian", "sorani", "kurmanji")
"""Tongues in which who does it may stand right behind a place or whom it is done to."""
_MEASURES: Final = frozenset(
    [
        "percent",
        "dollars",
        "dinars",
        "barrels",
        "days",
        "weeks",
        "months",
        "years",
        "hours",
        "times",
    ]
)
"""Kinds of numbers.toml that do nothing and suffer nothing."""
_APPOINT: Final = CONCEPT + "appoint"
_NOBODY: Final = Part("", "", "nobody", 0, 0)


def roles(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Who did it to whom: both tell the same, in another order. `twins`: units of `later` that `earlier`
    writes otherwise."""
    if {twins.get(_WIN), twins.get(_LOSE)} & {_WIN, _LOSE}:
        return ""  # converse.py has seen who wins
    if told := _speakers(later, earlier) or sides_changed(later, earlier, twins):
        return told
    if (risen := _crossed(later, earlier, twins)) is not None:
        return risen
    before = _by_unit(earlier)
    now = {twins.get(unit, unit): part for unit, part in _by_unit(later).items()}
    if told := _whose(now, before, later, earlier):
        return told
    if told := crossed(later, earlier, twins):
        return told
    order = _order(later)
    here = {twins.get(unit, unit): part for unit, part in order.items()}
    there = _order(earlier)
    by = frozenset(twins.get(unit, unit) for unit in _agents(later, order))
    was_by = _agents(earlier, there)
    if by or was_by:
        told, settled = _voices(here, there, by, was_by)
        if told or settled:
            return told
    if told := _winners(later, earlier, twins):
        return told
    if not _turned_round(later, earlier, twins) and (told := exchanged(later, earlier, twins)):
        return told
    for unit in now.keys() & before.keys():
        if despite(now[unit], before[unit]):
            return f"roles: {before[unit].joint} {unit} ≠ {now[unit].joint} {unit}"
    if told := time_turned(later, earlier, twins):
        return told
    if told := nouns_exchanged(later, earlier, twins, whole=False):
        return told
    if _meets(later) and _meets(earlier):
        return ""  # who meets whom is met by him
    if told := nouns_exchanged(later, earlier, twins, whole=True):
        return told
    common = here.keys() & there.keys()
    one = [unit for unit in here if unit in common]
    two = [unit for unit in there if unit in common]
    if one == two and all(here[unit].joint == there[unit].joint for unit in one):
        return ""
    for unit in one:
        if "ك" in (now[unit].joint, before[unit].joint) and _APPOINT in later.told & earlier.told:
            continue  # تعيين فلان كمستشار
        if against(now[unit], before[unit]):
            return f"roles: {before[unit].joint} {unit} ≠ {now[unit].joint} {unit}"
    swapped = [unit for unit in one if here[unit].joint != there[unit].joint]
    for x in swapped:
        for y in swapped:
            if x != y and here[x].joint == there[y].joint and here[y].joint == there[x].joint:
                return f"roles: {x} and {y} have changed places"
    last = {
        side.parts[-1].unit for side in (later, earlier) if side.parts and side.tongue in _VERB_LAST
    }
    if told := turned(here, there, one, last) or turned(there, here, two, last):
        return told
    if told := opposite(later, earlier, twins):
        return told
    if (
        _turned_round(later, earlier, twins)
        or same_clauses(later, earlier, twins)
        or same_objects(later, earlier, twins)
    ):
        return ""
    ranks = {unit: at for at, unit in enumerate(two)}
    rows: dict[str, list[str]] = {}
    for unit in one:
        joint = here[unit].joint
        if joint == there[unit].joint and here[unit].kind != SOFT:
            rows.setdefault(joint, []).append(unit)
    for x, y in (pair for row in rows.values() for pair in pairwise(row)):
        clauses = _clauses(later, here[x], here[y]) and _clauses(earlier, there[y], there[x])
        if ranks[x] <= ranks[y] or (here[x].joint in _ANYWHERE and not clauses):
            continue
        if clauses:
            return f"roles: {x} and {y} have changed places"
        if _inert(later, here[x]) != _inert(later, here[y]):
            continue  # of two things either may be told of
        if _of(later, here[x], here[y]) and _beside(earlier, there[y], there[x]):
            continue
        if _of(earlier, there[y], there[x]) and _beside(later, here[x], here[y]):
            continue
        if _NEW in (x, y) and _new(later) == _new(earlier):
            continue  # Syria's new government, new Syrian government
        if _lies_in(later, here[x], here[y]) and there[y].end == there[x].at:
            continue
        if _lies_in(earlier, there[y], there[x]) and here[x].end == here[y].at:
            continue
        if _side_by_side(later, here[x], here[y]) and _side_by_side(earlier, there[y], there[x]):
            continue
        one_after_other = here[y].at - here[x].end <= 1 and there[x].at - there[y].end <= 1
        lists = listed(later, here[y]), listed(earlier, there[x])
        if not (all(lists) or (any(lists) and one_after_other)):
            return f"roles: {x} and {y} have changed places"
    return ""


def _meets(reading: Reading) -> bool:
    """Whether all that is done is that two meet."""
    done = {part.unit for part in reading.parts if acts(part) and part.kind != SOFT}
    return bool(reading.tongue) and done == {CONCEPT + "meet"}


def _inert(reading: Reading, part: Part) -> bool:
    """Whether nothing is told by where it stands; who protests may do more."""
    return inert(part) and not _DOER.fullmatch(reading.words[part.at])


def _winners(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether each title says in Latin letters that he wins of whom the other says that he does not: Brighton
    beat Fulham, Fulham win at Brighton."""
    sides: list[set[str]] = []
    for reading, names in ((later, twins), (earlier, {})):
        if not reading.words or not reading.words[0][0].isascii():
            return ""
        wins = next((part for part in reading.parts if part.unit in _WINS), None)
        if wins is None or reading.words[wins.end - 1].endswith(("en", "ed")):
            return ""  # beaten, defeated
        before = [part for part in reading.parts if part.end <= wins.at and part.kind in _SPEAKS]
        if not before or before[0].joint:
            return ""
        sides.append({names.get(part.unit, part.unit) for part in before})
    now, was = sides
    told = {twins.get(unit, unit) for unit in later.told}
    if now.isdisjoint(was) and now & earlier.told and was & told:
        return f"roles: {min(was)} ≠ {min(now)}, who wins"
    return ""


def _side_by_side(reading: Reading, one: Part, other: Part) -> bool:
    """Whether one is written on to the other, so that either may be its adjective: أوائل الطلبة, الطلبة
    الأوائل. Behind a verb they may be who does it, and to whom."""
    if other.at != one.end or not {one.kind, other.kind} <= _PLAIN or other.at in reading.breaks:
        return False
    if reading.words[one.at][0].isascii() or deed(one) or deed(other) or listed(reading, other):
        return False
    before = next((part for part in reading.parts if part.end == one.at), None)
    if before is None or not deed(before):
        return True
    return any(
        part.end <= before.at and part.kind in _SPEAKS and not part.joint for part in reading.parts
    )


def _clauses(reading: Reading, one: Part, other: Part) -> bool:
    """Whether something is said of each by itself, the second joined by و: مصر تفوز والجزائر تخسر."""
    return any(acts(part) for part in reading.parts if one.end <= part.at < other.at) and any(
        listed(reading, part) for part in reading.parts if one.end <= part.at <= other.at
    )


def _whose(
    now: Mapping[str, Part], before: Mapping[str, Part], later: Reading, earlier: Reading
) -> str:
    """Whether what one title says of one noun the other says of another: قصف قاعدة أمريكية, قصف أمريكي."""
    for unit, part in now.items():
        other = before.get(unit)
        if other is None or part.kind != other.kind:
            continue
        if part.unit in lexicon.DEPUTIES:
            one, two = _behind(part, later), _behind(other, earlier)
            if one != two and {one, two} <= now.keys() and {one, two} <= before.keys():
                return f"roles: {unit} of {two} ≠ {unit} of {one}"
        if part.kind != NATION:
            continue
        head, was = _head(part, later), _head(other, earlier)
        if any(part.unit in lexicon.WITHIN.get(of, ()) for of in (head, was)):
            continue  # طرابلس الليبية only says which
        if head != was and {head, was} <= now.keys() and {head, was} <= before.keys():
            return f"roles: {unit} is of {was} ≠ of {head}"
    return ""


def _behind(part: Part, reading: Reading) -> str:
    return next((one.unit for one in reading.parts if one.at == part.end), "")


def _head(part: Part, reading: Reading) -> str:
    """The noun that an Arabic adjective of a people stands behind, or ""."""
    word = reading.words[part.at]
    if word[0].isascii() or part.joint or reading.words[part.at - 1].startswith("نظير"):
        return ""
    before = [one for one in reading.parts if one.at < part.at]
    while before and before[-1].kind in (NATION, MODIFIER, SOFT, DAY):
        before.pop()
    return before[-1].unit if before and part.at - before[-1].end <= 1 else ""


def _speakers(later: Reading, earlier: Reading) -> str:
    """Whether each title lets speak whom the other speaks of."""
    if not (_speaker(later) and _speaker(earlier)):
        return ""
    if any(
        (deed(part) or (part is reading.parts[0] and part.joint)) and part.at < _speaker(reading)
        for reading in (later, earlier)
        for part in reading.parts
    ):
        return ""  # what happened, or why, and then who says so
    says, said = (
        {
            part.unit
            for part in reading.parts
            if part.at < _speaker(reading) and part.kind in _SPEAKS and not part.joint
        }
        for reading in (later, earlier)
    )
    says, said = says - _where(earlier), said - _where(later)  # a dateline says nothing
    says, said = says - said, said - says  # of تونس بوست and واشنطن بوست what is not of both
    of = {part.unit for part in later.parts if part.at >= _speaker(later)}
    was_of = {part.unit for part in earlier.parts if part.at >= _speaker(earlier)}
    if says & was_of and said & of:
        return f"roles: {min(says & was_of)} and {min(said & of)} have changed places"
    return ""


def _where(reading: Reading) -> frozenset[str]:
    """The places in which it happens."""
    return frozenset(
        part.unit for part in reading.parts if part.kind == PLACE and part.joint in _ANYWHERE
    )


def _speaker(reading: Reading) -> int:
    """Words before a colon, or before a verb by which somebody says what follows."""
    if reading.speaker:
        return reading.speaker
    says = next((part for part in reading.parts if part.unit in SAID), None)
    if says is None or not 0 < says.at <= _SPEAKER:
        return 0
    word = reading.words[says.at]
    if word in _SAYS_WHO or (word[0] == "ت" and word[-2] == "ي"):
        return 0
    plain = all(part.end > says.at or not (part.joint or deed(part)) for part in reading.parts)
    return says.at if plain else 0


def _agents(reading: Reading, order: dict[str, Part]) -> frozenset[str]:
    """Who did it, where a passive says so: «by», or the noun behind «is exposed to the attack of»."""
    found = {unit for unit, part in order.items() if part.joint in BY}
    if not found and not _EXPOSED.isdisjoint(reading.words):
        at = next(at for at, word in enumerate(reading.words) if word in _EXPOSED)
        behind = [part for part in reading.parts if part.at > at]
        for deed, agent in pairwise(behind):
            if acts(deed):
                return frozenset([agent.unit]) if not agent.joint else frozenset()
    return frozenset(found)


def _voices(
    here: dict[str, Part], there: dict[str, Part], by: frozenset[str], was_by: frozenset[str]
) -> tuple[str, bool]:
    """Who did it to whom where one title or both are passive; whether that settles it."""
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
    for agent in agents & active.keys():
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


def _order(reading: Reading) -> dict[str, Part]:
    """Those who act and are acted upon, in order; who speaks before a colon is not among them. What hangs on
    a noun behind a preposition stands behind it too."""
    found: dict[str, Part] = {}
    before: Part | None = None
    counted = _befallen(reading)
    speaker = _bare_speaker(reading)
    for part in reading.parts:
        somebody = part.kind in _NOUNS or part.unit in lexicon.DEPUTIES
        if (
            not somebody
            or part.unit in _PASSED_OVER
            or part.counted in _MEASURES
            or (part.unit in _ROUND_MANY and _is_toll(reading, part))
            or part.at in counted
            or _deed(reading, part)
        ):
            before = None
            continue
        goes_on = (
            before is not None
            and part.at not in reading.breaks
            and reading.tongue not in _CASED
            and (
                before.end == part.at
                or (before.joint in BY and part.kind in _OWNERS and _of(reading, before, part))
            )
        )
        if goes_on and before is not None and before.joint not in ("", OBJECT) and not part.joint:
            part = part._replace(joint=before.joint)
        before = part
        if (part.at >= speaker or part.joint) and not (
            part.kind == SOFT and part.unit[:1] in (CONCEPT, "%")
        ):
            found.setdefault(part.unit, part)
    return found


def _bare_speaker(reading: Reading) -> int:
    """Words of who speaks; none where somebody does something in them: محافظ أسوان يهاجم كتالة: …, but
    not بسبب ارتفاع الحرارة: …"""
    speaker = _speaker(reading)
    if not speaker or not reading.parts or reading.parts[0].joint:
        return speaker
    ahead = (part for part in reading.parts if part.at < speaker)
    return 0 if any(acts(part) and part.kind != SOFT for part in ahead) else speaker


def _is_toll(reading: Reading, part: Part) -> bool:
    """Whether those who stand beside it are dead or hurt."""
    return any(
        one.unit in (CONCEPT + "killed", CONCEPT + "wounded")
        for one in reading.parts
        if one.at == part.end or one.end == part.at
    )


def _befallen(reading: Reading) -> frozenset[int]:
    """Where those stand who are counted and whom something befell that nobody did: 9 عمال, in a landslide."""
    if not reading.counts or _BEFALLS.isdisjoint(reading.told):
        return frozenset()
    if any(part.joint in BY for part in reading.parts):
        return frozenset()  # two gunmen killed by police, two police killed by gunmen
    ends = {part.end for part in reading.parts if part.kind == NUMBER}
    counted = frozenset(part.at for part in reading.parts if part.at in ends)
    if not _BY_NOBODY.isdisjoint(reading.told):
        return counted
    for deed_ in reading.parts:  # gunmen kill three officers, officers kill three gunmen
        if deed_.unit in _BEFALLS:
            before = [one for one in reading.parts if one.end <= deed_.at and not one.joint]
            if any(one.kind in _SPEAKS and one.at not in counted for one in before):
                return frozenset()
    return counted


def _deed(reading: Reading, part: Part) -> bool:
    """Whether it is what is done; a verb's noun with its article and no preposition behind it is somebody:
    المعارضة تهاجم الحكومة."""
    if not acts(part) or part.kind == SOFT:
        return acts(part)
    if _DOER.fullmatch(reading.words[part.at]):
        return False
    if not reading.words[part.at].startswith("ال"):
        return True
    after = next((one for one in reading.parts if one.at >= part.end), None)
    return after is None or after.joint in _GOVERNS


def _by_unit(reading: Reading) -> dict[str, Part]:
    """The first that tells a unit; المتظاهرين, of which التظاهر behind a preposition is another."""
    return {part.unit: part for part in reversed(reading.parts)}


_NEW: Final = CONCEPT + "fresh_"


def _crossed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str | None:
    """Where both tell of a rise and of a fall: whether what rose in one fell in the other. None: they do not
    tell both, or tell them in one order."""
    for line in later.groups.keys() & earlier.groups.keys():
        now, before = (
            sorted((part.at, part.unit) for group in side[line].values() for part in group)
            for side in (later.groups, earlier.groups)
        )
        if len(later.groups[line]) < 2 or len(earlier.groups[line]) < 2:
            continue
        if [unit for _, unit in now] == [unit for _, unit in before]:
            continue
        if _each_of_its_own(later, earlier, line, twins) or _turned_round(later, earlier, twins):
            return ""
        here = [twins.get(unit, unit) for unit in _order(later)]
        there = list(_order(earlier))
        if [unit for unit in here if unit in there] == [unit for unit in there if unit in here]:
            return f"roles: {now[0][1]} and {before[0][1]} have changed places"
        return ""
    return None


def _each_of_its_own(later: Reading, earlier: Reading, line: str, twins: Mapping[str, str]) -> bool:
    """Whether the same stands behind each that rises or falls, so that only their order is another."""
    now, before = (
        {part.unit: _run(side, part) for group in side.groups[line].values() for part in group}
        for side in (later, earlier)
    )
    return now.keys() == before.keys() and all(
        run and [twins.get(unit, unit) for unit in run] == before[unit_of]
        for unit_of, run in now.items()
    )


def _run(reading: Reading, part: Part) -> list[str]:
    """What is written on to it, up to a preposition; where nothing is, what stands before it."""
    found: list[str] = []
    end = part.end
    for one in reading.parts:
        if one.at == end and not one.joint and one.at not in reading.breaks:
            if listed(reading, one) or one.kind == SOFT or one.unit in _WHEN:
                break
            found.append(one.unit)
            end = one.end
    if found:
        return found
    before = next((one for one in reading.parts if one.end == part.at), None)
    return [before.unit] if before is not None and part.at not in reading.breaks else []


_GENITIVES: Final = frozenset(["of", "the", "de", "du", "des", "la", "le", "l", "d"])


def _of(reading: Reading, one: Part, other: Part) -> bool:
    """Whether one is of the other, as a genitive tells it: coast of Japan, Japan coast."""
    between = reading.words[one.end : other.at]
    return bool(between) and _GENITIVES.issuperset(between)


def _new(reading: Reading) -> str:
    """What is new: the noun behind it, be its people between them."""
    parts = iter(reading.parts)
    next((part for part in parts if part.unit == _NEW), None)
    return next((part.unit for part in parts if part.kind not in (NATION, PLACE, SOFT)), "")


def _beside(reading: Reading, one: Part, other: Part) -> bool:
    """Whether nothing is done between the two."""
    first, second = sorted((one, other), key=lambda part: part.at)
    return not any(acts(part) for part in reading.parts if first.end <= part.at < second.at)


def _lies_in(reading: Reading, one: Part, other: Part) -> bool:
    """Whether the second lies in the first: Indonesia's Sulawesi, off Sulawesi, Indonesia."""
    kinds = {one.kind, other.kind}
    return kinds <= {PLACE, WORD} and reading.words[one.end : other.at] == ("s",)


def _breaks(reading: Reading, parts: Sequence[Part], at: int) -> bool:
    """Whether something else begins between a part and the one before it."""
    return not reading.breaks.isdisjoint(range(parts[at - 1].end, parts[at].at + 1))


def _turned_round(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> bool:
    """Whether one is the other with its end put first: a phrase with its preposition, or all that stands
    behind a colon or dots."""
    now, before = ([part for part in side.parts if part.kind != SOFT] for side in (later, earlier))
    a, b = [twins.get(part.unit, part.unit) for part in now], [part.unit for part in before]
    if len(a) != len(b):
        return False
    for at in range(1, len(a)):
        if a[at:] + a[:at] != b:
            continue
        cut = _breaks(later, now, at), _breaks(earlier, before, len(b) - at)
        if (cut[0] and at > 1 and acts(now[-1])) or (
            cut[1] and len(b) - at > 1 and acts(before[-1])
        ):
            return True  # closure of the plant: the minister denies
        if all(cut) or now[0].joint or before[0].joint:
            return True
    return False
