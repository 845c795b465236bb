"""What endings of Turkish, Persian and Kurdish words say, as the prepositions of other tongues say it.

Ankara'dan Bağdat'a        → from Ankara to Bağdat        before a fold, which takes the apostrophe
Fenerbahçe'yi yendi        → accusativum Fenerbahçe …     whom it is done to, wherever it stands
polis tarafından           → tarafından polis             who did it
استقلال را                 → accusativum استقلال
enflasyonun, حکومەتەکەی     → enflasyon, حکومەت            where a list knows the word without its ending
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from streamer.text import fold
from workers.dedupe.words import lexicon, nations
from workers.dedupe.words.kinds import CONCEPT, JOINT, NATION, OFFICE, PLACE
from workers.dedupe.words.phrases import Phrase
from workers.dedupe.words.remembered import remembered

OBJECT: Final = "accusativum"
"""Stands before whom or what it is done to, where not the order of words says so."""
_CASES: Final = {
    "to": "ya ye a e na ne",
    "in": "da de ta te nda nde daki deki taki teki ndaki ndeki",
    "from": "dan den tan ten ndan nden",
    "with": "la le yla yle",
    OBJECT: "yı yi yu yü ı i u ü nı ni nu nü",
    "": "ın in un ün nın nin nun nün lı li lu lü nındaki lar ler ları leri",
}
_BY_CASE: Final = {ending: case for case, endings in _CASES.items() for ending in endings.split()}
_APOSTROPHE: Final = re.compile(
    rf"(?P<before>[^\W\d_]+ )?(?P<word>\w+)['’ʼ]"
    rf"(?:l[ıiuü](?=y|l|n))?(?:l[ae]r(?=[ıi]|[ae]|d))?"
    rf"(?P<case>{'|'.join(sorted(_BY_CASE, key=len, reverse=True))})\b"
)
_GOZ: Final = re.compile(r"\b[Gg]öz altı")
_BY: Final = re.compile(r"\b(\S+) tarafından\b")
_WITH: Final = re.compile(r"\b(\S+) ile\b")
_WORDS: Final = {
    "in": """açıklarında yakınlarında yakınında binasında kıyılarında sahilinde kampüsünde
        kentinde ilinde ilçesinde bölgesinde eyaletinde semtinde mahallesinde köyünde""",
    "nedeniyle": "nedeniyle sebebiyle yüzünden dolayısıyla sonucu sonucunda neticesinde",
    "sonra": "sonrası sonrasında ardından",
    "önce": "öncesi öncesinde",
    "hakkında": "hakkında konusunda",
    "sırasında": "sırasında esnasında",
}
"""What a Turkish word behind a noun says, as a preposition before it: Somali açıklarında, in Somali."""
_BEHIND: Final = {word: joint for joint, words in _WORDS.items() for word in words.split()}
_POSTPOSITION: Final = re.compile(
    r"(?P<word>\b(?:[^\W\d_]{2,} (?=\w+m[ae]s[ıi]\b))?[^\W\d_]{2,})(?:['’]\w{1,4})?"
    rf" (?P<behind>{'|'.join(_BEHIND)})\b"
)
_BECAME: Final = re.compile(r"\boldu(?:lar)?\b")
"""Is or became; a fold makes öldü, died, of it."""
_OF_SUCH: Final = re.compile(r"(?<=\d)['’]?l[iıuü]k\b")
"""Behind a number, what is of it: 4.3'lük deprem."""
_OURS: Final = re.compile(r"\bA Milli (?:Futbol )?Takım\b")
_RECEIVED: Final = re.compile(r"\bkabul et(?:ti|miş|tiği)\b")
_HIGH: Final = "(?:[Bb]akan|[Bb]aşkan|[Bb]üyükelçi|[Ee]mir|[Kk]ral|[Pp]rens|[Kk]ançelya)"
_SOMEBODY: Final = re.compile(rf"{_HIGH}\w*\b.*\b{_HIGH}\w*\b.* kabul|[Hh]eyeti?ni kabul")
"""Whom somebody receives; a law is adopted by the same word."""
_DOTS: Final = re.compile("[çğıöşüİ]")
_THAT: Final = (
    (re.compile(r"\bolmadığını?$"), "değil"),
    (re.compile("eceğini?$"), "ecek"),
    (re.compile("acağını?$"), "acak"),
    (re.compile("(?<=[dt][ıiuü])ğ[ıiuü]n[ıiuü]$"), ""),
)
"""Endings of a Turkish verb of what is said."""
_SAID: Final = re.compile(
    r",? (?:söyledi|açıkladı|duyurdu|belirtti|bildirdi|ifade etti|kaydetti|vurguladı)$"
)
_RA: Final = re.compile(r"(?P<before>\S+ )?(?P<word>\S+) را\b")
_JOINED: Final = re.compile("\u200c(?=(?:ها|های|هایی|تر|ترین|ای)\\b)")
_COMPOUND: Final = re.compile(r"\b([A-ZÄÖÜ]?[a-zäöüß]{4,})-([A-ZÄÖÜ][a-zäöüß]{2,})\b")
_PRESENT: Final = re.compile(r"(?<!\w)(ن?می)[ \u200c](?=\w)")
"""Of a Persian verb, written apart or with half a space."""
_THOUSANDS: Final = re.compile("(هزار|میلیون|میلیارد)(?=تومان|دلار|ریال|نفر|یورو|تن)")
"""Written on to what they count."""
_TOOK_LIVES: Final = re.compile(r"\bجان (.{2,30}?) را گرفت\b")
_AT: Final = re.compile(r"\bà (?=[A-ZÀÂÉÈÎÔ])")
"""Before a name, where it is: a fold makes the verb of it."""
_THEY_WILL: Final = re.compile(r"\birán\b")
"""A fold makes Iran of it."""
_IN_TOWN: Final = re.compile(r"\b[Aa]d? (?=([A-ZÀÈ]\w+))")
_NEAR: Final = re.compile(
    r"\b(?:[Àà] proximité|[Aa]ux abords|[Nn]on loin) d(?:es? |u |['’])(?:la |l['’])?"
    r"|\b[Pp]rès d(?:(?:es? |u |['’])(?:la |l['’])?(?=[A-ZÀÂÉÈÎÔ])|e l(?:a |['’])(?!moitié|ensemble))"
)
"""Of a place; près de 200 is about 200."""
_KURDISH: Final = re.compile(r"(\w{3,})['’](?:yê|ya|ê|a|an|î)\b")


