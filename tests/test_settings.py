"""The configuration: a case is a TOML file in tests/data/settings beside its faults."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from streamer import plugins, settings, sources
from streamer.errors import SettingsError
from streamer.guard import Guard
from streamer.settings import Secret, Settings, SourceSettings, SubscriberSettings, types
from streamer.settings.keys import Surroundings, tables
from workers import channels, story

DATA = Path(__file__).parent / "data" / "settings"
DEPLOY = Path(__file__).parents[1] / "deploy"
CASES = sorted(path.stem for path in DATA.glob("*.toml"))
KINDS = ("feed", "ticker")
CHANNELS = ("redis", "slack", "webhook")
ENVIRON = {
    "REDIS_PASSWORD": "pass-of-redis",
    "PROXY_PASSWORD": "pass-of-proxy",
    "CONSENT": "yes",
    "KEY": "c2VjcmV0LWtleQ==",
    "HUNTER": "hunter2",
}
SOURCE = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://example.org/"\n'
SUBSCRIBER = '[[subscriber]]\nname = "a"\nchannel = "redis"\n'


def no_file(path: Path) -> str:
    raise FileNotFoundError(2, "No such file or directory", str(path))


def css_fault(selector: str) -> str | None:
    return None if selector.count("[") == selector.count("]") else "a bracket is open"


def parse(text: str, **more: Any) -> Settings:
    environ = more.pop("environ", ENVIRON)
    known: dict[str, Any] = {"kinds": KINDS, "channels": CHANNELS}
    known |= {"read": no_file, "css_fault": css_fault, **more}
    return settings.parse(text, "ajil.toml", Path("conf"), environ, **known)


def faults(text: str, **more: Any) -> list[str]:
    try:
        parse(text, **more)
    except SettingsError as error:
        return error.faults
    return []


def load(path: Path, **more: Any) -> Settings:
    return settings.load(path, ENVIRON, kinds=KINDS, channels=CHANNELS, css_fault=css_fault, **more)


# ── recorded cases ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES)
def test_all_faults_of_a_file_are_told_at_once(case: str) -> None:
    try:
        load(DATA / f"{case}.toml")
        found = ""
    except SettingsError as error:
        found = str(error)
    expected = (DATA / f"{case}.faults.txt").read_text("utf-8")
    assert found.replace(f"{DATA}/", "").splitlines() == expected.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_one_line_that_says_what_was_expected_and_shows_no_secret(case: str) -> None:
    for fault in (DATA / f"{case}.faults.txt").read_text("utf-8").splitlines():
        assert fault.startswith(f"{case}.toml: ")
        assert "; expected " in fault
        assert "hunter2" not in fault


def test_every_key_is_read_as_the_contract_says() -> None:
    got = load(DATA / "whole.toml")
    assert got.redis.url.reveal() == "redis+cluster://:pass-of-redis@h1,h2:7000"
    assert got.service.token.reveal() == "sesame-open"
    assert (got.service.keep, got.service.max_age) == (129_600.0, 5_400.0)
    assert got.service.memory == 512 * 1024**2
    assert got.network.allow == ("127.0.0.0/8", "fd00::/8", "192.0.2.7/32")
    assert got.classify.extra == (str(DATA / "words.txt"),)
    one, two = got.source
    assert (one.every, one.at_most, one.outlet) == (0.25, 86_400.0, "example.co.uk")
    assert one.headers == {"Cookie": Secret("consent=yes"), "X-Price": Secret("${5}")}
    assert (two.outlet, two.timezone, two.first_run) == ("example.org", "Asia/Baghdad", "skip")
    hook, stream = got.subscriber
    assert hook.secret.reveal() == "whsec_c2VjcmV0LWtleQ== whsec_b2xkLXNlY3JldA=="
    assert hook.give_up == 75 * 3600
    assert stream == SubscriberSettings(name="two", channel="redis")


def test_the_file_that_is_deployed_has_no_faults_and_needs_no_environment() -> None:
    got = settings.load(
        DEPLOY / "ajil.toml",
        {},
        kinds=plugins.names(sources),
        channels=plugins.names(channels),
        css_fault=css_fault,
        url_fault=lambda url, allow: Guard(allow).fault(url),
        subscriber_faults=lambda one: list(plugins.load(channels, one.channel).check(one)),
    )
    assert {one.url for one in got.source} >= {
        "https://baghdadtoday.news/",
        "https://baghdadtoday.news/rss.xml",
    }
    assert len({one.outlet for one in got.source}) >= 9
    assert [one.channel for one in got.subscriber] == ["redis"]
    assert got.service.listen.startswith("127.0.0.1:")


def test_its_commented_examples_are_good_too() -> None:
    text = (DEPLOY / "ajil.toml").read_text("utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    start = next(at for at, line in enumerate(lines) if line.startswith("[[subscriber]]"))
    ends = [at for at, line in enumerate(lines) if line.startswith("──")]
    examples = "\n".join(lines[start : min(end for end in ends if end > start)])
    url = "https://hooks.example.org/x"
    got = parse(
        examples, environ={"SLACK_WEBHOOK_URL": url}, read=lambda _: "whsec_c2VjcmV0LWtleQ=="
    )
    assert [one.channel for one in got.subscriber] == ["redis", "slack", "webhook"]


# ── keys and types ────────────────────────────────────────────────────────────────────────────


def test_an_empty_file_gives_the_defaults() -> None:
    assert parse("") == Settings()


def test_every_key_of_the_types_has_a_reader_and_no_other() -> None:
    around = Surroundings(base=Path(), environ={}, kinds=KINDS, channels=CHANNELS, read=no_file)
    for kind, readers in tables(around).items():
        assert set(readers) == {field.name for field in msgspec.structs.fields(kind)}, kind


def test_its_vocabulary_is_that_of_the_events() -> None:
    assert types.TOPICS == story.TOPICS
    assert types.URGENCIES == story.URGENCIES
    assert set(types.EVENTS) == set(story.EventName.__args__)  # type: ignore[attr-defined]


def test_a_missing_file_is_a_fault_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read \(No such file"):
        load(tmp_path / "none.toml")


def test_bytes_that_are_no_utf_8_are_a_fault_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("[redis]\nprefix = 'عاجل'".encode("windows-1256"))
    with pytest.raises(SettingsError, match=r"a\.toml: line 2: no UTF-8"):
        load(tmp_path / "a.toml")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf[redis]\nprefix = 'a'\n")
    assert load(tmp_path / "a.toml").redis.prefix == "a"


@pytest.mark.parametrize(
    "text",
    [
        "x = ",
        "[a",
        "a = 1\na = 2",
        "a = [" * 5000,
        f"a = {'9' * 5000}",
        "a = '\0'",
        "a.b = 1\n[a.b]",
    ],
)
def test_what_is_no_toml_is_one_fault_with_its_line(text: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith("ajil.toml: line ")


def test_a_fault_stays_on_one_line_whatever_the_keys_hold() -> None:
    (fault,) = faults('"a\\nb\\u202e\\u001b[31m" = 1')
    assert fault.isprintable()


# ── variables and files ───────────────────────────────────────────────────────────────────────


def test_a_variable_is_replaced_once_and_the_escape_kept() -> None:
    url = "https://${HOST}/$${HOST}?${A}"
    text = SOURCE.replace("https://example.org/", url)
    got = parse(text, environ={"HOST": "example.net", "A": "${HOST}"})
    assert got.source[0].url == "https://example.net/${HOST}?${HOST}"


def test_a_missing_variable_is_named() -> None:
    (fault,) = faults('[service]\ntoken = "${AJIL_TOKEN}"')
    assert fault == (
        "ajil.toml: service.token: variable AJIL_TOKEN is not set; expected it in the environment"
    )


def test_a_brace_that_names_no_variable_is_a_fault() -> None:
    (fault,) = faults('[service]\ntoken = "${not a name}"')
    assert "expected ${NAME}, or $${" in fault


def test_a_file_is_read_beside_the_configuration_and_only_for_secrets() -> None:
    seen: list[Path] = []

    def read(path: Path) -> str:
        seen.append(path)
        return "sesame\n"

    got = parse(
        '[service]\ntoken = "file:${DIR}/t"\ndata_dir = "file:d"', environ={"DIR": "x"}, read=read
    )
    assert (got.service.token.reveal(), got.service.data_dir) == ("sesame", "file:d")
    assert seen == [Path("conf/x/t")]


def test_an_empty_or_binary_secret_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for name, said in (("empty", "is empty"), ("binary", "no text")):
        (tmp_path / "a.toml").write_text(f'[service]\ntoken = "file:{name}"')
        with pytest.raises(SettingsError, match=said):
            load(tmp_path / "a.toml")


# ── values ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15s", 15), ("5m", 300), ("250ms", 0.25), ("7d", 604_800), ("1.5h", 5400), ("0s", 0)],
)
def test_a_duration_is_one_number_and_a_unit(text: str, seconds: float) -> None:
    assert settings.duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "15", "s", "1h30m", "-1s", "1e3s", "١٥s", "1w", "15 s ", "9" * 400 + "d"]
)
def test_any_other_duration_says_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected (one number and ms, s, m, h or d|at most)"):
        settings.duration(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1GiB", 1024**3),
        ("512MiB", 512 * 1024**2),
        ("10MB", 10**7),
        ("1kB", 1000),
        ("5", 5),
        (7, 7),
    ],
)
def test_a_size_is_in_bytes_of_1000_or_1024(text: str | int, count: int) -> None:
    assert settings.size(text) == count


@pytest.mark.parametrize("text", ["", "GiB", "1.5GiB", "-1", -1, "1 TiBi", "9" * 30, 2**70])
def test_any_other_size_is_a_fault(text: str | int) -> None:
    with pytest.raises(ValueError, match="expected"):
        settings.size(text)


@pytest.mark.parametrize(
    ("listen", "needs_token"),
    [
        ("", False), ("127.0.0.1:0", False), ("127.9.9.9:1", False), ("[::1]:8733", False),
        ("localhost:8733", False), ("0.0.0.0:8733", True), ("[::]:8733", True),
        ("192.0.2.1:80", True), ("news.example.org:80", True),
    ],
)  # fmt: skip
def test_a_token_is_asked_for_where_others_can_reach_us(listen: str, needs_token: bool) -> None:
    found = faults(f'[service]\nlisten = "{listen}"')
    assert [".token: missing" in fault for fault in found] == ([True] if needs_token else [])
    assert not faults(f'[service]\nlisten = "{listen}"\ntoken = "t"')


@pytest.mark.parametrize(
    "listen", ["8733", ":8733", "h", "h:", "h:65536", "h:x", "::1:80", "a b:1", "u@h:1"]
)
def test_a_place_to_listen_is_host_and_port(listen: str) -> None:
    (fault,) = faults(f'[service]\nlisten = "{listen}"\ntoken = "t"')
    assert "expected host:port" in fault


@pytest.mark.parametrize(
    "url",
    [
        "example.org", "//example.org", "http://", "https:///a", "ftp://example.org/", "http://[::1",
        "http://a:b@example.org/", "http://@example.org/", "http://example.org:99999/", "http://a b/",
        "http://good.example\\\\@evil.example/", "javascript:alert(1)", "http://..", "http://?x",
    ],
)  # fmt: skip
def test_a_source_is_asked_by_http_at_a_host_without_credentials(url: str) -> None:
    (fault,) = faults(SOURCE.replace("https://example.org/", url))
    assert '"a".url: ' in fault
    assert "a:b" not in fault


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://feeds.bbci.co.uk/arabic/rss.xml", "bbci.co.uk"),
        ("https://WWW.Example.org:8443/", "example.org"),
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://[::1]:8080/", "::1"),
        ("http://localhost/", "localhost"),
    ],
)
def test_the_outlet_is_the_registrable_domain_or_the_address(url: str, outlet: str) -> None:
    (source,) = parse(SOURCE.replace("https://example.org/", url)).source
    assert source.outlet == outlet


def test_the_addresses_of_sources_and_subscribers_are_shown_to_the_guard_with_what_is_allowed() -> (
    None
):
    seen: list[tuple[str, tuple[str, ...]]] = []

    def fault(url: str, allow: tuple[str, ...]) -> str:
        seen.append((url, allow))
        return f"{url} is private"

    slack = '[[subscriber]]\nname = "s"\nchannel = "slack"\nurl = "https://h.example/services/T0"\n'
    text = '[network]\nallow = ["10.0.0.0/8"]\n' + SOURCE + slack + SUBSCRIBER
    assert faults(text, url_fault=fault) == [
        'ajil.toml: source[1] "a".url: https://example.org is private',
        'ajil.toml: subscriber[1] "s".url: https://h.example is private',
    ]
    allow = ("10.0.0.0/8",)
    assert seen == [("https://example.org/", allow), ("https://h.example/services/T0", allow)]


def test_a_channel_is_asked_about_its_subscriber_once_all_else_is_good() -> None:
    found = faults(
        SUBSCRIBER + SUBSCRIBER.replace('"a"', '"b"') + "late = 1\n",
        subscriber_faults=lambda one: [f"to: {one.name} is odd; expected none"],
    )
    assert 'ajil.toml: subscriber[1] "a".to: a is odd; expected none' in found
    assert len(found) == 2


# ── what all processes follow ─────────────────────────────────────────────────────────────────


def test_what_is_shared_comes_back_whole_and_leaves_the_rest_local() -> None:
    here = load(DATA / "whole.toml")
    there = parse('[redis]\nprefix = "b"\n[service]\nlisten = ""\nbacklog = 7\n' + SOURCE)
    both = settings.from_shared(settings.shared(here), there)
    assert (both.source, both.subscriber) == (here.source, here.subscriber)
    assert (both.dedupe, both.classify) == (here.dedupe, here.classify)
    assert (both.redis, both.network, both.kafka) == (there.redis, there.network, there.kafka)
    assert both.service.listen == ""
    for key in ("timezone", "keep", "max_age", "backlog"):
        assert getattr(both.service, key) == getattr(here.service, key)
    assert settings.shared(both) == settings.shared(here)


def test_what_is_shared_holds_no_local_secret() -> None:
    data = settings.shared(load(DATA / "whole.toml"))
    assert b"consent=yes" in data
    for local in (b"sesame-open", b"pass-of-redis", b"pass-of-proxy"):
        assert local not in data


def test_fields_of_a_newer_version_are_left_out() -> None:
    data = msgspec.json.decode(settings.shared(Settings()))
    data["later"] = 1
    assert settings.from_shared(msgspec.json.encode(data), Settings()) == Settings()


@effort(deadline=None, max_examples=50)
@given(st.binary() | st.sampled_from([b"{}", b'{"source": [{"url": "hunter2"}]}', b"[" * 100_000]))
def test_anything_else_in_redis_is_a_fault_without_values(data: bytes) -> None:
    with pytest.raises(SettingsError) as caught:
        settings.from_shared(data, Settings())
    assert "hunter2" not in str(caught.value)


def test_no_secret_shows_in_a_repr() -> None:
    """Fault 29: no secret shows in a repr."""
    got = load(DATA / "whole.toml")
    hidden = settings.secret_values(got)
    assert {"sesame-open", "consent=yes", "whsec_b2xkLXNlY3JldA=="} <= hidden
    for text in (repr(got), str(got), f"{got}"):
        assert not [value for value in hidden if value in text]


# ── anything at all ───────────────────────────────────────────────────────────────────────────

SECTIONS = {
    field.name: field.type if isinstance(field.type, type) else None
    for field in msgspec.structs.fields(Settings)
}
SECTIONS |= {"source": SourceSettings, "subscriber": SubscriberSettings}
PLAUSIBLE = (
    "", "a", "15s", "0s", "1GiB", "redis", "slack", "webhook", "feed", "https://example.org/x",
    "https://u:p@example.org/", "redis://h/0", "redis+cluster://h1", "file:x", "${HUNTER}", "${", "$${",
    "127.0.0.1:0", "0.0.0.0:1", "10.0.0.0/8", "UTC", "urgent", "security", "whsec_aGk=", "{ajil}", "\0",
    "23:00-06:00", "http://[", "http://a.b..c/", "http://xn--a/", "٣s", "\U000e0001", "(?P<a", "*",
)  # fmt: skip
SCALARS = (
    st.sampled_from(PLAUSIBLE) | st.text(max_size=8) | st.integers() | st.floats() | st.booleans()
    | st.datetimes() | st.dates() | st.times()
)  # fmt: skip
JUNK = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def section(kind: type | None) -> st.SearchStrategy[Any]:
    names = [field.name for field in msgspec.structs.fields(kind)] if kind else []
    keys = st.sampled_from(names) | st.text(max_size=5) if names else st.text(max_size=5)
    return st.dictionaries(keys, JUNK, max_size=8)


def several(kind: type | None) -> st.SearchStrategy[Any]:
    return st.lists(section(kind), max_size=3)


DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        name: JUNK | (several(kind) if name in ("source", "subscriber") else section(kind))
        for name, kind in SECTIONS.items()
    },
)  # fmt: skip


def toml(value: Any) -> str:
    """Inline TOML of a value."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{toml(str(key))} = {toml(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(one):08x}" for one in value) + '"'
    if isinstance(value, (int, float)):
        return repr(value)
    return str(value.isoformat())


