"""What a house votes on, and what it votes for. In Iraq a house that «votes on» a law has passed it, be it
the parliament, that of Kurdistan or the council of a province.

مجلس الأمن يصوت لصالح مشروع ≠ مجلس الأمن يصوت على مشروع     it is carried, or may fall
البرلمان يقر الموازنة ≠ البرلمان يصوت غدا على الموازنة           it is done, or to come
البرلمان يقر الموازنة ≠ البرلمان يعرضها للتصويت
الكنيست يقر الموازنة ≠ الكنيست يصوت على الموازنة            abroad to vote on it is not to pass it
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.moments import ahead
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.nations import HOME, WITHIN

_VOTE: Final = CONCEPT + "vote"
_APPROVE: Final = CONCEPT + "approve"
_FOR: Final = folded_words("لصالح لمصلحة")
_TO: Final = folded_words("للتصويت لتصويت")
_TO_COME: Final = folded_words(
    "الليلة غدا الغد قريبا لاحقا المقبل المقبلة القادم القادمة مرتقب مرتقبة"
)
_ABROAD: Final = frozenset(CONCEPT + name for name in ("secouncil", "congress", "senate"))
_HOUSES_ABROAD: Final = folded_words("الكنيست كنيست الشيوخ البوندستاغ الدوما الأوروبي")
_CARRIED: Final = folded_words("بالقراءة القراءة بالإجماع بالأغلبية بأغلبية")
"""What is told of a vote that was taken."""


def put_to_the_vote(later: Reading, earlier: Reading) -> str:
    """Why it is carried in one title and only put to the vote in the other ("": it is alike)."""
    return _carried(later, earlier) or _carried(earlier, later)


def _carried(one: Reading, other: Reading) -> str:
    """Whether `one` says that it was approved, and `other` that there is a vote."""
    if _APPROVE not in one.told or _VOTE not in other.told or _APPROVE in other.told:
        return ""
    to_come = ahead(other) or not _TO_COME.isdisjoint(other.words)
    if to_come and not ahead(one) and _TO_COME.isdisjoint(one.words):
        return "stage: approved ≠ there will be a vote"
    if not _TO.isdisjoint(other.words):
        return "stage: approved ≠ put to the vote"
    if not _FOR.isdisjoint(one.words) and _FOR.isdisjoint(other.words):
        return "stage: votes for it ≠ votes on it"
    if _abroad(other) and (_FOR | _CARRIED).isdisjoint(other.words):
        return "stage: approved ≠ voted on abroad"
    return ""


def _abroad(reading: Reading) -> bool:
    """Whether it is a house of another land that votes, or that of the United Nations."""
    if not (_ABROAD.isdisjoint(reading.told) and _HOUSES_ABROAD.isdisjoint(reading.words)):
        return True
    votes = next(part for part in reading.parts if part.unit == _VOTE)
    return any(
        part.kind in (PLACE, NATION) and HOME not in (part.unit, *WITHIN.get(part.unit, ()))
        for part in reading.parts
        if part.end == votes.at
    )
