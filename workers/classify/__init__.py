"""Topic, urgency, places and language of a headline, and why: the one call of this folder.

    title, summary ─► folded words ─┬─► places  ─┐
    section, always ────────────────┼─► topics ◄─┘ ─► Verdict, with `because`
    the publisher's mark ───────────┼─► urgency
    title as written ───────────────┴─► language

The lists stand beside the code as plain files (`*.toml`), each with a header that says how to
extend it. The call is pure: the same headline gets the same verdict, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

import msgspec

from workers.classify import lists, model
from workers.classify.language import Ear, reading
from workers.classify.model import Says
from workers.classify.opinion import Opinion
from workers.classify.phrases import Reader, Text
from workers.classify.places import Gazetteer, Place
from workers.classify.topics import Desk, Found, Mix
from workers.classify.urgency import Alarm, is_soft
from workers.story import Topic, UrgencyName

__all__ = ["Classifier", "Verdict"]

REASONS: Final = 12
"""At most so many reasons are told, and places, whatever a summary holds."""

LARGE: Final = "model: the large one"
"""In `because` where it was heard."""

UNHEARD: Final = -5.0
"""What the model says of the urgency of no words."""
ROOM: Final = 16_384
"""Words that a title and a summary cannot have: a fold has at most 8,192 characters."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What was made of a headline; the fields are those of the contract's event."""

    topics: tuple[Topic, ...]
    """Best first, never empty."""
    urgency: UrgencyName
    urgency_score: float
    places: tuple[str, ...]
    """Canonical Arabic names, in the order of title and summary."""
    because: tuple[str, ...]
    """Never empty: `site:`, `always:`, `word:`, `place:`, `model:` or `misc:`, then what made it urgent."""
    lang: str
    dir: Literal["rtl", "ltr"]


class Heard(NamedTuple):
    """What there is to know of a text by itself."""

    text: Text
    said: Says | None
    places: tuple[Place, ...]


class Classifier:
    """Made once (it reads and folds the lists and the model), asked for every headline."""

    def __init__(
        self, extra: Iterable[tuple[str, str]] = (), opinion: Opinion | None = None
    ) -> None:
        """`extra`: (name, TOML text) of files with the user's own lists. Raises SettingsError. `opinion`: of
        a large model, heard too; as it may hear of a title or not, what it added is told in `because`."""
        self._opinion = opinion
        own = [lists.parse(name, text) for name, text in extra]
        parts = lists.packaged()
        self._model = model.packaged()
        self._gazetteer = Gazetteer([*parts, *own])
        self._desk = Desk(parts, own, Mix.of(self._model.settings))
        self._alarm = Alarm([*parts, *own], self._model.settings)
        self._ear = Ear(lists.languages())
        self._reader = Reader(
            [self._gazetteer.spellings, self._desk.words, self._desk.own, self._alarm.words],
            self._model.learn,
        )
        self._ahead: dict[str, Heard] = {}

    def ahead(self, texts: Iterable[str]) -> None:
        """Reads the titles and summaries of a batch at once, for half of what they cost one by one.

        It changes no verdict: `classify` reads by itself what was not read ahead.
        """
        wanted = list(texts)
        # A portion that was cut short is followed by what it left, which was read with it.
        self._ahead = {one: self._ahead[one] for one in wanted if one in self._ahead}
        self._ahead |= self._read(one for one in wanted if one not in self._ahead)

    def _heard(self, text: str) -> Heard:
        return self._ahead.get(text) or self._read((text,))[text]

    def _read(self, texts: Iterable[str]) -> dict[str, Heard]:
        heard: dict[str, Heard] = {}
        waiting: dict[str, Text] = {}
        for text in texts:
            if len(self._reader) > model.REMEMBERED - ROOM:
                heard |= self._listened(waiting)
                waiting.clear()
                self._reader.forget()
                self._model.forget()
            if text not in waiting:
                waiting[text] = self._reader.read(text)
        return heard | self._listened(waiting)

    def _listened(self, texts: dict[str, Text]) -> dict[str, Heard]:
        said = self._model.read([(text.numbers, text.words) for text in texts.values()])
        find = self._gazetteer.find
        return {
            written: Heard(text, says, find(text, text.hits[0], written))
            for (written, text), says in zip(texts.items(), said, strict=True)
        }

    def classify(
        self,
        *,
        title: str,
        summary: str | None,
        section: str | None,
        marked: bool,
        kind: str,
        always: tuple[str, ...] = (),
        lang: str = "",
        outlets: int = 1,
    ) -> Verdict:
        """Judges one headline; any text is good, nothing is raised.

        `section`: the publisher's own name for it. `marked`: urgent by the publisher's mark.
        `kind`: of the source (ticker, feed, …). `always`: topics that the source always carries.
        `lang`: as configured for the source; "" finds it out. `outlets`: how many told the story
        within minutes, this one among them.
        """
        head = self._heard(title)
        rest = self._heard(summary) if summary else None
        in_title, own = head.text.hits[1], head.text.hits[2]
        told, said = head.places, head.said
        opinion = self._opinion.shares(title) if self._opinion is not None and said else None
        if opinion is not None:
            said = said and said.with_opinion(opinion)
        in_summary = in_title[:0]
        if rest is not None:
            told += rest.places
            in_summary = rest.text.hits[1]
            own = own + rest.text.hits[2]
            said = said and said.with_summary(rest.said)
        found = Found(in_title, in_summary, own, head.places)
        topics, why = self._desk.judge(found, said, section=section or "", always=always)
        if opinion is not None:
            why = (*why[: REASONS - 1], LARGE)
        urgency = self._alarm.judge(
            head.text.hits[3],
            said.urgency if said is not None else UNHEARD,
            text=(head.text.words, title),
            soft=said is not None and is_soft([topic.name for topic in topics], topics[0].score),
            marked=marked,
            ticker=kind == "ticker",
            outlets=outlets,
        )
        lang = lang or self._ear.tell(title)
        return Verdict(
            topics=topics,
            urgency=urgency.level,
            urgency_score=urgency.score,
            places=tuple(dict.fromkeys([place.name for place in told]))[:REASONS] if told else (),
            because=(*tuple(dict.fromkeys(why))[:REASONS], *urgency.because),
            lang=lang,
            dir=reading(lang, title),
        )
