"""What an item's URL says of it: may it be shown, what does it name, and which is the site's own number?

    /209345-السوداني-….html   /97795-.html   /article/361938   /news/38828/slug   ?storyid=161651

A date is no number (/2024/05/12/slug), nor is the id of a menu (Joomla's Itemid). Text between raw Unicode
and percent-encoding is one; bytes that are no UTF-8 (windows-1256 slugs) stay apart as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

import regex

from streamer.outlet import registrable

LONGEST: Final = 2048
PATIENCE: Final = 0.05
"""Seconds that an operator's id_pattern may take over one URL (a URL may be made to last for ever)."""

_WEB: Final = re.compile(r"(https?://[^/?#]+)(.*)", re.IGNORECASE)
_HOST: Final = re.compile(r"[\w.-]*\w[\w.-]*")
_WWW: Final = re.compile(r"^(?:www\.)+(?=.)")
_EDITION: Final = re.compile(r"^(?:www|m|mobile|amp)\.(?=.)")
# Parameters that say where a reader came from, not what is read; the names in wide use.
_TRACKING: Final = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ref|ref_src|cmpid|ocid|at_\w+"
    r"|phpsessid|jsessionid)$",
    re.IGNORECASE,
)
_SEGMENT_SAFE: Final = ":@!$&'()*+,;=~-._"  # RFC 3986, 3.3: pchar
_FRONT: Final = re.compile(
    r"[^/?]*/?(?:[a-z]{2}/?)?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?", re.I
)
# The parameters in which news sites put an item's number, the plainest first.
_PARAMETERS: Final = ("storyid", "newsid", "news_id", "articleid", "article_id", "nid", "id", "p")
_PARAMETER: Final = re.compile(r"([0-9]{1,18})(?::.*)?", re.DOTALL)  # Joomla writes 123:slug
_EXTENSION: Final = re.compile(r"\.[A-Za-z]\w{1,4}\Z")
# The shapes in which they put it into the path, the plainest first.
_SHAPES: Final = (
    re.compile(r"([0-9]{5,12})[-_.]*"),
    re.compile(r"([0-9]{4,12})[-_.].*", re.DOTALL),
    re.compile(r".*[-_]([0-9]{5,12})", re.DOTALL),
    re.compile(r"([0-9]{4})"),
)
# yyyy, yyyymmdd, yyyymmddhhmm, ddmmyyyy; yyyymm too where more of the path follows
_DATE: Final = re.compile(
    r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])?(?:[0-5]\d)?)?"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)
_MONTH: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")


def safe(url: str | None) -> str | None:
    """`url` where it is http(s) with a plain host, of a sane length and without blanks and control
    characters; else None. What cannot be seen (bidi controls, ZWNJ) comes back percent-encoded."""
    found = _WEB.fullmatch(url) if url and len(url) <= LONGEST else None
    if not found or re.search(r"[\x00-\x20\x7f\ud800-\udfff]", found[0]):
        return None
    try:
        parts = urlsplit(found[1])
        if "@" in parts.netloc or parts.port == 0 or not _is_host(parts.hostname or ""):
            return None
    except ValueError:
        return None
    rest = "".join(letter if letter.isprintable() else quote(letter) for letter in found[2])
    whole = found[1] + rest
    return whole if len(whole) <= LONGEST else None


def site(url: str) -> str:
    """The registrable domain that a `safe` URL lies on."""
    return registrable(_host(urlsplit(url)))


def canonical(url: str) -> str:
    """A `safe` URL as a name: without scheme, `www.`, default port, fragment, tracking parameters
    and final slash, percent-encoding made uniform (RFC 3986, 6.2.2)."""
    parts = urlsplit(url)
    path = "/".join(
        quote(unquote(segment, errors="surrogateescape"), _SEGMENT_SAFE, errors="surrogateescape")
        for segment in parts.path.split("/")
    ).rstrip("/")
    kept = sorted(
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _TRACKING.match(pair[0])
    )
    query = f"?{urlencode(kept, errors='surrogateescape')}" if kept else ""
    return f"{_place(parts, _WWW)}{path}{query}"


def is_front(name: str) -> bool:
    """Whether a `canonical` name is a front page's, which is no item's."""
    return bool(_FRONT.fullmatch(name))


def numbers(id_pattern: str) -> Callable[[str], str | None]:
    """A function that finds the site's own number in `safe` URLs, to be used for one document.

    With `id_pattern` (of Python's `re`) it is its first group, or all that it matches. One that takes too
    long over a URL is not asked again. Without, it is found by the shapes that are known, with host
    and what stands before it, as a site may number its sections apart.
    """
    if not id_pattern:
        return _by_shape
    pattern = regex.compile(id_pattern)
    tired = False

    def find(url: str) -> str | None:
        nonlocal tired
        try:
            found = None if tired else pattern.search(url, timeout=PATIENCE)
        except TimeoutError:
            tired, found = True, None
        if not found:
            return None
        groups = found.groups() if pattern.groups else (found[0],)
        return next((group for group in groups if group), None)

    return find


def _by_shape(url: str) -> str | None:
    parts = urlsplit(url)
    place = _place(parts, _EDITION)
    values = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for name in _PARAMETERS:
        if found := _PARAMETER.fullmatch(values.get(name, "")):
            return f"{place}{parts.path}?{name}={found[1]}"
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    stems = [_EXTENSION.sub("", segment) for segment in segments]
    for shape in _SHAPES:
        for at in range(len(stems) - 1, -1, -1):
            found = shape.fullmatch(stems[at])
            if found and not _is_date(found[1], last=at == len(stems) - 1):
                return f"{place}/{'/'.join(segments[:at])}#{found[1]}"
    return None


def _is_date(number: str, *, last: bool) -> bool:
    return bool(_DATE.fullmatch(number) or (not last and _MONTH.fullmatch(number)))


def _is_host(host: str) -> bool:
    if ":" in host:
        return bool(IPv6Address(host))
    return bool(_HOST.fullmatch(host)) and host.isprintable()


def _host(parts: SplitResult) -> str:
    """Lower case, in its ASCII form (RFC 3490) where it has one."""
    host = (parts.hostname or "").rstrip(".")
    try:
        return host if host.isascii() else host.encode("idna").decode().lower()
    except UnicodeError:
        return host


def _place(parts: SplitResult, dropped: re.Pattern[str]) -> str:
    """Host and port, without the `dropped` beginning."""
    host = dropped.sub("", _host(parts))
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"
