"""GET within limits, against far ends that keep to none. Faults 14, 18 to 22 of the list."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streamer.errors import SettingsError
from streamer.fetch import Failed, Fetcher, retry_after
from streamer.guard import Guard, LookUp
from streamer.settings import NetworkSettings, Settings
from streamer.sources import Request, Response
from tests.hostile import (
    LOOPBACK,
    TLS,
    Dialled,
    Heard,
    Play,
    answer,
    drips,
    far_end,
    names,
    says,
    silence,
)
from tests.waiting import until
from workers.cli import wiring

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MIB = 1024**2
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
FEED = "<rss><channel><title>أخبار</title></channel></rss>".encode()
PACKED = gzip.compress(FEED, mtime=0)
ZSTD_FRAME = b"\x28\xb5\x2f\xfd\x00\x58"
"""Magic number and header of a Zstandard frame with a window of 2 MiB (RFC 8878, 3.1.1.1)."""
ZSTD_BLOCK = ((131_072 << 3) | 0b010).to_bytes(3, "little") + b"\0"
"""A block of it: 128 KiB of one byte, run-length encoded (RFC 8878, 3.1.1.2)."""
BROTLI_BOMB = bytes.fromhex("5bffff0f0002") + bytes(58)
"""The beginning of a Brotli stream with a window of 4 MiB (RFC 7932, 9.1), and zeros."""


def fetcher(
    allow: tuple[str, ...] = LOOPBACK,
    *,
    look_up: LookUp | None = None,
    dialled: Dialled | None = None,
    per_host: int = 2,
    total: float = 30.0,
    proxy: str = "",
    ca_file: str = "",
) -> Fetcher:
    guard = Guard(allow, look_up=look_up or names(), dial=dialled or Dialled())
    return Fetcher(
        guard,
        user_agent="Ajil/test",
        per_host=per_host,
        total=total,
        proxy=proxy,
        ca_file=ca_file,
        clock=lambda: NOW,
    )


async def get(
    url: str, through: Fetcher | None = None, at_most: int = MIB, /, **headers: str
) -> Response | Failed:
    """One GET; headers with _ for -."""
    door = through or fetcher()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        return await door.get(Request(url=url, headers=named), max_bytes=at_most)
    finally:
        await door.close()


async def get_from(play: Play, at_most: int = MIB, /, **headers: str) -> Response | Failed:
    async with far_end(play) as site:
        return await get(site.url + "/feed", None, at_most, **headers)


def failed(outcome: Response | Failed) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


def good(outcome: Response | Failed) -> Response:
    assert isinstance(outcome, Response), outcome
    return outcome


# ── answers ───────────────────────────────────────────────────────────────────────────────────


async def test_a_200_is_a_response_with_plain_headers_and_the_address_that_answered() -> None:
    async with far_end(says(answer(200, FEED, ETag='"a"', X_Two="1"))) as site:
        heard = good(await get(site.url + "/rss?x=1#part", Accept="text/xml"))
        assert heard.status == 200
        assert heard.body == FEED
        assert heard.headers["etag"] == '"a"'
        assert heard.url == site.url + "/rss?x=1"
        asked = site.heard[0]
    assert asked.headers["user-agent"] == "Ajil/test"
    assert asked.headers["accept-encoding"] == "gzip, deflate"
    assert asked.headers["accept"] == "text/xml"


async def test_headers_of_a_source_win_but_not_over_framing_and_encoding() -> None:
    async with far_end(says(answer())) as site:
        await get(
            site.url, User_Agent="own", Accept_Encoding="br", Content_Length="9", Connection="x"
        )
        asked = site.heard[0].headers
    assert asked["user-agent"] == "own"
    assert asked["accept-encoding"] == "gzip, deflate"
    assert asked.get("content-length", "0") == "0"


async def test_a_304_is_a_response_only_to_a_conditional_request() -> None:
    play = says(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert good(await get_from(play, If_None_Match='"a"')).status == 304
    assert good(await get_from(play, If_Modified_Since="x")).body == b""
    assert failed(await get_from(play)).status == 304


@pytest.mark.parametrize("status", [204, 206, 300, 400, 403, 404, 410, 429, 500, 503])
async def test_any_other_status_is_failed_and_says_which(status: int) -> None:
    outcome = failed(await get_from(says(answer(status, b"no" * (status != 204), Retry_After="7"))))
    assert outcome == Failed(why=f"answered {status}", status=status, retry_after=7.0)


async def test_header_bytes_that_are_not_utf8_become_text_that_can_be_stored() -> None:
    raw = b'HTTP/1.1 200 OK\r\nETag: "\xff\xfe"\r\nVary: a\r\nVary: b\r\nContent-Length: 0\r\n\r\n'
    heard = good(await get_from(says(raw)))
    assert heard.headers["etag"] == '"\ufffd\ufffd"'
    assert heard.headers["vary"] == "a, b"
    assert msgspec.json.encode(heard.headers)


async def test_what_cannot_be_sent_is_failed_and_does_not_raise() -> None:
    async with far_end(says(answer())) as site:
        for value in ("a\r\nX: y", "a\nb", "a\0b"):
            assert "s3cret" not in failed(await get(site.url, X_Key="s3cret" + value)).why
        assert site.heard == []


# ── Retry-After ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("1.5", None), ("٣", None), ("1e3", None),
        ("120", 120.0), (" 0 ", 0.0), ("-5", 0.0), ("1000000000", 1e9),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300.0),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0.0),
        ("Sun, 01 Mar 2026 12:00:30 -0000", 30.0), ("Sun, 99 Foo 2026 99:00:30 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date_and_never_below_zero(
    value: str | None, seconds: float | None
) -> None:
    """Fault 14: a site's Retry-After in seconds, as a date, negative, or 10⁹."""
    assert retry_after(value, NOW) == seconds


