"""English words that Britain and America write otherwise: one of the two, the one that a list has.

labour, organisation, defence, programme, travelled → labor, organization, defense, program, traveled
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from workers.dedupe.words import lexicon

_OUR: Final = "lab col harb neighb hon fav behavi rum arm vap hum endeav glam vig val sav"
_RE: Final = "cent theat met lit fib sab calib spect"
_ENCE: Final = "def off lic pret"
_WORDS: Final = {
    **{
        f"{stem}our": f"{stem}or"
        for stem in _OUR.split()
    },
    **{f"{stem}re": f"{stem}er" for stem in _RE.split()},
    **{f"{stem}ence": f"{stem}ense" for stem in _ENCE.split()},
    "programme": "program", "tyre": "tire", "grey": "gray", "plough": "plow",
    "aeroplane": "airplane", "manoeuvre": "maneuver", "catalogue": "catalog", "dialogue": "dialog",
    "enquiry": "inquiry", "jewellery": "jewelry", "pyjamas": "pajamas", "mould": "mold",
    "ageing": "aging", "sceptic": "skeptic", "sceptical": "skeptical", "axe": "ax",
    "anaesthetic": "anesthetic", "paediatric": "pediatric", "gaol": "jail", "ambiance": "ambience",
    "practise": "practice", "fulfil": "fulfill", "enrol": "enroll", "instalment": "installment",
    "artefact": "artifact",
}  # fmt: skip
_IZE: Final = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)")
_YZE: Final = re.compile(r"(?<=\w{3})ys(?=(?:e|ed|es|ing)$)")
_DOUBLED: Final = re.compile(r"(?<=\w{3}[aeiou]l)l(?=(?:ed|ing|er|ers)$)")
_KEPT: Final = """
    advise arise cruise comprise compromise concise demise devise disguise enterprise excise exercise
    expertise franchise improvise merchandise paradise practise praise precise premise promise raise
    revise rise supervise surprise televise treatise uprise bruise noise poise raising rising promising
    surprising exercising premises raised advised promised exercised supervised revised cruiser raiser
    adviser advisers advising supervising bruised disguised comprised comprises promises surprises
    surprised raises rises exercises advises revises televised franchises franchised appraise appraised
    disenfranchised reprise chastise braised poised noises likewise otherwise wise crises paradise
    rollers roller called calling killed killing killer killers filled filling pulled pulling rolled
    rolling polled polling drilled drilling billed billing
"""
_NEVER: Final = frozenset(_KEPT.split())
"""Words that only end so."""


@lru_cache(maxsize=4_000)
def _one(word: str) -> str:
    stem, plural = (word[:-1], "s") if word.endswith("s") and word[:-1] in _WORDS else (word, "")
    other = _WORDS.get(stem, stem) + plural
    if word not in _NEVER:
        other = _DOUBLED.sub("", _YZE.sub("yz", _IZE.sub("iz", other)))
    if other == word:
        return word
    return word if _listed(word) and not _listed(other) else other


def _listed(word: str) -> bool:
    return any(True for _ in lexicon.senses(word))


def american(told: Sequence[str]) -> list[str]:
    """Folded English words, each as one side of the ocean writes it."""
    return [_one(word) if len(word) > _SHORT else word for word in told]


_SHORT: Final = 3
