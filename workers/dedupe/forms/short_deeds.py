"""Arabic verbs too short for what else is known of them (actions.py).

يمد · مد · مدت             of a root whose second and third letter are one
فجرنا · تفجير              what we did, and its noun: a past of measure II has no letter of a person before it
"""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 5
_ROOTS: Final = (
    "مد رد صد شن ضم هز شق ضخ بث حث سد فك شد هد جر دك فض خط كف عد صب قص غش ذم سن فر مر كر"
)
_DOUBLED: Final = frozenset(_ROOTS.split())
"""Roots whose second and third letter are one: يمد, مد, مدت. Not حل, which may be a solution."""
_WE: Final = "نا"
_WE_DID: Final = 5


def one_short_deed(one: str, other: str) -> bool:
    """Whether folded words are one verb of a doubled root, or what we did and its noun."""
    if (one.endswith(_WE) and _we_did(one, other)) or (other.endswith(_WE) and _we_did(other, one)):
        return True
    if len(one) > _LONGEST or len(other) > _LONGEST:
        return False
    root = _doubled(one)
    return bool(root) and root == _doubled(other)


def _we_did(past: str, noun: str) -> bool:
    """Whether one is what we did, and the other its noun: فجرنا, تفجير."""
    if len(past) != _WE_DID:
        return False
    x, y, z = tuple(past[:3])
    return noun.removeprefix("ال") == f"ت{x}{y}ي{z}"


def _doubled(word: str) -> str:
    """The two letters of a doubled root of which it is the noun, the present or the past; or ""."""
    if word in _DOUBLED:
        return word
    if word[:1] in ("ي", "ت") and word[1:] in _DOUBLED:
        return word[1:]
    for ending in ("ت", "وا"):
        if word.endswith(ending) and word[: -len(ending)] in _DOUBLED:
            return word[: -len(ending)]
    return word[1:-2] if word[:1] == "ي" and word[-2:] == "ون" and word[1:-2] in _DOUBLED else ""
