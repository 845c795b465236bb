"""Which sites are a page's own: where it lies, what it says of itself, its sisters under other domains.

    www.rudaw.net ─► rudaw.net, rudawarabia.net ;  bbc.com ─► bbc.co.uk

A ticker tells its own site's news; what leads elsewhere is promoted there. But many an outlet has several
domains, one a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from streamer.outlet import registrable
from streamer.page import Page, attribute

_SHARE: Final = 0.5
"""So many of a place's links must lie on the site."""
_SOCIAL: Final = frozenset(
    [
        "facebook.com", "twitter.com", "x.com", "youtube.com", "youtu.be", "instagram.com", "t.me",
        "whatsapp.com", "linkedin.com", "tiktok.com", "pinterest.com", "google.com", "apple.com",
        "addtoany.com", "wa.me", "threads.net", "snapchat.com", "flipboard.com", "telegram.me", "reddit.com",
    ]
)  # fmt: skip
_WITHIN: Final = re.compile(r"(?![a-z][a-z\d+.-]*:|//|#|$)", re.I)
"""A link without a host: it stays on the site."""
_MANY: Final = 5
"""So many links to another site, and it may be the page's own under another name."""
_SELLS: Final = re.compile(
    r"(?<![a-z])(ads?|adv|adserver|shop|store|click|banners?|promo|offers?)(?![a-z])"
)
_STEM: Final = 4
"""Letters of a name that another may begin or end with; three may stand at its beginning."""
_ANYBODYS: Final = frozenset(
    [
        "news", "akhbar", "press", "media", "live", "info", "arab", "arabic", "iraq", "radio", "online",
        "times", "post", "daily", "world", "today",
    ]
)  # fmt: skip


class OwnSites:
    """Of one page."""

    def __init__(self, page: Page) -> None:
        self._own, self._elsewhere = _of_page(page)

    def of(self, urls: Sequence[str], *, named: bool) -> frozenset[str]:
        """The sites that these links of a place may lead to: the page's own, where most lead there. Else any
        one that most lead to, where no link of the page says where it comes from (it was saved, or is
        mirrored); or all, where the place is `named` a ticker. None: it is no place of this page's news."""
        sites = Counter(map(site_of, urls))
        own = {site for site in sites if self._is_own(site)}
        if own and sum(sites[site] for site in own) >= _SHARE * len(urls):
            return frozenset(own)
        site, number = sites.most_common(1)[0] if sites else ("", 0)
        most = self._elsewhere and number > _SHARE * len(urls)
        if number >= 2 and (most or (named and number == len(urls))) and self.is_foreign(site):
            return frozenset({site, *own})
        return frozenset()

    def is_foreign(self, site: str) -> bool:
        """Whether a site is another outlet's, as far as its name tells: no network, no shop."""
        return not (self._is_own(site) or site in _SOCIAL or _SELLS.search(site))

    def _is_own(self, site: str) -> bool:
        if site in self._own:
            return True
        if site in _SOCIAL or _SELLS.search(site):
            return False
        return any(_are_sisters(_stem(site), _stem(one)) for one in self._own)


def _are_sisters(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _STEM - 1 or short in _ANYBODYS:
        return False
    return long.startswith(short) or (len(short) >= _STEM and long.endswith(short))


def _stem(site: str) -> str:
    """`bbc` of bbc.co.uk; nothing of an address."""
    name = site.partition(".")[0]
    return "" if name.isdigit() or ":" in site else name


def _of_page(page: Page) -> tuple[frozenset[str], bool]:
    """Where the page lies, by its address and by what it says of itself; and, for one that was saved or is
    mirrored, where most of its links lead. And whether nothing in it leads to where it came from."""
    tree = page.tree
    told = [page.url, page.base]
    told += [attribute(one, "href") for one in tree.css("link[rel=canonical]")]
    told += [attribute(one, "content") for one in tree.css('meta[property="og:url"]')]
    own = {site for site in map(site_of, told) if site}
    hrefs = [attribute(link, "href").strip() for link in tree.css("a[href]")]
    hosts = Counter(map(site_of, hrefs))
    within = sum(bool(_WITHIN.match(href)) for href in hrefs)
    for site in [one for one in hosts if not one or one in _SOCIAL or _SELLS.search(one)]:
        del hosts[site]
    often = min(within + 1, _MANY)
    most = next((site for site, number in hosts.most_common(1) if number >= often), None)
    return frozenset({*own, *([most] if most else [])}), not own & hosts.keys()


def site_of(url: str) -> str:
    """The registrable domain that a link leads to; empty where it names none."""
    try:
        return registrable(urlsplit(url).hostname or "")
    except ValueError:
        return ""
