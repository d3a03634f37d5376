"""
Is an IP address on the public internet?

``special_addresses.json`` holds IANA's registries of special-purpose addresses for IPv4 and IPv6, row by row, and under
``selon`` what they leave to other registries or do not know. Python has such tables too, but those of the day of its own
release. Of several rows the narrowest decides; without any, an IPv4 address is public, and an IPv6 address if it is
global unicast. An IPv6 address that leads to an IPv4 address is as public as that.
"""

from __future__ import annotations

import ipaddress
import json
from functools import cache
from importlib.resources import files

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

IPV4 = ipaddress.IPv4Network("0.0.0.0/0")
GLOBAL = ipaddress.IPv6Network("2000::/3")
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
# ISATAP (RFC 5214): the last half of the address is 0:5efe or 200:5efe and an IPv4 address.
ISATAP = frozenset((0x00005EFE, 0x02005EFE))


def is_public(address: str) -> bool:
    """
    Tell whether an IP address is on the public internet; what is behind a ``%`` is left out of account.

    Raises:
        ValueError: If it is no IP address.

    >>> is_public("93.184.216.34"), is_public("10.0.0.7"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    inner = _inner(ip)
    if not all(is_public(str(one)) for one in inner):
        return False
    # That is the same address in another notation.
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return True
    # What the registry leaves open are tunnels, which lead where the inner address does, and what has been given up.
    reachable = next((reachable for network, reachable in _table() if ip in network), ip in IPV4 or ip in GLOBAL)
    return bool(inner) if reachable is None else reachable


def _inner(ip: Address) -> list[ipaddress.IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address leads to or through."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    last, group = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF), int(ip) >> 32 & 0xFFFFFFFF
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip.sixtofour:
        return [ip.sixtofour]
    if ip.teredo:
        return list(ip.teredo)
    return [last] if group in ISATAP or any(ip in network for network in NAT64) else []


@cache
def _table() -> list[tuple[Network, bool | None]]:
    """Return each block and whether it can be reached, the narrowest first."""
    text = files(__package__).joinpath("special_addresses.json").read_text(encoding="utf-8")
    rows = [row for part in json.loads(text).values() for row in part]
    table = [(ipaddress.ip_network(row["prefix"]), row["globally_reachable"]) for row in rows]
    return sorted(table, key=lambda row: -row[0].prefixlen)
