"""The language of a headline, from its script, its letters and its short words.

Headlines are short, so this asks for little and promises little: the languages of the region and
of its agencies. Script first (Arabic letters win from a third of all letters on, since Arabic
headlines carry Latin names); within a script every letter or short word that a language owns is a
vote for it (languages.toml). No votes, or as many for two: `und`. It works on the text as written,
because folding takes away the very letters that tell.

Codes are BCP 47: ar, ckb (Sorani), ku (Kurmanji in Latin letters), fa, ur, he, tr, en, fr, es, de.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from streamer.text import direction
from workers.classify.lists import Languages, Tongue

RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "fa", "he", "ur"})

_ARABIC: Final = re.compile("[\u0621-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f]+")
_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER: Final = re.compile("[A-Za-z\u00c0-\u024f\u05d0-\u05ea]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SORANI_LETTERS: Final = "ێۆڕڵەڤ"
_URDU_LETTERS: Final = "ٹڈڑںے"
_SORANI: Final = re.compile(f"[{_SORANI_LETTERS}]")
_ARTICLE: Final = re.compile(r"\bال")
_URDU: Final = re.compile(f"[{_URDU_LETTERS}]")


class Ear:
    """Tells languages; made once from languages.toml."""

    def __init__(self, languages: Languages) -> None:
        self._arabic = _known(languages.arabic)
        self._latin = _known(languages.latin)
        others = _SORANI_LETTERS + _URDU_LETTERS + languages.arabic["fa"].letters
        self._tells = re.compile(f"[{re.escape(others)}]").search
        self._not_plain = re.compile(f"{_OTHER.pattern[:-1]}{re.escape(others)}]").search

    def tell(self, text: str) -> str:
        """The BCP 47 code of the language of `text`, or `und`."""
        plain = not self._not_plain(text) and _ARABIC.search(text)
        if plain and self._arabic["fa"].words.isdisjoint(text.split()):
            return "ar"  # the common case: Arabic letters alone, and none that tells
        arabic = sum(map(len, _ARABIC.findall(text)))  # runs of letters, not letters: quicker
        if arabic * 3 >= len(text) > 0:
            return self._tell_arabic_script(text, arabic)
        latin, hebrew = len(_LATIN.findall(text)), len(_HEBREW.findall(text))
        if not arabic + latin + hebrew:
            return "und"
        if hebrew > arabic and hebrew * 2 >= latin:
            return "he"
        if arabic * 2 >= latin:
            return self._tell_arabic_script(text, arabic)
        return self._tell_latin_script(text)

    def _tell_arabic_script(self, text: str, letters: int) -> str:
        words = _WORD.findall(text)
        if not self._tells(text) and self._arabic["fa"].words.isdisjoint(words):
            return "ar"  # the common case: no letter and no word speaks for another
        # One letter of Sorani in 25 is enough: it writes its vowels, a fifth of all letters.
        # ڤ alone is not: Arabic writes foreign names with it.
        sorani = _SORANI.findall(text)
        if len(sorani) * 25 >= letters and set(sorani) != {"ڤ"}:
            return "ckb"
        if _URDU.search(text):
            return "ur"
        persian = self._arabic["fa"].votes(text, words)
        if not persian:
            return "ar"
        articles = len(_ARTICLE.findall(text))
        return "fa" if persian > self._arabic["ar"].votes(text, words) + 2 * articles else "ar"

    def _tell_latin_script(self, text: str) -> str:
        lower = text.replace("İ", "ı").lower()  # lower() makes two characters of the Turkish İ
        words = _WORD.findall(lower)
        votes = {lang: own.votes(lower, words) for lang, own in self._latin.items()}
        best, second = sorted(votes.values(), reverse=True)[:2]
        return max(votes, key=votes.__getitem__) if best > second else "und"


def reading(lang: str, text: str) -> Literal["rtl", "ltr"]:
    """Which way to set a text of `lang` (a BCP 47 tag, or `und`)."""
    if lang.lower().partition("-")[0] in RIGHT_TO_LEFT:
        return "rtl"
    return "rtl" if direction(text) == "rtl" else "ltr"


class _Own(NamedTuple):
    """What speaks for a language."""

    letters: re.Pattern[str] | None
    words: frozenset[str]

    def votes(self, text: str, words: Sequence[str]) -> int:
        letters = len(self.letters.findall(text)) if self.letters else 0
        return letters + 2 * sum(map(self.words.__contains__, words))


def _known(tongues: dict[str, Tongue]) -> dict[str, _Own]:
    return {
        lang: _Own(
            re.compile(f"[{re.escape(tongue.letters)}]") if tongue.letters else None,
            frozenset(tongue.words),
        )
        for lang, tongue in tongues.items()
    }
