"""Of what country a player, a coach or a club is, beside the name: it says nothing more.

المدرب الإيطالي إنزاغي     =  المدرب إنزاغي
الزمالك المصري            =  الزمالك          there is one club of the name
الهلال السوداني           ≠  الهلال           of several the one that most titles mean needs no country
مدرب إيطالي               stays: nobody is named
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems, words
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.words import clubs, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, SOFT, WORD

_PLAYERS: Final = frozenset(
    words(
        """مدرب لاعب مهاجم مدافع حارس نجم جناح ظهير قائد هداف دولي موهبة أسطورة لاعبة نجمة ملاكم عداء سباح
        رباع مصارع حكم ثنائي متوسط مدير فني"""
    )
)
_COACH: Final = OFFICE + "coach"
_STARS: Final = frozenset(
    CONCEPT + name
    for name in (
        "mo_salah", "sinner_", "djokovic_", "alcaraz_", "mbappe_", "haaland_", "benzema_", "lewandowski_",
        "guardiola_", "mourinho_", "ancelotti_", "messi", "ronaldo",
    )
)  # fmt: skip
_NAME: Final = 0.55
"""Weight of a word that may be a name."""


def without_origins(parts: list[Part], title: Sequence[str]) -> list[Part]:
    """With the peoples that say no more as what is passed over."""
    if not any(part.kind == NATION for part in parts):
        return parts
    found = list(parts)
    for at, part in enumerate(parts):
        if part.kind != NATION or part.joint or not title[part.at].startswith("ال"):
            continue
        before = parts[at - 1] if at and parts[at - 1].end == part.at else None
        after = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].at == part.end else None
        if before is None:
            continue
        if _is_club(before, part, title) or (_plays(before, title) and _is_name(after, title)):
            found[at] = part._replace(kind=SOFT)
    return found


def _is_club(club: Part, people: Part, title: Sequence[str]) -> bool:
    """Whether it needs no country; its adjective is a man's: الشرطة العراقي."""
    if title[people.at].endswith("ه"):
        return False
    if club.unit in clubs.CLUBS:
        return True
    return any(clubs.MOSTLY.get(form) == people.unit for form in stems(title[club.end - 1]))


def _plays(part: Part, title: Sequence[str]) -> bool:
    return part.unit == _COACH or not _PLAYERS.isdisjoint(stems(title[part.end - 1]))


def _is_name(part: Part | None, title: Sequence[str]) -> bool:
    """Whether somebody is named there."""
    if part is None or part.joint:
        return False
    if part.unit in _STARS or part.unit in offices.GIVEN:
        return True
    if part.kind != WORD or acts(part) or title[part.at][:2] in ("ال", "لل"):
        return False
    return rarity.weight(part.unit) >= _NAME
