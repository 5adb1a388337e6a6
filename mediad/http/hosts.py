"""Which names the daemon answers to, and which pages may talk to it: the walls against DNS rebinding and CSRF."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad.http.problems import HostMissing, HostRefused, OriginRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?", re.ASCII)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Hosts:
    """The allow-list for Host: IP literals, localhost and the configured names; `*.example.org` takes sub-domains.

    An IP literal is always right, for a rebinding page reaches the daemon by a name.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        lowered = [name.lower().rstrip(".") for name in names]
        self._names = frozenset({"localhost", *(name for name in lowered if not name.startswith("*."))})
        self._suffixes = tuple(name[1:] for name in lowered if name.startswith("*."))
        self.check = lru_cache(maxsize=256)(self._check)  # clients repeat themselves; a refusal is not kept

    def _check(self, host: str | None) -> None:
        """Refuse a Host header that names somebody else."""
        match = _HOST.fullmatch(host) if host else None
        if match is None:
            raise HostMissing
        if not self.knows(match[1]):
            raise HostRefused(f"This daemon does not answer to the name {match[1]!r}.")

    def knows(self, name: str) -> bool:
        """Say whether a name, without its port, is one of the daemon's."""
        lowered = name.lower().rstrip(".")
        return lowered in self._names or lowered.endswith(self._suffixes or ("\0",)) or _is_address(lowered)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


class Origins:
    """Which origins a browser may send from: the daemon's own and the CORS allow-list."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(origin.lower().rstrip("/") for origin in allowed)

    def allows(self, origin: str) -> bool:
        """Say whether pages of an origin are on the allow-list."""
        return origin.lower() in self._allowed

    def check(self, method: str, headers: Mapping[str, str], *, cookie: bool) -> None:
        """Refuse a state-changing request that a foreign page made; a cookie needs a page of our own."""
        if method in _SAFE_METHODS:
            return
        origin = headers.get("Origin")
        if origin is not None:
            if not self.allows(origin) and not _same_host(origin, headers.get("Host", "")):
                raise OriginRefused(f"Pages of {origin[:200]!r} may not change anything here.")
        elif cookie and headers.get("Sec-Fetch-Site") != "same-origin":
            raise OriginRefused("A request with a session cookie must name its origin.")

    def is_preflight(self, method: str, headers: Mapping[str, str]) -> bool:
        """Say whether a browser asks for a page of the allow-list, which it does without a key, address by address."""
        asks = method == "OPTIONS" and "Access-Control-Request-Method" in headers
        return asks and self.allows(headers.get("Origin", ""))

    def cors_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Answer an allowed origin; everybody else gets no permission by silence."""
        origin = headers.get("Origin")
        if origin is None or not self.allows(origin):
            return {}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": (
                "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Location, RateLimit, "
                "RateLimit-Policy, Retry-After, X-Request-Id"
            ),
        }

    def preflight_headers(self, headers: Mapping[str, str], methods: str) -> dict[str, str]:
        """Answer the question that a browser asks before it sends."""
        allowed = self.cors_headers(headers)
        if allowed:
            allowed["Access-Control-Allow-Methods"] = methods
            allowed["Access-Control-Allow-Headers"] = (
                "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, Last-Event-ID, "
                "Range, X-Request-Id"
            )
            allowed["Access-Control-Max-Age"] = "600"
        return allowed


def _same_host(origin: str, host: str) -> bool:
    scheme, _, authority = origin.partition("://")
    return scheme in {"http", "https"} and authority.lower() == host.lower()
