"""Bodies, unpacked within bounds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.errors import Refused
from streamer.unpack import MEMBERS, Unpacker, single

MIB = 1024**2


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw": raw_deflate,
    "": bytes,
}


def unpack(coding: str, packed: bytes, most: int = MIB, cuts: list[int] | None = None) -> bytes:
    unpacker = Unpacker(coding, most)
    edges = sorted({0, len(packed), *(cut % (len(packed) + 1) for cut in cuts or [])})
    for start, end in pairwise(edges):
        unpacker.feed(packed[start:end])
    return unpacker.finish()


plain = st.binary(max_size=2000).filter(lambda data: not data.startswith(b"\x1f\x8b"))


@given(plain, st.sampled_from(sorted(PACKERS)), st.lists(st.integers(0, 5000), max_size=8))
def test_what_was_packed_comes_back_however_it_was_cut(
    data: bytes, packer: str, cuts: list[int]
) -> None:
    coding = "deflate" if packer == "raw" else packer
    if packer == "" and len(data) < 2:
        cuts = []
    assert unpack(coding, PACKERS[packer](data), cuts=cuts) == data


@given(plain, plain, st.lists(st.integers(0, 5000), max_size=8))
def test_members_of_gzip_are_joined_and_padding_after_them_is_dropped(
    one: bytes, two: bytes, cuts: list[int]
) -> None:
    packed = gzip.compress(one) + gzip.compress(two) + bytes(9)
    if not (one + two).startswith(b"\x1f\x8b"):
        assert unpack("gzip", packed, cuts=cuts) == one + two


def test_gzip_that_nobody_announced_is_unpacked_once() -> None:
    assert unpack("", gzip.compress(b"<urlset/>")) == b"<urlset/>"


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", ""]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, coding: str) -> None:
    try:
        assert len(unpack(coding, data, 1000)) <= 1000
    except Refused:
        pass


@pytest.mark.parametrize("packer", sorted(PACKERS))
def test_the_limit_is_exact(packer: str) -> None:
    coding = "deflate" if packer == "raw" else packer
    assert len(unpack(coding, PACKERS[packer](bytes(5000)), 5000)) == 5000
    with pytest.raises(Refused, match="larger than 4999 bytes"):
        unpack(coding, PACKERS[packer](bytes(5000)), 4999)


def test_blocks_that_unpack_to_nothing_end_at_the_limit_too() -> None:
    unpacker = Unpacker("deflate", 100_000)
    for _ in range(20_000):
        unpacker.feed(b"\x00\x00\x00\xff\xff")
    with pytest.raises(Refused, match="larger than"):
        unpacker.feed(b"\x00\x00\x00\xff\xff")


def test_members_are_counted() -> None:
    assert unpack("gzip", gzip.compress(b"") * MEMBERS) == b""
    with pytest.raises(Refused, match="too many parts"):
        unpack("gzip", gzip.compress(b"") * (MEMBERS + 1))


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_broke_off_is_refused(coding: str) -> None:
    packed = PACKERS[coding](bytes(range(256)) * 20)
    for length in (1, 5, len(packed) // 2, len(packed) - 1):
        with pytest.raises(Refused, match=r"broke off|not compressed"):
            unpack(coding, packed[:length])


@pytest.mark.parametrize("coding", ["gzip", "deflate", ""])
def test_nothing_is_nothing(coding: str) -> None:
    assert unpack(coding, b"") == b""


def test_what_is_packed_twice_is_refused() -> None:
    with pytest.raises(Refused, match="more than once"):
        unpack("gzip", gzip.compress(gzip.compress(b"x")))


def test_a_lie_about_the_coding_is_refused() -> None:
    with pytest.raises(Refused, match="not compressed as it says"):
        unpack("gzip", b"<rss></rss>")


@pytest.mark.parametrize(
    ("values", "coding"),
    [
        ([], ""),
        (["identity"], ""),
        (["gzip"], "gzip"),
        ([" X-GZIP "], "gzip"),
        (["identity, deflate"], "deflate"),
    ],
)
def test_one_coding_is_understood(values: list[str], coding: str) -> None:
    assert single(values) == coding


@pytest.mark.parametrize(
    "values", [["gzip, gzip"], ["gzip", "deflate"], ["br"], ["zstd"], ["\x1b"]]
)
def test_any_other_coding_is_refused_and_not_repeated_if_odd(values: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        single(values)
    assert "\x1b" not in str(refused.value)
