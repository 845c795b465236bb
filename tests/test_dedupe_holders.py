"""Somebody told by his name, by his office, or by both (workers/dedupe/words/holders.toml)."""

from __future__ import annotations

import pytest

from tests.two_titles import kinds
from workers.dedupe.comparing.compare import compare
from workers.dedupe.finding.look import look
from workers.dedupe.reading.reader import read
from workers.dedupe.words import offices
from workers.dedupe.words.holders import told
from workers.dedupe.words.lists import toml


def test_nobody_stands_twice_in_a_table() -> None:
    for table in toml("holders.toml").values():
        for who, (names, held) in table.items():
            assert names, who
            assert held, who
            assert len({*names, *held}) == len(names) + len(held), who


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("وزير الدفاع يتفقد قاعدة سبايكر الجوية", "العباسي يتفقد قاعدة سبايكر الجوية"),
        ("وزير الدفاع العراقي ثابت العباسي يتفقد قاعدة سبايكر", "وزير الدفاع يتفقد قاعدة سبايكر"),
        ("عراقجي يلتقي نظيره المصري في القاهرة", "وزير الخارجية الإيراني يلتقي نظيره المصري في القاهرة"),
        ("بارزاني يلتقي وفدا أوروبيا في أربيل", "مسعود بارزاني يلتقي وفدا أوروبيا في أربيل"),
        ("زيدان والسفير الصيني يبحثان التسليم", "رئيس مجلس القضاء والسفير الصيني يبحثان التسليم"),
    ],
)  # fmt: skip
def test_who_is_told_by_his_name_is_told_by_his_office(first: str, second: str) -> None:
    for one, other in ((first, second), (second, first)):
        assert compare(read(other), read(one)).kind == "same", (one, other)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("وزير الدفاع التركي يتفقد قاعدة سبايكر الجوية", "العباسي يتفقد قاعدة سبايكر الجوية", "more"),
        ("وزير الداخلية يتفقد قاعدة سبايكر الجوية", "العباسي يتفقد قاعدة سبايكر الجوية", "other"),
        ("بارزاني يلتقي وفدا أوروبيا في أربيل", "نيجيرفان بارزاني يلتقي وفدا أوروبيا في أربيل", "other"),
        ("محمد الحلبوسي يلتقي وفدا من الأنبار", "رئيس البرلمان هيبت الحلبوسي يلتقي وفدا من الأنبار", "other"),
        (
            "نائب وزير الخارجية الإيراني يلتقي نظيره المصري في القاهرة",
            "عراقجي يلتقي نظيره المصري في القاهرة",
            "other",
        ),
        ("وزير الدفاع السابق يتفقد قاعدة سبايكر الجوية", "العباسي يتفقد قاعدة سبايكر الجوية", "other"),
        ("مدير مكتب العباسي يتفقد قاعدة سبايكر الجوية", "وزير الدفاع يتفقد قاعدة سبايكر الجوية", "less more"),
    ],
)  # fmt: skip
def test_another_stays_another(first: str, second: str, expected: str) -> None:
    assert kinds(first, second) == expected != "same"


def test_an_office_of_another_people_is_not_his() -> None:
    assert {one.who for one in told(read("وزير الدفاع العراقي يصل").words)} == {"abbasi"}
    assert not told(read("وزير الدفاع الكويتي يصل").words)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("استئناف تصدير نفط الإقليم عبر جيهان", "استئناف تصدير نفط إقليم كردستان عبر جيهان", "same"),
        ("السوداني يصل العاصمة الأمريكية على رأس وفد", "السوداني يصل واشنطن على رأس وفد", "same"),
        ("البرلمان يؤجل جلسة انتخاب رئيسه", "البرلمان يؤجل جلسة انتخاب رئيس البرلمان", "same"),
        ("السوداني يصل العاصمة الإيرانية اليوم", "السوداني يصل واشنطن اليوم", "other"),
        ("الحزب يؤجل جلسة انتخاب رئيسه", "الحزب يؤجل جلسة انتخاب رئيس البرلمان", "other"),
    ],
)  # fmt: skip
def test_what_is_called_shortly(first: str, second: str, kind: str) -> None:
    found = compare(read(second), read(first)).kind
    assert (found == "same") == (kind == "same"), found


