"""What a repeat may leave out of what was told, and what it may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workers.dedupe.comparing.agents import by_whom
from workers.dedupe.comparing.besides import (
    WANTED,
    his_government,
    institution,
    other_toll,
    relative,
    second_clause,
    turns,
    who_did_it,
)
from workers.dedupe.comparing.harmless import harmless, says_enough
from workers.dedupe.comparing.owners import of_whom
from workers.dedupe.comparing.sorts import NOUNS
from workers.dedupe.forms.twins import DENY
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, numbers, offices
from workers.dedupe.words.kinds import (
    CONCEPT,
    MODIFIER,
    MONTH,
    NATION,
    NOT,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    SOFT,
    WORD,
    YEAR,
)
from workers.dedupe.words.likeness import heft

WHICH: Final = ", of which all else is told"
WHO: Final = ", who does it"
"""Ends the reason where another does it than the title without it says."""
_NEVER_LEFT_OUT: Final = (MODIFIER, ORDINAL, NUMBER, OFFICE, MONTH, YEAR)
_MOST: Final = 0.7
"""Share of the earlier title's weight that a repeat tells at least."""
_MOST_OF_MUCH: Final = 0.5
"""The same, where what is told is enough to be told of nothing else."""
_LEAST_PARTS: Final = 3
_WITHOUT_PEOPLE: Final = 3
_IS: Final = frozenset(["يعد", "تعد", "يمثل", "تمثل", "يعتبر", "تعتبر", "يشكل", "تشكل", "هو", "هي"])
"""Before what is said of the first noun: who leaves it out tells of that alone."""
_WITHOUT_PLACE: Final = 5
"""Parts that both tell, where one of them leaves out where."""
_GOVERNMENT: Final = CONCEPT + "government"
"""Through it a state acts, as it speaks through its ministries; its army may do what it does not."""
_COURT: Final = CONCEPT + "court"
_JAIL: Final = CONCEPT + "jail"
_TO: Final = ("", "to")
_ONE: Final = NUMBER + "1"
"""شهر واحد is شهر."""
_DEEDS: Final = 2
_VERBS: Final = "يتن"
"""Letters with which a verb begins in the present; a noun of action that does is let pass."""
_SPECIFIC: Final = 2.2
"""Weight of what both tell, from which on hardly anything else is told by the same words."""
_TELLING: Final = 1.4
"""The same, where only who announces it is left out."""
_SPEAKER: Final = 7
"""Words before what somebody says."""
_SAYS: Final = frozenset([CONCEPT + "says", CONCEPT + "affirm"])
_NONE: Final[frozenset[str]] = frozenset()
_WITHIN: Final = ("خلال", "within")
_COMPANY: Final = CONCEPT + "company"
_RISE: Final = CONCEPT + "rise"
_THERE: Final = frozenset([CONCEPT + "arrive", CONCEPT + "host_"])
"""Where somebody is, or something is held, says as much."""
_COMPASS: Final = frozenset(CONCEPT + side for side in ("north", "south", "east", "west"))
_KINDS: Final = frozenset([CONCEPT + "accident"])
"""Nouns that only say what a deed is: حادث إطلاق نار."""
_AMONG: Final = 3
"""Words from the number of some of them to the end of what is left out with it."""
_AMONG_WORDS: Final = frozenset(["بينهم", "بينها", "بينهن", "منهم", "منها", "including", "dont"])


def _among(part: Part, whole: Reading) -> bool:
    """Whether it only says who is among those who are counted: بينهم 4 نساء."""
    nearest = max(
        (one.at for one in whole.parts if one.kind == NUMBER and one.end <= part.end), default=-1
    )
    return nearest > 0 and part.end - nearest <= _AMONG and whole.words[nearest - 1] in _AMONG_WORDS


def _same_number(part: Part, earlier: Reading, later: Reading) -> bool:
    """Whether the number of them is told by both, and no other."""
    number = next((one for one in earlier.parts if one.end == part.at), None)
    return (
        number is not None
        and number.kind == NUMBER
        and number.unit in later.told
        and len(later.counts) == len(earlier.counts) == 1
    )


def _more_fully(part: Part, after: Part, whole: Reading) -> bool:
    """Whether `part` says only more fully who `after` is: the ministry through which a state speaks
    (الخارجية الفرنسية). No rare word before a name is taken for a first name: it may be his cook."""
    speaks = part.unit in offices.PORTFOLIOS or part.unit == _GOVERNMENT
    if part.unit == _COURT:  # nobody else jails; but a court that convicts is not its country
        speaks = _JAIL in whole.told
    return speaks and part is whole.parts[0] and after.kind in (NATION, PLACE)


