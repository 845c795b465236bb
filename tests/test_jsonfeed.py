"""JSON Feed, as the kind `feed` reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.sources import Reading, Response
from streamer.sources.feed import read

URL = "https://rafid.example/wire/index"
CASES = sorted((Path(__file__).parent / "data" / "jsonfeed").glob("*.feed"))
VERSION = "https://jsonfeed.org/version/1.1"


def reading(body: bytes | str) -> Reading:
    body = body.encode() if isinstance(body, str) else body
    return read(Response(status=200, url=URL, body=body), "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_feed_reads_as_the_answer_beside_it(case: Path) -> None:
    answer = json.loads(case.with_suffix(".json").read_text())
    assert json.loads(msgspec.json.encode(reading(case.read_bytes()))) == answer


def test_an_empty_feed_is_a_quiet_hour() -> None:
    found = reading(json.dumps({"version": VERSION, "items": []}))
    assert (found.problem, found.entries) == (None, ())


@pytest.mark.parametrize(
    "body",
    [
        "{}", "[]", '{"items": []}', '{"version": "1.0", "items": []}', "{",
        f'{{"version": "{VERSION}"}}', f'{{"version": "{VERSION}", "items": {{}}}}',
        '{"a":' * 100_000, "[" * 100_000,
        '{"message": "rate limited"}',
    ],
    ids=lambda body: body[:30],
)  # fmt: skip
def test_other_json_is_a_problem_not_an_empty_feed(body: str) -> None:
    found = reading(body)
    assert found.problem
    assert found.entries == ()


def test_many_items_are_capped_and_it_is_said() -> None:
    items = [{"id": str(number), "title": f"headline {number}"} for number in range(3000)]
    found = reading(json.dumps({"version": VERSION, "items": items}))
    assert len(found.entries) == 2000
    assert found.note == "cut at 2000 entries"


def test_a_number_without_end_costs_nothing() -> None:
    body = f'{{"version": "{VERSION}", "items": [{{"id": {"9" * 1_000_000}, "title": "a b"}}]}}'
    (entry,) = reading(body).entries
    assert (entry.title, entry.guid) == ("a b", None)


scalars: st.SearchStrategy[Any] = st.none() | st.booleans() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(st.dictionaries(st.sampled_from(["id", "title", "url", "tags", "summary"]), anything))
def test_an_item_of_any_shape_harms_no_other(item: dict[str, Any]) -> None:
    feed = {"version": VERSION, "items": [item, {"id": "1", "title": "good headline"}]}
    found = reading(json.dumps(feed))
    msgspec.json.encode(found)
    assert found.entries[-1].title == "good headline"
