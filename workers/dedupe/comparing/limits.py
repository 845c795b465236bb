"""What limits, excepts or denies a part of what two titles tell, and does so in one of them alone.

إلغاء نصف الرحلات ≠ إلغاء الرحلات               a share of it
توافق على الخطة باستثناء بند ≠ بما في ذلك بند     what is excepted
الجيش غير مستعد ≠ الجيش مستعد                   a «not» that another «not» of the title hides
بلا شروط ≠ بشروط                               or a «without»
تغريم فيسبوك لا غوغل ≠ تغريم غوغل لا فيسبوك       or that is said of the other
إضراب الاثنين والثلاثاء ≠ إضراب الاثنين           two days, or one of them

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, MONTH, NOT, NUMBER, OFFICE, SOFT, WEEKDAY
from workers.dedupe.words.lists import folded_words

_SHARES: Final = folded_words("نصف ثلث ثلثا ثلثي ربع half third quarter moitié tiers quart")
_NO_SHARES: Final = folded_words(
    "النهائي نهائي النهائية نقل قرن سنوي سنوية السنوي السنوية شهري شهرية موسمي ساعة عام العام final finals"
    " finale finales year yearly point life time"
)
"""Behind the like of نصف, what it is no share of."""
_EXCEPT: Final = folded_words(
    "باستثناء عدا ماعدا سوى باستثنائه باستثنائها except excluding sauf excepté hormis hariç salvo"
    " excepto außer eccetto tranne exceto"
)
_EASTERN: Final = ("persian", "sorani")
_UN: Final = frozenset(["غير"])
_WITHOUT: Final = CONCEPT + "without"
_NEGATES: Final = folded_words("غير لا لم لن ليس ليست ليسوا بلا دون بدون عدم")


def limits(later: Reading, earlier: Reading) -> str:
    """Why one tells of more or of less than the other ("": neither does)."""
    return (
        _excepts(later, earlier)
        or _share(later, earlier)
        or _share(earlier, later)
        or _un(later, earlier)
        or _un(earlier, later)
        or _without(later, earlier)
        or _without(earlier, later)
        or _denies_another(later, earlier)
        or _one_of_the_days(later, earlier)
        or _one_of_the_days(earlier, later)
    )


def _excepts(later: Reading, earlier: Reading) -> str:
    if later.tongue in _EASTERN or earlier.tongue in _EASTERN:
        return ""  # از سوی
    now, before = _EXCEPT.intersection(later.words), _EXCEPT.intersection(earlier.words)
    if bool(now) == bool(before):
        return ""
    return f"scope: only one says {min(now or before)}"


def _share(one: Reading, other: Reading) -> str:
    """Whether only `one` tells of a share of what both tell."""
    if _SHARES.isdisjoint(one.words) or any(map(_is_share, other.words)):
        return ""
    if NUMBER in other.kinds:
        return ""  # which may be the share: 50 بالمئة
    for at, (word, of) in enumerate(pairwise(one.words)):
        whole = one.begins.get(at + 1)
        if word in _SHARES and of not in _NO_SHARES and whole and whole.unit in other.told:
            return f"scope: only one says {word}"
    return ""


def _is_share(word: str) -> bool:
    return not _SHARES.isdisjoint(stems(word))


def _un(one: Reading, other: Reading) -> str:
    """Whether `one` says غير before what `other` tells without."""
    if _UN.isdisjoint(one.words) or NOT in other.told:
        return ""
    for part in one.parts:
        if not part.at or one.words[part.at - 1] not in _UN:
            continue
        there = [it for it in other.parts if it.unit == part.unit]
        if there and not any(it.at and other.words[it.at - 1] in _NEGATES for it in there):
            return f"not: {part.unit}"
    return ""


def _without(one: Reading, other: Reading) -> str:
    """Whether it is without in `one` what it is with in `other`: بلا شروط, بشروط."""
    if _WITHOUT not in one.told or _WITHOUT in other.told or NOT in other.told:
        return ""
    for part, after in pairwise(one.parts):
        if part.unit == _WITHOUT and after.at == part.end:
            word = one.words[after.at]
            if "ب" + word in other.words or ("مع", word) in pairwise(other.words):
                return f"not: without {word} ≠ with it"
    return ""


def _denies_another(later: Reading, earlier: Reading) -> str:
    """Whether each says «not» of what the other tells without."""
    if NOT not in later.told or NOT not in earlier.told:
        return ""
    now, before = _denied(later), _denied(earlier)
    mine, its = now - before, before - now
    if mine & earlier.told and its & later.told:
        return f"not: {min(its)} ≠ {min(mine)}"
    return ""


def _denied(reading: Reading) -> set[str]:
    return {after.unit for part, after in pairwise(reading.parts) if part.unit == NOT}


def _one_of_the_days(one: Reading, other: Reading) -> str:
    """Whether `one` names another day or month beside the one that both name: الاثنين والثلاثاء."""
    for kind in (WEEKDAY, MONTH):
        if kind not in one.kinds or kind not in other.kinds:
            continue
        there = {part.unit for part in other.parts if part.kind == kind}
        for part, after in pairwise(one.parts):
            both = part.kind == kind == after.kind and listed(after, one)
            if both and len({part.unit, after.unit} & there) == 1:
                more = after if part.unit in there else part
                return f"days: only one says {more.unit[len(kind) :]}"
    return ""


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
_OWNERS: Final = folded_words("أصحاب مالكي عموم")
_STATES: Final = folded_words("الجمهورية المملكة السلطنة الديار")
_RITES: Final = folded_words(
    "الجعفري الجعفرية الشيعي الشيعية السني السنية العلوي العلوية الدرزي الدرزية الحنفي الشافعي الماروني"
    " المارونية الأرثوذكسي الأرثوذكسية الكاثوليكي الكاثوليكية القبطي القبطية"
)


def somebody_of(one: Reading, other: Reading) -> str:
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


def somebody_between(one: Reading, other: Reading) -> str:
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
