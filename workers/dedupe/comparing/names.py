"""What only says more fully who it is: offices, and the given names behind them, before a name that both
titles have, or names behind an office that both have. A given name alone tells another apart (جمال مبارك);
so does all that belongs to a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import clubs, concepts, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, OFFICE, PLACE, SOFT, WORD

_NAME: Final = 0.6
"""Weight of a word that may be a name."""
_HIGHEST: Final = frozenset(["عام", "اعلي", "تنفيذي", "فني"])
"""القائد العام صباح النعمان"""
_COACH: Final = OFFICE + "coach"
_THEIRS: Final = ("ها", "هم")
_HIS: Final = frozenset(["مدربه", "قايده"])
"""Of a club; folded, رئيسه is a woman as well."""
_HEADS: Final = frozenset(
    OFFICE + name for name in ("president", "premier", "king", "leader", "secretary")
)
"""Offices of which a state has one: who holds it is the leader of whom the title tells."""


def without_names(parts: Iterable[Part], whole: Reading, both: set[str]) -> list[Part]:
    """The parts less what only says more fully who it is: رئيس الوزراء محمد شياع السوداني is السوداني, and is
    رئيس الوزراء."""
    left = list(parts)
    if not (left and whole.somebody):
        return left
    at = {part.at for part in left}
    chain: list[Part] = []
    anchored = False
    """Whether an office that both titles have stands right before, with what it is of."""
    end = 0
    given = False
    """Whether it is a given name that does; the name then ends as it does in the other title."""
    waits = False
    """Whether such an office does without it: وزير, which no name follows."""
    says = [part.at for part in whole.parts if part.kind == SOFT and part.unit[:1] == CONCEPT]
    for part in [*(part for part in whole.parts if part.kind != SOFT), None]:
        if part is not None and not chain and any(end <= at < part.at for at in says):
            anchored = waits = False  # يعلن
        if part is not None and not chain and "s" in whole.words[end : part.at]:
            anchored = False  # the leader's sons
        end = part.end if part is not None else end
        if part is not None and part.at in at and _goes_on(part, chain, anchored=anchored):
            chain.append(part)
            continue
        if chain and (
            _is_name(chain) and (not given or _ends_in(part, chain, both)) and not _kin(part, chain)
            if anchored
            else part is not None and _leads(chain, part, both, whole)
        ):
            left = [one for one in left if one not in chain]
        chain = []
        if part is None or part.unit not in both:
            anchored = waits = given = False
            continue
        bare = part.kind == OFFICE and part.size == 1 and _of_somebody(part, whole)
        anchored = (
            (part.kind == OFFICE and not bare)
            or part.unit in offices.GIVEN
            or ((anchored or waits) and _is_of(part))
        )
        waits, given = bare, part.unit in offices.GIVEN
    return left


def whose_name(parts: Sequence[Part], whole: Reading, both: set[str]) -> bool:
    """Whether one of them stands right behind an office or a given name that both titles have."""
    if not (whole.somebody or not offices.PORTFOLIOS.isdisjoint(both)):
        return False
    behind = {part.at for part in parts if not part.joint}
    return bool(behind) and any(
        one.unit in both
        and (one.kind == OFFICE or one.unit in offices.GIVEN or one.unit in offices.PORTFOLIOS)
        for one, after in pairwise(part for part in whole.parts if part.kind != SOFT)
        if after.at in behind
    )


def _goes_on(part: Part, chain: list[Part], *, anchored: bool) -> bool:
    """Whether it may be part of a longer name: an office or a given name, and what follows those."""
    if part.kind == OFFICE:
        return all(one.kind == NATION for one in chain)
    if part.kind == NATION and not chain:
        return True
    if part.unit in offices.GIVEN:
        return True
    if part.kind == MODIFIER:  # الرئيس الأسبق جيمي كارتر
        return bool(chain) and chain[0].kind == OFFICE
    if part.kind not in (WORD, NATION, PLACE) or part.joint or acts(part):
        return False
    return bool(chain) or (anchored and _rare(part))


def _leads(chain: list[Part], to: Part, both: set[str], whole: Reading) -> bool:
    """Whether the chain leads to a name that both titles have."""
    if to.unit not in both or to.joint or to.kind not in (WORD, NATION, CONCEPT) or acts(to):
        return False
    if (
        to.kind == CONCEPT
    ):  # بلال أردوغان is another: what is one name with a leader's stands in the lists
        if to.unit in clubs.STARS:
            return all(_coaches(part, whole) or part.kind in (NATION, MODIFIER) for part in chain)
        return to.unit in concepts.LEADERS and all(
            part.kind == NATION or part.unit in _HEADS for part in chain
        )
    if chain[-1].kind == OFFICE and chain[-1].size == 1 and _of_somebody(chain[-1], whole):
        return False
    if any(_somebody_elses(part, whole) for part in chain):
        return False
    if to.unit in offices.GIVEN:
        given = chain[-1].unit in offices.GIVEN  # عمرو محمود ياسين is not محمود ياسين
        return not given or any(part.kind == OFFICE for part in chain)
    named = [part.unit for part in chain if part.kind == WORD]
    if named and all(offices.means_another(name, to.unit) for name in named):
        return False  # الوزيرة هيلاري كلينتون is not كلينتون
    if any(part.unit in offices.GIVEN for part in chain):  # جمال مبارك is not مبارك
        return any(part.kind == OFFICE for part in chain)
    return all(part.kind in (OFFICE, NATION, MODIFIER) or _rare(part) for part in chain) and (
        to.unit not in offices.PORTFOLIOS and (to.kind == NATION or _rare(to))
    )


def _coaches(part: Part, whole: Reading) -> bool:
    """Whether it is the coach, or his of somebody: مدربه أموريم."""
    word = whole.words[part.at]
    return part.unit == _COACH and (definite(word) or word.endswith(("ه", "ها", "هم")))


def _somebody_elses(part: Part, whole: Reading) -> bool:
    """Whether it is a plain noun between an office and a name: مدير مكتب محمد صلاح."""
    if part.kind != WORD or part.unit in offices.GIVEN or part.unit in offices.PORTFOLIOS:
        return False
    return not definite(whole.words[part.at])


def definite(word: str) -> bool:
    """Whether an Arabic word has its article; one in Latin letters may have it by itself."""
    return word[0].isascii() or "ال" in word[:3] or word.startswith("لل")


def _of_somebody(office: Part, whole: Reading) -> bool:
    """Whether the name behind it says whose it is: ناطقة ميركل, but المستشارة ميركل, وزيرها فلان."""
    word = whole.words[office.at]
    return not (definite(word) or word.endswith(_THEIRS) or word in _HIS)


def _ends_in(part: Part | None, chain: list[Part], both: set[str]) -> bool:
    """Whether a name that both have follows: عباس جواد الزهيري is عباس الزهيري; محمد فؤاد is not محمد."""
    if part is None or part.unit not in both or part.joint or part.at != chain[-1].end:
        return False
    return part.kind in (WORD, NATION) and not acts(part)


def _kin(part: Part | None, chain: list[Part]) -> bool:
    """Whether the name of a listed coach or player follows, whose given name is known: دافيدي أنشيلوتي."""
    if part is None or part.joint or part.at != chain[-1].end or chain[-1].kind != WORD:
        return False
    return part.unit in clubs.STARS


def _is_name(chain: list[Part]) -> bool:
    return chain[0].unit in offices.GIVEN or all(map(_rare, chain))


def _rare(part: Part) -> bool:
    return part.kind == WORD and rarity.weight(part.unit) >= _NAME


def _is_of(part: Part) -> bool:
    """Whether it says what an office is of: a country, a place, a portfolio; or which of several it is."""
    return part.kind in (NATION, PLACE) or part.unit in offices.PORTFOLIOS or part.unit in _HIGHEST
