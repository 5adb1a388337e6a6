"""One step of a call: a request as it goes out, and the one that a redirect makes of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx

from mediad.net.errors import NoAnswer
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.host.http import HttpRequest

MOST_HOPS = 5
_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"})
_HARMLESS = frozenset({"accept", "accept-language", "range", "user-agent", "if-none-match", "if-modified-since"})
"""What another origin may see; any other header may be a key, whatever it is called."""
_AS_GET = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER})
REDIRECTS = _AS_GET | {HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """What is asked of whom."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    content: bytes

    @property
    def host(self) -> str:
        """The host as it is looked up."""
        return self.url.raw_host.decode()

    @property
    def port(self) -> int:
        """The port that is connected to."""
        return self.url.port or _PORTS[self.url.scheme]

    @property
    def origin(self) -> tuple[str, str, int]:
        """To whom the headers belong."""
        return self.url.scheme, self.host, self.port

    def onward(self, status: int, location: str) -> Hop:
        """Make the request that a redirect asks for."""
        url = self._joined(location)
        keeps = status not in _AS_GET or self.method in ("GET", "HEAD")
        headers = (
            self.headers if keeps else {name: self.headers[name] for name in self.headers if name != "content-type"}
        )
        hop = Hop(
            method=self.method if keeps else "GET", url=url, headers=headers, content=self.content if keeps else b""
        )
        return hop if hop.origin == self.origin else hop._elsewhere(self.host)  # the same class

    def _joined(self, location: str) -> httpx.URL:
        try:
            url = self.url.join(location).copy_with(userinfo=b"")
        except httpx.InvalidURL as error:
            raise NoAnswer(f"{self.host} redirects to what is no address.", again=False) from error
        known = url.scheme in _PORTS and url.raw_host and (url.port or 1) <= _LAST_PORT
        if not known or (self.url.scheme, url.scheme) == ("https", "http"):
            remedy = "Look at the settings of the other side, or give the address that it redirects to."
            raise NoAnswer(f"{self.host} redirects to what is not safe to follow.", again=False, remedy=remedy)
        return url

    def _elsewhere(self, before: str) -> Hop:
        if self.content:
            remedy = "Give the address that it redirects to."
            raise NoAnswer(f"{before} redirects a body to {self.host}.", again=False, remedy=remedy)
        kept = {name: value for name, value in self.headers.items() if name in _HARMLESS}
        return Hop(method=self.method, url=self.url, headers=kept, content=b"")


def first(request: HttpRequest) -> Hop:
    """Begin."""
    taken = sorted(_OURS & request.headers.keys())
    if taken:
        raise Invalid(f"The header {taken[0]} is set by mediad.", remedy="Leave it out.")
    try:
        url = httpx.URL(request.url)
    except httpx.InvalidURL as error:
        raise Invalid("The request has no valid address.", remedy="Look how it is put together.") from error
    return Hop(method=request.method, url=url, headers=request.headers, content=request.content)
