"""Whether in the longer title something that both tell hangs on what the shorter one leaves out.

فيلم عن الحرب → الحرب             the first noun, on which all else hangs
Boeing supplier to cut jobs       who does it, behind the name of whose he is
خادمة مادونا → مادونا              a noun and its genitive
الخارجية الفرنسية → فرنسا          only more fully who it is
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.bodies import head_of_a_body
from workers.dedupe.comparing.harmless import says_enough
from workers.dedupe.comparing.implied import GOVERNMENT
from workers.dedupe.comparing.sorts import NOUNS
from workers.dedupe.reading.neighbours import first_told
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations, offices
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, PLACE, WORD
from workers.dedupe.words.lists import folded_words

VERBS: Final = "يتن"
"""Letters with which a verb begins in the present; a noun of action that does is let pass."""
_COURT: Final = CONCEPT + "court"
_JAIL: Final = CONCEPT + "jail"
_COMPANY: Final = CONCEPT + "company"
_IN: Final = "في"
"""What a Turkish ending says: Hakkari'de."""
_KINDS: Final = frozenset([CONCEPT + "accident"])
"""Nouns that only say what a deed is: حادث إطلاق نار."""


def tops(part: Part, after: Part, whole: Reading) -> bool:
    """Whether it is the first noun of the title, and what follows hangs on it by a preposition: فيلم عن …"""
    first = first_told(whole)
    if part.unit in concepts.ACTORS or part.unit in offices.PORTFOLIOS:
        return False
    return part is first and part.kind in (WORD, CONCEPT) and after.at - part.end <= 1


def heads(part: Part, after: Part, whole: Reading) -> bool:
    """Whether it does what the verb says, and the name before it only tells whose it is: Boeing supplier to
    cut jobs."""
    latin = whole.words[part.at][0].isascii() and part.kind in (WORD, CONCEPT, MODIFIER)
    return latin and after.at - part.end <= 1 and acts(after) and part.at > 0


def does_it(part: Part, after: Part, whole: Reading) -> bool:
    """Whether what follows is what he does or says, or what happens: no genitive."""
    if not acts(after):
        return False
    word = whole.words[after.at]
    verb = part.end != after.at or word[0] in VERBS or word[0].isascii()
    return verb or part.unit in _KINDS or part.at < whole.speaker


def stands_for(part: Part, after: Part, earlier: Reading, later: Reading) -> bool:
    """Whether who follows is the same, named more fully."""
    return (
        _more_fully(part, after, earlier)
        or _body_of(part, after, earlier, later)
        or _speaks_alone(part, after, earlier, later)
    )


def loose(
    part: Part, after: Part, earlier: Reading, both: set[str], heavy: float, *, specific: bool
) -> bool:
    """Whether the noun on which `after` hangs may be missing all the same. `heavy`: weight of what both tell;
    `specific`: it is enough that hardly anything else is told by the same words."""
    if part.unit == _COMPANY and (
        after.kind in (WORD, PLACE, NATION) or after.unit in nations.SEATS
    ):
        return True
    if specific and (
        part.unit in NOUNS
        or part.unit in fillers.SORTS
        or (part.kind == PLACE and part.joint)
        or (earlier.tongue == "turkish" and part.kind == WORD and part.joint == _IN)
    ):
        return True
    return _his_player(part, after, earlier) or says_enough(part, earlier, both, heavy)


_PLAYERS: Final = folded_words("لاعب حارس مهاجم مدافع نجم هداف جناح ظهير قائد مدرب لاعبة")
_HIS: Final = ("ه", "ها")


def _his_player(part: Part, after: Part, reading: Reading) -> bool:
    """Whether it only says that a club has somebody whose name follows: الزمالك يعلن إصابة حارسه عواد."""
    word = reading.words[part.at]
    return (
        part.at > 0
        and after.kind == WORD
        and after.at == part.end
        and any(word.removesuffix(end) in _PLAYERS for end in _HIS if word.endswith(end))
    )


def _speaks_alone(part: Part, after: Part, earlier: Reading, later: Reading) -> bool:
    """Whether the body is called without its first noun where the later title lets it speak:
    مفوضية حقوق الإنسان توثق, حقوق الإنسان: توثيق."""
    first = first_told(later)
    return (
        first is not None
        and first.unit == after.unit
        and first.end <= later.speaker
        and head_of_a_body(part, earlier)
    )


def _more_fully(part: Part, after: Part, whole: Reading) -> bool:
    """Whether `part` says only more fully who `after` is: the ministry through which a state speaks
    (الخارجية الفرنسية). No rare word before a name is taken for a first name: it may be his cook."""
    speaks = part.unit in offices.PORTFOLIOS or part.unit == GOVERNMENT
    if part.unit == _COURT:  # nobody else jails; but a court that convicts is not its country
        speaks = _JAIL in whole.told
    return speaks and part is whole.parts[0] and after.kind in (NATION, PLACE)


def _body_of(part: Part, after: Part, earlier: Reading, later: Reading) -> bool:
    """Whether it is a body of the place in which the later title says that it happens: بلدية أربيل."""
    if part is not earlier.parts[0] or after.kind != PLACE:
        return False
    body = not offices.BODIES.isdisjoint(earlier.words[part.at : part.end])
    return body and any(one.unit == after.unit and one.joint for one in later.parts)