def _body_of(part: Part, after: Part, earlier: Reading, later: Reading) -> bool:
    """Whether it is a body of the place in which the later title says that it happens: بلدية أربيل."""
    if part is not earlier.parts[0] or after.kind != PLACE:
        return False
    body = not offices.BODIES.isdisjoint(earlier.words[part.at : part.end])
    return body and any(one.unit == after.unit and one.joint for one in later.parts)


def _tops(part: Part, after: Part, whole: Reading) -> bool:
    """Whether it is the first noun of the title, and what follows hangs on it by a preposition: فيلم عن …"""
    first = next((one for one in whole.parts if one.kind != SOFT), None)
    if part.unit in concepts.ACTORS or part.unit in offices.PORTFOLIOS:
        return False
    return part is first and part.kind in (WORD, CONCEPT) and after.at - part.end <= 1


def _suffers(part: Part, whole: Reading) -> bool:
    """Whether it stands right behind an Arabic verb: شرطي يصيب شابا is not إصابة شرطي."""
    before = next((one for one in whole.parts if one.end == part.at), None)
    if before is None or part.joint or part.kind == SOFT or not acts(before) or not before.at:
        return False
    return whole.words[before.at][0] in _VERBS


def _heads(part: Part, after: Part, whole: Reading) -> bool:
    """Whether it does what the verb says, and the name before it only tells whose it is: Boeing supplier to
    cut jobs."""
    latin = whole.words[part.at][0].isascii() and part.kind in (WORD, CONCEPT, MODIFIER)
    return latin and after.at - part.end <= 1 and acts(after) and part.at > 0


def only_maybe(drops: Sequence[Part], earlier: Reading, later: Reading) -> tuple[Part, ...]:
    """The deeds of `later` that `earlier` only tried, feared or planned: محاولة اغتيال, then اغتيال."""
    soon = [part for part in earlier.parts if _is_soon(part)]
    if soon and not any(map(_is_soon, later.parts)) and NUMBER not in earlier.kinds:
        return tuple(one for one in later.parts if acts(one))[:_DEEDS] or later.parts[:1]
    for part in drops:
        if not concepts.IMPLIED.get(part.unit, _NONE).isdisjoint(later.told):
            continue
        maybe = part.unit in WANTED or not fillers.MODAL.isdisjoint(
            earlier.words[part.at : part.end]
        )
        if not maybe:
            continue
        behind = {one.unit for one in earlier.parts if part.end <= one.at}
        return tuple(one for one in later.parts if one.unit in behind)[:_DEEDS] or later.parts[:1]
    return ()


def _aside(drops: Sequence[Part], earlier: Reading, *, tail: bool) -> frozenset[int]:
    """Where the parts begin that only say who announces it, or (`tail`) what the title ends with:
    phrases behind a preposition or و, which a shorter title of the same news does without."""
    gone = {part.at for part in drops}
    parts = [part for part in earlier.parts if part.kind != SOFT]
    found: set[int] = set()
    end_parts: list[Part] = []
    for part in reversed(parts):
        if part.at not in gone:
            break
        end_parts.insert(0, part)
    while end_parts and not (end_parts[0].joint or earlier.words[end_parts[0].at][0] == "و"):
        del end_parts[0]
    somewhere = any(part.unit[:1] == PLACE for part in parts if part.at not in gone)
    if tail and not any(map(turns, end_parts)):
        found |= {part.at for part in end_parts if somewhere or part.unit[:1] != PLACE}
    says = next((part for part in earlier.parts if part.unit in _SAYS), None)
    end = max(earlier.speaker, says.at if says is not None and says.at <= _SPEAKER else 0)
    speaks = [part for part in parts if part.end <= end]
    if speaks and institution(speaks[0], earlier) and not any(map(turns, speaks)):
        found |= {part.at for part in speaks if part.at in gone}
    return frozenset(found)


def _is_soon(part: Part) -> bool:
    """Whether it says within what time something is to be: خلال ساعات."""
    return part.unit in concepts.SPANS and part.joint in _WITHIN


def shorn(drops: Sequence[Part], earlier: Reading, later: Reading) -> tuple[Part, ...]:
    """What no longer hangs on what it hung on, where `later` has the words of `earlier` in their order and
    only lacks some before or between them: خادمة مادونا, then مادونا. Nothing else of it is new, but it is
    another thing. What is left out at the end, or told before a colon, or the body that does it, makes a
    title shorter."""
    gone = {part.at for part in drops}
    left = [part for part in earlier.parts if part.kind != SOFT and part.at not in gone]
    kept = [part for part in later.parts if part.kind != SOFT]
    if [part.unit for part in left] != [part.unit for part in kept]:
        return ()
    first = min((at for at in gone if at >= earlier.speaker), default=None)
    head = earlier.parts[0]
    if first is None or (head.at in gone and institution(head, earlier)):
        return ()
    return tuple(one for part, one in zip(left, kept, strict=True) if part.at > first)[:1]


