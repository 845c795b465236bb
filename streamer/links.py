"""Addresses as they stand in feeds and pages, made absolute. What is no web address is None."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

LONGEST: Final = 4096
_DROPPED: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # as browsers do (WHATWG URL, 4.4)


def absolute(link: str | None, base: str) -> str | None:
    """`link` against `base` as an http(s) address with a host; None where it cannot be one."""
    link = _DROPPED.sub("", link or "").strip()
    if not link or len(link) > LONGEST:
        return None
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return None
    return whole.replace(" ", "%20") if sound else None
