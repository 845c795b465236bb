"""Which addresses are public. The table under test is the IANA registries, turned round."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streamer.addresses import carried, networks, parse, special

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
    "192.0.2.1", "192.168.0.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:0:a00:1",
    "64:ff9b::a00:1", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "100::1", "2001:db8::1",
    "2001:20::1", "2002:a00:1::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "::ffff:169.254.169.254",
    "::ffff:127.0.0.1", "2001:0:808:808::f5ff:fffe", "2001:0:a00:1::f7f7:f7f7",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "191.255.255.255",
    "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808",
    "2002:808:808::1", "::ffff:8.8.8.8", "2001:0:808:808::f7f7:f7f7", "2001:4860:4860::8888",
]  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_not_public_is_refused(text: str) -> None:
    assert special(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_is_not_refused(text: str) -> None:
    assert special(ip_address(text)) is None


@given(st.ip_addresses(v=4))
@example(IPv4Address("10.0.0.1"))
@example(IPv4Address("8.8.8.8"))
def test_an_address_that_carries_an_ipv4_one_is_judged_by_it(inner: IPv4Address) -> None:
    number = int(inner)
    for outer in (
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x64_FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    ):
        assert carried(outer) == (inner,)
        assert bool(special(outer)) == bool(special(inner))


@given(st.ip_addresses())
def test_what_python_knows_as_not_global_is_refused_but_for_wrapped_addresses(
    address: IPv4Address | IPv6Address,
) -> None:
    if not address.is_global and not carried(address):
        assert special(address)


@given(st.ip_addresses())
def test_what_is_allowed_is_never_refused(address: IPv4Address | IPv6Address) -> None:
    assert special(address, networks([str(address)])) is None


def test_an_allowed_ipv4_network_holds_the_mapped_form_too() -> None:
    assert special(ip_address("::ffff:127.0.0.1"), networks(["127.0.0.0/8"])) is None
    assert special(ip_address("::ffff:10.0.0.1"), networks(["127.0.0.0/8"]))


@given(st.text(max_size=40))
def test_parsing_raises_nothing(text: str) -> None:
    found = parse(text)
    assert found is None or text.strip()


def test_a_network_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="loopback"):
        networks(["loopback"])
