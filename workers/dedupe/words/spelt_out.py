"""What endings of Turkish, Persian and Kurdish words say, and signs of other tongues, before a fold.

Ankara'dan Bağdat'a        → from Ankara to Bağdat
Fenerbahçe'yi yendi        → accusativum Fenerbahçe …     whom it is done to, wherever it stands
polis tarafından           → tarafından polis             who did it
استقلال را                 → accusativum استقلال
à Lyon, a Roma             → dans Lyon, nel Roma
"""

from __future__ import annotations

import re
from typing import Final

from streamer.text import fold
from workers.dedupe.words import lexicon, nations
from workers.dedupe.words.inflections import OBJECT
from workers.dedupe.words.kinds import PLACE
from workers.dedupe.words.phrases import Phrase

_CASES: Final = {
    "to": "ya ye a e na ne", "in": "da de ta te nda nde daki deki taki teki ndaki ndeki",
    "from": "dan den tan ten ndan nden", "with": "la le yla yle",
    OBJECT: "yı yi yu yü ı i u ü nı ni nu nü",
    "": "ın in un ün nın nin nun nün lı li lu lü nındaki lar ler ları leri",
}  # fmt: skip
_BY_CASE: Final = {ending: case for case, endings in _CASES.items() for ending in endings.split()}
_APOSTROPHE: Final = re.compile(
    rf"(?P<before>\b[^\W\d_]+ )?(?P<word>\b\w+)['’ʼ]"
    rf"(?:l[ıiuü](?=y|l|n))?(?:l[ae]r(?=[ıi]|[ae]|d))?"
    rf"(?P<case>{'|'.join(sorted(_BY_CASE, key=len, reverse=True))})\b"
)
_GOZ: Final = re.compile(r"\b[Gg]öz altı")
_BY: Final = re.compile(r"(?<!\S)(\S+) tarafından\b")
_BY_A_BODY: Final = re.compile(
    r"\b(mahkeme|bakanlık|polis|meclis|hükümet|kurul|belediye|valilik|savcılık|jandarma|komisyon)[cç][ae]\b",
    re.IGNORECASE,
)
"""mahkemece reddedildi: by the court."""
_OUR: Final = re.compile(r"\b([Aa]sker|[Pp]olis|[Vv]atandaş)(?:ler|lar)?[ıi]m[ıi]z\b")
"""Our soldier, who is a soldier in another's words; a Turkish one, where a state is named."""
_NAMED: Final = re.compile(r"(\b\w+)['’]")
_WHO: Final = (
    "[Öö]ğretmen|[Öö]ğrenci|[Pp]olis|[Dd]oktor|[Hh]emşire|[Bb]akan|[Bb]aşkan|[Mm]üdür|[Vv]ali|[Kk]omutan"
    "|[Hh]akem|[Ss]avcı|[İi]şçi|[Aa]sker|[Hh]akim"
)
_FIRST: Final = re.compile(
    rf"^(?!(?:Asker|Hakim)i (?!(?:{_WHO}|[Tt]erörist|[Kk]adın|[Çç]ocuk|\w+(?<![nl])[dt][ıiuü])\b))"
    rf"({_WHO})y?[ıiuü]\b"
)
"""Put first of all, such a noun is no half of another, so its ending says that he suffers it. Askeri is
military too, and Hakimi a name, but before who does it, or its verb: askeri polis vurdu."""
_OBJECT: Final = re.compile(
    r"(?P<before>(?<!\S)\S+ )?(?P<word>\b(?:[Cc]umhurbaşkanı|[Bb]aşkanı|[Bb]aşbakanı|[Bb]akanı))nı\b"
)
_WITH: Final = re.compile(r"(?<!\S)(\S+) ile\b")
_WORDS: Final = {
    "in": """açıklarında yakınlarında yakınında binasında kıyılarında sahilinde kampüsünde
        kentinde ilinde ilçesinde bölgesinde eyaletinde semtinde mahallesinde köyünde""",
    "nedeniyle": "nedeniyle sebebiyle yüzünden dolayısıyla sonucu sonucunda neticesinde",
    "sonra": "sonrası sonrasında ardından", "önce": "öncesi öncesinde", "hakkında": "hakkında konusunda",
    "sırasında": "sırasında esnasında",
}  # fmt: skip
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
_HIGH: Final = re.compile("[Bb]akan|[Bb]aşkan|[Bb]üyükelçi|[Ee]mir|[Kk]ral|[Pp]rens|[Kk]ançelya")
"""Who receives and is received; a law is adopted by the same word."""
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
_CHIEF: Final = re.compile(
    r"\b(Apple|Nvidia|Microsoft|OpenAI|Boeing|JPMorgan|Google|Amazon|Tesla|Intel|Netflix|Uber|Volkswagen"
    r"|BMW|Airbus|Nissan|Toyota|BP|Shell|Nestle|Ryanair|Meta|Spotify|Ford)(?:['’]s)? (?:CEO|chief|boss)"
    r"(?= (?:to|will|says|said|warns?|visits|meets|resigns|steps|quits|defends|urges|tells|sees"
    r"|[A-Z][a-z]+ [A-Z][a-z]+)\b)"
)
"""Of a company; not its chief economist, nor its chief of design."""
_RA: Final = re.compile(r"(?P<before>(?<!\S)\S+ )?(?P<word>(?<!\S)\S+) را\b")
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
_THEY: Final = re.compile(
    r"(?<=: )(?<!Policía: )(?<!Fiscalía: )(?!(?:Aa|Sh|Ch|B|M)aron\b)(?=\w+(?:ar|[iyj]er)on\b)"
)
"""Right behind who speaks: no speaker says so of himself, who says «atacamos»."""
_WE: Final = re.compile(r"(?<=: )(?=\w{2,}[aei]mos\b)")
_IN_TOWN: Final = re.compile(r"\b[Aa]d? (?=([A-ZÀÈ]\w+))")
_NEAR: Final = re.compile(
    r"\b(?:[Àà] proximité|[Aa]ux abords|[Nn]on loin) d(?:es? |u |['’])(?:la |l['’])?"
    r"|\b[Pp]rès d(?:(?:es? |u |['’])(?:la |l['’])?(?=[A-ZÀÂÉÈÎÔ])|e l(?:a |['’])(?!moitié|ensemble))"
)
"""Of a place; près de 200 is about 200."""
_KURDISH: Final = re.compile(r"(\b\w{3,})['’](?:yê|ya|ê|a|an|î)\b")


