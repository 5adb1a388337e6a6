"""Which addresses lie outside this machine and its network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from ipaddress import IPv4Network, IPv6Network

_NAT64 = ip_network("64:ff9b::/96")
_OVERLOOKED = tuple(map(ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "fec0::/10")))
"""Not of the Internet either, though some versions of Python say so."""


def is_public(address: str) -> bool:
    """Tell whether an address is one of the Internet: not this machine, a local network, or a cloud's metadata."""
    ip = _innermost(ip_address(address.partition("%")[0]))
    if any(ip in network for network in _OVERLOOKED):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _innermost(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Give the IPv4 address that an IPv6 address carries, which is where its packets end up."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def networks(entries: Iterable[str]) -> tuple[tuple[IPv4Network | IPv6Network, ...], tuple[str, ...]]:
    """Part what an administrator wrote into networks and patterns of hosts."""
    found, patterns = [], []
    for entry in entries:
        try:
            found.append(ip_network(entry, strict=False))
        except ValueError:
            patterns.append(entry)
    return tuple(found), tuple(patterns)
