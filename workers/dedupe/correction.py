"""Titles by which a publisher corrects itself: تصحيح: …, تنويه: …, Correction: …, (Corrects …)."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = (
    "تصحيح خبر", "تصحيح", "تنويه", "استدراك", "تصويب", "correction", "corrected", "corrects",
    "clarification", "rectificatif", "rectification", "erratum", "düzeltme", "اصلاحیه", "تصحیح",
    "ڕاستکردنەوە", "راستکردنەوە",
)  # fmt: skip
_FIRST: Final = re.compile(
    rf"[\s«\"(\[#]*(?:{'|'.join(_MARKS)})(?:\s*[)\]»\"])?\s*(?:[:|،,;؛.…–—-]|\.\.)+\s*(?=\S)",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(
    r"(?<!\s)\s*[(\[](?:correct(?:s|ed|ion)|تصحيح|corrigé)\b[^()\[\]]*[)\]]\s*", re.IGNORECASE
)


def corrected(title: str) -> str | None:
    """What `title` says behind its mark of a correction; None: it is no correction."""
    found = _FIRST.match(title)
    if found:
        return title[found.end() :]
    found = _BRACKETS.search(title)
    if found:
        return (title[: found.start()] + " " + title[found.end() :]).strip() or None
    return None
