"""What the inventory needs of the disks; child processes do it, so that a dead mount stops nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from mediad.workers.inventory import Inventory

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from mediad.workers.inventory import Batch, Totals
    from mediad.workers.media import MediaPool
    from mediad.workers.process import Processes
    from mediad.workers.results import FolderInput, FolderResult, FormatCode, Row, TypeCode

_POSITIVE = (1 << 63) - 1
"""Some file systems number in all 64 bits; a column keeps 63."""


class Paths(Protocol):
    """Looks at single paths, and at roots."""

    async def lstat(self, root: bytes, paths: Sequence[bytes], *, seconds: float = 30.0) -> list[list[int] | int]:
        """Look at paths: `[mode, size, mtime_ns, inode, device, links]` each, or its error number."""

    async def identify(self, root: bytes, *, seconds: float = 10.0) -> Mapping[str, Any]:
        """Tell the facts by which a root is recognised."""


class Look(Paths, Protocol):
    """Looks at roots without opening a file; `mediad.workers.inventory.Inventory` is one."""

    def walk(  # noqa: PLR0913  # the worker's own signature
        self,
        root: bytes,
        known: Mapping[bytes, bytes | int],
        totals: Totals,
        *,
        start: bytes = b"",
        quick: bool = False,
        ignored_names: Sequence[bytes] = (),
        ignored_globs: Sequence[bytes] = (),
        silence: float = 60.0,
    ) -> AsyncGenerator[Batch, None]:
        """Walk a root and give the folders that differ from what is known."""


class Disk(Protocol):
    """The disks of this machine."""

    def look(self) -> AbstractAsyncContextManager[Look]:
        """Lend a process that looks at a root: one for each request at a time, gone afterwards, hung or not."""

    async def process(
        self, root: bytes, types: Sequence[TypeCode | FormatCode], folders: Sequence[FolderInput]
    ) -> Sequence[FolderResult]:
        """Claim, extract and assemble folders of one root; one result each, in their order."""


def kept(number: int) -> int:
    """Give an inode or device number as a column keeps it."""
    return number & _POSITIVE


def inode_of(row: Row) -> int:
    """Give the inode of a row."""
    return kept(row[4])


def device_of(row: Row) -> int:
    """Give the device of a row."""
    return kept(row[5])


class Workers:
    """The disks behind the child processes of this daemon."""

    def __init__(self, processes: Processes, pool: MediaPool) -> None:
        self._processes = processes
        self._pool = pool

    def look(self) -> AbstractAsyncContextManager[Look]:
        """Lend a process that looks at roots."""
        return Inventory(self._processes)

    async def process(
        self, root: bytes, types: Sequence[TypeCode | FormatCode], folders: Sequence[FolderInput]
    ) -> Sequence[FolderResult]:
        """Claim, extract and assemble folders in the pool's workers."""
        return await self._pool.process(root, types, folders)
