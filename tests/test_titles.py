"""The words of one item: what is taken off, what is no headline; and texts that hold several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from streamer.strips import UNSPLIT, Piece, pieces
from streamer.titles import count, is_control, is_stamp, reads_like_one, tidy


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("15:506 ملايين", "6 ملايين"),
        ("- 15:506 ملايين و770 ألف درهم للمهرجانات", "6 ملايين و770 ألف درهم للمهرجانات"),
        ("- 15:24الجمارك تحبط تهريب المخدرات", "الجمارك تحبط تهريب المخدرات"),
        ("12-03-2019, 09:40 | انفجار في المدينة", "انفجار في المدينة"),
        ("انفجار في المدينة ( 2018/3/21 0:38 )", "انفجار في المدينة"),
        ("انفجار في المدينة15:50", "انفجار في المدينة"),
        ("منذ 5 دقائق | انفجار في المدينة", "انفجار في المدينة"),
        ("+++ Storm passes the coast +++", "Storm passes the coast"),
        ("- • Storm passes - the coast - \u200b•", "Storm passes - the coast"),
        # and what is part of the headline stays
        ("المباراة تنطلق الساعة 20:45", "المباراة تنطلق الساعة 20:45"),
        ("قبل 3 أيام من الانتخابات", "قبل 3 أيام من الانتخابات"),
        ("7:1 فوز كبير للمنتخب", "7:1 فوز كبير للمنتخب"),
        ("« La voie est libre », dit-il", "« La voie est libre », dit-il"),
        ("Games of 28.01.2022 – 29.01.2022", "Games of 28.01.2022 – 29.01.2022"),
        ("15:50", "15:50"),
    ],
)
def test_a_clock_beside_the_words_goes_and_one_within_them_stays(
    written: str, headline: str
) -> None:
    assert tidy(written) == headline


@given(st.text(max_size=80))
def test_tidying_once_more_changes_nothing_for_words_without_digits(text: str) -> None:
    plain = "".join(letter for letter in text if not letter.isdigit())
    assert tidy(tidy(plain)) == tidy(plain)


@pytest.mark.parametrize(
    "words",
    ["33 minutes ago", "منذ ساعة", "19 مـارس.2018 - 22:40", "12:15 - 17/03/2018", "المزيد", "Read more »",
     "آخر الأخبار", "آخر الأخبار المزيد", "速報・新着ニュース 一覧", "إعلان: عروض الصيف", "إعلان",
     "Werbung: Boote", "RSS", "•", "2019"],
)  # fmt: skip
def test_what_says_only_when_or_where_to_is_no_headline(words: str) -> None:
    assert is_control(words)


@pytest.mark.parametrize(
    "words",
    ["6 ملايين", "11 قتيلا في هجوم", "عاجلا أو آجلا", "Advertising pays again",
     "إعلان: نتائج السادس الإعدادي للدور الثاني", "إعلان - موعد انتخابات مجالس المحافظات"]
)  # fmt: skip
def test_what_only_resembles_such_words_is_one(words: str) -> None:
    assert not is_control(words)
    assert not is_stamp(words)


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert count("日韓外相が連携を発信") == 4
    assert reads_like_one("日韓外相が連携を発信へ")
    assert reads_like_one("Ferry resumes today")
    assert not reads_like_one("ATX 3078.02 -0.24% 41.5")
    assert not reads_like_one("Sport")


def cut(block: str) -> list[Piece]:
    node = LexborHTMLParser(f"<body>{block}</body>").css_first("body > *")
    assert node is not None
    return pieces([node])


ONE, TWO, THREE = "تعليق الدوام في ثلاث محافظات", "ارتفاع منسوب النهر", "وصول قافلة المساعدات"


@pytest.mark.parametrize(
    "sign",
    [
        " • ",
        " | ",
        " +++ ",
        "&nbsp;&nbsp;&nbsp;",
        " &nbsp; &nbsp; ",
        "<br>",
        "<img src=dot.gif>",
        " ● ",
    ],
)
@pytest.mark.parametrize("times", [1, 2, 10])
def test_one_text_is_cut_at_its_signs_and_repeats_are_dropped(sign: str, times: int) -> None:
    text = sign.join([ONE, TWO, THREE] * times)
    assert [one.title for one in cut(f"<marquee>{text}</marquee>")] == [ONE, TWO, THREE]


def test_one_nbsp_and_a_line_break_of_the_source_cut_nothing() -> None:
    assert [one.title for one in cut(f"<p>{ONE}&nbsp;\n              {TWO}</p>")] == [
        f"{ONE} {TWO}"
    ]


def test_what_runs_together_is_marked_and_not_guessed() -> None:
    [piece] = cut(
        f"<marquee>{' '.join([ONE, TWO, THREE, ONE[::-1], TWO[::-1], THREE[::-1]])}</marquee>"
    )
    assert piece.skipped == UNSPLIT
    assert piece.title.startswith(ONE)


def test_clocks_before_each_of_several_cut_them() -> None:
    assert [one.title for one in cut(f"<p>- 15:50{ONE} - 15:24 {TWO}</p>")] == [ONE, TWO]


def test_a_mark_before_one_of_several_is_that_ones_and_at_the_head_the_strips() -> None:
    told = [(one.title, one.urgent) for one in cut(f"<p>{ONE} • عاجل | {TWO} • {THREE}</p>")]
    assert told == [(ONE, False), (TWO, True), (THREE, False)]
    assert not any(one.urgent for one in cut(f"<p>عاجل | {ONE} • {TWO}</p>"))


@pytest.mark.parametrize(
    "block",
    ["<div><span>{}</span><span>{}</span></div>", "<div><ul><li>{}<li>{}</ul></div>",
     "<div><div><div class=a>{}</div><i>|</i><div class=a>{}</div></div></div>",
     "<marquee><li>{}<li>{}</marquee>"],
)  # fmt: skip
def test_elements_side_by_side_are_rows(block: str) -> None:
    assert [one.title for one in cut(block.format(ONE, TWO))] == [ONE, TWO]


def test_markup_within_words_is_no_row() -> None:
    assert [one.title for one in cut("<p>مقتل <b>ثلاثة</b> جنود في <i>هجوم</i></p>")] == [
        "مقتل ثلاثة جنود في هجوم"
    ]
