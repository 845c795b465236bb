"""What one title makes depend on something, or tells only of a part, and the other tells as it is.

يستقيل إن لم تصرف الرواتب ≠ يستقيل بعد عدم صرفها       only if
انقطاع الكهرباء عن أحياء في الخرطوم ≠ عن الخرطوم        some of it
استعادة بلدة قرب الفاشر ≠ استعادة الفاشر              or what lies there
"""

from __future__ import annotations

import re
from typing import Final

from streamer.text import fold
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT
from workers.dedupe.words.lists import folded_words

_IFS: Final = {
    "": "ان لم|ما لم|اذا|في حال|في حاله|حال عدم|بشرط|شريطه",
    "english": "if|unless|provided|in case",
    "french": "si|a moins|sauf si|a condition",
    "spanish": "si|a menos|salvo que",
    "italian": "se|a meno",
    "portuguese": "a menos",
    "german": "wenn|sofern|if",
    "turkish": "eger",
    "kurmanji": "eger|ger",
    "persian": "اگر",
    "sorani": "ئەگەر",
}
_IF: Final = {
    tongue: re.compile(rf"(?:^| )(?:{'|'.join(map(fold, words.split('|')))})(?: |$)")
    for tongue, words in _IFS.items()
}
_BEFORE_IT: Final = re.compile(r"(?:^| )(?:هل|ماذا|ما اذا|عما|whether|what|comme|as|ob)(?: |$)")
_MEANT: Final = frozenset(
    CONCEPT + deed
    for deed in ("threaten", "warn", "demand", "call", "condition_", "pledge", "promise_")
)
"""What is threatened or promised is said of what is to come, with «if» or without."""
_PIECES: Final = (
    "أحياء الأحياء مناطق أجزاء جزء قسم أقسام بلدات قرى ضواحي أطراف مدن قطاعات مساحات نواحي"
    " بلدة قرية"
)
_SOME: Final = folded_words(
    " ".join(clitic + word for word in _PIECES.split() for clitic in ("", "ب", "ل", "و"))
    + " part parts areas districts neighborhoods neighbourhoods sections suburbs partie parties quartiers"
    " village villages town towns hamlet aldea pueblo dorf köyü"
    " zones partes parte barrios zonas quartieri bairros teilen teile stadtteile viertel"
)
_ALL: Final = folded_words(
    "معظم جميع كل كافة مختلف عموم أنحاء سائر غالبية أغلب most all whole entire several toutes tous todas"
    " todos ganz entier toute tout تمام"
)
_OF: Final = folded_words(
    "من في قرب بالقرب قضاء بقضاء محافظة بمحافظة مدينة بمدينة"
    " of in near outside de du des d la le les l el los del da do von in bei the"
)


def only_if(later: Reading, earlier: Reading) -> str:
    """Why only one of them tells it as it is, or all of it ("": both do, or neither)."""
    return (
        _on_condition(later, earlier)
        or _on_condition(earlier, later)
        or _some_of(later, earlier)
        or _some_of(earlier, later)
    )


def _on_condition(one: Reading, other: Reading) -> str:
    """Whether `one` makes depend on something what `other` tells as it is: a threat or a promise is no
    deed, with «if» or without."""
    said, there = " ".join(one.words), " ".join(other.words)
    sign = _IF.get(one.tongue)
    found = sign.search(said) if sign and one.tongue == other.tongue else None
    if not (sign and found) or sign.search(there) or _BEFORE_IT.search(said):
        return ""
    if not _MEANT.isdisjoint(other.told):
        return ""
    return f"stage: only one says {found[0].strip()}"


def _some_of(one: Reading, other: Reading) -> str:
    """Whether `one` tells of a part of what `other` tells whole."""
    if _SOME.isdisjoint(one.words) or not (_SOME | _ALL).isdisjoint(other.words):
        return ""
    for at, word in enumerate(one.words):
        if word not in _SOME or (at and one.words[at - 1] in _ALL):
            continue
        whole = one.begins.get(at + 1)
        end = at + 1
        while end < len(one.words) and one.words[end] in _OF:
            end += 1
            whole = one.begins.get(end)
        if whole is None or whole.unit not in other.told:
            continue
        if end == at + 1 and not whole.joint:
            continue  # مناطق مكة
        return f"scope: only one says {word}"
    return ""
