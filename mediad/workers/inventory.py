"""Looks at roots from outside the daemon: walks them, recognises them, looks at single paths. Opens no file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import field
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from mediad.workers.child import Child
from mediad.workers.process import Limits, Processes
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.workers.results import Row

_PIECE = 50_000
_LIMITS = Limits(file_size=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder that is new or differs from what was known.

    Attributes:
        path: Below the root, `b""` is the root.
        digest: 16 bytes over its rows; equal digests mean that nothing changed.
        mtime_ns: The folder's own last change, for quick walks.
        entries: Its rows in byte order of the names.
    """

    path: bytes
    digest: bytes
    mtime_ns: int
    entries: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some changed folders, and how far the walk is; also sent about once a second when nothing changed."""

    folders: tuple[Folder, ...]
    folders_seen: int
    files_seen: int


@dataclass(slots=True, kw_only=True)
class Totals:
    """What a whole walk saw; filled when its batches are exhausted.

    Attributes:
        folders: Folders seen.
        files: Files seen (of changed folders only in a quick walk).
        size: Their bytes added up.
        vanished: Known folders that are not there; none below a folder that could not be read.
        errors: `(path, errno, reason)` of folders that could not be read.
        mounts: Folders that lie on another device.
        links_refused: Links that lead out of the root or nowhere.
        passed: `[reason, count, some paths]` of what was passed over; see `mediad_sdk.runner.passed`.
        root_changed: The root was another folder at the end than at the beginning: believe nothing of this walk.
    """

    folders: int = 0
    files: int = 0
    size: int = 0
    vanished: list[bytes] = field(default_factory=list)
    errors: list[tuple[bytes, int, str]] = field(default_factory=list)
    mounts: list[bytes] = field(default_factory=list)
    links_refused: int = 0
    passed: list[tuple[str, int, list[bytes]]] = field(default_factory=list)
    root_changed: bool = False


class Inventory:
    """One child that looks at disks; a context manager. One request at a time."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        spawn = Child.spawn(self._processes, "media", "mediad_sdk.runner.inventory:operations", _LIMITS)
        self._child = await self._stack.enter_async_context(spawn)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def identify(self, root: bytes, *, seconds: float = 10.0) -> Mapping[str, Any]:
        """Tell the facts by which a root is recognised; see `mediad_sdk.runner.roots.identify`."""
        facts: Mapping[str, Any] = await self._child.request("identify", {"root": root}, seconds=seconds)
        return facts

    async def lstat(self, root: bytes, paths: Sequence[bytes], *, seconds: float = 30.0) -> list[list[int] | int]:
        """Look at paths: `[mode, size, mtime_ns, inode, device, links]` each, or its error number."""
        seen: list[list[int] | int] = await self._child.request(
            "lstat", {"root": root, "paths": list(paths)}, seconds=seconds
        )
        return seen

    async def walk(  # noqa: PLR0913  # what to walk, what is known, how, and what to pass over
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
        """Walk a root and give what differs from what is known.

        Args:
            root: Its path.
            known: Folder path to digest; for a quick walk to mtime_ns.
            totals: Filled at the end.
            start: A folder below the root: only this part of the tree.
            quick: Look into folders only whose own mtime differs. Misses files that were changed in place.
            ignored_names: Exact names that are passed over, files and folders.
            ignored_globs: The same as globs.
            silence: Seconds without a sign of life after which the disk counts as hung.

        Raises:
            WorkerTimeout: The disk hangs.
            WorkerFailed: The root itself cannot be looked at; `errno` tells why.
        """
        pairs = iter(known.items())
        while piece := dict(islice(pairs, _PIECE)):
            await self._child.request("know", {"folders": piece})
        arguments = {
            "root": root, "start": start, "quick": quick, "names": list(ignored_names), "globs": list(ignored_globs)
        }  # fmt: skip  # one request
        async with aclosing(self._child.stream("walk", arguments, seconds=silence)) as parts:
            async for kind, value in parts:
                if kind == "done":
                    for name, total in value.items():
                        setattr(totals, name, total)
                elif "vanished" in value:
                    totals.vanished += value["vanished"]
                else:
                    yield _batch(value)


def _batch(value: Mapping[str, Any]) -> Batch:
    folders = tuple(Folder(path=row[0], digest=row[1], mtime_ns=row[2], entries=row[3]) for row in value["folders"])
    return Batch(folders=folders, folders_seen=value["seen"], files_seen=value["files"])