def test_a_person_is_found_by_his_name_and_by_his_office() -> None:
    by_name, by_office = (look(title).kin for title in ("العباسي يصل", "وزير الدفاع العراقي يصل"))
    assert set(by_name) == set(by_office)
    assert set(look("وزير الدفاع التركي يصل").kin).isdisjoint(set(by_name) - {"=arrive"})
    assert look("الرئيس التونسي يصل").kin == look("قيس سعيد يصل").kin


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("فرنسا تعين سفيرا جديدا في بغداد", "ماكرون يعين سفيرا جديدا في بغداد", True),
        ("فرنسا تعين سفيرا جديدا في بغداد", "أردوغان يعين سفيرا جديدا في بغداد", False),
        ("فرنسا تقصف مواقع قرب بغداد", "ماكرون يقصف مواقع قرب بغداد", False),
        ("الشيباني يلتقي نظيره الروسي لافروف", "الشيباني يلتقي لافروف", True),
        ("الشيباني يلتقي نظيره الروسي لافروف", "الشيباني يلتقي نظيره الإيراني عراقجي", False),
    ],
)  # fmt: skip
def test_a_head_does_what_his_state_does_by_him(first: str, second: str, same: bool) -> None:
    assert (compare(read(second), read(first)).kind == "same") == same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("نيجيرفان بارزاني يستقبل وفدا من الكونغرس", "رئيس الإقليم يستقبل وفدا من الكونغرس في أربيل", True),
        ("نيجيرفان بارزاني يستقبل وفدا من الكونغرس", "رئيس الإقليم يستقبل وفدا من الكونغرس في دهوك", False),
        ("نيجيرفان بارزاني يستقبل وفدا في بغداد", "رئيس الإقليم يستقبل وفدا في أربيل", False),
        ("أمير قطر يصل مسقط في زيارة رسمية", "أمير قطر يصل سلطنة عمان في زيارة رسمية", True),
        ("أمير قطر يصل مسقط في زيارة رسمية", "أمير قطر يصل الكويت في زيارة رسمية", False),
        ("سعيد يعين رئيسة جديدة للحكومة التونسية", "قيس سعيد يعين رئيسة جديدة للحكومة التونسية", True),
        ("عباس البياتي يلتقي السفير الروسي في بغداد", "محمود عباس يلتقي السفير الروسي في بغداد", False),
        ("محمد سعيد يعين رئيسة جديدة للحكومة", "قيس سعيد يعين رئيسة جديدة للحكومة", False),
    ],
)  # fmt: skip
def test_where_he_is_who_receives_or_comes(first: str, second: str, same: bool) -> None:
    for one, other in ((first, second), (second, first)):
        assert (compare(read(other), read(one)).kind == "same") <= same, (one, other)
    assert (compare(read(first), read(second)).kind == "same") == same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("اعتقال روبرت مردوخ في لندن", "اعتقال مردوخ في لندن", True),
        ("اعتقال جيمس مردوخ في لندن", "اعتقال مردوخ في لندن", False),
        ("اعتقال ماريو لوبيز في لندن", "اعتقال لوبيز في لندن", False),
        ("نانسي كوفالسكي تصل بيروت", "كوفالسكي تصل بيروت", True),
        ("نانسي كوفالسكي تصل بيروت", "كوفالسكي يصل بيروت", False),
        ("لويس كوفالسكي يصل بيروت", "كوفالسكي تصل بيروت", False),
    ],
)
def test_whom_the_name_of_a_family_means(first: str, second: str, same: bool) -> None:
    for one, other in ((first, second), (second, first)):
        assert (compare(read(other), read(one)).kind == "same") == same, (one, other)


def test_a_family_means_nobody_or_somebody_and_women_have_given_names() -> None:
    listed = toml("offices.toml")
    alone = [family for families in listed["alone"].values() for family in families.split()]
    assert not [family for family in alone if offices.of_many(family)]
    assert len(set(alone)) == len(alone)
    assert offices.WOMEN <= offices.GIVEN
