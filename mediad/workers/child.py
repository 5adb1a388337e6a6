"""One child to talk to: requests with ids and time limits, answers whole or in parts, an end that does not hang."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from mediad.workers.errors import WorkerDied, WorkerError, WorkerFailed, WorkerTimeout
from mediad.workers.process import Limits, Process, Processes
from mediad_sdk.runner.frames import Frames, FrameTooLarge, pack

_CHUNK = 1 << 18
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
        self._wire = wire
        self._findings = findings
        self._frames = Frames()
        self._answers: dict[int, Answer] = {}
        self._ids = count(1)
        self._sending = asyncio.Lock()
        self._reading = True
        self._over = False
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(wire, self._readable)
        process.ended.add_done_callback(self._died)

    @classmethod
    @asynccontextmanager
    async def spawn(
        cls, processes: Processes, role: str, target: str, limits: Limits | None = None, board: int | None = None
    ) -> AsyncIterator[Child]:
        """Start a child; leaving the block ends it, at the latest by SIGKILL and two seconds of patience.

        Args:
            processes: Owns the process.
            role: `media`, `reader`, `watcher`, `plugin-import` ...: decides its system calls, and names it in errors.
            target: `package.module:function` that returns the operations by name, called inside the child.
            limits: What it may use.
            board: A descriptor of shared memory that it finds as number 4.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                process = processes.start(theirs.fileno(), board)
            child = cls(role, process, ours, processes.findings)
            try:
                setup = {"role": role, "limits": (limits or Limits()).wire(), "parent": os.getpid(), "target": target}
                await child.send(pack(setup))
                yield child
            finally:
                child.close()
                await processes.end(process, 2.0)
        finally:
            ours.close()

    @property
    def alive(self) -> bool:
        """False as soon as it ended or was told to."""
        return self._wire.fileno() >= 0 and not self.process.ended.done()

    async def request(
        self,
        operation: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = 10.0,
        fds: Sequence[int] = (),
    ) -> Any:
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
        self,
        operation: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = 60.0,
        fds: Sequence[int] = (),
    ) -> AsyncGenerator[tuple[str, Any], None]:
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

    async def send(self, frame: bytes, fds: Sequence[int] = ()) -> None:
        """Write a whole frame; a frame that was cut short breaks the wire, so the child ends with it."""
        async with self._sending:
            view = memoryview(frame)
            try:
                while view:
                    try:
                        sent = socket.send_fds(self._wire, [view], list(fds)) if fds else self._wire.send(view)
                    except BlockingIOError:
                        await self._writable()
                        continue
                    view, fds = view[sent:], ()
            except OSError:
                self.process.kill()
            except asyncio.CancelledError:
                if len(view) < len(frame):
                    self.process.kill()
                raise

    def close(self) -> None:
        """Hang up; an idle child ends by itself then."""
        if self._wire.fileno() >= 0:
            self._loop.remove_reader(self._wire)
            self._loop.remove_writer(self._wire)
            self._wire.close()

    async def _ask(self, frame: bytes, fds: Sequence[int], seconds: float | None, answer: Answer) -> None:
        if not self.alive:
            raise WorkerDied(self.role, self._status(), self.process.tail)
        try:
            async with asyncio.timeout(seconds):
                await self.send(frame, fds)
        except TimeoutError:
            self._give_up(answer, seconds)

    def _give_up(self, answer: Answer, seconds: float | None) -> None:
        self.process.kill()
        answer.fail(WorkerTimeout(f"the {self.role} process did not answer {answer.operation} in {seconds:g} s"))

    def _status(self) -> int | None:
        return self.process.ended.result() if self.process.ended.done() else None

    async def _writable(self) -> None:
        ready: asyncio.Future[None] = self._loop.create_future()
        self._loop.add_writer(self._wire, _wake, ready)
        try:
            await ready
        finally:
            if self._wire.fileno() >= 0:
                self._loop.remove_writer(self._wire)

    def _readable(self) -> None:
        try:
            data = self._wire.recv(_CHUNK)
            if not data:
                self._loop.remove_reader(self._wire)
                self.process.kill()
            for ident, kind, value in self._frames.feed(data):
                self._dispatch(ident, kind, value)
        except BlockingIOError:
            return
        except (OSError, FrameTooLarge, ValueError):
            self._loop.remove_reader(self._wire)
            self.process.kill()

    def _dispatch(self, ident: int, kind: str, value: Any) -> None:
        if ident == 0:
            self._findings.update(value)
        elif answer := self._answers.get(ident):
            answer.push(kind, value)
            if len(answer.parts) >= _PARTS and self._reading:
                self._reading = False
                self._loop.remove_reader(self._wire)

    def _resume(self) -> None:
        slow = any(len(answer.parts) >= _PARTS for answer in self._answers.values())
        if not self._reading and not slow and self._wire.fileno() >= 0:
            self._reading = True
            self._loop.add_reader(self._wire, self._readable)
            self._settle()

    def _died(self, _: asyncio.Future[int]) -> None:
        self._over = True
        self._settle()

    def _settle(self) -> None:
        """Once the child is dead: read what it still said, then fail what it left open."""
        while self._over and self._reading and self._has_more():
            self._readable()
        if self._over and self._reading:
            for answer in self._answers.values():
                answer.fail(WorkerDied(self.role, self._status(), self.process.tail))

    def _has_more(self) -> bool:
        try:
            return self._wire.fileno() >= 0 and bool(self._wire.recv(1, socket.MSG_PEEK))
        except OSError:
            return False


def _wake(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
