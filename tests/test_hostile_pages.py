"""Pages that somebody built to keep the finder busy: each is read to its end, and gives little or nothing.

No clock here: what these shapes once cost grew with the square of their size, and would be seen.
"""

from __future__ import annotations

import pytest

from streamer.sources import Response
from streamer.sources.ticker import read

PAGES = {
    "tickers in each other": "<div class=ticker>" * 10_000 + "<a href=/1>one two three four</a>",
    "a deep link": "<div class=ticker><a href=/1>" + "<div>" * 10_000 + "one two three four</a>",
    "labels without end": "<div><span>عاجل</span><a href=/1>خبر من ثلاث كلمات</a></div>" * 1_000,
    "tabs without end": "<ul class=nav>"
    + '<li><a href="#t" data-toggle=tab>الأحدث</a></li>' * 3_000
    + "</ul><div id=t></div>",
    "links in one paragraph": "<div class=ticker><p>"
    + "".join(f"one two three <a href=/{i}>four five six</a> " for i in range(590)),
    "pieces of a stream": "<script>" + 'self.__next_f.push([1,"1:["])' * 20_000 + "</script>",
    "names without values": "<script>" + "a" * 400_000 + "a=[" * 50_000 + "</script>",
    "puts without values": "<script>" + "a[0]={t:1};b.push({" * 20_000 + "</script>",
    "parameters": "<script>window.__NUXT__=(function("
    + ",".join(f"a{i}" for i in range(9_000))
    + "){return {"
    + ",".join(f"k{i}:a{i}" for i in range(9_000))
    + "}}(1))</script>",
    "a flat list of itself": '<script id="__NUXT_DATA__" type="application/json">'
    + "["
    + ",".join("[1,1,1,1,1,1]" for _ in range(5_000))
    + "]</script>",
    "spaces": "<marquee>" + " " * 900_000 + "x" + "&nbsp; " * 50_000 + "x</marquee>",
    "nested data": '<script type="application/ld+json">' + '{"mainEntity":' * 50_000 + "</script>",
    "live regions in each other": "<div aria-live=polite>" * 3_000
    + "<a href=/1>one two three four</a>",
    "dashes": "<marquee>a" + " -" * 20_000 + "x</marquee>",
    "dashes in titles": "<div class=ticker>"
    + "".join(f"<a href=/a{i} title='a{' -' * 1_990}x'><img></a>" for i in range(60)),
    "signs without width": "<marquee>a" + "\u200b" * 40_000 + "x</marquee>",
    "a price of dashes": f"<marquee>{' &nbsp; '.join(['a-' * 34 + str(i) for i in range(400)])}</marquee>",
    "spaces before a function": "<script>window.__NUXT__=" + " " * 100_000 + "x</script>",
    "attributes": "".join(f"<div data-x{i}='[1]'>a</div>" for i in range(5_000)),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_made_to_keep_the_finder_busy_is_read_to_its_end(page: str) -> None:
    body = f"<html><body>{page}".encode()
    found = read(Response(status=200, url="https://news.example/", body=body), "")
    assert len(found.entries) <= 1


@pytest.mark.parametrize("names", ["aria-live=polite", "class=ticker"])
def test_blocks_of_one_name_without_end_are_read_together_once(names: str) -> None:
    """Up to the most that are looked into; read again with each that came, they cost the square."""
    blocks = (
        f"<div {names}><a href=/a{i}>Ferry {i} resumes today</a><a href=/b{i}>Bridge {i} is closed</a></div>"
        for i in range(1_500)
    )
    body = f"<html><body>{''.join(blocks)}".encode()
    found = read(Response(status=200, url="https://news.example/", body=body), "")
    assert len(found.entries) <= 600
