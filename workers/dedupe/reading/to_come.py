"""Whether a title in another tongue than Arabic says that something is to be, or was done, as its verbs are
written: most are read in one tense of another tongue.

El Parlamento aprobará la ley ≠ El Parlamento aprobó la ley
Les dockers reprendront le travail ≠ Les dockers ont repris le travail

A present may be either: Ryanair cancela 40 vuelos, cancelará 40 vuelos.
"""

from __future__ import annotations

import re
from typing import Final

TO_BE: Final = 1
DONE: Final = -1
_SIGNS: Final = {
    "french": (
        r"(?<![\w'’])(?!extra|contra|opera)[a-zà-ÿ]+(?:[eidu]ront|tront|era|ira|dra|tra)(?!\w)",
        r"\b(?:a|ont)\s\w+(?:é|is|it|u|ert)(?!\w)|\b(?:est|sont)\s\w+(?:é|ée|és|ées)(?!\w)",
    ),
    "spanish": (
        r"\b\w{3,}(?:rá|rán)(?!\w)",
        r"\b\w{2,}(?:ó|aron|ieron)(?!\w)|\bhan? \w+[dt]o\b",
    ),
    "italian": (r"\b\w{2,}(?:rà|ranno)(?!\w)", r"\b(?:ha|hanno|è|sono) \w+[ts][oaie]\b"),
    "portuguese": (
        r"\b\w{3,}(?:rá|rão)(?!\w)",
        r"\b(?!Europeu|europeu)\w{3,}(?:ou|eu|iu|aram|eram)(?!\w)",
    ),
    "german": (
        r"\b(?:wird|werden)\b.*\s(?!ge|\w{2,4}ge)\w+en[.!]?$",
        r"\b(?:hat|haben)\b.*\b(?!gegen\b)\w{0,4}ge\w+(?:t|en)\b",
    ),
}
"""Of each tongue, what tells that it is to be, and what that it is done."""
_FOUND: Final = {
    tongue: (re.compile(shall), re.compile(did)) for tongue, (shall, did) in _SIGNS.items()
}


def to_come(title: str, tongue: str) -> int:
    """TO_BE, DONE, or 0 where nothing says either, or both are said."""
    signs = _FOUND.get(tongue)
    if signs is None:
        return 0
    shall, did = (bool(sign.search(title)) for sign in signs)
    return shall * TO_BE + did * DONE
