"""What a block is called: where it stands takes no ticker's name from it, what is in it does."""

from __future__ import annotations

import pytest

from streamer.naming import rank_of_names
from streamer.sources import Response
from streamer.sources.ticker import read

STORIES = "".join(
    f"<a href=/n/{number}>The ferry resumes on line {number}</a>" for number in (1, 2, 3, 4)
)


def told(page: str) -> int:
    found = read(Response(status=200, url="https://news.example/", body=page.encode()), "")
    return len(found.entries)


@pytest.mark.parametrize(
    "name",
    [
        "hero-breaking-news",
        "heroBreakingNews",
        "masthead-ticker",
        "trending-news-ticker",
        "topics-newsticker",
        "trending breaking-news",
        "hero news-ticker",
    ],
)
def test_the_name_of_a_layout_refuses_no_ticker(name: str) -> None:
    assert told(f'<div class="{name}">{STORIES}</div>') == 4


@pytest.mark.parametrize(
    "name",
    [
        "stock-ticker",
        "prices-breaking-news",
        "weather-ticker",
        "schedule-ticker",
        "scores-news-ticker",
        "trending-ticker",
        "topics",
        "hero marquee",
        "breaking-news weather",
    ],
)
def test_the_name_of_something_else_refuses_a_ticker(name: str) -> None:
    assert rank_of_names(name.split()) is None
    assert told(f'<div class="{name}">{STORIES}</div>') == 0


@pytest.mark.parametrize("name", ["breaking-news", "news-ticker"])
def test_what_says_news_is_a_ticker_in_a_part_of_markets(name: str) -> None:
    page = f'<div class="markets"><div class="row"><div class="{name}">{STORIES}</div></div></div>'
    assert told(page) == 4
    assert told(page.replace(name, "ticker")) == 0