def left_out(
    drops: Sequence[Part],
    earlier: Reading,
    later: Reading,
    both: set[str],
    twins: Mapping[str, str],
) -> str:
    """What must not be left out in a repeat ("": nothing of the kind was). `twins`: units of `later` that
    `earlier` writes otherwise."""
    if not drops:
        return ""
    heavy = heft(both)
    later_toll = later.counts == earlier.counts and any(
        count.of in numbers.TOLL for count in later.counts
    )
    if heavy >= _TELLING:
        aside = _aside(drops, earlier, tail=heavy >= _SPECIFIC)
        aside |= who_did_it(earlier, later, both, twins, states=heavy >= _SPECIFIC) | by_whom(
            drops, earlier, later
        )
        aside |= second_clause(drops, earlier, both) | other_toll(drops, earlier, later)
        drops = [part for part in drops if part.at not in aside]
    for part in drops:
        if _among(part, earlier) or part.unit == _ONE:
            continue
        if not concepts.IMPLIED.get(part.unit, _NONE).isdisjoint(both):
            continue
        if part.unit == _RISE and later_toll:
            continue
        if part.counted in numbers.TOLL and _same_number(part, earlier, later):
            continue  # 69 قتيلا, 69 victims
        if part.unit in _THERE and not any(map(acts, later.parts)):
            continue  # in Baghdad is who arrived there
        dateline = part.kind == PLACE and part.end <= earlier.speaker and len(both) >= _LEAST_PARTS
        if dateline:
            continue
        if part.unit in _COMPASS and any(unit[0] == PLACE for unit in both):
            continue
        if heavy >= _TELLING and acts(part) and relative(part, earlier, both):
            continue
        if part.unit == _GOVERNMENT and his_government(part, earlier, both):
            continue
        if part.kind == OFFICE and any(
            unit in both and office == part.unit for unit, (office, _) in offices.HOLDERS.items()
        ):
            continue  # who is told holds it
        if of_whom(part, earlier, later):
            return f"it leaves out {part.unit}{WHO}"
        if heavy >= _SPECIFIC and harmless(part, earlier, later, both):
            continue
        judged = part.at > 0 and earlier.words[part.at - 1] in _IS
        if acts(part) or judged:
            return f"it leaves out what is done: {part.unit}"
        if _suffers(part, earlier):
            return f"it leaves out to whom it is done: {part.unit}"
        speaks = part.at < earlier.speaker and part.kind == OFFICE
        if (part.kind in _NEVER_LEFT_OUT and not speaks) or part.unit in (NOT, DENY):
            return f"it leaves out {part.unit}"
        after = next(
            (one for one in earlier.parts if one.at >= part.end and one.kind != SOFT), None
        )
        if after is not None and after.joint and after.unit in both and _tops(part, after, earlier):
            return f"it leaves out {part.unit}{WHICH}"
        hangs = after is not None and after.joint in _TO and after.unit in both
        if hangs and after is not None and _heads(part, after, earlier):
            return f"it leaves out {part.unit}{WHO}"
        if hangs and after is not None and acts(after):
            word = earlier.words[after.at]
            verb = part.end != after.at or word[0] in _VERBS or word[0].isascii()
            hangs = not (verb or part.unit in _KINDS or part.at < earlier.speaker)
        if hangs and after is not None and _more_fully(part, after, earlier):
            continue
        if hangs and after is not None and _body_of(part, after, earlier, later):
            continue
        name = after is not None and after.kind in (WORD, PLACE, NATION)
        hangs = hangs and not (part.unit == _COMPANY and name)
        if hangs and heavy >= _SPECIFIC:
            hangs = not (
                part.unit in NOUNS
                or part.unit in fillers.SORTS
                or (part.kind == PLACE and part.joint)
            )
        hangs = hangs and not says_enough(part, earlier, both, heavy)
        if hangs and part.kind != NATION and not speaks:
            return f"it leaves out {part.unit}, on which {after.unit if after else ''} hangs"
        least = _WITHOUT_PEOPLE if part.kind == NATION else _WITHOUT_PLACE
        if part.unit[:1] == PLACE and len(both) < least:
            return f"it leaves out where: {part.unit[1:]}"
    most = _MOST_OF_MUCH if heavy >= _SPECIFIC else _MOST
    if len(both) < _LEAST_PARTS or heavy < most * (heavy + heft(part.unit for part in drops)):
        return "it leaves out most"
    return ""
