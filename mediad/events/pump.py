"""The one pump that numbers events after their commit.

A number that is taken inside a transaction can become visible after a higher one; a reader that resumes behind the
higher one would never see it. So events are recorded without a number, and get it when they are durable.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from mediad.storage.ports import Storage
from mediad.storage.ports import events as port
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from mediad_sdk.host import Clock

PAUSE_SECONDS = 2.0
"""Between tries while the database is away."""

_log = logging.getLogger(__name__)


class Pump:
    """Numbers events whenever a commit recorded some."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Pump until cancelled; what an earlier life left without a number comes first."""
        stop = self._storage.committed.subscribe(self._hear)
        try:
            while True:
                self._wake.clear()
                await self._drain()
                await self._wake.wait()
        finally:
            stop()

    def _hear(self, topics: frozenset[str]) -> None:
        if port.TOPIC in topics or "*" in topics:
            self._wake.set()

    async def _drain(self) -> None:
        try:
            if not await self._storage.fetch_all("events.new", (1,)):
                return
            while await self._storage.write(port.number) == port.BATCH:
                pass
        except MediadError as error:
            _log.warning("events wait for the database: %s", error)
            await self._clock.sleep(PAUSE_SECONDS)
            self._wake.set()
