"""Of what country a player, a coach or a club is, beside the name: it says nothing more.

المدرب الإيطالي إنزاغي     =  المدرب إنزاغي
الزمالك المصري            =  الزمالك          there is one club of the name
الهلال السوداني           stays: there are several clubs of the name
مدرب إيطالي               stays: nobody is named
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.words import clubs, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, SOFT, WORD

_OIL: Final = CONCEPT + "oil"
"""A club as well."""
_COACH: Final = OFFICE + "coach"
_ORIGIN: Final = CONCEPT + "origin_"
_DEALS: Final = frozenset(
    [
        CONCEPT + deed
        for deed in ("contract_", "contract_noun", "dismiss", "appoint", "join", "absent_")
    ]
    + ["ضم", "يضم"]
)
"""Behind which somebody is told of by his country."""
_PLAYED: Final = frozenset(CONCEPT + name for name in ("win", "lose", "draw", "match_", "qualify"))
_RARE: Final = 0.7
"""Weight of a word that is a name."""
_BEFORE_NAMES: Final = frozenset(["مع", "ل", "علي", "من"])
_DEFINITE: Final = ("ال", "لل", "وال", "بال")
_NAME: Final = 0.55
"""Weight of a word that may be a name."""


def without_origins(parts: list[Part], title: Sequence[str]) -> list[Part]:
    """With the peoples that say no more as what is passed over."""
    if NATION not in [part[1] for part in parts]:  # as in most titles
        return parts
    found = list(parts)
    played = any(part.unit in _PLAYED or part.unit in clubs.CONTESTS for part in parts)
    for at, part in enumerate(parts):
        if part.kind != NATION or not title[part.at].startswith(_DEFINITE):
            continue
        if part.joint:
            after = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].at == part.end else None
            if part.joint in _BEFORE_NAMES and _is_name(after, title):
                found[at] = part._replace(unit=_ORIGIN, kind=SOFT)  # مع الفرنسي مبابي
                found[at + 1] = parts[at + 1]._replace(joint=part.joint)
            continue
        before = parts[at - 1] if at and parts[at - 1].end == part.at else None
        after = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].at == part.end else None
        if before is not None and before.unit in _DEALS and _is_name(after, title):
            found[at] = part._replace(unit=_ORIGIN, kind=SOFT)  # ضم البرازيلي فيريرا
            continue
        if before is None:
            if at == 0 and _is_name(after, title):
                found[at] = part._replace(unit=_ORIGIN, kind=SOFT)  # المغربي حكيمي
            continue
        if _is_club(before, part, title, played=played) or (
            _plays(before, title) and _is_name(after, title)
        ):
            found[at] = part._replace(unit=_ORIGIN, kind=SOFT)
    return found


def _is_club(club: Part, people: Part, title: Sequence[str], *, played: bool) -> bool:
    """Whether it needs no country; its adjective is a man's: الشرطة العراقي."""
    if title[people.at].endswith("ه"):
        return False
    if club.unit in clubs.CLUBS:
        return True
    if club.unit == _OIL and not played:
        return False  # صادرات النفط العراقي
    word = title[club.end - 1]
    if played and club.kind == WORD and not acts(club) and "ال" not in word[:3]:
        return rarity.weight(club.unit) >= _RARE  # كاواساكي الياباني
    return any(
        clubs.MOSTLY.get(form) == people.unit
        for form in stems(title[club.end - 1])
        if form not in clubs.SEVERAL
    )


def _plays(part: Part, title: Sequence[str]) -> bool:
    return part.unit == _COACH or not clubs.PLAYERS.isdisjoint(
        form
        for word in stems(title[part.end - 1])
        for form in (word, word.removesuffix("ه"), word.removesuffix("ها"))
    )


def _is_name(part: Part | None, title: Sequence[str]) -> bool:
    """Whether somebody is named there."""
    if part is None or part.joint:
        return False
    if part.unit in clubs.STARS or part.unit in offices.GIVEN:
        return True
    if part.kind != WORD or acts(part) or title[part.at][:2] in ("ال", "لل"):
        return False
    return rarity.weight(part.unit) >= _NAME
