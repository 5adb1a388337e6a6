"""The directory of results as the daemon sees it: every touch of it happens in a child."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from mediad.encoding.errors import NoDirectory, NoSpace
from mediad.workers.child import Child
from mediad.workers.errors import WorkerError, WorkerFailed
from mediad.workers.process import Limits, Processes

_LIMITS = Limits(file_size=-1, nice=0)
SECONDS = 20.0
SYNC_SECONDS = 600.0


def overlapping(directory: Path, roots: Sequence[Path]) -> Path | None:
    """Give the root that a directory lies in, or that lies in it; by their names alone, so nothing can hang."""
    place = Path(os.path.normpath(directory))
    others = [Path(os.path.normpath(each)) for each in roots]
    return next((each for each in others if place.is_relative_to(each) or each.is_relative_to(place)), None)


class Place:
    """The directory, opened for one conversion."""

    def __init__(self, child: Child, directory: Path) -> None:
        self._child = child
        self._directory = os.fsencode(directory)

    def path(self, leaf: str, name: str) -> bytes:
        """Name a file in it."""
        return b"/".join((self._directory, os.fsencode(leaf), os.fsencode(name)))

    async def prepare(self, leaf: str, job: str, roots: Sequence[bytes]) -> int:
        """Make a sub-directory and clear what an earlier attempt left; gives the free bytes."""
        arguments = {"directory": self._directory, "leaf": leaf.encode(), "job": job.encode(), "roots": list(roots)}
        found = await self._ask("prepare", arguments)
        if found["inside"]:
            raise NoDirectory(
                f"{_shown(self._directory)} and the root {_shown(found['inside'])} overlap.",
                remedy="Let encoding.directory lie outside every library: results would be scanned as new works.",
            )
        return int(found["free"])

    async def free(self) -> int:
        """Tell how many bytes there are."""
        return int(await self._ask("free", {"directory": self._directory}))

    async def size(self, path: bytes) -> int:
        """Tell how many bytes a file has; -1 where there is none."""
        return int(await self._ask("size", {"path": path}))

    async def settle(self, part: bytes, result: bytes) -> dict[str, int]:
        """Make a verified file durable under its name; gives size, mtime_ns, device and inode."""
        settled: dict[str, int] = await self._ask("settle", {"part": part, "result": result}, SYNC_SECONDS)
        return settled

    async def discard(self, *paths: bytes) -> None:
        """Remove files."""
        await self._ask("discard", {"paths": list(paths)})

    async def sweep(self, known: Sequence[bytes], age: float) -> dict[str, list[bytes]]:
        """Remove unfinished files; gives what was `removed`, and the results that are `unknown`."""
        arguments = {"directory": self._directory, "known": list(known), "age": age}
        found: dict[str, list[bytes]] = await self._ask("sweep", arguments, SYNC_SECONDS)
        return found

    async def _ask(self, operation: str, arguments: dict[str, Any], seconds: float = SECONDS) -> Any:
        with _told(self._directory):
            return await self._child.request(operation, arguments, seconds=seconds)


@asynccontextmanager
async def opened(processes: Processes, directory: Path) -> AsyncIterator[Place]:
    """Start the child that touches the directory; leaving the block ends it."""
    async with Child.spawn(processes, "derived", "mediad.encoding.disk:operations", _LIMITS) as child:
        yield Place(child, directory)


@contextmanager
def _told(directory: bytes) -> Iterator[None]:
    try:
        yield
    except WorkerFailed as error:
        from errno import EDQUOT, ENOSPC  # noqa: PLC0415  # only a failure needs it

        kind = NoSpace if error.errno in (ENOSPC, EDQUOT) else NoDirectory
        raise kind(f"{_shown(directory)}: {error.data['reason']}") from error
    except WorkerError as error:
        raise NoDirectory(f"{_shown(directory)}: {error}") from error


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")
