"""The pages of an outlet: home with its ticker, feed, articles. Pure: text out of what is showing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape as xml

import msgspec

from deploy.demo.afternoon import Item, Outlet

_STYLE: Final = (
    "body{font:16px/1.7 sans-serif;max-width:60em;margin:auto;padding:1em}"
    ".news-ticker ul{list-style:none;padding:0}.badge{color:#b00;font-weight:bold}footer{color:#777}"
)
_NOTE: Final = "أخبار مخترعة للعرض فقط، ولا صلة لها بأي حدث حقيقي."


class Showing(msgspec.Struct, frozen=True, kw_only=True):
    """An item as it stands at its outlet now."""

    item: Item
    title: str
    urgent: bool
    published: datetime
    """Aware."""


def home(outlet: Outlet, showings: Sequence[Showing]) -> str:
    """The front page; `showings`: the newest first."""
    sections = sorted(showings, key=lambda one: one.item.section)
    blocks = "".join(
        f'<section><h2>{escape(name)}</h2><ul class="stories">{"".join(map(_link, group))}</ul></section>'
        for name, group in groupby(sections, key=lambda one: one.item.section)
    )
    return _page(outlet, outlet.title, f"{_ticker(outlet, showings)}<main>{blocks}</main>")


def article(outlet: Outlet, one: Showing, showings: Sequence[Showing]) -> str:
    """An article in the shape that its readers know: ticker, title, section | date |, text."""
    mark = "عاجل | " if one.urgent else ""
    date = one.published.strftime("%d-%m-%Y, %H:%M")
    return _page(
        outlet,
        one.title,
        f"{_ticker(outlet, showings)}<article><h1>{mark}{escape(one.title)}</h1>"
        f'<p class="meta">{escape(one.item.section)} | {date} |</p><p class="size">+A -A</p>'
        f"<p>{escape(outlet.title)} _ {escape(outlet.place)}</p>"
        f"<p>{escape(one.title)}.</p><p>{escape(one.item.lead)}</p></article>",
    )


def feed(outlet: Outlet, base: str, showings: Sequence[Showing]) -> str:
    """RSS 2.0; `base` is the outlet's address without a final slash."""
    entries = "".join(_entry(base, one) for one in showings)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{xml(outlet.title)}</title><link>{xml(base)}/</link>"
        f"<description>{_NOTE}</description><language>ar</language>\n{entries}</channel></rss>\n"
    )


def _entry(base: str, one: Showing) -> str:
    link = xml(base + one.item.path)
    mark = "عاجل | " if one.urgent else ""
    return (
        f"<item><title>{mark}{xml(one.title)}</title><link>{link}</link>"
        f'<guid isPermaLink="true">{link}</guid><category>{xml(one.item.section)}</category>'
        f"<pubDate>{format_datetime(one.published)}</pubDate>"
        f"<description>{xml(one.item.lead)}</description></item>\n"
    )


def _ticker(outlet: Outlet, showings: Sequence[Showing]) -> str:
    rows = [one for one in showings if "ticker" in one.item.on][: outlet.ticker]
    items = "".join(
        f'<li><a href="{one.item.path}">{"عاجل | " if one.urgent else ""}{escape(one.title)}</a></li>'
        for one in rows
    )
    return f'<div class="news-ticker"><strong>آخر الأخبار</strong><ul>{items}</ul></div>'


def _link(one: Showing) -> str:
    mark = '<span class="badge">عاجل</span> ' if one.urgent else ""
    return f'<li>{mark}<a href="{one.item.path}">{escape(one.title)}</a></li>'


def _page(outlet: Outlet, title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'
        f'<body><header><a href="/">{escape(outlet.title)}</a></header>{body}'
        f"<footer>{_NOTE}</footer></body></html>"
    )
