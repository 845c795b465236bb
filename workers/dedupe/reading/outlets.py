"""What is set apart of a title and is no part of the headline: a tag anywhere, the name of an outlet before
or behind it.

Names are listed in fillers.toml. An outlet that is not is known by what its name begins or ends with (… نيوز,
صحيفة …), by its kind (قناة, but not that of Suez), or by whose media they are (إعلام عبري).
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.words import fillers
from workers.dedupe.words.kinds import JOINT, SAYS
from workers.dedupe.words.lexicon import known

_ONLY: Final = "خاص"
_MEDIA: Final = frozenset(
    ["وكاله", "صحيفه", "قناه", "شبكه", "موقع", "جريده", "مجله", "اذاعه", "تلفزيون", "تليفزيون"]
)
_HIS_WORD: Final = _MEDIA | {"مراسل"}
_CHANNEL: Final = "قناه"
_CANALS: Final = frozenset(
    ["السويس", "بنما", "كيل", "الري", "البدعه", "مايي", "المشروع", "الثرثار"]
)
_MEDIA_OF: Final = frozenset(["اعلام", "تلفزيون", "تليفزيون", "صحف", "وسايل", "مواقع", "صحافه"])
_OF_MEDIA: Final = frozenset(
    [
        f"{of}{she}"
        for she in ("", "ه")
        for of in (
            "عبري", "رسمي", "حكومي", "اسراييلي", "ايراني", "سوري", "تركي", "مصري", "امريكي", "اميركي",
            "لبناني", "روسي", "بريطاني", "فرنسي",
        )
    ]
)  # fmt: skip
_PUBLISHES: Final = frozenset(["تنشر", "ينشر", "نشرت", "نشر"])
_LEFT: Final = 3
"""Words of what an outlet publishes."""
_SOURCE: Final = 40
_SOURCE_WORDS: Final = 4
"""Letters and words of the longest name of a source."""
_GLUED: Final = 6
_ENDS_GLUED: Final = ("wire", "news", "times", "zeitung", "blatt", "online", "haber", "24")
"""Letters of an outlet's name of one word, and what it ends in, behind a headline."""
_NO_OUTLETS: Final = frozenset(
    ["sometimes", "wartimes", "hardwire", "fakenews", "goodnews", "badnews"]
)


def set_apart(segment: str, *, outermost: bool, last: bool) -> bool:
    """Whether it is no part of the headline: a tag anywhere, a source before or behind it."""
    if segment in fillers.TAGS:
        return True
    if not outermost or len(segment) > _SOURCE:
        return False
    words = segment.split()
    if words[0] == _ONLY and len(words) > 1 and words[1][0] == "ل":
        return True  # خاص لـ«بوابة الوطن»
    if len(words) > 1 and words[0] in _HIS_WORD and " ".join(words[1:]) in fillers.SOURCES:
        return True  # وكالة سانا
    if segment in fillers.SOURCES or (last and segment in fillers.SOURCES_LAST):
        return True
    if last and len(words) > 1 and " ".join(words[:-1]) in fillers.SOURCES and _says(words[-1]):
        return True  # .. رويترز تكشف
    if last and segment.endswith(_ENDS_GLUED) and _is_a_name(segment):
        return True  # TechWire
    return 1 < len(words) <= _SOURCE_WORDS and (
        not fillers.OUTLET_STARTS.isdisjoint((words[0], f"{words[0]} {words[1]}"))
        or (words[-1] in fillers.OUTLET_ENDS and not _on_what(words[0]))
        or (not last and _is_channel(words))
        or (last and words[-1] in fillers.OUTLET_ENDS_LAST)
        or (last and words[0] in fillers.OUTLET_STARTS_LAST)
    )


def _is_a_name(segment: str) -> bool:
    """Whether it may be an outlet's name of one word: no number, no word that only ends like one."""
    long = len(segment) > _GLUED and segment not in _NO_OUTLETS
    return long and segment.removesuffix("24").isalpha()


def without_listener(who: list[str]) -> list[str]:
    """Who says it, without the outlet to which it is said: مصدر أمني لشفق نيوز, مسؤول للجزيرة."""
    for at in range(1, len(who)):
        word, behind = who[at], who[at + 1 :]
        if word[0] != "ل" or len(behind) > _SOURCE_WORDS:
            continue
        name = ["ال" + word[2:]] if word.startswith("لل") else [word[1:]] if word[1:] else []
        if name and name[0] in _MEDIA and behind:
            return who[:at]
        outlet = [*name, *behind]
        if outlet and (
            " ".join(outlet) in fillers.SOURCES | fillers.SOURCES_LAST
            or (len(outlet) > 1 and outlet[-1] in fillers.OUTLET_ENDS)
        ):
            return who[:at]
    return who


def _says(word: str) -> bool:
    return any(one.sense.kind == SAYS for one in known(word).phrases)


def _on_what(word: str) -> bool:
    """Whether a preposition is the first word of what would be a source: بتهمة الابتزاز الإلكتروني."""
    return any(one.sense.kind == JOINT for one in known(word).phrases)


def _is_channel(words: list[str]) -> bool:
    """Whether it is a channel, and no waterway; or what the media of a country tell: إعلام عبري."""
    if words[0] == _CHANNEL:
        return words[1] not in _CANALS
    return (
        len(words) == 2
        and words[0].removeprefix("ال") in _MEDIA_OF
        and words[1].removeprefix("ال") in _OF_MEDIA
    )


def without_publisher(words: list[str]) -> list[str]:
    """A title without the outlet that publishes it, at its beginning: السومرية تنشر نص القانون."""
    for at in range(1, min(_SOURCE_WORDS + 1, len(words) - _LEFT)):
        if words[at] in _PUBLISHES:
            return words[at + 1 :] if " ".join(words[:at]) in fillers.SOURCES else words
    return words
