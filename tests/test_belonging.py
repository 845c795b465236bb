"""How likely a title belongs to a story, and which reports are asked at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.dedupe.belonging import (
    ENOUGH,
    NONE,
    at_most,
    chance,
    least,
    odds,
    odds_if_meant,
    whole,
    worth,
)
from workers.dedupe.finding.kindred import MOST, Kindred
from workers.dedupe.finding.usual import Usual, counts
from workers.dedupe.reports import Match, Reports, look

WEIGHTS = {"@كركوك": 0.6, "نادر": 1.0}
_AT = datetime(2024, 3, 1, tzinfo=UTC)


def judged(*titles: str) -> list[Match]:
    """Each title told an hour after the one before, by an outlet of its own."""
    reports = Reports(timedelta(hours=48))
    found: list[Match] = []
    for number, title in enumerate(titles):
        item, at = f"item{number}", _AT + timedelta(hours=number)
        match = reports.match(title, f"{number}.example", None, at, lambda item, now: True)
        found.append(match)
        if match.kind != "repeat":
            reports.add(item, match.story or item, title, f"{number}.example", None, at)
    return found


def test_reports_of_one_event_in_quite_other_words_share_a_story() -> None:
    first, second = judged(
        "بلغاريا تتهم حزب الله بتفجير حافلة السياح في بورغاس",
        "صوفيا: تفجير بورغاس نفذه عضوان في حزب الله",
    )
    assert first.kind == "new"
    assert (second.kind, second.story) == ("follow", "item0")


def test_one_event_in_two_places_is_two_stories() -> None:
    titles = (
        "تفجير انتحاري يستهدف مقهى شعبيا في الرمادي",
        "تفجير انتحاري يستهدف مقهى شعبيا في كركوك",
    )
    assert [match.kind for match in judged(*titles)] == ["new", "new"]


def test_what_befalls_two_persons_in_one_way_is_two_stories() -> None:
    titles = ("المحكمة تبرئ عادل عبد المهدي", "المحكمة تبرئ حيدر العبادي")
    assert [match.kind for match in judged(*titles)] == ["new", "new"]


def test_of_two_stories_it_joins_the_likelier_one() -> None:
    last = judged(
        "البرلمان الأوروبي يصوت على سياسة الهجرة",
        "البرلمان يناقش قانون النفط والغاز",
        "خلاف حول قانون النفط والغاز يؤجل جلسة البرلمان",
    )[-1]
    assert (last.kind, last.story) == ("follow", "item1")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_a_story_is_no_likelier_than_its_likeliest_report(chances: list[float]) -> None:
    assert min(chances) - 1e-9 <= whole(chances) <= max(chances) + 1e-9


@given(st.lists(st.floats(0, 1), max_size=5), st.lists(st.floats(0, 1), max_size=5), st.data())
def test_no_reports_that_exclude_a_title_make_more_of_a_story_than_at_most(
    maybe: list[float], others: list[float], data: st.DataObject
) -> None:
    left = [chance for chance in maybe if data.draw(st.booleans())]
    assert whole([*left, *others]) <= at_most(maybe, others) + 1e-9


def test_two_near_reports_of_six_speak_for_a_title_and_six_halfway_do_not() -> None:
    near, far, halfway = chance(3.0), chance(-5.0), chance(-1.6)
    assert whole([near, near, *[far] * 4]) >= ENOUGH > whole([halfway] * 6)


def test_of_two_stories_that_are_likely_enough_the_larger_is_joined_though_it_be_less_likely() -> (
    None
):
    assert worth(0.5, 6, ENOUGH) > worth(0.7, 1, ENOUGH) > 0 > worth(0.2, 6, ENOUGH)
    last = judged(
        "انهيار منجم ذهب في غانا",
        "محاصرون تحت انهيار منجم ذهب في غانا",
        "إنقاذ عمال من انهيار منجم ذهب في غانا",
        "رئيس غانا يقطع إجازته",
        "رئيس غانا يقطع إجازته بعد انهيار منجم الذهب",
    )[-1]
    assert (last.kind, last.story) == ("follow", "item0")


def test_a_number_that_keeps_two_titles_apart_is_told_as_fresh() -> None:
    drowned = "غرق 40 مهاجرا قبالة ليبيا"
    last = judged(drowned, "ارتفاع حصيلة غرق المهاجرين قبالة ليبيا إلى 52")[-1]
    assert last.kind == "follow"
    assert "52" in last.fresh


def test_a_report_that_is_told_apart_says_nothing_of_the_others() -> None:
    assert whole([chance(NONE), chance(1.0)]) == chance(1.0)
    assert whole([chance(NONE)]) == 0


@given(st.floats(0.01, 0.99))
def test_enough_is_the_chance_of_the_least_odds(enough: float) -> None:
    assert chance(least(enough)) == pytest.approx(enough)


def test_what_the_large_model_says_is_added_and_what_is_common_just_now_taken_off() -> None:
    usual = odds_if_meant(0, 0.5, 1, 0.3, 0.3, 20)
    assert odds_if_meant(0, 0.1, 1, 0.3, 0.3, 20) < usual
    assert odds_if_meant(-3, 0.5, 1, 0.3, 0.3, 20) < usual
    assert odds_if_meant(0, 0.5, 48, 0.3, 0.3, 20) < usual
    assert odds_if_meant(0, 0.5, 1, 0.1, 0.3, 20) < usual


def test_odds_rise_with_what_is_shared_and_told_and_fall_with_time_and_distance() -> None:
    usual = odds(0.4, 0.3, 20, 2)
    assert odds(0.5, 0.3, 20, 2) > usual
    assert odds(0.4, 0.4, 20, 2) > usual
    assert odds(0.4, 0.3, 40, 2) > usual
    assert odds(0.4, 0.3, 20, 48) < usual
    assert odds(0.4, 0.3, 20, 2, apart=True) < usual


def test_reports_that_share_the_heaviest_units_are_found_first() -> None:
    kindred = Kindred()
    kindred.add(0, ["@كركوك", "نادر"])
    kindred.add(1, ["@كركوك"])
    kindred.add(2, ["آخر"])
    assert set(kindred.find(["@كركوك", "نادر"], WEIGHTS)) == {0, 1}
    assert kindred.find(["غيره"], WEIGHTS) == []


def test_of_a_unit_that_many_have_the_newest_are_found() -> None:
    kindred = Kindred()
    for number in range(1000):
        kindred.add(number, ["نادر"])
    assert sorted(kindred.find(["نادر"], WEIGHTS)) == list(range(1000 - MOST, 1000))


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=80), st.data())
def test_what_is_forgotten_is_not_found_and_leaves_no_trace(
    told: list[list[str]], data: st.DataObject
) -> None:
    kindred = Kindred()
    for number, units in enumerate(told):
        kindred.add(number, units)
    oldest = data.draw(st.integers(0, len(told)))
    kindred.forget(oldest)
    assert all(number >= oldest for number in kindred.find("abcdef", dict.fromkeys("abcdef", 1.0)))
    kindred.forget(len(told))
    assert len(kindred) == 0


# ── what is usual just now ────────────────────────────────────────────────────────────────────


def weighed_among(title: str, *told: str) -> float:
    usual = Usual()
    for one in told:
        usual.add(look(one).kin)
    unit = look(title).kin[0]
    return usual.weighed(look(title).own).weights[unit]


def test_what_every_title_tells_weighs_little_however_rare_the_table_has_it() -> None:
    among = [f"زقزوق {word}" for word in ("الري", "الجسر", "المصرف", "القطار", "الميناء") * 40]
    alone = weighed_among("زقزوق")
    assert weighed_among("زقزوق", among[0]) == alone
    assert weighed_among("زقزوق", *among) < 0.2 * alone


def test_of_a_story_the_first_report_counts_and_one_more_when_it_has_doubled() -> None:
    assert [told + 1 for told in range(40) if counts(told)] == [1, 2, 4, 8, 16, 32]


def test_what_is_rarer_just_now_than_in_the_table_keeps_its_weight() -> None:
    assert weighed_among("القاهرة", *["زلزال"] * 500) == weighed_among("القاهرة")


def test_titles_that_share_a_theme_and_no_event_stay_apart() -> None:
    theme = "زقزوق طرخون"
    events = (
        "انهيار جسر على النهر", "استقالة محافظ المصرف المركزي", "حريق في مصفاة النفط",
        "فوز المنتخب بكأس القارة", "تأجيل امتحانات الجامعة", "اكتشاف مقبرة فرعونية",
        "إضراب سائقي القطارات", "هبوط أسعار القمح", "عودة الرحلات إلى المطار", "تعيين قائد للدرك",
        "مهرجان للسينما المستقلة", "غرق قارب صيد", "سجن صحفي معارض", "زيادة رواتب المعلمين",
        "وفاة شاعر كبير", "إغلاق سوق الماشية",
    )  # fmt: skip
    found = judged(*(f"{event} {theme}" for event in events))
    assert sum(match.kind == "new" for match in found[4:]) >= 10


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=40), st.data())
def test_what_is_forgotten_weighs_nothing(told: list[list[str]], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(told)))
    usual, only = Usual(), Usual()
    for kin in told:
        usual.add(kin)
    for kin in told[:gone]:
        usual.forget(kin)
    for kin in told[gone:]:
        only.add(kin)
    assert vars(usual) == vars(only)
