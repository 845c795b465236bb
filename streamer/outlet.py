"""Whose page is it? The registrable domain of a host, by the Public Suffix List (publicsuffix.org)."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from typing import Final

from publicsuffixlist import PublicSuffixList

_LIST: Final = PublicSuffixList()


@lru_cache(maxsize=65536)
def registrable(host: str) -> str:
    """`arabic.rt.com` → `rt.com`, `www.bbc.co.uk` → `bbc.co.uk`; an address or a single name is itself."""
    host = host.lower().rstrip(".")
    try:
        ip_address(host)
    except ValueError:
        return _LIST.privatesuffix(host) or host
    return host
