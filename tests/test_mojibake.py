"""Titles that were spoilt before they were sent: mended exactly, or refused; sound ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.mojibake import mend

TITLE = "مقتل 5 أشخاص في انفجار بالعاصمة بغداد"


@pytest.mark.parametrize(
    "charset", ["cp1252", "latin-1", "cp1256", "cp1251", "koi8-r", "mac_roman", "cp437", "cp1254"]
)
def test_utf8_read_as_something_else_is_mended_or_refused(charset: str) -> None:
    assert mend(TITLE.encode().decode(charset, "replace")) in (TITLE, None)
    assert mend(f"عاجل: {TITLE.encode().decode(charset, 'replace')}") is None


@pytest.mark.parametrize(
    ("real", "taken_for"),
    [("cp1256", "latin-1"), ("cp1256", "cp1252"), ("iso8859-6", "cp1256"), ("cp1256", "iso8859-6")],
)
def test_one_arabic_charset_taken_for_another_is_mended_or_refused(
    real: str, taken_for: str
) -> None:
    assert mend(TITLE.encode(real).decode(taken_for, "replace")) in (TITLE, None)


@pytest.mark.parametrize(
    "title",
    ["???? 5 ????? ?? ??????", "??????? ???????: ??????", "\ufffd\ufffd\ufffd 5",
     TITLE.encode("latin-1", "replace").decode()],
)  # fmt: skip
def test_letters_that_are_lost_are_not_shown(title: str) -> None:
    assert mend(title) is None


@pytest.mark.parametrize(
    "title",
    [TITLE, "ماذا حدث؟؟", "What happened?? Nobody knows", "Why??", "Взрыв в центре Москвы",
     "Шёл Щукин… «Ы»", "L’été à Orléans déjà", "İstanbul'da şiddetli fırtına", "Việt Nam mở cửa",
     "ŸÅ", "قناة café الجديدة", "نظام الـiPhone", "طظ فيك", "Größe ÿ", "東京で地震", "Σεισμός στην Αθήνα"],
)  # fmt: skip
def test_sound_titles_stay_as_they_are(title: str) -> None:
    assert mend(title) == title


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДШЩЪЫ «»—…,.0123456789"))
def test_russian_is_never_called_damaged_nor_changed(text: str) -> None:
    assert mend(text) == text


@given(st.text())
def test_no_text_raises(text: str) -> None:
    once = mend(text)
    assert once is None or "\ufffd" not in once
