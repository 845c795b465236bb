"""Arabic phrases of two words that who does it may stand between: إخلاء النيابة سبيل المتهم is إخلاء سبيل.

The second word is put behind the first, so that the lists see the phrase, and who does it right behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import words

_SECOND: Final = {
    first: frozenset(words(second))
    for firsts, second in (
        ("اخلاء تخلي يخلي اخلت اخلي", "سبيل"),
        ("اطلاق يطلق تطلق اطلقت اطلق", "سراح"),
        ("احباط يحبط تحبط احبطت", "تهريب"),
        ("القاء يلقي تلقي القت القي", "القبض"),
    )
    for first in words(firsts)
}
_FARTHEST: Final = 4
"""Words between the two at most."""
_NOBODY: Final = frozenset(
    words("من على في إلى عن ضد مع بعد قبل بشأن حول محاولة محاولات عملية عمليات مخطط هجوم")
)
"""Do not stand there where the two are one."""


def together(title: Sequence[str]) -> Sequence[str]:
    """The folded words with such phrases in one."""
    if _SECOND.keys().isdisjoint(title):
        return title
    found = list(title)
    for at, word in enumerate(title):
        second = _SECOND.get(word)
        if second is None:
            continue
        near = found[at + 1 : at + 2 + _FARTHEST]
        gap = next((gap for gap, other in enumerate(near) if other in second), 0)
        if gap and _NOBODY.isdisjoint(near[:gap]):
            found.insert(at + 1, found.pop(at + 1 + gap))
            break
    return found