@given(st.one_of(st.text(max_size=40), st.from_regex(r"-?[0-9]{1,5000}", fullmatch=True)))
def test_any_retry_after_is_a_wait_or_none(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or 0 <= wait < 1e16


# ── redirects ─────────────────────────────────────────────────────────────────────────────────


def moves(target: str, status: int = 302) -> Play:
    return says(answer(status, Location=target))


def steps(count: int) -> Play:
    """/0 leads to /1 and so on; /count answers."""

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        step = int(heard.target.strip("/") or 0)
        last = step == count
        writer.write(answer(200, FEED) if last else answer(301, Location=f"/{step + 1}"))

    return play


async def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    """Fault 20: five hops at most."""
    async with far_end(steps(5)) as site:
        heard = good(await get(site.url + "/0"))
        assert heard.url == site.url + "/5"
    async with far_end(steps(6)) as site:
        assert failed(await get(site.url + "/0")).why == "redirected more than 5 times"
        assert len(site.heard) == 6


@pytest.mark.parametrize("target", ["/feed", "", "#x", "?", "http://127.0.0.1:{port}/feed"])
async def test_a_circle_is_left_at_once(target: str) -> None:
    """Fault 20: a circle is left at once."""

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(302, Location=target.format(port=site.port) or "/feed"))

    async with far_end(play) as site:
        assert failed(await get(site.url + "/feed")).why == "redirected in a circle"
        assert len(site.heard) <= 2


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/", "http://127.1/", "//127.0.0.2/x", "http://2130706434/",
        "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:7f00:2]/",
        "http://0.0.0.0/", "http://inner.example.:1/", "http://u:w@127.0.0.1/", "ftp://127.0.0.1/",
        "file:///etc/passwd", "data:text/xml,x", "javascript:x", "http://inner.example/",
        "http://64:ff9b::1/", "http://[64:ff9b::a00:1]/",
    ],
)  # fmt: skip
async def test_every_hop_goes_through_the_guard(target: str) -> None:
    """Faults 18 and 20: every hop is vetted again, at check and at dial.

    Only 127.0.0.1 is allowed here; nothing else is dialled, wherever a site sends us."""
    dialled = Dialled()
    door = fetcher(
        ("127.0.0.1/32",),
        dialled=dialled,
        look_up=names(inner_example=[["127.0.0.2"]], inner_example_=[["127.0.0.2"]]),
    )
    async with far_end(moves(target)) as site:
        outcome = failed(await get(site.url + "/feed", door))
    assert not outcome.permanent
    assert "refused" in outcome.why or "not a URL" in outcome.why
    assert dialled.addresses == ["127.0.0.1"]


