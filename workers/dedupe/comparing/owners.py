"""Whose it is of which a title tells: إصابة الحارس الشخصي للفنان is not إصابة الفنان.

What is somebody's stands before a ل in Arabic. A title that leaves it out, and tells of the owner what was
told of it, tells of somebody else. A body is no such thing: المؤسسة الوطنية للنفط is مؤسسة النفط.

Or it stands before the name with which the other title begins: محامي الغنوشي, رئيس نادي الزوراء. A leader's
company or party is not himself, wherever he is named: شركة ترامب.

Or whose force it is stands behind it: الطيران العراقي, طيران التحالف.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.harmless import SOMEBODY
from workers.dedupe.reading.neighbours import first_told, right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import clubs, concepts, nations, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.lists import folded_words

_COMPANY: Final = CONCEPT + "company"
_REGION: Final = PLACE + "إقليم كردستان"
"""Which has ministries of its own."""
_HIS: Final = folded_words(
    "شركة شركات منظمة مؤسسة مجموعة حملة منصة صندوق حزب كتلة تيار فندق منتجع عائلة أسرة محامو"
    " company companies organization organisation foundation campaign group party family administration"
)
"""Of a leader, and not himself."""
_TEAMS: Final = frozenset(["منتخب", CONCEPT + "team_", *clubs.CLUBS])
_NAME: Final = 0.55
"""Weight of a word that may be a name."""


def of_whom(part: Part, earlier: Reading, later: Reading) -> bool:
    """Whether somebody of whom the later title tells is in the earlier one only the one whose `part` is."""
    if part.kind not in (WORD, CONCEPT, OFFICE) or acts(part):
        return False
    word = earlier.words[part.at]
    if word[0].isascii() or word in offices.BODIES or part.unit == _COMPANY:
        return False  # المؤسسة الوطنية للنفط is مؤسسة النفط
    before = right_before(part, earlier)
    if before is not None and not part.joint and word.startswith("ال") and not acts(before):
        return False  # an adjective of what stands before it
    at = part.end
    while at < len(earlier.words) and (one := _at(at, earlier)) is not None and not one.joint:
        if one.unit in later.told:
            return False
        at = one.end
    one = _at(at, earlier)
    if one is None or one.joint != "ل":
        return False
    if one.kind == SOFT:  # للفنان محمود
        one = _at(one.end, earlier)
    now = next((it for it in later.parts if one is not None and it.unit == one.unit), None)
    return now is not None and not now.joint and now.kind in (WORD, CONCEPT, OFFICE, PLACE)


def _at(at: int, reading: Reading) -> Part | None:
    return next((one for one in reading.parts if one.at == at), None)


def another_of_his(drops: Sequence[Part], earlier: Reading, later: Reading) -> str:
    """Why he with whose name the later title begins is not who acts in the earlier one, which begins with
    somebody of his ("": he is)."""
    if not drops or drops[0].at != 0 or drops[0].kind == SOFT:
        return ""
    first = first_told(later)
    if first is None or first.joint or acts(first) or not _is_name(first):
        return ""
    name = next((one for one in earlier.parts if one.unit == first.unit), None)
    if name is None or name.joint or any(at <= name.at for at in earlier.breaks):
        return ""
    head = [one for one in earlier.parts if one.at < name.at and one.kind != SOFT]
    if not head or any(one.unit in later.told or acts(one) or one.joint for one in head):
        return ""
    word = earlier.words[0]
    last = earlier.words[head[-1].at]
    if word.startswith("ال") or last.startswith("ال"):
        return ""
    if head[0].unit in clubs.PLAYERS and any(one.unit in _TEAMS for one in head[1:]):
        return ""  # حارس المنتخب جلال حسن
    somebody = head[0].unit in SOMEBODY or not offices.PERSONS.isdisjoint(stems(word))
    leads = word in offices.CALLED and len(head) > 1 and rarity.weight(head[-1].unit) < _NAME
    if somebody or (leads and head[-1].unit not in offices.GIVEN and head[-1].kind == WORD):
        return f"person: {word} of {first.unit}"
    return ""


def his_body(later: Reading, earlier: Reading) -> str:
    """Why one tells of a leader's company or party, and the other of himself ("": neither does)."""
    return _his_body(later, earlier) or _his_body(earlier, later)


def _his_body(one: Reading, other: Reading) -> str:
    for name in one.parts:
        if name.unit not in concepts.LEADERS and name.unit not in offices.HOLDERS:
            continue
        at = name.end if one.words[name.at][0].isascii() else name.at - 1
        body = one.words[at] if 0 <= at < len(one.words) else ""
        if _HIS.isdisjoint(stems(body)) or not _HIS.isdisjoint(other.words):
            continue
        if name.unit in other.told:
            return f"body: {body} of {name.unit}"
    return ""


def of_the_region(drops: Sequence[Part], earlier: Reading, later: Reading) -> str:
    """Why it is not the ministry of the state that acts in the earlier title: مالية كردستان ("": it is)."""
    region = next((part for part in drops if part.unit == _REGION and not part.joint), None)
    if region is None or any(
        _REGION in nations.WITHIN.get(one.unit, ()) for one in later.parts if one.kind == PLACE
    ):
        return ""
    body = right_before(region, earlier)
    if body is None or body.end != region.at or body.joint:
        return ""
    word = earlier.words[body.at]
    of_it = body.unit in offices.PORTFOLIOS or word in offices.PORTFOLIOS or word in offices.BODIES
    return f"{word} of {_REGION[1:]}" if of_it else ""


def of_others(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether what stands before it is somebody else's in the other title: الطيران العراقي, طيران التحالف."""
    its = right_before(part, whole)
    there = next((one for one in other.parts if its is not None and one.unit == its.unit), None)
    theirs = right_behind(there, other) if there is not None else None
    if there is None or theirs is None or theirs.joint or theirs.kind == SOFT or acts(theirs):
        return False
    own = other.words[there.at].startswith(
        "ال"
    )  # المؤسسة الوطنية: its adjective, for it has its article
    return not own and theirs.unit not in whole.told


def _is_name(part: Part) -> bool:
    if part.unit in concepts.LEADERS or part.unit in clubs.CLUBS:
        return True
    return part.kind == WORD and rarity.weight(part.unit) >= _NAME
