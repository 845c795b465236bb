"""Folded Arabic words of a title on sport, as most outlets write them.

الاتحاد العراقي لكرة القدم    →  اتحاد الكرة العراقي; الاتحاد العراقي as well, beside FIFA
المنتخب الوطني العراقي       →  المنتخب العراقي
المنتخب الوطني              →  منتخبنا
بطولة كأس العراق            →  كأس العراق
الأهداف الـ950, رقم 950      stay: a number is read elsewhere (counts.py)

Only what stands beside a word of sport is touched, so that the lists see one form of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import words
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import NATION, PLACE

_TEAMS: Final = frozenset(words("منتخب المنتخب منتخبنا للمنتخب لمنتخب بالمنتخب والمنتخب لمنتخبنا"))
_OF_TEAMS: Final = frozenset(words("الوطني وطني الأول"))
_CUPS: Final = frozenset(words("كأس دوري بكأس الكأس السوبر كأسي أمم خليجي"))
_CONTESTS: Final = frozenset(
    words("بطولة مسابقة منافسات بطولات لبطولة ببطولة لمسابقة بمسابقة بمنافسات لمنافسات لقب بلقب")
)
_SETS: Final = frozenset(words("بطولة مسابقة منافسات لقب"))
_BODIES: Final = frozenset(words("اتحاد الاتحاد للاتحاد والاتحاد بالاتحاد لاتحاد"))
_BALL: Final = ("لكره", "القدم")
_OF_THEM: Final = frozenset(words("الفيفا فيفا للفيفا بالفيفا والفيفا اليويفا يويفا لليويفا"))
"""Beside whom a federation is one of football."""
_WORLDS: Final = frozenset(
    words("الدولي الأوروبي الأفريقي الآسيوي العربي الإفريقي دولي أوروبي آسيوي أفريقي")
)
"""Of which the federations have names of their own in the lists."""
_DEFINITE: Final = ("ال", "لل", "وال", "بال")
_OURS: Final = "منتخبنا"
_OLYMPIC: Final = "الاولمبي"
_OLYMPICS: Final = "الاولمبيه"
_GULF: Final = "خليجي"
_SALAH: Final = "صلاح"
_LIVERPOOL: Final = "ليفربول"
_MOHAMED: Final = ("محمد", "مو")
_KOREAS: Final = frozenset(words("كوريا وكوريا لكوريا بكوريا"))
_HALVES: Final = frozenset(words("الجنوبية الشمالية"))
_WORLD: Final = "الدولي"
_SENT: Final = frozenset(words("بعثة وفد وبعثة ووفد"))
_CLUB: Final = "نادي"
_REALS: Final = frozenset(words("الريال للريال والريال"))
_PLAYED: Final = frozenset(
    words(
        """مباراة مدرب لاعب نجم هدف الليغا الليجا برشلونة أتلتيكو ديربي الكلاسيكو كلاسيكو فوز يفوز يهزم يتعادل
        تعادل خسارة يخسر مبابي فينيسيوس بيلينغهام الدوري كأس نهائي أبطال البارسا البرسا صفقة يتعاقد
        إشبيلية فالنسيا خيتافي ملعب البرنابيو أنشيلوتي"""
    )
)
_COINS: Final = frozenset(
    words("سعر أسعار صرف الدولار دولار العملة اليمني السعودي القطري العماني الإيراني مليون مليار")
)
"""Beside which الريال is money."""
_READY: Final = frozenset(words("استعدادا تحضيرا تأهبا لخوض للتحضير للاستعداد"))
_SPORT: Final = _TEAMS | frozenset(
    words(
        """مباراة لمباراة مباراتي لمباراتي مواجهة لمواجهة مواجهتي لمواجهتي ملحق الملحق للملحق بطولة لبطولة
        كأس لكأس بكأس دوري تصفيات لتصفيات للتصفيات خليجي لقاء للقاء لملاقاة ملاقاة نهائي لنهائي نهائيات
        لنهائيات مونديال لمونديال أولمبياد لأولمبياد ودية معسكر"""
    )
)
_YOUTH: Final = {"شباب": "الشباب", "ناشيو": "الناشيين", "ناشيي": "الناشيين"}
_LIONESSES: Final = "لبوات"
_ATLAS: Final = "الاطلس"
_MINISTRY: Final = frozenset(["وزير", "وزاره", "لوزير", "لوزاره", "وزيره"])
_SPORTS: Final = "الرياضه"
_ALONE: Final = frozenset(
    [
        "الاسيوي",
        _GULF,
        _SALAH,
        "ل" + _SALAH,
        "و" + _SALAH,
        _OLYMPIC,
        _OLYMPICS,
        _SPORTS,
        _LIONESSES,
        *_YOUTH,
    ]
)
_ANY: Final = _READY | _TEAMS | _CONTESTS | _BODIES | _REALS | _KOREAS | _ALONE


def as_most_write(title: Sequence[str]) -> Sequence[str]:
    """The folded words, those of sport in their usual form."""
    if _ANY.isdisjoint(title):
        return title
    found: list[str] = []
    sport = not _SPORT.isdisjoint(title)
    title = _madrid(title)
    if title[0] == _OLYMPIC and (len(title) == 1 or lexicon.stands(title, 1, NATION)):
        title = ["المنتخب", *title]  # الأولمبي العراقي
    if _GULF in title and title[title.index(_GULF) + 1 : title.index(_GULF) + 2]:
        at = title.index(_GULF)
        if title[at + 1].isdigit():
            title = [*title[:at], "كاس", "الخليج", *title[at + 1 :]]  # خليجي 26
    if title[0] == _OLYMPICS and len(title) > 1 and lexicon.stands(title, 1, NATION):
        title = ["اللجنه", *title]  # الأولمبية العراقية
    if _LIVERPOOL in title:
        title = _salah(title)
    if sport or not _PLAYED.isdisjoint(title):
        title = _whole_names(title)
    if title[0] == "الاسيوي" and len(title) == 1:
        return ["الاتحاد", "الاسيوي"]  # الآسيوي: …
    at = 0
    while at < len(title):
        word = title[at]
        after = title[at + 1] if at + 1 < len(title) else ""
        if word in _READY and after and sport:
            at += 1  # استعدادا لمباراة, لخوض مباراة
        elif word == _LIONESSES and after == _ATLAS:
            found += ["المنتخب", "المغربي", "للسيدات"]
            at += 2
        elif word in _YOUTH and sport and lexicon.stands(title, at + 1, PLACE):
            found += ["منتخب", _YOUTH[word]]  # شباب العراق
            at += 1
        elif word == _SPORTS and found and found[-1] in _MINISTRY:
            found.append("الشباب")  # of youth and sport
            at += 1
        elif word in _SENT and (after in _TEAMS or after == _CLUB):
            at += 1  # بعثة المنتخب
        elif word in _TEAMS and title[at + 2 : at + 3] == [_OLYMPIC] and _whose(title, at + 1):
            found += [_definite(word), _OLYMPIC, after]  # منتخب العراق الأولمبي
            at += 3
        elif word in _TEAMS and after in _OF_TEAMS:
            whose = title[at + 2] if at + 2 < len(title) else ""
            ours = word.startswith(_DEFINITE) and not lexicon.stands(title, at + 2, NATION)
            if whose in _OF_TEAMS:
                at += 1
            found.append(_ours(word) if ours else word)
            at += 2
        elif word in _CONTESTS and after in _CUPS:
            clitic = word[0] if word[0] in "بل" and word[1:] in _SETS else ""
            found.append(clitic + after if not after.startswith("ال") else after)
            at += 2
        elif word in _BODIES and tuple(title[at + 2 : at + 4]) == _BALL and after not in _WORLDS:
            clitic = word[0] if word[0] in "بلو" else ""
            found += [clitic + "اتحاد", "الكره", after]
            at += 4
        elif (
            word in _BODIES
            and after not in _WORLDS
            and lexicon.stands(title, at + 1, NATION)
            and not _of_a_kind(title, at + 2)
            and not _OF_THEM.isdisjoint(title)
        ):
            found += [(word[0] if word[0] in "بلو" else "") + "اتحاد", "الكره", after]
            at += 2
        else:
            found.append(word)
            at += 1
    return found


def _of_a_kind(title: Sequence[str], at: int) -> bool:
    """Whether it is told there whose or of what the federation is: للصحفيين; what it says to FIFA is not."""
    return at < len(title) and title[at][0] == "ل" and title[at] not in _OF_THEM


def _whose(title: Sequence[str], at: int) -> bool:
    """Whether a country stands there, by its name or its people's."""
    return lexicon.stands(title, at, PLACE) or lexicon.stands(title, at, NATION)


