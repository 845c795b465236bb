"""Who says it, put first as before a colon, wherever a title of another tongue than Arabic has it.

Iraq will not cut output, says oil minister    → oil minister: Iraq will not cut output
Oil minister says that Iraq will not cut output → oil minister: Iraq will not cut output
Bombe in Mossul explodiert, laut Polizei       → Polizei: Bombe in Mossul explodiert
Şimşek, enflasyonun düşeceğini söyledi         → Şimşek: enflasyonun düşeceğini

So two outlets that word it otherwise tell the same, and who speaks is seen where each lets another speak.
Only verbs that do nothing but say: who announces tariffs imposes them.
"""

from __future__ import annotations

import re
from typing import Final

from streamer.text import fold
from workers.dedupe.words.fillers import SOURCES

_SAYS: Final = (
    r"says?|said|affirme(?:nt)?|dit|disent|déclare(?:nt)?|assure(?:nt)?|a (?:déclaré|affirmé|annoncé)"
    r"|dicen?|afirman?|aseguran?|sagt|sagte|sagen|erklärt|dizem|diz|disse|говорит|сообщает|сообщил[аи]?|заявил[аи]?"
)
"""Verbs behind what is said."""
_ACCORDING: Final = (
    "according to|selon|d['’]après|según|laut|secondo|segundo|de acordo com|по словам|по данным"
)
_THAT: Final = (
    r" (?:says?|said) (?:that )?(?!to\b|no\b|yes\b|goodbye\b|it\b|in\b|on\b|at\b|the same\b)",
    " (?:affirme|dit|déclare|assure|annonce|indique|a (?:déclaré|affirmé|annoncé|assuré)) (?:que |qu['’])",
    " (?:dice|dijo|dicen|afirma|afirmó|asegura|aseguró|anuncia|anunció) que ",
    " (?:diz|dizem|disse|afirmou|anunciou) que ",
    " (?:dice|dicono|afferma|ha detto|annuncia) che ",
    ",? (?:заявил[аи]?|сообщил[аи]?|объявил[аи]?|говорит|сказал[аи]?), что ",
    " (?:sagt|sagte|erklärt|erklärte|kündigt an|meldet),? dass ",
)
"""Verbs before what is said."""
_NOUNS: Final = (
    r"minister|ministry|officials?|sources?|police|army|military|president|premier|pm|spokes\w+|governor|mayor|media"
    r"|ministère|ministre|armée|président|ministro|ministerio|policía|polizei|ministerium|polis|bakanlık|yetkili|un"
    r"|monitor|medics|state tv"
)
"""Who speaks without a verb, behind a dash or a colon."""


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WHO: Final = r"(?P<who>[^\s,:|–—-][^,:|–—]{0,60}?)"
_REST: Final = r"(?P<rest>\s+[-–—|]\s+[^|–—]{2,30})?\s*$"
"""The name of an outlet may stand last of all."""
_FORMS: Final = (
    _form(rf"^(?:{_ACCORDING})\s+{_WHO},\s+(?P<what>[^:|]{{10,}})$"),
    _form(
        rf"^(?P<what>.{{15,}}?)\s*[,;–—]\s*(?:{_SAYS}|{_ACCORDING})\s+{_WHO}{_REST}",
    ),
    _form(rf"^(?P<what>.{{15,}}?)\s+(?:{_ACCORDING})\s+{_WHO}{_REST}"),
    _form(rf"^(?P<what>.{{15,}}?)\s*,\s*{_WHO}\s+(?:{_SAYS}){_REST}"),
    _form(
        rf"^(?P<what>[^:|]{{25,}}?)\s*(?:\s[-–—]|:|,)\s*(?P<who>(?:\w+ ){{0,3}}(?:{_NOUNS})){_REST}"
    ),
    *(_form(rf"^(?P<who>[^,:|]{{2,50}}?){says}(?P<what>.{{10,}})$") for says in _THAT),
    _form(
        r"^(?P<who>[^,:|]{2,40}?), (?P<what>.{10,}(?:[dt][ıiuü]ğ[ıiuü]n[ıiuü]|eceğini|acağını)"
        r" (?:söyledi|açıkladı|duyurdu|belirtti|bildirdi|ifade etti|kaydetti|vurguladı))$"
    ),
)
_MAYBE: Final = _form(
    rf"\b(?:{_SAYS}|{_ACCORDING}|{_NOUNS}|que|che|qu|dass|что|söyledi|açıkladı|duyurdu|belirtti|bildirdi|ifade"
    r"|kaydetti|vurguladı)\b"
)
"""Stands in all of them: most titles have none."""
_WORDS: Final = 6
"""Of who speaks at most."""


_ARTICLE: Final = _form(r"^(?:the|l['’]|la|le|el|die|der|das|il|lo|o|a)\s*")
_ANYBODY: Final = _form(
    r"^(?:the )?(?:officials?|sources?|authorities|reports?|(?:state |local )?media|witnesses|medics"
    r"|des sources|autorités|médias|fuentes|autoridades|medios|behörden|medien|berichte|fonti|autorità"
    r"|fontes|mídia|сми|источники?)$"
)
"""Whose word says nothing more."""


def speaker_first(title: str) -> str:
    """The title with who says it first, or as it is."""
    if not _MAYBE.search(title):
        return title
    for form in _FORMS:
        found = form.match(title)
        if found and len(found["who"].split()) <= _WORDS:
            who = found["who"]
            agency = fold(_ARTICLE.sub("", who)) in SOURCES
            who = "" if agency or _ANYBODY.match(who) else f"{who}: "
            return f"{who}{found['what']}{found.groupdict().get('rest') or ''}"
    return title
