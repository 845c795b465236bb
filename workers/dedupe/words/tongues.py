"""In what tongue a title is told, as far as its letters and small words say.

ğ, ß, ñ: a letter of one tongue alone · Cyrillic: Russian · ێ ڕ ە: Sorani · گ پ چ: Persian
la polizia arresta due uomini: most small words of one tongue, and no other with as many

Not to know it is always right: the title is then read with what is alike in all of them. A wrong tongue would
read words of one as those of another, so one small word alone decides nothing where another tongue has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from workers.dedupe.words.renderings import ENGLISH, FORMS

_OTHER: Final = re.compile("[A-Za-zА-яёگپچژیک۰-۹ێڕڵۆە]")
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_SORANI: Final = re.compile("[ێڕڵۆە]")
_PERSIAN: Final = re.compile("[گپچژیک۰-۹]")
_ARABIC: Final = re.compile(r"ة\b|\bال\w*چ|\bال\w+.* و?ال\w+")
"""Of Arabic, whatever letters of its neighbours it is written with."""
_LATIN: Final = re.compile("[a-z]", re.IGNORECASE)
_ARABIC_LETTER: Final = re.compile("[\u0620-\u06ff]")


class _Mark(NamedTuple):
    """What words of some tongues look like; one of it in a title is enough."""

    names: tuple[str, ...]
    worth: int
    """In small words."""
    letters: frozenset[str]
    inside: tuple[str, ...]
    endings: tuple[str, ...]


def _mark(names: str, worth: int, letters: str = "", inside: str = "", endings: str = "") -> _Mark:
    return _Mark(
        tuple(names.split()),
        worth,
        frozenset(letters),
        tuple(inside.split()),
        tuple(endings.split()),
    )


_MARKS: Final = (
    _mark("turkish", 3, "ğı", "i\u0307", "leri"),
    _mark("german", 3, "ß"),
    _mark("portuguese", 3, "ãõ", "lha lhe lho nha nhe nho", "ções"),
    _mark("spanish", 3, "ñ¿¡", "", "ción ciones"),
    _mark("kurmanji", 2, "", "", "ê î û"),
    _mark("italian", 2, "", "", "zione zioni gli glia glio"),
    _mark("portuguese", 2, "", "ço ça çã çõ"),
    _mark("spanish portuguese", 1, "áíóú"),
    _mark("french spanish portuguese", 1, "é"),
    _mark("french italian", 2, "è"),
    _mark("french", 1, "àâêœ", "l' d' s' l’ d’ s’", "eau eaux"),
    _mark("italian", 1, "àìòù", "gg cch zz"),
    _mark("turkish kurmanji", 1, "şç"),
    _mark("turkish german", 1, "öü"),
    _mark("german", 2, "ä", "sch", "ung"),
    _mark("english", 1, "", "'s ’s th", "ing sh"),
)
_ENDINGS: Final = tuple(ending for mark in _MARKS for ending in mark.endings)
_BY_CHANCE: Final = frozenset(["samsung", "young", "hung", "sung", "lung", "aung", "jung", "swung"])
"""Words and names that end as those of a tongue do."""
_KURMANJI: Final = re.compile("^[^êî]*[êî].*[şêîû]|^[^ş]*ş.*[êîû]|xw")
_KURMANJI_SMALL: Final = frozenset(["li", "ji", "bi"])
_CASE: Final = re.compile(
    r"\b(?!sana['’]a\b)\w{3,}['’](?:y?[aeıiuü]|[dt][ae]n?|n?[ıiuü]n|l[ıiuü])\b"
)
"""Of a Turkish name."""
_VERBS: Final = (
    "yor", "ecek", "acak", "mesi", "masi", "ldi", "ndi", "tti", "rdi", "ştü", "dü", "tü",
)  # fmt: skip
"""Ends what is done in Turkish."""
_GENDERS: Final = ("o", "a", "os", "as")
"""Ends nouns of Spanish, Portuguese and Italian, two of which are a mark."""
_SMALL: Final = {
    "english": """the of in to for after with and on at by says said over from as amid is are will has have
        be than into its their not near say before against between under off up out new dead killed kills
        talks deal court government attack people year week oil who what""",
    "french": """le la les des du de une un dans pour sur avec au aux et est sont en par qui que qu ses son
        sa pas plus après contre selon affirme à""",
    "spanish": """el la los las de del en una un por con para tras y al se su sus que lo más desde sobre
        no contra según nos""",
    "german": """der die das den dem des im in auf mit nach für und bei von vom zu zum an zur am nicht ein
        eine einen einem einer eines gegen will wird werden sind ist über vor""",
    "italian": """il lo la i gli le di del della dei degli delle dello nel nella nei nelle da dal dalla dai
        dalle al alla ai alle un una uno e ed per con in a su sul sulla che non ha hanno sono dell nell
        si più tra fra contro è dopo secondo""",
    "portuguese": """o a os as de do da dos das no na nos nas em um uma por pelo pela pelos pelas com para e
        ao aos à que se não após são mais seu sua sobre contra diz é""",
    "turkish": "ve bir için ile da de oldu etti edildi bu göre karşı sonra yüzde",
    "kurmanji": "li di ji bi xwe de re ku ye kir ê",
}
_ALSO_ENGLISH: Final = """
    report cargo corps encore demos keeper trainer insolvent narcos ferries meister spiel brand fund start
    protest demo remis laster regen waren fasst partie title record final dies gang art
    auto active balance brutal decide fiscal grave micro mina mortal penal pipa sala veto volante dana dane
    llamas alpinist blackout brandes bund flut frost handy haus heli kicker laut losc macht massive mime minus
    mord offensive plus premier rente siege student verdi wald wanderer weil wolle gruppe bomber camion fine
    maxi mister raid shock stop camorra explode fatal tremor resolve crime planalto copom conforme alta cerca
    telefon panik skor sele alarm hoca rogo pari gara calo quasi forte pullman azzurri casi vertice mercado
    turma selic karlsruhe genera amerika otan hotel moncloa quirinale strom profi bahn autor ciudad monomotor
    bimotor istat ibge jandarma filmstar razzia verbote asyl polizist migranten presidente kilogram
    plant state cause island victoria interior division suppression acquisition mobilisation immunisation
    minibus eurozone vigilance voyage absent auteur patron hangar raids domicile fallen boot sank mangel
    pontifex hamburger frankfurter notre narco liga multi persona motel
