"""German words as the lists have them: the two halves of a verb at one place, and vowels with their dots.

lehnt das Gesetz ab      → rejects das Gesetz
Mueller                  → Muller, as a fold leaves it
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from workers.dedupe.words import conjugations, lexicon

_HALVES: Final = {
    **conjugations.HALVES,
    ("nimmt", "fest"): "arrests", ("nehmen", "fest"): "arrests", ("nahm", "fest"): "arrested",
    ("nahmen", "fest"): "arrested", ("lehnt", "ab"): "rejects", ("lehnen", "ab"): "rejects",
    ("lehnte", "ab"): "rejected", ("stimmt", "zu"): "approves", ("stimmte", "zu"): "approved",
    ("weist", "zuruck"): "rejects", ("tritt", "zuruck"): "resigns", ("trat", "zuruck"): "resigned",
    ("zieht", "zuruck"): "withdraws", ("baut", "ab"): "cuts", ("kundigt", "an"): "announces",
    ("kundigte", "an"): "announced", ("greift", "an"): "attacks", ("greifen", "an"): "attacks",
    ("griff", "an"): "attacked", ("legt", "zu"): "rises", ("legen", "zu"): "rise", ("legte", "zu"): "rose",
    ("legten", "zu"): "rose", ("hebt", "auf"): "lifts", ("hebt", "an"): "raises", ("hob", "an"): "raised",
    ("sagt", "ab"): "cancels", ("sagte", "ab"): "cancelled", ("schiebt", "ab"): "deports",
    ("sturzt", "ab"): "crashes", ("sturzte", "ab"): "crashed", ("trifft", "ein"): "arrives",
    ("traf", "ein"): "arrived", ("reist", "ab"): "leaves", ("fangt", "an"): "begins",
    ("bricht", "ab"): "ends", ("bricht", "aus"): "erupts", ("schiesst", "ab"): "downs",
    ("schoss", "ab"): "downed", ("legt", "lahm"): "paralyzes", ("legen", "lahm"): "paralyzes",
    ("legte", "lahm"): "paralyzes", ("steht", "still"): "paralyzes", ("stehen", "still"): "paralyzes",
    ("stellt", "ein"): "halts", ("stellen", "ein"): "halts", ("stellte", "ein"): "halted",
    ("setzt", "aus"): "suspends", ("setzte", "aus"): "suspended", ("schlagt", "vor"): "proposes",
    ("ruft", "zuruck"): "recalls", ("ruft", "auf"): "calls for", ("ruft", "aus"): "declares",
    ("weist", "aus"): "expels", ("sturzt", "ein"): "collapses", ("sturzte", "ein"): "collapsed",
    ("stellt", "sicher"): "confiscates", ("stellte", "sicher"): "confiscated", ("fuhrt", "ein"): "introduces",
    ("schafft", "ab"): "abolishes", ("gibt", "bekannt"): "announces", ("gab", "bekannt"): "announced",
    ("teilt", "mit"): "announces", ("teilte", "mit"): "announced", ("setzt", "fort"): "continues",
    ("brennt", "nieder"): "burns", ("brennt", "ab"): "burns", ("geht", "zuruck"): "falls",
    ("steigt", "an"): "rises", ("lasst", "frei"): "releases", ("liess", "frei"): "released",
}  # fmt: skip
"""Beginning and end of German verbs."""
_ENDS: Final = frozenset(end for _, end in _HALVES)
_LONG: Final = 5
_DOTS: Final = re.compile("(?<![aeiouq])([aou])e(?=[^aeiou])")


def joined(told: Sequence[str]) -> Sequence[str]:
    """With the two halves of a verb at the place of the first."""
    for at in range(len(told) - 1, 0, -1):
        if told[at] not in _ENDS:
            continue
        for begin in range(at):
            whole = _HALVES.get((told[begin], told[at]))
            if whole:
                return [*told[:begin], whole, *told[begin + 1 : at], *told[at + 1 :]]
    return told


def without_dots(word: str, known: Container[str]) -> str:
    """Without the e that stands for two dots, as a fold leaves the letter: Mueller, Muller."""
    if len(word) < _LONG or word in known or lexicon.known(word).phrases:
        return word
    return _DOTS.sub(r"\1", word)
