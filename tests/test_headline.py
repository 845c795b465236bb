"""Headlines: what becomes of an entry, and which entries are the same item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer import headline
from streamer.headline import DECODER, ENCODER, Headline, Item, first_sight, identity, moment, read
from streamer.outlet import registrable
from streamer.settings import SourceSettings
from streamer.sources import Entry

SEEN = datetime(2019, 3, 12, 6, 40, 31, 123456, UTC)
FEED = SourceSettings(
    name="nahr-feed", kind="feed", url="https://nahr.example/rss.xml", outlet="nahr.example",
    timezone="Asia/Baghdad",
)  # fmt: skip
TICKER = msgspec.structs.replace(
    FEED, name="nahr-ticker", kind="ticker", url="https://nahr.example/"
)
OTHER = msgspec.structs.replace(
    FEED, name="sawt", url="https://sawt.example/rss", outlet="sawt.example"
)
ARTICLE = "https://nahr.example/209345-انهيار-جسر.html"

moments = st.datetimes(
    datetime(1970, 1, 2), datetime(2199, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))])
)  # fmt: skip


def entry(title: str = "انهيار جسر في الموصل", **fields: Any) -> Entry:
    return Entry(title=title, **fields)


def items(*entries: Entry, source: SourceSettings = FEED) -> list[Item]:
    return read(source, entries, SEEN)


def one(source: SourceSettings = FEED, **fields: Any) -> Item:
    [item] = items(entry(**fields), source=source)
    return item


def share(first: Item, second: Item) -> bool:
    return not set(first.aliases).isdisjoint(second.aliases)


# ── ids ───────────────────────────────────────────────────────────────────────────────────────


@given(st.text(), moments)
def test_an_id_follows_from_alias_and_first_sight_and_tells_when_that_was(
    alias: str, seen: datetime
) -> None:
    made = identity(alias, seen)
    assert made == identity(alias, seen.astimezone(UTC))
    assert len(made) == 20
    assert made.isascii()
    assert made.isalnum()
    assert made.startswith(moment(seen))
    assert first_sight(made) == seen - timedelta(microseconds=seen.microsecond % 1000)


@given(st.tuples(st.text(), moments), st.tuples(st.text(), moments))
def test_ids_sort_by_first_sight(one: tuple[str, datetime], other: tuple[str, datetime]) -> None:
    first, second = identity(*one), identity(*other)
    if first_sight(first) < first_sight(second):
        assert first < second


def test_two_aliases_seen_at_once_have_two_ids() -> None:
    assert len({identity(str(alias), SEEN) for alias in range(2000)}) == 2000


@pytest.mark.parametrize("foreign", ["", "k3v9", "u" * 20, "0" * 19, "0" * 21, "ÄÖÜ" * 7])
def test_a_foreign_id_tells_no_first_sight(foreign: str) -> None:
    with pytest.raises(ValueError, match=r"no id|substring"):
        first_sight(foreign)


# ── what becomes of an entry ──────────────────────────────────────────────────────────────────


def test_a_headline_holds_what_the_publisher_wrote() -> None:
    made = one(
        title="عاجل | <b>انهيار</b> جسر\nفي الموصل", url=ARTICLE, summary="<p>لا ضحايا</p>", section=" أمن ",
        published="12-03-2019, 09:40",
    ).headline  # fmt: skip
    assert made == Headline(
        source="nahr-feed", kind="feed", outlet="nahr.example", title="انهيار جسر في الموصل", marked=True,
        url=ARTICLE, summary="لا ضحايا", section="أمن", published="2019-03-12T09:40:00+03:00",
        published_raw="12-03-2019, 09:40", published_from="item", seen="2019-03-12T06:40:31.123Z",
    )  # fmt: skip


def test_a_mark_beside_the_title_counts_as_one_in_it() -> None:
    assert one(urgent=True).headline.marked
    assert not one().headline.marked


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2019-03-12T09:50:00+03:00", True),  # within the ten minutes
        ("2019-03-12T09:51:00+03:00", False),
        ("2031-01-01", False),
        ("الساعة", False),
    ],
)
def test_a_date_ahead_of_first_sight_is_none_and_its_words_are_kept(
    published: str, kept: bool
) -> None:
    """Fault 25: a date in the future is no date; its words are kept."""
    made = one(published=published).headline
    assert (made.published is not None) is kept
    assert (made.published_from == "item") is kept
    assert made.published_raw == published


def test_without_a_date_none_is_made_up() -> None:
    """Fault 25: an absent date stays absent."""
    made = one().headline
    assert (made.published, made.published_raw, made.published_from) == (None, None, None)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://nahr.example/a\r\nb\x00", "/x", ""]
)
def test_an_address_that_is_none_is_null_and_the_headline_stays(url: str) -> None:
    made = one(url=url)
    assert made.headline.url is None
    assert made.aliases == one().aliases


def test_skipped_and_empty_entries_are_left_out() -> None:
    left = items(
        entry(skipped="an advertisement"), entry(" <b></b>\u200f "), entry("عاجل"), entry("زلزال")
    )
    assert [item.headline.title for item in left] == ["زلزال"]


def test_long_fields_are_cut() -> None:
    made = one(
        title="كلمة " * 200, section="قسم " * 200, summary="ش" * 5000, published="x" * 5000
    ).headline
    assert made.truncated
    assert len(made.title) <= 300
    assert len((made.section or "").rstrip()) <= 200
    assert len((made.summary or "").encode()) <= 1024
    assert len(made.published_raw or "") <= 100
    assert one(summary="ش" * 5000).headline.truncated
    assert not one(title="ا" * 300).headline.truncated


@pytest.mark.parametrize(
    ("page", "lang"),
    [("ar-IQ", "ar"), ("CKB", "ckb"), ("arabic", ""), ("\ud800", ""), ("1-2", ""), (None, "")],
)
def test_the_language_is_the_pages_primary_one_where_it_is_one(page: str | None, lang: str) -> None:
    [item] = read(FEED, [entry()], SEEN, page)
    assert item.headline.lang == lang


def test_the_sources_own_language_and_topics_win() -> None:
    source = msgspec.structs.replace(FEED, lang="ku", topics=("sports",))
    [item] = read(source, [entry()], SEEN, "ar")
    assert (item.headline.lang, item.headline.topics) == ("ku", ("sports",))


headlines = st.builds(
    Headline,
    id=st.text(), was=st.sampled_from(["new", "edited", "marked", "withdrawn"]), source=st.text(),
    kind=st.text(), outlet=st.text(), title=st.text(), previous=st.none() | st.text(),
    marked=st.booleans(), truncated=st.booleans(), url=st.none() | st.text(),
    summary=st.none() | st.text(), section=st.none() | st.text(), lang=st.text(),
    published=st.none() | st.text(), published_raw=st.none() | st.text(),
    published_from=st.none() | st.text(), seen=st.text(),
    topics=st.lists(st.text(), max_size=2).map(tuple),
)  # fmt: skip


@given(headlines)
def test_the_wire_gives_back_what_was_put_on_it(made: Headline) -> None:
    data = ENCODER.encode(made)
    assert DECODER.decode(data) == made
    assert b"\\u06" not in data  # letters unescaped


anything = st.none() | st.text(st.characters())


@given(
    st.lists(
        st.builds(
            Entry, title=st.text(st.characters()), url=anything | anything.map(lambda x: f"http://nahr.example/{x}"),
            guid=anything, summary=anything, section=anything, published=anything, urgent=st.booleans(),
        ),
        max_size=4,
    ),
    anything,
)  # fmt: skip
def test_any_entries_become_items_that_can_be_sent(entries: list[Entry], lang: str | None) -> None:
    made = read(FEED, entries, SEEN, lang)
    assert len(made) <= len(entries)
    for item in made:
        assert item.aliases
        assert DECODER.decode(ENCODER.encode(item.headline)) == item.headline
    assert len({item.aliases[0] for item in made}) == len(made)


# ── identity ──────────────────────────────────────────────────────────────────────────────────


def test_the_aliases_are_number_then_guid_then_url() -> None:
    full = one(guid="g1", url=ARTICLE).aliases
    assert len(full) == 3
    assert one(guid="g1").aliases == full[1:2]
    assert one(url=ARTICLE).aliases == (full[0], full[2])


def test_an_edited_slug_is_the_same_item_by_its_number() -> None:
    new = one(title="مقتل اثنين بانهيار جسر", url="http://www.nahr.example/209345-مقتل-اثنين.html")
    assert new.aliases[0] == one(url=ARTICLE).aliases[0]
    assert new.print != one(url=ARTICLE).print


def test_a_guid_that_changed_leaves_the_item_its_address() -> None:
    """Fault 25: a guid that changes at each visit leaves the item its address."""
    url = "https://nahr.example/bridge"
    assert share(one(guid="visit-1", url=url), one(guid="visit-2", url=url))


def test_ticker_and_feed_of_an_outlet_know_an_item_by_its_number_and_address() -> None:
    assert share(one(guid="g", url=ARTICLE), one(source=TICKER, url=ARTICLE))
    url = "https://nahr.example/bridge"
    assert share(one(guid="g", url=url), one(source=TICKER, url=url))


def test_a_guid_counts_within_its_source() -> None:
    assert not share(one(guid="1"), one(source=TICKER, guid="1"))


@pytest.mark.parametrize("pattern", ["", r"/(\d+)-"])
def test_no_outlet_can_name_anothers_items(pattern: str) -> None:
    """Not by linking to them, and not by an item of its own under the same number."""
    theirs = msgspec.structs.replace(OTHER, id_pattern=pattern)
    ours = msgspec.structs.replace(FEED, id_pattern=pattern)
    honest = one(source=ours, guid=ARTICLE, url=ARTICLE)
    for url in (
        ARTICLE,
        "https://sawt.example/209345-x.html",
        "https://nahr.example.sawt.example/209345-x",
    ):
        assert not share(honest, one(source=theirs, guid=ARTICLE, url=url))


def test_an_aggregators_links_are_its_own_affair() -> None:
    linked = one(source=OTHER, url=ARTICLE)
    assert linked.aliases == one(source=OTHER, url=ARTICLE, title="غير ذلك").aliases


def test_an_id_pattern_numbers_the_outlet_as_a_whole() -> None:
    source = msgspec.structs.replace(FEED, id_pattern=r"[?&]n=(\d+)")
    assert (
        one(source=source, url="https://nahr.example/a?n=12").aliases[0]
        == one(source=source, url="https://m.nahr.example/b?x=1&n=12").aliases[0]
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://nahr.example",
        "https://www.nahr.example/?utm_source=ticker",
        "https://nahr.example/ar/",
        "https://nahr.example/rss.xml#top",
        "https://sawt.example/",
    ],
)
def test_a_link_to_a_front_page_or_to_the_page_itself_names_nothing(url: str) -> None:
    assert one(url=url).aliases == one().aliases
    assert one(url=url).headline.url == url


def test_without_anything_else_the_title_names_the_item_within_its_source() -> None:
    assert one().aliases == one(title="عاجل: انهيارُ جسرٍ في الموصل!").aliases
    assert not share(one(), one(title="انهيار جسر في أربيل"))
    assert not share(one(), one(source=TICKER))


def test_titles_without_any_word_are_not_all_one_item() -> None:
    assert not share(one(title="☂☂☂"), one(title="☀☀☀"))


def test_an_alias_of_several_items_of_a_document_is_void() -> None:
    """Fault 25: one guid for all names nothing; the items are known by other aliases.

    One guid for all, and one link for all, name nothing; what else there is does."""
    first, second = items(
        entry("زلزال", guid="1", url="https://nahr.example/live"),
        entry("فيضان", guid="1", url="https://nahr.example/live"),
    )
    assert not share(first, second)
    assert first.aliases == one(title="زلزال").aliases
    third, fourth = items(
        entry("زلزال", guid="1", url="https://nahr.example/a"),
        entry("فيضان", guid="1", url="https://nahr.example/b"),
    )
    assert third.aliases == one(url="https://nahr.example/a").aliases
    assert not share(third, fourth)


def test_one_item_shown_twice_in_a_document_is_one() -> None:
    twice = [
        entry(guid="1", url=ARTICLE),
        entry("عاجل - انهيار جسر في الموصل", guid="1", url=ARTICLE),
    ]
    [item] = items(*twice)
    assert item.aliases == one(guid="1", url=ARTICLE).aliases


def test_a_skipped_entry_voids_nothing() -> None:
    [item] = items(entry(guid="1"), entry("إعلان", guid="1", skipped="an advertisement"))
    assert item.aliases == one(guid="1").aliases


def test_many_items_keep_their_order() -> None:
    titles = [f"خبر رقم {number}" for number in range(50)]
    made = items(*(entry(title, guid="same") for title in titles))
    assert [item.headline.title for item in made] == titles


def test_the_alias_of_a_title_is_the_one_that_an_item_falls_back_to() -> None:
    assert one().aliases == (headline.title_alias(one().headline),)


# ── outlets ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("host", "outlet"),
    [
        ("arabic.nahr.example", "nahr.example"),
        ("WWW.bbc.co.uk.", "bbc.co.uk"),
        ("a.b.gov.iq", "b.gov.iq"),
        ("gov.iq", "gov.iq"),
        ("one.github.io", "one.github.io"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
    ],
)
def test_an_outlet_is_a_registrable_domain_or_else_the_host(host: str, outlet: str) -> None:
    assert registrable(host) == outlet


@given(st.text())
def test_any_host_has_an_outlet(host: str) -> None:
    assert registrable(registrable(host)) == registrable(host)
