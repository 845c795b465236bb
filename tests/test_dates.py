"""What publishers' dates mean. Cases stand beside their answers in data/dates/."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer import date_words, dates
from tests.absent import not_given

BAGHDAD = ZoneInfo("Asia/Baghdad")
SEEN = datetime(2024, 5, 20, 12, 0, tzinfo=timezone(timedelta(hours=3)))
DATA = Path(__file__).parent / "data" / "dates"
SHARED = Path(__file__).parents[1].parent / "shared" / "feeds" / "dates.txt"

offsets = st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(
    min_value=datetime(1995, 1, 2), max_value=datetime(2099, 12, 30), timezones=offsets
).map(lambda when: when.replace(microsecond=0))
# Text made of what dates are made of reaches further into the reader than letters by chance.
PIECES = """
12 3 2019 1440 99999 09:40 25:61 15h54 9.40 +0300 -99:99 Z GMT EST - / . , : ( ) T م ص هـ مارس رجب
Mar mar. 31 29 شباط feb منذ قبل ago ساعة دقيقتين days اليوم أمس now Asia/Baghdad Asia/.. 1520932969 ٣ ½
"""
pieces = st.sampled_from([*PIECES.split(), " ", "\n", "\0", "\u0640", "\u200f", "\ufdfa", "\ud800"])
hostile = st.one_of(st.text(), st.lists(pieces).map(" ".join), st.lists(pieces).map("".join))


def read(raw: str) -> str | None:
    when = dates.parse(raw, zone=BAGHDAD, seen=SEEN)
    return None if when is None else dates.iso(when)


def cases() -> list[tuple[str, str]]:
    lines = (DATA / "cases.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(raw, answer) for answer, raw in pairs]


@pytest.mark.parametrize(("raw", "answer"), cases())
def test_a_case_means_what_stands_beside_it(raw: str, answer: str) -> None:
    assert read(raw) == (None if answer == "none" else answer)


@pytest.mark.shared
def test_all_dates_met_in_real_feeds_are_read() -> None:
    if not SHARED.exists():
        not_given("THE REAL DATES ARE NOT HERE: ../shared/feeds/dates.txt")
    raws = SHARED.read_text(encoding="utf-8").splitlines()
    answers = (DATA / "shared.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert len(raws) == len(answers) == 48
    assert [(raw, read(raw)) for raw in raws] == list(zip(raws, answers, strict=True))


TWO_WORDS = {1: "كانون الثاني", 10: "تشرين الأول", 11: "تشرين الثاني", 12: "كانون الأول"}


@pytest.mark.parametrize("number", range(1, 13))
def test_every_spelling_of_a_month_is_that_month(number: int) -> None:
    for name in [*date_words.MONTHS[number - 1].split(), TWO_WORDS.get(number, "")]:
        for raw in (f"7 {name} 2021 10:15", f"7-{name.upper()}-2021 10:15"):
            assert not name or read(raw) == f"2021-{number:02}-07T10:15:00+03:00", raw


def test_no_word_means_two_things() -> None:
    """A word added to one row of the table must not already stand in another."""
    rows = [*date_words.MONTHS, *dates.CODES.values(), *dates.HOURS]
    words = [dates._fold(word) for row in rows for word in set(map(dates._fold, row.split()))]
    assert len(words) == len(set(words))


@given(hostile)
def test_no_text_raises_and_every_answer_can_be_written(raw: str) -> None:
    when = dates.parse(raw, zone=BAGHDAD, seen=SEEN)
    if when is not None:
        assert when.utcoffset() is not None
        assert datetime.fromisoformat(dates.utc(when)) - when < timedelta(milliseconds=1)
        assert dates.credible(when, seen=SEEN) in (None, when)


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl"]), max_size=60))
def test_text_without_a_number_is_never_a_calendar_date(raw: str) -> None:
    """Only words counted from first sight mean something without a digit."""
    when = dates.parse(raw, zone=BAGHDAD, seen=SEEN)
    assert when is None or when <= SEEN


@given(moments)
def test_what_iso_writes_is_read_back(when: datetime) -> None:
    again = dates.parse(dates.iso(when), zone=BAGHDAD, seen=SEEN)
    assert again == when
    assert again.utcoffset() == when.utcoffset()


@given(moments)
def test_what_utc_writes_is_read_back(when: datetime) -> None:
    when += timedelta(milliseconds=123)
    assert dates.utc(when).endswith(".123Z")
    assert dates.parse(dates.utc(when), zone=BAGHDAD, seen=SEEN) == when


@given(moments)
def test_rfc_822_dates_are_read(when: datetime) -> None:
    assert dates.parse(format_datetime(when), zone=BAGHDAD, seen=SEEN) == when


@given(moments.filter(lambda when: when > datetime(2001, 9, 10, tzinfo=UTC)))
def test_unix_time_is_read(when: datetime) -> None:
    assert dates.parse(str(int(when.timestamp())), zone=BAGHDAD, seen=SEEN) == when
    assert dates.parse(f"{int(when.timestamp())}000", zone=BAGHDAD, seen=SEEN) == when


@given(moments, st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]))
def test_digits_of_all_scripts_are_equal(when: datetime, script: str) -> None:
    for raw in (f"{when:%d-%m-%Y, %H:%M}", f"{when:%Y/%m/%d %H:%M}", f"{when:%d} آذار {when:%Y}"):
        assert read(raw) is not None
        assert read(raw.translate(str.maketrans("0123456789", script))) == read(raw)


@given(moments, st.sampled_from(["Mon", "Friday", "الأحد", "mer.", "Salı", "Do"]))
def test_the_weekday_is_ignored(when: datetime, weekday: str) -> None:
    raw = f"{when:%d %b %Y %H:%M}"
    assert read(f"{weekday}, {raw}") == read(raw)


@given(st.integers(0, 364))
def test_a_missing_year_is_the_latest_that_is_not_ahead(days: int) -> None:
    when = SEEN - timedelta(days=days)
    assert read(f"{when:%d %b %H:%M}") == dates.iso(when)


def test_a_zone_of_the_source_counts_with_its_clock_changes() -> None:
    """Paris is at +01:00 in winter and at +02:00 in summer."""
    paris = ZoneInfo("Europe/Paris")
    for raw, offset in (("12-01-2024, 09:40", "+01:00"), ("12-07-2023, 09:40", "+02:00")):
        when = dates.parse(raw, zone=paris, seen=SEEN)
        assert when is not None
        assert dates.iso(when).endswith(offset)


def test_an_hour_ago_is_an_hour_ago_when_the_clocks_change() -> None:
    paris = ZoneInfo("Europe/Paris")
    seen = datetime(2024, 3, 31, 1, 30, tzinfo=UTC)  # half an hour after the change
    assert dates.parse("1 hour ago", zone=paris, seen=seen) == seen - timedelta(hours=1)


def test_today_is_the_day_of_the_source_not_of_the_server() -> None:
    """At 22:30 in UTC it is tomorrow in Baghdad."""
    seen = datetime(2024, 5, 20, 22, 30, tzinfo=UTC)
    when = dates.parse("اليوم, 01:20", zone=BAGHDAD, seen=seen)
    assert when == datetime(2024, 5, 21, 1, 20, tzinfo=BAGHDAD)


@pytest.mark.parametrize(("raw", "answer"), cases())
def test_a_case_without_a_clock_names_a_day(raw: str, answer: str) -> None:
    """And none that has one: only words without a clock come out as the beginning of a day."""
    if answer != "none":
        assert dates.is_day(raw) == (
            "T00:00:00" in answer and "24:00" not in raw and ":60" not in raw
        )


def test_a_fraction_is_kept_and_not_shown_in_seconds() -> None:
    when = dates.parse("2019-03-12T09:40:00.123999+03:00", zone=BAGHDAD, seen=SEEN)
    assert when is not None
    assert dates.iso(when) == "2019-03-12T09:40:00+03:00"
    assert dates.utc(when) == "2019-03-12T06:40:00.123Z"


def test_what_lies_more_than_ten_minutes_ahead_is_not_credible() -> None:
    edge = SEEN + timedelta(minutes=10)
    assert dates.credible(edge, seen=SEEN) == edge
    assert dates.credible(edge + timedelta(seconds=1), seen=SEEN) is None


def test_what_is_older_than_news_on_the_web_is_not_credible() -> None:
    assert dates.credible(datetime(1995, 1, 1, tzinfo=UTC), seen=SEEN) is not None
    assert dates.credible(datetime(1994, 12, 31, 23, 59, tzinfo=UTC), seen=SEEN) is None
    assert dates.credible(None, seen=SEEN) is None


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    """A megabyte where a date should be costs no more than a line."""
    assert read("x" * 1_000_000 + " 12-03-2019") is None
    assert read("12-03-2019 " + "1:" * 500_000) is not None
