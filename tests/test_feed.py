"""Feeds of every dialect, good, broken and hostile: what is listed, what is refused, and how quickly."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streamer.charset import decode
from streamer.links import absolute
from streamer.mojibake import mend
from streamer.sources import Mark, Reading, Response
from streamer.sources.feed import read, request
from tests.absent import not_given

URL = "https://news.example/wire/index"
CASES = sorted((Path(__file__).parent / "data" / "feed").glob("*.xml"))
SHARED = Path(__file__).parents[1].parent / "shared" / "feeds"
TITLE = "اكتشاف موقع أثري تحت سوق المدينة القديم"


def reading(body: bytes | str, content_type: str = "") -> Reading:
    body = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type} if content_type else {}
    return read(Response(status=200, url=URL, headers=headers, body=body), "")


def rss(*items: str, prolog: str = "") -> str:
    return f'{prolog}<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def item(title: str, link: str = "/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link></item>"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_feed_reads_as_the_answer_beside_it(case: Path) -> None:
    answer = json.loads(case.with_suffix(".json").read_text())
    assert json.loads(msgspec.json.encode(reading(case.read_bytes()))) == answer["reading"]


def test_the_request_is_conditional_and_asks_for_feeds() -> None:
    asked = request(URL, {"X-Key": "1"}, Mark(etag='"a"', last_modified="yesterday"))
    assert asked.headers["If-None-Match"] == '"a"'
    assert asked.headers["If-Modified-Since"] == "yesterday"
    assert asked.headers["X-Key"] == "1"
    assert "application/rss+xml" in asked.headers["Accept"]


# ── charsets ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "declared", ["utf-8", "windows-1256", "iso-8859-6", "iso-8859-1", "us-ascii"]
)
@pytest.mark.parametrize(
    "real", ["utf-8", "utf-8-sig", "cp1256", "iso8859-6", "utf-16", "utf-16-le", "utf-32"]
)
def test_arabic_is_read_whatever_charset_it_is_in_and_is_called(real: str, declared: str) -> None:
    """Fault 24: windows-1256 called utf-8, and the reverse, are read, never told as mojibake."""
    prolog = f'<?xml version="1.0" encoding="{declared}"?>'
    body = rss(item(TITLE), prolog=prolog).encode(real)
    for content_type in ("", "text/xml", f"application/xml; charset={declared}"):
        assert [entry.title for entry in reading(body, content_type).entries] == [TITLE]


@pytest.mark.parametrize(
    ("charset", "title"),
    [
        ("windows-1252", "Élections : la députée élue à Orléans"),
        ("windows-1251", "Взрыв в центре города"),
        ("windows-1254", "İstanbul’da şiddetli fırtına"),
        ("iso-8859-9", "Ankara'da güçlü fırtına"),
        ("gb2312", "北京发生地震"),
        ("shift_jis", "東京で地震"),
        ("windows-1255", "רעידת אדמה בצפון"),
    ],
)
def test_other_charsets_are_read_as_declared(charset: str, title: str) -> None:
    body = rss(item(title), prolog=f'<?xml version="1.0" encoding="{charset}"?>').encode(charset)
    assert reading(body).entries[0].title == title


def test_one_bad_byte_costs_one_letter_and_no_other_entry() -> None:
    """Fault 24: a bad byte, or a NUL, costs one letter."""
    body = rss(item(TITLE), item("ميناء\x00 جديد"), item(TITLE + " ؟")).encode()
    body = body.replace("جديد".encode(), b"\xff" + "جديد".encode())
    titles = [entry.title for entry in reading(body).entries]
    assert titles[0] == TITLE
    assert titles[1].startswith("ميناء")
    assert titles[2] == TITLE + " ؟"


def test_what_cannot_be_mended_is_listed_and_skipped() -> None:
    """Fault 24: what cannot be mended is refused, never told."""
    spoilt = TITLE.encode().decode("cp1256", "replace")[:-1] + "؟ مع ذيل سليم"
    entries = reading(rss(item(spoilt), item(TITLE))).entries
    assert [entry.skipped for entry in entries] == ["damaged letters", None]


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي أإآةىئءؤ،؟«».:!0123456789", min_size=1))
def test_sound_arabic_is_never_called_damaged_nor_changed(text: str) -> None:
    assert mend(text) == text


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=60))
def test_mending_a_mended_text_changes_nothing(text: str) -> None:
    once = mend(text)
    if once is not None:
        twice = mend(once)
        assert twice is None or mend(twice) == twice


@given(st.binary(max_size=400), st.sampled_from(["", "text/xml; charset=utf-7", "x; charset=hex"]))
def test_any_bytes_decode_to_text_that_can_be_encoded(body: bytes, content_type: str) -> None:
    text = decode(body, content_type).text
    assert "\x00" not in text
    text.encode()


@given(st.text(max_size=200))
def test_utf8_survives_decoding(text: str) -> None:
    clean = decode(b"\xef\xbb\xbf" + text.encode("utf-8", "ignore")).text
    assert decode(clean.encode()).text == clean or not clean.isascii()


# ── hostile and broken documents ──────────────────────────────────────────────────────────────

ENTITIES = {
    "billion laughs": '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    "quadratic": f'<!DOCTYPE r [<!ENTITY a "{"x" * 60_000}">]>',
    "external": '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE r [<!-- <a> --><!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]>',
    "hidden by a literal": '<!DOCTYPE r SYSTEM "<!--" [<!ENTITY a "ha">]>',
    "hidden by letters that grow": f'<!--{"ß" * 100}--><!DOCTYPE r [<!ENTITY a "ha">]>',
}


@pytest.mark.parametrize("prolog", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_document_that_declares_entities_is_refused(prolog: str, charset: str) -> None:
    """Fault 23: entity bombs, external entities and quadratic blow-up are refused, in any charset."""
    found = reading(rss(item("&a;&b;&i;"), prolog=prolog).encode(charset))
    assert found.problem == "the document is refused: it declares entities"
    assert found.entries == ()


@pytest.mark.parametrize("end", ["", "</a>" * 200_000])
def test_deep_xml_is_refused(end: str) -> None:
    """Fault 23: XML nested 200,000 deep is refused."""
    found = reading(rss(item("<a>" * 200_000 + end)))
    assert found.problem == "the document is refused: it is nested more than 256 deep"


@pytest.mark.parametrize("reference", ["&#xD800;", "&#0;", "&#8;", "&#x1F;", "&#65535;"])
def test_a_reference_to_no_character_costs_itself_and_nothing_else(reference: str) -> None:
    """Fault 24: a lone surrogate or NUL, by reference, costs itself."""
    found = reading(rss(item(f"a{reference}b headline"), item("another headline")))
    assert [entry.title for entry in found.entries] == ["ab headline", "another headline"]


def test_a_guid_that_only_names_is_no_address() -> None:
    found = reading(rss("<item><title>a b</title><guid>abc123</guid></item>"))
    assert (found.entries[0].url, found.entries[0].guid) == (None, "abc123")


def test_an_empty_link_beside_a_guid_that_is_an_address_is_that_address() -> None:
    guid = "https://news.example/5"
    found = reading(rss(f"<item><title>a b</title><link></link><guid>{guid}</guid></item>"))
    assert found.entries[0].url == guid


@pytest.mark.parametrize("title", ["&i;", "&a;" * 5000, "", "  ", "[]", "&#8;", "<![CDATA[—]]>"])
def test_what_has_no_words_is_no_headline(title: str) -> None:
    """Fault 23: what an entity leaves behind is never a headline."""
    (entry,) = reading(rss(item(title))).entries
    assert entry.skipped == "no title"


def test_a_title_without_end_is_bounded() -> None:
    """Fault 23: a title of a million characters is cut."""
    (entry,) = reading(rss(item("wave " * 300_000))).entries
    assert len(entry.title) == 2000


def test_fifty_thousand_items_are_capped_and_it_is_said() -> None:
    """Fault 25: 50,000 items are capped, and it is said."""
    found = reading(rss(*[item(f"headline {n}") for n in range(50_000)]))
    assert len(found.entries) == 2000
    assert found.note == "cut at 2000 entries"
    assert found.entries[-1].title == "headline 1999"
    assert found.entries[-1].skipped is None


NO_FEEDS = {
    "empty": "",
    "blank": " \n",
    "a path": "/etc/passwd",
    "json": '{"status": "error", "items": []}',
    "html": "<!doctype html><html><body>Down for maintenance</body></html>",
    "plain": "Service unavailable",
    "other xml": "<opml version='2.0'><body/></opml>",
    "broken at once": "<rss version='2.0'><channel><title>x",
}


@pytest.mark.parametrize("body", NO_FEEDS.values(), ids=NO_FEEDS)
def test_what_is_no_feed_is_a_problem_not_an_empty_feed(body: str) -> None:
    found = reading(body)
    assert found.problem
    assert found.entries == ()


def test_a_feed_cut_in_the_middle_keeps_its_whole_entries_and_skips_the_last() -> None:
    """Fault 24: truncated XML keeps its whole entries."""
    whole = rss(item("first headline"), item("second headline, which goes on"))
    found = reading(whole[: whole.index("goes on")])
    assert [entry.skipped for entry in found.entries] == [None, "cut off"]
    assert found.note


def test_a_guid_stands_as_given_and_too_long_a_one_is_none() -> None:
    def guid(text: str) -> str:
        return f"<item><title>some title</title><guid>{text}</guid></item>"

    found = reading(rss(guid("17"), guid("g" * 1001)))
    assert [entry.guid for entry in found.entries] == ["17", None]


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_no_bytes_raise(tail: bytes) -> None:
    for body in (tail, rss(item("a b")).encode()[:-20] + tail):
        found = reading(body)
        msgspec.json.encode(found)


@settings(max_examples=150)
@given(st.data())
def test_no_mutilation_of_a_real_feed_raises_or_tells_controls(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(CASES)).read_bytes()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    found = reading(body[:start] + data.draw(st.binary(max_size=4)) + body[end:])
    msgspec.json.encode(found)
    assert all(ord(letter) >= 32 or letter in "\t\n\r" for e in found.entries for letter in e.title)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_link_is_a_web_address_or_none(link: str, base: str) -> None:
    for found in (absolute(link, base), absolute(link, URL)):
        assert found is None or found.startswith(("http://", "https://")) or "://" in found


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "http://", "http://[bad", "mailto:a@b.c", "", None],
)
def test_what_is_no_web_address_is_no_url(link: str | None) -> None:
    assert absolute(link, "") is None


# ── real feeds ────────────────────────────────────────────────────────────────────────────────


def shared(folder: str) -> list[Path]:
    if not (SHARED / folder).is_dir():
        not_given(f"THE REAL FEEDS ARE NOT HERE: no {folder} beside the checkout")
    return sorted(path for path in (SHARED / folder).rglob("*") if path.is_file())


def _json_feed(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    version = found.get("version") if isinstance(found, dict) else None
    return found if isinstance(version, str) and "jsonfeed.org" in version else None


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("folder", ["gofeed", "feedvalidator"])
def test_as_many_entries_as_feedparser_finds_in_the_original(folder: str) -> None:
    wrong = []
    for path in shared(folder):
        body = path.read_bytes()
        if b"<!ENTITY" in body:
            assert reading(body).problem
            continue
        try:
            expected = len(feedparser.parse(io.BytesIO(body)).entries)
        except AttributeError:  # it stumbles over an empty file
            expected = 0
        if found := _json_feed(body):  # which feedparser does not read
            expected = len(found.get("items") or [])
        if len(reading(body).entries) != expected:
            wrong.append(path.name)
    assert wrong == []


@pytest.mark.shared
def test_every_item_of_real_arabic_feeds_has_title_link_and_date() -> None:
    for path in shared("arabic"):
        found = reading(path.read_bytes())
        assert found.entries
        assert found.problem is None
        assert all(e.title and e.url and e.published and not e.skipped for e in found.entries)