@effort(deadline=None, max_examples=50)
@given(DOCUMENTS)
def test_any_document_gives_settings_or_faults_and_never_another_exception(document: Any) -> None:
    text = "\n".join(f"{name} = {toml(value)}" for name, value in document.items())
    tomllib.loads(text)  # the test's own writer is right
    for fault in faults(text):
        assert fault.startswith("ajil.toml: ")
        assert fault.isprintable()


@effort(deadline=None, max_examples=50)
@given(st.text())
@example("a = 1\r\n\x0b")
def test_any_text_gives_settings_or_faults(text: str) -> None:
    faults(text)


def spoiled(secret: str) -> Iterator[str]:
    """A secret in every place for one, as it may stand there when something is wrong."""
    for value in (
        secret, f"{secret}\n", f" {secret}", f"https://{secret}@h.example/{secret}?{secret}#{secret}",
        f"https://u:{secret}@h.example/", f"https://h.example/{secret}\\", f"redis://:{secret}@h:x/{secret}",
        f"ftp://h.example/{secret}", f"whsec_{secret}!", f"//u:{secret}@h.example", "${S}", "${S} ", "https://u:${S}@h",
    ):  # fmt: skip
        yield f"[redis]\nurl = {toml(value)}"
        yield f"[service]\nlisten = '[::]:1'\ntoken = {toml(value)}"
        yield f"[network]\nproxy = {toml(value)}"
        yield SOURCE + f"headers = {toml({'A': value, 'B': [value]})}"
        yield SOURCE + f"headers = {toml(value)}"
        yield SOURCE.replace('"https://example.org/"', toml(value)) if "://" in value else SOURCE
        for channel in CHANNELS:
            for key in ("url", "secret", "token"):
                yield f"[[subscriber]]\nname = 'a'\nchannel = '{channel}'\n{key} = {toml(value)}"
                yield f"[[subscriber]]\nname = 'a'\nchannel = '{channel}'\n{key} = {toml([value])}"


@effort(deadline=None, max_examples=8)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\n${}"), min_size=1, max_size=12))
def test_no_secret_stands_in_a_fault(core: str) -> None:
    """Fault 29: no secret stands in a fault of the configuration."""
    secret = f"Sx{core}xS"
    for text in spoiled(secret):
        for fault in faults(text, environ={"S": secret}):
            assert secret not in fault
            assert quote(secret) not in fault
            assert "Sx" not in fault


def test_no_value_of_the_environment_or_of_a_secret_file_stands_in_a_fault() -> None:
    kinds = {name: kind for name, kind in SECTIONS.items() if kind}
    for name, kind in kinds.items():
        for field in msgspec.structs.fields(kind):
            for value in ("${S}", "x${S}", "file:${S}", ["${S}"], {"A": "${S}"}):
                body = f"{field.name} = {toml(value)}"
                head = f"[[{name}]]" if name in ("source", "subscriber") else f"[{name}]"
                for secret in ("hunter2", "https://u:hunter2@h.example/hunter2", "(?P<hunter2"):
                    for fault in faults(
                        f"{head}\n{body}", environ={"S": secret}, read=lambda _, text=secret: text
                    ):
                        assert "hunter2" not in fault, fault
