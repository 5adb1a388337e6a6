"""Connects to the very address that was checked, so that a name cannot change its mind in between."""

from __future__ import annotations

import asyncio
import socket
from functools import partial
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from mediad_sdk.errors import Forbidden

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
    """Gives the addresses of a host."""

_REMEDY = (
    "If it is meant, an administrator names the host in `hosts` under `[plugins.<id>.network]`, or its network in "
    "`allow_private` under `[network]`."
)


def refused(host: str) -> Forbidden:
    """Say that a host is none of the Internet."""
    return Forbidden(f"{host} lies on this machine or in its network.", remedy=_REMEDY)


async def system_addresses(host: str, port: int) -> Sequence[str]:
    """Ask this machine's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class Sockets(httpcore.AnyIOBackend):
    """Resolves a name once, leaves out what is not permitted, and connects to what is left.

    httpcore keeps name and TLS apart from this: `Host` and the certificate's name stay those of the address.
    """

    def __init__(self, resolve: Resolve, permits: Callable[[str], bool]) -> None:
        self._resolve = resolve
        self._permits = permits

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's own
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that takes the connection."""
        try:
            async with asyncio.timeout(timeout):
                found = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:  # a name that cannot be one, such as a label of 300 letters
            raise httpcore.ConnectError from error
        permitted = [each for each in found if self._permits(each)]
        last: Exception = refused(host)
        for address in permitted:
            share = timeout and timeout / len(permitted)
            try:
                return await super().connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last


class DirectTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport, over our sockets, for which it has no argument."""

    def __init__(self, tls: ssl.SSLContext, sockets: Sockets, limits: httpx.Limits) -> None:
        self._pool = _Pool(tls, sockets, limits)


class _Pool(httpcore.AsyncConnectionPool):
    """httpcore's own pool, of our connections."""

    def __init__(self, tls: ssl.SSLContext, sockets: Sockets, limits: httpx.Limits) -> None:
        super().__init__(
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
        )
        self._make = partial(_Connection, tls=tls, sockets=sockets, expiry=limits.keepalive_expiry)

    def create_connection(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        """Make a connection, which is opened by its first request."""
        return self._make(origin)


class _Connection(httpcore.AsyncHTTPConnection):
    """A connection that closes when its call is broken off.

    httpcore closes it only while a request is on its way: one that is cancelled in its TLS handshake stays open until
    the garbage is collected, one that is cancelled right behind that has a place in the pool for ever.
    """

    def __init__(self, origin: httpcore.Origin, *, tls: ssl.SSLContext, sockets: Sockets, expiry: float | None) -> None:
        self._opened = _Opened(sockets)
        super().__init__(origin, ssl_context=tls, keepalive_expiry=expiry, network_backend=self._opened)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request."""
        try:
            return await super().handle_async_request(request)
        except httpcore.ConnectionNotAvailable:
            raise  # it is another call's
        except BaseException:
            await self.aclose()
            await self._opened.aclose()
            raise


class _Opened(httpcore.AsyncNetworkBackend):
    """Remembers what it opened for one connection."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        self._streams: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(self, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        """Connect, and remember it."""
        self._streams.append(await self._sockets.connect_tcp(*args, **options))
        return self._streams[-1]

    async def aclose(self) -> None:
        """Close it."""
        while self._streams:
            await self._streams.pop().aclose()
