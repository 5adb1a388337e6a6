"""The life of a running plugin: its lifespan entered, its tasks owned, everything left again in reverse."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mediad.plugins.guard import Guard

LIFESPAN_LIMIT = 10.0
_log = logging.getLogger(__name__)


class OwnedTasks:
    """Background tasks of one plugin instance; they end with it."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Callable[[], Awaitable[None]], *, name: str) -> None:
        """Run in the background; a failure is logged under the plugin's name."""
        point = self._guard.point(f"task {name}", work, limit=None, strikes=0)
        task = asyncio.get_running_loop().create_task(_run(point), name=f"{self._guard.plugin}: {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Cancel and await them all; the guard abandons those that will not end."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _run(point: Callable[[], Awaitable[Any]]) -> None:
    try:
        await point()
    except Exception:  # noqa: BLE001  # the guard has named, counted and logged it
        _log.debug("a task of a plugin ended with an error", exc_info=True)


Opener = Callable[[], AbstractAsyncContextManager[None]]


class Life:
    """Enters and leaves a lifespan in one task of its own, as task groups and timeouts inside it need it."""

    def __init__(self, guard: Guard, tasks: OwnedTasks, close: Callable[[], Awaitable[None]] | None) -> None:
        self.open: Opener | None = None
        self._guard = guard
        self._tasks = tasks
        self._close = close
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def start(self, on_end: Callable[[BaseException | None], None]) -> None:
        """Enter the lifespan; raises what it raises. `on_end` hears when it ends, of itself or by `stop`."""
        loop = asyncio.get_running_loop()
        entered: asyncio.Future[None] = loop.create_future()
        self._task = loop.create_task(self._run(entered), name=f"{self._guard.plugin}: lifespan")
        self._task.add_done_callback(lambda task: _settle(task, entered, on_end))
        await entered

    async def stop(self) -> None:
        """Leave the lifespan; tasks end first. One that was never entered is only given up."""
        self._stop.set()
        task = self._task or asyncio.create_task(self._give_up(), name=f"{self._guard.plugin}: giving up")
        await asyncio.gather(task, return_exceptions=True)

    async def _run(self, entered: asyncio.Future[None]) -> None:
        async with AsyncExitStack() as stack:
            stack.callback(self._guard.threads.close)
            stack.push_async_callback(self._guard.adopted.end)
            stack.push_async_callback(self._give_up)
            stack.push_async_callback(self._tasks.end)
            if self.open is not None:
                manager = self._guard.inline("mediad_lifespan", self.open, expect=AbstractAsyncContextManager)()
                await self._point(manager.__aenter__)()
                stack.push_async_exit(self._point(manager.__aexit__))
            stack.push_async_callback(self._tasks.end)
            entered.set_result(None)
            await self._stop.wait()

    async def _give_up(self) -> None:
        if self._close is None:
            return
        if not getattr(self._close, "of_the_tier", False):
            await self._point(self._close)()
            return
        async with asyncio.timeout(
            LIFESPAN_LIMIT
        ):  # the guard would refuse it for a plugin that is not called any more
            await self._close()

    def _point(self, function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
        return self._guard.point("mediad_lifespan", function, limit=LIFESPAN_LIMIT)


def _settle(
    task: asyncio.Task[None], entered: asyncio.Future[None], on_end: Callable[[BaseException | None], None]
) -> None:
    error = None if task.cancelled() else task.exception()
    if entered.done():
        on_end(error)
    elif not entered.cancelled():
        entered.set_exception(error or RuntimeError("it was cancelled while it was entered"))
