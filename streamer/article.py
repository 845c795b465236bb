"""What an article page says of its own story: section, date, lead. Pure; run in a child process.

Asked in this order, the first that answers wins, each field by itself:

    1. JSON-LD: the NewsArticle (schema.org) that the page is about
    2. <meta>: OpenGraph's article:* and its older cousins
    3. microdata, and the <time> that stands nearest to the headline
    4. the plain shape: under the headline a line `section | date`, then a dateline, then the lead

A page shows other stories too, each with its date: what counts must name the headline, or stand beside it.
A date that was changed later is no date of publication. The words are the publisher's; they are understood
where all dates are (streamer.headline).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from streamer import item_url, text
from streamer.article_lines import Found, calendar_date, in_lines, is_same, is_section_and_date
from streamer.charset import decode
from streamer.entries import section_of, summary_of
from streamer.lines import lines
from streamer.linked_data import articles
from streamer.page import Page, ancestors, attribute, challenge, opened, text_of
from streamer.sources import Response

_DATES: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate", "publish_date",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "date",
)  # fmt: skip
_SECTIONS: Final = ("article:section", "og:article:section", "articlesection", "parsely-section")
_LEADS: Final = ("og:description", "twitter:description", "description")
_ELSEWHERE: Final = frozenset({"nav", "aside", "footer"})
_HEADINGS: Final = "h1, h2, [itemprop=headline]"
_STAMPS: Final = (
    "[itemprop=datePublished], time, .date, .time, .published, .publish-date, .post-date, .entry-date, "
    ".article-date, .news-date"
)
_LONGEST_DATE: Final = 80
_LONGEST_CRUMB: Final = 60
_CRUMBS: Final = "[class*=breadcrumb] a, [id*=breadcrumb] a"
_HOME: Final = frozenset(
    text.fold(word) for word in ("الرئيسية", "الصفحة الرئيسية", "home", "accueil")
)


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found, in the publisher's words; `problem`: the page is no article's."""

    section: str | None = None
    published: str | None = None
    summary: str | None = None
    problem: str | None = None


def read(response: Response, title: str) -> Article:
    """What the page of the story that is called `title` says of it. Raises nothing on any bytes."""
    address = item_url.safe(response.url)
    if address and item_url.is_front(item_url.canonical(address)):
        return Article(problem="it led to a front page")
    page = opened(response)
    if isinstance(page, str):
        plain = decode(response.body, response.headers.get("content-type", "")).text
        if "<" in plain or not plain.strip() or plain.lstrip()[0] in "{[":
            return Article(problem=page)
        return Article(**in_lines(plain.splitlines(), title))
    if asked := challenge(page):
        return Article(problem=f"a challenge came instead of the page: {asked}")
    heading = _heading(page, title)
    return _joined(_found(page, heading, title))


def _found(page: Page, heading: LexborNode | None, title: str) -> Iterator[Article]:
    names = {text.fold(title), text.fold(text_of(heading) if heading else "")} - {""}
    yield _linked(page, names)
    yield _meta(page.tree)
    if heading is not None:
        yield _beside(heading)
    yield Article(**_by_lines(page, title, names))
    yield Article(section=_last_crumb(page, names))


def _joined(found: Iterable[Article]) -> Article:
    section = published = summary = None
    for one in found:
        section = section or one.section
        published = published or one.published
        summary = summary or one.summary
    return Article(section=section, published=published, summary=summary)


def _heading(page: Page, title: str) -> LexborNode | None:
    """The heading that is the story's: it says what the ticker said, or what the page is called; else the
    only one of the first rank."""
    called = [page.tree.css_first('meta[property="og:title"]'), page.tree.css_first("title")]
    names = [attribute(node, "content") or text_of(node) for node in called if node]
    nodes = page.tree.css(_HEADINGS)[:50]
    for wanted in [text.fold(name) for name in (title, *names)]:
        for node in nodes:
            if is_same(text.fold(text_of(node)), wanted):
                return node
    first = [node for node in page.tree.css("h1") if text_of(node)]
    return first[0] if len(first) == 1 else None


# ── 1, 2: what is meant for machines ──────────────────────────────────────────────────────────


def _linked(page: Page, names: set[str]) -> Article:
    found = list(articles(page.tree))
    own = [one for one in found if _is_about(one, page, names)]
    if not own and len(found) == 1:
        own = found
    if not own:
        return Article()
    told = own[0]
    section = told.get("articleSection")
    section = (
        next((one for one in section if _word(one)), "") if isinstance(section, list) else section
    )
    return Article(
        section=section_of(_word(section)),
        published=calendar_date(_word(told.get("datePublished")) or _word(told.get("dateCreated"))),
        summary=_lead(_word(told.get("description")), names),
    )


