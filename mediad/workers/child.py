"""One child to talk to: requests with ids and time limits, answers whole or in parts, an end that does not hang."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from mediad.workers.errors import WorkerDied, WorkerError, WorkerFailed, WorkerTimeout
from mediad.workers.line import Line
from mediad.workers.process import Limits, Process, Processes, Reach
from mediad_sdk.runner.frames import pack

_PARTS = 8


class Answer:
    """What a request gives back: parts as they come, then a result."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        self.parts: deque[Any] = deque()
        self.result: Any = None
        self.error: WorkerError | None = None
        self.done = False
        self._news = asyncio.Event()

    def push(self, kind: str, value: Any) -> None:
        """Take a message of the child."""
        if kind == "part":
            self.parts.append(value)
        elif kind == "done":
            self.result, self.done = value, True
        else:
            self.error, self.done = WorkerFailed(self.operation, value), True
        self._news.set()

    def fail(self, error: WorkerError) -> None:
        """End it without the child."""
        if not self.done:
            self.error, self.done = error, True
            self._news.set()

    async def news(self, seconds: float | None) -> bool:
        """Wait for a part or the end; False when neither came in time."""
        if not self.parts and not self.done:
            self._news.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                return False
        return True


class Child:
    """A running child. Make one with `spawn`."""

    def __init__(self, role: str, process: Process, wire: socket.socket, findings: set[str]) -> None:
        self.role = role
        self.process = process
        self._line = Line(wire, self._dispatch, self.kill)
        self._doomed = False
        self._findings = findings
        self._answers: dict[int, Answer] = {}
        self._ids = count(1)
        self._over = False
        process.ended.add_done_callback(lambda _: self._died())

    @classmethod
    @asynccontextmanager
    async def spawn(
        cls, processes: Processes, role: str, target: str, limits: Limits | None = None, board: int | None = None,
        reach: Reach | None = None,
    ) -> AsyncIterator[Child]:  # fmt: skip  # what, and how
        """Start a child; leaving the block ends it, by SIGKILL and at most a second of patience.

        Args:
            processes: Owns the process.
            role: Decides its system calls, and names it in errors.
            target: `package.module:function` that returns the operations by name, called inside the child.
            limits: What it may use.
            board: A descriptor of shared memory that it finds as number 4.
            reach: Which files it has, if its role gives up any.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with ours:
            with theirs:
                process = processes.start(theirs.fileno(), board)
            child = cls(role, process, ours, processes.findings)
            try:
                await child._line.send(pack(processes.order(role, target, limits or Limits(), reach)))
                yield child
            finally:
                child._line.close()
                await processes.end(process)

    @property
    def alive(self) -> bool:
        """False as soon as it ended or was told to."""
        return self._line.open and not self._doomed and not self.process.ended.done()

    def kill(self) -> None:
        """Send SIGKILL; what is open fails when the process is gone."""
        self._doomed = True
        self.process.kill()

    def abandon(self) -> None:
        """Fail what is open: the process was killed and does not go."""
        self.kill()
        for answer in self._answers.values():
            answer.fail(WorkerDied(self.role, None, self.process.tail))

    async def request(
        self, operation: str, arguments: Mapping[str, Any] | None = None, *,
        seconds: float | None = 10.0, fds: Sequence[int] = (),
    ) -> Any:  # fmt: skip  # what, and how
        """Ask for one thing and wait for the result.

        Raises:
            WorkerTimeout: It took longer; the child is killed, since it may hang for ever.
            WorkerDied: It ended.
            WorkerFailed: The operation raised.
        """
        parts = self.stream(operation, arguments, seconds=seconds, fds=fds)
        async with contextlib.aclosing(parts):
            async for kind, value in parts:
                if kind == "done":
                    return value
        raise AssertionError  # a stream ends with its result, or raises

    async def stream(
        self, operation: str, arguments: Mapping[str, Any] | None = None, *,
        seconds: float | None = 60.0, fds: Sequence[int] = (),
    ) -> AsyncGenerator[tuple[str, Any], None]:  # fmt: skip  # as above
        """Ask for many things: gives `("part", value)` as they come and at last `("done", result)`.

        Args:
            operation: A name that the child's target knows.
            arguments: Its keyword arguments, as msgpack can carry them.
            seconds: The longest silence; None waits as long as the child lives.
            fds: Descriptors that it gets with the request; they stay open here.
        """
        ident = next(self._ids)
        answer = self._answers[ident] = Answer(operation)
        try:
            await self._ask(pack([ident, operation, arguments or {}]), fds, seconds, answer)
            while True:
                while answer.parts:
                    yield "part", answer.parts.popleft()
                    self._resume()
                if answer.done:
                    break
                if not await answer.news(seconds):
                    self._give_up(answer, seconds)
            if answer.error is not None:
                raise answer.error
            yield "done", answer.result
        finally:
            del self._answers[ident]
            self._resume()

    async def _ask(self, frame: bytes, fds: Sequence[int], seconds: float | None, answer: Answer) -> None:
        if not self.alive:
            raise WorkerDied(self.role, self._status(), self.process.tail)
        try:
            async with asyncio.timeout(seconds):
                await self._line.send(frame, fds)
        except TimeoutError:
            self._give_up(answer, seconds)

    def _give_up(self, answer: Answer, seconds: float | None) -> None:
        self.kill()
        answer.fail(WorkerTimeout(f"the {self.role} process did not answer {answer.operation} in {seconds:g} s"))

    def _status(self) -> int | None:
        return self.process.ended.result() if self.process.ended.done() else None

    def _dispatch(self, message: Any) -> None:
        ident, kind, value = message
        if ident == 0:
            self._findings.update(value)
        elif answer := self._answers.get(ident):
            answer.push(kind, value)
            if len(answer.parts) >= _PARTS:
                self._line.pause()

    def _resume(self) -> None:
        if all(len(answer.parts) < _PARTS for answer in self._answers.values()):
            self._line.resume()
            self._settle()

    def _died(self) -> None:
        self._over = True
        self._settle()

    def _settle(self) -> None:
        """Once the child is dead: read what it still said, then fail what it left open."""
        if self._over:
            self._line.drain()
        if self._over and self._line.reading:
            for answer in self._answers.values():
                answer.fail(WorkerDied(self.role, self._status(), self.process.tail))
