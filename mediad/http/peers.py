"""Where a request comes from: peers, trusted proxies and their headers, peer credentials of a Unix socket."""

from __future__ import annotations

import ipaddress
import socket
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Iterable, Mapping

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Dialect = Literal["x-forwarded", "forwarded"]
# A proxy writes these; whoever sends one over the Unix socket is a go-between and not the administrator himself.
_MARKS = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
_CREDENTIALS = struct.Struct("3i")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """The client as far as it can be believed: its address, whether it came over TLS, and what vouches for it."""

    address: str
    secure: bool = False
    trusted: bool = False
    local: bool = False


class Proxies:
    """Believes forwarding headers, of one dialect, from the configured networks only.

    One dialect, because a proxy that writes X-Forwarded-For passes a client's own Forwarded header on untouched.
    """

    def __init__(
        self, networks: Iterable[str] = (), dialect: Dialect = "x-forwarded", uids: Iterable[int] = ()
    ) -> None:
        self._networks: tuple[Network, ...] = tuple(ipaddress.ip_network(network) for network in networks)
        self._dialect = dialect
        self._uids = frozenset(uids)
        # Peers come back again and again; 1,024 of them are remembered.
        self._direct = lru_cache(maxsize=1024)(self._describe)

    def peer(self, transport: Transport | None, headers: Mapping[str, str]) -> Peer:
        """Describe who stands behind a connection and its headers."""
        name = transport.get_extra_info("peername") if transport is not None else None
        if not isinstance(name, tuple):
            return self._unix_peer(transport, headers)
        peer = self._direct(name[0])
        return self._behind(peer, headers) if peer.trusted else peer

    def _describe(self, address: str) -> Peer:
        return Peer(address=normal_address(address) or address, trusted=self._trusts(address))

    def _unix_peer(self, transport: Transport | None, headers: Mapping[str, str]) -> Peer:
        uid = peer_uid(transport.get_extra_info("socket")) if transport is not None else -1
        direct = not any(mark in headers for mark in _MARKS)
        return Peer(address=f"unix:{uid}", local=direct and uid in self._uids)

    def _trusts(self, address: str) -> bool:
        try:
            found = _unmapped(ipaddress.ip_address(address.partition("%")[0]))
        except ValueError:
            return False
        return any(found in network for network in self._networks)

    def _behind(self, proxy: Peer, headers: Mapping[str, str]) -> Peer:
        hops = forwarded_hops(headers) if self._dialect == "forwarded" else x_forwarded_hops(headers)
        address, scheme = proxy.address, ""
        for hop, hop_scheme in reversed(hops):
            known = normal_address(hop)
            if known is None:
                break
            address, scheme = known, hop_scheme
            if not self._trusts(known):
                break
        return Peer(address=address, secure=scheme == "https", trusted=True)


def peer_uid(sock: socket.socket | None) -> int:
    """Ask the kernel for the user at the other end of a Unix socket; -1 when there is none."""
    if sock is None or sock.family != socket.AF_UNIX:
        return -1
    raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(raw)[1])


def x_forwarded_hops(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Read X-Forwarded-For, client first; X-Forwarded-Proto belongs to the hop that the nearest proxy saw."""
    scheme = headers.get("X-Forwarded-Proto", "").rpartition(",")[2].strip().lower()
    return [(hop.strip(), scheme) for hop in headers.get("X-Forwarded-For", "").split(",") if hop.strip()]


def forwarded_hops(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Read Forwarded (RFC 7239) into (for, proto) pairs, client first."""
    hops = []
    for element in headers.get("Forwarded", "").split(","):
        pairs = dict(_pair(part) for part in element.split(";"))
        if pairs.get("for"):
            hops.append((pairs["for"], pairs.get("proto", "").lower()))
    return hops


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip().strip('"')


def normal_address(text: str) -> str | None:
    """Bring an address, perhaps with a port or in brackets, into one spelling; None when it is none."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(_unmapped(ipaddress.ip_address(text.partition("%")[0])))
    except ValueError:
        return None


def _unmapped(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return getattr(address, "ipv4_mapped", None) or address
