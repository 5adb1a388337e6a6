"""A pool of disposable media workers: every folder gets its result, whatever one file does to its worker.

A worker that dies leaves its suspect on the board. The suspect is tried once more, alone; if it ends a second
worker it is the culprit, and the reason is its result. A fresh worker does the rest; what was found is not read again.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mediad.workers.errors import WorkerError, WorkerStopped, WorkerTimeout
from mediad.workers.process import Limits, Processes, Reach
from mediad.workers.results import FileResult, FolderInput, FolderResult, FormatCode, StepError, TypeCode
from mediad.workers.worker import MediaWorker, Stopped, Suspect
from mediad_sdk.wire import works_from_wire

_STRIKES = 3
_TIMEOUTS = 10


class MediaPool:
    """Workers that start when there is work, are replaced when worn, and end when idle.

    Args:
        processes: Owns the children.
        size: The most workers at a time.
        seconds: What one step (a file, a claim, an assembly) may take; then it is interrupted.
        grace: What it may take beyond, where it cannot be interrupted; then its worker is killed.
        limits: What a worker may use.
        batches: A worker is replaced after so many requests ...
        resident: ... or when it holds more than so many bytes.
        idle: Seconds after which a worker that has nothing to do ends.
        folders: Names the folders of a new worker's own, at last one for what is temporary.
    """

    def __init__(  # noqa: PLR0913  # each has its default; together they are what a pool is
        self,
        processes: Processes,
        *,
        size: int = 2,
        seconds: float = 30.0,
        grace: float = 2.0,
        limits: Limits | None = None,
        batches: int = 200,
        resident: int = 400 << 20,
        idle: float = 10.0,
        folders: Callable[[], Sequence[Path]] = tuple,
    ) -> None:
        self._processes = processes
        self.seconds = seconds
        self._grace = grace
        self._limits = limits or Limits()
        self._batches = batches
        self._resident = resident
        self._idle = idle
        self._folders = folders
        self._size = size
        self._age = 0
        self._slots = asyncio.Semaphore(size)
        self._resting: list[tuple[MediaWorker, AsyncExitStack, asyncio.TimerHandle]] = []
        self._ending: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.renew()
        await asyncio.gather(*self._ending)

    async def process(
        self, root: bytes, types: Sequence[TypeCode | FormatCode], folders: Sequence[FolderInput]
    ) -> list[FolderResult]:
        """Claim, extract and assemble folders of one root; one result each, in their order.

        Raises:
            WorkerTimeout: The disk hangs, not one file of it.
            WorkerError: Workers die for no reason that a file or a type could have.
        """
        shares = [folders[at :: self._size] for at in range(self._size)]
        work = (Batch(self, root, types, share).run() for share in shares if share)
        results: dict[bytes, FolderResult] = {}
        for done in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(done, BaseException):
                raise done
            results |= {result.path: result for result in done}
        return [results[folder.path] for folder in folders]

    async def picture(
        self, root: bytes, path: bytes, function: str, made: str, more: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        """Make something of a picture where it is read; None where there is no picture.

        `function` reads the picture inside the file, "" where the file is the picture; `made` gets it, as bytes or as a
        stream, and `more`. Raises as `call`.
        """
        asked = {"root": root, "path": path, "function": function, "made": made, "more": dict(more)}
        return await self._answer(root, "picture", asked)  # type: ignore[no-any-return]  # the function's own

    async def call(self, function: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
        """Run a function over bytes that may be made to harm; its arguments are given in their order.

        Raises:
            WorkerError: It failed, or ended its worker.
        """
        asked = {"function": function, "arguments": dict(arguments)}
        return await self._answer(b"", "call", asked)  # type: ignore[no-any-return]  # the function's own

    async def _answer(self, root: bytes, operation: str, asked: Mapping[str, object]) -> Any:
        try:
            async with self.worker(root) as worker:
                return [answer async for answer in worker.ask(operation, seconds=self.seconds, **asked)][-1]
        except Stopped as stopped:
            raise WorkerStopped(stopped.code, stopped.reason, hung=stopped.hung) from stopped

    def renew(self) -> None:
        """Let every worker end after what it is doing: the code that they have imported has changed."""
        self._age += 1
        for entry in list(self._resting):
            self._retire(entry[0])

    @asynccontextmanager
    async def worker(self, root: bytes = b"") -> AsyncIterator[MediaWorker]:
        """Lend a worker that reads one root: a rested one, or a new one when there is none."""
        async with self._slots:
            worker, stack = await self._take(root)
            age = self._age
            try:
                yield worker
            finally:
                fresh = age == self._age and worker.batches < self._batches and worker.resident < self._resident
                if worker.usable and fresh:
                    self._rest(worker, stack)
                else:
                    self._end(stack)

    async def _take(self, root: bytes) -> tuple[MediaWorker, AsyncExitStack]:
        reads = [Path(os.fsdecode(root))] if root else []
        for worker, stack, timer in reversed(self._resting):
            if worker.usable and worker.reads == reads:
                self._resting.remove((worker, stack, timer))
                timer.cancel()
                return worker, stack
        for worker, _, _ in self._resting[: max(len(self._resting) + 1 - self._size, 0)]:
            self._retire(worker)
        stack = AsyncExitStack()
        reach = Reach(read=reads, own=self._folders())
        start = MediaWorker.start(self._processes, self._limits, self.seconds, self._grace, reach)
        return await stack.enter_async_context(start), stack

    def _rest(self, worker: MediaWorker, stack: AsyncExitStack) -> None:
        timer = asyncio.get_running_loop().call_later(self._idle, self._retire, worker)
        self._resting.append((worker, stack, timer))

    def _retire(self, worker: MediaWorker) -> None:
        for entry in self._resting:
            if entry[0] is worker:
                entry[2].cancel()
                self._resting.remove(entry)
                self._end(entry[1])
                return

    def _end(self, stack: AsyncExitStack) -> None:
        # Its own task: nobody who got his answer waits for a process that dies slowly.
        task = asyncio.get_running_loop().create_task(stack.aclose())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


class Batch:
    """Folders on their way through one worker after another, until each has its result."""

    def __init__(
        self, pool: MediaPool, root: bytes, types: Sequence[TypeCode | FormatCode], folders: Sequence[FolderInput]
    ) -> None:
        self._pool = pool
        self._request = {"root": root, "types": [each.wire() for each in types], "seconds": pool.seconds}
        self._root = root
        self._types = types
        self._folders = {folder.path: folder for folder in folders}
        self._files: dict[bytes, dict[tuple[str, bytes], FileResult]] = {path: {} for path in self._folders}
        self._skip: dict[bytes, dict[str, dict[str, tuple[str, str]]]] = {path: {} for path in self._folders}
        self._done: dict[bytes, Mapping[str, Any]] = {}
        self._strikes: Counter[object] = Counter()
        self._timeouts = 0

    async def run(self) -> list[FolderResult]:
        """Work until every folder is done."""
        while pending := [folder for path, folder in self._folders.items() if path not in self._done]:
            try:
                await self._round(pending)
            except Stopped as stopped:
                await self._settle(pending, stopped)
        return [self._result(path) for path in self._folders]

    async def _round(self, pending: list[FolderInput]) -> None:
        async with self._pool.worker(self._root) as worker:
            async for value in worker.ask(
                "folders", folders=[self._wire(folder) for folder in pending], **self._request
            ):
                if isinstance(value, int):
                    worker.resident = value
                    continue
                for folder, what, found in value:
                    path = pending[folder].path
                    if what == "done":
                        self._done[path] = found
                    else:
                        self._take(path, found)

    def _take(self, path: bytes, found: Sequence[Any]) -> None:
        file = FileResult._make(found)
        self._files[path][file.type, file.name] = file

    async def _settle(self, pending: list[FolderInput], stopped: Stopped) -> None:
        self._look_at_disk(stopped)
        suspect = stopped.suspect
        if suspect is None:
            self._strike(None, stopped)
            return
        folder = pending[suspect.folder]
        kind = self._types[suspect.kind].id
        if suspect.step == "extract":
            await self._try_alone(folder, kind, suspect, stopped)
        elif self._strike((folder.path, kind, suspect.step), stopped) > 1:
            paths = self._folders if suspect.step == "load" else (folder.path,)
            steps = ("claim", "assemble") if suspect.step == "load" else (suspect.step,)
            for path in paths:
                for step in steps:
                    self._skip[path].setdefault(kind, {})[step] = (stopped.code, stopped.reason)

    async def _try_alone(self, folder: FolderInput, kind: str, suspect: Suspect, stopped: Stopped) -> None:
        name = folder.entries[suspect.file][0]
        arguments = {"folder": self._wire(folder), "kind": suspect.kind, "file": suspect.file}
        try:
            async with self._pool.worker(self._root) as worker:
                async for value in worker.ask("one", **arguments, **self._request):
                    self._take(folder.path, value)
        except Stopped as again:
            self._look_at_disk(again)
            # The second time in a worker of its own: it is the culprit. It was opened once in each.
            self._files[folder.path][kind, name] = FileResult(
                name=name, type=kind, error=again.code, reason=again.reason, opens=2
            )
        else:
            self._strike(None, stopped)

    def _look_at_disk(self, stopped: Stopped) -> None:
        self._timeouts += stopped.code == "timeout"
        if stopped.hung or self._timeouts > _TIMEOUTS:
            raise WorkerTimeout("the disk does not answer: file after file takes too long") from stopped

    def _strike(self, key: object, stopped: Stopped) -> int:
        self._strikes[key] += 1
        if key is None and self._strikes[key] > _STRIKES + len(self._folders):
            raise WorkerError(f"media workers end again and again: {stopped.reason}") from stopped
        return self._strikes[key]

    def _wire(self, folder: FolderInput) -> dict[str, Any]:
        known = {kind: dict(files) for kind, files in folder.known.items()}
        failed = {kind: dict(files) for kind, files in folder.failed.items()}
        for (kind, name), file in self._files[folder.path].items():
            if file.error:
                failed.setdefault(kind, {})[name] = file.error
            else:
                known.setdefault(kind, {})[name] = file.facts
        skip = self._skip[folder.path]
        told = {"path": folder.path, "entries": folder.entries, "known": known, "failed": failed, "skip": skip}
        return {**told, "wrote": folder.wrote} if folder.wrote else told

    def _result(self, path: bytes) -> FolderResult:
        done = self._done[path]
        return FolderResult(
            path=path,
            claims=done["claims"],
            files=tuple(self._files[path].values()),
            works={kind: works_from_wire(works) for kind, works in done["works"].items()},
            errors=tuple(StepError(**error) for error in done["errors"]),
        )
