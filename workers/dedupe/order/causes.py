"""What came of what, told by a verb of causing.

الجفاف يسبب الهجرة ≠ الهجرة تسبب الجفاف
توقف المضخات يتسبب بانقطاع الكهرباء ≠ انقطاع الكهرباء يوقف المضخات
                                    = انقطاع الكهرباء بسبب توقف المضخات
Toyota halts output after fire at Honda ≠ Fire halts output at Honda
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.order.involved import BY_NOBODY
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import NATION, PLACE, WORD
from workers.dedupe.words.lists import folded_words

_CAUSES: Final = folded_words("يتسبب تتسبب تسبب تسببت يسبب causes caused triggers triggered")
_LEADS_TO: Final = _CAUSES | folded_words(
    "يؤدي تؤدي أدى أدت يثير تثير أثار أثارت يقود تقود يشعل تشعل أشعل أشعلت يفجر تفجر فجر فجرت يدفع تدفع"
    " cause trigger sparks sparked spark prompts prompted fuels fueled leads led"
)
_BECAUSE: Final = folded_words(
    "بسبب جراء إثر نتيجة عقب بعد بفعل because due after amid over caused by"
)
_NAMES: Final = (PLACE, NATION, WORD)
_CLAUSE: Final = 3
"""Parts of what does something to something."""


def causes(later: Reading, earlier: Reading) -> str:
    """Why what one tells as the outcome is what the other begins with ("": it is not)."""
    now, before = _outcome(later, _LEADS_TO), _outcome(earlier, _LEADS_TO)
    if now and before and now.unit != before.unit:
        firsts = later.parts[0].unit, earlier.parts[0].unit
        if firsts == (before.unit, now.unit):
            return f"roles: {now.unit} and {before.unit}, which comes of which"
    for one, other in ((later, earlier), (earlier, later)):
        outcome = _outcome(one, _CAUSES)
        if outcome is None or not other.parts or other.parts[0].unit != outcome.unit:
            continue
        if _outcome(other, _CAUSES) is None and _BECAUSE.isdisjoint(other.words):
            return f"roles: {outcome.unit} is what comes of it ≠ what it comes of"
    return _where_it_was(later, earlier) or _where_it_was(earlier, later)


def _where_it_was(one: Reading, other: Reading) -> str:
    """Why what happened to somebody, after which another does it, does in `one` the deed itself to him: who
    does it in `other` may then not go unsaid."""
    if len(one.parts) < _CLAUSE or not other.parts or one.parts[0].unit not in BY_NOBODY:
        return ""
    if one.parts[0].joint or other.parts[0].joint or acts(other.parts[0]):
        return ""  # بحادث سير مصرع مدير: nobody does it
    does = other.parts[0].unit
    after = [part for part in other.parts if part.unit == one.parts[0].unit and part.joint]
    if not after or does in one.told or not acts(one.parts[1]):
        return ""
    his = {part.unit for part in other.parts if part.at >= after[0].end and part.kind in _NAMES}
    his &= {part.unit for part in one.parts[2:]}
    return f"roles: {does[1:]} is not {min(his)[1:]}, where it was" if his else ""


def _outcome(reading: Reading, verbs: frozenset[str]) -> Part | None:
    """What stands right behind a verb of causing that something stands before."""
    if verbs.isdisjoint(reading.words):
        return None
    at = next(at for at, word in enumerate(reading.words) if word in verbs)
    return next((part for part in reading.parts if part.at > at), None) if at else None
