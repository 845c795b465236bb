"""Who is owed an event: the filters of all subscribers, compiled into one index.

The law (contract, "Events")
- Whoever's filter an event meets is owed it.
- `update`, `correction` and `withdrawn` also go to everybody who was told before and asks for that
  event, whether or not the filter still matches. Who was never told hears of no withdrawal.

The index files each filter under the few things one of which an event must have for the filter to
match: of what the filter names, the kind that is likely to be rarest. So an event is held against
those filters alone that share something with it, and each of these is then checked in full: the
index may be too kind, never too strict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from streamer.settings import SubscriberSettings
from workers.filters import Facts, Filter, Phrase, from_settings
from workers.story import Event

CARRIED_ON: Final = frozenset({"update", "correction", "withdrawn"})
"""What goes to all who were told before."""


class Subscriptions:
    """All filters of a configuration. Raises ValueError on settings that `check` finds fault with.

    Building costs a dict entry for each word; a match costs a look-up for each form of each word of
    the event, and a full check of the filters found so.
    """

    def __init__(self, subscribers: Sequence[SubscriberSettings]) -> None:
        self._filters = {one.name: from_settings(one) for one in subscribers}
        self._index: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._worded = any(one.any or one.all or one.none for one in self._filters.values())
        self._words: set[str] = set()
        lengths = set()
        for name, asked in self._filters.items():
            for kind, value in set(_anchors(asked)):
                self._index[kind, value].append(name)
                if kind == "beginning":
                    lengths.add(len(value))
                elif kind == "word":
                    self._words.add(value)
        self._lengths = sorted(lengths)
        self._kinds = {kind for kind, _ in self._index}

    def match(self, event: Event, told: Collection[str] = ()) -> list[str]:
        """The names, sorted, of those who are owed this event.

        `told`: who is owed an earlier revision of the same item.
        """
        owed = set()
        if event.event != "withdrawn":
            facts = Facts.of(event, worded=self._worded)
            owed = {name for name in self.candidates(facts) if self._filters[name].wants(facts)}
        if event.event in CARRIED_ON:
            known = self._filters.keys() & set(told)
            owed |= {name for name in known if self._filters[name].asks_for(event)}
        return sorted(owed)

    def candidates(self, facts: Facts) -> set[str]:
        """The names of all who may want it: those whose filters are worth a full check."""
        found = self._index.get
        return {name for key in self._keys(facts) for name in found(key, ())}

    def _keys(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """All under which a filter that wants this event may be filed."""
        yield "", ""
        if "source" in self._kinds:
            yield "source", facts.event.source
        if "place" in self._kinds:
            yield from (("place", place) for place in facts.places)
        if "topic" in self._kinds:
            yield from (("topic", topic) for topic in facts.topics)
        for line in facts.lines:
            for forms in line:
                yield from (("word", form) for form in forms & self._words)
                for length in self._lengths:
                    yield from (
                        ("beginning", form[:length]) for form in forms if length <= len(form)
                    )


def _anchors(asked: Filter) -> list[tuple[str, str]]:
    """Where a filter is filed: an event that it wants has at least one of these."""
    if asked.all:
        return [_anchor(max(asked.all, key=len))]
    if asked.any:
        return [_anchor(phrase) for phrase in asked.any]
    for kind, values in (
        ("source", asked.sources),
        ("place", asked.places),
        ("topic", asked.topics),
    ):
        if values:
            return [(kind, value) for value in values]
    return [("", "")]


def _anchor(phrase: Phrase) -> tuple[str, str]:
    """The longest word of a phrase, which is likely to be its rarest."""
    word = max(phrase, key=lambda word: len(word.text))
    return ("beginning" if word.open else "word", word.text)
