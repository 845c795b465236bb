"""What a title in Latin letters counts in other words than most: in those that most use.

by a fifth = by 20%        over-60s, people aged 60 and above = over 60      unter 14-Jährige = unter 14
tops $4,000 = exceeds      yüzde 30 altı = yüzde 30 altında

And who is expelled from Chad, as whom Chad expels; who is deported from there may be deported by another.
"""

from __future__ import annotations

import re
from typing import Final

from workers.dedupe.words.lexicon import is_place

_SHARES: Final = {
    "half": "50", "third": "33", "quarter": "25", "fifth": "20", "tenth": "10",
    "tiers": "33", "quart": "25", "cinquième": "20", "dixième": "10", "moitié": "50",
    "tercio": "33", "cuarto": "25", "quinto": "20", "décimo": "10",
    "drittel": "33", "viertel": "25", "fünftel": "20", "zehntel": "10",
}  # fmt: skip
_SHARE: Final = re.compile(
    rf"\b(?P<by>by|d['’]|de|un|en|um)\s?(?:a|one|un|ein)\s(?P<share>{'|'.join(_SHARES)})\b(?! of| de| der)",
    re.IGNORECASE,
)
_OLDER: Final = re.compile(
    r"\b(?:the )?over-(\d\d)s\b|\b(?:people |persons |those |residents |citizens |adults )?(?:aged )?(\d\d)"
    r" (?:and|or) (?:over|above|older)\b|\b(?:people|those|persons) (?:over|older than) (\d\d)\b",
    re.IGNORECASE,
)
_YOUNGER: Final = re.compile(
    r"\b(?:the )?under-(\d\d)s\b|\b(?:people |those |children |kids |minors |teens )?(?:aged )?"
    r"(?:under|younger than|below) (?:the age of )?(\d\d)s?\b(?! (?:percent|%|million|billion|dollars))",
    re.IGNORECASE,
)
_AGED: Final = re.compile(r"\b(über|unter) (\d\d)-?(?:[Jj]ährige[nr]?|[Jj]ahren?|[Jj]ahre alt)\b")
_EXCEEDS: Final = re.compile(
    r"\b(?:tops|topped|crosses|crossed|passes|passed|surpasses|surpassed|hits above|climbs above|rises above"
    r"|soars past|breaks above|tops the) (?=[$€£]?\d)",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(r"\b(yüzde \d+(?:[.,]\d+)?)(?:['’][ıiuü]n)? altı(?!\w)", re.IGNORECASE)
_ABOVE: Final = re.compile(
    r"\b(yüzde \d+(?:[.,]\d+)?)(?:['’][ıiuü]n)? üst[üu](?!\w)", re.IGNORECASE
)
_EXPELLED: Final = re.compile(
    r"^(?P<who>[^:;,|]+?) (?:is |are |was |were |gets )?(?P<deed>expelled|kicked out|thrown out|booted out"
    r"|ejected) (?:of|from) (?P<land>[A-Z][\w-]+(?: [A-Z][\w-]+)?)$"
)
_MAYBE: Final = re.compile(
    r"\b(?:by an? |by one |d['’]un |um ein |en un )|\d\d|\b(?:from|of) [A-Z][\w-]+(?: [A-Z][\w-]+)?$",
    re.IGNORECASE,
)


def in_figures(title: str, tongue: str) -> str:
    """The title with them; most titles as they are."""
    if not _MAYBE.search(title):
        return title
    title = _SHARE.sub(lambda found: f"{found['by']} {_SHARES[found['share'].lower()]}%", title)
    if tongue == "english":
        title = _OLDER.sub(lambda found: f"over {found[1] or found[2] or found[3]}", title)
        title = _YOUNGER.sub(lambda found: f"under {found[1] or found[2]}", title)
        title = _EXPELLED.sub(_expelled, _EXCEEDS.sub("exceeds ", title))
    elif tongue == "german":
        title = _AGED.sub(r"\1 \2", title)
    elif tongue == "turkish":
        title = _ABOVE.sub(r"\1 üzerinde", _BELOW.sub(r"\1 altında", title))
    return title


def _expelled(found: re.Match[str]) -> str:
    """What a country did to somebody who is out of it now."""
    return f"{found['land']} expels {found['who']}" if is_place(found["land"]) else found[0]
