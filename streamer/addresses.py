"""Which IP addresses belong to the public Internet, and which ports no news site answers on.

The tables are the IANA special-purpose registries (RFC 6890 and its updates) turned round: of IPv4
all is public that is not listed; of IPv6 nothing is public but 2000::/3, less what is listed. An
IPv6 address that only carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is judged by what it
carries, for that is where the packet ends up. `ipaddress.is_global` is not asked: its answers
changed between patch releases of Python (CVE-2024-4032), and 168.63.129.16 is public to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SPECIAL: Final[tuple[tuple[Network, str], ...]] = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),  # Azure: a public number, served by the host
        ("169.254.0.0/16", "link-local"),  # the metadata of most clouds among them
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")

# The "bad ports" of the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking), then stores
# and daemons whose line protocols take orders from an HTTP request's bytes.
REFUSED_PORTS: Final = frozenset(
    int(port)
    for port in re.findall(
        r"\d+",
        "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 "
        "111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 "
        "532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 "
        "5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080 "
        "445 1433 1521 2375 2376 2379 3306 3389 5432 5672 5984 6379 6380 9042 9092 9200 9300 10250 "
        "11211 26379 27017",
    )
)


def networks(allow: Sequence[str]) -> tuple[Network, ...]:
    """The networks of `network.allow`. Raises ValueError on what is not a CIDR."""
    return tuple(ip_network(cidr, strict=False) for cidr in allow)


def parse(text: str) -> Address | None:
    """An address as it is dialled, in its usual spelling; None: it is not one."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def inside(address: Address, allow: Sequence[Network]) -> bool:
    """Whether `address`, or the IPv4 address mapped into it, lies in one of the networks."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any(address in network or (mapped and mapped in network) for network in allow)


def carried(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses inside an IPv6 one (RFC 4291, 6052, 3056; 4380: two of them)."""
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    if address.sixtofour:
        return (address.sixtofour,)
    return address.teredo or ()


def special(address: Address, allow: Sequence[Network] = ()) -> str | None:
    """Why an address may not be dialled, in a word or two ("private"); None: it may."""
    if inside(address, allow):
        return None
    if inner := carried(address):
        return next((why for one in inner if (why := special(one, allow))), None)
    for network, what in _SPECIAL:
        if address in network:
            return what
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return "reserved"
    return None
