"""Sources in and out as OPML."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.errors import AjilError
from streamer.opml import Outline, read, write
from streamer.settings import SourceSettings
from streamer.settings.types import Secret
from streamer.settings.writing import block, lapse, name_of
from tests.commands import ajil, written

WHEN = datetime(2024, 5, 20, tzinfo=UTC)
LIST = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>mine</title></head><body>
<outline text="العراق"><outline text="Rafid &amp; Co" type="rss" xmlUrl="https://rafid.example/rss.xml"/>
<outline title="الميناء" xmlUrl="https://port.example/feed?a=1&amp;b=2"/></outline>
<outline text="again" xmlUrl="https://rafid.example/rss.xml"/>
<outline text="channel" xmlUrl="https://t.me/s/rafid_news"/>
<outline text="scheme" xmlUrl="feed://old.example/x"/>
<outline text="inside" xmlUrl="http://127.0.0.1/rss"/>
<outline text="list" type="include" url="https://rafid.example/list.opml"/>
</body></opml>"""
SOURCES = """
# my own words
[[source]]
name = "rafid-ticker"
kind = "ticker"
url = "https://rafid.example/?a=1&b=\\"2\\""
every = "1.5m"
at_most = "10m"
select = "div.bar > ul"
id_pattern = "<([0-9]+)>"
topics = ["security", "local"]
articles = true
headers = {X-Key = "a-secret-word"}

[[source]]
name = "rafid"
kind = "feed"
url = "https://rafid.example/rss.xml"
outlet = "other.example"
timezone = "Africa/Cairo"
first_run = "publish"
max_bytes = "1MiB"
"""


async def test_subscriptions_become_sources_behind_what_stands_there(tmp_path: Path) -> None:
    before = written(tmp_path, "# my own words\n")
    (tmp_path / "list.opml").write_text(LIST)
    done = await ajil("import", "list.opml", cwd=tmp_path)
    assert done.code == 1  # one could not be a source
    assert "http://127.0.0.1/rss: " in done.err
    text = (tmp_path / "ajil.toml").read_text()
    assert text.startswith(before)
    assert tomllib.loads(done.out)["source"] == tomllib.loads(text)["source"] == [
        {"name": "rafid-co", "kind": "feed", "url": "https://rafid.example/rss.xml"},
        {"name": "port", "kind": "feed", "url": "https://port.example/feed?a=1&b=2"},
        {"name": "channel", "kind": "telegram", "url": "https://t.me/s/rafid_news"},
        {"name": "scheme", "kind": "feed", "url": "http://old.example/x"},
    ]  # fmt: skip
    assert (await ajil("check", cwd=tmp_path)).code == 0
    again = await ajil("import", "-", cwd=tmp_path, stdin=LIST)
    assert (again.out, (tmp_path / "ajil.toml").read_text()) == ("", text)
    assert "0 sources added, 4 there already, 1 left out" in again.err


async def test_what_goes_out_comes_in_again_and_secrets_stay(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    written(one, SOURCES)
    out = await ajil("export", cwd=one)
    assert (out.code, out.err) == (0, "")
    assert "a-secret-word" not in out.out
    done = await ajil("import", "-", cwd=other, stdin=out.out)
    assert done.code == 0, done.err
    wanted = tomllib.loads(SOURCES)["source"]
    del wanted[0]["headers"]
    wanted[0]["every"], wanted[1]["max_bytes"] = "90s", 1024**2
    assert tomllib.loads((other / "ajil.toml").read_text())["source"] == wanted


@pytest.mark.parametrize(
    "body",
    ["", "plain words", "<html><body>no</body></html>", '{"a": 1}', "<rss/>",
     '<!DOCTYPE o [<!ENTITY a "ha">]><opml><body/></opml>', "<opml>" + "<outline>" * 300],
)  # fmt: skip
def test_what_is_no_list_is_refused(body: str) -> None:
    with pytest.raises(AjilError):
        read(body.encode())


async def test_what_is_no_list_is_told_in_one_line(tmp_path: Path) -> None:
    done = await ajil("import", "-", cwd=tmp_path, stdin="<html><body>no</body></html>")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert list(tmp_path.iterdir()) == []


async def test_output_that_goes_into_the_configuration_is_not_doubled(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "list.opml").write_text(LIST)
    into = ("/bin/sh", "-c", 'exec "$@" >> ajil.toml', "sh")
    done = await ajil("import", "list.opml", cwd=tmp_path, before=into)
    assert done.code == 1
    assert len(tomllib.loads((tmp_path / "ajil.toml").read_text())["source"]) == 4
    assert (await ajil("check", cwd=tmp_path)).code == 0


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(words, words)
def test_any_words_come_through_toml_and_opml(url: str, select: str) -> None:
    source = SourceSettings(
        name="a", kind="ticker", url=f"https://a.example/{url}", select=select,
        headers={"X": Secret("s")},
    )  # fmt: skip
    [told] = tomllib.loads(block(source, (url, select)))["source"]
    assert told["select"] == select.replace("${", "$${")
    assert told["url"] == source.url.replace("${", "$${")
    [back] = read(write([source], WHEN).encode()) or [Outline(url="")]
    assert back.more["kind"] == "ticker"


@given(st.integers(1, 10**9))
def test_a_duration_is_written_as_it_is_read(milliseconds: int) -> None:
    from streamer.settings import duration

    assert duration(lapse(milliseconds / 1000)) == pytest.approx(milliseconds / 1000)


@given(st.text())
def test_any_words_make_a_name_or_none(text: str) -> None:
    assert set(name_of(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name_of(text)) <= 40
