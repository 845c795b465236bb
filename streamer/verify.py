"""Is this a list of headlines? What a place named like a ticker really holds.

Menus have short words, promotions lead to other sites, articles have much text around few links. What
fails here would be published to everybody, so a place must show that it is a ticker.
"""

from __future__ import annotations

from collections import Counter
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from streamer.greetings import is_greeting
from streamer.items import Item
from streamer.own_sites import OwnSites, site_of
from streamer.page import Page, text_of
from streamer.titles import count, reads_like_one
from streamer.values import is_quote

_SHARE: Final = 0.5
"""Of the items so many must read like headlines."""
_DENSITY: Final = 0.2
"""Of the text of a place so much must be headlines; of an article some 0.05 are links, of a list with
leads 0.3 and more."""
_SALES: Final = frozenset(
    [
        "subscribe",
        "subscription",
        "subscriptions",
        "abonnement",
        "abo",
        "newsletter",
        "newsletters",
        "login",
        "signin",
        "signup",
        "store",
        "shop",
        "donate",
        "about-us",
        "contact-us",
        "advertise-with-us",
        "cookie-policy",
        "privacy-policy",
        "terms-of-use",
        "terms-of-service",
    ]
)
_SERVICE: Final = frozenset(
    [
        "register",
        "account",
        "user",
        "users",
        "contact",
        "about",
        "advertise",
        "privacy",
        "terms",
        "cookies",
        "app",
        "apps",
        "epaper",
        "live",
        "livestream",
        "appeal",
        "faq",
        "podcasts",
    ]
)

_BAND: Final = 3
"""So many linked prices, and nothing else, are a band of them."""


class Verifier:
    """For one page. `sure` gives of the items of a place those that are headlines; none: it is no ticker."""

    def __init__(self, page: Page) -> None:
        self._sites = OwnSites(page)

    def sure(self, items: list[Item], nodes: list[LexborNode], rank: int) -> list[Item]:
        items = [one for one in items if not self._is_no_news(one)]
        items = _without_quotes(_without_refrain(items))
        least, few = (2, 1) if rank == 1 else (3, 1) if rank < 6 else (4, 3)
        like = sum(reads_like_one(one.title, least) for one in items)
        if len(items) < few:
            return []
        if not items or like < _SHARE * len(items):
            return []
        linked = [one for one in items if one.url]
        named = rank == 1 and sum(reads_like_one(one.title, 4) for one in linked) > 1
        sites = self._sites.of([one.url or "" for one in linked], named=named)
        if linked and not sites:
            return []
        if linked and nodes and not _is_dense(items, nodes):
            return []
        # Of a ticker that tells the site's own news, what leads elsewhere is an advertisement.
        return [one for one in items if not one.url or site_of(one.url) in sites]

    def elsewhere(self, raw: list[Item], sure: list[Item]) -> set[str]:
        """The sites that several of the items lead to which were left out; no shops, no networks."""
        kept = {one.url for one in sure}
        left = Counter(
            site_of(one.url)
            for one in raw
            if one.url and one.url not in kept and reads_like_one(one.title)
        )
        return {
            site for site, number in left.items() if number > 1 and self._sites.is_foreign(site)
        }

    def _is_no_news(self, item: Item) -> bool:
        if count(item.title) < 2 or (item.url is None and is_greeting(item.title)):
            return True
        path = urlsplit(item.url).path.lower() if item.url else ""
        steps = [step.partition(".")[0] for step in path.strip("/").split("/")]
        if _SALES.intersection(steps[:3]):
            return True
        # What lies under a service has news too: /live/100 is a report of this hour.
        return len(steps) <= 3 and steps[-1] in _SERVICE and count(item.title) <= 5


def _without_refrain(items: list[Item]) -> list[Item]:
    """Without what stands there again and again with other addresses: a button's words, which are few."""
    often = Counter(one.title for one in items if one.url)
    kept = [one for one in items if not one.url or often[one.title] < 3 or count(one.title) > 4]
    return list({(one.title if one.url else one): one for one in reversed(kept)}.values())[::-1]


def _without_quotes(items: list[Item]) -> list[Item]:
    """Without the prices or results that most of these are; all of them gone: it is their band. One line
    beside them is the band's heading. Links lead to headlines, and be they of prices: only where every one
    of several is a quote, it is a band."""
    others = [one for one in items if not is_quote(one.title)]
    if 2 * len(others) >= len(items):
        return items
    if any(one.url for one in items):
        return items if others or len(items) < _BAND else []
    return others if len(others) > 1 else []


def _is_dense(items: list[Item], nodes: list[LexborNode]) -> bool:
    told = sum(len(one.title) for one in items)
    return told >= _DENSITY * sum(len(text_of(node)) for node in nodes)
