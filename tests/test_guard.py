"""Which addresses may be dialled. Faults 18 and 19 of the list are tried here at every stop."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.door import client, explain, trusted
from streamer.guard import Guard, LookUp, RefusedAddress, look_up
from tests.hostile import LOOPBACK, Dialled, answer, far_end, names, says

REFUSED_LITERALS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001",
    "127.0.0.1.", "0.0.0.0", "0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "168.63.129.16",
    "192.168.1.1", "255.255.255.255", "1.2.3.4.5", "١٢٧.0.0.1", "１２７.0.0.1", "127。0。0。1",
    "①②⑦.1", "[::]", "[::1]", "[::ffff:169.254.169.254]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[fd00::1]", "[fe80::1]", "[fe80::1%25lo]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[ff02::1]",
    "localhost", "localhost.", "db.localhost",
]  # fmt: skip


def closed_name_server() -> LookUp:
    """A name server that knows nothing: no test may ask a real one."""
    return names()


def quiet(dialled: Dialled, look_up: LookUp | None = None, allow: tuple[str, ...] = ()) -> Guard:
    return Guard(allow, look_up=look_up or closed_name_server(), dial=dialled)


async def try_to_get(guard: Guard, url: str) -> str:
    """What a client that asks nobody but its connector gets: "200", or why not."""
    async with client(
        guard, user_agent="test", accept_encoding="identity", tls=trusted()
    ) as session:
        try:
            async with session.get(url, allow_redirects=False) as response:
                return str(response.status)
        except aiohttp.ClientError as broken:
            return explain(broken)
        except RefusedAddress as refused:
            return explain(refused)


@pytest.mark.parametrize("host", REFUSED_LITERALS)
def test_a_refused_address_is_refused_at_check_in_every_spelling(host: str) -> None:
    """Fault 18: refused when the configuration is checked."""
    assert Guard().fault(f"http://{host}/feed")
    assert Guard().fault(f"https://{host}:8443/feed")


@pytest.mark.parametrize("host", REFUSED_LITERALS)
async def test_a_refused_address_is_never_dialled_even_if_nobody_checked(host: str) -> None:
    """Fault 18: refused again where it would be dialled."""
    dialled = Dialled()
    assert await try_to_get(quiet(dialled), f"http://{host}/feed") != "200"
    assert dialled.addresses == []


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "[fd00::1]", "[::ffff:7f00:1]"])
async def test_literal_addresses_pass_the_resolver_by_and_are_stopped_at_the_socket(
    host: str,
) -> None:
    """Fault 18: a literal address asks no resolver; the socket's own check stops it."""
    dialled = Dialled()
    assert (await try_to_get(quiet(dialled), f"http://{host}/")).startswith("refused: ")
    assert dialled.addresses == []


@pytest.mark.parametrize("spelling", ["127.1", "2130706433", "0x7f.1", "017700000001"])
async def test_odd_spellings_that_a_resolver_understands_are_vetted_as_what_they_mean(
    spelling: str,
) -> None:
    """With the machine's own resolver, which takes them for 127.0.0.1."""
    dialled = Dialled()
    assert await try_to_get(Guard(dial=dialled), f"http://{spelling}/") != "200"
    assert dialled.addresses == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://site.example/", "file:///etc/passwd", "javascript:alert(1)", "site.example", "",
        "//site.example/", "http://", "http:///x", "http://user@site.example/",
        "http://user:word@site.example/", "http://:@site.example/", "http://site.example:99999/",
        "http://ex ample.example/", "http://127%2e0.0.1/", "http://a\\@127.0.0.1/", "http://a..b/",
        "http://site.example:22/", "http://site.example:6379/", "http://8.8.8.8:11211/",
        "http://site.example:0/", "http://-.\x00/", "unix:///run/redis.sock",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_a_fault(url: str) -> None:
    assert Guard().fault(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://site.example/", "https://site.example:8443/rss?x=1#y", "https://SITE.example./",
        "https://مثال.example/خبر", "http://8.8.8.8/", "https://[2606:4700::1111]/",
        "https://under_score.example/",
    ],
)  # fmt: skip
def test_a_plain_web_address_has_no_fault(url: str) -> None:
    assert Guard().fault(url) is None