def spelt_out(title: str, tongue: str) -> str:
    """The title with what its endings say before its words, as far as signs set them apart."""
    if tongue == "turkish":
        title = _OF_SUCH.sub("", _OURS.sub("Türkiye", title))
        if _DOTS.search(title):
            title = _BECAME.sub("", title)
        title = _GOZ.sub("gözaltı", title)
        if not _BEHIND.keys().isdisjoint(title.split()):
            title = _POSTPOSITION.sub(_behind, title)
        title = _that(_BY.sub(r"tarafından \1", title))
        if "'" in title or "’" in title or "ʼ" in title:
            title = _APOSTROPHE.sub(_case, title)
        title = _RECEIVED.sub("görüştü", title) if _SOMEBODY.search(title) else title
        return _WITH.sub(r"with \1", title)
    if tongue == "persian":
        title = _PRESENT.sub(r"\1", _JOINED.sub(" ", _THOUSANDS.sub(r"\1 ", title)))
        title = _TOOK_LIVES.sub(r"\1 کشته شدند", title)
        return _RA.sub(_object, title) if " را" in title else title
    if tongue == "french":
        return _NEAR.sub("near ", _AT.sub("dans ", title))
    if tongue == "spanish":
        return _THEY_WILL.sub("van", title)
    if tongue == "italian":
        return _IN_TOWN.sub(_in_town, title)
    if tongue == "german":
        return _COMPOUND.sub(_compound, title)
    return _KURDISH.sub(r"\1", title) if tongue == "kurmanji" else title


