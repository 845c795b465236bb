"""Shapes of tickers that no plug-in has a name for, and lists that look like tickers and are none.

Each stands on a page between a menu, a section, the most read and a footer; its answer is always the same
five headlines, or none. Whole pages with their answers are in tests/data/ticker.
"""

# ruff: noqa: E501 - a shape is one line, however long

from __future__ import annotations

import json
from typing import Any

import pytest

from streamer.block_reader import MOST_KEPT, BlockReader
from streamer.page import Page, opened
from streamer.sources import Reading, Response
from streamer.sources.ticker import read

HEADLINES = [
    "انقطاع الكهرباء عن أحياء شمالي المدينة", "بدء تسجيل الطلبة في المعهد الجديد",
    "وفد تجاري يصل إلى الميناء الجنوبي", "تأجيل مباراة القمة بسبب الضباب",
    "حريق في مستودع للأخشاب شرقي المدينة",
]  # fmt: skip


def rows(form: str = "<li><a href='/n/{i}'>{h}</a></li>", count: int = 5) -> str:
    told = enumerate(HEADLINES[:count], 100)
    return "".join(form.replace("{i}", str(i)).replace("{h}", h) for i, h in told)


def objects(**names: str) -> list[dict[str, str]]:
    """Objects with a headline and an address, under these names."""
    made = enumerate(HEADLINES, 100)
    return [
        {key: h if what == "title" else f"/n/{i}" for key, what in names.items()} for i, h in made
    ]


def encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def next_data(props: Any) -> str:
    data = encoded({"props": {"pageProps": props}})
    return f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'


def reading(block: str) -> Reading:
    sports = "".join(
        f"<li><a href='/s/{i}'>خبر رياضي طويل عن الدوري رقم {i}</a></li>" for i in range(4)
    )
    most = "".join(f"<li><a href='/m/{i}'>موضوع مقروء كثيرا رقم {i} هنا</a></li>" for i in range(4))
    page = (
        "<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><title>وكالة</title><body><header><nav><ul>"
        '<li><a href="/category/1/x">كل الأخبار</a></li><li><a href="/category/2/y">أمن</a></li></ul></nav>'
        f"</header>{block}<div class=section><h2>رياضة</h2><ul>{sports}</ul></div><div class=mostread>"
        f"<h3>الأكثر قراءة</h3><ol>{most}</ol></div><footer><a href='/about'>من نحن</a></footer></body></html>"
    )
    return read(Response(status=200, url="https://news.example/", body=page.encode()), "")


