"""Bytes to text. What a document says of its own charset is only one witness, and often a false one.

    BOM ─► valid UTF-8 with letters beyond ASCII ─► nearly valid UTF-8 ─► what was declared,
    unless the letters that come out are none that anybody writes ─► Arabic by letter statistics

Bytes that are valid UTF-8 are UTF-8, whatever was declared: other charsets do not produce them by
chance (RFC 3629, 1). One broken byte costs one letter, not the document. windows-1256 and ISO-8859-6
are told apart by which reading gives the commoner Arabic letters. Windows code pages stand for their
ISO namesakes, as in the WHATWG Encoding Standard.

What the publisher has spoilt before it sent it is `streamer.mojibake`'s.
"""

from __future__ import annotations

import codecs
import re
from math import log
from typing import Final

import msgspec

REPLACEMENT: Final = "\ufffd"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_STARTS: Final = (  # "<?xm" or "<?" in charsets that are no superset of ASCII (XML 1.0, F.1)
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_WIDER: Final = {  # the WHATWG labels: what is said, what is meant
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_ASCII_ONLY: Final = frozenset(
    {"iso2022_jp", "hz"}
)  # escape sequences: their bytes look like ASCII
_NOT_BYTES: Final = re.compile(
    "utf[-_]?7|utf[-_]?16|utf[-_]?32|utf[-_]?8|punycode|idna|.*escape|undefined"
)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_PROLOG: Final = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:+-]+)""", re.I)
_META: Final = re.compile(r"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w.:+-]+)""", re.I)
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_RUN: Final = re.compile("[^\x00-\x7f]{2,}")
_PER_MILLE: Final = {  # Arabic letters in news text, rounded
    "ا": 130, "ل": 115, "ي": 70, "م": 62, "ن": 55, "و": 55, "ر": 48, "ت": 46, "ب": 34, "ع": 33,
    "د": 32, "ة": 28, "ه": 27, "س": 26, "ق": 25, "ف": 25, "ك": 22, "ح": 20, "أ": 19, "ج": 14,
    "ش": 12, "ط": 12, "ص": 11, "ى": 10, "خ": 9, "ض": 8, "إ": 8, "ذ": 7, "ز": 7, "ث": 6, "غ": 5,
    "ء": 4, "ئ": 4, "آ": 2, "ؤ": 2, "ظ": 2, "ـ": 2, "،": 6, "؛": 1, "؟": 1,
    "پ": 2, "چ": 1, "ژ": 1, "ک": 2, "گ": 2, "ً": 2, "ٌ": 1, "ٍ": 1, "َ": 1, "ُ": 1, "ِ": 1, "ّ": 2, "ْ": 1,
}  # fmt: skip
_WEIGHT: Final = {letter: log(parts / 1000) for letter, parts in _PER_MILLE.items()}
_STRANGE: Final = log(0.0002)


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """Text without control characters and lone surrogates, and how it was read."""

    text: str
    charset: str
    note: str | None = None
    """A warning: what was declared was not what came, or some bytes were lost."""


def in_header(content_type: str) -> str | None:
    """The charset in a Content-Type header (RFC 9110, 8.3.2)."""
    found = _HEADER.search(content_type)
    return found[1] if found else None


def in_document(body: bytes) -> str | None:
    """The charset that an XML prolog or an HTML meta element names in the first 4 kB."""
    start = body[:4096].replace(b"\x00", b"").decode("ascii", "replace")
    found = _PROLOG.match(start.lstrip()) or _META.search(start)
    return found[1] if found else None


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a feed or a page, given the Content-Type that it came with. Always an answer."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], charset)
    named = [in_header(content_type), in_document(body)]
    for start, charset in _XML_STARTS:
        if body.startswith(start):
            inner = in_document(body.decode(charset, "replace").encode())
            ebcdic = _known(inner) if charset == "cp037" else None
            return _decoded(body, ebcdic or charset)
    declared = [charset for charset in map(_known, named) if charset]
    if body.isascii():
        escaped = next((charset for charset in declared if charset in _ASCII_ONLY), "ascii")
        return _decoded(body, escaped)
    charset = _is_utf8(body, declared) or _single_byte(body, declared)
    said = [name for name in named if name]
    surprise = bool(said) and charset not in map(_widened, said)
    return _decoded(body, charset, f"declared {said[0]}, is {charset}" if surprise else None)


def without_controls(text: str) -> str:
    """`text` without NUL, other control characters, non-characters and lone surrogates."""
    return _UNWANTED.sub("", text)


def arabic_share(text: str) -> float:
    """How much of the runs of letters beyond ASCII is Arabic as it is written: 0 to 1."""
    letters = "".join(_RUN.findall(text))
    return sum(letter in _WEIGHT for letter in letters) / len(letters) if letters else 0.0


def _decoded(body: bytes, charset: str, note: str | None = None) -> Decoded:
    text = body.decode(charset, "replace")
    lost = text.count(REPLACEMENT)
    if charset == "utf-8" and lost and b"\xed" in body:
        text = _paired(body) or text  # CESU-8: surrogates written as if they were characters
    if lost and REPLACEMENT in text:
        note = note or f"bytes that are not {charset}: {lost}"
    return Decoded(text=without_controls(text), charset=charset, note=note)


def _paired(body: bytes) -> str | None:
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _widened(name: str) -> str | None:
    try:
        charset = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(charset, charset)


def _known(name: str | None) -> str | None:
    """The codec for a charset's name; None for an unknown one and for those that cannot be meant."""
    charset = _widened(name) if name else None
    if charset is None or _NOT_BYTES.fullmatch(charset):
        return None
    try:
        b"a".decode(charset, "replace")
    except LookupError:  # hex, base64, rot13: codecs, but no charsets
        return None
    return charset


def _is_utf8(body: bytes, declared: list[str]) -> str | None:
    """ "utf-8" where the bytes are that, or are it but for a few broken ones."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    sequences = _SEQUENCE.findall(body)
    high = len(body) - len(body.translate(None, bytes(range(128, 256))))
    stray = high - sum(map(len, sequences))
    # Where another charset is named, its letters may look like a UTF-8 sequence now and then.
    return "utf-8" if len(sequences) > stray * (10 if declared else 2) else None


def _single_byte(body: bytes, declared: list[str]) -> str:
    """The charset of bytes that are not UTF-8."""
    high = bytes(byte if byte > 127 else 32 for byte in body[:200_000])
    arabic = max(("cp1256", "iso8859-6"), key=lambda charset: _likeness(high, charset))
    if declared and declared[0] not in ("cp1252", "cp1256", "iso8859-6", "latin_1"):
        return declared[0]
    if arabic_share(high.decode(arabic, "replace")) > 0.8:
        return arabic
    return declared[0] if declared else "cp1252"


def _likeness(high: bytes, charset: str) -> float:
    letters = "".join(high.decode(charset, "replace").split())
    return sum(_WEIGHT.get(letter, _STRANGE) for letter in letters)
