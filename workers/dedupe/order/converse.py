"""One thing told from its two sides: who gives it, and who takes it.

هولندا تعيد إلى العراق قطعا      =  العراق يسترد من هولندا قطعا
التحالف يسلم القاعدة إلى الجيش   =  الجيش يتسلم القاعدة من التحالف
هولندا تعيد قطعا من العراق       ≠  العراق يعيد إلى هولندا قطعا       one verb, and the two have changed sides

In one title who gives acts, and who takes stands behind a preposition; in the other the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.order.winners import LOSE, WIN, beaten
from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, SOFT

_GIVES: Final = frozenset(
    [
        CONCEPT + deed
        for deed in (
            "handover", "return_", "sell", "export", "grant_", "send_", "lend_", "spend_", "pay_",
        )
    ]
    + ["يعيد", "يسلم", "يرسل"]
)  # fmt: skip
_TAKES: Final = frozenset(
    [
        CONCEPT + deed
        for deed in ("takeover", "recover_", "seize", "receive", "buy", "import", "gain", "borrow_")
    ]
    + ["يسترد", "يتسلم", "يستعيد"]
)
SIGNS: Final = frozenset(
    [CONCEPT + deed for deed in ("contract_", "contract_noun", "sign")] + ["ضم", "يضم"]
)
JOINS: Final = frozenset([CONCEPT + deed for deed in ("join", "move_")] + ["انتقال"])
"""What a club does with a player, and he with it."""
_EITHER: Final = CONCEPT + "takeover"
"""تسلم: she hands over, or he took over."""
_HANDS_OVER: Final = CONCEPT + "handover"
_SHE_GIVES: Final = frozenset(["تسلم"])
_TAKES_OVER: Final = ("يت", "تت", "يست", "تست")
"""Begins what cannot be «she gives»."""
_KILLS: Final = CONCEPT + "killed"
_DIE: Final = CONCEPT + "die"
_PRESENT: Final = "يت"
_GRANTS: Final = frozenset(CONCEPT + deed for deed in ("grant_", "lend_", "handover"))
"""Who gets it stands right behind them."""
_RECEIVE: Final = CONCEPT + "receive"
_COMES: Final = frozenset([CONCEPT + "arrive", CONCEPT + "visit"])
_GATES: Final = frozenset(CONCEPT + name for name in ("airport", "port_"))
_BY_WHICH: Final = frozenset(["في", "بسبب", "جرا", "اثر", "نتيجه", "بفعل"])
_FROM: Final = ("من", "from", "von", "از")
_STATES: Final = (PLACE, NATION)
_TO: Final = ("الي", "ل", "to", "an", "به")
_SIDES: Final = (*_FROM, *_TO)
_UPON: Final = ("", "علي", "ضد")
_PRONOUNS: Final = ("ها", "هم", "ه")
_NEAR: Final = 2
"""Parts behind a deed of which one is whom it is done to: شركة نوفاتك."""
_MUTUAL: Final = frozenset(
    CONCEPT + deed
    for deed in ("meet", "discuss", "agree_", "sign", "draw", "clash", "swap", "arrive", "return_")
)
"""What two do alike; and who arrives from one place may as well arrive in the other."""
CONVERSE: Final = (
    frozenset([WIN, LOSE, _KILLS, _DIE, _EITHER, _HANDS_OVER, _RECEIVE])
    | _GIVES | _TAKES | SIGNS | JOINS | _COMES
)  # fmt: skip
"""Of which `converse` tells two to be one thing."""


def converse(one: Part, other: Part, its: Reading, others: Reading) -> bool:
    """Whether a verb of giving in `its` and one of taking in `others` tell one thing."""
    if {one.unit, other.unit} == {WIN, LOSE}:
        return beaten(its, others)
    if one.unit in JOINS and other.unit in SIGNS:
        return _joins_who_signs(one, its, other, others)
    if one.unit in SIGNS and other.unit in JOINS:
        return _joins_who_signs(other, others, one, its)
    if {one.unit, other.unit} == {_KILLS, _DIE}:
        kills, his, others_ = (one, its, others) if one.unit == _KILLS else (other, others, its)
        return _by_a_thing(kills, his, others_)
    if {one.unit, other.unit} == {_EITHER, _HANDS_OVER}:
        she, gives_ = (one, other) if one.unit == _EITHER else (other, one)
        hers, his = (its, others) if one.unit == _EITHER else (others, its)
        if _she_hands_over(she, hers, gives_, his):
            return True
    if one.unit == _RECEIVE and other.unit in _COMES:
        return _comes_there(one, its, other, others)
    if other.unit == _RECEIVE and one.unit in _COMES:
        return _comes_there(other, others, one, its)
    if one.unit in _TAKES and other.unit in _GIVES:
        return converse(other, one, others, its)
    if one.unit not in _GIVES or other.unit not in _TAKES:
        return False
    gives, takes = _doer(one, its), _doer(other, others)
    if gives is None and takes is not None:  # تسليم جثمانه إلى ذويه, ذووه يتسلمون جثمانه
        sure = others.words[other.at].removeprefix("س").startswith(_TAKES_OVER)
        return one.at == 0 and sure and _behind(takes.unit, _TO, its)
    if gives is None or takes is None or gives.unit == takes.unit:
        return False
    to_him = right_behind(one, its) if one.unit in _GRANTS else None
    taken = _behind(takes.unit, _TO, its) or (to_him is not None and to_him.unit == takes.unit)
    return taken and _behind(gives.unit, _FROM, others)


def _comes_there(receive: Part, its: Reading, comes: Part, others: Reading) -> bool:
    """Whether the place that receives is where the other title says that one comes: المغرب يستقبل 15 مليون
    سائح, 15 مليون سائح زاروا المغرب."""
    place = _doer(receive, its)
    if place is None or not (place.kind == PLACE or place.unit in _GATES):
        return False
    return any(
        part.unit == place.unit and part.at and (part.joint in _TO or part.at == comes.end)
        for part in others.parts
    )


def _joins_who_signs(joins: Part, his: Reading, signs: Part, its: Reading) -> bool:
    """Whether the club that signs in `its` is told behind the verb of `his`: ينضم إلى صفوف الزوراء."""
    club = next((part for part in its.parts if part.at < signs.at and part.kind != SOFT), None)
    club = club or right_behind(signs, its)
    if club is None or club.joint:
        return False
    to = next((part for part in his.parts if part.at >= joins.end and part.unit == club.unit), None)
    return to is not None and to.joint in ("", *_TO)


def _by_a_thing(kills: Part, reading: Reading, other: Reading) -> bool:
    """Whether what kills is in the other title by what they die: مدفأة تقتل أربعة, وفاة أربعة بمدفأة."""
    if reading.words[kills.at][0] not in _PRESENT:
        return False
    thing = next((part for part in reversed(reading.parts) if part.end == kills.at), None)
    if thing is None or thing.joint:
        return False
    bare = reading.words[thing.at].removeprefix("ال")
    return any(
        (part.unit == thing.unit and part.joint in _BY_WHICH) or other.words[part.at] == "ب" + bare
        for part in other.parts
    )


def _she_hands_over(she: Part, hers: Reading, gives: Part, his: Reading) -> bool:
    """Whether تسلم is «she hands over» (فرنسا ستسلم كييف دبابات), for so the other title says of her."""
    if hers.words[she.at].lstrip("و").removeprefix("س") not in _SHE_GIVES:
        return False
    one = next((part for part in reversed(hers.parts) if part.end == she.at), None)
    other = right_behind(gives, his) or _doer(gives, his)
    return one is not None and other is not None and one.unit == other.unit


def either_way(later: Reading, earlier: Reading) -> bool:
    """Whether one title tells by who gives what the other tells by who takes it."""
    if (_GIVES | _TAKES).isdisjoint(later.told):
        return False
    return any(
        converse(one, other, later, earlier)
        for one in later.parts
        for other in earlier.parts
        if one.unit != other.unit
    )


def sides_changed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why it is another deed ("": nothing says so): who did one thing is in the other title whom it went to
    or came from, and the other way round."""
    done = {part.unit: part for part in earlier.parts if acts(part)}
    for part in later.parts:
        other = done.get(twins.get(part.unit, part.unit))
        if other is None or not acts(part) or not _MUTUAL.isdisjoint((part.unit, other.unit)):
            continue
        does, did = _doer(part, later), _doer(other, earlier)
        if part.unit == _EITHER and (_from_and_to(later, earlier) or _from_and_to(earlier, later)):
            return f"roles: {part.unit} from one ≠ to him"
        if does is None or did is None or twins.get(does.unit, does.unit) == did.unit:
            continue
        if part.unit == _EITHER and _behind(did.unit, _FROM, later):
            continue
        if part.unit == _EITHER and _behind(does.unit, _FROM, earlier):
            continue
        changed = part.unit == other.unit and (
            _gets(did.unit, part, later) and _gets(does.unit, other, earlier)
        )
        if not later.tongue and (part.unit, part.size) != (
            other.unit,
            other.size,
        ):  # تقاضي, ترفع دعوى على
            changed |= _suffers(did.unit, part, later) and _suffers(does.unit, other, earlier)
        if changed:
            return f"roles: {did.unit} and {does.unit} have changed sides"
    return ""


