"""The words of one item of a ticker: clocks and dates taken off, and what is no headline told apart.

15:506 ملايين درهم لدعم المهرجانات  ─►  6 ملايين درهم لدعم المهرجانات
(the clock is glued on; 15:50 has two digits of minutes, the 6 is the headline's own)
"""

from __future__ import annotations

import re
from typing import Final

from streamer.labels import is_advert, is_label, is_more, is_service

_HOUR: Final = r"(?:[01]?\d|2[0-3])"
_CLOCK: Final = (
    rf"(?:{_HOUR}(?::|\s?h\s?)[0-5]\d|{_HOUR}[.:][0-5]\d(?=\s*Uhr))"
    r"(?:\s*(?:Uhr|GMT|[ap]\.?m\.?|ص|م|مساء|صباحا)(?!\w))?"
)
_DATE: Final = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}"
_WHEN: Final = rf"(?:{_DATE}[\s,|–-]*{_CLOCK}|{_CLOCK}[\s,|–-]*{_DATE}|{_CLOCK}|{_DATE})"
_AGO: Final = (
    r"(?:(?:منذ|قبل)\s+(?:\d+\s+)?(?:ثا|ثوا|ثوان|ثواني|ثانية|دقيقة|دقيقتين|دقائق|ساعة|ساعتين|ساعات|"
    r"يوم|يومين|أيام|ايام)"
    r"|\d+\s*\w{1,12}\s+ago|(?:vor|hace|il y a)\s+\d+\s+\w{1,12}|\d+\s+(?:dakika|saat|gün)\s+önce"
    r"|(?:just now|الآن|الان))"
)
_NAMED_DATE: Final = r"\d{1,2}[\s./-]*[^\W\d]{3,14}[\s.,/-]*\d{4}"
_STAMP: Final = re.compile(
    rf"[\W_]*(?:{_WHEN}|{_AGO}|{_NAMED_DATE})[\W_]*(?:{_CLOCK}|{_AGO})?[\W_]*", re.I
)
_BEFORE: Final = re.compile(
    rf"[\s•|(\[–—-]*(?:{_WHEN}(?![\d:])|{_CLOCK})[\s\])|:»–—-]*|[\s(\[]*{_AGO}\s*[\])|»–—:-]\s*",
    re.I,
)
_DATED_CLOCK: Final = rf"(?:{_DATE}[\s,|–-]*{_CLOCK}|{_CLOCK}[\s,|–-]*{_DATE})"
_BEHIND: Final = re.compile(
    rf"\s*(?:[(\[]\s*(?:{_WHEN}|{_AGO})\s*[)\]]|[|•–—-]\s*(?:{_DATED_CLOCK}|{_CLOCK}|{_AGO})"
    rf"|{_DATED_CLOCK}|(?<=[^\W\d]){_CLOCK})\s*$",
    re.I,
)
_SIGN: Final = r"[\s\u200b•●▪■◆◄►|¦]|\+{2,}|\*{2,}"
_SIGNS: Final = re.compile(rf"(?:{_SIGN}|[-–—]\s)++")
"""What begins with them, or, read from its end, ends with them: searched for, a run that does not end the
words costs the square of its length."""
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_ANNOUNCED: Final = re.compile(r"[إا]علان(?:ات)?\W*")
_SOLD: Final = re.compile(
    r"(?:ال)?(?:عروض|عرض خاص|خصم|خصومات|تخفيض|تخفيضات|تنزيلات|للبيع|بيع|للإيجار|للايجار|شقق|[إا]شتر|تسوق|"
    r"[إا]حصل|[إا]حجز|سارع|لا تفوت|مطلوب موظف)"
)
_LETTER: Final = re.compile(r"[^\W\d_]")


def tidy(words: str) -> str:
    """One line of words, without the signs around it and without a clock or date before or behind it
    that is no part of what it says."""
    words = _without_signs(" ".join(words.split()))
    if before := _BEFORE.match(words.translate(_DIGITS)):
        words = _unless_empty(words[before.end() :], words)
    if behind := _BEHIND.search(words.translate(_DIGITS)):
        words = _unless_empty(words[: behind.start()], words)
    return words


def _without_signs(words: str) -> str:
    for _ in range(2):
        if signs := _SIGNS.match(words):
            words = words[signs.end() :]
        words = words[::-1]
    return words


def _unless_empty(rest: str, whole: str) -> str:
    rest = _without_signs(rest)
    return rest if _LETTER.search(rest) else whole


def is_stamp(words: str) -> bool:
    """Whether these words only say when."""
    return len(words) < 50 and bool(_STAMP.fullmatch(words.translate(_DIGITS)))


def is_control(words: str) -> bool:
    """Whether these words are none of a headline: a label, "more", "share", a time, nothing at all."""
    return (
        not _LETTER.search(words)
        or is_label(words)
        or is_more(words)
        or is_service(words)
        or is_stamp(words)
        or _is_label_and_more(words)
        or _is_advert(words)
    )


def _is_advert(words: str) -> bool:
    """Whether an advertiser's mark stands before these words: إعلان is an announcement as often, unless
    something is sold."""
    mark, *rest = re.split(r"\s*[:|–-]\s+|:", words, maxsplit=1)
    if not is_advert(mark):
        return False
    return not (rest and _ANNOUNCED.fullmatch(mark)) or bool(_SOLD.match(rest[0].lstrip()))


def _is_label_and_more(words: str) -> bool:
    """Whether a label and a "more" stand together in one link."""
    parts = re.split(r"[\s・/|]+", words)
    if len(parts) > 8:
        return False
    for at in range(1, len(parts)):
        one, other = " ".join(parts[:at]), " ".join(parts[at:])
        if (is_label(one) and (is_more(other) or is_label(other))) or (
            is_more(one) and is_label(other)
        ):
            return True
    return len(parts) > 1 and all(is_label(part) or is_more(part) for part in parts)


def count(words: str) -> int:
    """Words with letters; where a script has no spaces, three characters are one."""
    wide = len(_WIDE.findall(words))
    plain = sum(bool(_LETTER.search(one)) for one in _WIDE.sub(" ", words).split())
    return plain + (wide + 2) // 3


def reads_like_one(words: str, least: int = 3) -> bool:
    """Whether these words read like a headline: `least` words (or two long ones), mostly letters."""
    solid = [letter for letter in words if not letter.isspace()]
    letters = sum(letter.isalpha() or ord(letter) > 0x300 for letter in solid)
    if 2 * letters < len(solid):
        return False
    words_there = count(words)
    return words_there >= least or (words_there == 2 and len(words) >= 12)
