"""Two threads for the plain functions of one plugin, so that a stuck one delays nobody else and no shutdown."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 2


class Threads:
    """Runs functions in daemon threads that are started when first needed.

    The pools of `concurrent.futures` are joined when the interpreter ends: one function that never returns would keep
    the daemon from stopping.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run a function in one of the threads, with the caller's context."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        context = contextvars.copy_context()

        def work() -> None:
            if not future.cancelled():
                value, error = outcome(context.run, function, *args)
                post(loop, future, value, error)

        self._queue.put(work)
        if len(self._threads) < SIZE:
            self._start()
        return await future

    def close(self) -> None:
        """Let the threads end after what they are doing."""
        for _ in self._threads:
            self._queue.put(None)
        self._threads.clear()

    def _start(self) -> None:
        thread = threading.Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (work := self._queue.get()) is not None:
            work()


def outcome(function: Callable[..., Any], *args: Any) -> tuple[Any, BaseException | None]:
    """Call a function and give its value or whatever it raised: `sys.exit()` and `assert` among others."""
    try:
        return function(*args), None
    except BaseException as error:  # noqa: BLE001  # the wall: in a thread of a plugin every exception is its failure
        return None, error


class Escaped(Exception):  # it wraps an error rather than being one
    """Carries what a future may not hold: SystemExit, KeyboardInterrupt, StopIteration."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.error = error


def post(loop: asyncio.AbstractEventLoop, future: asyncio.Future[Any], value: Any, error: BaseException | None) -> None:
    """Settle a future of another thread's loop, unless either is gone."""

    def settle() -> None:
        if future.done():
            return
        if error is None:
            future.set_result(value)
        elif isinstance(error, Exception) and not isinstance(error, StopIteration):
            future.set_exception(error)
        else:
            future.set_exception(Escaped(error))

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:  # the loop was closed while the function still ran
        return


async def in_thread(name: str, limit: float, function: Callable[[], Any]) -> Any:
    """Run something once in a thread of its own; raises `TimeoutError` when it takes longer, and leaves it behind."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()
    threading.Thread(target=lambda: post(loop, future, *outcome(function)), name=name, daemon=True).start()
    async with asyncio.timeout(limit):
        return await future
