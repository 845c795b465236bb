"""What names a place in a network: addresses of the web and of Redis, where to listen, networks.

All readers of addresses show a fault by scheme and host at most: the rest of a webhook's address is
as good as a password.
"""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from streamer.redis_url import url_fault
from streamer.settings.faults import Wrong, secretly, show
from streamer.settings.values import text

_HOST: Final = re.compile(
    r"(?=.{1,253}\Z)(\w([\w-]*\w)?\.)*\w([\w-]*\w)?\.?|[0-9a-f.]*:[0-9a-f:.]*"
)


def url(value: object) -> str:
    """An http or https address with a host and without credentials; shown by host only."""
    return _web(value, credentials=False)


def proxy(value: object) -> str:
    """The same, but credentials may stand in it."""
    return _web(value, credentials=True)


def _web(value: object, *, credentials: bool) -> str:
    value = secretly(value)
    given = text(value)
    expected = "expected http:// or https:// and a host"
    try:
        parts = urlsplit(given)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Wrong(f"{show(value)} is no address; {expected}") from None
    if parts.scheme not in ("http", "https"):
        raise Wrong(f"{show(value)} is no web address; {expected}")
    # A backslash or a blank is read in one way by one client and otherwise by the next.
    if not host or not _HOST.fullmatch(host) or re.search(r"[\s\\]", given):
        raise Wrong(f"{show(value)} is no address; {expected}, no blanks or backslashes")
    if "@" in parts.netloc and not credentials:
        raise Wrong(f"{show(value)} carries credentials; expected none before the host")
    return given


_ENDPOINT: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/?#@\[\]\\,]+)(?::([0-9]{1,5}))?")


def _endpoint(given: str) -> tuple[str, int | None] | None:
    found = _ENDPOINT.fullmatch(given)
    if not found or (found[2] and int(found[2]) > 65535):
        return None
    return found[1].strip("[]"), int(found[2]) if found[2] else None


def listen(value: object) -> str:
    """ "" or host:port; port 0 asks for a free one."""
    given = text(value)
    found = _endpoint(given) if given else ("", 0)
    if not found or found[1] is None:
        raise Wrong(f'{show(value)} is no place to listen; expected host:port (0 to 65535), or ""')
    return given


def is_loopback(given: str) -> bool:
    """Does a good `listen` stay on this machine? A name other than localhost is not trusted to."""
    host = (_endpoint(given) or ("", None))[0]
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def redis_url(value: object) -> str:
    """ "" or an address of Redis; shown by host only."""
    value = secretly(value)
    given = text(value)
    why = url_fault(given) if given else None
    if why:
        expected = 'expected one such as redis://host:6379/0, or "" for the embedded Valkey'
        raise Wrong(f"{show(value)}: {why}; {expected}")
    return given


def network(value: object) -> str:
    """A network or one address, IPv4 or IPv6."""
    given = text(value)
    try:
        return str(ip_network(given))
    except ValueError:
        raise Wrong(f'{show(value)} is no network; expected CIDR such as "10.0.0.0/8"') from None
