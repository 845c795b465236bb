"""Public pages of Telegram channels: what is a headline, and what of a message is not its own."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.sources import Entry, Mark, Reading, Response, telegram
from streamer.sources.telegram import read, request

URL = "https://t.me/s/rafid_news"
CASES = sorted((Path(__file__).parent / "data" / "telegram").glob("*.html"))


def reading(body: bytes | str) -> Reading:
    body = body.encode() if isinstance(body, str) else body
    return read(Response(status=200, url=URL, body=body), "")


def post(text: str) -> Entry:
    """What becomes of one message with this text (HTML)."""
    (entry,) = reading(
        '<div class="tgme_widget_message" data-post="rafid_news/1">'
        f'<div class="tgme_widget_message_text js-message_text">{text}</div></div>'
    ).entries
    return entry


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_page_reads_as_the_answer_beside_it(case: Path) -> None:
    answer = json.loads(case.with_suffix(".json").read_text())
    assert json.loads(msgspec.json.encode(reading(case.read_bytes()))) == answer


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://t.me/s/rafid_news", "https://t.me/s/rafid_news"),
        ("https://t.me/rafid_news/", "https://t.me/s/rafid_news"),
        ("https://telegram.me/rafid_news?x=1", "https://telegram.me/s/rafid_news"),
        ("https://mirror.example/s/rafid_news", "https://mirror.example/s/rafid_news"),
    ],
)
def test_the_page_that_shows_posts_is_asked_for(url: str, asked: str) -> None:
    found = request(url, {}, Mark(etag='"a"'))
    assert found.url == asked
    assert found.headers["If-None-Match"] == '"a"'


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        ("خبر من سطر واحد", "خبر من سطر واحد", None),
        ("عاجل<br>خبر", "عاجل | خبر", None),
        ("🔻<br/>خبر أول<br/><br/>وتفصيله<br/>وذيله", "خبر أول", "وتفصيله\nوذيله"),
        ("#العراق @rafid<br>https://t.me/rafid_news<br>خبر", "خبر", None),
        ("<b>خبر</b> <i>مائل</i>", "خبر مائل", None),
        ("a &lt;!channel&gt; b", "a <!channel> b", None),
    ],
)
def test_the_headline_is_the_first_line_that_says_something(
    text: str, title: str, summary: str | None
) -> None:
    assert (post(text).title, post(text).summary, post(text).skipped) == (title, summary, None)


@pytest.mark.parametrize("text", ["", "🔴🔴", "<br>", "—"])
def test_a_post_without_words_is_listed_and_skipped(text: str) -> None:
    assert post(text).skipped == "no title"


def test_hostile_hashtags_and_links_cost_no_time() -> None:
    """Patterns that try every way of cutting a line would never end here."""
    assert post("https://x#a@" * 200 + " ").title


def test_a_channel_without_posts_is_a_quiet_hour_and_a_private_one_a_problem() -> None:
    quiet = reading('<section class="tgme_channel_history js-message_history"></section>')
    assert (quiet.problem, quiet.entries) == (None, ())
    assert reading("<html><body>Just a group</body></html>").problem
    asked = reading("<html><title>Just a moment...</title></html>").problem
    assert asked is not None
    assert "challenge" in asked


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    msgspec.json.encode(reading(f'<div class="tgme_widget_message" data-post="{text}">{text}'))


GONE = b'<div class="tgme_widget_message_error">Post not found</div>'
THERE = b'<div class="tgme_widget_message js-widget_message" data-post="Rafid_news/12"></div>'


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        (GONE, False),
        (THERE, True),
        (THERE.replace(b"12", b"123"), None),  # another post
        (b'<div class="tgme_widget_message_error">Channel is private</div>', None),
        (b"<p>Post not found</p>", None),
        (b"", None),
    ],
)
def test_the_page_of_a_post_says_whether_it_stands(body: bytes, stands: bool | None) -> None:
    url = "https://t.me/rafid_news/12"
    assert telegram.item_page(url) == f"{url}?embed=1&mode=tme"
    assert telegram.stands(body, url) is stands
    assert telegram.item_page("https://t.me/rafid_news") == "https://t.me/rafid_news"
    assert telegram.stands(body, "https://t.me/rafid_news") is None