def spelt_out(title: str, tongue: str) -> str:
    """The title with what its endings say before its words, as far as signs set them apart."""
    if tongue == "turkish":
        title = _OF_SUCH.sub("", _OURS.sub("Türkiye", title))
        title = _GOZ.sub("gözaltı", title)
        if not _BEHIND.keys().isdisjoint(title.split()):
            title = _POSTPOSITION.sub(_behind, title)
        title = _that(_BY_A_BODY.sub(r"tarafından \1", _BY.sub(r"tarafından \1", title)))
        title = _OBJECT.sub(_object, _FIRST.sub(rf"{OBJECT} \1", _OUR.sub(_our, title)))
        if _DOTS.search(title):
            title = _BECAME.sub("", title)
        if "'" in title or "’" in title or "ʼ" in title:
            title = _APOSTROPHE.sub(_case, title)
        title = _RECEIVED.sub("görüştü", title) if _somebody(title) else title
        return _WITH.sub(r"with \1", title)
    if tongue == "persian":
        title = _PRESENT.sub(r"\1", _JOINED.sub(" ", _THOUSANDS.sub(r"\1 ", title)))
        title = _TOOK_LIVES.sub(r"\1 کشته شدند", title)
        return _RA.sub(_object, title) if " را" in title else title
    if tongue == "french":
        return _NEAR.sub("near ", _AT.sub("dans ", title))
    if tongue == "spanish":
        return _WE.sub("nosotros ", _THEY.sub("ellos ", _THEY_WILL.sub("van", title)))
    if tongue == "italian":
        return _IN_TOWN.sub(_in_town, title)
    if tongue == "english":
        return _CHIEF.sub(r"\1 chief executive", title)
    if tongue == "german":
        return _COMPOUND.sub(_compound, title)
    return _KURDISH.sub(r"\1", title) if tongue == "kurmanji" else title


def _behind(found: re.Match[str]) -> str:
    return f"{_BEHIND[found['behind']]} {found['word']}"


def _our(found: re.Match[str]) -> str:
    units = {one.sense.unit for name in _NAMED.findall(found.string) for one in _known(name)}
    return found[1] if units.isdisjoint(nations.COUNTRIES) else f"Türk {found[1]}"


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
    percent = before.endswith("üzde ") or found.string[: found.start()].endswith("%")
    if word.isdigit() and case in ("to", "from") and percent:
        return f"{before}{case} {word}"  # yüzde 3'e düştü, %3'e
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


def _somebody(title: str) -> bool:
    """Whether somebody is received: two of high office are named before, or a delegation."""
    before, _, _ = title.rpartition(" kabul")
    return before.endswith(("eyeti", "eyetini")) or len(_HIGH.findall(before)) > 1


def _that(title: str) -> str:
    """Without «he said» at its end, and the verb before it as he would say it."""
    bare = _SAID.sub("", title)
    if bare == title and not title.endswith("ğini"):
        return title
    for ending, plain in _THAT:
        if ending.search(bare):
            return ending.sub(plain, bare)
    return title
