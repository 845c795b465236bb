"""What a source shows now against what it showed at its last good visit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.headline import Item, identity, read
from streamer.settings import SourceSettings
from streamer.shown import (
    MOST_LEFT,
    Memory,
    Plan,
    Published,
    Shown,
    after,
    compare,
    known_blocks,
    left_behind,
    only_moved,
    taken_back,
    unchanged,
    withdrawn,
)  # fmt: skip
from streamer.sources import Block, Entry, Mark

SOURCE = SourceSettings(
    name="nahr", kind="feed", url="https://nahr.example/rss", outlet="nahr.example", timezone="UTC"
)
START = datetime(2019, 3, 12, 6, 0, tzinfo=UTC)
NEVER = 1e12


class Visits:
    """A source under its good visits, one a minute; verdicts as an untroubled stream gives them."""

    def __init__(self) -> None:
        self.now = START
        self.shown: tuple[Shown, ...] = ()
        self.plan = Plan([], [], [])

    def see(self, *items: Item, touch: float = NEVER, blocks: Sequence[str] = ()) -> Plan:
        self.now += timedelta(minutes=1)
        at = self.now.timestamp()
        self.plan = compare(self.shown, items, at, touch, blocks)
        results = [
            Published("edited" if before else "new", before.id if before else self._id(item))
            for item, before in self.plan.changed
        ]
        self.shown = after(self.plan, results, at)
        return self.plan

    def _id(self, item: Item) -> str:
        return identity(item.aliases[0], self.now)

    def titles(self) -> list[str]:
        return [one.title for one in self.shown]


def document(*entries: Entry) -> list[Item]:
    return read(SOURCE, entries, START)


def item(number: int, title: str = "", **fields: Any) -> Item:
    """An item that the site numbers; `url` and `guid` as given."""
    fields = {"url": f"https://nahr.example/{10_000 + number}", **fields}
    [made] = document(Entry(title=title or f"خبر {number}", **fields))
    return made


def news(plan: Plan) -> list[str]:
    return [one.headline.title for one, before in plan.changed if before is None]


def edits(plan: Plan) -> list[tuple[str, str]]:
    return [
        (before.title, one.headline.title)
        for one, before in plan.changed
        if before and before.print != one.print
    ]


# ── what is news ──────────────────────────────────────────────────────────────────────────────


def test_the_first_visit_finds_everything_and_the_second_nothing() -> None:
    visits = Visits()
    assert news(visits.see(item(1), item(2))) == ["خبر 1", "خبر 2"]
    plan = visits.see(item(1), item(2))
    assert (plan.changed, plan.gone, len(plan.same)) == ([], [], 2)


@given(st.lists(st.integers(0, 9), min_size=1), st.randoms(use_true_random=False))
def test_order_wrap_around_and_doubling_are_no_news(
    numbers: list[int], shuffle: random.Random
) -> None:
    visits = Visits()
    visits.see(*[item(number) for number in dict.fromkeys(numbers)])
    again = [item(number) for number in numbers]
    shuffle.shuffle(again)
    plan = visits.see(*again)
    assert (plan.changed, plan.gone) == ([], [])


@given(st.lists(st.sets(st.integers(0, 9)), min_size=1, max_size=6))
def test_an_item_is_new_when_no_alias_was_there_at_the_last_two_visits(
    sets: Sequence[set[int]],
) -> None:
    visits, before = Visits(), [set[int](), set[int]()]
    for numbers in sets:
        plan = visits.see(*[item(number) for number in sorted(numbers)])
        assert news(plan) == [f"خبر {number}" for number in sorted(numbers - before[0] - before[1])]
        before = [before[1], numbers]


def test_an_edit_comes_with_what_was_shown_before() -> None:
    visits = Visits()
    visits.see(item(1, "قتيلان بانهيار جسر"))
    assert edits(visits.see(item(1, "ثلاثة قتلى بانهيار جسر"))) == [
        ("قتيلان بانهيار جسر", "ثلاثة قتلى بانهيار جسر")
    ]
    assert visits.titles() == ["ثلاثة قتلى بانهيار جسر"]


def test_spelling_summary_date_and_section_alone_are_no_change() -> None:
    visits = Visits()
    visits.see(item(1, "انهيار جسر"))
    again = item(1, "انهيارُ جســر!", summary="x", section="y", published="2019-03-12")
    assert visits.see(again).changed == []


def test_a_mark_that_rises_is_a_change_and_one_that_falls_is_none() -> None:
    visits = Visits()
    visits.see(item(1))
    assert len(visits.see(item(1, urgent=True)).changed) == 1
    assert visits.see(item(1)).changed == []
    assert visits.see(item(1, urgent=True)).changed == []


def test_a_further_alias_is_handed_on() -> None:
    visits = Visits()
    visits.see(item(1))
    [(_, before)] = visits.see(item(1, guid="g")).changed
    assert before
    assert visits.see(item(1, guid="g")).changed == []
    assert visits.see(item(1)).changed == []


def test_what_stands_there_long_is_touched_so_that_its_aliases_live_on() -> None:
    visits = Visits()
    visits.see(item(1), touch=90)
    assert visits.see(item(1), touch=90).changed == []
    [(_, before)] = visits.see(item(1), touch=90).changed
    assert before
    assert visits.see(item(1), touch=90).changed == []


# ── aliases that wander ───────────────────────────────────────────────────────────────────────


def listed(*titles: str) -> list[Item]:
    """A feed whose guids are the places in the list."""
    return document(
        *(
            Entry(title=title, guid=str(place), url=f"https://nahr.example/{title}")
            for place, title in enumerate(titles)
        )
    )


def test_guids_that_are_places_in_the_list_do_not_swallow_the_news() -> None:
    visits = Visits()
    visits.see(*listed("زلزال", "فيضان", "حريق"))
    for titles in (("هجوم", "زلزال", "فيضان", "حريق"), ("قصف", "هجوم", "زلزال", "فيضان")):
        plan = visits.see(*listed(*titles))
        assert news(plan) == [titles[0]]
        assert edits(plan) == []


@given(st.permutations(["زلزال", "فيضان", "حريق", "هجوم"]), st.integers(0, 3), st.integers(1, 4))
def test_a_list_in_another_order_is_no_news_whatever_its_guids(
    order: list[str], dropped: int, length: int
) -> None:
    visits = Visits()
    visits.see(*listed("زلزال", "فيضان", "حريق", "هجوم"))
    for _ in range(2):
        plan = visits.see(*listed(*order[dropped:][:length]))
        assert (news(plan), edits(plan)) == ([], [])


def test_the_stronger_alias_says_whose_edit_it_is() -> None:
    """The number stays with one item, the guid moves to another; both have other titles now."""
    visits = Visits()
    visits.see(item(1, "زلزال", guid="a"))
    [first] = visits.shown
    plan = visits.see(item(2, "فيضان", guid="a"), item(1, "زلزال قوي", guid="b"))
    assert news(plan) == ["فيضان"]
    assert edits(plan) == [("زلزال", "زلزال قوي")]
    assert [len(one.aliases) for one in visits.shown] == [2, 3]
    assert first.id in {one.id for one in visits.shown}


def test_an_item_whose_every_alias_is_anothers_is_known_by_its_title() -> None:
    visits = Visits()
    visits.see(*document(Entry(title="زلزال", guid="0", url="https://nahr.example/quake")))
    plan = visits.see(
        *document(
            Entry(title="فيضان", guid="0"),
            Entry(title="زلزال", guid="1", url="https://nahr.example/quake"),
        )
    )
    assert news(plan) == ["فيضان"]
    assert edits(plan) == []
    assert all(one.aliases for one in visits.shown)


@given(
    st.lists(
        st.lists(
            st.builds(
                Entry, title=st.sampled_from("ابتث"), guid=st.sampled_from([None, "1", "2", "3"]),
                url=st.sampled_from([None, *(f"https://nahr.example/{n}" for n in (11111, 22222, "x", "y"))]),
            ),
            max_size=5,
        ),
        max_size=5,
    )
)  # fmt: skip
def test_whatever_the_aliases_no_shown_item_is_taken_for_two_titles_at_once(
    documents: list[list[Entry]],
) -> None:
    visits = Visits()
    for entries in documents:
        items = document(*entries)
        before = visits.shown
        plan = visits.see(*items)
        assert len(plan.same) + len(plan.changed) == len(items)
        claimed: dict[str, set[str]] = {}
        for one, was in plan.changed:
            assert one.aliases
            if was:
                claimed.setdefault(was.id, set()).add(one.print)
        for was in plan.same:
            claimed.setdefault(was.id, set()).add(was.print)
        assert all(len(prints) == 1 for prints in claimed.values())
        assert {one.id for one in plan.gone} == {one.id for one in before} - claimed.keys()


# ── what is gone ──────────────────────────────────────────────────────────────────────────────


def seen_before(*numbers: int) -> Visits:
    """A source that showed these one after another, and all of them at the last visit."""
    visits = Visits()
    for count in range(1, len(numbers) + 1):
        visits.see(*map(item, numbers[:count]))
    return visits


def ids_withdrawn(visits: Visits) -> list[str]:
    return [one.title for one in withdrawn(visits.plan)]


def test_missing_once_means_nothing_and_twice_may_mean_withdrawn() -> None:
    visits = seen_before(1, 2, 3)
    visits.see(item(1), item(2))
    assert withdrawn(visits.plan) == []
    visits.see(item(1), item(2))
    assert ids_withdrawn(visits) == ["خبر 3"]
    visits.see(item(1), item(2))
    assert withdrawn(visits.plan) == []
    assert visits.titles() == ["خبر 1", "خبر 2"]


def test_one_that_is_there_again_is_neither_gone_nor_new() -> None:
    visits = seen_before(1, 2, 3)
    visits.see(item(1), item(2))
    plan = visits.see(item(1), item(2), item(3))
    assert (plan.changed, plan.gone) == ([], [])
    visits.see(item(1), item(2))
    assert withdrawn(visits.plan) == []


def test_a_list_that_drops_its_oldest_withdraws_nothing() -> None:
    visits = seen_before(1, 2, 3, 4)
    for _ in range(2):
        visits.see(item(2), item(3), item(4))
        assert withdrawn(visits.plan) == []


@pytest.mark.parametrize(
    ("staying", "gone"), [((1, 2), ["خبر 4"]), ((1, 3), ["خبر 4"]), ((1,), [])]
)
def test_two_that_are_older_must_stay(staying: tuple[int, ...], gone: list[str]) -> None:
    visits = seen_before(1, 2, 3, 4)
    for _ in range(2):
        visits.see(*map(item, staying), item(9))
    assert [title for title in ids_withdrawn(visits) if title == "خبر 4"] == gone


def test_an_item_shown_twice_does_not_stay_for_two() -> None:
    visits = Visits()
    doubled = [
        Entry(title="زلزال", guid="1", url=f"https://nahr.example/{number}1111")
        for number in (1, 2)
    ]
    visits.see(*document(*doubled))
    one_id = visits.shown[0].id
    visits.shown = tuple(msgspec.structs.replace(one, id=one_id) for one in visits.shown)
    visits.see(*document(*doubled), item(3))
    for _ in range(2):
        visits.see(*document(*doubled))
    assert withdrawn(visits.plan) == []


@pytest.mark.parametrize(("count", "asked"), [(3, 3), (4, 0)])
def test_more_than_three_at_once_are_a_fault_of_the_source(count: int, asked: int) -> None:
    visits = seen_before(*range(1, 3 + count))
    for _ in range(2):
        visits.see(item(1), item(2))
    assert len(visits.plan.gone) == count
    assert len(withdrawn(visits.plan)) == asked


def test_an_item_without_a_link_is_never_asked_for() -> None:
    visits = seen_before(1, 2)
    visits.see(item(1), item(2), item(3, url=None, guid="g"))
    for _ in range(2):
        visits.see(item(1), item(2))
    assert len(visits.plan.gone) == 1
    assert withdrawn(visits.plan) == []


def test_what_is_taken_back_is_said_in_the_words_and_aliases_it_was_shown_in() -> None:
    visits = seen_before(1, 2, 3)
    one = visits.shown[2]
    said = taken_back(SOURCE, one, "2019-03-12T06:40:31.123Z")
    assert said.aliases == one.aliases
    assert said.print == "-"
    assert (said.headline.was, said.headline.title, said.headline.url) == (
        "withdrawn", "خبر 3", one.url,
    )  # fmt: skip


# ── blocks ────────────────────────────────────────────────────────────────────────────────────

BAR, LIST, OTHER = Block(name="bar", bar=True), Block(name="list"), Block(name="other")
AGE = 6 * 3600.0


def known(memory: Memory, *blocks: Block, now: float = 0.0) -> set[str]:
    return set(known_blocks(memory, blocks, now, AGE))


def test_a_block_that_was_read_at_the_last_visit_is_known_and_another_is_not() -> None:
    memory = Memory(site="s", blocks=("list",))
    assert known(memory, LIST) == {"list"}
    assert known(memory, OTHER) == set()
    assert known(memory, LIST, OTHER) == {"list"}


def test_a_bar_that_comes_up_beside_what_is_known_is_told_and_one_on_another_page_is_not() -> None:
    memory = Memory(site="s", blocks=("list",))
    assert known(memory, LIST, BAR) == {"list", "bar"}
    assert known(memory, BAR) == set()
    assert known(memory, BAR, OTHER) == set()


@pytest.mark.parametrize(("away", "still"), [(60.0, True), (AGE, True), (AGE + 1, False)])
def test_a_block_that_was_away_is_known_as_long_as_its_news_could_be_fresh(
    away: float, still: bool
) -> None:
    memory = Memory(site="s", blocks=("list",), left={"other": 1000.0})
    assert ("other" in known(memory, OTHER, now=1000.0 + away)) is still
    left = left_behind(memory, ["list"], 1000.0 + away, AGE)
    assert left == ({"other": 1000.0} if still else {})


def test_the_moment_at_which_a_block_left_is_kept_and_those_kept_are_few() -> None:
    many = {f"b{n}": float(n) for n in range(40)}
    left = left_behind(Memory(site="s", blocks=("list",), left=many), ["bar"], 50.0, AGE)
    assert left["list"] == 50.0
    assert left["b39"] == 39.0
    assert len(left) == MOST_LEFT


def placed(number: int, block: str, title: str = "", **fields: Any) -> Item:
    return msgspec.structs.replace(item(number, title, **fields), block=block)


def test_what_stood_in_a_block_that_is_not_read_now_is_not_gone() -> None:
    """A bar fills, and the list beside it is not read for an hour: nothing of it was taken back."""
    visits = Visits()
    visits.see(placed(1, "list"), placed(2, "list"), placed(3, "list"), blocks=["list"])
    for _ in range(3):
        plan = visits.see(placed(9, "bar"), blocks=["bar"])
        assert plan.gone == []
        assert len(plan.elsewhere) == 3
    plan = visits.see(placed(1, "list"), placed(2, "list"), placed(4, "list"), blocks=["list"])
    assert news(plan) == ["خبر 4"]
    assert [one.title for one in plan.gone] == ["خبر 3"]


def test_what_moves_from_block_to_block_is_the_same_item() -> None:
    visits = Visits()
    visits.see(placed(1, "bar"), placed(2, "list"), blocks=["bar", "list"])
    plan = visits.see(placed(1, "list"), placed(2, "list"), blocks=["bar", "list"])
    assert (plan.changed, plan.gone) == ([], [])
    assert {one.block for one in visits.shown} == {"list"}


@pytest.mark.parametrize(
    ("block", "title", "fields", "moved"),
    [
        ("bar", "زلزال", {}, False),  # the same words
        ("bar", "زلزال قوي", {}, False),  # other words in the same block: an edit
        ("list", "زلزال قوي يضرب الشمال", {}, True),  # the list says it longer
        ("list", "زلزال قوي يضرب الشمال", {"urgent": True}, False),  # and now it is urgent
    ],
)
def test_other_words_in_another_block_are_no_edit(
    block: str, title: str, fields: dict[str, Any], moved: bool
) -> None:
    visits = Visits()
    visits.see(placed(1, "bar", "زلزال"), blocks=["bar"])
    assert only_moved(placed(1, block, title, **fields), visits.shown[0]) is moved


def test_the_same_page_again_is_another_visit_for_what_was_missing_there() -> None:
    visits = Visits()
    visits.see(placed(1, "list"), placed(2, "list"), placed(3, "bar"), blocks=["list", "bar"])
    visits.see(placed(1, "list"), blocks=["list"])
    plan = unchanged(Memory(site="s", blocks=("list",), shown=visits.shown))
    assert [one.title for one in plan.same] == ["خبر 1"]
    assert [(one.title, one.missed) for one in plan.gone] == [("خبر 2", 2)]
    assert [(one.title, one.missed) for one in plan.elsewhere] == [("خبر 3", 0)]


def test_memory_comes_back_from_its_json_as_it_was() -> None:
    visits = seen_before(1, 2, 3)
    visits.see(item(1, urgent=True))
    memory = Memory(
        site="s", blocks=("div",), mark=Mark(etag='"x"'), shown=visits.shown, visited=1.5
    )
    assert msgspec.json.decode(msgspec.json.encode(memory), type=Memory) == memory
