"""Addresses of calls: joined to their base, freed of names and passwords, with their query."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, unquote, urlencode, urlsplit, urlunsplit

from mediad_sdk.errors import Invalid
from mediad_sdk.host.http.body import basic

_PORTS = {"http": 80, "https": 443}


def split(url: str) -> SplitResult:
    """Take an address apart; raises `Invalid` for what cannot be asked."""
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme in _PORTS and parts.hostname and parts.port != 0:
            return parts
    remedy = "Give a whole address such as https://api.example.org/search, or call a client made by `http.to(base)`."
    raise Invalid("An address for HTTP begins with http:// or https:// and names a host.", remedy=remedy)


def origin(url: str) -> tuple[str, str, int]:
    """Give scheme, host and port of an address."""
    parts = split(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


def beneath(base: str, url: str) -> str:
    """Join a path to a base; a whole address, such as a link to the next page, must lie at the same origin."""
    if not url.startswith(("http://", "https://")):
        return f"{base}/{url.lstrip('/')}" if url else base
    if origin(url) != origin(base):
        remedy = "Ask for addresses elsewhere with `context.http`, which does not send this client's headers."
        raise Invalid(f"A client of {origin(base)[1]} was given an address at {origin(url)[1]}.", remedy=remedy)
    return url


def without_userinfo(url: str) -> tuple[str, dict[str, str]]:
    """Take name and password out of an address, where they would be logged, and make the header of them."""
    parts = split(url)
    userinfo, _, place = parts.netloc.rpartition("@")
    if not userinfo:
        return url, {}
    name, _, password = userinfo.partition(":")
    return urlunsplit(parts._replace(netloc=place)), {"authorization": basic(unquote(name), unquote(password))}


def with_query(url: str, params: Mapping[str, Any]) -> str:
    """Add to the query of an address."""
    given = {name: _shown(value) for name, value in params.items() if value is not None}
    if not given:
        return url
    head, mark, fragment = url.partition("#")
    return f"{head}{'&' if '?' in head else '?'}{urlencode(given, doseq=True)}{mark}{fragment}"


def _shown(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
