"""Listens on TCP and on a Unix socket, and stops without cutting anybody off."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from mediad.http.protocol import Server
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from mediad.http.options import HttpOptions

_BACKLOG = 512
_OPEN_TO_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class AddressInUseError(MediadError):
    """Another program listens there already."""

    code = "address_in_use"


class AddressRefusedError(MediadError):
    """The system does not let the daemon listen there."""

    code = "address_refused"


class SocketFolderError(MediadError):
    """The folder of the Unix socket can be changed by others."""

    code = "socket_folder_unsafe"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server is to be found.

    Attributes:
        leave: Take no new connection, and give running requests their time to end; once is enough.
    """

    port: int | None
    socket: Path | None
    leave: Callable[[], Awaitable[None]]


@asynccontextmanager
async def serve(
    handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], options: HttpOptions
) -> AsyncIterator[Listening]:
    """Serve until the context ends or somebody says `leave`.

    Then no new connection is taken, and running requests get `options.drain` seconds; endless streams must have been
    ended by those who feed them.
    """
    server = Server(handler, access_log=None, keepalive_timeout=75.0, auto_decompress=False)
    runner = web.ServerRunner(server, shutdown_timeout=options.drain)
    await runner.setup()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(runner.cleanup)
        port = await _listen_tcp(runner, options) if options.port is not None else None
        unix = stack.enter_context(_socket_file(options.socket))
        if unix is not None:
            await web.SockSite(runner, unix, backlog=_BACKLOG).start()
        yield Listening(port, options.socket, stack.aclose)


async def _listen_tcp(runner: web.ServerRunner, options: HttpOptions) -> int:
    site = web.TCPSite(runner, options.host, options.port, backlog=_BACKLOG)
    where = f"{options.host}:{options.port}"
    try:
        await site.start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressInUseError(
                f"Another program listens on {where} already.",
                remedy=f"Stop it (`ss -ltnp 'sport = :{options.port}'` names it), or set `server.port` to a free port.",
            ) from error
        raise AddressRefusedError(
            f"Listening on {where} was refused: {error.strerror or error}.",
            remedy="Set `server.host` to an address of this machine, and `server.port` to a port above 1023.",
        ) from error
    return site.port


@contextlib.contextmanager
def _socket_file(path: Path | None) -> Iterator[socket.socket | None]:
    if path is None:
        yield None
        return
    _check_folder(path.parent)
    _clear_stale(path)
    unix = _bound(path)
    inode = path.stat().st_ino
    try:
        yield unix
    finally:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_ino == inode:  # not the socket of a successor
                path.unlink()


def _check_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid not in {0, os.geteuid()} or (found.st_mode & _OPEN_TO_OTHERS and not found.st_mode & stat.S_ISVTX):
        raise SocketFolderError(
            f"Others may change what lies in {folder}, so anybody could stand in for the daemon.",
            remedy=f"Run `chmod 700 {folder}`, let it belong to the daemon's user, or set `server.socket` elsewhere.",
        )


def _clear_stale(path: Path) -> None:
    """Remove the socket file of a daemon that is gone; leave that of a living one, and anything that is no socket."""
    if not os.path.lexists(path):
        return
    if not stat.S_ISSOCK(path.lstat().st_mode):
        raise AddressInUseError(f"{path} is not a socket.", remedy="Move it away, or set `server.socket` elsewhere.")
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(os.fspath(path))
        except ConnectionRefusedError:
            path.unlink()
            return
    raise AddressInUseError(
        f"Another daemon listens on {path} already.", remedy="Stop it, or set `server.socket` elsewhere."
    )


def _bound(path: Path) -> socket.socket:
    unix = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        unix.bind(os.fspath(path))
    except OSError as error:
        unix.close()
        raise AddressRefusedError(
            f"The socket {path} cannot be made: {error.strerror or error}.",
            remedy="Set `server.socket` to a short path (107 bytes at most) in a folder that the daemon may write.",
        ) from error
    finally:
        os.umask(before)
    unix.setblocking(False)
    return unix