def _behind(found: re.Match[str]) -> str:
    return f"{_BEHIND[found['behind']]} {found['word']}"


def _in_town(found: re.Match[str]) -> str:
    """In a town, as Italian says it: a Roma; not a Israele, to whom something is said."""
    units = {one.sense.unit for one in _known(found[1]) if one.sense.kind == PLACE}
    return "nel " if units and units.isdisjoint(nations.COUNTRIES) else found[0]


def _compound(found: re.Match[str]) -> str:
    """A German noun of two, written as one: Klimaschutz-Gesetz."""
    if any(one.sense.kind == PLACE for half in found.groups() for one in _known(half)):
        return found[0]  # Berlin-Mitte
    return found[1] + found[2].lower()


def _known(word: str) -> tuple[Phrase, ...]:
    return lexicon.known(fold(word)).phrases


def _object(found: re.Match[str]) -> str:
    return _before(OBJECT, found["before"] or "", found["word"])


def _case(found: re.Match[str]) -> str:
    before, word = found["before"] or "", found["word"]
    case = _BY_CASE[found["case"]]
    if not case or word.isdigit() or (case != OBJECT and word in _BODIES):
        return f"{before}{word}"
    return _before(case, before, word)


_NAMED_BODIES: Final = """
    Bakanlığı Başkanlığı Müdürlüğü Kurulu Mahkemesi Bankası Kurumu Meclisi Konseyi Örgütü Komisyonu Valiliği
    Belediyesi Birliği Partisi Üniversitesi Sendikası Gazete Federasyonu
"""
_BODIES: Final = frozenset(_NAMED_BODIES.split())
"""Ends of the names of bodies, of which an ending says no more than that they act or speak."""


def _before(case: str, before: str, word: str) -> str:
    """With the case before the word, or before the phrase of two that it ends."""
    if before and _phrase(fold(before), fold(word)):
        return f"{case} {before}{word}"
    return f"{before}{case} {word}"


def _phrase(first: str, second: str) -> bool:
    return (
        any(phrase.rest == (second,) for phrase in lexicon.known(first).phrases) if first else False
    )


def _that(title: str) -> str:
    """Without «he said» at its end, and the verb before it as he would say it."""
    bare = _SAID.sub("", title)
    if bare == title and not title.endswith("ğini"):
        return title
    for ending, plain in _THAT:
        if ending.search(bare):
            return ending.sub(plain, bare)
    return title


_ENDINGS: Final = {
    "turkish": {
        "in": "nda nde da de ta te",
        "from": "ndan nden dan den tan ten",
        "to": "na ne ya ye",
        OBJECT: "i u yi yu",
        "": "nin nun in un si su ni nu sini sunu sinin sunun ini unu inin unun",
    },
    "persian": {"": "هاي ها هايي اي ي ش اش"},
    "sorani": {"": "وه ييهوه يهوه هوه دا هكان هكاني هكه هكهي هكي ێكي يهكي يهك ێك ي ه يش"},
    "kurmanji": {"": "e a en an i ek eke eki yek ye ya yen"},
    "german": {"": "en n e s es er em"},
    "russian": {},
}
"""Tongue → what they say → endings, folded."""
_CUTS: Final = {
    tongue: tuple(
        sorted(
            ((ending, case) for case, endings in rows.items() for ending in endings.split()),
            key=lambda row: -len(row[0]),
        )
    )
    for tongue, rows in _ENDINGS.items()
}
_DEEDS: Final = """کرا کران کرد کردن کراوە کراون دەکات دەکرێت دەکرێن بووەوە کرایەوە کردەوە کردووە
    بووەتەوە دەبێتەوە"""
