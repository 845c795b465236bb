"""The concepts of synonyms.toml with the doublets of doublets.toml, each in the forms grammar makes of it.

حادث سير      حادث السير          the second of two words with its article; the first is found with it anyway
مسلحين        مسلحي · مسلحو       a sound plural before a genitive (مسلحي العمال); not of a noun that ends
                                  in a weak letter: ناجي is a name, and no survivors of somebody
مركز صحي      مركزا صحيا          the accusative of two words

What a list writes itself comes before what is made of another form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from streamer.text import fold

_MANY: Final = "_many"
_PLURALS: Final = ("ين", "ون")
_STEM: Final = 4
"""Letters of a noun of which the construct is made."""
_NO_ACCUSATIVE: Final = ("ة", "ا", "ى", "ء", "ات", "ين", "ون", "ي")
_TABLES: Final = ("verbs", "alike")


def with_doublets(listed: Mapping[str, Any], doublets: Mapping[str, Any]) -> dict[str, Any]:
    """What synonyms.toml is, with the concepts, `verbs` and `alike` of doublets.toml added to it."""
    concepts: dict[str, list[str]] = {
        name: list(forms) for name, forms in listed["concepts"].items()
    }
    for field, names in doublets.items():
        if field not in _TABLES:
            for name, forms in names.items():
                concepts.setdefault(name, []).extend(
                    made for form in forms for made in (form, *_of_two_words(form))
                )
    written = {fold(form) for forms in concepts.values() for form in forms}
    for name, forms in concepts.items():
        if name.endswith(_MANY):
            forms.extend(
                one
                for form in tuple(forms)
                for one in _constructs(form)
                if fold(one) not in written
            )
    return {
        **listed,
        "concepts": concepts,
        **{table: [*listed[table], *doublets[table]] for table in _TABLES},
    }


def _of_two_words(form: str) -> Iterator[str]:
    first, _, second = form.partition(" ")
    if not second or " " in second or second.isascii() or second.startswith("ال"):
        return
    yield f"{first} ال{second}"
    if not (first + " " + second).endswith(_NO_ACCUSATIVE) and not first.endswith(_NO_ACCUSATIVE):
        yield f"{first}ا {second}ا"


def _constructs(form: str) -> Iterator[str]:
    """مسلحين, مسلحون: مسلحي, مسلحو, and the other case."""
    if " " in form or not form.endswith(_PLURALS):
        return
    noun = form[:-2]
    if len(noun.removeprefix("ال")) >= _STEM:
        yield from (noun + end for end in ("ين", "ون", "ي", "و"))