@given(st.text(max_size=60))
def test_any_text_gets_a_verdict(text: str) -> None:
    Guard().fault(text)
    Guard().fault(f"http://{text}")
    Guard(LOOPBACK).fault(f"http://127.0.0.1{text}")


@pytest.mark.parametrize("host", ["site.example", "127.0.0.1", "site.example:22", "1.2.3", "a b"])
def test_a_fault_names_no_credentials_path_or_query(host: str) -> None:
    fault = Guard().fault(f"http://us3r:w0rd@{host}/p4th?qu3ry") or ""
    assert fault
    fault += Guard().fault(f"http://{host}/p4th?qu3ry") or ""
    assert not any(secret in fault for secret in ("us3r", "w0rd", "p4th", "qu3ry"))


def test_what_lies_inside_allow_is_let_through_on_any_port() -> None:
    guard = Guard(("127.0.0.0/8", "fd00::/8"))
    assert guard.fault("http://127.0.0.1:6379/") is None
    assert guard.fault("http://[fd00::1]/") is None
    assert guard.fault("http://localhost/") is None
    assert not guard.refuses("127.8.8.8")
    assert guard.refuses("10.0.0.1")
    assert guard.fault("http://10.0.0.1/") == "10.0.0.1 is private"
    assert guard.fault("http://8.8.8.8:6379/") == "port 6379 is not for the web"


def test_what_is_no_address_is_refused() -> None:
    assert Guard().refuses("site.example")
    assert Guard().refuses("127.1")
    assert Guard().refuses("")


def test_a_guard_shows_no_more_than_its_networks_and_does_not_change() -> None:
    guard = Guard(LOOPBACK)
    assert repr(guard) == "Guard(allow=('127.0.0.0/8',))"
    with pytest.raises(AttributeError):
        guard.allow = ()  # type: ignore[misc]


async def test_a_name_leads_to_its_vetted_address() -> None:
    dialled = Dialled()
    async with far_end(says(answer(200))) as site:
        guard = quiet(dialled, names(site_example=[["127.0.0.1"]]), LOOPBACK)
        assert await try_to_get(guard, f"http://site.example:{site.port}/") == "200"
    assert dialled.addresses == ["127.0.0.1"]


async def test_a_name_that_answers_public_then_private_is_refused_the_second_time() -> None:
    """Fault 19: a name that turns private is refused then; only a vetted address is dialled.

    DNS rebinding: each connection is vetted on the answer that it dials."""
    dialled = Dialled()
    guard = quiet(dialled, names(site_example=[["93.184.216.34"], ["127.0.0.1"]]))
    assert (await try_to_get(guard, "http://site.example/")).startswith("cannot connect")
    assert dialled.addresses == ["93.184.216.34"]
    refused = await try_to_get(guard, "http://site.example/")
    assert refused == "refused: 127.0.0.1 is loopback"
    assert dialled.addresses == ["93.184.216.34"]


async def test_one_client_vets_a_name_anew_for_every_connection() -> None:
    dialled = Dialled()
    guard = quiet(dialled, names(site_example=[["93.184.216.34"], ["169.254.169.254"]]))
    async with client(guard, user_agent="t", accept_encoding="", tls=trusted()) as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get("http://site.example/")
        with pytest.raises(aiohttp.ClientConnectorError) as refused:
            await session.get("http://site.example/")
    assert explain(refused.value) == "refused: 169.254.169.254 is link-local"
    assert dialled.addresses == ["93.184.216.34"]


