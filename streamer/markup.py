"""HTML taken out of a line of text, one level at a time, at a cost linear in its length.

For lines that should be plain text and are not. Documents are read by a real parser, in the
readers of HTML; a headline has no structure worth a tree, and what looks like a tag in it may be
text: `<!channel>`, `<@U1>`, `<http://evil|bank>`, `<here>` and `a < b` stay as written. Only the
names that HTML has are elements.

Linear, because no pattern can look past the next `<`, and a closing mark is looked for first: a
hundred thousand opening ones without it cost one glance each.
"""

from __future__ import annotations

import html
import html.entities
import re

# WHATWG HTML, 4 and, for the obsolete ones, 16.2; o:p is what Word leaves behind.
_PHRASING = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q s samp
small span strike strong sub sup time tt u var wbr
"""
_BLOCKS = """
address area article aside audio base blink blockquote body br button canvas caption center col
colgroup dd details dialog div dl dt embed fieldset figcaption figure footer form frame frameset
h1 h2 h3 h4 h5 h6 head header hr html iframe img input legend li link main marquee menu meta nav
noscript object ol optgroup option output p param picture pre progress script section select source
style summary svg table tbody td template textarea tfoot th thead title tr track ul video
"""
_WITHIN_WORDS = frozenset(_PHRASING.split())
_BETWEEN_WORDS = frozenset(_BLOCKS.split())
_ELEMENT = re.compile(
    r"""</?([a-z][a-z0-9:]*+)(?:/?>|[\s/](?:(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>))"""
    r"|<!\[CDATA\[|\]\]>|<!doctype[^<>]*+>|<\?xml[^<>]*+>|<!\[(?:end)?if[^<>]*+>",
    re.IGNORECASE,
)
_ENCLOSED = tuple(  # goes with all that lies between
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        ("<!--", "-->"),
        (r"<script[\s/>]", r"</script\s*+>"),
        (r"<style[\s/>]", r"</style\s*+>"),
    )
)
_REFERENCE = re.compile("&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")


def without_markup(text: str) -> str:
    """The text with character references decoded once and comments, scripts and elements out.

    An element between words leaves a space, one within words (`<b>`, `<a>`) nothing. What was
    escaped twice comes out at the second call. References end in `;`: "?a=1&copy=2" has none.
    """
    if "&" in text:
        text = _REFERENCE.sub(_decoded, text)
    if "<" not in text:
        return text
    for opening, closing in _ENCLOSED:
        kept, at = [], 0
        for end in closing.finditer(text):
            start = opening.search(text, at, end.start())
            kept.append(text[at : start.start()] if start else text[at : end.end()])
            at = end.end()
        text = "".join(kept) + text[at:]
    return _ELEMENT.sub(_gap, text)


def without_torn_element(text: str) -> str:
    """The text without the element at its end that was cut in two, if there is one."""
    tail = text.rfind("<")
    torn = tail > text.rfind(">") and _ELEMENT.sub(_gap, text[tail:] + ">").strip() == ""
    return text[:tail] if torn else text


def _decoded(reference: re.Match[str]) -> str:
    known = reference[0][1] == "#" or reference[0][1:] in html.entities.html5
    return html.unescape(reference[0]) if known else reference[0]


def _gap(element: re.Match[str]) -> str:
    name = (element[1] or "").lower()
    if not name or name in _WITHIN_WORDS:
        return ""
    return " " if name in _BETWEEN_WORDS else element[0]
