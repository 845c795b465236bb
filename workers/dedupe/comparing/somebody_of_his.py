"""Somebody of his, whom one of two titles alone tells of.

نجل الوزير ≠ الوزير                     مدير مكتب الوزير ≠ الوزير
حارس رئيس النادي ≠ حارس النادي          somebody else's
المفتي الجعفري ≠ مفتي الجمهورية           of what rite he is
Minister's aide quits ≠ Minister quits

Asked last, of titles that else tell the same; where both tell of such a one: his_people.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import OFFICE, SOFT
from workers.dedupe.words.lists import folded_words

_WHOSE: Final = folded_words(
    "رئيس رئيسة نائب نائبة وزير وزيرة وكيل وكيلة مدير مديرة أمين قائد ملك أمير محافظ زعيم ابن ابنة نجل شقيق"
    " شقيقة زوج زوجة والد والدة مستشار مستشارة سفير سفيرة مساعد مرشح محامي سكرتير حارس سائق مرافق"
)
_HIS: Final = folded_words(
    "نجل نجلة شقيق شقيقة زوج زوجة والد والدة ابنة مستشار مستشارة مساعد مساعدة محامي محامية سائق سكرتير"
    " سكرتيرة مرافق حارس"
)
_AT_A_THING: Final = folded_words("سائق حارس")
_OFFICE: Final = folded_words("مكتب")
_LEADS: Final = folded_words("مدير مديرة رئيس رئيسة")
_GUILDS: Final = folded_words("نقيب نقيبة نقابة رابطة")
_SERVICES: Final = folded_words("مياه ماء كهرباء مجاري صحة تربية زراعة بلدية شرطة مرور بلديات نفوس")
"""Of a place, whose head is not the head of the place: مدير مياه الناحية."""
_OWNERS: Final = folded_words("أصحاب مالكي عموم")
_STATES: Final = folded_words("الجمهورية المملكة السلطنة الديار")
_RITES: Final = folded_words(
    "الجعفري الجعفرية الشيعي الشيعية السني السنية العلوي العلوية الدرزي الدرزية الحنفي الشافعي الماروني"
    " المارونية الأرثوذكسي الأرثوذكسية الكاثوليكي الكاثوليكية القبطي القبطية"
)
_OF_HIS: Final = folded_words(
    "aide aides adviser advisor son daughter wife husband widow brother sister lawyer lawyers bodyguard"
    " driver nephew niece cousin mother father uncle aunt assistant secretary successor predecessor"
    " rival opponent fils fille femme épouse mari frère soeur avocat conseiller chauffeur veuve père mère"
)
_THEIRS: Final = frozenset(["s", "to", "of", "du", "de", "des"])


def somebody_of_his(later: Reading, earlier: Reading) -> str:
    """Why one tells of somebody of his, or of somebody else's ("": neither does)."""
    return (
        _between(later, earlier)
        or _between(earlier, later)
        or _of(later, earlier)
        or _of(earlier, later)
        or _of_his(later, earlier)
        or _of_his(earlier, later)
    )


def _of(one: Reading, other: Reading) -> str:
    """Why it is somebody of his whom only `one` tells of (""; it is not): نجل الوزير, مدير مكتب الوزير."""
    for at, (word, of) in enumerate(pairwise(one.words)):
        his = word in _HIS or (word in _OFFICE and at and one.words[at - 1] in _LEADS)
        man = one.begins.get(at + 1)
        if not his or man is None or man.joint or at + 1 in one.breaks or at < one.speaker:
            continue
        if word in _AT_A_THING and man.kind != OFFICE:
            continue  # سائق الشاحنة
        if of in other.words and word not in other.words:
            return f"person: only one says {word}"
    return _of_a_rite(one, other)


def _of_a_rite(one: Reading, other: Reading) -> str:
    """Whether `one` says of what rite he is, and `other` of what state: المفتي الجعفري, مفتي الجمهورية."""
    if _STATES.isdisjoint(other.words):
        return ""
    for at, word in enumerate(one.words):
        who = one.ends.get(at) if word in _RITES and word not in other.words else None
        if who is not None and who.unit in other.told and _RITES.isdisjoint(other.words):
            return f"person: only one says {word}"
    return ""


def _between(one: Reading, other: Reading) -> str:
    """Why it is somebody else's (""; it is not): between two nouns that stand side by side in `other`, `one`
    has somebody: حارس رئيس النادي, حارس النادي."""
    guild = not _GUILDS.isdisjoint(one.words)
    if _WHOSE.isdisjoint(one.words) and not guild:
        return ""
    side_by_side = {
        (part.unit, after.unit) for part, after in pairwise(other.parts) if part.end == after.at
    }
    for at, word in enumerate(one.words):
        of_guild = guild and at and one.words[at - 1] in _GUILDS and word not in _OWNERS
        of_guild = of_guild or (word in _SERVICES and at and one.words[at - 1] in _LEADS)
        if not (word in _WHOSE or of_guild) or at in one.breaks:
            continue
        before, part, after = one.ends.get(at), one.begins.get(at), one.begins.get(at + 1)
        if before is None or part is None or after is None or part.joint or after.joint:
            continue
        if part.size > 1 or part.unit in other.told or _holds_no_one(before, one):
            continue
        if (before.unit, after.unit) in side_by_side:
            return f"person: only one says {word}"
    return ""


def _holds_no_one(part: Part, reading: Reading) -> bool:
    """Whether it is no noun before whose it is."""
    word = reading.words[part.at]
    return part.kind == SOFT or acts(part) or any(form.startswith("ال") for form in stems(word))


def _of_his(one: Reading, other: Reading) -> str:
    """The same in other tongues than Arabic: Minister's aide, fils de."""
    if not one.tongue and not other.tongue:
        return ""
    found = _OF_HIS.intersection(one.words)
    if not found or not _OF_HIS.isdisjoint(other.words):
        return ""
    for before, word, after in zip(("", *one.words), one.words, (*one.words[1:], ""), strict=False):
        if word in found and (before == "s" or after in _THEIRS):
            return f"person: only one says {word}"
    return ""
