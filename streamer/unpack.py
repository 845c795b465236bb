"""A body, unpacked piece by piece and never past a limit: a bomb costs no more than the limit.

Two limits, both `most` bytes: on what came over the wire (blocks that unpack to nothing could go on
for ever) and on what it becomes. At most `MEMBERS` gzip members (RFC 1952, 2.2), for each costs a
copy of all that follows it. One layer is taken off, announced or not (`sitemap.xml.gz` often comes
unannounced); what is packed again below it is refused, as nobody wraps news twice on purpose.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Final

from streamer.errors import Refused

MEMBERS: Final = 64
_MAGIC: Final = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW = 31, 15, -15


def single(values: Iterable[str]) -> str:
    """The one coding in all `Content-Encoding` headers: gzip, deflate or "" (RFC 9110, 8.4.1).

    Raises Refused on any other, and on several.
    """
    codings = [
        coding
        for value in values
        for part in value.split(",")
        if (coding := part.strip().lower()) not in ("", "identity")
    ]
    if not codings:
        return ""
    if len(codings) > 1:
        raise Refused("the answer is compressed more than once")
    coding = codings[0].removeprefix("x-")
    if coding not in ("gzip", "deflate"):
        shown = coding if re.fullmatch(r"[a-z0-9-]{1,16}", coding) else "an odd way"
        raise Refused(f"the answer is compressed in a way we did not ask for: {shown}")
    return coding


class Unpacker:
    """Takes a body's pieces as they come; `finish` gives the whole. Both raise Refused."""

    def __init__(self, coding: str, most: int) -> None:
        self._coding = coding
        self._most = most
        self._came = 0
        self._head = b""
        self._begun = False
        self._bits = 0
        self._inflate: zlib._Decompress | None = None
        self._members = 0
        self._over = False
        self._out = bytearray()

    def feed(self, piece: bytes) -> None:
        self._came += len(piece)
        if self._came > self._most:
            raise self._too_large()
        if not self._begun:
            self._head += piece
            if len(self._head) < len(_MAGIC):
                return
            piece = self._begin()
        self._take(piece)

    def finish(self) -> bytes:
        if not self._begun:
            self._take(self._begin())
        if self._inflate and not self._inflate.eof and self._came:
            raise Refused("the compressed answer broke off")
        if self._coding and self._out.startswith(_MAGIC):
            raise Refused("the answer is compressed more than once")
        return bytes(self._out)

    def _begin(self) -> bytes:
        """The first two bytes are there (or all there are): what is it really?"""
        self._begun = True
        head, self._head = self._head, b""
        if self._coding == "gzip" or (not self._coding and head.startswith(_MAGIC)):
            self._bits = _GZIP
        elif self._coding == "deflate":
            # Some servers send deflate without its zlib header (RFC 9110, 8.4.1.2, note).
            wrapped = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2]) % 31 == 0
            self._bits = _ZLIB if wrapped else _RAW
        if self._bits:
            self._inflate = zlib.decompressobj(self._bits)
        return head

    def _take(self, data: bytes) -> None:
        if self._inflate is None:
            self._out += data
        while data and self._inflate and not self._over:
            if self._inflate.eof:
                if self._bits != _GZIP or data[0] != _MAGIC[0]:
                    self._over = True  # padding after the end, as gzip itself lets pass
                    return
                self._members += 1
                if self._members >= MEMBERS:
                    raise Refused("the answer is compressed in too many parts")
                self._inflate = zlib.decompressobj(self._bits)
            try:
                # One byte more than there is room for: less than that came means all came.
                self._out += self._inflate.decompress(data, self._most - len(self._out) + 1)
            except zlib.error:
                raise Refused("the answer is not compressed as it says") from None
            if len(self._out) > self._most:
                raise self._too_large()
            data = self._inflate.unused_data

    def _too_large(self) -> Refused:
        return Refused(f"the answer is larger than {self._most} bytes")
