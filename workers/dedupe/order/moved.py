"""Phrases that one title has first and the other elsewhere: as a whole they tell the same in any place.

بتهمة الابتزاز.. القبض على ثلاثة        =  القبض على ثلاثة بتهمة الابتزاز
رداً على قصف أصفهان.. إيران تقصف حيفا   =  إيران تقصف حيفا رداً على قصف أصفهان
بعد لقاء بوتين.. ترامب يهاتف أردوغان     ≠  بوتين يهاتف أردوغان بعد لقاء ترامب     another phrase
بعد توقف دام 3 ساعات.. استئناف الرحلات  =  استئناف الرحلات بعد 3 ساعات من التوقف    how long it lasted

Such a phrase begins with a preposition, and is followed by dots or by who does something. Word for word, with
the same preposition, it stands in the other title too, up to the next preposition or the end. Both titles are
then compared without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workers.dedupe.order.frames import deed
from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import NATION, NUMBER, PLACE, SOFT
from workers.dedupe.words.lists import folded_words

_TWICE: Final = 2
"""Phrases that are put first at most."""
_ADVERB: Final = "ا"
"""Ends a noun that begins such a phrase, before a preposition: رداً على, احتجاجاً على, رفضاً للقانون."""
_REASONS: Final = frozenset(
    ["لاسباب", "لدواع", "لدواعي", "لاغراض", "لاسباب", "لظروف", "لدوافع", "لاول", "لتاسع", "لمده"]
)
"""Nouns that begin one with a ل that the lists leave to them: لأسباب صحية."""
WENT_ON: Final = folded_words("استمر استمرت استمرا دام دامت")
_AFTER: Final = "بعد"
_NAMES: Final = 4
_LEAST: Final = 2
"""Parts besides the phrase."""


def without_moved(
    later: Reading, earlier: Reading, twins: Mapping[str, str]
) -> tuple[Reading, Reading]:
    """Both without the phrases that one has first and the other elsewhere, or as they are."""
    if not later.words or later.words[0][0].isascii() or later.tongue or earlier.tongue:
        return later, earlier
    back = {was: now for now, was in twins.items()}
    last = _last(later, earlier, twins)
    if last is not None:
        later, earlier = _without(later, last[0]), _without(earlier, last[1])
    else:
        last = _last(earlier, later, back)
        if last is not None:
            earlier, later = _without(earlier, last[0]), _without(later, last[1])
    for _ in range(_TWICE):
        found = _moved(later, earlier, twins)
        if found is not None:
            here, there = found
        else:
            found = _moved(earlier, later, back)
            if found is None:
                break
            there, here = found
        later, earlier = _without(later, here), _without(earlier, there)
    return later, earlier


def span_first(reading: Reading) -> Reading:
    """With «after a halt that lasted 3 hours» in the order of «after 3 hours of the halt»."""
    for what in reading.parts:
        span = reading.begins.get(what.end + 1)
        if what.joint != _AFTER or span is None or span.kind != NUMBER:
            continue
        if reading.words[what.end] in WENT_ON:
            swapped = {
                what: span._replace(joint=what.joint, at=what.at),
                span: what._replace(joint="من", at=span.at),
            }
            return reading._replace(parts=tuple(swapped.get(part, part) for part in reading.parts))
    return reading


def _moved(
    reading: Reading, other: Reading, twins: Mapping[str, str]
) -> tuple[range, range] | None:
    """Where in each the words of such a phrase stand that `reading` has first."""
    a, b = _told(reading), _told(other)
    first = 0
    if len(a) > 1 and not _begins(a, 0, reading):
        first = next((at for at, part in enumerate(a) if part.at >= reading.speaker), len(a))
    if first + _LEAST >= len(a) or not _begins(a, first, reading):
        return None
    unit = twins.get(a[first].unit, a[first].unit)
    start = next((at for at, part in enumerate(b) if part.unit == unit and at > 0), None)
    if start is None or b[start].joint != a[first].joint or b[start].at == other.speaker:
        return None
    size = 1
    while first + size < len(a) and start + size < len(b):
        now, was = a[first + size], b[start + size]
        same = twins.get(now.unit, now.unit) == was.unit and now.joint == was.joint
        if not same or now.at in reading.breaks or was.at in other.breaks:
            break
        size += 1
    if len(a) - first - size < _LEAST - 1 or not _ends(b, start + size, other):
        return None
    after = a[first + size]
    if after.at not in reading.breaks and (after.joint or listed(after, reading)):
        return None
    return _span(a, first, size), _span(b, start, size)


def _last(reading: Reading, other: Reading, twins: Mapping[str, str]) -> tuple[range, range] | None:
    """Where who does it stands, set apart at the end of `reading`, which begins with what is done:
    رفع سعر الخام.. أرامكو; and where he stands first in `other`."""
    if not reading.breaks:
        return None
    a, b = _told(reading), _told(other)
    start = max(reading.breaks)
    size = sum(part.at >= start for part in a)
    if not 0 < size < min(len(a), len(b), _NAMES) or not deed(a[0]) or a[0].joint:
        return None
    who = a[-size:]
    there = 0
    for part in who:
        if twins.get(part.unit, part.unit) == b[there].unit:
            there += 1
        elif part.kind not in (NATION, PLACE) or not there:  # أرامكو السعودية, أرامكو
            return None
    if any(part.joint or deed(part) for part in (*who, *b[:there])):
        return None
    return _span(a, len(a) - size, size), _span(b, 0, there)


def _told(reading: Reading) -> list[Part]:
    return [part for part in reading.parts if part.kind != SOFT]


def _begins(parts: Sequence[Part], at: int, reading: Reading) -> bool:
    part = parts[at]
    word = reading.words[part.at]
    adverb = word.endswith(_ADVERB) and not word.startswith("ال")
    return (
        bool(part.joint)
        or word in _REASONS
        or (adverb and (part.size > 1 or bool(parts[at + 1].joint)))
    )


def _ends(parts: Sequence[Part], at: int, reading: Reading) -> bool:
    """Whether the phrase does not go on there."""
    if at >= len(parts):
        return True
    part = parts[at]
    return part.at in reading.breaks or (bool(part.joint) and part.joint != "و") or acts(part)


def _span(parts: Sequence[Part], first: int, size: int) -> range:
    return range(parts[first].at, parts[first + size - 1].end)


def _without(reading: Reading, span: range) -> Reading:
    return reading._replace(parts=tuple(part for part in reading.parts if part.at not in span))