async def test_a_location_of_any_bytes_is_followed_or_failed() -> None:
    for target in ("http://[", "\udcff\udcfe", "http://a:b:c/", "http://\x01/", "//", "http:"):
        outcome = await get_from(moves(target))
        assert isinstance(outcome, Failed), target


async def test_headers_meant_for_one_origin_are_not_sent_to_another() -> None:
    own = {"Authorization": "Bearer s3cret", "Cookie": "s3cret", "X_Key": "s3cret"}
    async with (
        far_end(says(answer(200, FEED))) as other,
        far_end(moves(other.url + "/x")) as site,
    ):
        good(await get(site.url, Accept="text/xml", If_None_Match='"a"', **own))
        assert site.heard[0].headers["authorization"] == "Bearer s3cret"
        assert "s3cret" not in str(other.heard[0].headers)
        assert other.heard[0].headers["accept"] == "text/xml"
    async with far_end(steps(1)) as site:
        good(await get(site.url + "/0", **own))
        assert site.heard[1].headers["x-key"] == "s3cret"


async def test_cookies_are_not_kept() -> None:
    async with far_end(says(answer(200, FEED, Set_Cookie="a=b; Path=/"))) as site:
        door = fetcher()
        await door.get(Request(url=site.url), max_bytes=MIB)
        await door.get(Request(url=site.url), max_bytes=MIB)
        await door.close()
        assert "cookie" not in site.heard[1].headers


# ── bodies ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", PACKED),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
        ("identity", PACKED),
    ],
    ids=["gzip", "deflate", "raw deflate", "nothing", "gzip unannounced"],
)
async def test_a_body_comes_unpacked(coding: str, body: bytes) -> None:
    play = says(answer(200, body, Content_Encoding=coding))
    assert good(await get_from(play)).body == FEED


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", FEED),
        ("zstd", FEED),
        ("gzip, gzip", gzip.compress(PACKED, mtime=0)),
        ("gzip", gzip.compress(PACKED, mtime=0)),
        ("gzip", FEED),
        ("gzip", PACKED[:-9]),
        ("deflate, br", FEED),
    ],
    ids=["br", "zstd", "twice", "twice, told once", "not at all", "broken off", "two ways"],
)
async def test_a_body_that_cannot_be_trusted_to_unpack_is_failed(coding: str, body: bytes) -> None:
    assert (
        "compressed" in failed(await get_from(says(answer(200, body, Content_Encoding=coding)))).why
    )


async def test_the_limit_is_on_the_unpacked_body() -> None:
    play = says(answer(200, gzip.compress(bytes(1000)), Content_Encoding="gzip"))
    assert len(good(await get_from(play, 1000)).body) == 1000
    assert "larger than 999 bytes" in failed(await get_from(play, 999)).why


async def test_an_answer_without_end_is_left_at_the_limit() -> None:
    """Fault 21: a chunked body without end is left at the limit, and the connection with it."""
    chunk = b"10000\r\n" + bytes(65536) + b"\r\n"
    async with far_end(drips(CHUNKED, chunk, 0)) as site:
        assert "larger than" in failed(await get(site.url)).why
        await asyncio.wait_for(site.gone.wait(), 30)


