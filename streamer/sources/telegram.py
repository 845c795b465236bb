"""The public page of a Telegram channel, t.me/s/NAME: what it posted last, the oldest first.

    bytes ─► charset ─► tree ─► one message after the other ─► its own text, by lines ─► Entries

A post is a text without a title. Its first line that says something is the headline, with the mark that
may stand on a line of its own before it (عاجل); the rest is the summary. What a message quotes (a reply's
text, the preview of a link) is not its own. Posts without words (photos, votes, notices) are listed and
skipped. A channel that shows no public page is a problem, not a quiet hour.

The address of a post answers 200 whether it was deleted or not; what is shown of it in other sites' pages
(t.me/NAME/NUMBER?embed=1, core.telegram.org/widgets/post) says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborNode

from streamer import text
from streamer.entries import MOST_ENTRIES, date_of, guid_of, has_words, summary_of, title_of
from streamer.lines import lines
from streamer.links import absolute
from streamer.page import Page, attribute, challenge, names, opened
from streamer.sources import Entry, Mark, Reading, Request, Response, conditional

_ACCEPT: Final = "text/html, */*;q=0.1"
_CHANNEL: Final = re.compile(
    r"(https?://(?:www\.)?(?:t|telegram)\.me)/(?:s/)?(\w{4,64})/?(?:[?#].*)?", re.I
)
_POST: Final = re.compile(r"https?://[^/?#]+/(\w{4,64}/\d{1,12})")
_NOT_FOUND: Final = re.compile(
    rb"""tgme_widget_message_error["'\s][^<>]{0,200}>\s*Post not found""", re.I
)
_MESSAGE: Final = ".tgme_widget_message[data-post]"
_TEXT: Final = ".tgme_widget_message_text"
_QUOTED: Final = frozenset(
    {"js-message_reply_text", "tgme_widget_message_reply", "tgme_widget_message_link_preview"}
)
_PAGE: Final = ".tgme_channel_history, .tgme_channel_info"
_NO_HEADLINE: Final = re.compile(r"(?:[#@]\w++|https?://\S++|t\.me/\S++|[\W_])++")
"""Only hashtags, names, links and signs."""


def request(url: str, headers: Mapping[str, str], mark: Mark) -> Request:
    """A conditional GET for the page that shows posts, also where the channel's own is named."""
    channel = _CHANNEL.fullmatch(url)
    asked = f"{channel[1]}/s/{channel[2]}" if channel else url
    return conditional(asked, headers, mark, _ACCEPT)


def read(response: Response, select: str) -> Reading:
    """The posts in the order of the page. `select` is not used."""
    page = opened(response)
    if isinstance(page, str):
        return Reading(problem=page)
    messages = page.tree.css(_MESSAGE)
    if not messages and not page.tree.css_first(_PAGE):
        asked = challenge(page)
        why = f"a challenge came instead of the page: {asked}" if asked else None
        return Reading(problem=why or "no public channel: the page shows no posts")
    # Its language is that of Telegram's own words, not the channel's.
    return Reading(
        entries=tuple(_entry(one, page) for one in messages[-MOST_ENTRIES:]), note=page.note
    )


def item_page(url: str) -> str:
    """Where a post is shown alone."""
    return f"{url}?embed=1&mode=tme" if _POST.fullmatch(url) else url


def stands(body: bytes, url: str) -> bool | None:
    """Whether the post of `url` was not deleted, by its page alone; None: the page does not say."""
    post = _POST.fullmatch(url)
    if post is None:
        return None
    if f'data-post="{post[1]}"'.encode().lower() in body.lower():
        return True
    # Also said, in other words, of channels that are private or gone: these took nothing back.
    return False if _NOT_FOUND.search(body) else None


def _entry(message: LexborNode, page: Page) -> Entry:
    own, rest = _parted(_own_lines(message))
    title, skipped = title_of(own)
    if "service_message" in names(message):
        skipped = "a notice of the channel"
    link = message.css_first("a.tgme_widget_message_date")
    time = link.css_first("time[datetime]") if link else None
    post = attribute(message, "data-post")
    return Entry(
        title=title,
        url=absolute(attribute(link, "href"), page.base) if link else None,
        guid=guid_of(post),
        summary=summary_of("\n".join(rest)),
        published=date_of(attribute(time, "datetime")) if time else None,
        skipped=skipped,
    )


def _own_lines(message: LexborNode) -> list[str]:
    """The lines of what the message itself says. Albums nest one text in another."""
    for node in message.css(_TEXT):
        if not _is_quoted(node, message):
            return [line for line, _ in lines(node)]
    return []


def _is_quoted(node: LexborNode, message: LexborNode) -> bool:
    here: LexborNode | None = node
    while here is not None and here.mem_id != message.mem_id:
        if not _QUOTED.isdisjoint(names(here)):
            return True
        here = here.parent
    return False


def _parted(found: list[str]) -> tuple[str, list[str]]:
    """The headline, and what stands behind it."""
    mark = ""
    for at, line in enumerate(found):
        cleaned = text.title(line)
        if cleaned.marked and not cleaned.text:
            mark = f"{line} | "
        elif has_words(line) and not _NO_HEADLINE.fullmatch(line):
            return mark + line, found[at + 1 :]
    return " ".join(found), []
