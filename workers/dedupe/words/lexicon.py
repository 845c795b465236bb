"""What the judge knows of one word: its senses in the lists, and its stem.

    folded word ─► clitics and endings off, one after the other ─► in a list? ─► its Senses, phrases first
                └► its stem, for a word that no list has

A word is looked up as it stands first, then without what may stand before it (و ف ب ك ل ال), then without
what may stand behind it, so that what a list says of a form always beats what is guessed. All of it is pure
and the same on every machine: verdicts rest on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from sys import intern
from typing import Final, NamedTuple

from streamer.text import fold, stems
from workers.dedupe.words.concepts import VERBS
from workers.dedupe.words.kinds import CONCEPT, FILLER, JOINT, MONTH, NATION, PLACE, SAYS, Sense
from workers.dedupe.words.offices import GIVEN
from workers.dedupe.words.phrases import PHRASES, Phrase
from workers.dedupe.words.stemming import arabic, stem

_ENDINGS: Final = ("ات", "ون", "ين", "ان", "وا", "نا", "ها", "هم", "يهك", "ێك", "ت", "ه", "ا")
_HER: Final = ("ته", "تها", "تهم")
_HIS_OWN: Final = ("ايه", "ايها", "ايهم", "ايهما", "اوه", "اوها", "اوهم")
"""Ends a noun in a hamza that is somebody's: إخلائها, إلغاؤه; not ولاية."""
_OF_FOUR: Final = 4
_ONE_CLITIC: Final = 2
_OF_THREE: Final = 3
_SHE: Final = "ت"
_THEY: Final = "ون"
"""End what she did and what they do, in the place of the last letter of a defective verb: ألغى, ألغت,
يلغون; not بنت."""
_OTHER_LETTERS: Final = str.maketrans("چپڤ", "جبف")
"""How Arabic writes what Iraqis and Kurds write with letters of their own."""
_TWO_OF_THEM: Final = ("يتين", "يتان")
"""Of two women or things of a people: روسيتين."""
_AGREE: Final = CONCEPT + "agree_"
"""A deed that the lists have among no verbs: اتفقنا."""
_HALF: Final = "نصف"
"""Not of يصف: we describe."""
_BARE: Final = (JOINT, FILLER, SAYS)
"""Never with ال before them: الإمام is not أمام."""
_PLURALS: Final = ("ات", "ون", "ين", "ان")
_OF_PEOPLE: Final = ("يي", "يو")
"""Those of a people before a genitive: فلسطينيي الضفة."""
_CONSTRUCT: Final = ("ي", "و")
_WHOM: Final = ("ه", "ها", "هم")
_NO_VERBS: Final = frozenset(["يومي", "يا", "يعد"])
_A_DAY: Final = "يوم"


class Known(NamedTuple):
    """What is known of one folded word."""

    phrases: tuple[Phrase, ...]
    """Those that begin with it, longest first; the word alone among them where a list has it."""
    stem: str
    clitic: str
    """What stood before the form that was found: its ب and ل are prepositions."""


@lru_cache(maxsize=4_000)
def known(word: str) -> Known:
    """What is known of a folded word; workers.dedupe.reading.senses remembers longer what it makes of it.
    Of a given name nothing is cut off (لوكاس is no كاس); but تامر may be a verb, she orders."""
    if word in GIVEN and word[0] != "ت":
        return Known(PHRASES.get(word, ()), intern(word), "")
    base = stem(word)
    clitic = word[: len(word) - len(base)] if word.endswith(base) else ""
    if not clitic and word[1 : 1 + len(base)] == base and word.endswith(("ها", "هم")):
        clitic = word[0]  # لمؤشراتها
    phrases: list[Phrase] = []
    alone = False
    bare = stems(word)
    for form in _forms(word):
        if alone and form not in bare:
            break
        found = PHRASES.get(form)
        if found and form != word:
            found = tuple(phrase for phrase in found if _may(word, form, phrase.sense))
        if found and alone:  # of longer phrases all: للمنطقة الخضراء is المنطقة الخضراء
            phrases += [phrase for phrase in found if phrase.rest]
        elif found:
            phrases += found
            if not found[-1].rest:
                clitic = word[: word.find(form)] if form in word else word[:1]
                alone = True
    if len(phrases) > 1:
        phrases.sort(key=lambda phrase: -len(phrase.rest))
    return Known(tuple(phrases), intern(base), clitic)


