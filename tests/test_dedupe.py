"""New, repeat, update, follow or withdrawn: the contract's section Events, and the fold it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.dates import utc
from streamer.headline import Headline
from workers.dedupe import Index, Verdict
from workers.dedupe.comparing.compare import compare
from workers.dedupe.reading.reader import read
from workers.dedupe.reports import Reports
from workers.story import MARK, URGENCIES, Event, Topic, UrgencyName, decode, encode

START = datetime(2019, 3, 12, 6, 0, tzinfo=UTC)
WINDOW, KEEP = 48 * 3600.0, 7 * 86400.0
HOUR = 3600.0

QUAKE, STRONG, FLOOD = "زلزال في الشمال", "زلزال قوي في الشمال", "فيضان يغمر الجنوب"


def headline(
    item: str,
    title: str = QUAKE,
    at: float = 0.0,
    was: Literal["new", "edited", "marked", "withdrawn"] = "new",
    **more: Any,
) -> Headline:
    """Of item `item`, first seen `at` seconds after the start."""
    more = {"source": "nahr", "kind": "feed", "outlet": "nahr.example", **more}
    return Headline(id=item, title=title, was=was, seen=utc(START + timedelta(seconds=at)), **more)


def event(shown: Headline, verdict: Verdict, urgency: UrgencyName, index: Index) -> Event:
    """As the pipeline makes it."""
    known = index.items.get(shown.id)
    keeps_words = known is not None and shown.was in ("marked", "withdrawn")
    assert verdict.event
    return Event(
        id=verdict.id, event=verdict.event, revision=verdict.revision, story=verdict.story,
        source=shown.source, kind=shown.kind, outlet=shown.outlet,
        sources=index.sources_with(verdict.story, shown.source),
        title=known.title if known and keeps_words else shown.title, url=None, summary=None,
        section=None, lang="ar", dir="rtl", published=None, published_raw=None, published_from=None,
        seen=shown.seen, queued=shown.seen, classified=shown.seen,
        topics=(Topic(name="misc", score=0.5, iptc=""),), urgency=urgency, urgency_score=0.5,
        because=(MARK,) if shown.marked else (), fresh=verdict.fresh, previous=verdict.previous,
    )  # fmt: skip


class Judge:
    """The ordered fold, and its log in wire form."""

    def __init__(self, window: float = WINDOW, keep: float = KEEP) -> None:
        self._limits = {"window": window, "keep": keep}
        self.index = Index(**self._limits)
        self.log: list[tuple[bytes, bytes]] = []
        """Event and stamp."""

    def take(self, shown: Headline, urgency: UrgencyName | None = None) -> Verdict:
        urgency = urgency or ("urgent" if shown.marked else "routine")
        verdict = self.index.judge(shown, urgency)
        assert verdict == self.index.judge(shown, urgency), "judging leaves no trace"
        if verdict.event is not None:
            made = event(shown, verdict, urgency, self.index)
            self.log.append((encode(made), self.index.stamp(made)))
            self.index.fold(made, ())
        return verdict

    def start_over(self) -> None:
        """Another worker takes over: nothing but the log is left."""
        self.index = Index(**self._limits)
        for at, (data, stamp) in enumerate(self.log):
            self.index.fold(decode(data), (), b"" if at % 3 == 0 else stamp)

    def says(self, shown: Headline, urgency: UrgencyName | None = None) -> str | None:
        return self.take(shown, urgency).event


@pytest.fixture
def judge() -> Judge:
    return Judge()


# ── first reports ─────────────────────────────────────────────────────────────────────────────


def test_the_first_report_of_a_story_is_new(judge: Judge) -> None:
    assert judge.take(headline("a"))[:4] == ("new", "a", 1, "a")
    assert judge.take(headline("b", FLOOD))[:4] == ("new", "b", 1, "b")


def test_another_story_says_what_tells_it_apart(judge: Judge) -> None:
    judge.take(headline("a", "زلزال بقوة 5.7 درجات يضرب غرب إندونيسيا"))
    verdict = judge.take(headline("b", "زلزال بقوة 5.2 درجات يضرب غرب إندونيسيا"))
    assert verdict[:4] == ("new", "b", 1, "b")
    assert verdict.reason == "not what a told: number: 5.7 ≠ 5.2"
    assert judge.take(headline("c", FLOOD)).reason == "nothing like it was told"


def test_a_headline_on_which_comparing_breaks_is_told() -> None:
    def meant(*titles: object) -> float:
        raise ArithmeticError("no such likeness")

    index = Index(window=WINDOW, keep=KEEP, meant=meant)
    first = headline("a")
    index.fold(event(first, index.judge(first, "routine"), "routine", index), ())
    verdict = index.judge(headline("b", STRONG), "routine")
    assert verdict[:4] == ("new", "b", 1, "b")
    assert verdict.reason == "not compared: ArithmeticError: no such likeness"


@pytest.mark.parametrize("title", [QUAKE, "زلزالٌ في الشمـــال!", "«زلزال» - في الشمال"])
def test_another_item_in_the_same_words_is_a_repeat_of_the_story(judge: Judge, title: str) -> None:
    judge.take(headline("a"))
    assert judge.take(headline("b", title, source="sawt"))[:4] == ("repeat", "b", 1, "a")


@pytest.mark.parametrize(
    ("title", "fresh"), [(STRONG, "قوي"), ("زلزال في الشمال يقتل 7 أشخاص", "7")]
)
def test_a_word_that_adds_something_makes_a_follow_that_says_it(
    judge: Judge, title: str, fresh: str
) -> None:
    judge.take(headline("a"))
    told = judge.take(headline("b", title))
    assert (told.event, told.story) == ("follow", "a")
    assert fresh in told.fresh


@pytest.mark.parametrize("title", ["زلزال في الجنوب", FLOOD])
def test_what_distinguishes_makes_another_story(judge: Judge, title: str) -> None:
    judge.take(headline("a"))
    assert judge.take(headline("b", title))[:4] == ("new", "b", 1, "b")


def test_what_denies_a_story_is_a_follow_that_says_so(judge: Judge) -> None:
    judge.take(headline("a"))
    told = judge.take(headline("b", "لا زلزال في الشمال"))
    assert (told.event, told.story, told.fresh) == ("follow", "a", ("لا",))


def test_a_repeat_that_lifts_the_urgency_of_the_story_is_a_follow_that_says_so(
    judge: Judge,
) -> None:
    judge.take(headline("a"))
    lifted = judge.take(headline("b", marked=True))
    assert (lifted.event, lifted.revision, lifted.story) == ("follow", 1, "a")
    assert lifted.fresh == ("urgency: routine → urgent",)
    assert judge.says(headline("c", marked=True)) == "repeat"
    assert judge.says(headline("d")) == "repeat"
    assert judge.says(headline("e"), "flash") == "follow"


def test_titles_without_any_word_repeat_nothing(judge: Judge) -> None:
    assert judge.says(headline("a", "☂")) == "new"
    assert judge.says(headline("b", "☂")) == "new"


def test_all_that_told_a_story_are_named_the_first_first(judge: Judge) -> None:
    for source in ("nahr", "sawt", "nahr", "jisr"):
        judge.take(headline(source + str(len(judge.log)), source=source))
    assert decode(judge.log[-1][0]).sources == ("nahr", "sawt", "jisr")
    assert judge.index.sources_with("unknown", "nahr") == ("nahr",)


# ── the same item again ───────────────────────────────────────────────────────────────────────


def test_an_unchanged_showing_is_no_event(judge: Judge) -> None:
    judge.take(headline("a"))
    assert judge.take(headline("a")) == (None, "a", 1, "a", "shown unchanged", None, (), None)
    assert judge.says(headline("a", "زلزالٌ في الشمال", was="edited")) is None


def test_an_edit_is_an_update_with_the_old_title(judge: Judge) -> None:
    judge.take(headline("a"))
    edit = judge.take(headline("a", STRONG, was="edited"))
    assert edit[:4] == ("update", "a", 2, "a")
    assert edit.previous == QUAKE
    assert judge.take(headline("a", FLOOD, was="edited"))[:3] == ("update", "a", 3)


def test_a_return_to_an_earlier_title_is_silent(judge: Judge) -> None:
    judge.take(headline("a"))
    judge.take(headline("a", STRONG, was="edited"))
    for title in (QUAKE, STRONG, QUAKE):
        assert judge.says(headline("a", title, was="edited")) is None
    assert judge.take(headline("a", FLOOD, was="edited")).revision == 3


def test_a_rise_of_the_mark_is_an_update_once(judge: Judge) -> None:
    judge.take(headline("a"))
    rise = judge.take(headline("a", was="marked", marked=True))
    assert (rise.event, rise.revision, rise.previous) == ("update", 2, QUAKE)
    assert judge.says(headline("a", was="marked", marked=True)) is None
    judge.take(headline("b", FLOOD, marked=True))
    assert judge.says(headline("b", FLOOD, was="marked", marked=True)) is None


def test_a_return_to_an_earlier_title_with_a_mark_is_an_update_for_the_mark(judge: Judge) -> None:
    judge.take(headline("a"))
    judge.take(headline("a", STRONG, was="edited"))
    assert judge.says(headline("a", QUAKE, was="edited", marked=True)) == "update"


def test_a_mark_by_another_source_keeps_the_words_of_the_item(judge: Judge) -> None:
    judge.take(headline("a"))
    judge.take(headline("a", "عاجل الشمال", was="marked", marked=True, source="nahr-ticker"))
    assert decode(judge.log[-1][0]).title == QUAKE


def test_what_was_learnt_without_a_word_is_told_as_an_update(judge: Judge) -> None:
    edit = judge.take(headline("a", STRONG, was="edited", previous=QUAKE))
    assert (edit[:4], edit.previous) == (("update", "a", 2, "a"), QUAKE)
    rise = judge.take(headline("b", FLOOD, was="marked", marked=True))
    assert (rise[:4], rise.previous) == (("update", "b", 2, "b"), FLOOD)
    assert judge.take(headline("a", FLOOD, was="edited")).revision == 3


def test_a_follow_that_is_edited_is_an_update(judge: Judge) -> None:
    judge.take(headline("a"))
    judge.take(headline("b", marked=True))
    assert judge.take(headline("b", STRONG, was="edited"))[:4] == ("update", "b", 2, "a")


# ── a repeat that changes ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def repeated(judge: Judge) -> Judge:
    """Item a is new, item b repeats it."""
    judge.take(headline("a"))
    judge.take(headline("b"))
    return judge


def test_a_repeat_edited_into_new_words_is_a_follow_with_what_is_fresh(repeated: Judge) -> None:
    edit = repeated.take(headline("b", "زلزال «قوي» في الشمال - 5% قتلى", was="edited"))
    assert (edit[:4], edit.previous) == (("follow", "b", 2, "a"), QUAKE)
    assert edit.fresh == ("«قوي»", "5%", "قتلى")


def test_words_left_out_are_not_passed_over(judge: Judge) -> None:
    """«لا قتلى» without its «لا» says the contrary: it must reach those who ask for what is fresh."""
    judge.take(headline("a", "لا قتلى في زلزال الشمال"))
    assert judge.says(headline("b", "لا قتلى في زلزال الشمال")) == "repeat"
    edit = judge.take(headline("b", "قتلى في زلزال الشمال", was="edited"))
    assert edit.event == "follow"
    assert edit.fresh


def test_a_repeat_edited_into_words_that_were_told_is_a_repeat_of_those(repeated: Judge) -> None:
    repeated.take(headline("c", FLOOD))
    assert repeated.take(headline("b", FLOOD, was="edited"))[:4] == ("repeat", "b", 2, "c")
    assert repeated.take(headline("b", STRONG, was="edited"))[:4] == ("follow", "b", 3, "c")
    assert repeated.take(headline("b", QUAKE, was="edited")).event is None


def test_a_repeat_that_follows_its_story_in_an_edit_repeats_again(repeated: Judge) -> None:
    repeated.take(headline("a", STRONG, was="edited"))
    assert repeated.take(headline("b", STRONG, was="edited"))[:4] == ("repeat", "b", 2, "a")


def test_a_repeat_whose_mark_rises_is_judged_afresh(repeated: Judge) -> None:
    """Nobody was told of it, so there is nothing to update; it may lift the urgency."""
    rise = repeated.take(headline("b", was="marked", marked=True))
    assert (rise[:4], rise.fresh) == (("follow", "b", 2, "a"), ("urgency: routine → urgent",))
    repeated.take(headline("c"))
    assert repeated.take(headline("c", was="marked", marked=True))[:4] == ("repeat", "c", 2, "a")
    assert repeated.says(headline("c", was="marked", marked=True)) is None


# ── what is taken back ────────────────────────────────────────────────────────────────────────


def test_a_withdrawal_is_said_once_and_a_comeback_is_an_update(judge: Judge) -> None:
    judge.take(headline("a"))
    assert judge.take(headline("a", was="withdrawn"))[:4] == ("withdrawn", "a", 2, "a")
    assert judge.says(headline("a", was="withdrawn")) is None
    assert judge.take(headline("a", was="edited"))[:4] == ("update", "a", 3, "a")
    assert judge.says(headline("a", was="edited")) is None
    assert judge.take(headline("a", was="withdrawn")).revision == 4


def test_what_was_learnt_and_is_taken_back_is_withdrawn(judge: Judge) -> None:
    assert judge.take(headline("a", was="withdrawn"))[:4] == ("withdrawn", "a", 2, "a")
    assert judge.take(headline("a", was="edited"))[:4] == ("update", "a", 3, "a")


def test_the_words_of_a_withdrawn_item_are_free_again(judge: Judge) -> None:
    """Taken down and put up anew under another address: readers last heard that it was withdrawn."""
    judge.take(headline("a"))
    judge.take(headline("a", was="withdrawn"))
    assert judge.says(headline("b")) == "new"
    assert judge.says(headline("c")) == "repeat"


# ── windows and the clock ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("after", "says"), [(WINDOW, "repeat"), (WINDOW + 0.001, "new")])
def test_words_make_a_repeat_within_the_window(judge: Judge, after: float, says: str) -> None:
    judge.take(headline("a"))
    assert judge.says(headline("b", at=after)) == says


def test_what_is_posted_daily_in_the_same_words_is_told_again_after_the_window(
    judge: Judge,
) -> None:
    days = [judge.says(headline(str(day), at=day * 24 * HOUR)) for day in range(6)]
    assert days == ["new", "repeat", "repeat", "new", "repeat", "repeat"]


def test_the_clock_never_runs_back(judge: Judge) -> None:
    judge.take(headline("a", FLOOD))
    judge.take(headline("b", at=WINDOW + 1))
    assert judge.says(headline("c", FLOOD, at=5)) == "new"
    assert judge.index.now == START + timedelta(seconds=WINDOW + 1)
    assert judge.says(headline("d", at=5)) == "repeat"


def test_a_headline_that_says_nothing_does_not_move_the_clock(judge: Judge) -> None:
    """It is not in the log, so a judge that starts from the log would know nothing of it."""
    judge.take(headline("a"))
    judge.take(headline("b", FLOOD))
    assert judge.says(headline("b", FLOOD, at=WINDOW + 9)) is None
    assert judge.says(headline("c", at=WINDOW)) == "repeat"


def test_an_item_is_known_for_keep_after_it_was_last_told() -> None:
    judge = Judge(window=10, keep=100)
    judge.take(headline("a"))
    assert judge.take(headline("a", STRONG, at=100, was="edited")).revision == 2
    assert judge.take(headline("a", FLOOD, at=200, was="edited")).revision == 3
    assert judge.says(headline("a", FLOOD, at=299, was="edited")) is None


def size(held: object) -> int:
    """All that an index holds, in whatever parts."""
    if isinstance(held, dict | list | deque):
        return len(held)
    return sum(map(size, vars(held).values())) if hasattr(held, "__dict__") else 0


@pytest.mark.parametrize(("window", "keep"), [(10, 100), (100, 10)])
def test_after_keep_and_window_nothing_is_left(window: float, keep: float) -> None:
    judge = Judge(window=window, keep=keep)
    for number in range(60):
        shown = ("new", "new", "edited", "withdrawn")[number % 4]
        title = f"{QUAKE} {number % 7}"
        judge.take(headline(str(number // 3), title, at=number, was=shown))  # type: ignore[arg-type]
    assert size(judge.index) > 20
    judge.take(headline("last", FLOOD, at=60 + 100 + 1))
    assert list(judge.index.items) == list(judge.index.stories) == ["last"]
    assert len(judge.index) == 1
    # item, story, told in order (when, item, story); report, its story; what it is found and weighed by,
    # and its words
    assert size(judge.index) == 7 + 2 * len(Reports.rare(FLOOD)) + len(FLOOD.split())
    assert len(judge.index._reports._kept._candidates) == 1


# ── the theory: the index is the fold of the log ──────────────────────────────────────────────

shown_headlines = st.builds(
    headline,
    st.sampled_from("abcd"),
    st.sampled_from([QUAKE, "زلزالٌ في الشمال", STRONG, FLOOD, "☂"]),
    at=st.integers(0, 30).map(float),
    was=st.sampled_from(["new", "edited", "marked", "withdrawn"]),
    source=st.sampled_from(["nahr", "sawt"]),
    marked=st.booleans(),
)
streams = st.lists(st.tuples(shown_headlines, st.sampled_from(URGENCIES)), max_size=25)


@given(streams, st.sets(st.integers(0, 24)), st.integers(1, 20), st.integers(1, 20))
def test_verdicts_follow_from_the_order_alone_wherever_a_worker_died(
    stream: Sequence[tuple[Headline, UrgencyName]], deaths: set[int], window: int, keep: int
) -> None:
    """Rebuilt from the events of its log at any points, the judge goes on as if nothing had been."""
    steady, dying = Judge(window, keep), Judge(window, keep)
    for at, (shown, urgency) in enumerate(stream):
        if at in deaths:
            dying.start_over()
        assert dying.take(shown, urgency) == steady.take(shown, urgency)
    assert dying.log == steady.log


@given(streams)
def test_an_event_happens_once_and_revisions_rise_by_one(
    stream: Sequence[tuple[Headline, UrgencyName]],
) -> None:
    """Within `keep`: what is older is a new item to the publish step."""
    judge = Judge(window=20, keep=100)
    revisions: dict[str, int] = {}
    happened = set()
    for shown, urgency in stream:
        verdict = judge.take(shown, urgency)
        assert verdict.id == shown.id
        if verdict.event is None:
            assert verdict.revision == revisions[shown.id]
            continue
        learnt = shown.was != "new"
        assert verdict.revision == revisions.get(shown.id, int(learnt)) + 1
        revisions[shown.id] = verdict.revision
        triple = (verdict.id, verdict.event, verdict.revision)
        assert triple not in happened
        happened.add(triple)
        assert (verdict.event in ("new", "repeat", "follow")) or verdict.revision > 1


@given(streams)
def test_a_repeat_says_only_what_was_told(
    stream: Sequence[tuple[Headline, UrgencyName]],
) -> None:
    """No headline is passed over that tells what nobody was told: the worse of the two errors."""
    judge, told = Judge(window=100, keep=100), set[str]()
    for shown, urgency in stream:
        verdict = judge.take(shown, urgency)
        if verdict.event is None:
            continue
        title = decode(judge.log[-1][0]).title
        if verdict.event == "repeat":
            assert any(compare(read(title), read(one)).kind == "same" for one in told)
        elif verdict.event != "withdrawn":
            told.add(title)


@given(streams)
def test_the_subscribers_told_of_an_item_add_up(
    stream: Sequence[tuple[Headline, UrgencyName]],
) -> None:
    index, owed = Index(window=100, keep=100), dict[str, set[str]]()
    for at, (shown, urgency) in enumerate(stream):
        verdict = index.judge(shown, urgency)
        if verdict.event:
            to = (f"s{at % 3}",) if at % 2 else ()
            index.fold(event(shown, verdict, urgency, index), to)
            owed.setdefault(shown.id, set()).update(to)
    assert {item: set(told.to) for item, told in index.items.items()} == owed


# ── corrections ───────────────────────────────────────────────────────────────────────────────

BLAST = "مقتل 7 أشخاص بانفجار في كركوك"


def test_a_correction_names_the_item_of_its_outlet_that_it_corrects(judge: Judge) -> None:
    judge.take(headline("a", BLAST))
    found = judge.take(headline("b", "تصحيح: مقتل 5 أشخاص بانفجار في كركوك"))
    assert (found[:4], found.corrects) == (("correction", "b", 1, "a"), "a")


def test_no_outlet_corrects_another_s_item(judge: Judge) -> None:
    judge.take(headline("a", BLAST))
    found = judge.take(headline("b", f"تصحيح: {BLAST} لا تكريت", outlet="sawt.example"))
    assert found.event != "correction"
    assert found.corrects is None


def test_an_item_that_is_edited_into_a_correction_corrects_itself(judge: Judge) -> None:
    judge.take(headline("a", BLAST))
    found = judge.take(headline("a", "تصحيح: مقتل 5 أشخاص بانفجار في كركوك", was="edited"))
    assert (found[:4], found.corrects, found.previous) == (("correction", "a", 2, "a"), "a", BLAST)


def test_a_correction_goes_to_those_who_were_owed_what_it_corrects() -> None:
    index = Index(window=WINDOW, keep=KEEP)
    first = headline("a", BLAST)
    index.fold(event(first, index.judge(first, "routine"), "routine", index), ("desk",))
    assert index.owed("b", "a") == ("desk",)
    assert index.owed("b", None) == ()


def test_an_edit_tells_its_words_in_the_reason(judge: Judge) -> None:
    judge.take(headline("a", BLAST))
    edit = judge.take(headline("a", "مقتل 9 أشخاص بانفجار في كركوك", was="edited"))
    assert edit.reason == "the same item, edited: −7 +9"
