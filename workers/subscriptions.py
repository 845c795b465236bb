"""Who is owed an event: the filters of all subscribers, compiled into one index.

The law (contract, "Events")
- Whoever's filter an event meets is owed it.
- `update`, `correction` and `withdrawn` also go to everybody who was told before and asks for that
  event, whether or not the filter still matches. Who was never told hears of no withdrawal.

How the index works
- Every phrase that anybody asks for is known once, by a number. One walk over the words of an event finds the
  numbers of all phrases in it: by the first word of each, whole, or by its beginning where it ends with `*`.
- A filter is filed under the few things one of which an event must have for the filter to match: its phrases
  under `any`, or one of those under `all`, or else its sources, places or topics. So an event meets those
  filters alone that share something with it.
- Most filters ask for words and nothing else: for them, a phrase that was said is the answer. The others are
  checked in full, their phrases by number.
So what an event costs grows with its words and with whom it meets, not with how many subscribe. (An
Aho-Corasick automaton over the same phrases was measured beside it, `make bench ONLY=matching`: it finds
substrings, of which most begin or end within a word, and what it finds must be sifted word by word.)
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from streamer.settings import SubscriberSettings
from workers.filters import Facts, Filter, Phrase, from_settings
from workers.story import Event

CARRIED_ON: Final = frozenset({"update", "correction", "withdrawn"})
"""What goes to all who were told before."""
_ANYTHING: Final = Filter()


class _Checked(NamedTuple):
    """A filter that asks for more than words: the rest of it, and its phrases by number."""

    rest: Filter
    any: tuple[int, ...]
    all: tuple[int, ...]
    none: tuple[int, ...]

    def wants(self, facts: Facts, said: set[int]) -> bool:
        return (
            said.issuperset(self.all)
            and (not self.any or not said.isdisjoint(self.any))
            and said.isdisjoint(self.none)
            and self.rest.wants(facts)
        )


class Subscriptions:
    """All filters of a configuration. Raises ValueError on settings that `check` finds fault with."""

    def __init__(self, subscribers: Sequence[SubscriberSettings]) -> None:
        self._phrases = _Phrases()
        self._names: list[str] = []
        self._checked: dict[int, _Checked] = {}
        self._plain: defaultdict[int, array[int]] = defaultdict(_numbers)
        """Phrase → those for whom it is enough that it was said."""
        self._filed: defaultdict[tuple[str, str] | int, array[int]] = defaultdict(_numbers)
        """Phrase, or kind and value → those who may want it."""
        known: dict[str, Phrase | None] = {}
        for number, subscriber in enumerate(sorted(subscribers, key=lambda one: one.name)):
            self._names.append(subscriber.name)
            self._file(number, from_settings(subscriber, known))
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._kinds = {key[0] for key in self._filed if not isinstance(key, int)}

    def _file(self, number: int, asked: Filter) -> None:
        of = self._phrases.number
        either = tuple(dict.fromkeys(map(of, asked.any)))
        every, never = tuple(map(of, asked.all)), tuple(map(of, asked.none))
        rest = msgspec.structs.replace(asked, any=(), all=(), none=())
        if either and not every and not never and rest == _ANYTHING:
            for phrase in either:
                self._plain[phrase].append(number)
            return
        self._checked[number] = _Checked(rest, either, every, never)
        if every:
            longest = max(asked.all, key=lambda phrase: sum(len(word.text) for word in phrase))
            self._filed[of(longest)].append(number)
        elif either:
            for phrase in either:
                self._filed[phrase].append(number)
        else:
            for key in set(_anchors(asked)):
                self._filed[key].append(number)

    def match(self, event: Event, told: Collection[str] = ()) -> list[str]:
        """The names, sorted, of those who are owed this event.

        `told`: who is owed an earlier revision of the same item.
        """
        owed: set[int] = set()
        if event.event != "withdrawn":
            facts = Facts.of(event, worded=bool(self._phrases))
            said = self._phrases.said(facts)
            if _ANYTHING.wants(facts):
                owed.update(*(self._plain[one] for one in said if one in self._plain))
            checked = self._checked
            owed.update(
                one for one in self._candidates(facts, said) if checked[one].wants(facts, said)
            )
        if event.event in CARRIED_ON:
            known = self._numbers.keys() & set(told)
            numbers = map(self._numbers.__getitem__, known)
            owed.update(one for one in numbers if self._asks_for(one, event))
        return [self._names[number] for number in sorted(owed)]

    def candidates(self, facts: Facts) -> set[str]:
        """The names of all whom the index finds: those who want it, and those worth a full check."""
        said = self._phrases.said(facts)
        found = self._candidates(facts, said)
        found.update(*(self._plain[one] for one in said if one in self._plain))
        return {self._names[number] for number in found}

    def _candidates(self, facts: Facts, said: Iterable[int]) -> set[int]:
        filed = self._filed
        found: set[int] = set()
        keys: Iterator[tuple[str, str] | int] = chain(said, self._keys(facts))
        found.update(*(filed[key] for key in keys if key in filed))
        return found

    def _keys(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """All but words under which a filter that wants this event may be filed."""
        yield "", ""
        if "source" in self._kinds:
            yield "source", facts.event.source
        if "place" in self._kinds:
            yield from (("place", place) for place in facts.places)
        if "topic" in self._kinds:
            yield from (("topic", topic) for topic in facts.topics)

    def _asks_for(self, number: int, event: Event) -> bool:
        checked = self._checked.get(number)
        return (checked.rest if checked else _ANYTHING).asks_for(event)


class _Phrases:
    """All phrases that anybody asks for, each with its number."""

    def __init__(self) -> None:
        self._number: dict[Phrase, int] = {}
        self._whole: defaultdict[str, list[tuple[int, Phrase]]] = defaultdict(list)
        """First word → phrases."""
        self._open: defaultdict[str, list[tuple[int, Phrase]]] = defaultdict(list)
        """The beginning of a first word that may end in any way → phrases."""
        self._single: dict[str, int] = {}
        """A word that is a phrase by itself."""
        self._lengths: list[int] = []

    def __bool__(self) -> bool:
        return bool(self._number)

    def number(self, phrase: Phrase) -> int:
        known = self._number.get(phrase)
        if known is not None:
            return known
        number = self._number[phrase] = len(self._number)
        first, rest = phrase[0], phrase[1:]
        if first.open:
            self._open[first.text].append((number, rest))
            self._lengths = sorted({*self._lengths, len(first.text)})
        elif rest:
            self._whole[first.text].append((number, rest))
        else:
            self._single[first.text] = number
        return number

    def said(self, facts: Facts) -> set[int]:
        """The numbers of all that stand in the title, or in the summary."""
        found: set[int] = set()
        single, whole, opened = self._single, self._whole, self._open
        for line in facts.lines:
            for place, forms in enumerate(line):
                for form in forms:
                    if (number := single.get(form)) is not None:
                        found.add(number)
                    if form in whole:
                        found.update(_going_on(whole[form], line, place))
                    for length in self._lengths:
                        if length > len(form):
                            break
                        if (beginning := form[:length]) in opened:
                            found.update(_going_on(opened[beginning], line, place))
        return found


def _going_on(
    phrases: Iterable[tuple[int, Phrase]], line: Sequence[frozenset[str]], place: int
) -> Iterator[int]:
    """Those phrases whose other words stand behind the first, which stands at `place`."""
    for number, rest in phrases:
        behind = line[place + 1 : place + 1 + len(rest)]
        if len(behind) == len(rest) and all(
            word.fits(forms) for word, forms in zip(rest, behind, strict=True)
        ):
            yield number


def _numbers() -> array[int]:
    """Four bytes each, and nothing for the garbage collector to look through."""
    return array("I")


def _anchors(asked: Filter) -> list[tuple[str, str]]:
    """Where a filter without words is filed: an event that it wants has at least one of these."""
    for kind, values in (
        ("source", asked.sources),
        ("place", asked.places),
        ("topic", asked.topics),
    ):
        if values:
            return [(kind, value) for value in values]
    return [("", "")]
