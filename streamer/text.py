"""Arabic-aware cleaning (what people read) and folding (what is compared).

The law of this file
    1.  title(title(x).text).text == title(x).text, and the second time nothing is marked.
    2.  fold(fold(x)) == fold(x), and fold(title(x).text) == fold(x) unless the title was cut.
    3.  No str raises. What comes out encodes to UTF-8, is NFC, and holds no control character, no
        surrogate, no noncharacter, no bidi embedding, override or isolate, and no HTML element.
    4.  Cost is linear in the input, and nothing dear is done to more than `_KEPT` characters.

Theory. Cleaning is a chain of steps, each of which only takes away or puts in a standard form:

    raw ─► markup out ─► unseen characters out ─► single spaces ─► marks counted ─► NFC ─► text
            └─── again while something changed and a `<` or `&` is left, `_ROUNDS` at most ◄──┘

A title then loses its leading marks (they become urgency) and an end that is too long. A fold loses
its leading marks too, maps every character by itself, without context, and then puts numbers
together. Both begin with the same `_clean`, which is why they agree: a new step belongs there.

Kept for readers: letters, presentation forms, tashkeel (eight marks a letter), tatweel, emoji, ZWNJ
between letters (Persian and Kurdish write with it), ZWJ between emoji, and single LRM, RLM, ALM
inside the text (they put a full stop or a percent sign right, and can turn no letter round).

Roads not taken
    - Decoding character references twice and no more: of a text escaped three times the second
      reading would differ from the first (law 1).
    - Keeping balanced isolates: cutting off a mark or an end unbalances them again; the direction
      of the whole is told beside the text (`direction`).
    - NFKC for readers: it changes letters that the publisher chose. NFKC of a whole text for
      folding: quadratic in a run of combining marks, and slower than a table.
    - Dropping every combining mark in a fold: in Thai or Hindi they are the vowels. Arabic, Hebrew,
      Syriac, Latin, Greek and Cyrillic words are known without theirs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import regex

from streamer.leading_mark import UNMARKED as _UNMARKED
from streamer.leading_mark import after_marks
from streamer.markup import without_markup, without_torn_element

GRAPHEMES: Final = 300
"""A title or line holds at most this many user-perceived characters (UAX 29)."""
TITLE_BYTES: Final = 4096
"""And at most this much UTF-8, whatever its characters are made of."""
SUMMARY_BYTES: Final = 1024

_RAW = 262_144  # characters looked at: a title with an inlined picture still ends well
_KEPT = 16_384  # characters that go on when the markup is out
_FOLDED_KEPT = 8_192  # characters of a fold: room for every title, and for reading it once more
_ROUNDS = 8  # nested escapes and elements that are undone; deeper ones are an attack
_PILE = 8  # combining marks that one letter may carry


class Title(NamedTuple):
    """A cleaned headline; `marked`: a leading mark was taken off; `truncated`: it was too long."""

    text: str
    marked: bool
    truncated: bool


# ── what people read ──────────────────────────────────────────────────────────────────────────


def title(raw: str) -> Title:
    """What the publisher wrote, less control characters, markup and a leading mark.

    At most 300 graphemes. A title that is nothing but a mark has the text "" and is marked.
    """
    text, lost = _clean(raw)
    start = after_marks(text)
    text, cut = _cut(text[start:], GRAPHEMES, TITLE_BYTES)
    return Title(text, start > 0, lost or cut)


def summary(raw: str | None) -> tuple[str | None, bool]:
    """The cleaned text in at most 1024 bytes of UTF-8, cut between graphemes; whether it was cut."""
    text, lost = _clean(raw or "")
    text, cut = _cut(text, SUMMARY_BYTES, SUMMARY_BYTES)
    return text or None, lost or cut


def line(raw: str | None) -> str | None:
    """One clean line of at most 300 graphemes, a mark left where it is; None when empty."""
    return _cut(_clean(raw or "")[0], GRAPHEMES, TITLE_BYTES)[0] or None


def direction(text: str) -> Literal["rtl", "ltr"]:
    """Where most strong characters run to (UAX 9: R and AL, or L); the first one breaks a tie."""
    strong = [kind for c in text if (kind := unicodedata.bidirectional(c)) in ("R", "AL", "L")]
    left = strong.count("L")
    if 2 * left == len(strong):
        return "rtl" if strong and strong[0] != "L" else "ltr"
    return "ltr" if 2 * left > len(strong) else "rtl"


# ── cleaning ──────────────────────────────────────────────────────────────────────────────────

# Text that is clean but for its spaces: no markup, nothing unseen, no combining marks, NFC.
_SIMPLE = re.compile(
    "[ !-%'-;=-~\u00c0-\u017f\u060c\u061b\u061f\u0621-\u063a\u0640-\u064a\u0660-\u066c\u0671-\u06d3"
    "\u06d5\u06f0-\u06f9\u00ab\u00bb\u2013\u2014\u201c\u201d\u2026]*+"
)
# The same and tashkeel, which a fold takes away.
_SIMPLE_OR_POINTED = re.compile(_SIMPLE.pattern.replace("]*+", "\u064b-\u0652]*+"))
# Seen by nobody: controls that are no spaces (C0, C1), soft hyphen, CGJ, fillers, zero-width and
# bidi controls, variation selectors but 15 and 16, tags, surrogates, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_CARE = re.compile("[\u200c-\u200f\u061c]")
_JOINER = regex.compile(
    r"(?<![\p{L}\p{M}])\u200c++|\u200c++(?!\p{L})"
    r"|(?<![\p{Extended_Pictographic}\ufe0f\U0001f3fb-\U0001f3ff])\u200d"
    r"|\u200d(?!\p{Extended_Pictographic})"
)
_SIDES = re.compile("([\u200e\u200f\u061c])[\u200e\u200f\u061c]+")
_PILED = regex.compile(rf"(\p{{M}}{{{_PILE}}})\p{{M}}+")
_EDGES = " \u200c\u200d\u200e\u200f\u061c"
_CLUSTER = regex.compile(r"\X")


def _clean(raw: str) -> tuple[str, bool]:
    """One line without markup and unseen characters; whether anything was lost for its length."""
    text, lost = raw[:_RAW], len(raw) > _RAW
    if _SIMPLE.fullmatch(text):
        if "  " in text or " " in (text[:1], text[-1:]):
            text = " ".join(text.split())
        return text[:_KEPT].rstrip(_EDGES), lost or len(text) > _KEPT
    if lost:
        text = without_torn_element(text)
    for _ in range(_ROUNDS):
        before = text
        if "<" in text or "&" in text:
            text = without_markup(text)
        text, piled = _seen(text)
        lost = lost or piled
        if text == before or not ("<" in text or "&" in text):
            break
    else:
        text = _seen(text.replace("<", " ").replace("&", " "))[0]
    return text[:_KEPT].rstrip(_EDGES), lost or len(text) > _KEPT


def _seen(text: str) -> tuple[str, bool]:
    """The text without what nobody sees, one space between words, NFC; whether marks were lost."""
    text = _UNSEEN.sub("", text)
    if _CARE.search(text):
        text = _SIDES.sub(r"\1", _JOINER.sub("", text))
    text = " ".join(text.split())
    if text.isascii():
        return text, False
    # The marks are counted first: normalizing a long run of them is quadratic. And once more after
    # it, because some marks are two in NFC.
    kept = _PILED.sub(r"\1", text)
    piled = len(kept) < len(text)
    if not unicodedata.is_normalized("NFC", kept):
        normal = unicodedata.normalize("NFC", kept)
        kept = _PILED.sub(r"\1", normal)
        piled = piled or len(kept) < len(normal)
    return kept.strip(_EDGES), piled


def _cut(text: str, graphemes: int, size: int) -> tuple[str, bool]:
    """The longest start of whole graphemes within both limits; whether that is less than all."""
    if len(text) <= graphemes and len(text) * 4 <= size:
        return text, False
    end = used = 0
    for count, cluster in enumerate(_CLUSTER.finditer(text[: size + 1])):
        used += len(cluster[0].encode())
        if count == graphemes or used > size:
            break
        end = cluster.end()
    return text[:end].rstrip(_EDGES), end < len(text)


# ── what is compared ──────────────────────────────────────────────────────────────────────────

# Combining marks that a word is known without (Latin, Cyrillic, Hebrew, Arabic, Syriac, symbols).
_POINTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u0897-\u089f\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f]"
)
# Letters that one hand writes for another, and the signs that numbers need. گ پ چ ژ ڤ ۆ ێ stay.
_LETTERS = {
    **dict.fromkeys("ءٴـۥۦ\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys("ٱٲٳ", "ا"), **dict.fromkeys("ةەھہۃ", "ه"), **dict.fromkeys("ىیے", "ي"),
    **dict.fromkeys("کڪ", "ك"), "ı": "i", "ʼ": " ", "%": " % ", "٪": " % ",
    ".": ".", "٫": ".", ",": ",", "٬": ",", "،": ",",
}  # fmt: skip
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])")
_COMMA_POINT = re.compile(r"(?<![0-9.,])([0-9]++),([0-9]{1,2})(?![0-9]|[.,][0-9])")
_STRAY = re.compile(r",|(?<![0-9])\.|\.(?![0-9])")


def fold(text: str) -> str:
    """What is compared: the words of a headline without its mark, folded, one space between them.

    One letter: أإآٱا · ؤو · ئىیي · ةەه · کك. Gone: ء, tashkeel, tatweel, accents, case. Digits are
    ASCII, 1,000 is 1000, decimals have a point, % is a word, and all other signs are spaces.
    """
    return _remembered(text) if len(text) <= _REMEMBERED else _settled(text)


def simple_words(text: str) -> list[str] | None:
    """The words of a simple text as they are written; None: it is not simple.

    Such text is settled when it is folded once, and a word of it folds alike wherever it stands, unless the
    text begins with a mark: nearly every headline, whose words may be remembered by how they are written.
    """
    if len(text) > _SHORT or not (_UNMARKED.match(text) and _SIMPLE_OR_POINTED.fullmatch(text)):
        return None
    written = text.split()
    return written if _UNMARKED.match(simple_fold(written[0])) else None


def simple_fold(word: str) -> str:
    """The fold of a word of simple text: no word, one, or several."""
    return _WORDS[word]


def _settled(text: str) -> str:
    written = simple_words(text)
    if written is not None:
        return " ".join(filter(None, map(_WORDS.__getitem__, written)))
    folded = _folded(text)
    for _ in range(4):  # rare scripts may settle only at the second reading
        if _SIMPLE.fullmatch(folded) or (again := _folded(folded)) == folded:
            break
        folded = again
    return folded


# One headline is folded wherever it is looked at: classified, compared, matched. Bounded twice, in
# entries and in their size, so that no publisher can fill the memory.
_REMEMBERED = 400
_remembered = lru_cache(maxsize=2_000)(_settled)


def words(text: str) -> list[str]:
    """The folded words, in order."""
    return fold(text).split()


def _folded(text: str) -> str:
    text = _clean(text)[0]
    text = _numbered(text[after_marks(text) :].translate(_FOLDED))
    text = text[:_FOLDED_KEPT].rstrip(" .")
    return text[after_marks(text) :]  # a mark may show only when the signs before it are gone


def _numbered(text: str) -> str:
    if "," in text or "." in text:
        text = _GROUPED.sub(lambda number: number[0].replace(",", ""), text)
        text = _STRAY.sub(" ", _COMMA_POINT.sub(r"\1.\2", text))
    return " ".join(text.split())


def _fold_character(char: str) -> str:
    """One character folded, without context: compatibility decomposition, case, then the tables."""
    if char in _LETTERS:
        return _LETTERS[char]
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me") and _POINTS.match(char):
        return ""
    parts = unicodedata.normalize("NFKD", char)
    if parts[0] == " " and "\ufc5e" <= char <= "\ufe7f":
        return ""  # an isolated form of a vowel mark
    if parts == char:
        parts = char.casefold()
    if parts != char:
        return "".join(map(_fold_character, parts))
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return char if kind[0] in "LMN" else " "


class _Table(dict[int, str]):
    """Characters folded when first met; as many as Unicode has in its first plane at most."""

    def __missing__(self, point: int) -> str:
        folded = _fold_character(chr(point))
        if point < 0x10000:
            self[point] = folded
        return folded


_FOLDED = _Table()


class _Words(dict[str, str]):
    """Words of simple text as they were written, folded: remembered, because the words of news repeat."""

    def __missing__(self, word: str) -> str:
        folded = word.translate(_FOLDED)
        if not folded.isalnum():
            folded = _numbered(folded)
        if folded == word:
            folded = word  # one string, not two
        if len(word) <= _LONG:
            if len(self) >= _WORDS_KEPT:
                self.clear()
            self[word] = folded
        return folded


_LONG = 32
_WORDS_KEPT = 32_768
_WORDS = _Words()
_SHORT = 2_048
"""Characters of a text that no folding makes too long."""

# و ف, then ب ك ل, then ال; ل with ال is written لل. Longest first.
_CLITICS = sorted(
    {a + b for a in ("", "و", "ف") for b in ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل")} - {""},
    key=lambda clitic: (-len(clitic), clitic),
)
_BY_LETTER = {
    letter: tuple(clitic for clitic in _CLITICS if clitic[0] == letter) for letter in "وفبكلا"
}


def stems(word: str) -> tuple[str, ...]:
    """A folded word, then what is left without و ف ب ك ل ال لل before it, two letters at least.

    ل taken from للبرلمان leaves البرلمان as well: that is what it stands for.
    """
    clitics = _BY_LETTER.get(word[:1])
    if clitics is None:
        return (word,)
    if word[0] == "ا":  # the common case: the article, and nothing before it
        return (word, word[2:]) if word[1:2] == "ل" and len(word) > 3 else (word,)
    found = {word: None}
    for clitic in clitics:
        if word.startswith(clitic) and len(word) - len(clitic) >= 2:
            found[word[len(clitic) :]] = None
            if clitic.endswith("لل"):
                found["ال" + word[len(clitic) :]] = None
    return tuple(found)
