"""What a title is made of for the judge."""

from __future__ import annotations

from typing import Final, NamedTuple

from workers.dedupe.words.concepts import VERBS
from workers.dedupe.words.kinds import WORD


class Part(NamedTuple):
    """One thing that a title tells."""

    unit: str
    kind: str
    """A constant of workers.dedupe.words.kinds."""
    joint: str
    """The preposition that it stands behind, or ""."""
    at: int
    """Of its first folded word."""
    size: int
    counted: str = ""
    """What is counted, where it is a number or says so (numbers.toml)."""

    @property
    def end(self) -> int:
        return self.at + self.size


Two = tuple[Part, Part]
"""Two of one title, first the one that it names first."""


class Count(NamedTuple):
    value: float
    of: str
    """What is counted: a kind of numbers.toml, a concept or a noun; "" where nothing says it."""


_NO_VERBS: Final = frozenset(
    [
        "يناير", "يونيو", "يوليو", "يورو", "يونان", "يهود", "يمين", "يومي", "يوميات", "يسار", "يونس",
        "ياباني",
    ]
)  # fmt: skip
"""Words that only have the form of a verb."""


def acts(part: Part) -> bool:
    """Whether it is a verb of the lists, or has the form of one."""
    unit = part.unit
    return unit in VERBS or (
        part.kind == WORD and unit[0] == "ي" and len(unit) >= 4 and unit not in _NO_VERBS
    )


def in_the_present(word: str) -> bool:
    """Whether an Arabic word has the form of a verb in the present: يؤجل, تؤجل; not of a noun: تأجيل."""
    return word[:1] == "ي" or (word[:1] == "ت" and word[-2:-1] not in ("", "ي"))
