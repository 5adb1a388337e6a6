"""Streams and contexts that the other end uses, each kept by one task, as task groups and timeouts in them need it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any


class Pump:
    """Pulls a stream when it is asked to, and never ahead."""

    def __init__(self, source: AsyncIterator[Any] | AsyncIterable[Any]) -> None:
        self._source = source
        self._wanted: asyncio.Queue[asyncio.Future[list[Any]]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def next(self) -> list[Any]:
        """Give the next item in a list, or an empty list at the end."""
        loop = asyncio.get_running_loop()
        if self._task is None:
            self._task = loop.create_task(self._run())
        wanted: asyncio.Future[list[Any]] = loop.create_future()
        self._wanted.put_nowait(wanted)
        try:
            return await wanted
        except asyncio.CancelledError:
            self._task.cancel()
            raise

    def abandon(self) -> None:
        """Let it end by itself."""
        if self._task is not None:
            self._task.cancel()

    async def end(self) -> None:
        """Close it."""
        if self._task is None:
            await _close(self._source)
        else:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        items = aiter(self._source)
        going = True
        try:
            while going:
                going = await self._answer(items, await self._wanted.get())
        finally:
            await _close(items)
            while not self._wanted.empty():
                self._wanted.get_nowait().cancel()

    async def _answer(self, items: AsyncIterator[Any], wanted: asyncio.Future[list[Any]]) -> bool:
        """Give one item to who wants it; tells whether there may be more."""
        got: list[Any] = []
        try:
            got = [await anext(items)]
        except StopAsyncIteration:
            pass
        except asyncio.CancelledError:
            wanted.cancel()
            raise
        except BaseException as error:  # noqa: BLE001  # whatever it is, it belongs to whoever pulled
            _fail(wanted, error)
            return False
        if not wanted.done():
            wanted.set_result(got)
        return bool(got)


def _fail(wanted: asyncio.Future[list[Any]], error: BaseException) -> None:
    if not wanted.done():
        wanted.set_exception(error if isinstance(error, Exception) else RuntimeError(repr(error)))


async def _close(source: Any) -> None:
    if close := getattr(source, "aclose", None):
        with suppress(Exception):
            await close()


class Held:
    """An asynchronous context, entered and left by one task."""

    def __init__(self, manager: AbstractAsyncContextManager[Any]) -> None:
        self._manager = manager
        self._leave = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._entered: asyncio.Future[Any] = loop.create_future()
        self._task = loop.create_task(self._run())

    async def enter(self) -> Any:
        """Give what the context gives."""
        try:
            return await self._entered
        except BaseException:
            self._task.cancel()
            raise

    async def leave(self) -> None:
        """Leave it; raises what leaving raises."""
        self._leave.set()
        await self._task

    def abandon(self) -> None:
        """Let it end by itself."""
        self._task.cancel()

    async def end(self) -> None:
        """Leave it, whatever comes of it."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            async with self._manager as value:
                self._entered.set_result(value)
                await self._leave.wait()
        except Exception as error:
            if self._entered.done():
                raise
            self._entered.set_exception(error)
