"""POST, guarded, to receivers that misbehave. Faults 15, 16, 18 to 22 of the list."""

from __future__ import annotations

import asyncio

import pytest

from streamer.errors import SettingsError
from streamer.guard import Guard, LookUp
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
from workers.post import BODY_BYTES, Poster
from workers.story import Answer, Parcel

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HEADERS = {"Content-Type": "application/json", "webhook-id": "a_new_1"}
BODY = '{"title": "عاجل"}'.encode()


def poster(
    allow: tuple[str, ...] = LOOPBACK,
    *,
    look_up: LookUp | None = None,
    dialled: Dialled | None = None,
    total: float = 30.0,
    per_host: int = 0,
    proxy: str = "",
    ca_file: str = "",
) -> Poster:
    guard = Guard(allow, look_up=look_up or names(), dial=dialled or Dialled())
    return Poster(
        guard,
        user_agent="Ajil/test",
        total=total,
        per_host=per_host,
        proxy=proxy,
        ca_file=ca_file,
    )


async def post(url: str, door: Poster | None = None) -> Answer:
    door = door or poster()
    try:
        return await door.post(Parcel(url=url, headers=HEADERS, body=BODY))
    finally:
        await door.close()


async def post_to(play: Play, door: Poster | None = None) -> Answer:
    async with far_end(play) as receiver:
        return await post(receiver.url + "/s3cret?key=s3cret", door)


async def test_a_parcel_arrives_as_it_is_and_the_answer_comes_back() -> None:
    async with far_end(says(answer(202, b"thanks", X_Two="1"))) as receiver:
        got = await post(receiver.url + "/hook?x=1")
        heard = receiver.heard[0]
    assert (got.status, got.body, got.error) == (202, b"thanks", "")
    assert got.headers["x-two"] == "1"
    assert got.took >= 0
    assert (heard.method, heard.target, heard.body) == ("POST", "/hook?x=1", BODY)
    assert heard.headers["user-agent"] == "Ajil/test"
    assert heard.headers["webhook-id"] == "a_new_1"
    assert heard.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [200, 204, 400, 404, 410, 429, 500, 503])
async def test_any_status_is_an_answer_with_its_headers(status: int) -> None:
    got = await post_to(says(answer(status, Retry_After="-5")))
    assert (got.status, got.error) == (status, "")
    assert got.headers["retry-after"] == "-5"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(status: int) -> None:
    """Fault 15: a 3xx is a status like another, and its Location is not asked."""
    async with far_end(says(answer(200))) as other:
        got = await post_to(says(answer(status, Location=other.url + "/x")))
        assert got.status == status
        assert other.connections == 0


async def test_connections_are_kept() -> None:
    door = poster()
    async with far_end(says(answer(200, b"ok"))) as receiver:
        for _ in range(3):
            got = await door.post(Parcel(url=receiver.url, headers={}, body=BODY))
            assert got.status == 200
        assert receiver.connections == 1
    await door.close()


async def test_so_many_connections_at_once_go_to_one_host() -> None:
    now = most = 0

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        writer.write(answer(200))

    door = poster(per_host=2)
    async with far_end(play) as receiver:
        parcel = Parcel(url=receiver.url, headers={}, body=BODY)
        answers = await asyncio.gather(*(door.post(parcel) for _ in range(8)))
    await door.close()
    assert {got.status for got in answers} == {200}
    assert most == 2


# ── answers without end ───────────────────────────────────────────────────────────────────────


async def test_no_more_than_the_start_of_an_answer_is_read() -> None:
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    async with far_end(drips(CHUNKED, chunk, 0)) as receiver:
        got = await post(receiver.url)
        await asyncio.wait_for(receiver.gone.wait(), 30)
    assert got.status == 200
    assert got.body == b"x" * BODY_BYTES


async def test_an_answer_that_is_packed_unasked_is_left_unread() -> None:
    got = await post_to(says(answer(200, b"\x1f\x8b...", Content_Encoding="gzip")))
    assert (got.status, got.body) == (200, b"")


@pytest.mark.parametrize(
    "play",
    [
        silence,
        drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
        drips(b"HTTP/1.1 200 ", b"O", 0.02),
        drips(b"", b"HTTP/1.1 103 Early\r\n\r\n", 0.05),
    ],
    ids=["silence", "headers without end", "a status line without end", "103 without end"],
)
async def test_without_a_status_in_time_there_is_none_and_the_receiver_is_left(play: Play) -> None:
    async with far_end(play) as receiver:
        got = await post(receiver.url, poster(total=0.5))
        await asyncio.wait_for(receiver.gone.wait(), 30)
    assert got == Answer(status=None, error="timed out after 0.5 s", took=got.took)


