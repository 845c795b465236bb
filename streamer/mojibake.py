"""Text that was spoilt before it was sent: UTF-8 once read as something else, windows-1256 once read
as Latin. Where the reading can be undone exactly it is; where it cannot, the text is refused.

Only whole texts are undone, and only when what comes out is sound: strict UTF-8, or Arabic as it is
written. A text that merely has an odd letter stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from streamer.charset import REPLACEMENT, arabic_share, without_controls

_READ_AS: Final = ("cp1252", "latin-1", "cp1256")
_LEADS: Final = re.compile("[ÂÃâØÙÚÛ][^a-z\\s]|[طظعغ][^ء-ي\\s]")
"""A lead byte of UTF-8 as cp1252 or cp1256 shows it, before something that ends no word."""
_SPOILT: Final = re.compile(r"(?:[ØÙÚÛ][^A-Za-z\s]){3}|(?:[طظ][^ء-ي\s]){3}")
"""Three such pairs in a row: no orthography has them, wrong readings have little else."""
_LATIN_RUN: Final = re.compile("[\xc0-\xff]{3,}")


def mend(text: str) -> str | None:
    """`text` as it was meant; None: it is damaged beyond repair and must not be shown.

    One lost letter in twenty is let go (its mark is taken out); more is damage.
    """
    text = without_controls(text)
    if text.isascii():
        return text
    text = _undone(text) or text
    lost = text.count(REPLACEMENT)
    if lost:
        if lost * 20 > len(text):
            return None
        text = text.replace(REPLACEMENT, "")
    return None if _SPOILT.search(text) else text


def _undone(text: str) -> str | None:
    """The text behind a wrong reading, if that reading can be undone exactly."""
    if _LEADS.search(text):
        for charset in _READ_AS:
            found = _utf8_behind(text, charset)
            # What cp1256 shows may be sound Arabic that is UTF-8 by chance: "ط»" would become one
            # letter that nobody writes.
            if found is not None and (charset != "cp1256" or arabic_share(found) > 0.8):
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
