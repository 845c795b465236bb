"""What is written otherwise in a title of Latin or Kurdish letters, before it is folded.

A fold takes capitals and accents, and some words are told by them alone:

UN (not the article un) · über (not Uber) · sê, çar (not se, car) · نفت in Persian (oil; in Arabic she denied)

And some are one thing with another word between:

claims 12 lives = kills 12           fires two missiles = launches two missiles
holds rates steady = rates steady    removes the head from office = dismisses the head
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from streamer.text import fold
from workers.dedupe.words.homonyms import months
from workers.dedupe.words.kinds import NATION, PLACE
from workers.dedupe.words.lexicon import is_place, known

_CAPITALS: Final = re.compile(r"\bU\.?N\b\.?(?=[^.\w]|$)")
_LOWER: Final = re.compile(r"[a-zéêîûşçğı]")
_ABOVE: Final = re.compile(r"\b[Üü]ber\b")
_KURMANJI: Final = {"sê": "3", "çar": "4", "pênc": "5", "şeş": "6", "heşt": "8", "bîst": "20"}
_NUMBER: Final = re.compile(rf"\b({'|'.join(_KURMANJI)})\b", re.IGNORECASE)
_TWO: Final = re.compile(
    r"\bdu (?=kes|leşker|zarok|jin|polîs|çekdar|endam|sivîl|welatî|roj|sal)", re.IGNORECASE
)
_LIVES: Final = re.compile(
    r"\bclaim(?:s|ed|ing)?(?= (?:\S+ ){1,3}lives\b)(.*?) lives\b", re.IGNORECASE
)
_FIRES: Final = re.compile(
    r"\bfir(?:es|ed|ing|e)(?= (?:\S+ ){0,3}(?:missile|rocket|projectile|drone)s?\b)",
    re.IGNORECASE,
)
_REMOVES: Final = re.compile(
    r"\b(?:remove|relieve)(s|d)\b((?: \S+){1,5}?) (?:from office|from (?:his |her )?post|of duties)\b",
    re.IGNORECASE,
)
_STEADY: Final = re.compile(
    r"\b(?:holds?|held|keeps?|kept|leaves?|left)((?: \S+){1,5} (?:steady|unchanged|on hold))\b",
    re.IGNORECASE,
)
_MAYBE: Final = re.compile(
    r"\blives\b|\bfir(?:es|ed|ing|e)\b|\b(?:remove|relieve)|\b(?:steady|unchanged|on hold|rates?)\b",
    re.IGNORECASE,
)
_KEEPS_AT: Final = re.compile(
    r"\b(?:holds?|held|keeps?|kept|leaves?|left)((?: \S+){0,3} rates?) at\b", re.IGNORECASE
)
_KEPT_AT: Final = re.compile(
    r"\b(rates?) (?:are |is |was |were )?(?:held|kept|left)(?: steady| unchanged)? (?=at\b)",
    re.IGNORECASE,
)
_FIRED: Final = re.compile(
    r"\bfires (?=(?:\S+ ){0,3}"
    r"(?:chief|minister|head|governor|coach|boss|director|commander|adviser)\b)",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(
    r"\b(?:leaves?|left|leaving|fait|deja|dejan) "
    r"(?=(?:at least|more than|au moins|plus de|al menos|más de) (?:\S+ ){1,2}"
    r"(?:dead|wounded|injured|hurt|missing|morts|blessés|muertos|heridos)\b)",
    re.IGNORECASE,
)
_GUILTY: Final = re.compile(r"\b(?:finds?|found) ((?:[^\s,;:]+ ){1,6}?)guilty\b", re.IGNORECASE)
_CENTS: Final = re.compile(r"\$0\.(\d\d)\b")
_PREFIX: Final = re.compile(
    r"(?<=\b[Ee])-(?=[a-z]{3})|(?<=\b[Rr]e)-(?=[a-z]{4})(?!sign|sent|cover|form|lease)"
)
"""Sets apart what is as often written on to its word: e-mail, re-elected; who re-signs stays."""
_AIN: Final = re.compile(r"\b(Sana|Shi|Dar|Qur|Ma|Sa|Ta|Ba|Ka|Da)['’ʼ](?=a|i|rib\b|esh\b)")
"""An Arabic letter inside a name, which most leave out: Sana'a, Ma'rib."""
_OFF_COAST: Final = re.compile(r"\b([Oo]ff (?:[A-Z]\S+ ){1,2})coast\b|\b([Oo]ff )the (?=coast of)")
_LEFT_DEAD: Final = re.compile(
    r"\b(?:leaves?|left) ((?:[^\s,;:]+ ){1,4}?)(?:dead|killed)\b", re.IGNORECASE
)
_HIT_WITH: Final = re.compile(
    r"\b(?:hits?|slaps?|slapped) ((?:[^\s,;:]+ ){1,3}?)with ((?:[^\s,;:]+ ){0,6}?)fine\b",
    re.IGNORECASE,
)
_VOTES_TO: Final = re.compile(
    r"\b(parliament|senate|house|congress|assembly|lawmakers|mps|knesset|council) votes? to\b",
    re.IGNORECASE,
)
_DEATH_OF: Final = re.compile(
    r"\bmort d(?:e |['’])(?=(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|plusieurs|\d+)\b)",
    re.IGNORECASE,
)
_ONE_IN_TWO: Final = re.compile(r"\bune? (\w+) sur deux\b", re.IGNORECASE)
_PLACED: Final = re.compile(
    r"\bplac(?:ent|e) ((?:\S+ ){1,8}?)en (?=vigilance|alerte)|\bplacée?s? (?=en (?:vigilance|alerte))",
    re.IGNORECASE,
)
_JOBS: Final = re.compile(
    r"\b(?:(?:to |will |va )?(?:cut|axe|shed|slash|eliminate|lay off|laying off|laid off"
    r"|cutting|axing|shedding|slashing|eliminating|supprime|supprimer|supprimera)(?:s|nt)? "
    r"(?:up to |about |around |some |nearly |environ |près de )?(?P<n>\d(?:[\d.,]{0,14}\d)?)(?P<of> \d{3})? "
    r"(?:more |global |\w+ )?(?:jobs|posts|positions|roles|postes|emplois|workers|employees|staff)"
    r"|(?P<m>\d(?:[\d.,]{0,14}\d)?)(?P<om> \d{3})? "
    r"(?:job cuts|job losses|layoffs|redundancies|suppressions (?:de postes|d['’]emplois)|(?:postes|emplois)"
    r" supprimés)"
    r"|(?:la )?suppression de (?P<k>\d(?:[\d.,]{0,14}\d)?)(?P<ok> \d{3})? (?:postes|emplois))\b",
    re.IGNORECASE,
)
"""How many lose their work, told in verbs or in nouns."""
_PERSIAN_LETTERS: Final = re.compile("[یکپچژگ۰-۹]")
_KURDISH_LETTERS: Final = re.compile("[ێۆەڕڵ]")
_PERSIAN: Final = {"نفت": "نفط", "سفر": "زيارة", "جدیدی": "new", "جدید": "new"}
"""Words that are others in Arabic, which has no letters of Persia beside them."""
_PERSIAN_WORD: Final = re.compile(rf"\b({'|'.join(_PERSIAN)})\b")
_DOZENS: Final = {"a": "12", "two": "24", "three": "36", "four": "48"}
_DOZEN: Final = re.compile(rf"\b({'|'.join(_DOZENS)}) dozen\b", re.IGNORECASE)
_OFFICE_OF: Final = re.compile(
    r"\b(?P<office>ministre|ministro|ministra|minist[eè]r[eo]|ministerio|ministério) (?P<people>\w+) "
    r"(?P<of>d(?:es?|u|el|ella|egli|ell|i|a|o|as|os)\b['’]?\s?(?:la |las |el |l['’])?\w+"
    r"(?: étrangères| exteriores)?)",
    re.IGNORECASE,
)
_PLACE_OF: Final = re.compile(
    r"\b(?P<at>in|at|near|off|from|to|on) (?P<town>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
    r"(?: (?:island|province|city|region|district|county|town|village|port|airport|coast|suburb))?), "
    r"(?P<land>[A-Z]\w+)\b"
)
_DATELINE: Final = re.compile(r"^(?P<land>[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)?), (?=\S)")
"""Where it happens, as the south of Europe sets it apart: Francia, cade il governo."""
_SETS_APART: Final = frozenset(["italian", "spanish", "portuguese"])


def dateline_first(title: str, tongue: str) -> str:
    """The title with a colon behind the place that is set apart first by a comma."""
    if tongue not in _SETS_APART or (found := _DATELINE.match(title)) is None:
        return title
    if not is_place(found["land"]):
        return title
    return f"{found['land']}: {title[found.end() :]}"


def country_first(title: str) -> str:
    """The title with the country before its town: Yemen's Hodeidah for Hodeidah, Yemen."""
    return _PLACE_OF.sub(_place, title) if "," in title else title


