"""On which side somebody stands in each of two titles that else tell the same.

الحريري يتحدث عن جنبلاط ≠ جنبلاط يتحدث عن الحريري       who speaks, and of whom
المستشفى يقاضي.. ضد الشركة ≠ الشركة.. على المستشفى      against whom, whichever word says it
نزوح إلى مدينة الأبيض ≠ نزوح عن مدينة الأبيض             to a town, or from it
تحكم لمستثمر ≠ تحكم على مستثمر                        for whom, or against whom
مقتل 5 برصاص داعش ≠ مقتل 5 من داعش                   by whom, or of whom
الحكومة تتهم حليفتها ≠ حليفة الحكومة تتهمها              whose «his» and «her» are

Asked last, of titles that else tell the same: so each sees what the others of this folder, which know the
whole order, were not sure of.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.order.frames import BY
from workers.dedupe.reading.neighbours import first_told, right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS
from workers.dedupe.words.kinds import CONCEPT, NUMBER, PLACE, SOFT
from workers.dedupe.words.lists import folded_words

_OPPOSITE: Final = {
    word: words[0]
    for words in (
        ("عن", "about"),
        ("علي", "ضد", "against", "on", "contre"),
        ("ل", "الي", "to"),
        ("من", "from"),
    )
    for word in words
}
"""Behind which another stands than he who does it."""
_TO_A_SON: Final = "لبن"
"""لبن سلمان, of which the lists have the name with its ل."""
_BY_WHOM: Final = frozenset(["من", "ل"])
_UPON_WHOM: Final = frozenset(["علي", "عن", "ضد"])
FROM: Final = frozenset(["من", "عن", "from"])
TO: Final = frozenset(["الي", "نحو", "صوب", "باتجاه", "to"])
"""Before a place or a number, from which and to which it goes."""
_FOR: Final = frozenset(["ل", "لصالح", "for"])
_UPON: Final = frozenset(["علي", "ضد", "against"])
_JUDGES: Final = frozenset(CONCEPT + deed for deed in ("judge_", "vote", "spying_"))
_JUDGED: Final = folded_words(
    "تحكم يحكم حكمت حكم تقضي يقضي قضت قضى يشهد تشهد شهد شهدت يصوت تصوت صوت"
)
_WHOSE: Final = ("ها", "هم", "ه")
_SHORTEST: Final = 3
"""Letters at least of a word before «his» or «her»."""


def sides_of_it(later: Reading, earlier: Reading) -> str:
    """Why another stands on a side ("": none does)."""
    return (
        _first_and_object(later, earlier)
        or _from_or_to(later, earlier)
        or _for_or_against(later, earlier)
        or _by_or_of(later, earlier)
        or _by_or_of(earlier, later)
        or _from_and_upon(later, earlier)
        or _around_one_verb(later, earlier)
        or _so_many_do(later, earlier)
        or _so_many_do(earlier, later)
        or _whose(later, earlier)
        or _whose(earlier, later)
    )


def _first_and_object(later: Reading, earlier: Reading) -> str:
    """Whether he with whom each title begins is in the other whom it is of, for or against."""
    now, before = _first(later), _first(earlier)
    if now is None or before is None or now.unit == before.unit:
        return ""
    same = _behind(now.unit, earlier) & _behind(before.unit, later)
    if same and _deeds(later) == _deeds(earlier):
        return f"roles: {before.unit} and {now.unit} have changed places"
    return ""


def _first(reading: Reading) -> Part | None:
    first = first_told(reading)
    if first is None or first.joint or acts(first) or first.unit in HAPPENS:
        return None
    return first


def _behind(unit: str, reading: Reading) -> set[str]:
    """The prepositions behind which it stands, those that say the same as one."""
    return {
        _OPPOSITE[part.joint]
        for part in reading.parts
        if part.unit == unit and part.joint in _OPPOSITE
    } | {"ل" for part in reading.parts if part.unit == unit and reading.words[part.at] == _TO_A_SON}


def _deeds(reading: Reading) -> set[str]:
    return {part.unit for part in reading.parts if acts(part)}


def _from_or_to(later: Reading, earlier: Reading) -> str:
    """Whether one is from a place and the other to it, where the sort of place stands between."""
    now = _joints(later)
    before = _joints(earlier) if now else {}
    for unit in [one for one in now if one in before]:
        a, b = now[unit], before[unit]
        if (a in FROM and b in TO) or (a in TO and b in FROM):
            return f"direction: {b} {unit} ≠ {a} {unit}"
    return ""


def _joints(reading: Reading) -> dict[str, str]:
    """Unit of a name behind a soft noun, or of a place → the preposition before the two."""
    found: dict[str, str] = {}
    for part in reading.parts:
        if part.kind == SOFT:
            continue
        before = right_before(part, reading)
        if before is not None and before.kind == SOFT and before.joint and not part.joint:
            found[part.unit] = before.joint
        elif part.kind == PLACE and part.joint:
            found[part.unit] = part.joint
    return found


def _for_or_against(later: Reading, earlier: Reading) -> str:
    """For whom a court rules, or somebody votes or spies, in one title, and against whom in the other."""
    judged = not (_JUDGED.isdisjoint(later.words) or _JUDGED.isdisjoint(earlier.words))
    if not judged and _JUDGES.isdisjoint(later.told & earlier.told):
        return ""
    before = {part.unit: part.joint for part in earlier.parts}
    for part in later.parts:
        a, b = part.joint, before.get(part.unit, "")
        if (a in _FOR and b in _UPON) or (a in _UPON and b in _FOR):
            return f"roles: {b} {part.unit} ≠ {a} {part.unit}"
    return ""


def _by_or_of(one: Reading, other: Reading) -> str:
    """Whether those by whom somebody is killed in `one` are who is killed in `other`."""
    by = {part.unit for part in one.parts if part.joint in BY}
    for part in other.parts if by else ():
        before = right_before(part, other) or _number_before(part, other)
        if part.unit in by and part.joint == "من" and before is not None and before.kind == NUMBER:
            return f"roles: by {part.unit} ≠ of {part.unit}"
    return ""


def _from_and_upon(later: Reading, earlier: Reading) -> str:
    """Whether by whom a thing is in one title is in the other upon whom, and the other way round: شكوى من
    البلدية عن مقاول, شكوى على البلدية من مقاول."""
    was = {part.unit: part.joint for part in earlier.parts}
    by = upon = ""
    for part in later.parts:
        joint = was.get(part.unit, "")
        if part.joint in _BY_WHOM and joint in _UPON_WHOM:
            by = part.unit
        elif part.joint in _UPON_WHOM and joint in _BY_WHOM:
            upon = part.unit
    return f"roles: {upon} and {by} have changed places" if by and upon else ""


def _around_one_verb(later: Reading, earlier: Reading) -> str:
    """Whether around one word, be it a verb that elsewhere says nothing, two have changed places: يخلف."""
    if later.tongue or earlier.tongue:
        return ""
    for at, word in enumerate(later.words):
        if word[0] not in "يت" or later.words.count(word) > 1 or earlier.words.count(word) != 1:
            continue
        there = earlier.words.index(word)
        a, b = later.ends.get(at), later.begins.get(at + 1)
        c, d = earlier.ends.get(there), earlier.begins.get(there + 1)
        if (
            a
            and b
            and c
            and d
            and a.unit == d.unit != b.unit == c.unit
            and not (b.joint or d.joint)
        ):
            return f"roles: {c.unit} and {a.unit} have changed places"
    return ""


def _so_many_do(one: Reading, other: Reading) -> str:
    """Whether so many with whom `one` begins do what somebody does to so many in `other`."""
    first = one.parts[0] if one.parts else None
    if first is None or first.kind != NUMBER or one.tongue or NUMBER not in other.kinds:
        return ""
    does = {part.unit for part in one.parts if one.words[part.at][0] == "ي" and acts(part)}
    for part in other.parts:
        after = right_behind(part, other)
        if part.at and part.unit in does and after is not None and after.unit == first.unit:
            return f"roles: {first.unit[1:]} do it ≠ it is done to them"
    return ""


def _number_before(part: Part, reading: Reading) -> Part | None:
    return next((one for one in reading.parts if one.end == part.at - 1), None)


def _whose(one: Reading, other: Reading) -> str:
    """Whether a noun of `one` has a «his» that the verb has in `other`."""
    if one.tongue or other.tongue:
        return ""
    verbs = {word for word in _without_his(other, one) if word[0] in "يت"}
    nouns = {word for word in _without_his(one, other) if word[0] not in "يت"}
    return f"roles: {min(nouns)} of the other" if verbs and nouns else ""


def _without_his(one: Reading, other: Reading) -> set[str]:
    """Words of `one` that end with «his» or «her», and stand without in `other`."""
    plain = {word.removesuffix("ه") for word in other.words}
    verbs = {word[1:] for word in other.words if word[0] in "يت"}
    found: set[str] = set()
    for word in one.words:
        stem = next((word.removesuffix(his) for his in _WHOSE if word.endswith(his)), "")
        if len(stem) < _SHORTEST or word in other.words:
            continue
        if {stem, stem.removesuffix("ت")} & plain or (stem[0] in "يت" and stem[1:] in verbs):
            found.add(word)
    return found
