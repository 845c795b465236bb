"""A name and its value is a band's; what rises, falls or beats is a headline's."""

from __future__ import annotations

import pytest

from streamer.sources import Response
from streamer.sources.ticker import read
from streamer.values import is_quote


@pytest.mark.parametrize(
    "headline",
    [
        "الدولار يقفز إلى 1500 دينار",
        "أسعار النفط تقفز 5%",
        "العراق يهزم الأردن 2-1 في البصرة",
        "Fed cuts rates to 4.25%",
        "Gold hits $3,000",
        "Dollar hits 1500",
        "Oil prices jump 5%",
        "الذهب فوق 3000 دولار",
        "Unemployment rises to 7.5%",
        "Real Madrid beat Barcelona 3-1 at home",
        "2.5 مليون دولار للنازحين",
        "3.5 مليار دولار",
        "5% زيادة رواتب الموظفين",
        "زلزال بقوة 5.4 درجات",
        "Dolar 32,10 TL oldu",
        "قرار جمهوري بزيادة المعاشات 20%",
    ],
)
def test_a_headline_of_a_value_is_no_quote(headline: str) -> None:
    assert not is_quote(headline)


@pytest.mark.parametrize(
    "words",
    [
        "الدولار الأمريكي: 1310.00 دينار",
        "بغداد: 32 درجة مئوية",
        "درجة الحرارة في بغداد 32 درجة مئوية",
        "Brent crude 82.10 USD -1.2%",
        "نفط برنت: 82.1 دولار",
        "صلاة الفجر: 4:55",
        "32 درجة مئوية في بغداد",
        "الشرطة 2 - 1 الزوراء",
        "Dolar 32,10 TL",
    ],
)
def test_a_name_and_its_value_is_a_quote(words: str) -> None:
    assert is_quote(words)


def told(page: str) -> list[str]:
    found = read(Response(status=200, url="https://news.example/", body=page.encode()), "")
    return [one.title for one in found.entries]


PRICES = ["الدولار: 1480 دينار", "اليورو: 1600 دينار", "النفط: 82.4 دولار"]
NEWS = ["انفجار يهز وسط العاصمة بغداد", "البرلمان يقر قانون الموازنة العامة"]
GAP = " &nbsp;&nbsp; "


@pytest.mark.parametrize("lines", [PRICES, ["أسعار العملات اليوم", *PRICES], PRICES[:1]])
def test_a_band_of_prices_gives_nothing(lines: list[str]) -> None:
    assert told(f"<marquee>{GAP.join(lines)}</marquee>") == []


def test_a_band_of_linked_prices_gives_nothing() -> None:
    links = (f"<a href=/rate/{number}>{one}</a>" for number, one in enumerate(PRICES))
    assert told(f"<marquee>{' '.join(links)}</marquee>") == []


def test_of_a_band_of_prices_and_news_the_news_is_read() -> None:
    assert told(f"<marquee>{GAP.join([*PRICES, *NEWS])}</marquee>") == NEWS


@pytest.mark.parametrize("line", [PRICES[0], "الدولار يقفز إلى 1500 دينار"])
def test_one_headline_with_a_price_silences_no_bar_of_links(line: str) -> None:
    news = f"<a href=/n/1>{NEWS[0]}</a>"
    assert told(f"<div><b>عاجل</b><ul><li><a href=/n/2>{line}</a></ul></div>") == [line]
    assert told(f"<div><b>عاجل</b><ul><li>{news}<li><a href=/n/2>{line}</a></ul></div>") == [
        NEWS[0],
        line,
    ]


@pytest.mark.parametrize(
    "line",
    ["الدولار يقفز إلى 1500 دينار", "أسعار النفط تقفز 5%", "العراق يهزم الأردن 2-1 في البصرة"],
)
def test_a_bar_without_links_tells_of_the_economy_and_of_sports(line: str) -> None:
    assert told(f"<div><span>عاجل</span><p>{line}</p></div>") == [line]
    assert told(f"<marquee>{line}</marquee>") == [line]


def test_a_label_beside_what_was_refused_does_not_stand_there_without_items() -> None:
    links = "".join(f"<li><a href=/rate/{number}>{one}</a>" for number, one in enumerate(PRICES))
    page = f"<div><b>عاجل</b><ul>{links}</ul></div>"
    found = read(Response(status=200, url="https://news.example/", body=page.encode()), "")
    assert found.entries == ()
    assert found.empty == "the label 'عاجل' stands there with what is taken for no headlines"
