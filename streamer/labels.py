"""The words that stand beside a ticker and are none of its headlines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from streamer import label_words
from streamer.page import folded


def _key(words: str) -> str:
    """Words as they are looked up: folded, and without the spaces that some write and some do not."""
    return folded(words).replace(" ", "")


def _all(words: str, forms: Iterable[tuple[str, ...]] = ()) -> frozenset[str]:
    told = {_key(one) for line in words.splitlines() for one in line.split("|")}
    for form in forms:
        told.update(map("".join, product(*(map(_key, part.split("|")) for part in form))))
    return frozenset(told - {""})


_RANKS: Final = {
    **dict.fromkeys(_all(label_words.LATEST, label_words.LATEST_FORMS), 4),
    **dict.fromkeys(_all(label_words.URGENT, label_words.URGENT_FORMS), 3),
    **dict.fromkeys(_all(label_words.TICKER, label_words.TICKER_FORMS), 2),
}
_IN_ORDER: Final = sorted(_RANKS)
_MORE_WORDS: Final = _all(label_words.MORE)
_SERVICE_WORDS: Final = _all(label_words.SERVICE)
_ADVERT_WORDS: Final = _all(label_words.ADVERTS)
_OTHER_WORDS: Final = _all(label_words.OTHERS)
_SHORT: Final = 60


def rank_of(words: str) -> int | None:
    """How surely these words name a ticker: 2 a ticker, 3 urgent news, 4 the latest; None: they name none."""
    return _rank(words) if 0 < len(words) < _SHORT else None


@lru_cache(maxsize=8192)
def _rank(words: str) -> int | None:
    return _RANKS.get(_key(words))


@lru_cache(maxsize=8192)
def may_begin_label(words: str) -> bool:
    """Whether a label begins with these words, so that others behind them may make it whole."""
    key = _key(words)
    at = bisect_left(_IN_ORDER, key)
    return at < len(_IN_ORDER) and _IN_ORDER[at].startswith(key)


def is_label(words: str) -> bool:
    """Whether these words are a ticker's name, not a headline."""
    return rank_of(words) is not None


def is_more(words: str) -> bool:
    """Whether these words only lead on (more, next, all)."""
    return len(words) < _SHORT and _key(words) in _MORE_WORDS


def is_service(words: str) -> bool:
    """Whether these words are the site's own business: share, subscribe, RSS, an advertisement."""
    return len(words) < _SHORT and _key(words) in _SERVICE_WORDS


def is_advert(words: str) -> bool:
    """Whether these words mark what stands beside them as an advertisement."""
    return len(words) < _SHORT and _key(words) in _ADVERT_WORDS


@lru_cache(maxsize=8192)
def is_other(words: str) -> bool:
    """Whether these words head a list of something else: the most read, opinions, what is related."""
    return len(words) < _SHORT and _key(words) in _OTHER_WORDS
