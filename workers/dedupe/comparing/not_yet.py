"""What one title says of a thing that was ordered, feared or asked for, and the other of the thing itself.

عملية لقتل قيادي ≠ مقتل قيادي                 what an operation is for is not yet done
يأمر بإغلاق المعبر ≠ يغلق المعبر               an order is not yet done; that of a court is
دعوات إلى إخلاء مبنى ≠ أوامر بإخلائه             what is asked for is not ordered
تحذر من أمطار ≠ أمطار                        a warning of rain, or of a flood
الصندوق يتوقع خفض الفائدة ≠ الصندوق: خفض الفائدة
نواب يطالبون ≠ البرلمان يطالب                 what some of them ask for is no word of the house
قد تزيد الإنتاج ≠ تقرر زيادة الإنتاج             what may be is not decided
يقترب من 700 ألف ≠ يتجاوز 700 ألف             a number is not yet reached, or passed
ارتفاع نقطتين مئويتين ≠ ارتفاع 2 بالمئة          points of a share are no share

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.moments import WHEN, ahead
from workers.dedupe.comparing.tenses import may_be
from workers.dedupe.forms.by_deeds import ASK, HOUSE, MEMBERS
from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import acts, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers
from workers.dedupe.words.kinds import CONCEPT
from workers.dedupe.words.lists import folded_words

_ORDER: Final = CONCEPT + "order"
_BIDS: Final = folded_words(
    "يأمر تأمر أمر أمرت يوجه توجه وجه وجهت يوعز توعز أوعز أوعزت orders ordered order"
)
_TALKS_OF: Final = folded_words("يبحث تبحث بحث بحثت يدرس تدرس يناقش تناقش ناقش ناقشت يستعرض تستعرض")
_CALLS: Final = folded_words(
    "دعوة دعوات مطالبة مطالبات مطالب نداء نداءات مناشدة مناشدات اقتراح مقترح"
)
_ORDERS: Final = folded_words("أمر أوامر قرار قرارات إيعاز")
_BY_WORD: Final = frozenset(
    CONCEPT + name
    for name in ("court", "judiciary", "prosecution_", "judge_", "arrest", "release", "jail", "remanded_")
)  # fmt: skip
"""Who does it, or what is done, by giving an order."""
_ARMY: Final = CONCEPT + "army"
_WARN: Final = CONCEPT + "warn"
_OFFICE: Final = CONCEPT + "weather_office"
_DECIDED: Final = frozenset(CONCEPT + deed for deed in ("lower", "raise"))
_COMES: Final = frozenset(
    CONCEPT + name
    for name in ("rain_", "flood", "storm", "dust", "snow_", "fog_", "heatwave_", "coldwave_")
)
_FORETOLD: Final = folded_words(
    "يتوقع تتوقع متوقع متوقعة توقعات توقع مرتقب مرتقبة محتملة محتمل وشيك وشيكة تنبؤ تنبؤات ترقب تنذر إنذار"
    " forecast forecasts expected expects due warns warning warned alert may could likely risk"
)
_EXPECTS: Final = folded_words(
    "يتوقع تتوقع توقع توقعت يرجح ترجح expects expected forecasts predicts sees"
)
_MAY: Final = folded_words("قد ربما وقد وربما")
_DOUBTS: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "threaten", "warn", "demand", "call", "propose", "discuss", "condition_", "expect_", "consider_",
        "must_", "can_", "fear_", "fear_noun", "worry_",
    )
)  # fmt: skip
"""What is said of what is not yet done."""
_ASK: Final = ASK | {CONCEPT + deed for deed in ("criticize", "propose", "reveal_", "welcome")}
_BELOW: Final = folded_words(
    "يقترب تقترب اقترب اقتربت يلامس تلامس لامس لامست يقارب تقارب قارب قاربت near nears nearing approaches"
    " approaching almost nearly dekat frôle approche roza"
)
_BEYOND: Final = folded_words(
    "يتجاوز تتجاوز تجاوز تجاوزت يتخطى تتخطى تخطى تخطت فوق يفوق تفوق more over tops top"
    " topped exceeds exceeded above"
    " passes passed surpasses surpassed crosses crossed dépasse supera"
)
_EXCEED: Final = CONCEPT + "exceed"
_WIN: Final = CONCEPT + "win"
_TABLES: Final = folded_words(
    "ترتيب جدول قائمة تصنيف هدافي هدافين سجل أرقام رقم عدد ألقاب لقب مبيعات standings table rankings"
)
_POINT: Final = folded_words("نقطة نقاط نقطتين نقطتان point points pp")
_OF_HUNDRED: Final = folded_words("مئوية مئويتين مئويتان percentage pct")
_MEANT: Final = folded_words("عملية خطة مخطط حملة مهمة محاولة بعملية لعملية العملية")
_TO_SOMEBODY: Final = frozenset(
    CONCEPT + deed for deed in ("killed", "assassinate", "arrest", "release", "dismiss", "kidnap")
)
_RATES: Final = CONCEPT + "rates"
"""Of which everybody says points and per cent alike."""


def not_yet(later: Reading, earlier: Reading) -> str:
    """Why it is done in one title alone ("": nothing says so)."""
    return (
        _is_meant(later, earlier)
        or _is_meant(earlier, later)
        or _ordered(later, earlier)
        or _ordered(earlier, later)
        or _talked_of(later, earlier)
        or _talked_of(earlier, later)
        or _called_for(later, earlier)
        or _called_for(earlier, later)
        or _foretold(later, earlier)
        or _foretold(earlier, later)
        or _may_be(later, earlier)
        or _may_be(earlier, later)
        or _by_some(later, earlier)
        or _by_some(earlier, later)
        or _reached(later, earlier)
        or _points(later, earlier)
        or _overtakes(later, earlier)
        or _overtakes(earlier, later)
    )


def _is_meant(one: Reading, other: Reading) -> str:
    """Whether in `one` somebody sets out to do it, and in `other` it is done."""
    if _MEANT.isdisjoint(one.words) or not _MEANT.isdisjoint(other.words):
        return ""
    for part in one.parts:
        to = part.joint == "ل" and part.unit in _TO_SOMEBODY and part.unit in other.told
        if to and part.at and one.words[part.at - 1] in _MEANT:
            return f"it is meant: {part.unit[1:]}"
    return ""


def _ordered(one: Reading, other: Reading) -> str:
    """Whether `one` orders what `other` says is done; a court does it by its order."""
    if _BIDS.isdisjoint(one.words) or not _BIDS.isdisjoint(other.words):
        return ""
    if _ORDER in other.told or not _BY_WORD.isdisjoint(one.told | other.told):
        return ""
    for part in one.parts:
        done = right_behind(part, one)
        if part.unit != _ORDER or done is None or not done.joint or not acts(done):
            continue
        if any(it.unit == done.unit and _verb(other.words[it.at]) for it in other.parts):
            return f"stage: {done.unit} is ordered ≠ done"
    return ""


def _talked_of(one: Reading, other: Reading) -> str:
    """Whether `one` talks of doing what `other` says is done: يبحث تعليق العضوية, يعلق العضوية."""
    if _TALKS_OF.isdisjoint(one.words) or not _TALKS_OF.isdisjoint(other.words):
        return ""
    for part in one.parts:
        if not acts(part) or part.joint or not part.at or one.words[part.at - 1] not in _TALKS_OF:
            continue
        if any(it.unit == part.unit and _verb(other.words[it.at]) for it in other.parts):
            return f"stage: {part.unit} is talked of ≠ done"
    return ""


def _verb(word: str) -> bool:
    return in_the_present(word) or word.endswith("s")


def _called_for(one: Reading, other: Reading) -> str:
    """Whether `one` tells of calls, by a noun, for what `other` tells of an order; an army
    orders by a call."""
    calls, orders = _CALLS.intersection(one.words), _ORDERS.intersection(other.words)
    if not (calls and orders) or _ARMY in one.told | other.told:
        return ""
    if not (_CALLS.isdisjoint(other.words) and _ORDERS.isdisjoint(one.words)):
        return ""
    return f"stage: {min(calls)} ≠ {min(orders)}"


def _foretold(one: Reading, other: Reading) -> str:
    """Whether `one` warns of weather, or expects what somebody decides, and `other` tells it as it is. What
    the weather office says of weather is a forecast, however it says it."""
    if ahead(other) or _WARN in other.told or not _FORETOLD.isdisjoint(other.words):
        return ""
    if _WARN in one.told and not _COMES.isdisjoint(one.told & other.told):
        dated = not other.kinds.isdisjoint(WHEN)
        return "" if dated or _OFFICE in other.told else "stage: a warning of it ≠ it"
    if _EXPECTS.isdisjoint(one.words) or _RATES not in other.told:
        return ""
    both = one.told & other.told
    return "" if _DECIDED.isdisjoint(both) else "stage: it is expected ≠ done"


def _may_be(one: Reading, other: Reading) -> str:
    """Whether `one` says before a verb that it may be, and nothing in `other` says the like."""
    if _MAY.isdisjoint(one.words) or not _MAY.isdisjoint(other.words) or ahead(other):
        return ""
    verb = any(word in _MAY and may_be(deed) for word, deed in pairwise(one.words))
    if not verb or not _DOUBTS.isdisjoint(other.told):
        return ""
    if not (fillers.MODAL | _EXPECTS | _FORETOLD).isdisjoint(other.words):
        return ""
    return "stage: it may be ≠ it is"


def _by_some(one: Reading, other: Reading) -> str:
    """Whether some members ask in `one` for what the house does in `other`."""
    if MEMBERS not in one.told or HOUSE in one.told or HOUSE not in other.told:
        return ""
    if MEMBERS in other.told or _ASK.isdisjoint(one.told & other.told):
        return ""
    return "office: some of its members ≠ the parliament"


def _reached(later: Reading, earlier: Reading) -> str:
    """Whether a number is near in one title and passed in the other."""
    if not (later.counts and earlier.counts):
        return ""
    for one, other in ((later, earlier), (earlier, later)):
        below = _BELOW.isdisjoint(other.words) and not _BELOW.isdisjoint(one.words)
        if below and _BEYOND.isdisjoint(one.words) and not _BEYOND.isdisjoint(other.words):
            return "number: nearly that ≠ beyond it"
    return ""


def _overtakes(one: Reading, other: Reading) -> str:
    """Whether who is beaten in `other` is only overtaken in `one`, in a table."""
    if _EXCEED not in one.told or _WIN not in other.told or _EXCEED in other.told:
        return ""
    if _TABLES.isdisjoint(form for word in (*one.words, *other.words) for form in stems(word)):
        return ""
    return "deed: overtakes ≠ beats"


def _points(later: Reading, earlier: Reading) -> str:
    """Whether one tells points of a share and the other a share of it; of interest all say either."""
    if not (later.counts and earlier.counts) or _RATES in later.told | earlier.told:
        return ""
    if _in_points(later) == _in_points(earlier):
        return ""
    return "number: points ≠ per cent"


def _in_points(reading: Reading) -> bool:
    return not (_POINT.isdisjoint(reading.words) or _OF_HUNDRED.isdisjoint(reading.words))
