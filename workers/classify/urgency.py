"""How urgent a headline is.

    score = σ(the factors that training found · what is seen in the headline)

Seen are the listed words, what the model says of its words, that it stands on a ticker, and how many
outlets told the story within minutes. Of the words,

    grave     interrupt a programme; so does a hundred dead and more
    strong    are urgent
    harm      are so beside another of their kind, or beside whom it befell: إصابة may be a player's
    calm      are the guard: an inquiry, a match, a price is not so urgent for its strong words; nor is a
              title that is about sports, culture, technology or chat alone
    echo      tell of no event: an anniversary, a denial, a drill, a film is routine

Somebody's word (a colon), a question and a pause (two dots) are less urgent than what happens. Where a word
says that a headline is urgent and none calms, the learnt part ranks it, and can no more make it routine: it
has seen the marks of a few outlets, and they mark a tenth of what they might. A headline is urgent from 0.5
on (from 0.4 where a word says so and none calms, from 0.62 where one calms), or by the publisher's mark,
which always makes it urgent and puts it above 0.6.

`flash` is rare: a grave word and none that calms, and either a score from 0.85 on with the publisher's
mark or a second outlet, or one from 0.82 on by itself; or a strong word, none that calms, five outlets
at once and a score from 0.95 on.

So a story can rise: the third outlet within minutes lifts a headline that the first could not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from operator import mul
from typing import Final, Literal, NamedTuple, get_args

from streamer.text import stems
from streamer.text import words as split
from workers.classify.lists import Lists
from workers.classify.phrases import Hit, Phrases
from workers.story import MARK, UrgencyName

Kind = Literal["grave", "strong", "harm", "whom", "toll", "calm", "echo"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

FEATURES: Final = (
    "ever", "learnt", "grave", "strong", "more strong", "calm", "more calm", "colon", "asks",
    "dots",
)  # fmt: skip
"""What is weighed; `ever` is always 1. The others are told in `Alarm.features`."""
URGENT: Final = 0.5
SAID: Final = 0.4
"""Enough where a listed word says that it is urgent, and none calms."""
MARKED: Final = 0.6
"""The least score of a marked headline."""
DOUBT: Final = 0.1
"""What is left of a score that is too low where a word says that it is urgent, and none calms: it is
added to SAID."""
CERTAIN: Final = 0.6
"""The least score of a soft topic that calms."""
_SOFT: Final = frozenset({"sports", "culture", "technology", "misc"})
_HARD: Final = frozenset({"security", "politics", "world", "local"})
BELOW: Final = -2.0
"""Below it the learnt part is believed where a single word is all that speaks"""
SHORT: Final = 7
"""in more words than these: in fewer it is what the headline is about."""
ECHO: Final = 0.39
"""The most that a headline scores where nothing happens."""
CALMED: Final = 0.62
"""Enough where a word calms."""
HUNDRED: Final = 100
_TELL_URGENT: Final = frozenset({"grave", "strong", "harm", "whom"})
_TELL_ROUTINE: Final = frozenset({"grave", "strong", "calm", "echo"})
_NONE: Final = dict.fromkeys(KINDS, 0)
_AT_MOST_ONE: Final = (0, *(1,) * 9_000)
"""By a number of phrases, of which no title has more."""
_MORE: Final = (0, 0, 1, *(2,) * 9_000)
_FORM: Final = (":", "؟", "?", "..", "…")
YEARS: Final = range(1900, 2101)
"""Numbers that count nobody."""
NEAR: Final = 3
"""Words between a number and what it counts, at most."""
LEAST: Final = 0.001
MOST: Final = 0.999
TICKER: Final = 0.3
"""What a place on the ticker adds, before σ: editors choose what runs there."""
OUTLET: Final = 0.4
"""What each further outlet adds that tells the same story within minutes, four at most; nothing where a
word calms."""
FLASH: Final = 0.85
ALONE: Final = 0.82
MANY: Final = 5
AT_ONCE: Final = 0.95


class Judged(NamedTuple):
    level: UrgencyName
    score: float
    because: tuple[str, ...]


class Alarm:
    """`words` is for the Reader."""

    def __init__(self, lists: Iterable[Lists], settings: Mapping[str, float]) -> None:
        """`settings`: a factor for each of FEATURES."""
        listed = tuple(lists)
        self.words: Final[Phrases[Kind]] = Phrases(_pairs(listed))
        self._toll = {word for part in listed for one in part.urgency.toll for word in split(one)}
        self._factors = tuple(settings[name] for name in FEATURES)

    def features(
        self,
        hits: Sequence[Hit[Kind]],
        learnt: float,
        *,
        text: tuple[Sequence[str], str],
        soft: bool,
    ) -> tuple[float, ...]:
        """FEATURES of a title: whether there is a word of each kind, and how many more (two at most).
        `text`: its words, and as written. `soft`: it is about nothing that could be urgent, which calms
        as a word does."""
        words, written = text
        many = _NONE.copy()
        if hits:
            for _, kinds in set(hits) if len(hits) > 1 else hits:
                for kind in kinds:
                    many[kind] += 1
        grave, strong, harm, whom, toll, calm, echo = many.values()
        if toll and self._hundred(words):
            grave += 1
        strong += many["grave"] + (harm > 0 and harm + whom > 1)
        calm += 2 * echo + (soft and not grave)
        return (
            1.0, learnt, _AT_MOST_ONE[grave], _AT_MOST_ONE[strong], _MORE[strong],
            _AT_MOST_ONE[calm], _MORE[calm],
            ":" in written, "؟" in written or "?" in written, ".." in written or "…" in written,
        )  # fmt: skip

    def _hundred(self, words: Sequence[str]) -> bool:
        """Whether a hundred dead or more are counted."""
        for at, word in enumerate(words):
            if (
                word.isdecimal()
                and len(word) < 7
                and int(word) >= HUNDRED
                and int(word) not in YEARS
            ):
                near = words[max(0, at - NEAR) : at + NEAR + 1]
                if any(form in self._toll for one in near for form in stems(one)):
                    return True
        return False

    def judge(
        self,
        hits: Sequence[Hit[Kind]],
        learnt: float,
        *,
        text: tuple[Sequence[str], str],
        soft: bool = False,
        marked: bool,
        ticker: bool = False,
        outlets: int = 1,
    ) -> Judged:
        """Level, score from 0 to 1, and why: the mark first, then words and outlets.

        `hits`: what was found of `words` in the title; `text`: its own, and as it is written. `learnt`: the
        model's logit. `soft`: see `features`. `outlets`: all that told the story within minutes, this
        one among them.
        """
        grave = strong = calm = echo = False
        seen: tuple[float, ...] = (0.0,) * len(FEATURES)
        if hits or soft or any(map(text[1].__contains__, _FORM)):
            seen = self.features(hits, learnt, text=text, soft=soft)
            weighed = sum(map(mul, seen, self._factors))
            grave, strong, calm = seen[2] > 0, seen[3] > 0, seen[5] > 0
            echo = any("echo" in hit.values for hit in hits)
        else:
            weighed = self._factors[0] + learnt * self._factors[1]
        if ticker:
            weighed += TICKER
        if outlets > 1 and not calm:
            weighed += OUTLET * min(outlets - 1, 4)
        score = max(LEAST, min(MOST, 1 / (1 + exp(-max(-30.0, weighed)))))
        if (
            strong
            and not calm
            and (learnt > BELOW or len(text[0]) <= SHORT or grave or seen[4] > 0 or _phrase(hits))
        ):
            score = max(score, SAID + DOUBT * score)
        if echo:
            score = min(score, ECHO)
        if marked:
            score = MARKED + (1 - MARKED) * score
        enough = CALMED if calm else SAID if strong else URGENT
        level: UrgencyName = "urgent" if marked or score >= enough else "routine"
        sure = FLASH if marked or outlets > 1 else ALONE
        at_once = outlets >= MANY and strong and score >= AT_ONCE
        if not calm and ((grave and score >= sure) or at_once):
            level = "flash"
        return Judged(level, round(score, 3), _reasons(hits, marked, outlets, level))


def _phrase(hits: Sequence[Hit[Kind]]) -> bool:
    """Whether a phrase, which is surer than a word, says that it is urgent."""
    return any(" " in hit.phrase and "strong" in hit.values for hit in hits)


def is_soft(topics: Sequence[str], score: float) -> bool:
    """Whether these topics (best first, with its score) leave nothing that could be urgent."""
    return score >= CERTAIN and topics[0] in _SOFT and _HARD.isdisjoint(topics)


def _reasons(
    hits: Sequence[Hit[Kind]], marked: bool, outlets: int, level: UrgencyName
) -> tuple[str, ...]:
    if not (hits or marked or outlets > 1):
        return ()
    found = [MARK] if marked else []
    for hit in hits:
        kind = hit.values[0]
        tells = _TELL_ROUTINE if level == "routine" else _TELL_URGENT
        if kind in tells:
            found.append(f"{kind}: {hit.phrase}")
    if outlets > 1:
        found.append(f"outlets: {outlets} within minutes")
    return tuple(dict.fromkeys(found[:4]))


def _pairs(lists: Iterable[Lists]) -> Iterable[tuple[str, Kind]]:
    for part in lists:
        for kind in KINDS:
            yield from ((word, kind) for word in getattr(part.urgency, kind))
