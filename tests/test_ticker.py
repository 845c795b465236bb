"""Tickers of every plain shape: what is an item, what is not, and what is said when there is none."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streamer.labels import is_label, is_more
from streamer.sources import Mark, Reading, Response
from streamer.sources.ticker import read, request, selector_fault
from tests.absent import not_given
from tests.quality import tickers

URL = "https://news.example/wire/index"
CASES = sorted((Path(__file__).parent / "data" / "ticker").glob("*.html"))
SHARED = Path(__file__).parents[1].parent / "shared" / "pages"


def reading(body: bytes | str, select: str = "", url: str = URL) -> Reading:
    body = body.encode() if isinstance(body, str) else body
    return read(Response(status=200, url=url, body=body), select)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_page_reads_as_the_answer_beside_it(case: Path) -> None:
    answer = json.loads(case.with_suffix(".json").read_text())
    found = reading(case.read_bytes(), answer["select"])
    assert json.loads(msgspec.json.encode(found)) == answer["reading"]


def test_the_request_is_conditional_and_asks_for_a_page() -> None:
    asked = request(URL, {}, Mark(etag='"a"'))
    assert asked.headers["If-None-Match"] == '"a"'
    assert asked.headers["Accept"].startswith("text/html")


# ── what is no item ───────────────────────────────────────────────────────────────────────────

STORY = '<a href="/n/1">Ferry service resumes today</a>'
NOISE = {
    "script": '<a href="javascript:go()">Run the next story</a>',
    "anchor": '<a href="#">Back to the top</a>',
    "mail": '<a href="mailto:desk@news.example">Write to the desk</a>',
    "more": '<a href="/n/all">المزيد</a>',
    "read more": '<a href="/n/2"><b>Read more »</b></a>',
    "label": '<a href="/breaking">خبر عاجل :</a>',
    "feed": '<a href="/rss/rss">All our news feeds</a>',
    "section": '<a href="/ar/category/4/x">أخبار الأمن والدفاع</a>',
    "class": '<div class="social-share"><a href="/go/1">Tell all your friends</a></div>',
    "share": '<a href="https://t.me/share/url?url=x">Tell all your friends</a>',
    "advert": '<div class="ads"><a href="https://shop.example/1">Buy a boat today</a></div>',
    "sponsored": '<a rel="nofollow sponsored" href="https://shop.example/1">Buy a boat today</a>',
    "home": '<a href="/"><img alt="The Example News" src="/x.png"></a>',
    "page": '<a href="/wire/index">The page of the wire</a>',
    "logo": '<a href="/go"><img src="/logo.png" alt="Example News"></a>',
    "empty": '<a href="/n/9"><img src="/x.png"></a>',
    "time": '<a href="/n/8">33 minutes ago</a>',
    "repeat": '<a href="/n/1#comments">Ferry service resumes today</a>',
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
@pytest.mark.parametrize("select", ["", "#strip"])
def test_what_leads_to_no_story_is_no_item(noise: str, select: str) -> None:
    found = reading(f'<div id="strip" class="ticker">{noise}{STORY}{noise}</div>', select)
    assert [(entry.title, entry.url) for entry in found.entries] == [
        ("Ferry service resumes today", "https://news.example/n/1")
    ]


@pytest.mark.parametrize(
    "page",
    [
        '<base href="https://cdn.example/x/"><div class="ticker"><a href="n/1">Two words</a></div>',
        '<div class="ticker"><a href="//cdn.example/x/n/1">Two&#32;words</a></div>',
        '<div class="ticker" hidden><a href=https://cdn.example/x/n/1>\n Two\n words </a></div>',
    ],
)
def test_addresses_are_absolute_and_words_decoded(page: str) -> None:
    (entry,) = reading(page).entries
    assert (entry.title, entry.url) == ("Two words", "https://cdn.example/x/n/1")


@pytest.mark.parametrize("select", ["#b", "#b li", "#b a", "#b a span"])
def test_a_selector_may_name_the_block_or_the_items(select: str) -> None:
    page = """<ul id=b><li><a href=/1><span>First of two stories</span></a></li>
              <li><a href=/2><span>Second of two stories</span></a></li></ul>"""
    found = reading(page, select)
    assert [entry.url for entry in found.entries] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert found.block == select


def test_absent_empty_label_alone_and_unfit_are_four_different_things() -> None:
    nothing = reading("<p>Hello</p>")
    empty = reading('<div class="breaking-news"></div>')
    label = reading('<div class="row"><div class="text"></div><div>خبر عاجل</div></div>')
    unfit = reading("<p>Hello</p>", "#gone")
    assert nothing.problem == "no ticker found on the page"
    assert (empty.problem, empty.note) == (None, None)
    assert empty.empty == "the block html > body > div.breaking-news is empty"
    assert (label.problem, label.note) == (None, None)
    assert label.empty == "the label 'خبر عاجل' stands there without items"
    assert unfit.problem
    assert "#gone" in unfit.problem


def test_a_block_is_called_the_same_empty_and_filled() -> None:
    latest = "<h3>Latest news</h3><ul><li><a href=/2>An older story</a></ul>"
    page = f'<div id=top class="breaking-bar">{{}}</div>{latest}'
    empty, filled = reading(page.format("")), reading(page.format(STORY))
    assert empty.block == filled.block
    assert [entry.title for entry in empty.entries] == ["An older story"]
    assert [entry.title for entry in filled.entries] == ["Ferry service resumes today"]


@pytest.mark.parametrize(
    "label",
    ["عاجل", "خبر عاجل:", "أخر الأخبار", "آخـــر الأخبار", "BREAKING", "Son Dakika", "Latest"],
)
@pytest.mark.parametrize(
    "shape",
    [
        "<div><span>{label}</span>{story}</div>",
        "<section><h2>{label}</h2><ul><li>{story}</li></ul></section>",
        "<div><div><div>{label}</div></div><div><p>{story}</p></div></div>",
        '<div><img alt="{label}" src=x>{story}</div>',
    ],
)
def test_a_label_points_at_its_block_and_is_no_item(label: str, shape: str) -> None:
    found = reading(f"<p>About us</p>{shape.format(label=label, story=STORY)}")
    assert [entry.title for entry in found.entries] == ["Ferry service resumes today"]


@pytest.mark.parametrize(
    "word", ["اجتماع عاجل", "عاجلا", "breaking the ice", "Latest storm passes"]
)
def test_a_headline_with_such_a_word_is_no_label(word: str) -> None:
    assert not is_label(word)
    assert not is_more(word)


def test_a_stock_ticker_a_sticker_and_a_menu_are_no_news() -> None:
    for name in ("stock-ticker", "sticker", "has-ticker", "nav-newsticker"):
        assert reading(f'<div class="{name}">{STORY}</div>').problem


def test_no_time_is_taken_from_the_page_around_an_item() -> None:
    found = reading(
        "<span class=date-header>12-03-2019, 09:40</span><div class=ticker><time>09:40</time>"
        '<ul><li><time datetime="2019-03-12T09:40">09:40</time><a href=/n/1>10:05 Ferry resumes today</a>'
        " ( 2019/3/12 9:40 )</li></ul></div>"
    )
    assert [(one.title, one.published) for one in found.entries] == [("Ferry resumes today", None)]


def test_damaged_letters_are_listed_and_skipped() -> None:
    """Fault 24: also on a ticker, found by itself, by a selector, or in JSON, none is told as mojibake."""
    damaged = (
        "وصول أول قطار إلى محطة الميناء".encode().decode("cp1256", "replace")[:-1] + "؟ ذيل سليم"
    )
    sound = "افتتاح المعرض الدولي للكتاب"
    page = f'<ul class="news-ticker"><li><a href="/n/1">{damaged}</a><li><a href="/n/2">{sound}</a></ul>'
    rows = json.dumps(
        {"breaking": [{"title": damaged, "url": "/n/1"}, {"title": sound, "url": "/n/2"}]}
    )
    for found in (reading(page), reading(page, ".news-ticker"), reading(rows)):
        told = {one.url: one.skipped for one in found.entries}
        assert told == {
            "https://news.example/n/1": "damaged letters",
            "https://news.example/n/2": None,
        }


BODIES = {
    "empty": "",
    "json": '{"data": []}',
    "text": "Service unavailable",
    "xml": '<?xml version="1.0"?><rss version="2.0"/>',
    "challenge": "<html><title>Just a moment...</title><body>Wait</body></html>",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_page_is_a_problem(body: str) -> None:
    found = reading(body, "#strip")
    assert found.problem
    assert found.entries == ()


@pytest.mark.parametrize("select", ["a[", "div >", ":::", "//div", "x:nope", " "])
def test_a_wrong_selector_is_named_and_never_raises(select: str) -> None:
    fault = selector_fault(select)
    assert fault
    assert repr(select) in fault
    assert reading(f'<div class="ticker">{STORY}</div>', select).problem == fault


@pytest.mark.parametrize("select", ["#a", "ul.x > li a[href]", "div:has(a)", ".a, .b"])
def test_a_right_selector_has_no_fault(select: str) -> None:
    assert selector_fault(select) is None


@settings(max_examples=150)
@given(st.data())
def test_no_mutilation_of_a_page_raises(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(CASES)).read_bytes()
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    found = reading(body[:start] + data.draw(st.binary(max_size=4)) + body[end:])
    msgspec.json.encode(found)
    urls = [entry.url for entry in found.entries if entry.url]
    assert len(urls) == len(set(urls))


@pytest.mark.parametrize("word", ["فيديو", "رأي", "صور", "Photos", "Opinion", "Schedule"])
@pytest.mark.parametrize(
    "shape", ["<a href=/v>{}</a>", "<button>{}</button>", "<div><a href=/v>{}</a></div>"]
)
def test_a_link_of_a_menu_before_a_ticker_is_no_heading_of_it(word: str, shape: str) -> None:
    links = "".join(
        f"<a href=/n/{number}>Ferry number {number} resumes</a>" for number in (1, 2, 3)
    )
    page = f"<header>{{}}<div class=news-ticker>{links}</div></header>"
    assert len(reading(page.format(shape.format(word))).entries) == 3
    for heading in ("<h3>{}</h3>", "<h3><a href=/v>{}</a></h3>", "<div>{}</div>",
                    "<div class=block-title><a href=/v>{}</a></div>"):  # fmt: skip
        assert reading(page.format(heading.format(word))).entries == ()


def test_a_live_report_is_an_item_and_the_way_to_the_live_stream_is_none() -> None:
    page = """<div class=ticker><a href=/ar/live/100>قصف عنيف على غزة</a><a href=/live>شاهد البث من غزة</a>
              <a href=/ar/live>تغطية حية من بغداد</a><a href=/n/2>انفجار في وسط بغداد</a></div>"""
    assert [one.title for one in reading(page).entries] == [
        "قصف عنيف على غزة",
        "انفجار في وسط بغداد",
    ]


OWN = "".join(f'<a href="https://www.rudaw.example/s/{n}">Part {n}</a>' for n in range(12))


def linked(host: str, numbers: range = range(1, 4)) -> str:
    return "".join(
        f'<li><a href="https://{host}/n/{n}">Ferry number {n} resumes today</a>' for n in numbers
    )


@pytest.mark.parametrize(
    "block", ["<div class=news-ticker><ul>{}</ul></div>", "<b>عاجل</b><ul>{}</ul>"]
)
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.rudaw.example/", "www.rudawarabia.example"),
        ("https://www.bbc.com/", "www.bbc.co.uk"),
        ("https://example.com/", "example-news.net"),
        ("https://www.alforat.example/", "ar-alforat.example"),
    ],
)
def test_a_ticker_may_lead_to_a_sister_of_its_site(block: str, url: str, host: str) -> None:
    own = OWN.replace("https://www.rudaw.example/", url)
    assert (
        len(reading(f"<nav>{own}</nav><div>{block.format(linked(host))}</div>", url=url).entries)
        == 3
    )
    mixed = linked(host, range(1, 3)) + linked(urlsplit(url).hostname or "", range(3, 5))
    found = reading(f"<nav>{own}</nav><div>{block.format(mixed)}</div>", url=url)
    assert len(found.entries) == 4
    assert found.note is None


def test_a_ticker_that_leads_to_one_other_site_alone_is_read() -> None:
    page = f"<nav>{OWN}</nav><div class=news-ticker>{{}}</div>"
    url = "https://www.rudaw.example/"
    assert len(reading(page.format(linked("wire.other.example")), url=url).entries) == 3
    for host in ("shop.example", "www.facebook.com"):
        assert reading(page.format(linked(host)), url=url).entries == ()
    two = linked("one.example", range(1, 3)) + linked("two.example", range(3, 5))
    assert reading(page.format(two), url=url).entries == ()


def test_what_is_left_out_for_its_site_is_said() -> None:
    own = linked("www.rudaw.example")
    page = f"<nav>{OWN}</nav><div class=news-ticker>{own}{{}}</div>"
    url = "https://www.rudaw.example/"
    found = reading(page.format(linked("other.example", range(4, 6))), url=url)
    assert len(found.entries) == 3
    assert found.note == "items left out, for they lead to another site: other.example"
    assert reading(page.format(linked("shop.example", range(4, 6))), url=url).note is None
    assert reading(page.format(linked("other.example", range(4, 5))), url=url).note is None


# ── real pages ────────────────────────────────────────────────────────────────────────────────

COUNTS = {
    "alforatnews_2018_home": 10,
    "almaalomah_2018_footer": 0,
    "ammonnews_2018_home": 6,
    "shafaaq_2018_home": 2,
    "youm7_2018_home": 5,
    "baghdadtoday_2018_home": 6,
}


def page(name: str) -> bytes:
    path = SHARED / name
    if not path.is_file():
        not_given(f"THE REAL PAGES ARE NOT HERE: no {name} beside the checkout")
    return path.read_bytes()


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_real_arabic_home_pages_give_their_tickers(name: str, count: int) -> None:
    found = reading(page(f"{name}.html"))
    assert found.problem is None
    assert len(found.entries) == count
    assert all(entry.url and len(entry.title.split()) > 1 for entry in found.entries)


@pytest.mark.shared
def test_without_a_selector_precision_and_recall_are_high_on_real_pages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page("manifest.json")
    score = tickers.total(tickers.real(SHARED))
    with capsys.disabled():
        print(f"\ntickers of real pages without a selector: {score}")
    assert score.precision >= 0.95
    assert score.recall >= 0.95


@pytest.mark.shared
def test_whole_saved_pages_give_the_headlines_that_the_manifest_names() -> None:
    for case in json.loads(page("manifest.json")):
        found = reading(page(case["file"]))
        titles = {entry.title for entry in found.entries}
        if not case["sample"]:
            assert found.problem
        for sample in case["sample"] or ():
            words = " ".join(sample.split())
            if len(words.split()) > 3 or case["lang"] == "ja":
                assert words in titles, case["file"]
