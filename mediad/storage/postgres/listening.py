"""Hears what other nodes committed, and says so when it may have missed something."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from mediad.storage.postgres.connection import DRIVER_ERRORS
from mediad.storage.units import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    import asyncpg

    from mediad.storage.units import Committed

CHANNEL = "mediad"
_LONGEST = 7900  # bytes; PostgreSQL refuses a payload of 8000
_PING_SECONDS = 30.0
_PAUSE_SECONDS = 1.0

_log = logging.getLogger(__name__)


class Listening:
    """One connection that waits for the word of other nodes; our own is delivered without the detour."""

    def __init__(
        self, connect: Callable[[], Awaitable[asyncpg.Connection[Any]]], ping: str, committed: Committed
    ) -> None:
        self._connect = connect
        self._ping = ping
        self.committed = committed
        self._node = uuid4().hex

    def payload(self, topics: Iterable[str]) -> str:
        """Writes what the other nodes shall hear."""
        text = "\n".join((self._node, *sorted(topics)))
        return text if len(text.encode()) < _LONGEST else f"{self._node}\n{EVERYTHING}"

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        node, *topics = str(payload).split("\n")
        if node != self._node:
            self.committed.deliver(frozenset(topics))

    async def run(self, ready: asyncio.Event) -> None:
        """Listens for ever; after a break everything may have changed."""
        while True:
            try:
                async with self._listening() as (connection, lost):
                    if ready.is_set():
                        self.committed.deliver(frozenset({EVERYTHING}))
                    ready.set()
                    await self._watch(connection, lost)
            except DRIVER_ERRORS as error:
                _log.info("not listening to the other nodes: %s", str(error) or type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[tuple[asyncpg.Connection[Any], asyncio.Event]]:
        connection = await self._connect()
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _connection: lost.set())
            await connection.add_listener(CHANNEL, self._hear)
            yield connection, lost
        finally:
            connection.terminate()

    async def _watch(self, connection: asyncpg.Connection[Any], lost: asyncio.Event) -> None:
        while not lost.is_set():
            try:
                async with asyncio.timeout(_PING_SECONDS):
                    await lost.wait()
            except TimeoutError:
                await connection.fetchval(self._ping, timeout=_PING_SECONDS)
