"""What classes and ids say of a place: a ticker, a bar of breaking news, a list of the latest, or none.

The names are those of plug-ins and themes in wide use (jQuery breakingNews and newsTicker, webticker, acme,
Ditty, the tickers of WordPress and Joomla themes) and what their makers call a ticker's box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_TICKER: Final = re.compile(
    r"(?<![a-z])(t4b|news|text|head(line)?s?|live|top|mega|v|j|web|acme|easy|modern|breaking|posts?|type|"
    r"li|la|simple|fbn|bn|flash|js|scroll)?[-_]?(?<!stock)(?<!stock[-_])tick(er|ers)"
    r"(s|contents?|container|wrap(per)?|box|holder|bar|list|items?|text|news|area|div|inner|block|slider|strip)?"
    r"(?![a-z])"
    r"|(?<![a-z])marquee|(?<![a-z])news[-_]?(strip|bar|scroll(er|ing)?|crawl(er)?|rotator|roller|line|band)"
    r"(?![a-z])|(?<![a-z])(scroll(ing)?|crawl(ing)?|moving|running|rolling)[-_]?news"
    r"(?![a-z])|(?<![a-z])(shareet|sharit|shrit|shreet)(?![a-z])|^js-news$|^nt-title|liscroll|شريط"
)
_BREAKING: Final = re.compile(
    r"(?<![a-z])breaking([-_]?(news|bar|box|strip|story|stories|headlines?|item|items|wrapper|block|list|"
    r"track|alerts?|ticker|banner|label|slider|container|content|section|widget|top|row|area|text)\w*)*"
    r"(?![a-z])|news-?flash|flash-?news|bnews(?![a-z])|son-?dakika|eilmeldung|news-?alert"
    r"|(?<![a-z])urgent([-_]?news)?(?![a-z])|(?<![a-z])([3a]?a[jg]e?i?la?|ageel)(h|ah)?(?![a-z])|عاجل"
)
_LATEST: Final = re.compile(
    r"(?<![a-z])(latest|last|recent|newest)[-_]?(news|articles?|headlines|stories)(?![a-z])"
    r"|^(latest|latest[-_](list|block|section|widget|items|feed)|news[-_]?(latest|list[-_]latest)|lastnews)$"
    r"|(?<![a-z])just[-_]?in(?![a-z])|(?<![a-z])akhbar|(?<![a-z])(ultimas|dernieres)[-_]?(noticias|infos)"
)
_BY_NAME: Final = re.compile(r"td[-_](block[-_])?trending[-_]now([-_]wrapper)?")
"""Tickers of a theme that call themselves something else."""
_TOP: Final = re.compile(r"(?<![a-z])(top|hot|main)[-_]?news(?![a-z])")
_NO_PLACE: Final = re.compile(
    r"(js[-_])?(has|with|no|not|enabled?|disabled?|without|nav|menu|search|icon|fa|btn|button|input|single|post|page|"
    r"category|tag|type|format|author|is|can|show|hide|open|close|use)[-_].*|.*(--|teaser)"
    r"|.*[-_](bad|enabled|disabled|label|title|button|btn|icon|close|link|share|loader|css|js|script)"
)
_OTHER: Final = re.compile(
    r"(?<![a-z])(stocks?|voucher|coins?|crypto|prices?|quotes?|markets?|currency|currencies|forex|exchange|"
    r"gold|oil|scores?|match(es)?|weather|jobs?|countdown|partners?|logos?|brands?|sponsors?|donat\w+|rates|"
    r"shop|sale|prayer|traffic|lottery|polls?|quiz|podcasts?|comments?|users?|members?|jobticket|"
    r"obits?|obituar\w+|hashtags?|tweets|"
    r"schedules?|programs?|programmes?|epg|fixtures?|scoreboard|livescores?|skor|barnamaj|bramij|piyasa|doviz|borsa|hava-?durumu|taqs|asaar|bourse|meteo|azan|salat|awqat)(?![a-z])"
)
_LAYOUT: Final = re.compile(r"(?<![a-z])(hero|masthead)(?![a-z])")
"""Where a place stands, not what is in it: a ticker may stand there too."""
_SUBJECT: Final = re.compile(r"(?<![a-z])(appeals?|campaigns?|trending|topics?|events?)(?![a-z])")
"""What there is news of as well: a name that says news means them."""
_OTHER_AROUND: Final = re.compile(
    r"(?<![a-z])(stocks?|coins?|crypto|prices?|quotes?|markets?|currency|currencies|forex|exchange|rates|gold|"
    r"scores?|match(es)?|weather|prayer|partners|brands|sponsors|clients|piyasa|doviz|borsa|hava-?durumu)"
    r"(?![a-z])"
)
_ADVERT: Final = re.compile(r"(?<![a-z])(ads?|adp|advert\w*|banners?|promo\w*|sponsor\w*)(?![a-z])")
_SLIDER: Final = re.compile(
    r"slick-(slider|initialized)|swiper(-container)?|owl-carousel|splide|flickity-enabled|bx-?slider|tns-slider"
)
_ASIDE: Final = re.compile(
    r"popular|related|recommend|most|trend|sitemap|galler|product|author|column|opinion|video|photo|job|foot|nav|menu|yazar|k[oö]se|writer|kuttab|kottab|maqal|featur|hero|main[-_]?s|banner|manset|client|testimon"
)
_APART: Final = re.compile(r"([a-z\d])([A-Z])")


def apart(name: str) -> str:
    """`breakingNewsBar` as `breaking-news-bar`."""
    return _APART.sub(r"\1-\2", name).lower()


def names_other(names: Iterable[str]) -> bool:
    """Whether a band is of something else: prices, scores, the weather."""
    return any(_is_other(name) for name in names)


def names_others_around(names: Iterable[str]) -> bool:
    """Whether the elements around a band are named so: of them less is believed, for they hold more."""
    return any(_OTHER_AROUND.search(apart(name[:100])) for name in names)


def rank_of_names(names: Iterable[str]) -> int | None:
    """1: a ticker, or a bar of breaking news; 5: a list of the latest; 6: the top news; None: nothing of the
    kind."""
    ranks = {name: _rank(name) for name in names}
    others = [name for name, rank in ranks.items() if rank == 0]
    if others and (any(map(_is_never_news, others)) or not says_news(ranks)):
        return None
    return min(filter(None, ranks.values()), default=None)


@lru_cache(maxsize=8192)  # a page says the same few names a thousand times
def _rank(name: str) -> int | None:
    """As above, for one name; 0: of something else."""
    name = apart(name[:100])
    if _BY_NAME.fullmatch(name):
        return 1
    if _NO_PLACE.fullmatch(name):
        return None
    if _is_other(name):
        return 0
    if _TICKER.search(name) or _BREAKING.search(name):
        return 1
    return 5 if _LATEST.search(name) else 6 if _TOP.search(name) else None


@lru_cache(maxsize=8192)
def _is_other(name: str) -> bool:
    name = apart(name[:100])
    if _OTHER.search(name):
        return True
    if _SUBJECT.search(name):
        return not _says_news(name)
    return bool(_LAYOUT.search(name)) and not tells(name)


def _is_never_news(name: str) -> bool:
    return bool(_OTHER.search(apart(name[:100])))


def says_news(names: Iterable[str]) -> bool:
    """Whether a name is one of breaking news, or of a ticker of news in so many words."""
    return any(_rank(name) == 1 and _says_news(apart(name[:100])) for name in names)


def _says_news(name: str) -> bool:
    return bool(_BREAKING.search(name) or ("news" in name and _TICKER.search(name)))


def is_slider(own: Iterable[str]) -> bool:
    """Whether a slider's plug-in names what it slides so."""
    return any(_SLIDER.fullmatch(name[:100].lower()) for name in own)


