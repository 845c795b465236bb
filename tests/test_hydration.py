"""What frameworks leave in a page, and what must not happen when somebody hostile wrote it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.hydration import DEEPEST, MOST_VALUES, resolved, returned, streamed, unflattened
from streamer.js_values import arguments_at, called_at, value_at


def pushed(text: str, size: int) -> list[str]:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [f"self.__next_f.push([1,{json.dumps(piece)}])" for piece in pieces]


@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_rows_of_a_stream_are_whole_wherever_its_pieces_end(size: int) -> None:
    text = (
        '1:"$Sreact"\n2:I["x.js"]\n3:{"ticker":"$L4"}\n4:[{"title":"خبر \\"أول\\"","url":"/1"}]\n'
    )
    found = list(streamed(pushed(text, size)))
    assert (("ticker",), [{"title": 'خبر "أول"', "url": "/1"}]) in found


def test_a_call_gives_its_function_s_values() -> None:
    script = (
        "window.__NUXT__=(function(a,b,c){b.x=1;return {data:[{t:a,on:b,off:!1,none:void 0,n:.5}]}}"
        '("ما )\\" هذا",{},null))'
    )
    assert list(returned(script)) == [
        {"data": [{"t": 'ما )" هذا', "on": {}, "off": False, "none": None, "n": ".5"}]}
    ]


@pytest.mark.parametrize("script", ["{a:b}", "{a:f(1)}", "{a:a}}(x)", "{a:1}", "{"])
def test_what_no_call_of_data_ends_is_no_value(script: str) -> None:
    assert called_at(script, 0, ["a"]) is None


def test_arguments_are_read_to_their_bracket() -> None:
    assert arguments_at("'a', \"b)\", 3);", 0) == ["a", "b)", 3]
    assert arguments_at("'a', f(1));", 0) is None
    assert value_at("{a: [x]}", 0, {"x": '"y"'}) == {"a": ["y"]}


def test_a_flat_list_that_points_at_itself_ends() -> None:
    assert unflattened([[1, 1, 1], [0, 1, 0]]) is not None
    assert unflattened([{"data": 1}, ["Reactive", 2], {"news": 3}, [4], "خبر"]) == {
        "data": {"news": ["خبر"]}
    }
    assert unflattened([{"a": 7, "b": -1, "c": True}]) == {"a": None, "b": None, "c": None}


def test_objects_that_name_each_other_are_put_in_place_and_end() -> None:
    value = {
        "ROOT_QUERY": {'latest({"n":2})': [{"__ref": "P:1"}]},
        "P:1": {"title": "خبر", "next": {"__ref": "P:1"}},
    }
    found = resolved(value)
    assert found["ROOT_QUERY"]["latest"][0]["title"] == "خبر"
    depth = 0
    here = found["ROOT_QUERY"]["latest"][0]
    while here and "next" in here:
        here, depth = here["next"], depth + 1
    assert depth <= DEEPEST
    wide = {"ROOT_QUERY": {"all": [{"__ref": "P"}] * 1000}, "P": {"all": [{"__ref": "P"}] * 1000}}
    assert len(json.dumps(resolved(wide))) < 20 * MOST_VALUES


@given(st.text(alphabet="[{}]()'\",:!01.abvoid \\$n", max_size=200))
def test_no_script_raises(script: str) -> None:
    value_at(script, 0)
    called_at(script, 0, ["a", "b"])
    arguments_at(script, 0)
    list(returned("__NUXT__=" + script))
    list(streamed([script, "self.__next_f.push([1," + script]))
