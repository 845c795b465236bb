"""Text that was spoilt before it was sent: UTF-8 once read as something else, windows-1256 once read
as Latin. Where the reading can be undone exactly it is; where it cannot, the text is refused.

Only whole texts are undone, and only when what comes out is sound: strict UTF-8, or Arabic as it is
written. A text that merely has an odd letter stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from streamer.charset import REPLACEMENT, arabic_share, without_controls

_READ_AS: Final = ("cp1252", "latin-1", "cp1256", "cp1251", "koi8-r", "mac_roman", "cp437")
_WESTERN: Final = frozenset({"cp1252", "latin-1"})
"""What these show as UTF-8 may be meant in any script; what the others show only in Arabic: some of their
sound texts are UTF-8 by chance ("ط»" would become one letter that nobody writes)."""
_LEADS: Final = re.compile(
    r"[ÂÃâØÙÚÛ][^a-z\s]|[طظعغ][^ء-ي\s]|[ШЩЪЫьы][^А-Яа-яё\s]|[ÿŸ⁄€╪┘┌█][^A-Za-z\s]"
)
"""A lead byte of UTF-8 as those show it, before something that ends no word."""
_SPOILT: Final = re.compile(
    r"(?:[ØÙÚÛ][^A-Za-z\s]){3}|(?:[طظ][^ء-ي\s]){3}|(?:[ШЩЪЫьы][^А-Яа-яёA-Za-z\s]){3}"
    r"|(?:[ÿŸ⁄€╪┘┌█][^A-Za-z\s]){3}"
)
"""Three such pairs in a row: no orthography has them, wrong readings have little else."""
_LATIN_RUN: Final = re.compile("[\xc0-\xff]{3,}")
_WITHIN: Final = re.compile("[ء-ي][àâçèéêëîïôùûü]|[àâçèéêëîïôùûü][ء-ي]")
"""Accents within Arabic words: ISO-8859-6 as cp1256 shows it."""
_LOST: Final = re.compile(r"(?<!\S)\?{2,}(?=[\s.,:؟!]|\Z)")
"""A word of which only question marks are left."""


def mend(text: str) -> str | None:
    """`text` as it was meant; None: it is damaged beyond repair and must not be shown.

    One lost letter in twenty is let go (its mark is taken out); more is damage.
    """
    text = without_controls(text)
    if "??" in text and len(lost := _LOST.findall(text)) * 2 > len(text.split()) and len(lost) > 1:
        return None
    if text.isascii():
        return text
    text = _undone(text) or text
    gone = text.count(REPLACEMENT)
    if gone:
        if gone * 20 > len(text):
            return None
        text = text.replace(REPLACEMENT, "")
    return None if _SPOILT.search(text) or _WITHIN.search(text) else text


def _undone(text: str) -> str | None:
    """The text behind a wrong reading, if that reading can be undone exactly."""
    if _LEADS.search(text):
        for charset in _READ_AS:
            found = _utf8_behind(text, charset)
            if found is not None and (charset in _WESTERN or arabic_share(found) > 0.8):
                return found
    if _WITHIN.search(text):
        try:
            found = text.encode("cp1256").decode("iso8859-6")
        except UnicodeError:
            return None
        if arabic_share(found) > 0.9:
            return found
    latin = sum(map(len, _LATIN_RUN.findall(text)))
    if latin >= 6 and latin * 3 > len(text):  # no Latin language writes so
        try:
            found = text.encode("cp1252").decode("cp1256")
        except UnicodeError:
            return None
        if arabic_share(found) > 0.9:
            return found
    return None


def _utf8_behind(text: str, charset: str) -> str | None:
    # Python leaves five bytes of cp1252 undefined; browsers, and so the spoilers, pass them through.
    spoilt = bytearray()
    for letter in text:
        try:
            spoilt += letter.encode(charset)
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return None
            spoilt.append(ord(letter))
    try:
        return spoilt.decode("utf-8")
    except UnicodeDecodeError:
        return None
