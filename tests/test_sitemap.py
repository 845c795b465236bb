"""Google-News sitemaps: what is listed, what is refused, and what is said of the rest."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streamer.sources import Mark, Reading, Response
from streamer.sources.sitemap import read, request

URL = "https://rafid.example/wire/index"
CASES = sorted((Path(__file__).parent / "data" / "sitemap").glob("*.xml"))
TITLE = "اكتشاف موقع أثري تحت سوق المدينة القديم"


def reading(body: bytes | str) -> Reading:
    body = body.encode() if isinstance(body, str) else body
    return read(Response(status=200, url=URL, body=body), "")


def sitemap(*urls: str, prolog: str = "") -> str:
    return f'{prolog}<urlset xmlns:news="x">{"".join(urls)}</urlset>'


def url(title: str, loc: str = "/1") -> str:
    return f"<url><loc>{loc}</loc><news:news><news:title>{title}</news:title></news:news></url>"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_sitemap_reads_as_the_answer_beside_it(case: Path) -> None:
    answer = json.loads(case.with_suffix(".json").read_text())
    assert json.loads(msgspec.json.encode(reading(case.read_bytes()))) == answer


def test_the_request_is_conditional_and_asks_for_xml() -> None:
    asked = request(URL, {"X-Key": "1"}, Mark(etag='"a"'))
    assert asked.headers["If-None-Match"] == '"a"'
    assert asked.headers["X-Key"] == "1"
    assert asked.headers["Accept"].startswith("application/xml")


def test_a_packed_file_is_read_as_the_plain_one() -> None:
    body = sitemap(url(TITLE)).encode()
    assert reading(gzip.compress(body)) == reading(body)


@pytest.mark.parametrize("body", [gzip.compress(b"x" * 80_000_000), b"\x1f\x8b broken"])
def test_a_packed_file_that_is_a_bomb_or_broken_is_a_problem(body: bytes) -> None:
    assert reading(body).problem == "the sitemap cannot be unpacked, or is over 50 MiB"


@pytest.mark.parametrize("charset", ["utf-8", "cp1256", "utf-16"])
def test_the_charset_is_found_whatever_is_declared(charset: str) -> None:
    body = sitemap(url(TITLE), prolog='<?xml version="1.0" encoding="iso-8859-1"?>')
    assert [entry.title for entry in reading(body.encode(charset)).entries] == [TITLE]


def test_fifty_thousand_addresses_are_capped_and_it_is_said() -> None:
    found = reading(sitemap(*[url(f"headline {n}") for n in range(50_000)]))
    assert len(found.entries) == 2000
    assert found.note == "cut at 2000 entries"


NONE = {
    "empty": "",
    "html": "<!doctype html><html><body>Down for maintenance</body></html>",
    "json": '{"urls": []}',
    "a feed": '<rss version="2.0"><channel/></rss>',
    "entities": '<!DOCTYPE u [<!ENTITY a "ha">]>' + sitemap(url("&a;")),
    "deep": "<urlset>" + "<a>" * 200_000,
    "broken at once": "<urlset><url",
}


@pytest.mark.parametrize("body", NONE.values(), ids=NONE)
def test_what_is_no_sitemap_is_a_problem_not_an_empty_one(body: str) -> None:
    found = reading(body)
    assert found.problem
    assert found.entries == ()


@settings(max_examples=100)
@given(st.data())
def test_no_mutilation_raises_or_tells_controls(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(CASES)).read_bytes()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    found = reading(body[:start] + data.draw(st.binary(max_size=4)) + body[end:])
    msgspec.json.encode(found)
    assert all(ord(letter) >= 32 or letter in "\t\n\r" for e in found.entries for letter in e.title)