async def test_a_status_stands_though_its_body_stalls_or_breaks_off() -> None:
    """The receiver has said yes: sending again would show the alert twice."""
    got = await post_to(drips(CHUNKED + b"2\r\nok\r\n", b"", 0.05), poster(total=2.0))
    assert (got.status, got.body, got.error) == (200, b"ok", "")

    async def break_off(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok")
        await writer.drain()
        writer.close()

    got = await post_to(break_off)
    assert (got.status, got.error) == (200, "")


async def test_tls_that_stalls_meets_the_deadline_too() -> None:
    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read()
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        got = await post(f"https://127.0.0.1:{port}/", poster(total=0.5))
    assert got.error == "timed out after 0.5 s"


async def test_a_slow_receiver_holds_up_no_other() -> None:
    """Fault 12: a receiver that hangs holds up no other."""
    door = poster()
    async with far_end(silence) as slow, far_end(says(answer(200))) as other:
        waiting = asyncio.create_task(door.post(Parcel(url=slow.url, headers={}, body=BODY)))
        got = await door.post(Parcel(url=other.url, headers={}, body=BODY))
        assert got.status == 200
        assert not waiting.done()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await door.close()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"HTTP/1.1 200 OK\r\n", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", b"\x16\x03\x01\0\0",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n", b"s3cret s3cret\r\n\r\n",
    ],
    ids=["nothing", "no header", "SSH", "TLS", "a header too long", "headers too many", "noise"],
)  # fmt: skip
async def test_what_is_not_http_is_an_error_in_our_own_words(raw: bytes) -> None:
    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        writer.close()

    got = await post_to(play)
    assert got.status is None
    assert got.error
    assert "s3cret" not in got.error


# ── addresses, names, TLS, proxies ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/s3cret", "http://2130706433/s3cret", "http://[::ffff:169.254.169.254]/s3cret",
        "http://0.0.0.0/s3cret", "http://100.64.0.1/s3cret", "http://[fd00::1]/s3cret",
        "http://[64:ff9b::a00:1]/s3cret", "http://s3cret@hooks.example/", "file:///s3cret", "",
        "http://inner.example/s3cret", "http://mixed.example/s3cret?s3cret",
    ],
)  # fmt: skip
async def test_a_refused_address_is_an_error_and_is_never_dialled(url: str) -> None:
    """Fault 18: no odd spelling of a private address is dialled for a receiver."""
    dialled = Dialled()
    look_up = names(inner_example=[["10.0.0.1"]], mixed_example=[["8.8.8.8", "127.0.0.1"]])
    got = await post(url, poster((), dialled=dialled, look_up=look_up))
    assert got.status is None
    assert got.error.startswith("refused: ")
    assert "s3cret" not in got.error
    assert dialled.addresses == []


async def test_a_name_that_turns_private_is_refused_then() -> None:
    dialled = Dialled()
    door = poster((), dialled=dialled, look_up=names(a_example=[["93.184.216.34"], ["127.0.0.1"]]))
    errors = [(await post("http://a.example/s3cret", door)).error for _ in range(2)]
    assert dialled.addresses == ["93.184.216.34"]
    assert errors[1] == "refused: 127.0.0.1 is loopback"
    assert "s3cret" not in str(errors)


async def test_a_certificate_is_always_verified() -> None:
    async with far_end(says(answer(200)), tls=True) as receiver:
        assert "certificate is not accepted" in (await post(receiver.url)).error
        own = poster(ca_file=str(TLS / "loopback.pem"))
        assert (await post(receiver.url, own)).status == 200
    with pytest.raises(SettingsError, match=r"network\.ca_file"):
        poster(ca_file=str(TLS / "README.md"))


async def test_a_port_where_nobody_listens_is_an_error() -> None:
    async with far_end(says()) as receiver:
        url = receiver.url
    assert (await post(url)).error == "cannot connect: Connection refused"


async def test_headers_that_cannot_be_sent_are_an_error_and_nothing_is_sent() -> None:
    door = poster()
    async with far_end(says(answer(200))) as receiver:
        parcel = Parcel(url=receiver.url, headers={"X": "s3cret\r\nY: z"}, body=BODY)
        got = await door.post(parcel)
        assert got.status is None
        assert "s3cret" not in got.error
        assert receiver.heard == []
    await door.close()


async def test_through_a_proxy_the_same_addresses_are_refused() -> None:
    look_up = names(inner_example=[["10.0.0.1"]])
    async with far_end(says(answer(200))) as proxy:
        for url in ("http://10.0.0.1/", "http://inner.example/"):
            got = await post(url, poster((), proxy=proxy.url, look_up=look_up))
            assert got.error == "refused: 10.0.0.1 is private"
        assert proxy.heard == []
        got = await post("http://hooks.example/x", poster((), proxy=proxy.url, look_up=look_up))
        assert got.status == 200
        assert proxy.heard[0].target == "http://hooks.example/x"
