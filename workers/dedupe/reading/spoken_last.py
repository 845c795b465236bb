"""Who says it, put first in Arabic as before a colon, where a title has it at its end.

رفع سقف السحوبات.. مصرف لبنان يعلن      → مصرف لبنان يعلن: رفع سقف السحوبات
إخماد حريق.. الدفاع المدني: سيطرنا عليه  → الدفاع المدني: إخماد حريق سيطرنا عليه
الحالة المدارية تتحول - الطيران المدني    → الطيران المدني: الحالة المدارية تتحول
العراق ثان بحسب تقرير أمريكي           → تقرير أمريكي: العراق ثان

Only a body, an office or a paper is put there, with nothing but its name, or a verb by which it says it; what
is asked (هل تعطل المدارس؟.. التربية توضح) it may as well deny, so that stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems, words
from workers.dedupe.words.concepts import ACTORS, VERBS
from workers.dedupe.words.fillers import OUTLET_STARTS, SOURCES, TAGS
from workers.dedupe.words.kinds import JOINT, OFFICE, SAYS, SOFT
from workers.dedupe.words.lexicon import known, means, senses
from workers.dedupe.words.offices import BODIES, PORTFOLIOS
from workers.dedupe.words.remembered import remembered

Piece = tuple[list[str], bool]
"""Folded words between two separators; whether the second leads to what follows, as a colon does."""
_LONGEST: Final = 5
"""Words of who says it."""
_SAID: Final = 3
"""Words at least of what is said."""
_ACCORDING: Final = frozenset(words("بحسب حسب وفق وفقا نقلا طبقا استنادا"))
_BEHIND: Final = frozenset(
    words(
        "عن الى ما توقعات تقديرات تصريحات بيانات أرقام إحصاءات إحصائيات معلومات رواية لما ما أعلنته أعلنه"
    )
)
"""Between the like of وفقا and who says it."""
_DETAILS: Final = frozenset(
    words("التفاصيل السبب الأسباب الحقيقة تفاصيل الموعد ذلك الأمر حقيقة الموضوع")
)
"""Behind a verb of saying at the end of a title."""
_FROM: Final = "من"
_WARNINGS: Final = {
    "تحذير": "يحذر", "تحذيرات": "يحذر", "تاكيد": "يوكد", "اعلان": "يعلن", "توضيح": "يوضح",
}  # fmt: skip
"""Nouns of what somebody says → their verbs, folded."""
_PAPERS: Final = frozenset(
    words(
        """تقرير تقارير بيان مصدر مصادر صحيفة وكالة قناة موقع مسؤول مسؤولون مسؤولين دراسة مرصد منظمة إحصائية
        وثيقة وثائق استطلاع محام محامي نقابة شركة مصرف بنك جامعة بلدية نقيب رابطة مكتب إعلام"""
    )
)
"""That may say something too, besides bodies and offices."""
_ASKS: Final = frozenset(words("هل متى كيف لماذا أين كم ما ماذا من"))


def speaker_first(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a title with who says it first, or as they are."""
    if not pieces:
        return pieces
    found = _according(pieces)
    if found is not None:
        return found
    if (by := _warning(pieces[0])) and len(pieces) > 1:
        return [(by, True), *pieces[1:]]
    if len(pieces) < 2 or len(pieces[0][0]) < _SAID or pieces[0][0][0] in _ASKS:
        return pieces
    if len(pieces) == 3 and _speaker(pieces[1][0]):  # إخماد حريق.. الدفاع المدني: سيطرنا عليه
        return [(_bare(pieces[1][0]), True), pieces[0], pieces[2]]
    last = pieces[-1][0]
    if _speaker(last):
        return [(_bare(last), True), *pieces[:-1]]
    return pieces


def according(words: Sequence[str]) -> bool:
    """Whether a title without separators may say at its end according to whom."""
    return not _ACCORDING.isdisjoint(words)


def _according(pieces: list[Piece]) -> list[Piece] | None:
    last, leads = pieces[-1]
    if _ACCORDING.isdisjoint(last):
        return None
    at = max(at for at, word in enumerate(last) if word in _ACCORDING)
    who = last[at + 1 :]
    if who and len(who[0]) > 1 and who[0].startswith("ل"):
        first = who[0][1:].replace("ل", "ال", 1) if who[0].startswith("لل") else who[0][1:]
        who = [first, *who[1:]]
    while who and who[0] in _BEHIND:
        who = who[1:]
    said = [*pieces[:-1], *([(last[:at], leads)] if at else [])]
    if not said or sum(len(piece) for piece, _ in said) < _SAID or not _names_it(who):
        return None
    if " ".join(who) in TAGS | SOURCES or who[0] in OUTLET_STARTS:
        return said  # as before a colon
    return [(who, True), *said]


def _warning(piece: Piece) -> list[str]:
    """Who warns, with the verb, where a title begins with a warning from him: تحذير من نقيب الصيادلة: …"""
    words, leads = piece
    if not leads or len(words) < _SAID or words[1] != _FROM or words[0] not in _WARNINGS:
        return []
    return [*words[2:], _WARNINGS[words[0]]] if _names_it(words[2:]) else []


def _speaker(piece: Sequence[str]) -> bool:
    """Whether a piece is but who says it, with a verb of saying behind him or without."""
    piece = _bare(piece)
    if len(piece) > 1 and SAYS in _kinds(piece[-1]):
        return len(piece) <= _LONGEST + 1 and not any(map(_breaks, piece[:-1]))
    return _names_it(piece)


def _bare(piece: Sequence[str]) -> list[str]:
    """Without the details that he tells: وزير النقل يكشف الموعد."""
    found = list(piece)
    while found and found[-1] in _DETAILS:
        del found[-1]
    return found


def _names_it(who: Sequence[str]) -> bool:
    if not 0 < len(who) <= _LONGEST or any(map(_breaks, who[1:])):
        return False
    return _body(who[0]) or (len(who) > 1 and SOFT in _kinds(who[0]) and _body(who[1]))


@remembered(20_000)
def _kinds(word: str) -> frozenset[str]:
    return frozenset(one.sense.kind for one in known(word).phrases)


@remembered(20_000)
def _body(word: str) -> bool:
    """Whether who says it may begin with it."""
    if word in _PAPERS or word in BODIES or word in PORTFOLIOS:
        return True
    return any(one.sense.kind == OFFICE or one.sense.unit in ACTORS for one in known(word).phrases)


@remembered(20_000)
def _breaks(word: str) -> bool:
    """Whether no name goes on with it: a verb, or a preposition."""
    if word[0].isdigit() or any(one.kind == JOINT for one in senses(word)):
        return True
    return (
        means(word, VERBS)
        and not any(form.startswith("ال") for form in stems(word)[:1])
        and word[0] in "يتس"
    )
