"""What an article page says of its own story, and what it does not."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streamer.article import Article, read
from streamer.sources import Response
from tests.absent import not_given

TITLE = "افتتاح جسر الرافد"
URL = "https://rafid.example/48213-x.html"
CASES = sorted((Path(__file__).parent / "data" / "article").glob("*.html"))
SHARED = Path(__file__).parents[1].parent / "shared" / "pages" / "baghdadtoday_2019_article.txt"


def article(body: bytes | str, title: str = TITLE, url: str = URL) -> Article:
    body = body.encode() if isinstance(body, str) else body
    return read(Response(status=200, url=url, body=body), title)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_page_says_what_stands_beside_it(case: Path) -> None:
    answer = json.loads(case.with_suffix(".json").read_text())
    assert json.loads(msgspec.json.encode(article(case.read_bytes()))) == answer


@pytest.mark.shared
@pytest.mark.parametrize("frame", ["{}", "<html><body><pre>{}</pre></body></html>", "<br>", "<p>"])
def test_the_plain_shape_of_a_real_page_is_read(frame: str) -> None:
    if not SHARED.exists():
        not_given(f"THE REAL PAGE IS NOT HERE: no {SHARED.name} beside the checkout")
    text = SHARED.read_text()
    body = frame.format(text) if "{}" in frame else f"<body>{frame.join(text.splitlines())}</body>"
    found = article(body, "بعد انتهاء المهلة.. مصدر يكشف خيارات داعش في الباغوز")
    assert (found.section, found.published) == ("أمن", "12-03-2019, 09:40")
    assert (found.summary or "").startswith("بغداد اليوم _ ديالى: قال مصدر أمني، الثلاثاء")


def test_another_storys_data_is_not_taken() -> None:
    other = {"@type": "NewsArticle", "headline": "خبر آخر", "datePublished": "2024-05-01"}
    script = f'<script type="application/ld+json">{json.dumps([other, other])}</script>'
    assert article(f"{script}<h1>{TITLE}</h1><p>x") == Article()
    card = '<a href="/2"><time datetime="2024-05-01">1</time></a>'
    assert article(f"<main><h1>{TITLE}</h1>{card}</main>") == Article()


@pytest.mark.parametrize("url", ["https://rafid.example/", "https://rafid.example/ar/index.php"])
def test_a_page_that_led_to_the_front_page_says_nothing(url: str) -> None:
    page = f'<meta property="article:published_time" content="2024-05-20"><h1>{TITLE}</h1>'
    assert article(page, url=url).problem == "it led to a front page"


@pytest.mark.parametrize(
    "raw", ["منذ ساعتين", "09:40", "31-02-2024", "0000-00-00 00:00:00", "2024"]
)
def test_what_is_no_day_is_no_date(raw: str) -> None:
    page = f'<meta property="article:published_time" content="{raw}"><h1>{TITLE}</h1><p>{raw}</p>'
    assert article(page).published is None


@pytest.mark.parametrize("body", ["", "{}", "<?xml version='1.0'?><rss/>"])
def test_what_is_no_page_is_a_problem(body: str) -> None:
    assert article(body).problem


@settings(max_examples=100)
@given(st.data())
def test_no_bytes_raise(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(CASES)).read_bytes()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    msgspec.json.encode(article(body[:start] + data.draw(st.binary(max_size=4)) + body[end:]))


NAMES = st.sampled_from(["@type", "@graph", "headline", "datePublished", "articleSection"])
KINDS = st.sampled_from(["NewsArticle", TITLE, "2024-05-20"])
anything = st.recursive(
    st.text() | st.none() | st.integers() | KINDS,
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@given(anything)
def test_no_linked_data_raises(told: object) -> None:
    script = json.dumps(told).replace("<", "\\u003c")
    article(f'<script type="application/ld+json">{script}</script><h1>{TITLE}</h1>')


def test_linked_data_nested_without_end_costs_nothing() -> None:
    script = '{"@graph":' * 50_000
    assert article(f'<script type="application/ld+json">{script}</script><h1>x</h1>') == Article()
