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

import re
from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, MONTH, NOT, NUMBER, WEEKDAY
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
_BUT: Final = re.compile(
    r"\b(?:all|everyone|everybody|everything|none) but\b|\bالا (?!ان|انه|انها|اذا|بعد)(?![يتن])\w+"
)
"""What excepts behind these words alone, or in front of no clause: نجاة الركاب إلا واحدا, all but one."""
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
    now, before = _exceptions(later), _exceptions(earlier)
    if bool(now) == bool(before):
        return ""
    return f"scope: only one says {min(now or before)}"


def _exceptions(reading: Reading) -> set[str]:
    found = {*_EXCEPT.intersection(reading.words)}
    if found or NOT in reading.told or not ("but" in reading.words or "الا" in reading.words):
        return found
    but = _BUT.search(" ".join(reading.words))
    return {but[0]} if but else found


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
        there = [it for it in other.parts if concepts.one(it.unit, part.unit)]
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
