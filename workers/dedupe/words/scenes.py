"""What belongs to an event, so that it tells nothing new of it (scenes/*.toml): of a fire its flames and its
smoke, and those who put out fires wherever there are any.

To extend: a table of scenes/*.toml, or words in one. A word may stand there if it never says who, where, when
or how many, which of two such events of one day it is, or what came of it: a cause, a toll, a verdict, a
denial, that it is over. Each is the name of a concept of synonyms.toml, an office of offices.toml
(+governor), or words of any tongue; of Arabic words those with a clitic or a feminine ending are found too,
and a woman's verb by a man's; a plural or a verb in another tense is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final, NamedTuple

import msgspec

from streamer.text import fold, stems
from workers.dedupe.words.kinds import CONCEPT, OFFICE
from workers.dedupe.words.remembered import remembered


class Scene(NamedTuple):
    """One kind of event. Words are folded and stand without their article; units have their marks."""

    of: frozenset[str]
    """Any of them makes it one; two titles may tell it by two of them."""
    by: frozenset[str]
    """Those who act there, or speak of it, wherever it happens; of two of them each is another."""
    beside: frozenset[str]
    """What goes without saying."""
    deeds: frozenset[str]
    """Words for what is done there: where each title has one of them, it is one deed."""
    one: tuple[frozenset[str], ...] = ()
    """Groups of words, each of which stands for another there."""


def _members(entries: Iterable[str]) -> frozenset[str]:
    """Each entry is the name of a concept, an office with its mark (+governor), or words; one in ASCII
    may be both."""
    found = set()
    for entry in entries:
        if entry[0] == OFFICE:
            found.add(entry)
            continue
        if entry.isascii() and " " not in entry:
            found.add(CONCEPT + entry)
        if "_" not in entry:
            found.update(fold(word.removeprefix("ال")) for word in entry.split())
    return frozenset(found)


def _read() -> tuple[Scene, ...]:
    found: list[Scene] = []
    folder = files(__package__) / "scenes"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            listed: dict[str, dict[str, Any]] = msgspec.toml.decode(file.read_text("utf-8"))
            found += (
                Scene(
                    of=_members(scene["of"]),
                    by=_members(scene.get("by", ())),
                    beside=_members(scene.get("beside", ())),
                    deeds=_members(scene.get("deeds", ())),
                    one=tuple(map(_members, scene.get("one", ()))),
                )
                for scene in listed.values()
            )
    return tuple(found)


SCENES: Final = _read()
_SHORT: Final = 3
"""Letters of a word that has no ending."""


def _by_event() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, scene in enumerate(SCENES):
        for unit in scene.of:
            found.setdefault(unit, []).append(at)
    return {unit: tuple(scenes) for unit, scenes in found.items()}


_BY_EVENT: Final = _by_event()


def scenes(one: Iterable[str], other: Iterable[str]) -> list[Scene]:
    """Those of which each of two titles tells: its units."""
    here: set[int] = set().union(*map(_told, one))
    there: set[int] = set().union(*map(_told, other)) if here else here
    return [SCENES[at] for at in sorted(here & there)]


@remembered(20_000)
def _told(unit: str) -> frozenset[int]:
    """Places in SCENES of those that it makes."""
    if unit[0] == CONCEPT:
        return frozenset(_BY_EVENT.get(unit, ()))
    return frozenset(at for form in forms(unit) for at in _BY_EVENT.get(form, ()))


@remembered(20_000)
def forms(word: str) -> frozenset[str]:
    """A folded word without small words before it, and without the ending of a feminine, a case or a verb of
    a woman (اجتاحت); and such a verb in the present as a man's (تجتاح: يجتاح)."""
    bare = stems(word)
    short = (form[:-1] for form in bare if form[-1] in "هايت" and len(form) > _SHORT)
    his = ("ي" + form[1:] for form in bare if form[0] == "ت" and len(form) > _SHORT)
    return frozenset((*bare, *short, *his))