_VERB: Final = re.compile(f"(.{{3,}}?)({'|'.join(map(fold, _DEEDS.split()))})")
"""A Sorani verb that is written on to its noun: کۆنترۆڵکرا."""
_PLAIN: Final = str.maketrans("ڕڵ", "رل")
"""Letters that not every keyboard has."""
_SHORT: Final = 4
_WHERE: Final = ((("da", "de", "ta", "te"), "in"), (("dan", "den", "tan", "ten"), "from"))
"""Endings that say where, whatever the noun is."""
_LEAST: Final = {"persian": 3, "sorani": 3}
"""Letters that are left at least; of a tongue that is not named, 4."""


def uninflected(told: Sequence[str], tongue: str) -> list[str]:
    """Folded words without endings, where a list knows them only so."""
    if tongue not in _CUTS:
        return list(told)
    if tongue == "russian":
        return list(_oblique(told))
    found: list[str] = []
    at = 0
    if tongue in _GLUED:
        told = list(_joined(told))
    while at < len(told):
        whole = phrase_at(told, at)
        found += told[at : at + whole] if whole else _bare(told[at], tongue)
        at += whole or 1
    return found


def phrase_at(told: Sequence[str], at: int) -> int:
    """Words of the longest phrase of the other lists that begins there: they know it as it is."""
    longer = _longer(told[at])
    if not longer or at + 1 == len(told):
        return 0
    for rest in longer.get(told[at + 1], ()):
        if tuple(told[at + 1 : at + 1 + len(rest)]) == rest:
            return len(rest) + 1
    return 0


@remembered(40_000)
def _longer(word: str) -> dict[str, list[tuple[str, ...]]]:
    """Second word → what stands behind the first in phrases of the lists, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon.known(word).phrases:
        if phrase.rest:
            found.setdefault(phrase.rest[0], []).append(phrase.rest)
    return found


def _oblique(told: Sequence[str]) -> Iterator[str]:
    """Russian words, those in the accusative or dative of the singular with what says so before them, unless
    a preposition does."""
    before = ""
    for word in told:
        joined = before and any(one.kind == JOINT for one in lexicon.senses(before))
        if len(word) > _SHORT and word[-1] in "ую" and word[-2:] != "ую" and not joined:
            yield OBJECT
        yield word
        before = word


_GLUED: Final = ("persian", "sorani")


def _joined(told: Sequence[str]) -> Iterator[str]:
    """With two words as one where a list knows them only so: آتش سوزی."""
    skip = False
    for word, after in pairwise([*told, ""]):
        if skip:
            skip = False
        elif after and not lexicon.known(after).phrases and _noun_or_verb(word + after):
            skip = True
            yield word + after
        else:
            yield word


def _noun_or_verb(word: str) -> bool:
    return any(one.kind in _NOUNS for one in lexicon.senses(word))


@lru_cache(maxsize=4_000)
def _bare(word: str, tongue: str) -> tuple[str, ...]:
    if lexicon.known(word).phrases or word.isdigit():
        return (word,)
    if tongue == "sorani" and (half := _VERB.fullmatch(word)) is not None:
        return (*_bare(half[1], tongue), half[2])
    known = next(_cut(word, tongue), None)
    if known is None and tongue == "turkish" and len(word) > _SHORT + 1:
        ends, case = next((row for row in _WHERE if word.endswith(row[0])), ((), ""))
        if not case:
            return (word,)
        short = word[: -len(next(end for end in ends if word.endswith(end)))]
        return (case, short if len(short) >= _SHORT and short[-1] != "n" else word)
    if known is None and tongue == "sorani":
        word = word.replace("وو", "و").translate(_PLAIN)
    return known or (word,)


def _cut(word: str, tongue: str) -> Iterator[tuple[str, ...]]:
    least = _LEAST.get(tongue, 4)
    for ending, case in _CUTS[tongue]:
        short = word[: -len(ending)]
        if len(short) >= least and word.endswith(ending) and _a_noun(short):
            yield (case, short) if case else (short,)


def _a_noun(word: str) -> bool:
    sense = next(lexicon.senses(word), None)
    return sense is not None and sense.kind in _NOUNS


_NOUNS: Final = (CONCEPT, OFFICE, PLACE, NATION)
