"""Those who act and are acted upon, in the order in which a title names them.

أب يقتل ابنه                      the father, then his son
Mudslide buries 9 workers         nobody: what befalls somebody is done by no one
روسيا: أوكرانيا تقصف محطة            Ukraine, then the plant: who speaks is not among them
"""

from __future__ import annotations

import re
from typing import Final

from streamer.text import words
from workers.dedupe.order.frames import BY
from workers.dedupe.order.inert import a_doer
from workers.dedupe.order.speakers import SPEAKS, bare_speaker
from workers.dedupe.reading.neighbours import following
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices
from workers.dedupe.words.concepts import COMPASS
from workers.dedupe.words.inflections import OBJECT
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, OFFICE, PLACE, SOFT, WORD

_NOUNS: Final = (WORD, PLACE, NATION, OFFICE, CONCEPT, SOFT)
_OWNERS: Final = (PLACE, NATION)
TOLL: Final = frozenset([CONCEPT + "killed", CONCEPT + "wounded"])
BY_NOBODY: Final = frozenset(
    CONCEPT + event
    for event in (
        "blast", "crash", "collapse", "falldown", "outage", "drown", "die", "quake", "flood", "storm", "fire",
    )
)  # fmt: skip
_BEFALLS: Final = BY_NOBODY | TOLL
"""What is done by nobody to anybody: where it stands in the sentence tells nothing."""
_DEGREES: Final = frozenset([CONCEPT + "more", CONCEPT + "less"])
"""Beside a number: at least 20 is nobody."""
_MANY: Final = frozenset(
    ["عشرات", "العشرات", "ميات", "المئات", "الميات", "الوف", "معظم", "غالبيه", "اغلب"]
)
_PASSED_OVER: Final = _BEFALLS | _DEGREES | _MANY
_DOZENS: Final = (
    "dozens scores hundreds decenas decine dezenas dutzende dizaines onlarca десятки دهها"
)
_ROUND_MANY: Final = frozenset(_DOZENS.split())
"""Of the dead or hurt, they do nothing."""
_MEASURES: Final = frozenset(
    [
        "percent", "dollars", "dinars", "barrels", "days", "weeks", "months", "years", "hours", "times",
    ]
)  # fmt: skip
"""Kinds of numbers.toml that do nothing and suffer nothing."""
_CASED: Final = ("turkish", "persian", "sorani", "kurmanji")
"""Tongues in which who does it may stand right behind a place or whom it is done to."""
_GOVERNS: Final = frozenset(["علي", "عن", "الي", "ل"])
"""What stands behind a noun of action: القبض على, الإفراج عن."""
_NO_ARTICLE: Final = frozenset(
    words(
        """ألغى ألغت ألغوا إلغاء ألقى ألقت ألقوا إلقاء ألزم ألزمت إلزام ألحق ألحقت إلحاق التقى التقت التقاء
        التحق التحقت التحاق"""
    )
)
"""Deeds that only begin as an article does: ألغى مجلس واسط."""
_GENITIVES: Final = frozenset(["of", "the", "de", "du", "des", "la", "le", "l", "d"])


def involved(reading: Reading) -> dict[str, Part]:
    """Unit → part. What hangs on a noun behind a preposition stands behind it too."""
    found: dict[str, Part] = {}
    before: Part | None = None
    counted = _befallen(reading)
    speaker = bare_speaker(reading)
    for part in reading.parts:
        if _nobody(part, reading) or part.at in counted:
            before = None
            continue
        if before is not None and _goes_on(before, part, reading):
            part = part._replace(joint=before.joint)
        before = part
        if (part.at >= speaker or part.joint) and not (
            part.kind == SOFT and part.unit[:1] in (CONCEPT, "%")
        ):
            found.setdefault(part.unit, part)
    return found


def of(one: Part, other: Part, reading: Reading) -> bool:
    """Whether one is of the other, as a genitive tells it: coast of Japan, Japan coast."""
    between = reading.words[one.end : other.at]
    return bool(between) and _GENITIVES.issuperset(between)


def _nobody(part: Part, reading: Reading) -> bool:
    return (
        not (part.kind in _NOUNS or part.unit in offices.DEPUTIES)
        or part.unit in _PASSED_OVER
        or part.counted in _MEASURES
        or (part.unit in _ROUND_MANY and _is_toll(part, reading))
        or _deed(part, reading)
        or (
            part.kind == WORD
            and reading.tongue in _ENDS_A_VERB
            and _ENDS_A_VERB[reading.tongue].fullmatch(reading.words[part.at]) is not None
        )
    )


_ENDS_A_VERB: Final = {
    "turkish": re.compile(".{3,}(?:[ae]c[ae]k|iyor|uyor|[lnrt][dt][iu]|m[iu]s)"),
    "persian": re.compile("ن?مي.{3,}|خواهد|خواهند"),
}
"""A verb that no list has."""


def _goes_on(before: Part, part: Part, reading: Reading) -> bool:
    """Whether it is written on to one behind a preposition, or says whose he is by whom it is done."""
    return (
        before.joint not in ("", OBJECT)
        and not part.joint
        and part.at not in reading.breaks
        and not (before.joint in BY and part.unit in COMPASS)  # برصاص مجهولين شرق بغداد
        and reading.tongue not in _CASED
        and (
            before.end == part.at
            or (before.joint in BY and part.kind in _OWNERS and of(before, part, reading))
        )
    )


def _is_toll(part: Part, reading: Reading) -> bool:
    """Whether those who stand beside it are dead or hurt."""
    return any(
        one.unit in TOLL for one in reading.parts if one.at == part.end or one.end == part.at
    )


def _befallen(reading: Reading) -> frozenset[int]:
    """Where those stand who are counted and whom something befell that nobody did: 9 عمال, in a landslide."""
    if not reading.counts or _BEFALLS.isdisjoint(reading.told):
        return frozenset()
    if any(part.joint in BY for part in reading.parts):
        return frozenset()  # two gunmen killed by police, two police killed by gunmen
    ends = {part.end for part in reading.parts if part.kind == NUMBER}
    counted = frozenset(part.at for part in reading.parts if part.at in ends)
    if not BY_NOBODY.isdisjoint(reading.told):
        return counted
    for deed in reading.parts:  # gunmen kill three officers, officers kill three gunmen
        if deed.unit in _BEFALLS:
            before = [one for one in reading.parts if one.end <= deed.at and not one.joint]
            if any(one.kind in SPEAKS and one.at not in counted for one in before):
                return frozenset()
    return counted


def _deed(part: Part, reading: Reading) -> bool:
    """Whether it is what is done; a verb's noun with its article and no preposition behind it is somebody:
    المعارضة تهاجم الحكومة."""
    if not acts(part) or part.kind == SOFT:
        return acts(part)
    if a_doer(part, reading):
        return False
    word = reading.words[part.at]
    if not word.startswith("ال") or word in _NO_ARTICLE:
        return True
    after = following(part, reading)
    return after is None or after.joint in _GOVERNS
