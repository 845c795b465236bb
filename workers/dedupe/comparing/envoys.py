"""Whose envoy somebody is, before a name that both titles tell: المبعوث الأمريكي ويتكوف, ويتكوف.

An envoy of somebody is another than he is (مبعوث ترامب ≠ ترامب), so only where a name follows that is no
leader's.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, rarity
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, PLACE, SOFT, WORD

_ENVOYS: Final = frozenset([MODIFIER + "مبعوث", MODIFIER + "envoy"])
_OF: Final = frozenset(CONCEPT + name for name in ("un", "eu", "african_union", "arab_league"))
_KNOWN: Final = frozenset(
    CONCEPT + name
    for name in (
        "witkoff_", "grundberg_", "pedersen_", "barrack_envoy", "tetteh_", "kellogg_", "hochstein_",
        "ortagus_", "boulos_", "lamamra_",
    )
)  # fmt: skip
_NAME: Final = 0.7
"""Weight of a word that is a name."""
_MOST: Final = 5
"""Parts from the envoy to his name."""


def without_envoys(parts: list[Part], whole: Reading, both: set[str]) -> list[Part]:
    """The parts less what says whose envoy it is whose name follows."""
    left = parts
    for envoy in [part for part in parts if part.unit in _ENVOYS]:
        chain = _up_to_his_name(envoy, whole, both)
        if chain:
            left = [part for part in left if part not in chain]
    return left


def _up_to_his_name(envoy: Part, whole: Reading, both: set[str]) -> list[Part]:
    """He, and whose he is, where a name follows that both have; else nothing."""
    chain = [envoy]
    behind = [part for part in whole.parts if part.at >= envoy.end and part.kind != SOFT]
    for part in behind[:_MOST]:
        if part.at in whole.breaks:
            return []
        if part.unit in both and _name(part):
            return chain
        if not (part.kind in (NATION, PLACE) or part.unit in _OF or part.unit in concepts.LEADERS):
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