def _definite(team: str) -> str:
    """The word for a team with its article, and what may stand before it."""
    before = team[: team.index("منتخب")].removesuffix("ال").removesuffix("ل")
    return ("لل" if "ل" in team[:2] and not team.startswith("ال") else before + "ال") + "منتخب"


def _salah(title: Sequence[str]) -> Sequence[str]:
    """With the whole name of him who plays at Liverpool."""
    found: list[str] = []
    for word in title:
        bare = word.removeprefix("ل").removeprefix("و")
        if bare == _SALAH and (not found or not found[-1].endswith(_MOHAMED)):
            found += [word.removesuffix(_SALAH) + "محمد", _SALAH]
        else:
            found.append(word)
    return found


def _whole_names(title: Sequence[str]) -> Sequence[str]:
    """With كوريا as the southern one, and the international federation as FIFA."""
    if _KOREAS.isdisjoint(title) and _WORLD not in title:
        return title
    found: list[str] = []
    for at, word in enumerate(title):
        after = title[at + 1] if at + 1 < len(title) else ""
        if word in _KOREAS and after not in _HALVES:
            found += [word, "الجنوبيه"]
        elif word == _WORLD and found and found[-1] in _BODIES and after[:1] != "ل":
            found[-1] = "الفيفا"
        else:
            found.append(word)
    return found


def _madrid(title: Sequence[str]) -> Sequence[str]:
    """With الريال as Real Madrid, where it plays."""
    if _REALS.isdisjoint(title) or _PLAYED.isdisjoint(title) or not _COINS.isdisjoint(title):
        return title
    found: list[str] = []
    for word in title:
        if word in _REALS:
            found += [{"ا": "", "ل": "ل", "و": "و"}[word[0]] + "ريال", "مدريد"]
        else:
            found.append(word)
    return found


def _ours(word: str) -> str:
    """The team without its article, with what may stand before it."""
    return (word[0] if word[0] in "لبو" else "") + _OURS
