"""What somebody asks for of the news, in the words of the configuration and of every query.

    SubscriberSettings or a query ─► Filter ─┐
                          Event ─► Facts ────┴─► wants?

The law (contract, "Filter" and "Events")
- Keys are ANDed, the values of a list are ORed; an empty list asks nothing.
- A topic counts with a score of 0.5 or more, or as the best. Urgency is "at least".
- `any`, `all` and `none` are words or phrases, looked for whole in title and in summary, both sides
  folded; و ف ب ك ل ال لل before a word of the text are ignored; `*` stands for any ending.
- Late events go only where `late` is set; a test event goes to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

import msgspec

from streamer.settings import SubscriberSettings
from streamer.text import fold, stems, words
from workers.story import TOPICS, URGENCIES, Event

EVENTS: Final = ("new", "update", "follow", "repeat", "correction", "withdrawn")
USUAL: Final = frozenset({"new", "update", "follow", "correction", "withdrawn"})
"""What a filter asks for that names no events; of follows, those with something fresh."""
COUNTS: Final = 0.5
KEYS: Final = (
    "topics", "urgency", "sources", "places", "lang", "any", "all", "none", "events", "late",
)  # fmt: skip
"""The names of a filter, the same in the configuration and in a query."""

_NONE: Final[frozenset[str]] = frozenset()
_LANG: Final = re.compile(r"[a-z]{2,8}")
_YES: Final = {"": True, "true": True, "1": True, "false": False, "0": False}


class Word(msgspec.Struct, frozen=True):
    """A folded word of a phrase; `open`: any ending will do."""

    text: str
    open: bool

    def fits(self, forms: frozenset[str]) -> bool:
        if self.open:
            return any(form.startswith(self.text) for form in forms)
        return self.text in forms


Phrase = tuple[Word, ...]
Line = tuple[frozenset[str], ...]
"""The words of a text in order, each with its forms."""


class Facts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What filters look at in an event, found once for all of them."""

    event: Event
    topics: frozenset[str]
    urgency: int
    lang: str
    places: frozenset[str]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, event: Event, *, worded: bool = True) -> Facts:
        """`worded`: False where no filter asks for words; then none are looked at."""
        return cls(
            event=event,
            topics=frozenset(
                [t.name for t in event.topics if t.score >= COUNTS or t is event.topics[0]]
            ),
            urgency=URGENCIES.index(event.urgency),
            lang=_primary(event.lang),
            places=frozenset(map(fold, event.places)),
            lines=tuple(
                tuple(map(_forms, words(text))) for text in (event.title, event.summary) if text
            )
            if worded
            else (),
        )

    def say(self, phrase: Phrase) -> bool:
        """Whether its words stand one behind the other in the title, or in the summary."""
        return any(
            all(word.fits(line[start + place]) for place, word in enumerate(phrase))
            for line in self.lines
            for start in range(len(line) - len(phrase) + 1)
        )


def _forms(word: str) -> frozenset[str]:
    return _remembered(word) if len(word) <= _LONG else frozenset(stems(word))


