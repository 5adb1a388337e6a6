"""One disposable media worker: a child, the board it shares, and the watch that is kept over it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any

from mediad.workers.child import Child
from mediad.workers.errors import WorkerDied, exit_name
from mediad.workers.process import Reach, emptied
from mediad_sdk.data import dataclass
from mediad_sdk.runner.board import IDLE, SIZE, START, STEPS, Board

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.workers.process import Limits, Processes

_GLANCE = 0.25
_PATIENCE = 2.0
_STARTING = 15.0
"""Seconds that the start of a worker may take on a machine that is busy."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """What a worker was at when it ended: places in the request's lists."""

    step: str
    folder: int
    kind: int
    file: int


class Stopped(Exception):
    """A worker ended in the middle.

    Attributes:
        code: `crash`, `memory` or `timeout`.
        reason: A sentence.
        suspect: What it was at, if anything.
        hung: It does not even react to SIGKILL: not the file is to blame but the disk.
    """

    def __init__(self, code: str, reason: str, suspect: Suspect | None, *, hung: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.suspect = suspect
        self.hung = hung


class MediaWorker:
    """Runs the code of media types; make one with `start`."""

    def __init__(self, child: Child, board: Board, seconds: float, grace: float) -> None:
        self._child = child
        self._board = board
        self._limit = seconds + grace
        self._seconds = seconds
        self._late = False
        self.reads: Sequence[Path] = ()
        self.batches = 0
        self.resident = 0

    @classmethod
    @asynccontextmanager
    async def start(
        cls, processes: Processes, limits: Limits, seconds: float, grace: float = 2.0, reach: Reach | None = None
    ) -> AsyncIterator[MediaWorker]:
        """Start a worker whose steps may take so many seconds each; past the grace it is killed.

        Args:
            processes: Owns the child.
            limits: What it may use.
            seconds: What one step may take.
            grace: What it may take beyond.
            reach: The files that it has; the folder for what is temporary goes with it.
        """
        fd = os.memfd_create("mediad-board", os.MFD_CLOEXEC)
        try:
            os.ftruncate(fd, SIZE)
            board = Board(fd)
            try:
                target = "mediad_sdk.runner.extraction:operations"
                board.begin(START)  # a disk may hang before the child can say anything
                async with Child.spawn(processes, "extraction", target, limits, fd, reach) as child:
                    worker = cls(child, board, seconds, grace)
                    worker.reads = reach.read if reach else ()
                    yield worker
            finally:
                board.close()
                await asyncio.to_thread(emptied, reach or Reach())
        finally:
            os.close(fd)

    @property
    def usable(self) -> bool:
        """False once it ended."""
        return self._child.alive

    async def ask(self, operation: str, **arguments: Any) -> AsyncGenerator[Any, None]:
        """Run one operation under watch: gives its parts, then its result.

        Raises:
            Stopped: The worker crashed, or was killed because a step took too long.
            WorkerFailed: The operation itself raised.
        """
        watch = asyncio.create_task(self._watch())
        self.batches += 1
        try:
            async with aclosing(self._child.stream(operation, arguments, seconds=None)) as parts:
                async for _, value in parts:
                    yield value
        except WorkerDied as died:
            raise self._stopped(died) from died
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_GLANCE)
            since, step, *_ = self._board.read()
            limit = max(self._limit, _STARTING) if step == START else self._limit
            if step != IDLE and time.monotonic() - since > limit:
                self._late = True
                self._child.kill()
                if not await self._child.process.gone(_PATIENCE):
                    self._child.abandon()
                return

    def _stopped(self, died: WorkerDied) -> Stopped:
        _, step, folder, kind, file = self._board.read()
        suspect = None if step in (IDLE, START) else Suspect(STEPS[step], folder, kind, file)
        if self._late:
            reason = f"it took longer than {self._seconds:g} s and could not be interrupted"
            return Stopped("timeout", reason, suspect, hung=died.status is None)
        if died.status == -9:  # noqa: PLR2004  # SIGKILL that we did not send
            return Stopped("memory", "its worker was killed, probably because memory was short", suspect)
        return Stopped("crash", f"its worker ended: {exit_name(died.status)}", suspect)
