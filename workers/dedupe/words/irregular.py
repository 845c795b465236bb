"""English verbs whose past no ending tells: sends, sent; takes, took.

Those of which the participle is the past (sent, held, built) may be a passive as well: voices.py sees who
did it.
"""

from __future__ import annotations

from typing import Final

_FORMS: Final = """
    became become began begin bent bend bet bet bled bleed blew blow bore bear bought buy broke break
    brought bring built build burnt burn came come caught catch chose choose clung cling crept creep
    dealt deal did do drank drink drew draw drove drive dug dig ate eat fed feed felt feel fell fall
    fled flee flew fly forbade forbid foresaw foresee forgave forgive forgot forget fought fight found
    find froze freeze gave give grew grow heard hear held hold hid hide kept keep knelt kneel knew know
    laid lay leapt leap learnt learn led lead left leave lent lend lit light lost lose made make meant
    mean met meet outdid outdo overcame overcome oversaw oversee overtook overtake overthrew overthrow
    paid pay ran run rang ring rode ride rose rise said say sang sing sank sink sat sit saw see sent
    send shook shake shone shine shot shoot shrank shrink slept sleep slid slide sold sell sought seek
    spent spend spoke speak sped speed sprang spring stole steal stood stand struck strike strove strive
    stuck stick swam swim swept sweep swore swear swung swing taught teach threw throw told tell took
    take tore tear undertook undertake underwent undergo upheld uphold went go wept weep withdrew
    withdraw withheld withhold withstood withstand woke wake won win wore wear wrote write
"""
_PAST: Final = _FORMS.split()
_VERBS: Final = dict(zip(_PAST[::2], _PAST[1::2], strict=True))
_ALIKE: Final = """
    bought brought built caught dealt dug fed felt fought found heard held kept laid led left lent lost
    made met paid said sent shot sold sought spent struck swept taught told upheld withheld won
"""
PARTICIPLES: Final = frozenset(_ALIKE.split())
"""Pasts that are the participle too."""


def one_verb(one: str, other: str) -> bool:
    """Whether folded words are the present and the past of one verb."""
    return _is_past(one, other) or _is_past(other, one)


def _is_past(past: str, present: str) -> bool:
    verb = _VERBS.get(past)
    return verb is not None and present in (verb, verb + "s", verb + "es", _ies(verb))


def _ies(verb: str) -> str:
    return verb[:-1] + "ies" if verb.endswith("y") else verb