# The words of news repeat. Bounded twice, in entries and in their size, so that no publisher can
# fill the memory with words of its own making.
_LONG: Final = 32
_remembered = lru_cache(maxsize=20_000)(lambda word: frozenset(stems(word)))


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What a subscriber, a reader of `/events` or of a feed, or `ajil tail` asks for."""

    topics: frozenset[str] = frozenset()
    urgency: int = 0
    sources: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    lang: frozenset[str] = frozenset()
    any: tuple[Phrase, ...] = ()
    all: tuple[Phrase, ...] = ()
    none: tuple[Phrase, ...] = ()
    events: frozenset[str] = frozenset()
    late: bool = False

    def asks_for(self, event: Event) -> bool:
        """Whether this kind of event is wanted at all."""
        if event.test is True:
            return False
        if self.events:
            return event.event in self.events
        return event.event in USUAL and (event.event != "follow" or bool(event.fresh))

    def wants(self, facts: Facts) -> bool:
        """Whether the event meets every key. Who was told before is not known here."""
        event = facts.event
        return (
            self.asks_for(event)
            and (self.late or event.late is not True)
            and facts.urgency >= self.urgency
            and (not self.topics or not self.topics.isdisjoint(facts.topics))
            and (not self.sources or event.source in self.sources)
            and (not self.places or not self.places.isdisjoint(facts.places))
            and (not self.lang or facts.lang in self.lang)
            and (not self.any or any(map(facts.say, self.any)))
            and all(map(facts.say, self.all))
            and not any(map(facts.say, self.none))
        )


# ── from what people write ────────────────────────────────────────────────────────────────────


def check(subscriber: SubscriberSettings) -> list[str]:
    """Faults in the keys of a filter, each with its key and what was expected; empty: none."""
    return _compiled(_written(subscriber))[1]


def from_settings(
    subscriber: SubscriberSettings, known: dict[str, Phrase | None] | None = None
) -> Filter:
    """Raises ValueError with all that `check` finds. `known`: phrases by what was written, added to; for many
    subscribers, so that a phrase is folded once, and lies in memory once."""
    return _sound(*_compiled(_written(subscriber), {} if known is None else known))


def from_query(query: Mapping[str, Sequence[str]], others: Collection[str] = ()) -> Filter:
    """The filter of a query string: lists by commas or by repeated keys, `late` and `urgency` once.

    `others`: keys that are somebody else's. Raises ValueError with one line a fault, unknown keys
    among them: a misspelt filter that lets everything through helps nobody.
    """
    faults = [
        _unknown("filter", key, KEYS) for key in query if key not in KEYS and key not in others
    ]
    values = {
        key: tuple(part.strip() for text in query[key] for part in text.split(",") if part.strip())
        for key in KEYS
        if key in query
    }
    if "late" in query:
        values["late"] = tuple(text.strip() for text in query["late"])
    asked, wrong = _compiled(values)
    return _sound(asked, faults + wrong)


def _sound(asked: Filter, faults: list[str]) -> Filter:
    if faults:
        raise ValueError("\n".join(faults))
    return asked


def _written(subscriber: SubscriberSettings) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {
        key: getattr(subscriber, key) for key in KEYS if key not in ("urgency", "late")
    }
    return {
        **values,
        "urgency": (subscriber.urgency,),
        "late": ("true" if subscriber.late else "false",),
    }


def _compiled(
    values: Mapping[str, tuple[str, ...]], known: dict[str, Phrase | None] | None = None
) -> tuple[Filter, list[str]]:
    """A filter of what could be understood, and the faults in the rest."""
    faults: list[str] = []
    read = {} if known is None else known

    def named(key: str, among: Sequence[str]) -> frozenset[str]:
        given = values.get(key)
        if not given:
            return _NONE
        faults.extend(_unknown(key, one, among) for one in given if one not in among)
        return frozenset(given).intersection(among)

    def phrases(key: str) -> tuple[Phrase, ...]:
        found = []
        for text in values.get(key, ()):
            if text not in read:
                read[text] = _phrase(text)
            phrase = read[text]
            if phrase is None:
                faults.append(f'{key}: "{text}": expected words, with * only at the end of one')
            else:
                found.append(phrase)
        return tuple(found)

    urgency = named("urgency", URGENCIES)
    if len(values.get("urgency", ())) > 1:
        faults.append("urgency: expected one of " + ", ".join(URGENCIES))
    late = values.get("late", ("false",))
    if len(late) != 1 or late[0].lower() not in _YES:
        faults.append("late: expected true or false")
    langs = frozenset(map(_primary, values.get("lang", ()))) or _NONE
    faults += [
        f'lang: "{lang}": expected a language tag, as ar or ckb-IQ'
        for lang in sorted(langs)
        if not _LANG.fullmatch(lang)
    ]
    asked = Filter(
        topics=named("topics", TOPICS),
        urgency=max(map(URGENCIES.index, urgency), default=0),
        sources=frozenset(values.get("sources", ())) or _NONE,
        places=frozenset(map(fold, values.get("places", ()))) or _NONE,
        lang=langs,
        any=phrases("any"),
        all=phrases("all"),
        none=phrases("none"),
        events=named("events", EVENTS),
        late=_YES.get(late[-1].lower(), False) if late else False,
    )
    return asked, faults


def _phrase(text: str) -> Phrase | None:
    """`تنظيم داعش` or `انفجار* بغداد`, folded; None: no words, or a * that is not at an end."""
    phrase: list[Word] = []
    for part in text.split():
        stem = part.removesuffix("*")
        found = words("x " + stem)[1:]  # as within a headline: a fold drops a mark that leads it
        if "*" in stem or (stem != part and not found):
            return None
        phrase += [Word(word, False) for word in found]
        if stem != part:
            phrase[-1] = Word(found[-1], True)
    return tuple(phrase) or None


def _unknown(key: str, value: str, known: Sequence[str]) -> str:
    near = get_close_matches(value, known, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f'{key}: "{value}" is unknown, expected one of {", ".join(known)}{hint}'


@lru_cache(maxsize=500)
def _primary(lang: str) -> str:
    """The primary subtag (BCP 47, RFC 5646, 2.2.1): ar of ar-IQ."""
    return re.split("[-_]", lang, maxsplit=1)[0].strip().lower()