def _gets(unit: str, deed: Part, reading: Reading) -> bool:
    """Whether it goes to him, or comes from him; to whom it is handed may stand right behind the verb."""
    to_him = right_behind(deed, reading) if deed.unit in _GRANTS else None
    return (to_him is not None and to_him.unit == unit) or _behind(unit, _SIDES, reading)


def _suffers(unit: str, deed: Part, reading: Reading) -> bool:
    """Whether it is done to him: تقاضي شركة نوفاتك, ترفع دعوى على مايكروسوفت."""
    if reading.words[deed.at].endswith(_PRONOUNS):
        return False  # يستهدفها هجوم: who stands behind it does it
    behind = [part for part in reading.parts if part.at >= deed.end and part.kind != SOFT][:_NEAR]
    return any(part.unit == unit and part.joint in _UPON for part in behind)


def _from_and_to(one: Reading, other: Reading) -> bool:
    """Whether from whom one takes over the other hands over to: مصر تتسلم من ليبيا, مصر تسلم ليبيا."""
    giver = next((part for part in one.parts if part.joint in _FROM and part.kind in _STATES), None)
    took = next((part for part in other.parts if part.unit == _EITHER), None)
    if giver is None or took is None:
        return False
    return any(
        part.unit == giver.unit and (part.at == took.end or part.joint in _TO)
        for part in other.parts
        if part.joint == "" or part.joint in _TO
    )


def _doer(verb: Part, reading: Reading) -> Part | None:
    """Who stands right before the verb, where that is the first thing told."""
    before = [part for part in reading.parts if part.at < verb.at]
    if not before or before[0].joint or len(before) > _LONGEST:
        return None
    return before[0]


_LONGEST: Final = 3
"""Parts of a name before its verb."""


def _behind(unit: str, joints: tuple[str, ...], reading: Reading) -> bool:
    return any(part.unit == unit and part.joint in joints for part in reading.parts)
