"""Whose envoy or minister somebody is, before a name that both titles tell.

المبعوث الأمريكي ويتكوف = ويتكوف     وزير الخارجية الإيراني عراقجي = عراقجي

An envoy of somebody is another than he is (مبعوث ترامب ≠ ترامب), so only where a name follows that is no
leader's.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.names import definite
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, OFFICE, PLACE, SOFT, WORD

ENVOYS: Final = frozenset([MODIFIER + "مبعوث", MODIFIER + "envoy"])
_OF: Final = frozenset(CONCEPT + name for name in ("un", "eu", "african_union", "arab_league"))
_KNOWN: Final = frozenset(
    CONCEPT + name
    for name in (
        "witkoff_", "grundberg_", "pedersen_", "barrack_envoy", "tetteh_", "kellogg_", "hochstein_",
        "ortagus_", "boulos_", "lamamra_", "araghchi", "rubio", "lavrov", "hegseth_", "gallant_", "gantz_",
        "smotrich_", "ben_gvir", "shoigu_", "peskov_", "zakharova_", "grossi_", "kallas_", "vance_",
        "blinken_", "von_der_leyen", "hemedti_", "ghalibaf_", "burhan_", "fidan_", "shaibani_", "haftar",
        "katz_", "saar_", "larijani_", "baqai_", "zamir_",
    )
)  # fmt: skip
_HIGHEST: Final = frozenset(["عام", "اعلي", "سياده", "قومي", "امن"])
_NAME: Final = 0.7
"""Weight of a word that is a name."""
_MOST: Final = 5
"""Parts from the envoy to his name."""


def without_envoys(parts: list[Part], whole: Reading, other: Reading, both: set[str]) -> list[Part]:
    """The parts less what says whose envoy it is whose name follows, or the name of the envoy."""
    left = parts
    for envoy in [part for part in parts if part.unit in ENVOYS or part.kind == OFFICE]:
        chain = _up_to_his_name(envoy, whole, both)
        if chain:
            left = [part for part in left if part not in chain]
    names = (part for part in other.parts if part.unit not in whole.told and part.unit not in both)
    if any(part.unit in _KNOWN or (part.kind == WORD and _name(part)) for part in names):
        return left  # the other title may name another
    named = [part for part in left if part.unit in _KNOWN and _envoy_before(part, whole, both)]
    return [part for part in left if part not in named] if named else left


def _envoy_before(name: Part, whole: Reading, both: set[str]) -> bool:
    """Whether the envoy whose name it is stands right before, told by both, with whose he is."""
    before = [part for part in whole.parts if part.end <= name.at and part.kind != SOFT]
    for part in reversed(before[-_MOST:]):
        if part.unit in ENVOYS:
            return part.unit in both
        if part.kind not in (NATION, PLACE) and part.unit not in _OF:
            return False
    return False


def _up_to_his_name(envoy: Part, whole: Reading, both: set[str]) -> list[Part]:
    """He, and whose he is, where a name follows that both have; else nothing."""
    chain = [envoy]
    behind = [part for part in whole.parts if part.at >= envoy.end and part.kind != SOFT]
    for part in behind[:_MOST]:
        if part.at in whole.breaks:
            return []
        if part.unit in both and _name(part):
            minister = envoy.kind == OFFICE
            if minister and (part.kind != CONCEPT or not definite(whole.words[chain[-1].at])):
                return []  # مدير مكتب لافروف
            return chain
        of_it = part.kind in (NATION, PLACE) or part.unit in _OF or part.unit in concepts.LEADERS
        if not (of_it or part.unit in offices.PORTFOLIOS or part.unit in _HIGHEST):
            return []
        chain.append(part)
    return []


def _name(part: Part) -> bool:
    if part.kind == CONCEPT:
        return part.unit in _KNOWN
    return (
        part.kind == WORD
        and not part.joint
        and not acts(part)
        and rarity.weight(part.unit) >= _NAME
        and part.unit not in nations.COUNTRIES
    )
