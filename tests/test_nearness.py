"""What the large model's vectors are turned by: learnt from titles of one event in other words."""

from __future__ import annotations

import numpy as np

from workers.classify.training import nearness, texts

LEAD = "أعلنت الشركة اليوم افتتاح مصنع جديد للأسمنت في المدينة الساحلية بكلفة كبيرة"
OTHER = "قال الوزير إن المفاوضات مع صندوق النقد تستأنف الأسبوع المقبل في العاصمة"


def item(title: str, lead: str, published: str = "2013-02-08") -> texts.Item:
    return texts.Item(title, lead, "egypt2013", "nahr", "all", published, marked=False)


def test_titles_over_nearly_one_lead_within_days_are_of_one_event() -> None:
    items = [
        item("افتتاح مصنع للأسمنت", LEAD),
        item("الوزير: المفاوضات تستأنف قريبا", OTHER),
        item("شركة تبدأ الإنتاج في المدينة", LEAD + " اليوم"),
        item("افتتاح مصنع للأسمنت غدا", LEAD),
        item("شركة أخرى تبدأ عملها", LEAD, "2013-03-20"),
    ]
    assert set(nearness.pairs(items)) == {(0, 2), (2, 3)}


def test_days_of_events_that_are_held_back_teach_nothing() -> None:
    days = ("2013-02-17", "2013-02-20", "2013-02-23", "")
    assert [one.published for one in nearness.usable([item("ا ب", LEAD, day) for day in days])] == [
        "2013-02-17",
        "2013-02-23",
    ]


def test_what_wording_changes_counts_less_once_it_is_turned() -> None:
    dice = np.random.default_rng(1)
    events = dice.normal(size=(200, 256)).astype(np.float32)
    wording = np.zeros((200, 256), np.float32)
    wording[:, 0] = 8 * dice.normal(size=200)
    vectors = np.concatenate([events, events + wording])
    middle, turn = nearness.turned(vectors, [(at, at + 200) for at in range(200)])
    shrunk = np.linalg.norm((vectors - middle) @ turn, axis=1)
    moved = np.linalg.norm((vectors[:200] - vectors[200:]) @ turn, axis=1)
    plain = np.linalg.norm(wording, axis=1) / np.linalg.norm(vectors[:200], axis=1)
    assert np.median(moved / shrunk[:200]) < 0.5 * np.median(plain)
