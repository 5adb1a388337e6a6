"""The feed: durable events in order, for whoever follows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mediad.storage.ports import Storage
from mediad.storage.ports import events as port
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.events.audience import Audience
    from mediad_sdk.host import Clock


class Feed:
    """Records events and reads them back; obeys the SDK's `Events`."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._waiting: set[asyncio.Event] = set()
        storage.committed.subscribe(self._hear)

    async def publish(self, event: Event) -> None:
        """Record an event in a transaction of its own."""
        stamped = Event(
            type=event.type, data=event.data, library=event.library, user=event.user,
            at=event.at or self._clock.now_ms(),
        )  # fmt: skip
        await self._storage.write(lambda tx: port.record(tx, [stamped]))

    async def bounds(self) -> tuple[int, int]:
        """Tell the first number that is still kept, and the last one."""
        first, last = await self._storage.fetch_one("events.bounds") or (0, 0)
        return first, last

    async def follow(self, after: int, audience: Audience) -> AsyncIterator[Event]:
        """Give every event after a number that the audience may see, and then each new one as it comes."""
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            while True:
                woken.clear()
                events = await port.after(self._storage, after)
                for event in events:
                    after = event.sequence
                    if audience.sees(event):
                        yield event
                if len(events) < port.BATCH:
                    await woken.wait()
        finally:
            self._waiting.discard(woken)

    def _hear(self, topics: frozenset[str]) -> None:
        if port.NUMBERED in topics or "*" in topics:
            for woken in self._waiting:
                woken.set()
