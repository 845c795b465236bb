"""Whether two words are one action: the present, the past, the participle and the noun of one Arabic verb.

يعتقل · اعتقل · اعتقال      يستقيل · استقال · استقالة      يؤجل · تأجيل      يتعادلان · تعادل      هبوط · يهبط

What a headline does with a verb (الوزارة تجمد …) another does with its noun (تجميد … في الوزارة). Grammar
makes the one from the other: the ten measures each have a noun of their own, weak letters change by rule.
So no list is asked: from what stands behind the letter of a person (ي ت ن أ), all that the verb may look
like is made, and the other word is looked for in it. Measures I, II and IV look alike in the present, so
there are more than grammar has: that is why only words that stand in one another's place are asked
(differences.py), and why a noun with its article, of which nothing is made here, is none.

English, French and Turkish: a word and the same word with an ending of a verb (kill, killed, killing).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_PERSONS: Final = "يتنا"
_SHORTEST: Final = 3
_WEAK: Final = frozenset("اويته")
_ROOT: Final = 2
"""Letters of a root that do not turn into others; of three, one may."""
_ENDINGS: Final = ("نا", "ون", "وا", "ان", "ين", "تا", "ت", "ا", "ها", "هم", "ه")
"""Of a verb: who does it, and to whom."""
_CLITICS: Final = "وفبلس"
_DERIVED: Final = 4
"""Letters behind a person's from which on the measure is none of I, II and IV."""
_LATIN: Final = ("ing", "ed", "es", "s", "e", "er", "ent", "ee", "ees", "di", "du", "ildi")
_WHERE: Final = ("da", "de", "nda", "nde", "dan", "den", "ndan", "nden")
_STEM: Final = 4
"""Letters of a Latin word that are the same."""


@lru_cache(maxsize=50_000)
def one_action(one: str, other: str) -> bool:
    """Whether folded words without clitics are forms of one verb."""
    if one[0].isascii() or other[0].isascii():
        return _latin(one, other)
    here, there = _letters(one), _letters(other)
    if len(here & there) < min(_ROOT, len(here), len(there)):
        return False
    return not (_looks(one).isdisjoint(_family(other)) and _looks(other).isdisjoint(_family(one)))


@lru_cache(maxsize=20_000)
def _letters(word: str) -> frozenset[str]:
    """Those that may be of a root and never turn into others: most pairs have none in common."""
    return frozenset(word) - _WEAK


@lru_cache(maxsize=20_000)
def _looks(word: str) -> frozenset[str]:
    return frozenset(_bare(word))


@lru_cache(maxsize=20_000)
def _family(verb: str) -> frozenset[str]:
    """All that the verb may look like of which `verb` is a present, a past or a participle."""
    return frozenset().union(
        *(_few(present) if few else _forms(present) for few, present in _presents(verb))
    )


def _few(present: str) -> set[str]:
    """Of أرفض and أوقف, which may as well be nouns: the present in another person, and two nouns."""
    begin, end = present[:-1], present[-1]
    return {*(person + present for person in "يتن"), f"ا{begin}ا{end}", f"ت{begin}ي{end}"}


def _presents(word: str) -> Iterator[tuple[bool, str]]:
    """What may stand behind the letter of a person in `word`; whether that says little (أ and three)."""
    future = word[0] == "س" and len(word) > _SHORTEST + 1 and word[1] in _PERSONS
    if future:
        word = word[1:]
    for form in _bare(word):
        participle = form[0] == "م" and len(form) > _DERIVED  # ملتزمون, مستمر; a معلم is somebody
        if (form[0] in _PERSONS and len(form) > _SHORTEST) or participle:
            few = not future and form[0] == "ا" and len(form) == _SHORTEST + 1
            yield few, form[1:]
            if form[1] == "و":  # يؤجل, تأجيل
                yield few, "ا" + form[2:]


def _bare(word: str) -> Iterator[str]:
    """`word`, and what it is without an ending or a single letter before it."""
    for form in (word, word[1:]) if word[0] in _CLITICS and len(word) > _SHORTEST + 1 else (word,):
        yield form
        for ending in _ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
                yield form[: -len(ending)]


@lru_cache(maxsize=20_000)
def _forms(present: str) -> frozenset[str]:
    """The past, the participle, the present and the nouns of the verb of which this is the present."""
    begin, end = present[:-1], present[-1]
    found = {present, "ا" + present, "م" + present, *(person + present for person in "يتن")}
    if end == "ي":  # يلغي, إلغاء; يسمي, تسمية; يستدعي, استدعاء; يواري, مواراة
        found |= {f"ا{begin}ا", f"ت{present}ه", f"{begin}ا", f"م{begin}اه", f"ي{begin}ي"}
    if len(present) == _SHORTEST:
        found |= _of_three(present)
    elif present[0] == "ت":  # يتعادل, تعادل
        found.add(present)
    else:  # ينفجر, انفجار; يعتقل, اعتقال; يستقبل, استقبال
        found |= {f"ا{begin}ا{end}", f"ا{present}ا{end}", f"م{present}ه"}
        middle = present[-2]
        if middle == "ا":  # ينهار, انهيار; يغتال, اغتيال
            found.add(f"ا{present[:-2]}يا{end}")
        elif middle == "ي":  # يستقيل, استقالة, استقال
            found |= {f"ا{present[:-2]}ا{end}ه", f"ا{present[:-2]}ا{end}"}
    return frozenset(found)


def _of_three(present: str) -> set[str]:
    x, y, z = present[0], present[1], present[2]
    found = {
        f"{x}{y}و{z}", f"{x}{y}{z}ه", f"{x}{y}ا{z}ه",  # يهبط, هبوط; يسرق, سرقة; يدرس, دراسة
        f"ت{x}{y}ي{z}", f"ا{x}{y}ا{z}", f"ا{present}ا{z}",  # يحدد, تحديد; يضرب, إضراب; يحتل, احتلال
    }  # fmt: skip
    if y in "ويا":  # يزور, زار, زيارة; يعيد, يعاد, أعاد, إعادة
        found |= {f"{x}ا{z}", f"ا{x}ا{z}", f"ا{x}ا{z}ه", f"ي{x}ا{z}", f"{x}يا{z}ه"}
    if z == "و":  # يدعو, دعا, دعوة
        found |= {f"{x}{y}ا", f"{x}{y}وه"}
    return found


def _latin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) > _STEM and any(long == short + end for end in _WHERE):
        return True  # kazası, kazasında
    stems = {short, *(short[: -len(end)] for end in _LATIN if short.endswith(end))}
    return any(
        len(stem) >= _STEM
        and long.startswith(stem)
        and long[len(stem) :].lstrip(stem[-1]) in ("", *_LATIN)
        for stem in stems
    )
