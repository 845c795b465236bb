"""The words of a title that count: without tags and names of sources that are set apart."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from streamer import text
from workers.dedupe.reading.airports import by_their_towns
from workers.dedupe.reading.in_figures import in_figures
from workers.dedupe.reading.measures import digits_apart, lasting, shares
from workers.dedupe.reading.outlets import set_apart, without_listener, without_publisher
from workers.dedupe.reading.resumed import resumed
from workers.dedupe.reading.sayings import speaker_first
from workers.dedupe.reading.scores import figures, figures_apart, in_words
from workers.dedupe.reading.signs import by_signs
from workers.dedupe.reading.split_phrases import together
from workers.dedupe.reading.spoken_last import according
from workers.dedupe.reading.spoken_last import speaker_first as arabic_speaker_first
from workers.dedupe.reading.sums_and_dates import dates, sums, thousands
from workers.dedupe.reading.teams import as_most_write
from workers.dedupe.reading.wordings import country_first, dateline_first, reworded
from workers.dedupe.words import fillers
from workers.dedupe.words.compound_names import joined
from workers.dedupe.words.renderings import rendered
from workers.dedupe.words.respelt import kin, respelt
from workers.dedupe.words.spelt_out import spelt_out
from workers.dedupe.words.tongues import tongue

LONGEST: Final = 40
"""Words of a title that are looked at; a longer one is no headline."""
_SEPARATOR: Final = re.compile(
    r"(?=[+|｜:：؛;…()\[\]{}.!؟?\-–—/•*])"  # seen at once where none can begin
    r"(?:[|｜:：؛;…()\[\]{}]|\.{2,}|!|؟|\?|\+\+|(?<=\s)[-–—/•*](?=\s)|(?<=\S)[-–—/](?=\s)|(?<=\s)[-–—](?=\S))+"
)
_SIGN: Final = re.compile(r"[+|｜:：؛;…()\[\]{}!؟?\-–—/•*\"«“$€£#]|\.[.\d]")
"""Stands in every separator, and in all else that is looked for here: most titles have none, and this is
seen much sooner."""
_LATIN: Final = re.compile("[a-zیکپچژگ۰-۹]")
_LEADS: Final = re.compile(r"[:：|｜…]|\.{2}|[-–—]$")
"""Behind what stands before the rest: who speaks, where it happened, what it is about."""
_AN_OUTLET: Final = frozenset(
    ["صحيفه", "قناه", "اذاعه", "مجله", "جريده", "اذاعيه", "تلفزيونيه", "فضاييه", "اخباريا"]
)
"""Ends a headline of an outlet, which is named behind it: إغلاق صحيفة: الديار."""
_QUOTED: Final = re.compile(r"[\"«“](\w{2,12}(?: \w{2,12})?)[\"»”]\s*$")
"""A tag may stand in quotation marks at the end."""
_AGENCY: Final = re.compile(r"^(?:UPDATE|WRAPUP|RPT|REFILE)(?: \d)?\s?-\s?")
"""An agency's own mark of a newer version."""
_HASHTAGS: Final = re.compile(r"(?<=\S)(?:\s*#\w+)+\s*$")
_COMMA: Final = re.compile(r"[,،](?=\s)")
"""Ends a clause, in Latin letters and their neighbours: Arabic writes it wherever it likes."""
_PERIOD: Final = re.compile(r"^([^.:]{2,24})\. (?=\S)")
_OBJECT_FIRST: Final = re.compile(
    r"^Den (?P<whom>\w+) (?P<does>[a-zäöüß]\w+) (?P<who>[dD](?:er|ie|as) \w+|[A-ZÄÖÜ]\w+)\b"
)
"""Whom it is done to, put first as German may."""
_NO_BREAKS: Final[frozenset[int]] = frozenset()
_FROM: Final = "عن"
_BY_SO_MUCH: Final = "بنسبه"
_SOURCES: Final = frozenset(
    ["مسوول", "مسوولين", "مسوولون", "مصدر", "مصادر", "مصدرين", "دبلوماسيين", "دبلوماسي", "شهود"]
)
_OMAN: Final = "عُمان"
_SULTANATE: Final = re.compile(r"(?<!سلطنة )(?<!خليج )(?<!بحر )عُمان(?!\w)")
"""Told from Amman by its vowel, which a fold takes."""


