"""What a visit met where the headlines stand, in one word for people. Pure.

    items       there are some
    label       a label stands there ("latest news") with nothing behind it: a quiet hour
    empty       the block stands there, and nothing in it: a quiet hour
    absent      no block at all: it may be the wrong page, or the selector fits no more
    unchanged   the page is the same as before, so it was not read

Kinds say in words what they met (`Reading.empty`, `Reading.problem`): what these words begin with stands in
the table below.
"""

from __future__ import annotations

from typing import Final, Literal

from streamer.sources import Reading

Answer = Literal["items", "label", "empty", "absent", "unchanged"]

_LABEL: Final = "the label "
_ABSENT: Final = (
    "no ticker found", "nothing on the page fits", "no list of headlines", "nothing in the JSON stands",
)  # fmt: skip


def answer_of(reading: Reading) -> Answer | None:
    """None: the page could not be read at all."""
    if reading.problem:
        return "absent" if reading.problem.startswith(_ABSENT) else None
    if reading.entries or any(block.same for block in reading.blocks):
        return "items"
    return "label" if (reading.empty or "").startswith(_LABEL) else "empty"