def slides_other(names: Iterable[str]) -> bool:
    """Whether these names, of a slider or around it, say that it slides something else than news in words."""
    return any(_ASIDE.search(name[:100].lower()) for name in names)


def is_breaking(names: Iterable[str]) -> bool:
    """Whether these names are of breaking news."""
    return any(_BREAKING.search(apart(name)) for name in names)


def rank_of_variable(name: str) -> int | None:
    """1: an array of a script that is named like a ticker; 3: another; None: one of advertisements."""
    if _ADVERT.search(apart(name)) or names_other([name]):
        return None
    known = rank_of_names([name]) == 1 or re.search(
        "ticker|breaking|marquee|news-?scroll|scroll-?news", apart(name)
    )
    return 1 if known else 3


_IN_DATA: Final = re.compile(
    r"(?P<ticker>((the|current|live|active|site|top)-?)?(news|breaking|live|headlines?|text)?-?_?tickers?"
    r"|breaking(-?news)?|urgent(-?news)?|news-?(flash|alerts?)|ajil|ajel|عاجل)"
    r"[-_]?(news|items|list|data|posts|stories|headlines|articles|entries|results|texts?)?"
    r"|(?P<latest>(the-?)?(latest|last|recent|most-?recent|newest)[-_]?(news|articles?|headlines|stories|items)?"
    r"|just-?in|headlines)[-_]?(news|items|list|data|entries|results)?"
)


def rank_in_data(name: str) -> int | None:
    """As `rank_of_names`, for a key of data: the whole name must say it, for data is full of names."""
    found = _IN_DATA.fullmatch(apart(name))
    return None if not found else 1 if found["ticker"] else 5


def tells(name: str) -> bool:
    """Whether a name is one that a block is known by."""
    return bool(_TICKER.search(apart(name)) or _BREAKING.search(apart(name)))