def _may(word: str, form: str, sense: Sense) -> bool:
    """Whether `word`, found as `form`, may have this sense. A plural of a noun is another word than the noun
    (the lists have both where both are one), but verbs and peoples have it in their grammar."""
    before = word[: word.find(form)] if form in word else ""
    if form[0] == "ي" and not before and word.startswith("ال") and form not in word:
        return False  # النصر على is not نصر على, we insist
    if ("ال" in before or before.endswith("لل")) and (
        sense.kind in _BARE or sense.unit == MONTH + "8"
    ):
        return False  # الأب is no August
    if before.startswith("ك") and sense.kind in (JOINT, FILLER):
        return False  # كحول
    if form not in word and (form == _A_DAY or sense.unit.startswith(MONTH)):
        return False  # توم is no يوم, nor توليه, who takes over, يوليه
    if word.endswith((_SHE, _THEY)) and form[-1] == "ي" and form not in word:
        return sense.unit in VERBS or sense.kind == SAYS
    ending = word[len(before) + len(form) :] if form in word else ""
    if ending == "نا" and sense.unit not in VERBS and sense.unit != _AGREE:
        return False
    if ending in _CONSTRUCT and sense.kind != NATION:
        return False
    if ending and sense.kind in (JOINT, FILLER):
        verb = sense.kind == FILLER and form[0] == "ي" and form not in _NO_VERBS
        return verb and ending in _WHOM  # يلتهمه; بلدية is not لدى
    if form[-1] == "ه" and word.endswith(form[:-1] + "ات"):
        ending = "ات"
    says = sense.kind == SAYS and form[0] == "ي"  # يعلنون
    return ending not in _PLURALS or says or sense.kind == NATION or sense.unit in VERBS


def _forms(word: str) -> Iterator[str]:
    """The word, then what is left without clitics, then without endings, and verbs in one person."""
    if not arabic(word) or len(word) > 24:
        yield word
        if word.endswith("s") and len(word) > 4:
            yield word[:-1]
        return
    bases = [form for form in stems(word) if form == word or len(form) >= 2]
    if len(bases) > _ONE_CLITIC:  # والشرع is rather الشرع than شرع
        bases[1:] = sorted(bases[1:], key=lambda form: not form.startswith("ال"))
    yield from bases
    for base in bases:
        if len(base) >= 3 and base[0] in "تن" and base != _HALF:
            yield "ي" + base[1:]
        if len(base) >= 4 and base[0] == "س" and base[1] in "يتنا":
            if base[1] != "ا":
                yield base[1:]
            yield "ي" + base[2:]  # سأرحل
    # Each of them ends as the word does, and most words end in none of these.
    if word.endswith(_HER):
        for base in bases:
            for pronoun in _HER:
                if len(base) - len(pronoun) >= 2 and base.endswith(pronoun):
                    yield base[: -len(pronoun)] + "ه"
    if word.endswith(_ENDINGS):
        endings = [ending for ending in _ENDINGS if word.endswith(ending)]
        for base in bases:
            for ending in endings:
                if len(base) - len(ending) >= 3:
                    short = base[: -len(ending)]
                    yield short
                    if ending == "ات":
                        yield short + "ه"
                    if ending != "ات" and short[0] in "تن" and len(short) >= 4:
                        yield "ي" + short[1:]
    if word.endswith((_SHE, _THEY)) and len(word) > _OF_THREE:
        for base in bases:
            root = base.removesuffix(_THEY) if base.endswith(_THEY) else base.removesuffix(_SHE)
            if root != base and len(base) > _OF_THREE:
                yield root + "ي"
    if word.endswith(_HIS_OWN):
        for base in bases:
            hamza = max(base[:-1].rfind(seat) for seat in ("اي", "او")) + 1
            if hamza >= _OF_FOUR and (base[:2] != "ال" or hamza == _OF_FOUR) and base[0] == "ا":
                yield base[:hamza]
    if word.endswith(_OF_PEOPLE):
        yield from (base[:-1] for base in bases if base.endswith(_OF_PEOPLE))
    if word.endswith(_TWO_OF_THEM):
        for base in bases:
            one = base[:-3]
            if any(phrase.sense.kind == NATION for phrase in PHRASES.get(one, ())):
                yield one
    if (plain := word.translate(_OTHER_LETTERS)) != word:
        yield from (form for base in stems(plain) for form in (base, "ال" + base))


def senses(word: str) -> Iterator[Sense]:
    """Those of a folded word by itself, not of phrases that begin with it."""
    return (phrase.sense for phrase in known(word).phrases if not phrase.rest)


def means(word: str, units: Collection[str]) -> bool:
    """Whether one of the units is a sense of the word by itself."""
    return any(sense.unit in units for sense in senses(word))


def is_place(name: str) -> bool:
    """Whether a name as it is written, of one word or several, is that of a place."""
    first, *rest = fold(name).split()
    return any(one.rest == tuple(rest) and one.sense.kind == PLACE for one in known(first).phrases)


def stands(words: Sequence[str], at: int, kind: str) -> bool:
    """Whether a word that has a sense of that kind, or begins a phrase of it, stands there."""
    return at < len(words) and any(phrase.sense.kind == kind for phrase in known(words[at]).phrases)