"""
_ENGLISH_TOO: Final = frozenset(_ALSO_ENGLISH.split())
"""Words of other tongues that English headlines have too."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_TOO_SHORT: Final = 2
_A_VERB: Final = 5
"""Letters of words that end so by chance."""
_TELLING: Final = 4
"""Letters of a word of one tongue alone that tells it."""
_PREFERRED: Final = (
    "english", "french", "german", "spanish", "turkish", "italian", "portuguese", "kurmanji",
)  # fmt: skip
"""Of two that are as likely the first: what is alike in them is read alike."""
_SMALL_WORDS: Final = frozenset(word for listed in _SMALL.values() for word in listed.split())


def _tongues() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in _SMALL.items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    for name, forms in FORMS.items():
        for form in forms:
            alone = sum(form in others for others in FORMS.values()) == 1
            if alone and len(form) >= _TELLING and form not in ENGLISH | _ENGLISH_TOO:
                found.setdefault(form, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


_TONGUES: Final = _tongues()


@lru_cache(maxsize=1_000)
def tongue(title: str) -> str:
    """`english`, `french` …; "" for Arabic, and where nothing says it. Remembered, for a title is asked of
    twice."""
    if not _OTHER.search(title):
        return ""
    if _SORANI.search(title):
        return "sorani"
    if _PERSIAN.search(title):
        return "" if _ARABIC.search(title) else "persian"
    if _CYRILLIC.search(title):
        return "russian"
    return _latin(title) if _LATIN.search(title) else ""


def _latin(title: str) -> str:
    lower = title.replace("I", "i").lower()
    words = _WORD.findall(lower)
    score = _looks(lower, words)
    for word in words:
        for name in _TONGUES.get(word, ()):
            score[name] = score.get(name, 0) + (1 if word in _SMALL_WORDS else 2)
    best = max(score.values(), default=0)
    if not best and not _ARABIC_LETTER.search(title):
        return _PREFERRED[0]
    likely = [name for name, found in score.items() if found == best]
    return next((name for name in _PREFERRED if name in likely), "")


def _looks(lower: str, words: Sequence[str]) -> dict[str, int]:
    """What a title in small letters looks like: tongue → worth of its marks."""
    score: dict[str, int] = {}

    def add(names: Iterable[str], worth: int) -> None:
        for name in names:
            score[name] = score.get(name, 0) + worth

    letters = set(lower)
    ends = [word for word in words if word.endswith(_ENDINGS) and word not in _BY_CHANCE]
    for names, worth, its, inside, endings in _MARKS:
        if (
            not its.isdisjoint(letters)
            or (inside and any(one in lower for one in inside))
            or (ends and endings and any(word.endswith(endings) for word in ends))
        ):
            add(names, worth)
    if _KURMANJI.search(lower):
        add(("kurmanji",), 3)
    if not _KURMANJI_SMALL.isdisjoint(words):
        add(("kurmanji",), 2)
    if sum([len(word) > _TOO_SHORT and word.endswith(_GENDERS) for word in words]) > 1:
        add(("spanish", "portuguese", "italian"), 1)
    if ("'" in lower or "’" in lower) and _CASE.search(lower):
        add(("turkish",), 3)
    if any(len(word) > _A_VERB for word in words if word.endswith(_VERBS)):
        add(("turkish",), 2)
    return score
