"""Whose word a title gives: what was heard somewhere, or what is official.

تقارير: إصابة نجم الهلال         heard
رسميا.. الهلال يعلن إصابة نجمه   official: its word on what was heard is news (comparing/official_word.py)
"""

from __future__ import annotations

import re
from typing import Final

HEARD: Final = "heard"
OFFICIAL: Final = "official"
_HEARD: Final = re.compile(
    r"""
    (?:^|[:|«"،,.]\ ?|\b(?:[وب]?حسب|وفقا?ً?\ ل?|عن|نقلا\ عن|selon|según|laut|from)\s)
    (?:
        ل?(?:ال)?(?:تقارير|مصادر|مصدر(?:ين)?|صحف|صحيفة|وسائل\ إعلام)\b(?!\ (?:رسمي|حكومي))
        | [أا]نباء\ (?:عن|حول) | شائعات | تسريبات | حديث\ عن
        | (?:media\ |local\ |press\ )?reports?\b | sources?\b | rumou?rs?\b
        | la\ presse | (?:des?\ |une\ )?sources?\b | des\ médias | rumeurs?
        | medios | fuentes | la\ prensa | medienberichte?n? | berichte?n? | insider
    )
    | \b(?:sources?|reports?|media|source\ says|reports\ say)\s*$
    | \b(?:iddia(?:sı)?)\b | \bsaid\ to\b | \breportedly\b | \brumou?red\b | \ballegedly\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OFFICIAL: Final = re.compile(
    r"(?<!زيارة )(?<!شبه )\bرسمي(?:ا|اً|ًا)\b|^رسمي\b"
    r"|^(?:it's |c'est |es )?(?:officiel|official|oficial)\b|\bofficiellement\b"
    r"|\bofficially\b|\boficialmente\b|\bresmen\b|\boffiziell\b",
    re.IGNORECASE,
)
_MAYBE: Final = re.compile("رسمي|تقارير|مصادر|مصدر|صحف|صحيفة|وسائل|نباء|شائعات|تسريبات|حديث عن")
_LATIN: Final = re.compile("[A-Za-z]")
_MAYBE_LATIN: Final = re.compile(
    "offi[cz]i|ofici|resmen|report|source|rumo|presse|prensa|média|medi|fuentes|berichte|insider|iddia"
    "|said to|alleg",
    re.IGNORECASE,
)
"""Slow, as all is that minds no capitals: asked where there is a letter of these at all."""


def official(title: str) -> str:
    """As written, what says that it is official, or ""."""
    found = _OFFICIAL.search(title)
    return found[0] if found else ""


def word(title: str) -> str:
    """HEARD, OFFICIAL or ""; what is both is official."""
    if not (_MAYBE.search(title) or (_LATIN.search(title) and _MAYBE_LATIN.search(title))):
        return ""
    if official(title):
        return OFFICIAL
    return HEARD if _HEARD.search(title) else ""
