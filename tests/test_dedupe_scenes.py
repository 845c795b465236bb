"""What belongs to an event (workers/dedupe/words/scenes): the lists, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from typing import Any

import msgspec
import pytest

from workers.dedupe import words
from workers.dedupe.comparing.compare import compare
from workers.dedupe.reading.reader import read
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import CONCEPT, OFFICE
from workers.dedupe.words.scenes import SCENES, Scene


def listed() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in (files(words) / "scenes").iterdir():
        if file.name.endswith(".toml"):
            tables: dict[str, dict[str, Any]] = msgspec.toml.decode(file.read_text("utf-8"))
            yield from ((file.name, name, scene) for name, scene in tables.items())


NAMES = frozenset(sense.unit.removeprefix(CONCEPT) for _, sense in concepts.senses())
HELD = frozenset(sense.unit for _, sense in offices.senses())
EXCLUDING = frozenset(CONCEPT + name for name in concepts.RIVALS)


def test_the_lists_say_what_is_looked_for() -> None:
    for file, name, scene in listed():
        where = f"{file}: [{name}]"
        assert scene.keys() <= set(Scene._fields), where
        assert scene["of"], where
        assert scene.get("by") or scene.get("beside") or scene.get("deeds") or scene.get("one"), (
            where
        )
        lists = {what: scene.get(what, []) for what in ("of", "by", "beside", "deeds")}
        lists |= {f"one {at}": group for at, group in enumerate(scene.get("one", []))}
        for what, entries in lists.items():
            assert len(entries) == len(set(entries)), f"{where} {what}: one stands there twice"
            marked = {entry for entry in entries if "_" in entry and entry[0] != OFFICE}
            assert marked <= NAMES, f"{where} {what}: no concept is called so"
            assert {entry for entry in entries if entry[0] == OFFICE} <= HELD, f"{where} {what}"


def test_nothing_goes_without_saying_that_excludes_another() -> None:
    for scene in SCENES:
        assert EXCLUDING.isdisjoint(scene.beside), scene


def test_no_deed_is_one_with_what_it_excludes() -> None:
    for file, name, scene in listed():
        groups: dict[str, int] = {}
        for deed in scene.get("deeds", []):
            for line, group in concepts.RIVALS.get(deed, ()):
                assert groups.setdefault(line, group) == group, f"{file}: [{name}] {line}"


def test_what_is_one_does_not_exclude_itself() -> None:
    for scene in SCENES:
        for group in scene.one:
            for one, other in combinations(sorted(group & EXCLUDING), 2):
                theirs = dict(concepts.RIVALS[one.removeprefix(CONCEPT)])
                for line, side in concepts.RIVALS[other.removeprefix(CONCEPT)]:
                    assert theirs.get(line, side) == side, (one, other, line)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("حريق كبير في سوق الشورجة ببغداد", "ألسنة اللهب تلتهم سوق الشورجة ببغداد بعد اندلاع حريق", "same"),
        ("حريق في مستشفى الحسين بالناصرية", "حريق في مستشفى الحسين بالناصرية وفرق الإطفاء تخمده", "more"),
        ("حريق في مستشفى الحسين بالناصرية", "إصابات بحريق مستشفى الحسين بالناصرية", "more"),
        ("حريق كبير في سوق الشورجة ببغداد", "حريق محدود في سوق الشورجة ببغداد", "other"),
        ("حريق في سوق الكاظمية", "حريق في سوق الكاظمية شمالي بغداد", "same"),
        ("غرق طفلين في بحيرة الحبانية", "غرق طفلين أثناء السباحة في بحيرة الحبانية", "same"),
        ("غرق طفلين في بحيرة الحبانية", "غرق طفلتين أثناء السباحة في بحيرة الحبانية", "other"),
        ("انقلاب حافلة في أسوان وإصابة 12 طالبا", "انقلاب سيارة في أسوان وإصابة 12 طالبا", "other"),
        ("زلزال بقوة 4.7 يضرب ملاطية التركية", "هزة ارتدادية بقوة 4.7 تضرب ملاطية التركية", "more"),
        ("باكستان: 30 قتيلا بتصادم حافلتين", "ارتفاع حصيلة تصادم حافلتين في باكستان إلى 30 قتيلا", "same"),
        ("باكستان: 30 قتيلا بتصادم حافلتين", "ارتفاع حصيلة تصادم حافلتين في باكستان إلى 35 قتيلا", "facts"),
        ("الأنواء تحذر من ضباب كثيف في بغداد غدا", "الأنواء: ضباب كثيف في بغداد غدا", "same"),
        ("تحذير من ضباب كثيف في بغداد غدا", "ضباب كثيف في بغداد", "facts"),
        ("تسمم 40 طالبة في جامعة تكريت", "تسمم 40 طالبة في جامعة تكريت بمبيدات حشرية", "more"),
        ("وفاة الفنان قاسم الملاك", "رحيل الفنان القدير قاسم الملاك بعد صراع مع المرض", "same"),
        ("وفاة الفنان قاسم الملاك", "وفاة زوجة الفنان قاسم الملاك بعد صراع مع المرض", "more"),
        ("تعطيل الدوام في كركوك يوم الأحد", "محافظ كركوك يعلن تعطيل الدوام يوم الأحد", "same"),
        ("تعطيل الدوام في كركوك يوم الأحد", "محافظ كركوك ينفي تعطيل الدوام يوم الأحد", "more"),
        ("مصرف الرشيد يصرف رواتب شهر آب", "مصرف الرشيد يباشر بتوزيع رواتب شهر آب", "same"),
        ("مصرف الرشيد يصرف رواتب شهر آب", "مصرف الرشيد سيباشر بتوزيع رواتب شهر آب", "more"),
        ("مصرف الرشيد يصرف رواتب شهر آب", "مصرف الرشيد يستكمل توزيع رواتب شهر آب", "more"),
    ],
)  # fmt: skip
def test_what_belongs_to_it_is_not_more(first: str, second: str, kind: str) -> None:
    assert compare(read(second), read(first)).kind == kind
