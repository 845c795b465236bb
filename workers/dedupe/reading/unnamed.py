"""Titles that name no story: bulletins, columns, price tables, notices, a bare dateline. What stands under
one today is another article than what stood under it yesterday, so they are merged with nothing by their
words.

The words are in unnamed.toml. A title in which something happens is a story whatever else it holds:
أسعار الذهب is a table, ارتفاع أسعار الذهب is news. A notice is one that says only whose it is: بيان صحفي من
الديوان الملكي, but not بيان صحفي بشأن الهجوم. A column is known by its name, set apart first
(العمود الثامن: …).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from streamer.text import fold, stems
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS, LEADERS
from workers.dedupe.words.kinds import (
    DAY,
    HOUR,
    MONTH,
    NATION,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    SOFT,
    WEEKDAY,
    YEAR,
)
from workers.dedupe.words.lists import toml
from workers.dedupe.words.renderings import FORMS, rendered

_BESIDE: Final = (SOFT, DAY, HOUR, MONTH, WEEKDAY, YEAR, NUMBER, ORDINAL)
"""Parts that may stand beside a title that names no story, and make none of it."""
_FEW: Final = 2
_SHORT: Final = 6
_BARE: Final = 4
"""Parts and words of a title that says too little, unless something happens in it; fewer words with an
office, a leader or a place, and without one, in Arabic, a part more."""
_LITTLE: Final = 24
_WHEN: Final = frozenset([SOFT, DAY, HOUR, WEEKDAY])
"""Beside two parts they make no story either."""
_NOTICE: Final = 8
"""Words of the longest notice."""
_WHOSE: Final = ("", "من", "عن", "ل", "الي", "from", "by", "في", "در")
"""What may stand before those whose notice it is, or whom it is for."""
_CALLS: Final = LEADERS | {OFFICE + office for office in ("president", "premier", "king", "pope")}
"""Who is somewhere only on a visit."""


def _forms(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The phrase, and as titles of each tongue are read; each once."""
    return list(dict.fromkeys([phrase, *(tuple(rendered(phrase, tongue)) for tongue in FORMS)]))


