"""Who says it, put first as before a colon, wherever a title of another tongue than Arabic has it.

Iraq will not cut output, says oil minister    → oil minister: Iraq will not cut output
Oil minister says that Iraq will not cut output → oil minister: Iraq will not cut output
Bombe in Mossul explodiert, laut Polizei       → Polizei: Bombe in Mossul explodiert
Bombe in Mossul explodiert, teilt Polizei mit  → Polizei: Bombe in Mossul explodiert
Şimşek, enflasyonun düşeceğini söyledi         → Şimşek: enflasyonun düşeceğini
به گفته پلیس، سه نفر کشته شدند                  → پلیس: سه نفر کشته شدند

So two outlets that word it otherwise tell the same, and who speaks is seen where each lets another speak.
Only verbs that do nothing but say, or say «that»: who announces tariffs imposes them. Each tongue has its own
verbs, looked for where one of its words stands in the title at all.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from streamer.text import fold
from workers.dedupe.words.fillers import SOURCES

_SAYS: Final = {
    "english": "says?|said",
    "french": r"affirme(?:nt)?|dit|disent|déclare(?:nt)?|assure(?:nt)?|indique(?:nt)?|annonce(?:nt)?"
    r"|confirme(?:nt)?|précise(?:nt)?|rapporte(?:nt)?"
    r"|a (?:déclaré|affirmé|annoncé|indiqué|confirmé|précisé)|ont (?:déclaré|affirmé|annoncé|indiqué)",
    "spanish": "dicen?|dijo|afirman?|aseguran?|informan?|anuncian?|confirman?|señalan?|indican?|informó"
    "|anunció|confirmó|aseguró|afirmó",
    "german": "sagt|sagte|sagen|erklärt|erklärte|meldet|melden|berichtet|berichten|bestätigt",
    "portuguese": "dizem|diz|disse|afirma|informa",
    "italian": "dice|dicono|afferma",
    "russian": "говорит|сообщает|сообщил[аи]?|заявил[аи]?",
}
"""Verbs behind what is said."""
_ACCORDING: Final = {
    "english": "according to",
    "french": "selon|d['’]après",
    "spanish": "según",
    "german": "laut",
    "italian": "secondo",
    "portuguese": "segundo|de acordo com",
    "russian": "по словам|по данным",
}
_THAT: Final = {
    "english": (
        r" (?:says?|said) (?:that )?(?!to\b|no\b|yes\b|goodbye\b|it\b|in\b|on\b|at\b|the same\b)",
        " (?:confirm(?:s|ed)?|announc(?:es?|ed)|report(?:s|ed)?|insist(?:s|ed)?|stress(?:es|ed)?"
        "|reveal(?:s|ed)?|stat(?:es?|ed)|declar(?:es?|ed)|add(?:s|ed)?) that ",
    ),
    "french": (
        " (?:affirme(?:nt)?|dit|déclare|assure|annonce(?:nt)?|indique(?:nt)?|confirme(?:nt)?|précise|rapporte"
        "|a (?:déclaré|affirmé|annoncé|assuré|confirmé|indiqué)) (?:que |qu['’])",
    ),
    "spanish": (
        " (?:dice|dijo|dicen|afirma|afirmó|asegura|aseguró|anuncia|anunció|informa|informó|confirma|confirmó"
        "|señala|indica) (?:de )?que ",
    ),
    "portuguese": (" (?:diz|dizem|disse|afirmou|anunciou|confirma|informa) que ",),
    "italian": (" (?:dice|dicono|afferma|ha detto|annuncia|conferma) che ",),
    "russian": (",? (?:заявил[аи]?|сообщил[аи]?|объявил[аи]?|говорит|сказал[аи]?), что ",),
    "german": (
        " (?:sagt|sagte|erklärt|erklärte|kündigt an|meldet|bestätigt|betont|teilt mit|gibt bekannt),? dass ",
    ),
}
"""Verbs before what is said."""
_NOUNS: Final = (
    r"minister|ministry|officials?|sources?|police|army|military|president|premier|pm|spokes\w+|governor"
    r"|mayor|media|ministère|ministre|armée|président|ministro|ministerio|policía|polizei|ministerium|polis"
    r"|bakanlık|yetkili|un|treasury|pentagon|kremlin|white house|state department|presidency|prosecutors?"
    r"|coast ?guard|regulator|watchdog|central bank|embassy|hospital|rescuers|weltbank|regierung"
    r"|bundesregierung|kreml|staatsanwaltschaft|feuerwehr|behörden|parquet|préfecture|préfet|pompiers"
    r"|gendarmerie|élysée|maison blanche|pentágono|casa blanca|fiscalía|procura|questura|vigili del fuoco"
    r"|governo|gobierno|gouvernement|monitor|medics|state tv|(?-i:[A-Z]{2,6})"
)
"""Who speaks without a verb, behind a dash or a colon."""


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WHO: Final = r"(?P<who>[^\s,:|–—-][^,:|–—]{0,60}?)"
_REST: Final = r"(?P<rest>\s+[-–—|]\s+[^|–—]{2,30})?\s*$"
"""The name of an outlet may stand last of all."""
_WITH: Final = r"(?:including|among|with|and|dont|y compris|et)"
"""Before somebody of those who are told of."""
_BARE: Final = _form(
    rf"^(?P<what>[^:|]{{25,}}?)\s*(?:\s[-–—]|:|,)\s*(?!{_WITH}\b)(?P<who>(?:\w+ ){{0,3}}(?:{_NOUNS})){_REST}"
)
_ITS_OWN: Final = {
    "german": (
        _form(
            rf"^(?P<what>.{{15,}}?)\s*,\s*(?:teilt|teilte|teilen|gibt|gab)\s+{_WHO}\s+(?:mit|bekannt){_REST}"
        ),
        _form(
            rf"^(?P<what>.{{15,}}?)\s*,\s*wie\s+{_WHO}\s+(?:mitteilte?|berichtete?|meldete?|sagte?){_REST}"
        ),
    ),
    "turkish": (
        _form(
            r"^(?P<who>[^,:|]{2,40}?), (?P<what>.{10,}(?:[dt][ıiuü]ğ[ıiuü]n[ıiuü]|eceğini|acağını)"
            r" (?:söyledi|açıkladı|duyurdu|belirtti|bildirdi|ifade etti|kaydetti|vurguladı))$"
        ),
        _form(r"^(?P<who>[^,:|]{2,40}?)['’](?:y?[ae]|n[ae]) göre,? (?P<what>[^:|]{10,})$"),
    ),
    "persian": (_form(r"^به گفته (?P<who>[^،,:|]{2,40}?)[،,:] (?P<what>[^|]{10,})$"),),
}
"""Ways of a tongue that no other has."""
_BY: Final = {
    "english": "(?:confirmed|announced|reported) by",
    "french": "(?:confirmée?s?|annoncée?s?) par",
    "spanish": "(?:confirmad[oa]s?|anunciad[oa]s?) por|según (?:informó|confirmó|anunció|informan?)",
    "german": "(?:bestätigt|gemeldet) von",
}
"""What is said, by whom, at the end: premier cas confirmé par le ministère."""
_WARNS: Final = {
    "english": "warns?|warned",
    "french": "avertit|avertissent|prévient|alerte|met en garde",
    "spanish": "advierten?|alertan?|advirtió",
    "german": "warnt|warnen|warnte",
}
"""What is said, and more than that: it stays, before what is said."""


class _Forms(NamedTuple):
    words: frozenset[str]
    """One of them stands in whatever the forms match, in small letters."""
    forms: tuple[re.Pattern[str], ...]


_WORD: Final = re.compile(r"[^\W\d_]+")


def _forms(tongue: str) -> _Forms:
    says, according = _SAYS.get(tongue, ""), _ACCORDING.get(tongue, "")
    forms: list[re.Pattern[str]] = []
    if according:
        forms += [
            _form(rf"^(?:{according})\s+{_WHO},\s+(?P<what>[^:|]{{10,}})$"),
            _form(rf"^(?P<what>.{{15,}}?)\s*[,;–—]\s*(?:{says}|{according})\s+{_WHO}{_REST}"),
            _form(rf"^(?P<what>.{{15,}}?)\s+(?:{according})\s+{_WHO}{_REST}"),
            _form(rf"^(?P<what>.{{15,}}?)\s*,\s*{_WHO}\s+(?:{says}){_REST}"),
        ]
    if by := _BY.get(tongue, ""):
        forms.append(_form(rf"^(?P<what>.{{15,}}?),? (?:{by}) {_WHO}{_REST}"))
    if warns := _WARNS.get(tongue, ""):
        forms += [
            _form(rf"^(?P<what>.{{15,}}?)\s*[,;–—]\s*(?P<verb>{warns})\s+{_WHO}{_REST}"),
            _form(rf"^(?P<what>.{{15,}}?)\s*,\s*{_WHO}\s+(?P<verb>{warns}){_REST}"),
        ]
    forms += [
        _form(rf"^(?P<who>[^,:|]{{2,50}}?){that}(?P<what>.{{10,}})$")
        for that in _THAT.get(tongue, ())
    ]
    forms += _ITS_OWN.get(tongue, ())
    return _Forms(_TRIGGERS[tongue], tuple(forms))


_LISTED: Final = {
    "english": "say says said according that by warn warns warned",
    "french": """affirme affirment dit disent déclare déclarent assure assurent indique indiquent annonce
        annoncent confirme confirment précise précisent rapporte rapportent déclaré affirmé
        annoncé indiqué confirmé précisé assuré selon après par avertit avertissent prévient
        alerte met""",
    "spanish": """dice dicen dijo afirma afirman asegura aseguran informa informan anuncia anuncian confirma
        confirman señala señalan indica indican informó anunció confirmó aseguró afirmó según
        por advierte advierten alerta alertan advirtió""",
    "german": """sagt sagte sagen erklärt erklärte meldet melden berichtet berichten bestätigt laut dass teilt
        teilte teilen gibt gab wie von warnt warnen warnte""",
    "portuguese": "dizem diz disse afirma afirmou informa anunciou confirma segundo acordo",
    "italian": "dice dicono afferma detto annuncia conferma secondo",
    "russian": """говорит сообщает сообщил сообщила сообщили заявил заявила заявили объявил объявила объявили
        сказал сказала сказали словам данным""",
    "turkish": "söyledi açıkladı duyurdu belirtti bildirdi etti kaydetti vurguladı göre",
    "persian": "گفته",
}
_TRIGGERS: Final = {tongue: frozenset(words.split()) for tongue, words in _LISTED.items()}
_BY_TONGUE: Final = {tongue: _forms(tongue) for tongue in _LISTED}
_ALL: Final = _Forms(
    frozenset[str]().union(*_TRIGGERS.values()),
    tuple(form for one in _BY_TONGUE.values() for form in one.forms),
)
_WORDS: Final = 6
"""Of who speaks at most."""
_ARTICLE: Final = _form(r"^(?:the|l['’]|la|le|el|die|der|das|il|lo|o|a)\s*")
_ANYBODY: Final = _form(
    r"^(?:the )?(?:officials?|sources?|authorities|reports?|(?:state |local )?media|witnesses|medics"
    r"|des sources|autorités|médias|fuentes|autoridades|medios|behörden|medien|berichte|fonti|autorità"
    r"|fontes|mídia|сми|источники?)$"
)
"""Whose word says nothing more."""
_SET_APART: Final = re.compile(r"[-–—:,]")


def speaker_first(title: str, tongue: str = "") -> str:
    """The title with who says it first, or as it is. `tongue`: in which it is told; "": in whatever."""
    told = _BY_TONGUE.get(tongue, _ALL)
    forms = told.forms
    if told.words.isdisjoint(_WORD.findall(title.lower())):
        forms = ()
    if _SET_APART.search(title):
        forms = (*forms, _BARE)
    for form in forms:
        found = form.match(title)
        if found and len(found["who"].split()) <= _WORDS:
            who = found["who"]
            verb = found.groupdict().get("verb")
            agency = fold(_ARTICLE.sub("", who)) in SOURCES
            if verb:
                return f"{who} {verb} {found['what']}{found['rest'] or ''}"
            who = "" if agency or _ANYBODY.match(who) else f"{who}: "
            return f"{who}{found['what']}{found.groupdict().get('rest') or ''}"
    return title
