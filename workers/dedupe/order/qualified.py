"""Of which noun something is said: an adjective of a people, the deputy of an office.

قصف قاعدة أمريكية ≠ قصف أمريكي لقاعدة      of the base, or of the strike
نائب الرئيس يلتقي الوزير ≠ الرئيس يلتقي نائب الوزير
شرق بغداد وغرب الموصل ≠ غرب بغداد وشرق الموصل
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.order.lands import of_its_land
from workers.dedupe.reading.neighbours import right_behind, unit_of
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.concepts import COMPASS
from workers.dedupe.words.kinds import CONCEPT, DAY, MODIFIER, NATION, OFFICE, PLACE, SOFT

_BY_AIR: Final = frozenset(
    [
        *(
            CONCEPT + one
            for one in (
                "bomb",
                "attack",
                "drone",
                "drone_many",
                "plane",
                "plane_many",
            )
        ),
        "مسيره",
        "مسيرات",
    ]
)
_OF_ONE_STATE: Final = frozenset(CONCEPT + one for one in ("police", "settler_many"))
"""Those of which one state alone has both."""
_BODIES: Final = frozenset([CONCEPT + "parliament", CONCEPT + "government"])
_HIRES: Final = frozenset(CONCEPT + one for one in ("dismiss", "appoint", "confidence_"))
_MANY: Final = ("يين", "يون")
_PRESENT: Final = "يت"
_MANY_OF_THEM: Final = frozenset(["عشرات", "ميات", "الاف", "معظم", "غالبيه"])
"""Before those of a people, who are none of it: عشرات العراقيين."""


def qualified(
    now: Mapping[str, Part], before: Mapping[str, Part], later: Reading, earlier: Reading
) -> str:
    """Why what one title says of one noun the other says of another ("": it does not)."""
    for unit, part in now.items():
        other = before.get(unit)
        if other is None or part.kind != other.kind:
            continue
        quarter = part.unit in COMPASS
        if part.unit in offices.DEPUTIES or quarter:
            one, two = _chief(part, later), _chief(other, earlier)
            if quarter and {one[:1], two[:1]} != {PLACE}:
                continue
            if one != two and {one, two} <= now.keys() and {one, two} <= before.keys():
                return f"roles: {unit} of {two} ≠ {unit} of {one}"
        if part.kind != NATION:
            continue
        head, was = _head(part, later), _head(other, earlier)
        if any(part.unit in nations.WITHIN.get(of, ()) for of in (head, was)):
            continue  # طرابلس الليبية only says which
        if of_its_land(part, later) or of_its_land(other, earlier):
            continue
        if {head, was} <= _BY_AIR or {head, was} == _OF_ONE_STATE:
            continue  # غارة إسرائيلية من مسيرة, مسيرة إسرائيلية
        if _its_own_minister(head, was, later) and _its_own_minister(head, was, earlier):
            continue
        if head != was and {head, was} <= now.keys() and {head, was} <= before.keys():
            return f"roles: {unit} is of {was} ≠ of {head}"
    return ""


def _its_own_minister(head: str, was: str, reading: Reading) -> bool:
    """Whether one is a parliament and the other one of the ministers whom it dismisses or confirms: it has no
    other people's."""
    body = next((one for one in (head, was) if one in _BODIES), "")
    office = next(
        (one for one in reading.parts if one.unit in (head, was) and one.unit != body), None
    )
    minister = office is not None and any(
        one.kind == OFFICE and one.end in (office.at, office.end) for one in reading.parts
    )
    return bool(body) and minister and not _HIRES.isdisjoint(reading.told)


def _chief(deputy: Part, reading: Reading) -> str:
    return unit_of(right_behind(deputy, reading))


def _head(part: Part, reading: Reading) -> str:
    """The noun that an Arabic adjective of a people stands behind, or ""."""
    word = reading.words[part.at]
    if word[0].isascii() or part.joint or reading.words[part.at - 1].startswith("نظير"):
        return ""
    before = [one for one in reading.parts if one.at < part.at]
    while before and before[-1].kind in (NATION, MODIFIER, SOFT, DAY):
        before.pop()
    if before and before[-1].unit in _MANY_OF_THEM:
        return ""
    if not before or part.at - before[-1].end > 1 or _somebody(part, before[-1], reading):
        return ""
    return before[-1].unit


def _somebody(part: Part, before: Part, reading: Reading) -> bool:
    """Whether those of a people are told of by its name alone, behind what is done to them or who does it:
    يعتقل فلسطينيين, اعتقال الجيش فلسطينيين."""
    word, head = reading.words[part.at], reading.words[before.at]
    if word.startswith("ال"):
        return acts(before) and head[0] in _PRESENT and word.endswith(_MANY)
    many = word.endswith(_MANY) and acts(before)
    return many or (head.startswith("ال") and not acts(before) and before.end == part.at)