def _is_about(one: dict[str, Any], page: Page, names: set[str]) -> bool:
    """Whether an object is the page's own article, by its headline or its address."""
    headline = text.fold(_word(one.get("headline")))
    if any(is_same(headline, name) for name in names):
        return True
    whole = one.get("mainEntityOfPage")
    told = [one.get("url"), one.get("@id"), whole.get("@id") if isinstance(whole, dict) else whole]
    urls = [url for word in told if (url := item_url.safe(_word(word)))]
    own = item_url.safe(page.url)
    return own is not None and item_url.canonical(own) in map(item_url.canonical, urls)


def _meta(tree: LexborHTMLParser) -> Article:
    told: dict[str, str] = {}
    for node in tree.css("meta[content]")[:300]:
        for name in ("property", "name", "itemprop"):
            told.setdefault(attribute(node, name).lower(), attribute(node, "content").strip())
    kind = told.get("og:type", "").lower()
    dates_told = (calendar_date(told[name]) for name in _DATES if told.get(name))
    return Article(
        section=section_of(next((told[name] for name in _SECTIONS if told.get(name)), "")),
        published=next((one for one in dates_told if one), None),
        # Elsewhere it describes the site.
        summary=summary_of(next((told[name] for name in _LEADS if told.get(name)), ""))
        if kind == "article"
        else None,
    )


# ── 3, 4: what is meant for people ────────────────────────────────────────────────────────────


def _beside(heading: LexborNode) -> Article:
    """The date and the section that stand nearest to the headline."""
    published = section = None
    for above in ancestors(heading):
        if above.tag in ("body", "html") and (published or section):
            break
        published = published or _date_in(above, heading)
        section = section or _section_in(above)
        if above.tag in ("article", "main", "body"):
            break
    return Article(section=section, published=published)


def _date_in(above: LexborNode, heading: LexborNode) -> str | None:
    """The first date behind the headline; before it only in its own part of the page, since the clock of
    the page itself stands at the top."""
    nodes = above.css(f"{_HEADINGS}, {_STAMPS}")[:100]
    place = next((at for at, node in enumerate(nodes) if node.mem_id == heading.mem_id), 0)
    before = [] if above.tag in ("body", "html") else nodes[:place]
    for node in [*nodes[place:], *before]:
        if node.tag in ("h1", "h2") or _is_elsewhere(node, above):
            continue
        if attribute(node, "itemprop") == "dateModified":
            continue
        raw = attribute(node, "content") or attribute(node, "datetime") or text_of(node)
        if len(raw) <= _LONGEST_DATE and (found := calendar_date(raw)):
            return found
    return None


def _section_in(above: LexborNode) -> str | None:
    for node in above.css("[itemprop=articleSection], a[rel~=category]")[:5]:
        if not _is_elsewhere(node, above):
            return section_of(attribute(node, "content") or text_of(node))
    return None


def _is_elsewhere(node: LexborNode, above: LexborNode) -> bool:
    """In a list of other stories, or in a link that leads to one."""
    for one in ancestors(node):
        if one.mem_id == above.mem_id:
            return False
        if one.tag in _ELSEWHERE or (one.tag == "a" and node.tag == "time"):
            return True
    return False


def _by_lines(page: Page, title: str, names: Iterable[str]) -> Found:
    """The lines of the page that may be the story's: not those of bars, nor of lists of other stories."""
    body = page.tree.body
    told = lines(body, lambda node: node.tag in _ELSEWHERE) if body else []
    own = [line for line, where in told if where.tag != "li" or not is_section_and_date(line)]
    return in_lines(own, title, names)


def _last_crumb(page: Page, names: set[str]) -> str | None:
    """Of the way from the home page down to the article, the last step before it."""
    crumbs = [" ".join(text_of(node).split()) for node in page.tree.css(_CRUMBS)[:10]]
    steps = [one for one in crumbs if one and text.fold(one) not in _HOME | names]
    last = steps[-1] if steps else ""
    # A number names an issue, a page, a day.
    told = 0 < len(last) <= _LONGEST_CRUMB and not any(letter.isdigit() for letter in last)
    return section_of(last) if told else None


def _lead(words: str, names: set[str]) -> str | None:
    """A description, where it says more than the headline."""
    return summary_of(words) if words and text.fold(words) not in names else None


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""