@pytest.mark.parametrize(
    "mixed",
    [["93.184.216.34", "10.0.0.1"], ["::1", "2606:4700::1111"], ["93.184.216.34", "nonsense"]],
)
async def test_one_refused_answer_refuses_the_lot(mixed: list[str]) -> None:
    """Fault 19: one private answer among public ones refuses the name."""
    dialled = Dialled()
    guard = quiet(dialled, names(site_example=[mixed]))
    assert (await try_to_get(guard, "http://site.example/")).startswith("refused: ")
    assert dialled.addresses == []


async def test_a_name_on_a_refused_port_is_refused_at_dial_when_something_is_allowed() -> None:
    dialled = Dialled()
    guard = quiet(dialled, names(site_example=[["93.184.216.34"]]), LOOPBACK)
    assert guard.fault("http://site.example:6379/") is None
    refused = await try_to_get(guard, "http://site.example:6379/")
    assert refused == "refused: port 6379 is not for the web"
    assert dialled.addresses == []


async def test_a_name_without_addresses_is_a_failure_not_a_refusal() -> None:
    guard = quiet(Dialled(), names(empty_example=[[]]))
    assert await try_to_get(guard, "http://empty.example/") == "cannot connect"
    unknown = await try_to_get(guard, "http://unknown.example/")
    assert unknown == "the name cannot be resolved: Name or service not known"


async def test_the_machines_own_resolver_is_vetted_too() -> None:
    assert "127.0.0.1" in await look_up("127.0.0.1", 0)  # type: ignore[arg-type]
    dialled = Dialled()
    assert "loopback" in await try_to_get(Guard(dial=dialled), "http://localhost/")
    assert dialled.addresses == []


async def test_names_are_looked_up_though_the_loops_threads_are_all_busy() -> None:
    """Dead name servers of some sources must not hold up the others."""
    free = threading.Event()
    loop = asyncio.get_running_loop()
    busy = ThreadPoolExecutor(1)
    loop.set_default_executor(busy)
    held = loop.run_in_executor(None, free.wait)
    try:
        assert await asyncio.wait_for(look_up("127.0.0.1", 0), 30)  # type: ignore[arg-type]
    finally:
        free.set()
        await held


# ── behind a proxy ────────────────────────────────────────────────────────────────────────────


async def test_behind_a_proxy_nothing_but_the_proxy_is_dialled() -> None:
    dialled = Dialled()
    async with far_end(says(answer(200))) as proxy:
        guard = quiet(dialled)  # which allows no loopback at all
        async with client(
            guard, user_agent="t", accept_encoding="", tls=trusted(), proxy=proxy.url
        ) as session:
            async with session.get("http://site.example/x") as response:
                assert response.status == 200
            with pytest.raises(aiohttp.ClientError):
                await session.get("http://127.0.0.1:9/x", proxy="http://127.0.0.1:9")
        assert [heard.target for heard in proxy.heard] == ["http://site.example/x"]
    assert dialled.addresses == ["127.0.0.1"]


async def test_a_proxy_may_have_a_name() -> None:
    dialled = Dialled()
    async with far_end(says(answer(200))) as proxy:
        guard = quiet(dialled, names(proxy_example=[["127.0.0.1"]]))
        url = f"http://proxy.example:{proxy.port}"
        async with (
            client(guard, user_agent="t", accept_encoding="", tls=trusted(), proxy=url) as session,
            session.get("http://site.example/x") as response,
        ):
            assert response.status == 200


async def test_names_asked_for_through_a_proxy_are_vetted_as_far_as_they_are_known_here() -> None:
    guard = quiet(Dialled(), names(inner_example=[["10.0.0.1"]], site_example=[["8.8.8.8"]]))
    with pytest.raises(RefusedAddress, match=r"10\.0\.0\.1 is private"):
        await guard.vet_for_proxy("http://inner.example/")
    await guard.vet_for_proxy("http://site.example/")
    await guard.vet_for_proxy("http://unknown.example/")