async def test_an_answer_that_says_it_is_too_large_is_not_read() -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n"
    assert "larger than" in failed(await get_from(drips(start, b"x", 0.05))).why


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf",
        CHUNKED + b"5\r\nab",
        CHUNKED + b"zz\r\nab",
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/9.9 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"\x16\x03\x01\x00\x00",
    ],
    ids=["short", "half a chunk", "no chunk", "nothing", "no header", "SSH", "HTTP/9.9",
         "a header too long", "headers too many", "101", "TLS"],
)  # fmt: skip
async def test_a_broken_answer_is_failed(raw: bytes) -> None:
    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        writer.close()

    assert failed(await get_from(play)).why


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=60),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 X\r\nLocation: ", CHUNKED]),
)
def test_no_bytes_of_a_far_end_make_it_raise(noise: bytes, start: bytes) -> None:
    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(start + noise)
        await writer.drain()
        writer.close()

    async def run() -> None:
        async with far_end(play) as site:
            outcome = await get(site.url, fetcher(("127.0.0.1/32",), total=10.0))
            assert isinstance(outcome, Response | Failed)

    asyncio.run(run())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gzip", "deflate", "br", "zstd", "chunked", "identity"])
def test_memory_stays_flat_whatever_is_sent(kind: str) -> None:
    """Fault 21: bombs of every coding, chunks without end, and 400 MiB of body stop at the limit.

    A 400 MiB answer, packed or not, costs a process (which also serves it) less than 100 MiB."""
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "tests.test_fetch", kind],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    # What we never asked for is not even begun, whether this machine could unpack it or not.
    assert ("did not ask for" if kind in ("br", "zstd") else "larger than") in told["why"]
    assert told["grown"] < 100 * MIB


async def measure(kind: str) -> dict[str, object]:
    """How much the memory of this process grows, in bytes, while it is sent 400 MiB."""
    import resource

    def peak() -> int:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {kind}\r\nConnection: close\r\n\r\n".encode()
    pieces = {
        "gzip": [head + b"\x1f\x8b\x08\0\0\0\0\0\0\3" + piece * 400],
        "deflate": [head + piece * 400],
        "br": [head, *[BROTLI_BOMB] * 400],
        "zstd": [head + ZSTD_FRAME + ZSTD_BLOCK * 3200],
        "chunked": [CHUNKED, *[b"100000\r\n" + bytes(MIB) + b"\r\n"] * 400],
        "identity": [b"HTTP/1.1 200 OK\r\n\r\n", *[bytes(MIB)] * 400],
    }[kind]
    small = says(answer(200, gzip.compress(FEED), Content_Encoding="gzip"))
    good(await get_from(small))
    before = peak()
    outcome = failed(await get_from(says(*pieces), 20 * MIB))
    return {"why": outcome.why, "grown": peak() - before}


# ── time ──────────────────────────────────────────────────────────────────────────────────────

LATE: dict[str, Play] = {
    "silence": silence,
    "a byte now and then": drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.02),
    "a chunk now and then": drips(CHUNKED, b"1\r\nx\r\n", 0.02),
    "headers without end": drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
    "a status line without end": drips(b"HTTP/1.1 200 ", b"O", 0.02),
    "103 without end": drips(b"", b"HTTP/1.1 103 Early\r\n\r\n", 0.05),
    "empty gzip blocks": drips(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\3",
        b"\x00\x00\x00\xff\xff",
        0.02,
    ),
}


@pytest.mark.parametrize("play", LATE.values(), ids=LATE.keys())
async def test_the_deadline_is_on_the_whole_and_frees_the_slot(play: Play) -> None:
    """Fault 22: drips, headers without end, silence: the deadline on the whole frees the slot."""
    door = fetcher(per_host=1)
    async with far_end(play) as slow, far_end(says(answer(200, FEED))) as other:
        outcome = failed(await door.get(Request(url=slow.url), max_bytes=MIB, deadline=0.5))
        assert outcome.why in ("timed out after 0.5 s", "the answer is not HTTP that can be read")
        await asyncio.wait_for(slow.gone.wait(), 30)
        good(await door.get(Request(url=other.url), max_bytes=MIB))
    await door.close()


async def test_a_slow_host_holds_up_no_other() -> None:
    """Fault 22: while one host drips, others are on time."""
    door = fetcher(per_host=1, look_up=names(slow_example=[["127.0.0.1"]]))
    async with far_end(silence) as slow, far_end(says(answer(200, FEED))) as other:
        url = f"http://slow.example:{slow.port}/"
        waiting = asyncio.create_task(door.get(Request(url=url), max_bytes=MIB))
        await until(lambda: slow.heard)  # it has its turn before the other asks
        good(await door.get(Request(url=other.url), max_bytes=MIB))
        assert not waiting.done()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await door.close()


