"""Who speaks, and of whom: روسيا: أوكرانيا … ≠ أوكرانيا: روسيا …

He stands before a colon, or before a verb by which somebody says what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from streamer.text import words
from workers.dedupe.order.frames import deed
from workers.dedupe.order.inert import a_doer, inert
from workers.dedupe.reading.parts import Part, acts, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.concepts import HAPPENS
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.offices import PORTFOLIOS

SPEAKS: Final = (WORD, PLACE, NATION, OFFICE, CONCEPT)
"""Kinds of those who may say or do something."""
_SAYS_WHO: Final = frozenset(
    [
        "بحسب", "حسب", "وفق", "وفقا", "نقلا", "طبقا", "حسبما", "بيان", "مصدر", "مصادر", "اعلان", "قرار",
        "according", "per", "selon", "d apres",
    ]
)  # fmt: skip
"""Words of the lists that say something, behind which or before which nobody who speaks stands."""
_IN: Final = "في"
_SUBJECTS: Final = frozenset(
    words(
        """corruption corrupción fraud fraude betrug trial procès justice economy économie economía health
        santé salud climate climat clima immigration migration education éducation educación environment
        environnement weather météo tennis football soccer fútbol cycling cyclisme judo boxing boxe rugby
        basketball transport transports terrorism terrorisme terrorismo espionage espionnage drugs drogue oil
        pétrole petróleo tax taxes taxe football fußball wetter prozess klima gesundheit"""
    )
)
"""What a headline may be put under."""
_MINISTER: Final = OFFICE + "minister"
_OPPOSITION: Final = "المعارضه"
"""Who opposes, though the lists have it as what is done."""
_HEARERS: Final = frozenset(["ل", "الي", "عن", "علي", "مع"])
_ADDRESSING: Final = frozenset(
    words(
        "مخاطبا مخاطبة يخاطب تخاطب محذرا محذرة يحذر تحذر مهددا يهدد تهدد داعيا يدعو يطالب يبلغ تبلغ مناشدا"
    )
)
"""Right before whom he speaks to."""
_LONGEST: Final = 5
"""Words at most before the verb by which somebody says something."""


def speakers(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why each title lets speak whom the other speaks of ("": it does not)."""
    end, was_end = _speaker(later), _speaker(earlier)
    if not (end and was_end):
        return ""
    if _tells_first(later, end) or _tells_first(earlier, was_end):
        return ""  # what happened, or why, and then who says so
    if told := _to_the_other(later, end, earlier, was_end):
        return told
    says = _saying(later, end) - _where(earlier)  # a dateline says nothing
    said = _saying(earlier, was_end) - _where(later)
    if told := _of_another_ministry(later, earlier):
        return told
    says, said = says - said, said - says  # of تونس بوست and واشنطن بوست what is not of both
    of = {part.unit for part in later.parts if part.at >= end}
    of |= {twins[unit] for unit in of & twins.keys()}
    says |= {twins[unit] for unit in says & twins.keys()}
    was_of = {part.unit for part in earlier.parts if part.at >= was_end}
    if says & was_of and said & of:
        return f"roles: {min(says & was_of)} and {min(said & of)} have changed places"
    return ""


def _to_the_other(later: Reading, end: int, earlier: Reading, was_end: int) -> str:
    """Why who speaks in one title is spoken to in the other ("": nobody): ماكرون لبوتين: …, بوتين لماكرون: …;
    or spoken about: جنبلاط يتحدث عن الحريري: …"""
    heard, was_heard = _hearing(later, end), _hearing(earlier, was_end)
    if not (heard and was_heard) or heard == was_heard:
        return ""
    turned = _saying(later, end) & was_heard, _saying(earlier, was_end) & heard
    if turned[0] - heard and turned[1] - was_heard:
        return f"roles: {min(turned[0])} speaks ≠ is spoken to"
    return ""


