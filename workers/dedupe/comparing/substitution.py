"""
One name in the place of another, in what is otherwise one title.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from workers.dedupe.comparing.besides import institution
from workers.dedupe.comparing.persons import rare
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations
from workers.dedupe.words.kinds import NUMBER, PLACE
from workers.dedupe.words.likeness import heft

_SLOT: Final = 2
"""Parts that may stand in one slot of a template."""
_TEMPLATE: Final = 0.4
"""Share of both titles from which on one name in the place of another is another piece of news."""


def substitution(
    later: Reading,
    earlier: Reading,
    adds: Sequence[Part],
    drops: Sequence[Part],
    both: set[str],
    *,
    tolls: bool,
) -> str:
    """One name in the place of another in what is otherwise one title; where `tolls` changed, a rare one."""
    if not (adds and drops):
        return ""
    heavy = heft(both)
    if heavy < _TEMPLATE * max(heft(later.told), heft(earlier.told)):
        return ""
    come_new, gone_old = {part.at for part in adds}, {part.at for part in drops}
    a = [part for part in later.parts if part.unit in both or part.at in come_new]
    b = [part for part in earlier.parts if part.unit in both or part.at in gone_old]
    gone_names = [part for part in b if part.at in gone_old and is_noun(part)]
    come_names = [part for part in a if part.at in come_new and is_noun(part)]
    if not (gone_names and come_names):
        return ""
    if max(len(adds), len(drops)) > _SLOT and not (
        any(map(rare, gone_names)) and any(map(rare, come_names))
    ):
        return ""  # as below, before the dear part
    matcher = SequenceMatcher(
        None, [part.unit for part in b], [part.unit for part in a], autojunk=False
    )
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    template = not tolls and len(changes) == 1 and max(len(adds), len(drops)) <= _SLOT
    for what, i, j, k, m in changes:
        if what == "replace":
            gone = next((part for part in b[i:j] if is_noun(part) and part.at in gone_old), None)
            come = next((part for part in a[k:m] if is_noun(part) and part.at in come_new), None)
            if come and gone and _speaks(come, later) and not institution(gone, earlier):
                continue  # the word of an office on what was heard: دوي انفجارات
            if gone and come and (template or (rare(gone) and rare(come))):
                return f"word: {gone.unit} ≠ {come.unit}"
    return ""


def is_noun(part: Part) -> bool:
    """Whether it is a noun or a name: what somebody does may be told in many words."""
    return part.kind != NUMBER and not acts(part)


def _speaks(part: Part, whole: Reading) -> bool:
    """Whether it is a body, an office or a capital, and the title gives its word first; a capital may be a
    given name besides: صوفيا."""
    says = whole.speaker or any(one.unit in concepts.SAID for one in whole.parts)
    body = PLACE + part.unit in nations.CAPITALS or institution(part, whole)
    return bool(says) and part is whole.parts[0] and body
