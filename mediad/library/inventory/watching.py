"""When a library is looked at: when it is new, by the clock, and at once where a local disk tells of changes.

Between those moments nothing touches a root: the watcher is told by the kernel, schedules wait for their time.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol

from mediad.library.inventory.deciding import leave_roots
from mediad.library.inventory.ignored import ignored
from mediad.storage.ports import libraries
from mediad.workers.errors import WorkerError
from mediad.workers.watcher import watchable
from mediad_sdk.values.jobs import Schedule

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Sequence

    from mediad.library.inventory.scene import Tools
    from mediad.storage.ports.libraries import Library, Root
    from mediad.workers.watcher import Change
    from mediad_sdk.host import Jobs

SCAN = "library.scan"
"""The queue's name of the job that scans."""
_AGAIN_SECONDS = 60.0
_BUSY_SECONDS = 2.0


class Watch(Protocol):
    """Watches a root; `mediad.workers.watcher.watch` with its processes is one."""

    def __call__(
        self, root: bytes, *, ignored_names: Sequence[bytes], ignored_globs: Sequence[bytes]
    ) -> AsyncGenerator[Change, None]:
        """Give changes until it is closed."""


def schedules(every: Iterable[Library]) -> list[Schedule]:
    """Give the schedules of libraries: `scan` looks at every file, `quick` at folders whose names changed."""
    return [
        Schedule(id=f"library.{library.uid}.{mode}", job=SCAN, cron=cron, args={"library": library.uid, "mode": mode})
        for library in every
        if library.detached is None
        for mode, cron in (("full", library.settings.get("scan")), ("quick", library.settings.get("quick")))
        if cron
    ]


def key_of(library: str, mode: str = "full", path: str = "") -> str:
    """Give the queue's key of a scan: the same scan is never queued twice."""
    return "/".join(each for each in (library, mode, path) if each)


class Watching:
    """Keeps a watcher for each root that reports its changes, and lets what is new or changed be scanned.

    Args:
        tools: The inventory's.
        jobs: The queue.
        watch: Watches a root.
        planned: Told of the schedules of all libraries whenever one of them changed.
    """

    def __init__(
        self, tools: Tools, jobs: Jobs, watch: Watch, planned: Callable[[Sequence[Schedule]], None] | None = None
    ) -> None:
        self._tools = tools
        self._jobs = jobs
        self._watch = watch
        self._planned = planned
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Watch until cancelled; libraries and states of roots that change are taken up."""
        stop = self._tools.storage.committed.subscribe(self._hear)
        try:
            while True:
                self._news.clear()
                known = await libraries.all_libraries(self._tools.storage)
                if self._planned is not None:
                    self._planned(schedules(known))
                await self._begin(known)
                await self._match(known)
                await self._news.wait()
        finally:
            stop()
            await self._end(list(self._tasks))

    def _hear(self, topics: frozenset[str]) -> None:
        if topics & {libraries.TOPIC, "*"}:
            self._news.set()

    async def _begin(self, known: Iterable[Library]) -> None:
        """Leave roots that are used no more; scan new ones, unless their library is scanned only when asked."""
        for library in known:
            await leave_roots(self._tools, library)
            fresh = any(root.state == "new" for root in library.roots)
            if fresh and library.detached is None and library.settings.get("scan"):
                await self._jobs.enqueue(SCAN, {"library": library.uid, "mode": "full"}, key=key_of(library.uid))

    async def _match(self, known: Iterable[Library]) -> None:
        wanted = {root.id: (library, root) for library in known for root in library.roots if _watched(library, root)}
        await self._end([number for number in self._tasks if number not in wanted])
        for number, (library, root) in wanted.items():
            if number not in self._tasks:
                self._tasks[number] = asyncio.create_task(self._root(library, root), name=f"watch {root.text}")

    async def _end(self, numbers: Iterable[int]) -> None:
        tasks = [self._tasks.pop(number) for number in numbers]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _root(self, library: Library, root: Root) -> None:
        names, globs = ignored(library.settings.get("ignore", ()))
        while True:
            try:
                async with aclosing(self._watch(root.path, ignored_names=names, ignored_globs=globs)) as changes:
                    async for change in changes:
                        await self._changed(library, root, change)
            except WorkerError:
                await self._tools.clock.sleep(_AGAIN_SECONDS)
            await self._scan(library, [])  # what happened while nobody watched

    async def _changed(self, library: Library, root: Root, change: Change) -> None:
        if change.everything:
            await self._scan(library, [])
        elif change.folders:
            await self._scan(library, [root.path + b"/" + path if path else root.path for path in change.folders])

    async def _scan(self, library: Library, folders: Sequence[bytes]) -> None:
        """Let folders be scanned, or everything, after the scan that runs already: it does not know of them."""
        key = key_of(library.uid, "watch")
        while await self._tools.storage.fetch_value("jobs.by_key", {"type": SCAN, "key": key}):
            await self._tools.clock.sleep(_BUSY_SECONDS)
        args: dict[str, Any] = {"library": library.uid, "mode": "quick" if folders else "full"}
        if folders:
            args["folders"] = [os.fsdecode(path) for path in folders]
        await self._jobs.enqueue(SCAN, args, key=key, priority=1)


def _watched(library: Library, root: Root) -> bool:
    wanted = library.detached is None and library.settings.get("watch", True)
    return bool(wanted and root.state == "online" and watchable(str(root.facts.get("fs_type", ""))))