def _hearing(reading: Reading, end: int) -> set[str]:
    """Those to whom or of whom is spoken, before `end`."""
    found: set[str] = set()
    for part in reading.parts:
        if part.at >= end:
            break
        before = reading.words[part.at - 1] if part.at else ""
        to = part.joint in _HEARERS or (part.size > 1 and reading.words[part.at][0] == "ل")
        if part.kind in SPEAKS and (to or before in _ADDRESSING):  # لبن سلمان
            found.add(part.unit)
    return found


def _of_another_ministry(later: Reading, earlier: Reading) -> str:
    """Why the ministers who speak are of two ministries, though both are told of."""
    now, before = _ministry(later), _ministry(earlier)
    return f"roles: minister of {before} ≠ of {now}" if now and before and now != before else ""


def _ministry(reading: Reading) -> str:
    """Of which a minister is who stands first, or ""."""
    first, second = (*reading.parts[:2], None, None)[:2]
    if first is None or second is None or first.unit != _MINISTER or second.at != first.end:
        return ""
    word = reading.words[second.at]
    return second.unit if word in PORTFOLIOS else ""


def bare_speaker(reading: Reading) -> int:
    """Words of who speaks; none where somebody does something in them: محافظ أسوان يهاجم كتالة: …, but
    not بسبب ارتفاع الحرارة: …"""
    speaker = _speaker(reading)
    if not speaker or not reading.parts or reading.parts[0].joint:
        return speaker
    ahead = (part for part in reading.parts if part.at < speaker)
    return 0 if any(acts(part) and part.kind != SOFT for part in ahead) else speaker


def _speaker(reading: Reading) -> int:
    """Words before a colon, or before a verb by which somebody says what follows."""
    if reading.speaker:
        return reading.speaker
    says = next((part for part in reading.parts if part.unit in concepts.SAID), None)
    if says is None or not 0 < says.at <= _LONGEST:
        return 0
    word = reading.words[says.at]
    if word in _SAYS_WHO or (word[0] == "ت" and not in_the_present(word)):
        return 0
    plain = all(part.end > says.at or not (part.joint or deed(part)) for part in reading.parts)
    return says.at if plain else 0


def _tells_first(reading: Reading, end: int) -> bool:
    """Whether something is done before `end`, or the title begins with a preposition."""
    return any(
        (deed(part) or (part is reading.parts[0] and part.joint))
        and part.at < end
        and reading.words[part.at] != _OPPOSITION
        for part in reading.parts
    )


def _saying(reading: Reading, end: int) -> set[str]:
    """Those who speak, before `end`; of what it is told under (زيارة الأربعين..) nothing does."""
    return {
        part.unit
        for part in reading.parts
        if part.at < end
        and part.kind in SPEAKS
        and not part.joint
        and not (part.at and reading.words[part.at - 1] in _ADDRESSING)
        and (a_doer(part, reading) or not inert(part))
    }


def _where(reading: Reading) -> frozenset[str]:
    """The places in which it happens."""
    return frozenset(
        part.unit
        for part in reading.parts
        if part.joint == "في" and (part.kind == PLACE or (reading.tongue and part.kind == WORD))
    )


def where_first(one: Reading, other: Reading) -> Reading:
    """With a dateline as the phrase of place that it is in the other title: Savoie : …, en Savoie."""
    first = one.parts[0] if one.speaker and one.parts else None
    if first is None or first.joint or first.end != one.speaker or first.kind not in (WORD, PLACE):
        return one
    if not any(part.unit == first.unit and part.joint == _IN for part in other.parts):
        return one
    return one._replace(parts=(first._replace(joint=_IN), *one.parts[1:]))


def a_subject(part: Part, reading: Reading) -> bool:
    """Whether it stands first before a colon, and can say nothing: Corruption : cinq ans de prison pour
    l'ex-ministre."""
    return 0 == part.at < part.end <= reading.speaker and (
        part.unit in HAPPENS or part.unit in _SUBJECTS
    )
