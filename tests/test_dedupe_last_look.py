"""What still tells two titles apart of which all else is one: who votes, who does it, ما, tomorrow."""

from __future__ import annotations

import pytest

from tests.two_titles import kinds
from workers.dedupe.comparing.compare import compare
from workers.dedupe.reading.reader import read


@pytest.mark.parametrize(
    "house", ["برلمان كردستان", "مجلس محافظة البصرة", "مجلس كركوك", "البرلمان العراقي", "البرلمان"]
)
def test_at_home_to_vote_on_it_is_to_pass_it(house: str) -> None:
    assert kinds(f"{house} يقر الموازنة", f"{house} يصوت على الموازنة") == "same"


@pytest.mark.parametrize(
    "house", ["الكنيست", "البرلمان التركي", "مجلس مدينة لندن", "برلمان ألمانيا"]
)
def test_abroad_to_vote_on_it_is_not_to_pass_it(house: str) -> None:
    assert kinds(f"{house} يقر الموازنة", f"{house} يصوت على الموازنة") == "other"


@pytest.mark.parametrize(
    ("deed", "word"),
    [("تضرب بغداد", "أمطار"), ("تغلق أبوابها", "المدارس"), ("تمنح الموظفين إجازة", "الحكومة")],
)
def test_what_is_decreed_or_forecast_is_not_done_where_no_day_is_said(deed: str, word: str) -> None:
    assert compare(read(f"{word} {deed}"), read(f"{word} {deed} غدا")).kind == "less"


def test_what_was_for_tomorrow_is_done_where_it_is_told_without_a_day() -> None:
    found = compare(read("السوداني يصل أنقرة"), read("السوداني يصل أنقرة غدا"))
    assert (found.kind, [part.unit for part in found.adds]) == ("facts", ["=arrive"])


@pytest.mark.parametrize("verbs", ["يلتقي تلتقي", "يستقبل تستقبل", "يهدد تهدد"])
def test_a_ministry_meets_and_threatens_like_its_minister(verbs: str) -> None:
    his, its = verbs.split()
    assert (
        kinds(f"وزير الخارجية {his} السفير التركي", f"وزارة الخارجية {its} السفير التركي") == "same"
    )


@pytest.mark.parametrize("verbs", ["يعتذر تعتذر", "يستقيل تستقيل", "يزور تزور"])
def test_a_ministry_does_not_resign_apologize_or_travel(verbs: str) -> None:
    his, its = verbs.split()
    assert kinds(f"وزير الخارجية {his} من دمشق", f"وزارة الخارجية {its} من دمشق") == "other"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("الوزير: ما نحتاجه وقف الحرب", "الوزير: نحتاج وقف الحرب", "same"),
        ("الوزير: ما نريد هو وقف الحرب", "الوزير: نريد وقف الحرب", "same"),
        ("الوزير: ما نريد وقف الحرب", "الوزير: نريد وقف الحرب", "other"),
        ("الحزب: ما قتلناه في بيروت", "الحزب: قتلناه في بيروت", "other"),
    ],
)
def test_ma_is_what_where_the_verb_has_it_for_its_object(
    first: str, second: str, kind: str
) -> None:
    assert kinds(first, second) == kind


def test_who_is_about_to_do_it_intends_to_and_has_not_done_it() -> None:
    about_to = read("الحكومة بصدد رفع أسعار الوقود")
    assert kinds("الحكومة بصدد رفع أسعار الوقود", "الحكومة تعتزم رفع أسعار الوقود") == "same"
    found = compare(read("الحكومة ترفع أسعار الوقود"), about_to)
    assert (found.kind, found.adds[0].unit) == ("facts", "=raise")


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("الداخلية: قد تم القبض على منفذ الهجوم", "الداخلية: القبض على منفذ الهجوم", "same"),
        ("التحالف قد نفذ غارات على صعدة", "التحالف ينفذ غارات على صعدة", "same"),
        ("الفصائل قد تنفذ هجوما في أربيل", "الفصائل تنفذ هجوما في أربيل", "other"),
    ],
)
def test_qad_before_a_past_says_that_it_was_done(first: str, second: str, kind: str) -> None:
    assert kinds(first, second) == kind


def test_a_minister_who_prepares_for_it_or_sheds_light_on_it_is_his_ministry() -> None:
    assert kinds("وزير الداخلية يحضر لخطة أمنية", "وزارة الداخلية تحضر لخطة أمنية") == "same"
    assert (
        kinds("وزير المالية يلقي الضوء على العجز", "وزارة المالية تلقي الضوء على العجز") == "same"
    )
    assert kinds("وزير الداخلية يحضر مؤتمر ميونخ", "وزارة الداخلية تحضر مؤتمر ميونخ") == "other"


def test_ma_behind_a_verb_is_what() -> None:
    assert kinds("إيران تنتج ما تحتاجه من القمح", "إيران تنتج ما تحتاج من القمح") == "same"
    assert kinds("الحزب يؤكد: ما وافقنا على القانون", "الحزب يؤكد: وافقنا على القانون") == "other"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("السوداني: ما وعدنا به تحقق", "السوداني: تحقق ما وعدنا به", "same"),
        ("الأونروا: ما يحصل في غزة مجاعة", "الأونروا: مجاعة تحصل في غزة", "same"),
        ("الحزب: القانون ما وافقنا عليه", "الحزب: وافقنا على القانون", "other"),
        ("الحزب: القانون ما نقبله", "الحزب: نقبل القانون", "other"),
        ("الوزير: الرواتب ما صرفناها", "الوزير: صرفنا الرواتب", "other"),
    ],
)
def test_ma_denies_behind_the_noun_that_it_speaks_of(first: str, second: str, kind: str) -> None:
    assert kinds(first, second) == kind
