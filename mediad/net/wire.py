"""The pools of connections, and one exchange over them."""

from __future__ import annotations

import ssl
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from mediad import VERSION
from mediad.net.addresses import is_public, networks
from mediad.net.errors import NoAnswer
from mediad.net.hop import MOST_HOPS, REDIRECTS, Hop, first
from mediad.net.reply import Reply, broken
from mediad.net.sockets import DirectTransport, Sockets, refused
from mediad_sdk.errors import Invalid
from mediad_sdk.host.http.hosts import names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.config.models import Network
    from mediad.net.grants import Grant
    from mediad.net.sockets import Resolve
    from mediad_sdk.host.http import HttpAnswer, HttpRequest

DIRECT = "none"
"""As the proxy of a plugin: not even the daemon's."""
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=15)
_OWN = {"user-agent": f"mediad/{VERSION}", "accept": "*/*", "accept-encoding": "gzip"}
_DRAINED = 64 * 1024


class Wire:
    """Two pools, and one for each proxy.

    A connection is lent again to whoever asks for the same host, so those to hosts that only an administrator may name
    are kept apart from those whose address was checked.
    """

    def __init__(self, options: Network, resolve: Resolve) -> None:
        self._networks, self._private = networks(options.allow_private)
        self._proxy = options.proxy.get_secret_value() if options.proxy else ""
        self._tls = _tls(options.ca_file)
        self._times = httpx.Timeout(options.read_seconds, connect=options.connect_seconds, pool=None).as_dict()
        self._checked = DirectTransport(self._tls, Sockets(resolve, self._permits), _LIMITS)
        self._named = DirectTransport(self._tls, Sockets(resolve, lambda _: True), _LIMITS)
        self._proxies: dict[str, httpx.AsyncHTTPTransport] = {}

    async def aclose(self) -> None:
        """Close every connection."""
        for transport in (self._checked, self._named, *self._proxies.values()):
            await transport.aclose()

    async def fetch(self, request: HttpRequest, instance: str, grant: Grant) -> HttpAnswer:
        """Exchange a request for a whole answer."""
        async with self.open(request, instance, grant) as reply:
            return await reply.read()

    @asynccontextmanager
    async def open(self, request: HttpRequest, instance: str, grant: Grant) -> AsyncIterator[Reply]:
        """Exchange a request for an answer that is still to be read, after redirects."""
        hop = first(request)
        for _ in range(MOST_HOPS + 1):
            response = await self._send(hop, instance, grant)
            try:
                location = response.headers.get("location")
                if response.status_code not in REDIRECTS or location is None or not request.follow:
                    yield Reply(response, hop, request.limit)
                    return
                await _drain(response)
            finally:
                await response.stream.aclose()  # type: ignore[union-attr]  # a transport's answer has one to await
            hop = hop.onward(response.status_code, location)
        raise NoAnswer(f"{hop.host} redirects more than {MOST_HOPS} times.", again=False)

    async def _send(self, hop: Hop, instance: str, grant: Grant) -> httpx.Response:
        transport = self._transport(hop, instance, grant)
        request = httpx.Request(
            hop.method,
            hop.url,
            headers={**_OWN, **hop.headers},
            content=hop.content or None,
            extensions={"timeout": self._times},
        )
        with broken(hop.host):
            return await transport.handle_async_request(request)

    def _transport(self, hop: Hop, instance: str, grant: Grant) -> httpx.AsyncHTTPTransport:
        named = grant.admit(instance, hop.host, hop.port)
        private = names(self._private, hop.host, hop.port) or self._is_allowed(hop.host)
        proxy = grant.proxy or ("" if private else self._proxy)
        if not proxy or proxy == DIRECT:
            return self._named if named or private else self._checked
        if not named and not private and _is_here(hop.host):
            raise refused(hop.host)
        return self._through(proxy)

    def _through(self, proxy: str) -> httpx.AsyncHTTPTransport:
        if proxy not in self._proxies:
            try:
                self._proxies[proxy] = httpx.AsyncHTTPTransport(self._tls, proxy=proxy, limits=_LIMITS, trust_env=False)
            except (ValueError, httpx.InvalidURL) as error:
                remedy = "Write it as http://HOST:PORT or socks5://HOST:PORT."
                raise Invalid("The proxy's address is not valid.", remedy=remedy) from error
        return self._proxies[proxy]

    def _permits(self, address: str) -> bool:
        return is_public(address) or self._is_allowed(address)

    def _is_allowed(self, address: str) -> bool:
        with suppress(ValueError):
            ip = ip_address(address.partition("%")[0])
            return any(ip in network for network in self._networks)
        return False


def _is_here(host: str) -> bool:
    """Tell whether a host, unresolved, is plainly not of the Internet; what a proxy resolves is the proxy's care."""
    with suppress(ValueError):
        return not is_public(host)
    return "." not in host.rstrip(".") or host.rstrip(".").endswith((".localhost", ".local", ".internal"))


async def _drain(response: httpx.Response) -> None:
    """Read the rest of a short answer, so that its connection serves the next one."""
    seen = 0
    with suppress(httpx.HTTPError):
        async for piece in response.stream:  # type: ignore[union-attr]  # as above
            seen += len(piece)
            if seen > _DRAINED:
                return


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    """Trust whom this machine trusts, or the Mozilla list where it has no list of its own."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not (paths.capath and any(Path(paths.capath).iterdir())):
        import certifi  # noqa: PLC0415  # imported when first used: most machines have a list

        context.load_verify_locations(certifi.where())
    if ca_file:
        context.load_verify_locations(ca_file)
    return context
