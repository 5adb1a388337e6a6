"""Small files beside media, written by a child: a disk that hangs costs the child, and a link leads nowhere."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from errno import EFBIG, EINVAL, ELOOP, EXDEV
from typing import TYPE_CHECKING, Any

from mediad.workers.child import Child
from mediad.workers.errors import WorkerDied, WorkerFailed, WorkerTimeout
from mediad.workers.process import Limits
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from mediad.workers.process import Processes

_LIMITS = Limits(memory=1 << 30, file_size=16 << 20)
_NOT_OURS = frozenset({EFBIG, EINVAL, ELOOP, EXDEV})
PAUSE = 600.0
"""Seconds after which a disk that cannot be written to is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a file is written: below a root, in a folder, beside a file that has to be there."""

    root: bytes
    folder: bytes
    beside: bytes
    name: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    size: int
    mtime_ns: int
    inode: int
    device: int
    content: bytes


class Writer:
    """Asks a child to write."""

    def __init__(self, child: Child, seconds: float = 20.0) -> None:
        self._child = child
        self._seconds = seconds

    async def look(self, spot: Spot) -> tuple[bytes | None, bytes]:
        """Give the bytes that are there, None for no file, and their content id.

        Raises:
            Conflict: What has the name is none to write over.
            Unavailable: The disk is away, read-only or hangs.
        """
        with _told(spot):
            arguments = {"root": spot.root, "folder": spot.folder, "beside": spot.beside, "name": spot.name}
            data, content = await self._child.request("look", arguments, seconds=self._seconds)
            return data, content

    async def put(self, spot: Spot, data: bytes, known: bytes) -> Written:
        """Write a file in the place of the one that has the content id, `b""` for none; raises as `look`."""
        with _told(spot):
            arguments = {"root": spot.root, "folder": spot.folder, "name": spot.name, "data": data, "known": known}
            found: list[Any] = await self._child.request("put", arguments, seconds=self._seconds)
        size, mtime_ns, inode, device, content = found
        return Written(size=size, mtime_ns=mtime_ns, inode=inode, device=device, content=content)


@asynccontextmanager
async def writing(processes: Processes) -> AsyncIterator[Writer]:
    """Lend a writer; its child ends with the block."""
    async with Child.spawn(processes, "writer", "mediad_sdk.runner.writer:operations", _LIMITS) as child:
        yield Writer(child)


@contextmanager
def _told(spot: Spot) -> Iterator[None]:
    """Turn what can go wrong in the child into what a job may expect."""
    name = (spot.folder + b"/" + spot.name).decode("utf-8", "replace")
    try:
        yield
    except WorkerFailed as error:
        why = error.data["reason"]
        if error.data["code"] == "changed" or error.errno in _NOT_OURS:
            raise Conflict(f"{name} is left as it is: {why}", remedy="The next scan reads it.") from error
        remedy = (
            "Mount the disk so that the daemon may write to it, or take the format out of the library's `sidecars`."
        )
        raise Unavailable(f"{name} cannot be written: {why}", retry_after=PAUSE, remedy=remedy) from error
    except (WorkerTimeout, WorkerDied) as error:
        raise Unavailable(f"{name} cannot be written: {error}", retry_after=PAUSE, remedy=error.remedy) from error
