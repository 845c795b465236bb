"""Arabic phrases that who does it, or whose it is, may stand between.

إخلاء النيابة سبيل المتهم        إخلاء سبيل النيابة المتهم
طائرات روسية من دون طيار       طائرات من دون طيار روسية
أودى حادث سير بحياة تسعة       حادث سير أودى بحياة تسعة
قانون تعديل رواتب الأطباء      تعديل قانون رواتب الأطباء
أعيد افتتاح المعبر              إعادة افتتاح المعبر
محطة أم دباكر للكهرباء         محطة كهرباء أم دباكر
محاولة لتهريب طنين            محاولة تهريب طنين

The second word is put behind the first, so that the lists see the phrase, and who does it right behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from streamer.text import words
from workers.dedupe.words import concepts
from workers.dedupe.words.lexicon import senses
from workers.dedupe.words.phrases import PHRASES

_SECOND: Final = {
    first: frozenset(words(second))
    for firsts, second in (
        ("اخلاء تخلي يخلي اخلت اخلي", "سبيل"),
        ("اطلاق يطلق تطلق اطلقت اطلق", "سراح"),
        ("احباط يحبط تحبط احبطت", "تهريب"),
        ("القاء يلقي تلقي القت القي", "القبض"),
        ("طايره طايرات بطايره بطايرات طايرتين طايرتان", "مسيره"),
        ("دخول يدخل تدخل دخل دخلت", "الخدمة للخدمة"),
        ("رئيس الرئيس", "التنفيذي"),
        ("هبوط يهبط تهبط هبطت بهبوط", "اضطراريا اضطراري"),
        ("تصنيف", "الائتماني"),
        ("ديون", "الخارجيه"),
        ("دين", "الخارجي"),
    )
    for first in words(firsts)
}
_FARTHEST: Final = 4
"""Words between the two at most."""
_NOBODY: Final = frozenset(
    words(
        "من على في إلى عن ضد مع بعد قبل بشأن حول محاولة محاولات عملية عمليات مخطط هجوم المجلس المكتب"
    )
)
"""Do not stand there where the two are one."""
_PILOT: Final = "طيار"
_WITHOUT: Final = frozenset(words("بدون دون بلا"))
_PLANES: Final = frozenset(words("طائرة طائرات بطائرة بطائرات طائرتين طائرتان"))
_CLAIMS: Final = frozenset(words("أودى أودت يودي تودي"))
_LIVES: Final = frozenset(words("بحياة بأرواح"))
_LAW: Final = "قانون"
_AMENDS: Final = "تعديل"


def _claimed(title: Sequence[str]) -> Sequence[str]:
    """With the verb right before the lives that something claims."""
    lives = next(at for at, word in enumerate(title) if word in _LIVES)
    claims = next((at for at in range(lives - 1) if title[at] in _CLAIMS), None)
    if claims is None:
        return title
    return [*title[:claims], *title[claims + 1 : lives], title[claims], *title[lives:]]


def _amended(title: Sequence[str]) -> Sequence[str]:
    """With the law that is amended where another title has a law that amends it."""
    found: list[str] = []
    at = 0
    while at < len(title):
        if title[at] == _LAW and title[at + 1 : at + 2] == [_AMENDS]:
            found += [_AMENDS, _LAW]
            at += 3 if title[at + 2 : at + 3] == [_LAW] else 2
        else:
            found.append(title[at])
            at += 1
    return found


_IS_DONE_AGAIN: Final = frozenset(words("يعاد تعاد أعيد أعيدت"))
_AGAIN: Final = "اعاده"
_AHEAD: Final = frozenset(
    words("غدا الغد قريبا المقبل المقبلة القادم القادمة اليوم الأسبوع الشهر خلال")
)


def _done_again(title: Sequence[str]) -> Sequence[str]:
    """With the noun for the passive, where both make one phrase with what is done, and it is not to come."""
    if not _AHEAD.isdisjoint(title):
        return title
    return [
        _AGAIN
        if word in _IS_DONE_AGAIN and any(one.rest[:1] == (after,) for one in PHRASES[_AGAIN])
        else word
        for word, after in zip(title, [*title[1:], ""], strict=True)
    ]


_DEEDS: Final = concepts.VERBS | concepts.HAPPENS
_ATTEMPTS: Final = frozenset(words("محاولة محاولات بمحاولة لمحاولة مخطط مخططا خطة"))


def _attempted(title: Sequence[str]) -> Sequence[str]:
    """With the deed that somebody attempts in the genitive: محاولة لتهريب."""
    found = list(title)
    for at, (word, deed) in enumerate(pairwise(title)):
        attempted = word in _ATTEMPTS and deed.startswith("ل") and not deed.startswith("لل")
        if attempted and any(one.unit in _DEEDS for one in senses(deed[1:])):
            found[at + 1] = deed[1:]
    return found


_FOR_POWER: Final = "للكهربا"
_POWER: Final = "كهربا"
_ELECTRIC: Final = "الكهرباييه"
_STATIONS: Final = frozenset(words("محطة بمحطة لمحطة ومحطة محطتي"))


def _station(title: Sequence[str]) -> Sequence[str]:
    """With what kind of station it is right behind it, and its name of one word behind that: محطة الدورة
    الكهربائية."""
    at = title.index(_ELECTRIC)
    if at < _NAMED or title[at - _NAMED] not in _STATIONS:
        return title
    return [*title[: at - 1], _ELECTRIC, title[at - 1], *title[at + 1 :]]


_NAMED: Final = 2


def _power_station(title: Sequence[str]) -> Sequence[str]:
    """The same of a station for electricity."""
    at = title.index(_FOR_POWER)
    station = next(
        (one for one in range(at - 2, at - 2 - _NAMED, -1) if title[one] in _STATIONS), -1
    )
    if station < 0:
        return title
    return [*title[: station + 1], _POWER, *title[station + 1 : at], *title[at + 1 :]]


def _unmanned(title: Sequence[str]) -> Sequence[str]:
    """With what says that a plane has no pilot right behind the plane, and its people behind that."""
    pilot = title.index(_PILOT)
    if pilot < 1 or title[pilot - 1] not in _WITHOUT:
        return title
    begin = pilot - 1 - (pilot > 1 and title[pilot - 2] == "من")
    plane = next((at for at in (begin - 2, begin - 3) if at >= 0 and title[at] in _PLANES), None)
    if plane is None or not _NOBODY.isdisjoint(title[plane + 1 : begin]):
        return title
    between, unmanned = title[plane + 1 : begin], title[begin : pilot + 1]
    return [*title[: plane + 1], *unmanned, *between, *title[pilot + 1 :]]


_SERVICE: Final = "الخدمه"
_TO: Final = "الي"


def _to_work(title: list[str], at: int, second: frozenset[str]) -> None:
    """Takes the preposition before the service out into which the verb at `at` says that something goes."""
    if _SERVICE not in second:
        return
    for place in range(at + 1, min(at + _FARTHEST + 1, len(title) - 1)):
        if title[place] == _TO:
            if title[place + 1] == _SERVICE:
                del title[place]
            return


def together(title: Sequence[str]) -> Sequence[str]:
    """The folded words with such phrases in one."""
    if _PILOT in title:
        title = _unmanned(title)
    if not _LIVES.isdisjoint(title):
        title = _claimed(title)
    if _LAW in title and _AMENDS in title:
        title = _amended(title)
    if not _IS_DONE_AGAIN.isdisjoint(title):
        title = _done_again(title)
    if _FOR_POWER in title:
        title = _power_station(title)
    if not _ATTEMPTS.isdisjoint(title):
        title = _attempted(title)
    if _ELECTRIC in title:
        title = _station(title)
    if _SECOND.keys().isdisjoint(title):
        return title
    found = list(title)
    for at, word in enumerate(title):
        second = _SECOND.get(word)
        if second is None:
            continue
        _to_work(found, at, second)
        near = found[at + 1 : at + 2 + _FARTHEST]
        gap = next((gap for gap, other in enumerate(near) if other in second), 0)
        if gap and _NOBODY.isdisjoint(near[:gap]):
            found.insert(at + 1, found.pop(at + 1 + gap))
            break
    return found