SHAPES: dict[str, str] = {
    "onclick rows": '<div class="newsticker">'
    + rows("<div class=r onclick=\"location.href='/n/{i}'\">{h}</div>")
    + "</div>",
    "data-url rows": '<ul class="ticker">' + rows("<li data-url='/n/{i}'>{h}</li>") + "</ul>",
    "data-title rows": '<div class="breaking-bar">'
    + rows("<span class=it data-title='{h}' data-url='/n/{i}'></span>")
    + "</div>",
    "data-news pipes": '<div class="breaking-bar" data-news="' + "|".join(HEADLINES) + '"></div>',
    "js links": '<ul class="ticker">'
    + rows("<li><a href='javascript:void(0)'>{h}</a></li>")
    + "</ul>",
    "row words beside more": '<div class="ticker">'
    + rows("<p>{h} <a href='/n/{i}'>المزيد</a></p>")
    + "</div>",
    "row time link": '<div class="ticker"><ul>'
    + rows("<li><a href='/n/{i}'>10:05</a> {h}</li>")
    + "</ul></div>",
    "button label": "<div class=hd><button type=button>عاجل</button><div class=w>"
    + rows("<a href='/n/{i}'>{h}</a>")
    + "</div></div>",
    "text label in p": "<p>آخر الأخبار: " + rows("<a href='/n/{i}'>{h}</a> ") + "</p>",
    "label two spans": "<h3><span>آخر</span> <b>الأخبار</b></h3><ul>" + rows() + "</ul>",
    "label emoji": "<div><span>🔴 عاجل</span><div>"
    + rows("<a href='/n/{i}'>{h}</a>")
    + "</div></div>",
    "label count": "<div><h4>آخر الأخبار (5)</h4><div>"
    + rows("<div class=q><a href='/n/{i}'>{h}</a></div>")
    + "</div></div>",
    "labelledby": "<h2 id=lx class=vh>آخر الأخبار</h2><p>وصف</p><p>آخر</p><section aria-labelledby=lx>"
    + rows("<div><a href='/n/{i}'>{h}</a></div>")
    + "</section>",
    "data-label": '<div data-label="عاجل"><ul>' + rows() + "</ul></div>",
    "aria live no label links": "<div aria-live=polite><ul>" + rows() + "</ul></div>",
    "aria live no label texts": "<div aria-live=polite>" + rows("<p>{h}</p>") + "</div>",
    "js objects single": "<script>var tickerData = ["
    + rows("{title:'{h}', url:'/n/{i}'},")
    + "];</script>",
    "js strings": "<script>var breakingNews = [" + rows("'{h}',") + "];</script>",
    "JSON.parse": "<script>window.D = JSON.parse("
    + json.dumps(encoded({"latestNews": objects(title="title", url="url")}))
    + ");</script>",
    "angular state": '<script id="app-state" type="application/json">'
    + encoded({"x": {"breaking": objects(headline="title", link="url")}}).replace('"', "&q;")
    + "</script>",
    "script type json class": '<script type="application/json" class="news-ticker-data">'
    + encoded(objects(headline="title", link="url"))
    + "</script>",
    "next data latest bare": next_data(
        {
            "latest": objects(title="title", href="url"),
            "mostRead": [{"title": "موضوع مقروء جدا هنا", "href": "/m/1"}],
        }
    ),
    "next data slug": next_data({"latestArticles": [{"title": h, "slug": "s"} for h in HEADLINES]}),
    "next data news": next_data({"news": objects(title="title", url="url")}),
    "next data label": next_data(
        {
            "blocks": [
                {
                    "name": "عاجل",
                    "data": {
                        "edges": [{"node": one} for one in objects(title="title", path="url")]
                    },
                }
            ]
        }
    ),
    "body data": "<div data-breaking='" + encoded(objects(title="title", link="url")) + "'></div>",
    "data strings": "<div class=app data-ticker='" + encoded(HEADLINES) + "'></div>",
    "data entity quoted": '<div data-breaking-news="'
    + encoded(objects(title="title", link="url")).replace('"', "&quot;")
    + '"></div>',
    "one link whole strip": '<marquee><a href="/news">' + " • ".join(HEADLINES) + "</a></marquee>",
    "own adverts marked": '<div class="breaking-news"><ul>'
    + rows()
    + '<li><span class=tagx>إعلان</span><a href="/offers/77">عرض خاص على الهواتف الذكية</a></li><li><a href="/p/5">إعلان: عروض الصيف على السيارات</a></li></ul></div>',
    "latest class only": '<section class="latest">'
    + rows("<article><h3><a href='/n/{i}'>{h}</a></h3></article>")
    + "</section>",
    "lowercase names": '<div class="newstickercontainer"><ul>' + rows() + "</ul></div>",
    "lowercase names2": '<div id="breakingnewsbar"><ul>' + rows() + "</ul></div>",
    "ajela": '<div class="akhbar-ajela"><ul>' + rows() + "</ul></div>",
    "th label table text": "<table class=sty><thead><tr><th colspan=2>آخر الأخبار</th></tr></thead><tbody>"
    + rows("<tr><td><a href='/n/{i}'>{h}</a></td><td>10:0{i}</td></tr>")
    + "</tbody></table>",
    "section 1seg links": "<div><h3>آخر الأخبار</h3><ul>"
    + rows("<li><a href='/local'>أخبار محلية</a><a href='/2024/5/{i}'>{h}</a></li>")
    + "</ul></div>",
    "source suffix": "<ul class=ticker>"
    + rows("<li><a href='/n/{i}'>{h} <em class=sx>رويترز</em></a></li>")
    + "</ul>",
    "source prefix": "<ul class=ticker>"
    + rows("<li><a href='/n/{i}'><em class=sx>رويترز</em> {h}</a></li>")
    + "</ul>",
    "time div sibling": '<div class="just-in">'
    + rows(
        "<div class=row><div class=tm>منذ 5 دقائق</div><div class=tx><a href='/n/{i}'>{h}</a></div></div>"
    )
    + "</div>",
    "time inside a": '<div class="latest-news">'
    + rows("<a href='/n/{i}'><span>10:05</span><p>{h}</p></a>")
    + "</div>",
    "swiper with dup clones": '<div class=tick-wrap><div class="breaking-swiper swiper"><div class=swiper-wrapper>'
    + rows("<div class='swiper-slide swiper-slide-duplicate'><a href='/n/{i}'>{h}</a></div>", 2)
    + rows("<div class=swiper-slide><a href='/n/{i}'>{h}</a></div>")
    + "</div></div></div>",
    "typed single visible": '<div class="typed-ticker"><span>عاجل</span><div class=z>'
    + rows("<div class='t' style='display:none'><a href='/n/{i}'>{h}</a></div>")
    + "</div></div>",
    "english breaking bar": '<div class="site-alert"><strong>BREAKING:</strong> '
    + rows("<a href='/n/{i}'>{h}</a> ")
    + "</div>",
    "jannah": '<div class="breaking controls-is-active"><span class="breaking-title"><span class="tie-icon-bolt"></span><span class="breaking-title-text">آخر الأخبار</span></span><ul id="breaking-news-in-header" class="breaking-news">'
    + rows("<li class=news-item><a href='/n/{i}'>{h}</a></li>")
    + "</ul></div>",
    "newspaper trending": '<div class="td-trending-now-wrapper"><div class="td-trending-now-title">عاجل</div><div class="td-trending-now-display-area">'
    + rows(
        "<div class='td_module_trending_now td-trending-now-post'><h3 class='entry-title td-module-title'><a href='/n/{i}' title='{h}'>{h}</a></h3></div>"
    )
    + "</div></div>",
    "lang ku": "<div><h3>دوایین هەواڵەکان</h3><ul>" + rows() + "</ul></div>",
    "lang fa": "<div><h3>آخرین اخبار</h3><ul>" + rows() + "</ul></div>",
    "pipes links text": "<div class=ticker>" + rows("<a href='/n/{i}'>{h}</a> | ") + "</div>",
    "nbsp in div": "<div id=scrollnews>" + "&nbsp; &nbsp; &nbsp;".join(HEADLINES) + "</div>",
    "alt items": "<div class=ticker>"
    + rows("<a href='/n/{i}'><img src=x.jpg alt='{h}'></a>")
    + "</div>",
    "title items": "<div class=ticker>"
    + rows("<a href='/n/{i}' title='{h}'><i class=ic></i></a>")
    + "</div>",
}
NONE: dict[str, str] = {
    "most read named latest trap": '<div class="widget"><h3>الأكثر قراءة</h3><ul>'
    + rows()
    + "</ul></div>",
    "related trap": '<div class="related-news"><h3>أخبار ذات صلة</h3><ul>' + rows() + "</ul></div>",
    "stock trap": '<div class="stock-ticker"><span>مؤشر السوق 1310</span><span>سعر الذهب اليوم 1450</span></div>',
    "weather trap": '<div class="weather-ticker"><a href="/w/1">طقس بغداد مشمس وحار جدا</a><a href="/w/2">طقس البصرة حار ورطب اليوم</a></div>',
    "section trap": '<section class="politics"><h2>سياسة</h2><ul>' + rows() + "</ul></section>",
    "columns trap": "<section><h2>أحدث المقالات</h2><ul>" + rows() + "</ul></section>",
    "menu label": '<div class=mainmenu><ul><li><a href="/latest">آخر الأخبار</a></li><li><a href="/sport-news">أخبار الرياضة المحلية</a></li><li><a href="/eco">أخبار الاقتصاد العالمي</a></li></ul></div>',
    "badge on cards": "<div class=grid>"
    + rows("<div class=card><span class=bdg>عاجل</span><a href='/n/{i}'>{h}</a></div>", 1)
    + rows("<div class=card><a href='/o/{i}'>{h}</a></div>")
    + "</div>",
    "live blog": '<div class="live-scores ticker"><a href="/m/1">برشلونة 2 ريال مدريد 1 مباشر</a></div>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_ticker_of_any_shape_gives_its_headlines_and_nothing_else(shape: str) -> None:
    found = reading(SHAPES[shape])
    assert [one.title for one in found.entries if one.skipped is None] == HEADLINES


@pytest.mark.parametrize("shape", NONE)
def test_what_only_looks_like_a_ticker_gives_nothing(shape: str) -> None:
    assert reading(NONE[shape]).entries == ()


def test_of_the_blocks_of_a_page_the_last_are_read_once() -> None:
    body = f"<ul>{rows()}</ul>".encode() * (MOST_KEPT + 1)
    page = opened(Response(status=200, url="https://news.example/", body=body))
    assert isinstance(page, Page)
    reader, blocks = BlockReader(page), page.tree.css("ul")
    first, *others = [reader.items([block]) for block in blocks]
    assert [one.title for one in first] == HEADLINES
    kept = zip(blocks[1:], others, strict=True)
    assert all(reader.items([block]) is items for block, items in kept)
    again = reader.items([blocks[0]])
    assert again == first
    assert again is not first, "it made room for the last"
