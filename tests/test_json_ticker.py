"""A ticker that is filled from JSON: the endpoint read itself, by a path or without one."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.js_values import value_at
from streamer.json_news import at, is_path, lists_in
from streamer.sources import Reading, Response
from streamer.sources.ticker import read, selector_fault

URL = "https://news.example/api/ticker"
NEWS = [
    {"id": 2, "title": "Ferry service resumes today", "url": "/n/2", "publishedAt": "2019-03-12T09:40:00Z"},
    {"id": 1, "title": "Bridge closes for the winter", "url": "/n/1"},
]  # fmt: skip
MENU = [{"title": "News of the world", "url": "/w"}, {"title": "News of the city", "url": "/c"}]


def reading(value: Any, select: str = "") -> Reading:
    body = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return read(Response(status=200, url=URL, body=body.encode()), select)


def titles(found: Reading) -> list[str]:
    assert found.problem is None
    return [one.title for one in found.entries]


BOTH = ["Ferry service resumes today", "Bridge closes for the winter"]


@pytest.mark.parametrize(
    "value",
    [
        NEWS,
        {"data": NEWS},
        {"menu": [*MENU, *MENU], "breakingNews": NEWS},
        {"menu": MENU, "data": {"latest_news": {"items": NEWS}}},
        {"posts": [{"title": {"rendered": one["title"]}, "link": one["url"]} for one in NEWS]},
        {"edges": [{"node": one} for one in NEWS]},
        {"name": "عاجل", "list": NEWS},
        [{"headline": f"<b>{one['title']}</b>", "href": one["url"], "type": "news"} for one in NEWS]
        + [{"headline": "Buy a boat today", "href": "/x", "type": "advert"}],
        f"callback({json.dumps(NEWS)});",
        ")]}',\n" + json.dumps(NEWS),
    ],
)
def test_the_list_is_found_by_itself(value: Any) -> None:
    found = reading(value)
    assert titles(found) == BOTH
    assert [one.url for one in found.entries] == [
        "https://news.example/n/2",
        "https://news.example/n/1",
    ]


def test_a_date_that_an_object_names_its_own_is_kept_as_it_is_written() -> None:
    assert [one.published for one in reading(NEWS).entries] == ["2019-03-12T09:40:00Z", None]


@pytest.mark.parametrize(
    ("select", "value"),
    [
        ("data.side", {"data": {"main": [*NEWS, *NEWS], "side": NEWS}}),
        ("$.data.side", {"data": {"side": NEWS}}),
        ("blocks.1.items", {"blocks": [{"items": MENU}, {"items": NEWS}]}),
        ("blocks[1].items", {"blocks": [{"items": MENU}, {"items": NEWS}]}),
        ("blocks.items", {"blocks": [{"items": NEWS[:1]}, {"items": NEWS[1:]}]}),
        ("a-b.c_d", {"a-b": {"c_d": [one["title"] for one in NEWS]}}),
    ],
)
def test_a_path_names_the_list(select: str, value: Any) -> None:
    assert selector_fault(select) is None
    found = reading(value, select)
    assert titles(found) == BOTH
    assert found.block == select


def aljazeera(text: Any, link: Any = "/news/2025/1/1/x") -> dict[str, Any]:
    """A bar that is one object, as one large site answers it: null in all its parts while idle."""
    return {"data": {"breakingNews": {
        "post": None, "tickerTitle": "Breaking" if text else None, "tickerText": text,
        "modified": "2025-01-01T10:00:00", "link": link,
    }}}  # fmt: skip


@pytest.mark.parametrize("select", ["", "data.breakingNews"])
def test_a_bar_of_one_object_speaks_in_text_or_list_and_is_silent_in_nulls(select: str) -> None:
    assert titles(reading(aljazeera(BOTH[0]), select)) == BOTH[:1]
    assert titles(reading(aljazeera(BOTH), select)) == BOTH
    for silent in (aljazeera(None, None), {"data": {"breakingNews": None}}):
        idle = reading(silent, select)
        assert (idle.problem, idle.note, idle.entries) == (None, None, ())
        assert idle.empty == "the list data.breakingNews is empty"


def test_the_block_is_the_same_full_and_idle_so_that_breaking_news_is_told() -> None:
    assert reading(aljazeera(BOTH[0])).block == reading(aljazeera(None, None)).block


def test_a_path_that_leads_nowhere_is_said_and_what_is_found_is_read() -> None:
    found = reading({"news": NEWS}, "data.items")
    assert titles(found) == BOTH
    assert found.note == "nothing in the JSON stands at 'data.items': read news, found by itself"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"error": "no such thing"}, "no list of headlines found in the JSON"),
        ({"error": [1, 2]}, "no list of headlines found in the JSON"),
        ('{"news": [{"title": ', "damaged JSON came"),
        ("[" * 5000, "damaged JSON came"),
    ],
)
def test_what_holds_no_headlines_is_a_failed_visit(value: Any, problem: str) -> None:
    assert reading(value).problem == problem


def test_a_path_is_told_from_css_and_both_are_sound() -> None:
    assert is_path("data.items[0].news")
    assert not is_path("ul.x > li")
    assert selector_fault("ul.x > li") is None
    assert selector_fault("data..items") is not None


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["title", "url", "breaking", "items", "x", ""]), inner, max_size=4)
    ),
    max_leaves=30,
)  # fmt: skip


@given(JSON, st.sampled_from(["", "breaking", "items.0.title", "breaking.items"]))
def test_no_json_raises(value: Any, select: str) -> None:
    msgspec.json.encode(reading({"x": value}, select))
    list(lists_in(value, URL))
    at(value, select)


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("[{title: 'خبر \\u0639', url: \"/1\", n: 5,}, ]; go()", [{"title": "خبر ع", "url": "/1", "n": 5}]),
        ("{'a': undefined, b: [`x`], // c\n 1: true}", {"a": None, "b": ["x"], "1": True}),
        ("[go()]", None),
        ("[`${x}`]", None),
        ("[" * 9999, None),
        ("'unclosed", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_literal_of_javascript_is_read_as_data_or_not_at_all(script: str, value: Any) -> None:
    assert value_at(script, 0) == value


@given(st.text(alphabet="[]{}:,'\"`\\ab1/*\n", max_size=60))
def test_no_script_raises(script: str) -> None:
    value_at(script, 0)
