"""Whether two words in Latin letters, or of Persian and Kurdish, are one word with other endings.

Turkish      sözleşme · sözleşmesini          açılması · açılışı          gönderdi · gönderildi
French       signe · signature                circulation · circulera
German       entgleist · entgleiste           Kurdish     qeza · qezaya     هۆشبەر · هۆشبەرەکان

One beginning, and behind it an ending of the tongue of the titles in both. An ending that makes another thing
of a word is in none of the sets: who does it (killer), a negation (yapmadı), a man or a woman of one name
(Roberto, Roberta). Another voice of what is done to somebody is seen by voices.py. A beginning of few letters
says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_LEAST: Final = {"turkish": 5, "sorani": 3, "persian": 3}
"""Letters of the beginning; of a tongue that is not named, 4."""
_ENDINGS: Final = {
    tongue: frozenset(["", *endings.split()])
    for tongue, endings in {
        "english": "s es ed e",
        "french": "s es ent ation ations ature ement era eront",
        "spanish": "s es an en aron ado ados ar acion ara are aran aremos era ere eran ira ire iran",
        "german": "t en et te ten s es em e ung ungen",
        "italian": "are ano ato ata ati ate era eranno ava avano ere ono uto uta uti ute ire ito ita iti ite",
        "portuguese": "ar am aram ou ado ada ados adas ara ando er em eram eu ido ida idos idas ir iram iu",
        "russian": "л ла ли ло ет ют ит ят ть",
        "turkish": """
            i u in un e a yi yu ye ya si su sini sunu sina sine sinda sinde ni nu na ne nda nde ndan nden da
            de ta te dan den tan ten ini unu ina ine inda inde unda unde indan inden nin nun daki deki taki
            teki inin unun sinin di du ti tu iyor uyor ildi uldu ndi ecek acak mesi masi isi usu isinde me
            ma mek mak dir dur tir tur lik luk""",
        "kurmanji": "e a en an ek eke eki yek yeke ya ye yen yan i ine in",
        "sorani": """
            ي ه هكه هكهي هكان هكاني ان اني يك يهك هيهك يهكي كان كاني كه كهي ێك ێكي يش هوه يه هيهكي ن ني يان
            ێ يي""",
        "persian": "ها هاي هايي اي ان ه هاند ند د ش شان",
    }.items()
}
_A_TOWN: Final = 4
_DONE: Final = re.compile(
    "^((?:ab|an|auf|aus|ein|vor|zu|um|weg|los|frei|fest|fort|zuruck|nieder|bei|mit)?)ge(?=.{4,}(?:t|en)$)"
)
"""Of a German participle: gesperrt, abgesagt."""
_NONE: Final[frozenset[str]] = frozenset()
_PARTICLES: Final = {
    "english": "the of in to for after with and on at by says over from as amid",
    "french": "le la les des du une dans pour sur avec au aux et est",
    "spanish": "el los las en una por con para del tras y",
    "german": "der die das den dem im auf mit nach fur und bei von",
    "turkish": "ve bir icin ile ya nin yi daki deki oldu etti edildi",
    "kurmanji": "li di ji bi xwe",
}
_TONGUES: Final = {word: tongue for tongue, words in _PARTICLES.items() for word in words.split()}


def one_ending(one: str, other: str, words: Sequence[str], tongue: str) -> bool:
    """Whether folded words are one word in two forms. `words`: of the title that one of them is of; `tongue`:
    in which it is told, or ""."""
    if one[0].isascii() != other[0].isascii():
        return False
    if tongue != "german" and (one + "s" == other or other + "s" == one):
        return False  # one sailor is not sailors
    if tongue == "german":
        if one + "er" == other or other + "er" == one:
            return min(len(one), len(other)) > _A_TOWN  # Leipziger Wohnhaus
        one, other = _DONE.sub(r"\1", one), _DONE.sub(r"\1", other)
    begin = _begin(one, other)
    if len(begin) < min(_LEAST.values()):
        return False
    tongues = (tongue,) if tongue else _tongues(tuple(words))
    return any(_in_one(one, other, begin, tongue) for tongue in tongues)


@lru_cache(maxsize=4_000)
def _tongues(words: tuple[str, ...]) -> tuple[str, ...]:
    """In which tongues a title may be, by its small words; Turkish has few."""
    if not words[0][0].isascii():
        letters = "".join(words)
        if any(char in "ێۆڕڵڤ" for char in letters):
            return ("sorani",)
        return ("persian",) if any(char in "گپچژ" for char in letters) else ()
    found = {_TONGUES[word] for word in words if word in _TONGUES}
    return tuple(sorted(found)) or ("turkish",)


def _begin(one: str, other: str) -> str:
    at = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        at += 1
    return one[:at]


def _in_one(one: str, other: str, begin: str, tongue: str) -> bool:
    """Whether some cut leaves an ending of the tongue behind both words."""
    known, least = _ENDINGS.get(tongue, _NONE), _LEAST.get(tongue, 4)
    return any(
        one[at:] in known and other[at:] in known
        for at in range(len(begin), max(least, len(begin) - 2) - 1, -1)
    )