async def test_a_cancelled_request_frees_its_slot() -> None:
    door = fetcher(per_host=1)
    first = True

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        nonlocal first
        if first:
            first = False
            asked.set()
            await silence(heard, writer)
        writer.write(answer(200, FEED))

    asked = asyncio.Event()
    async with far_end(play) as site:
        waiting = asyncio.create_task(door.get(Request(url=site.url), max_bytes=MIB))
        await asked.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        good(await door.get(Request(url=site.url), max_bytes=MIB))
    await door.close()


async def test_tls_that_stalls_meets_the_deadline_too() -> None:
    """Fault 22: TLS that stalls meets the deadline too."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read()
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        outcome = failed(await get(f"https://127.0.0.1:{port}/", fetcher(total=0.5)))
    assert outcome.why == "timed out after 0.5 s"


async def test_a_callers_deadline_shortens_but_does_not_lengthen() -> None:
    door = fetcher(total=0.4)
    async with far_end(silence) as site:
        long = await door.get(Request(url=site.url), max_bytes=MIB, deadline=900)
        short = await door.get(Request(url=site.url), max_bytes=MIB, deadline=0.1)
    await door.close()
    assert failed(long).why == "timed out after 0.4 s"
    assert failed(short).why == "timed out after 0.1 s"


async def test_redirects_share_one_deadline() -> None:
    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(answer(302, Location=heard.target + "x"))

    async with far_end(play) as site:
        assert failed(await get(site.url, fetcher(total=1.0))).why == "timed out after 1 s"


# ── many at once ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("configured", [False, True])
async def test_one_host_is_asked_by_so_many_at_once_whichever_sources_ask(configured: bool) -> None:
    """Also by a door that is made as the settings say."""
    now = most = 0

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        writer.write(answer(200, FEED))

    network = NetworkSettings(allow=LOOPBACK, per_host=3)
    door = wiring.fetcher(Settings(network=network)) if configured else fetcher(per_host=3)
    async with far_end(play) as one, far_end(play) as two:
        urls = [f"{site.url}/{n}" for n in range(5) for site in (one, two)]
        outcomes = await asyncio.gather(
            *(door.get(Request(url=url), max_bytes=MIB) for url in urls)
        )
    await door.close()
    assert all(isinstance(outcome, Response) for outcome in outcomes)
    assert most == 3


async def test_waiting_for_a_slot_is_outside_the_deadline() -> None:
    """The second waits for all of the first's deadline, and still has its own."""
    first = True

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        nonlocal first
        if first:
            first = False
            await silence(heard, writer)
        writer.write(answer(200, FEED))

    door = fetcher(per_host=1, total=2.0)
    async with far_end(play) as site:
        late, served = await asyncio.gather(
            *(door.get(Request(url=f"{site.url}/{n}"), max_bytes=MIB) for n in range(2))
        )
    await door.close()
    assert failed(late).why == "timed out after 2 s"
    assert good(served).body == FEED


async def test_connections_are_kept() -> None:
    door = fetcher()
    async with far_end(says(answer(200, FEED))) as site:
        for _ in range(3):
            good(await door.get(Request(url=site.url), max_bytes=MIB))
        assert site.connections == 1
    await door.close()


async def test_a_closed_fetcher_can_be_used_again_and_closing_twice_is_fine() -> None:
    door = fetcher()
    async with far_end(says(answer(200, FEED))) as site:
        good(await get(site.url, door))
        good(await get(site.url, door))
    await door.close()


# ── addresses, names, TLS, proxies ────────────────────────────────────────────────────────────


async def test_a_refused_url_is_failed_for_good_and_nothing_is_dialled() -> None:
    dialled = Dialled()
    for url in ("http://127.1/", "http://u:w@site.example/", "gopher://x/", "", "http://10.0.0.1/"):
        outcome = failed(await get(url, fetcher((), dialled=dialled)))
        assert outcome.permanent
        assert outcome.why.startswith("refused: ")
    assert dialled.addresses == []


