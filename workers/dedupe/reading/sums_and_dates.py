"""Sums of money, thousands and dates as a title writes them, in the words of most.

$5m              → 5m dollars
1.200 euro       → 1200 euro          a thousand as the continent writes it
في 12/11         → في 12 تشرين الثاني
3-11-2024        → 3 تشرين الثاني 2024
"""

from __future__ import annotations

import re
from typing import Final

from workers.dedupe.words import calendar

_FIGURES: Final = re.compile(r"\d[-/.]")
_DATE: Final = re.compile(
    r"(?<!\d)(?:(\d{4})([/.-])(\d{1,2})\2(\d{1,2})|(\d{1,2})([/.-])(\d{1,2})\6(\d{4}))(?!\d)"
)
_DAY_AND_MONTH: Final = re.compile(
    r"(?<!\w)(في|يوم|بتاريخ|الموافق|لغاية|حتى|من|on|le|am|el)\s(\d{1,2})/(\d{1,2})(?![\d/])"
)
_MONEY: Final = re.compile(
    r"(?P<sign>[$€£])\s?(?P<much>\d[\d.,]*"
    r"(?:\s?(?:thousand|million|millones|milhões|billion|trillion|bln|mln|trn|bn|mn|tn|m|k))?\b)"
)
_COINS: Final = {"$": "dollars", "€": "euros", "£": "gbp"}
_THOUSANDS: Final = re.compile(
    r"(?<![\d.,])(\d{1,3})\.(\d{3})(?=\s(?:euros?|tl|lira|personas|kişi|menschen|dólares|empleos|habitantes)\b)",
    re.IGNORECASE,
)
"""A thousand as the continent writes it, before what cannot be counted in thousandths."""
_ROUND: Final = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d00)(?![\d.,]\d|\d)")
"""The same of hundreds, in whatever tongue: nobody ends a fraction in noughts."""
_GROUPS: Final = {
    **dict.fromkeys(
        ("german", "spanish", "italian", "portuguese", "turkish", "kurmanji"),
        re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{3})(?![\d.,]\d|\d)"),
    ),
    **dict.fromkeys(
        ("french", "russian"),
        re.compile(r"(?<![\d.,])(\d{1,3})[ .\u00a0\u202f](\d{3})(?![\d.,]\d|\d)"),
    ),
}
"""How tongues write thousands, but for the comma of English."""
_HYPHEN: Final = re.compile(r"(?<=\d)-(?=[a-zA-Z])")


def thousands(title: str, told_in: str) -> str:
    """The title with its thousands unparted, as its tongue parts them."""
    return _GROUPS[told_in].sub(r"\1\2", title) if told_in in _GROUPS else title


def sums(title: str) -> str:
    """The title with the name of a coin behind how much it is, in the place of its sign."""
    if "$" in title or "€" in title or "£" in title:
        return _MONEY.sub(_amount, title.replace("US$", "$"))
    return title


def dates(title: str) -> str:
    """The title with its months in words, and its thousands unparted where the tongue does not matter."""
    if "/" in title:
        title = _DAY_AND_MONTH.sub(_day, title)
    if _FIGURES.search(title):
        title = _ROUND.sub(r"\1\2", _THOUSANDS.sub(r"\1\2", title))
        title = _HYPHEN.sub(" ", _DATE.sub(_date, title))
    return title


def _amount(found: re.Match[str]) -> str:
    return f"{found['much']} {_COINS[found['sign']]}"


def _day(found: re.Match[str]) -> str:
    """A day and its month in figures, behind a word that says that it is one: في 12/11."""
    day, month = int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{found[1]} {day} {calendar.MONTHS[month - 1]} "


def _date(found: re.Match[str]) -> str:
    """A date in figures, with its month in words: 2024/11/3, 3-11-2024."""
    year, _, month, day, first, _, second, last = found.groups()
    day, month, year = (day, month, year) if year else (first, second, last)
    if int(month) > 12:
        day, month = month, day
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return found[0]
    return f" {int(day)} {calendar.MONTHS[int(month) - 1]} {int(year)} "