def _place(found: re.Match[str]) -> str:
    if not any(one.sense.kind == PLACE for one in known(fold(found["land"])).phrases):
        return found[0]
    return f"{found['at']} {found['land']}'s {found['town']}"


def _office(found: re.Match[str]) -> str:
    """The people behind the office: ministre allemand des Affaires étrangères."""
    if not any(one.sense.kind == NATION for one in known(fold(found["people"])).phrases):
        return found[0]
    return f"{found['office']} {found['of']} {found['people']}"


def _layoffs(found: re.Match[str]) -> str:
    number = found["n"] or found["m"] or found["k"]
    rest = found["of"] or found["om"] or found["ok"] or ""
    return f"layoffs {number}{rest} employees"


_Written = str | Callable[[re.Match[str]], str]
_WRITTEN: Final[tuple[tuple[tuple[str, ...], re.Pattern[str], _Written], ...]] = (
    (("",), _AT_LEAST, ""), (("guilty",), _GUILTY, r"convicts \1"),
    (("coast",), _OFF_COAST, lambda found: found[1] or found[2]), (("$0.",), _CENTS, r"\1 cents"),
    (("-",), _PREFIX, ""), (("'", "’", "ʼ"), _AIN, r"\1"), (("le",), _LEFT_DEAD, r"kills \1"),
    ((" with ",), _HIT_WITH, r"fines \1\2"), ((" vote",), _VOTES_TO, r"\1"),
    (("ort d",), _DEATH_OF, "morts "), (("sur deux",), _ONE_IN_TWO, r"moitié des \1s"),
    (("vigilance", "alerte"), _PLACED, lambda found: f"{found[1]}en " if found[1] else ""),
    (("",), _OFFICE_OF, _office), (("dozen",), _DOZEN, lambda found: _DOZENS[found[1].lower()]),
    (("job", "ppr", "lay", "redund"), _JOBS, _layoffs),
)  # fmt: skip
"""Of what a title must have one (most have none), what is looked for then, and what that is written as."""
_FIRED_OR_KEPT: Final = (
    (_KEPT_AT, r"\1 unchanged "), (_FIRED, "sacks "), (_KEEPS_AT, r"\1 unchanged at"), (_LIVES, r"kills\1"),
    (_FIRES, "launches"), (_REMOVES, r"dismisse\1\2"), (_STEADY, r"\1"),
)  # fmt: skip
"""The same of titles in which _MAYBE is found."""


def reworded(title: str) -> str:
    """The title in the words that the lists know; most titles as they are."""
    if "N" in title and _LOWER.search(title):
        title = _CAPITALS.sub("united nations", title)
    title = months(title)
    if "ber" in title:
        title = _ABOVE.sub("ueber", title)
    if "ê" in title or "ç" in title or "ş" in title or "î" in title:
        title = _NUMBER.sub(lambda found: _KURMANJI[found[1].lower()], title)
        if "ê" in title or "î" in title or "û" in title:
            title = _TWO.sub("2 ", title)
    if _PERSIAN_LETTERS.search(title) and not _KURDISH_LETTERS.search(title):
        title = _PERSIAN_WORD.sub(lambda found: _PERSIAN[found[1]], title)
    title = title.replace("o-op", "oop")
    for signs, pattern, by in _WRITTEN:
        if any(sign in title for sign in signs):
            title = pattern.sub(by, title)
    if _MAYBE.search(title):
        for pattern, kept in _FIRED_OR_KEPT:
            title = pattern.sub(kept, title)
    return title
