"""The two sets that may train the model (both Apache-2.0), as titles with what their publishers say of
them.

Held back from training, for `make eval`: all of the outlet masrawy and CNN Arabic, and what Jawhara FM
published from March 2017 on; for urgency the outlet El-Dostor. What is seen in several outlets counts
for the first.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from streamer.text import fold, title

TOPIC_OF: Final = {
    "jawhara": {
        "sport": "sports", "economy": "economy", "technology": "technology", "culture": "culture",
        "politic": "politics", "internationalNews": "world",
    },
    "egypt2013": {
        "politics": "politics", "accidents": "security", "world": "world", "mideast": "world",
    },
}  # fmt: skip
"""What a publisher's section says for certain. The others (localNews, society, latest, …) mix topics."""
HELD_OUTLETS: Final = frozenset({"masrawy", "cnnarabic"})
HELD_FOR_URGENCY: Final = frozenset({"El.Dostor.News"})
MARKING: Final = frozenset({"ElWatanNews", "El.Dostor.News", "Tahrir.News.Official", "elfagr"})
"""The outlets that mark titles as urgent at all."""
LEAD: Final = 300


class Item(NamedTuple):
    title: str
    lead: str
    set: str
    outlet: str
    section: str
    published: str
    marked: bool

    @property
    def topic(self) -> str:
        """Of the publisher's section; "" where that is not certain."""
        return TOPIC_OF[self.set].get(self.section, "")

    @property
    def held(self) -> bool:
        """Not for training topics."""
        if self.set == "jawhara":
            return self.published >= "2017-03"
        return self.outlet in HELD_OUTLETS


def items(folder: Path) -> list[Item]:
    """All titles of at least two words, each once, in the order of the files."""
    found: dict[str, Item] = {}
    for name, column in (("jawhara", "category"), ("egypt2013", "section")):
        for row in _rows(folder / f"{name}.tsv.gz"):
            cleaned = title(_unquoted(row["title"]))
            key = fold(cleaned.text)
            if " " not in key:
                continue
            found.setdefault(
                key,
                Item(
                    title=cleaned.text, lead=_unquoted(row["lead"])[:LEAD], set=name,
                    outlet=row["source"], section=row[column], published=_day(row["published"]),
                    marked=cleaned.marked,
                ),
            )  # fmt: skip
    return list(found.values())


def key(text: str) -> int:
    """The 64 bits by which the teacher's labels know a title, so that they hold no text."""
    return int.from_bytes(blake2b(fold(text).encode(), digest_size=8).digest(), "big")


def seeds() -> list[tuple[tuple[str, ...], str]]:
    """The invented headlines with their topics, best first."""
    lines = (Path(__file__).parent / "seeds.tsv").read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(tuple(topics.split(",")), text) for topics, text in split]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {name: value or "" for name, value in row.items() if name}


def _unquoted(text: str) -> str:
    """A field that the set's maker wrote as CSV inside the tabs."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return text.replace('""', '"')


def _day(published: str) -> str:
    """yyyy-mm-dd of either form: 2017-03-12T…, 12/03/2017."""
    parts = published[:10].split("/")
    return "-".join(reversed(parts)) if len(parts) == 3 else published[:10]