def _by_first(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (form for one in phrases for form in _forms(tuple(fold(one).split()))):
        found.setdefault(phrase[0], []).append(phrase[1:])
    return found


_LISTED: Final = toml("unnamed.toml")
_ALWAYS: Final = _by_first(_LISTED["always"])
_PHRASES: Final = _by_first(_LISTED["phrases"])
_STARTS: Final = _by_first(_LISTED["starts"])
_ANNOUNCES: Final = _by_first(_LISTED["announces"])
_COLUMNS: Final = _by_first(_LISTED["columns"])
_WRITES: Final = frozenset(["يكتب", "تكتب"])
"""Behind who writes it, before what an article is called: فلان يكتب: …"""
_WHOLE: Final = frozenset(
    form for phrase in _LISTED["whole"] for word in fold(phrase).split() for form in stems(word)
)
_FIRST: Final = frozenset(_ALWAYS) | frozenset(_PHRASES)


def names_no_story(reading: Reading) -> bool:
    """Whether `reading` is of a title that may stand above any article."""
    parts = {part.unit: part for part in reading.parts if part.kind not in _BESIDE}
    told = [part for part in parts.values() if part.kind != PLACE]
    if not told:
        return True
    words = reading.words
    first = _FIRST.intersection(words)  # mostly empty
    happens = any(part.unit in HAPPENS or acts(part) for part in told)
    if _is_notice(reading, words) or (reading.breaks and _is_column(reading, words)):
        return True
    if (
        first
        and (found := _found(words, _ALWAYS))
        and not ((found[0] or reading.counts) and happens and _happens_beside(found, told))
    ):
        return True  # not so رسام كاريكاتير ينال جائزة, درجات الحرارة تتجاوز 50 مئوية
    bare = len(parts) == len(reading.parts) and not _is_there(reading.parts)
    if len(parts) <= 1 and not reading.counts:
        return not (happens and told[0].size > 1)  # حل البرلمان
    known = any(map(_known, parts.values()))
    few = _FEW + (not known and not words[0][0].isascii())
    if len(parts) <= few and len(words) <= (_BARE if known else _SHORT) and bare and not happens:
        return True
    when = {part.kind for part in reading.parts} - {part.kind for part in told}
    if len(parts) <= _FEW and not (known or happens) and _WHEN.issuperset(when):
        return True  # مؤشرات الأسهم اليوم
    peoples = sum(part.kind == NATION for part in told)
    if _of_a_table(reading) and peoples <= 1 and all(_says_nothing(part, words) for part in told):
        return True  # whatever else such words mean: مواد البناء, exchange rates
    if reading.counts:
        return False
    start = _begins(words, 0, _STARTS) or _behind(reading.speaker, words)
    if start and not (happens and _happens_beside((0, start), told)):
        return True
    return bool(first) and not happens and _found(words, _PHRASES) is not None


def _behind(speaker: int, words: tuple[str, ...]) -> int:
    """Where a phrase of several words ends that stands behind a place or a body: بغداد.. جدول ساعات القطع."""
    end = _begins(words, speaker, _STARTS) if 0 < speaker < len(words) else 0
    return end if end > speaker + 1 else 0


def _is_notice(reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether it is a notice that says only whose it is."""
    if words[0] not in _ANNOUNCES or len(words) > _NOTICE or reading.counts:
        return False
    end = _begins(words, 0, _ANNOUNCES)
    return end > 0 and all(
        _may_give_notice(part, words) for part in reading.parts if part.at >= end
    )


def _is_column(reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether the name of a column is set apart first, or who writes it: whatever follows is what an article
    is called, though something happens in it."""
    first = min(reading.breaks)
    if words[0] in _COLUMNS and _begins(words, 0, _COLUMNS) == first:
        return True
    writes = 1 < first < len(words) and words[first - 1] in _WRITES
    return writes and not any(_known(part) for part in reading.parts if part.at < first)


def _may_give_notice(part: Part, words: tuple[str, ...]) -> bool:
    """Whether it may be of the name of a body, or of those who are told: no deed, and no subject."""
    if part.joint not in _WHOSE or part.kind == NUMBER:
        return False
    if part.joint in ("في", "در") and part.kind != PLACE:
        return False
    happens = part.unit in HAPPENS or acts(part)
    return not happens or words[part.at].startswith(("ال", "لل"))


def _is_there(parts: tuple[Part, ...]) -> bool:
    """Whether it tells that somebody of whom there is news is somewhere: بوتين في بكين."""
    return (
        len(parts) == 2
        and parts[0].unit in _CALLS
        and parts[1].kind == PLACE
        and parts[1].joint == "في"
    )


def _known(part: Part) -> bool:
    """Whether it is one of whom there is news."""
    return part.kind in (OFFICE, NATION, PLACE) or part.unit in LEADERS


def _of_a_table(reading: Reading) -> bool:
    """Whether it has no numbers but one of carats, days, or the hour of the news."""
    return not reading.counts or (len(reading.counts) == 1 and reading.counts[0].value <= _LITTLE)


def _says_nothing(part: Part, words: tuple[str, ...]) -> bool:
    """Whether all its words may stand above anything."""
    return part.kind == NATION or all(
        not _WHOLE.isdisjoint(stems(word)) for word in words[part.at : part.end]
    )


def _happens_beside(found: tuple[int, int], told: list[Part]) -> bool:
    """Whether something happens outside of what is `found` between two words: بقلم رئيس التحرير."""
    return any(
        (part.unit in HAPPENS or acts(part)) and not found[0] <= part.at < found[1] for part in told
    )


def _found(
    words: tuple[str, ...], phrases: dict[str, list[tuple[str, ...]]]
) -> tuple[int, int] | None:
    """Where one of the phrases begins and ends."""
    for at, word in enumerate(words):
        if word in phrases and (end := _begins(words, at, phrases)):
            return at, end
    return None


def _begins(words: tuple[str, ...], at: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
    """Where the longest phrase that begins there ends; 0 where none does."""
    return max(
        (
            at + 1 + len(rest)
            for rest in phrases.get(words[at], ())
            if words[at + 1 : at + 1 + len(rest)] == rest
        ),
        default=0,
    )
