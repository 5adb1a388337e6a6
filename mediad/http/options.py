"""What the operator decides about the HTTP room, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.http.peers import Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpOptions:
    """The settings of the server.

    Attributes:
        host: The address to listen on.
        port: The TCP port; 0 for any free one, None for no TCP at all.
        socket: The Unix socket, None for none.
        socket_uids: Users whose processes are the administrator on the Unix socket.
        base_path: What stands before every path at the reverse proxy, such as `/media`.
        allowed_hosts: Names the daemon answers to beside localhost and IP addresses.
        cors_origins: Origins whose pages may use the API.
        trusted_proxies: Networks whose forwarding headers are believed.
        forwarded: The one dialect of those headers that the proxy writes.
        anonymous_limit: Requests a minute and address without a key.
        drain: Seconds that running requests get at shutdown.
    """

    host: str = "127.0.0.1"
    port: int | None = 8484
    socket: Path | None = None
    socket_uids: tuple[int, ...] = (0,)
    base_path: str = ""
    allowed_hosts: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    forwarded: Dialect = "x-forwarded"
    anonymous_limit: int = 100
    drain: float = 2.0
