"""Connects to the very address that was checked, so that a name cannot change its mind in between."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

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
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=sockets,
        )
