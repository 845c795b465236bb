"""Which part of a span of time it is, and between which hours, days or months.

منتصف الصيف ≠ مطلع الصيف                  its beginning, its middle or its end
من الثامنة حتى العاشرة ≠ من العاشرة حتى الثامنة   from and until changed
من كانون الثاني حتى آذار ≠ كانون الثاني وآذار    a span, or its ends
حتى الأحد ≠ الأحد                         until then, or then
حتى الخامسة ≠ من الخامسة                   until the hour, or from it
الساعة الخامسة ≠ 5 ساعات                   at the hour, or for so many
بعد هدنة استمرت ساعات ≠ بعد ساعات من الهدنة     how long it lasted, or how long ago it began
بعد توقف دام 3 ساعات = بعد 3 ساعات من التوقف     so long it lasted, if it is a state that is counted

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.said_anyway import LAST_ANYWAY
from workers.dedupe.order.moved import WENT_ON
from workers.dedupe.reading.by_the_clock import THE_HOUR
from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import SPANS
from workers.dedupe.words.kinds import HOUR, MONTH, NUMBER, SOFT, WEEKDAY, YEAR
from workers.dedupe.words.lists import folded_words

_THIRDS: Final = {
    form: third
    for third, forms in {
        "beginning": "مطلع بداية أول أوائل مستهل",
        "middle": "منتصف وسط أواسط",
        "end": "نهاية أواخر آخر ختام",
    }.items()
    for form in folded_words(forms)
}
_TIMES: Final = folded_words(
    "الصيف الشتاء الخريف الربيع الشهر العام السنة الأسبوع العقد القرن الموسم الفصل رمضان شهر عام"
)
_FROM: Final = folded_words("من منذ")
_UNTIL: Final = folded_words("حتى إلى لغاية")
_WITHIN: Final = 3
"""Words between from and until: من العاشرة ليلا حتى."""
_SINCE: Final = _FROM | folded_words("from since بدءا ابتداء")
_TILL: Final = _UNTIL | folded_words("لحين until till jusqu bis hasta")
_AFTER: Final = "بعد"
_STATES: Final = LAST_ANYWAY | folded_words(
    "توقف إغلاق حصار إضراب حبس سجن احتجاز اعتقال اختطاف اختفاء تعليق حظر إيقاف انتظار مقاطعة عزلة احتلال حكم"
    " غيبوبة فراغ زواج شلل تعطل تعطيل فقدان"
)
"""What ends with what comes after it, where the days of it are counted; not so an election or an attack."""
_HOURS: Final = "hours"
"""What a number of hours counts (numbers.toml)."""
_DAY: Final = folded_words("يوم صباح مساء ظهر غد فجر")


def spans(later: Reading, earlier: Reading) -> str:
    """Why they are of two times ("": nothing says so)."""
    return (
        _parts(later, earlier)
        or _lasted(later, earlier)
        or _lasted(earlier, later)
        or _clock(later, earlier)
        or _clock(earlier, later)
        or _span(later, earlier)
        or _until(later, earlier)
        or _span(earlier, later)
        or _until(earlier, later)
    )


def _parts(later: Reading, earlier: Reading) -> str:
    """Whether they are of two parts of one time, or of one from and until changed."""
    if later.tongue or earlier.tongue:
        return ""
    now, before = _third(later), _third(earlier)
    for time in [one for one in now if one in before]:
        if now[time] != before[time]:
            return f"moment: the {before[time]} of it ≠ the {now[time]}"
    here, there = _ends(later), _ends(earlier)
    if {(until, since) for since, until in here - there} & (there - here):
        return "moment: from and until are changed"
    return ""


def _clock(one: Reading, other: Reading) -> str:
    """Whether an hour of the clock in `one` is a number of hours in `other`, or until it in `one` from it."""
    for part in one.parts:
        if part.kind != NUMBER or not _is_hour(part, one):
            continue
        for then in other.parts:
            if then.unit != part.unit:
                continue
            if then.counted == _HOURS:
                return f"moment: the hour {part.unit[1:]} ≠ {part.unit[1:]} hours"
            if _behind(part, one) in _TILL and _behind(then, other) in _SINCE:
                return f"moment: until {part.unit[1:]} ≠ from {part.unit[1:]}"
    return ""


def _is_hour(part: Part, reading: Reading) -> bool:
    """Whether the word for an hour stands before the number, or a part of the day behind it."""
    after = reading.begins.get(part.end)
    timed = after is not None and after.kind == HOUR and part.counted != _HOURS
    return timed or (part.at > 0 and reading.words[part.at - 1] in THE_HOUR)


def _behind(part: Part, reading: Reading) -> str:
    """The word that an hour stands behind: حتى الساعة الخامسة."""
    words = [word for word in reading.words[max(0, part.at - 2) : part.at] if word not in THE_HOUR]
    return words[-1] if words else ""


def _third(reading: Reading) -> dict[str, str]:
    """What a part of is named → which part."""
    found: dict[str, str] = {}
    for at, (word, of) in enumerate(pairwise(reading.words)):
        third = next((_THIRDS[form] for form in stems(word) if form in _THIRDS), "")
        time = reading.begins.get(at + 1)
        if third and (of in _TIMES or (time is not None and time.kind in (MONTH, YEAR))):
            found[of] = third
    return found


def _ends(reading: Reading) -> set[tuple[str, str]]:
    """From what until what."""
    marked = [(part, reading.words[part.at - 1]) for part in reading.parts if part.at]
    return {
        (part.unit, then.unit)
        for part, mark in marked
        for then, until in marked
        if mark in _FROM and until in _UNTIL and 0 < then.at - part.end <= _WITHIN
    }


def _span(one: Reading, other: Reading) -> str:
    """Whether one tells of all days or months between two, and the other of the two."""
    for kind in (WEEKDAY, MONTH):
        if kind not in one.kinds or kind not in other.kinds:
            continue
        for part, after in pairwise(one.parts):
            if not (part.kind == kind == after.kind and one.words[after.at - 1] in _TILL):
                continue
            if any(
                {it.unit, then.unit} == {part.unit, after.unit} and listed(then, other)
                for it, then in pairwise(other.parts)
            ):
                return f"{part.unit[len(kind) :]} to {after.unit[len(kind) :]} ≠ and"
    return ""


def _until(one: Reading, other: Reading) -> str:
    """Whether it is until a weekday in `one`, and on it in `other`."""
    if WEEKDAY not in one.kinds or WEEKDAY not in other.kinds or not _SINCE.isdisjoint(one.words):
        return ""
    days = {part.unit for part in one.parts if part.kind == WEEKDAY and _is_end(part, one)}
    if not days or any(_is_end(part, other) for part in other.parts if part.kind == WEEKDAY):
        return ""
    if any(part.unit in days for part in other.parts):
        return f"moment: until {min(days)[len(WEEKDAY) :]} ≠ on it"
    return ""


def _lasted(one: Reading, other: Reading) -> str:
    """Whether in `one` something lasted for as long as in `other` went by since it began."""
    if WENT_ON.isdisjoint(one.words) or not WENT_ON.isdisjoint(other.words):
        return ""
    for what in one.parts:
        span = one.begins.get(what.end + 1)
        if span is None or one.words[what.end] not in WENT_ON:
            continue
        if span.unit not in SPANS and span.kind != NUMBER:
            continue
        after = any(then.unit == span.unit and then.joint == _AFTER for then in other.parts)
        of_it = any(
            then.unit == span.unit and since.unit == what.unit and since.joint == "من"
            for then, since in pairwise(part for part in other.parts if part.kind != SOFT)
        )
        ended = one.words[what.at] in (_STATES if span.kind == NUMBER else LAST_ANYWAY)
        if (after and not of_it) or (of_it and not ended):
            return f"moment: it lasted {span.unit[1:]} ≠ {span.unit[1:]} after it"
    return ""


def _is_end(part: Part, reading: Reading) -> bool:
    words = reading.words[max(0, part.at - 2) : part.at]
    while words and words[-1] in _DAY:
        words = words[:-1]
    return bool(words) and words[-1] in _TILL