async def test_a_name_that_turns_private_is_failed_and_may_turn_back() -> None:
    dialled = Dialled()
    look_up = names(site_example=[["93.184.216.34"], ["127.0.0.1"], ["8.8.8.8", "10.0.0.1"]])
    door = fetcher((), dialled=dialled, look_up=look_up)
    whys = [failed(await get("http://site.example/", door)) for _ in range(3)]
    assert dialled.addresses == ["93.184.216.34"]
    assert [why.why for why in whys[1:]] == [
        "refused: 127.0.0.1 is loopback",
        "refused: 10.0.0.1 is private",
    ]
    assert not any(why.permanent for why in whys)


async def test_a_certificate_is_always_verified() -> None:
    async with far_end(says(answer(200, FEED)), tls=True) as site:
        assert "certificate is not accepted" in failed(await get(site.url)).why
        own = str(TLS / "loopback.pem")
        assert good(await get(site.url, fetcher(ca_file=own))).body == FEED
        wrong = fetcher(ca_file=own, look_up=names(wrong_example=[["127.0.0.1"]]))
        url = f"https://wrong.example:{site.port}/"
        assert "certificate is not accepted" in failed(await get(url, wrong)).why


@pytest.mark.parametrize("name", ["README.md", "nowhere.pem"])
def test_a_ca_file_that_is_none_is_a_fault_of_the_settings(name: str) -> None:
    with pytest.raises(SettingsError, match=r"network\.ca_file"):
        fetcher(ca_file=str(TLS / name))


async def test_plain_http_on_a_tls_port_and_tls_on_a_plain_one_are_failed() -> None:
    async with far_end(says(answer()), tls=True) as site:
        assert failed(await get(site.url.replace("https", "http"))).why
    async with far_end(says(answer())) as site:
        assert failed(await get(site.url.replace("http", "https"), fetcher(total=1))).why


async def test_a_port_where_nobody_listens_is_failed() -> None:
    async with far_end(says()) as site:
        url = site.url
    assert failed(await get(url)).why == "cannot connect: Connection refused"


async def test_through_a_proxy_the_same_addresses_are_refused() -> None:
    look_up = names(inner_example=[["10.0.0.1"]])
    async with far_end(says(answer(200, FEED))) as proxy:
        url = proxy.url.replace("http://", "http://us3r:w0rd@")
        for refused in ("http://10.0.0.1/", "http://inner.example/", proxy.url):
            door = fetcher((), proxy=url, look_up=look_up)
            assert failed(await get(refused, door)).why.startswith("refused: ")
        assert proxy.heard == []
        good(await get("http://site.example/x", fetcher((), proxy=url, look_up=look_up)))
        assert proxy.heard[0].target == "http://site.example/x"
        assert proxy.heard[0].headers["proxy-authorization"].startswith("Basic ")


async def test_a_proxy_that_refuses_a_tunnel_is_named_without_its_credentials() -> None:
    async with far_end(says(answer(407))) as proxy:
        url = proxy.url.replace("http://", "http://us3r:w0rd@")
        outcome = failed(await get("https://site.example/", fetcher((), proxy=url)))
    assert outcome.why == "the proxy answered 407"


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert good(await get_from(says(answer(200, FEED)))).body == FEED


async def test_no_failure_names_path_query_or_the_far_ends_words() -> None:
    hostile: list[Play] = [
        says(b"HTTP/1.1 500 s3cret\r\n\r\n"),
        says(b"s3cret s3cret\r\n\r\n"),
        says(b"HTTP/1.1 200 OK\r\nBad header s3cret\x00\r\n\r\n"),
        says(answer(200, b"s3cret", Content_Encoding="s3cret\x1b[1m")),
        moves("ftp://s3cret/s3cret"),
        moves("http://127.0.0.1:1/s3cret"),
        silence,
    ]
    for play in hostile:
        async with far_end(play) as site:
            outcome = await get(site.url + "/s3cret?key=s3cret", fetcher(total=1.0))
            assert "s3cret" not in repr(failed(outcome))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1]))))