def segments(title: str) -> tuple[list[str], int, frozenset[int]]:
    """The folded words that count; how many of them stand before a colon or are set apart first; and at which
    of them something else begins."""
    title = " ".join(title.split())  # of a thousand spaces a pattern would try each
    told_in = tongue(title)
    if told_in:
        title = _AGENCY.sub("", title)
        title = _COMMA.sub(
            " ; ",
            country_first(
                dateline_first(speaker_first(_PERIOD.sub(_tagged, title), told_in), told_in)
            ),
        )
        title = figures_apart(title)
        if told_in == "german":
            title = _OBJECT_FIRST.sub(r"\g<who> \g<does> den \g<whom>", title)
        title = thousands(title, told_in)
    else:
        title = by_signs(title)
    if _LATIN.search(title):
        title = reworded(spelt_out(in_figures(title, told_in), told_in))
    if _OMAN in title:
        title = _SULTANATE.sub("سلطنة عمان", title)
    if not _SIGN.search(title):
        return _one(rendered(_split(title), told_in)[:LONGEST], told_in)
    if '"' in title or "«" in title or "“" in title:
        title = _QUOTED.sub(_quoted, title)
    if "#" in title:
        title = _HASHTAGS.sub(_untold, title)
    title = sums(title)
    if "-" in title or "–" in title or "/" in title or (told_in and ":" in title):
        title = figures(title)
    title = dates(title)
    pieces: list[tuple[list[str], bool]] = []
    start = 0
    for found in _SEPARATOR.finditer(title):
        pieces.append((_split(title[start : found.start()]), bool(_LEADS.match(found[0]))))
        start = found.end()
    pieces.append((_split(title[start:]), False))
    if len(pieces) == 1:
        return _one(rendered(pieces[0][0], told_in)[:LONGEST], told_in)
    pieces = [piece for piece in pieces if piece[0]]
    kept = _kept(pieces)
    if kept and pieces and kept[0] is not pieces[0] and len(kept) > 1:
        kept = _kept(kept)  # عاجل | صحيفة إسرائيلية: …
    first, colon = kept[0] if kept else ([], False)
    if cited := _cited(first):
        first = first[cited:]  # رويترز عن أردوغان: …
        if colon and len(kept) > 1 and first[0] in _SOURCES:
            first = []  # رويترز عن مسؤولين: …
        kept = [(first, colon), *kept[1:]] if first else kept[1:]
        first, colon = kept[0]
    if colon and len(kept) > 1 and len(first) > 1:
        kept = [(without_listener(first), colon), *kept[1:]]
    if not told_in and kept:
        kept = [(resumed(without_publisher(piece)), leads) for piece, leads in kept]
    if not told_in and "?" not in title and "؟" not in title:
        kept = arabic_speaker_first(kept)
        first, colon = kept[0] if kept else ([], False)
    whole = [word for piece, _ in kept for word in piece] if told_in else ()
    kept = [(rendered(piece, told_in, whole), leads) for piece, leads in kept]
    first = kept[0][0] if kept else []
    words = [word for piece, _ in kept for word in piece][:LONGEST]
    breaks = frozenset(accumulate(len(piece) for piece, _ in kept[:-1]))
    speaker = len(first) if colon and len(kept) > 1 and len(first) <= 5 else 0
    if speaker and (first[0] == _BY_SO_MUCH or first[0][0].isdigit()):
        speaker = 0  # بنسبة 10 %.. زيادة الرواتب
    return words, speaker, breaks


def _cited(first: list[str]) -> int:
    """Words of the outlet that cites whoever speaks, with its «from»: رويترز عن, سي إن إن عن."""
    if _FROM not in first[1:-1]:
        return 0
    at = first.index(_FROM, 1)
    return at + 1 if " ".join(first[:at]) in fillers.SOURCES else 0


def _one(words: list[str], told_in: str) -> tuple[list[str], int, frozenset[int]]:
    """A title of one piece, of which the end may be who says it."""
    if not told_in:
        words = resumed(without_publisher(words))
    if told_in or not according(words):
        return words, 0, _NO_BREAKS
    who, *said = arabic_speaker_first([(words, False)])
    if not said:
        return who[0], 0, _NO_BREAKS
    return [*who[0], *said[0][0]], len(who[0]), frozenset([len(who[0])])


def _kept(pieces: list[tuple[list[str], bool]]) -> list[tuple[list[str], bool]]:
    """Those that are part of the headline; all, where none would be."""
    last = len(pieces) - 1
    return [
        piece
        for at, piece in enumerate(pieces)
        if (at == last > 0 and pieces[at - 1][1] and pieces[at - 1][0][-1] in _AN_OUTLET)
        or not (
            set_apart(" ".join(piece[0]), outermost=at in (0, last), last=at == last)
            or (at == 1 < last and " ".join(piece[0]) in fillers.SOURCES)  # حلب - (سانا): …
        )
    ] or pieces


_GOALS: Final = re.compile("هدف|هداف|ثنائي|ثلاثي|رباعي|خماسي|سداسي|سباعي|سلب|[0-9۰-۹] بر ")


def _split(segment: str) -> list[str]:
    """Folded words; a number is a word by itself (15يوما, ل30), and so is the result of a match."""
    words = lasting(list(as_most_write(together(by_their_towns(kin(_words(segment)))))))
    return list(in_words(words)) if _GOALS.search(segment) else words


def _words(segment: str) -> list[str]:
    return shares(joined(digits_apart(respelt(text.fold(segment))).split()))


def _untold(found: re.Match[str]) -> str:
    """The hashtags at the end, without those that only say again what the title tells."""
    told = {form for word in _split(found.string[: found.start()]) for form in text.stems(word)}
    tags = found[0].replace("_", " ").split("#")
    new = (
        tag
        for tag in tags
        if not all(any(one.startswith(word) for one in told) for word in _tag_words(tag))
    )
    return " " + " ".join(new)


def _tag_words(tag: str) -> list[str]:
    """The folded words of a hashtag, without their article where they have one."""
    return [text.stems(word)[-1] for word in _split(tag)]


def _tagged(found: re.Match[str]) -> str:
    """A tag before a full stop, set apart: EN DIRECT."""
    return f"{found[1]} | " if text.fold(found[1]) in fillers.TAGS else found[0]


def _quoted(found: re.Match[str]) -> str:
    """Nothing, where it is a tag."""
    return "" if text.fold(found[1]) in fillers.TAGS else found[0]
