"""The mark that a publisher puts before a headline to say that it is urgent: عاجل, BREAKING, …

    🔴 خبر عـــاجل | #عاجل .. انفجار في كركوك
    └──────── marks and separators ──┘ └ the headline

A word is a mark by where it stands and by what stands around it, and the tables below say so:

    عاجل انفجار في كركوك      a mark, even with nothing but a space behind it
    عاجلاً · اجتماع عاجل        another word; not in front
    Breaking: … · [Urgent] …   a mark, set apart by a separator, a bracket or a hashtag
    URGENT fire in Mosul       a mark, shouted while the rest is not
    Urgent care centers close  two ordinary words; so are فوری and بەپەلە without a separator

Quotes, hashtags, flags and minus signs behind the mark belong to the headline and stay. Repetitions
are possessive, so that a failed match costs one reading.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

import regex

_PLAIN = ("خبر عاجل", "عاجل")
_SHOUTED = ("breaking news", "breaking", "urgent", "son dakika")
_SET_APART = (*_SHOUTED, "خبر فوری", "فوری", "هەواڵی بەپەلە", "بەپەلە", "أخبار عاجلة")

_SPELLINGS = {"i": "iıİ", "ی": "یيى", "ە": "ەه", "ه": "هە", "ة": "ةه", "أ": "أا"}
for _point in chain(range(0xFB50, 0xFF00), range(0xFF21, 0xFF5B), range(0x1D400, 0x1D800)):
    # Presentation forms, full-width and mathematical letters: ﻋﺎﺟﻞ, ＢＲＥＡＫＩＮＧ, 𝗕𝗥𝗘𝗔𝗞𝗜𝗡𝗚
    _like = unicodedata.normalize("NFKC", chr(_point)).casefold()
    if len(_like) == 1 and _like.isalpha():
        _SPELLINGS[_like] = _SPELLINGS.get(_like, _like) + chr(_point)


def _spelt(marks: tuple[str, ...]) -> str:
    """A pattern for any of the marks in any case, with tashkeel and tatweel between the letters."""
    stretch = "[\u0640\u064b-\u065f\u0670\u0300-\u036f\u200c]*+"
    letters = {c: f"[{_SPELLINGS.get(c, c)}{c.upper()}]{stretch}" for c in "".join(marks)}
    letters[" "] = r"[\s_]++"
    return "(?:" + "|".join("".join(letters[c] for c in mark) for mark in marks) + ")"


_UNSEEN = r"\s\u200d-\u200f\u061c\ufe0e\ufe0f"
_ALARM = "🔴🔵\U0001f7e0-\U0001f7eb⚡🚨❗❕‼🛑⚠📢📣🔥🆕⭕🔻🔺▪▫◾◼■□●○◆◇♦►▶◄◀➤★☆"
_SIGNS = rf":|!…/\\—–―•·*~：｜！{_ALARM}"
_SEPARATORS = rf"(?:[{_UNSEEN}{_SIGNS}.,،؛;_\u0640]|-(?!\p{{Nd}})|[«»<>]++(?=\s))*+"
_SEPARATED = (  # by more than a space: "Breaking-up", "Urgent, he said" are not
    rf"(?=[{_UNSEEN}]*+(?:[{_SIGNS}]|\.(?=[\s.]|\Z)|-(?=\s)|[«»<>]++(?=\s)|(?<=\s)[-\u0640]))"
)
_ENDED = r"(?![\p{L}\p{M}\p{N}؟?)\]}%])"
_ANY = f"(?:{_spelt(_PLAIN)}|{_spelt(_SET_APART)})"
_MARK = regex.compile(
    rf"{_SEPARATORS}(?:"
    rf"[\[({{【]\s*+[#＃]?{_ANY}{_SEPARATORS}[\])}}】]"
    rf"|[\"«“”„'‘]\s*+{_ANY}{_SEPARATORS}[\"»”“'’]{_SEPARATED}"
    rf"|[#＃]{_ANY}(?!_){_ENDED}"  # "#عاجل_العراق" is another hashtag
    rf"|{_spelt(_PLAIN)}{_ENDED}"
    rf"|{_spelt(_SET_APART)}{_SEPARATED}"
    rf"|(?P<shouted>{_spelt(_SHOUTED)}){_ENDED}"
    rf")-?+{_SEPARATORS}"
)
_LETTER = "[\u0621-\u063a\u0641-\u064a]"
UNMARKED = re.compile(
    # Letters and digits with which no mark begins, and pairs of letters; a quote or bracket before them.
    rf"""["'«“(\[]?(?:[0-9AC-RTV-Zac-rtv-z]|(?![اأبخعفه]){_LETTER}"""
    rf"|[اأ](?!خ){_LETTER}|ب(?!ه){_LETTER}|خ(?!ب){_LETTER}|ع(?!ا){_LETTER}|ف(?!و){_LETTER})"
)
"""How a text begins that has no mark before it, to be asked first; there are others without one."""
_FIRST = {c for mark in (*_PLAIN, *_SET_APART) for c in _SPELLINGS.get(mark[0], mark[0])}
_NONE_BEGINS = frozenset(map(chr, chain(range(0x621, 0x63B), range(0x641, 0x64B)))) - _FIRST
"""Arabic letters with which most headlines begin, and no mark: seen at once."""
_REST = 200
"""How many characters of the rest are asked whether they shout too; fewer than any title keeps."""


def after_marks(text: str) -> int:
    """Where the headline begins behind its leading marks, however many; 0: there is none.

    `text` is clean (see `streamer.text`). A text that is only marks gives its length.
    """
    if text[:1] in _NONE_BEGINS:
        return 0
    start = end = 0
    while found := _MARK.match(text, end):
        shouted, end = found["shouted"], found.end()
        if shouted and not shouted.isupper():
            break
        if not (shouted and text[end : end + _REST].isupper()):  # else the next mark may tell
            start = end
    return start
