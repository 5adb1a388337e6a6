"""Hands events to the subscribers that plugins declared.

A subscriber hears what happens while the daemon runs, in order, one event at a time. Whoever must not miss anything
follows the feed with a number of its own.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from mediad.events.audience import Audience
from mediad_sdk.values.events import Event, Subscription

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.events.feed import Feed

MOST_WAITING = 1000
"""Events that wait for one slow subscriber; then the oldest is dropped and counted."""

_log = logging.getLogger(__name__)


def wants(types: Sequence[str], type_: str) -> bool:
    """Tell whether somebody named this type, by itself or by `prefix.*`."""
    return any(name == type_ or (name.endswith("*") and type_.startswith(name[:-1])) for name in types)


class Subscribers:
    """Follows the feed once for all subscribers, each with a queue and a task of its own."""

    def __init__(self, feed: Feed, subscriptions: Sequence[Subscription]) -> None:
        self._feed = feed
        self._queues = [(item, asyncio.Queue[Event]()) for item in subscriptions]
        self.dropped = 0

    async def run(self) -> None:
        """Deliver until cancelled."""
        if not self._queues:
            return
        async with asyncio.TaskGroup() as group:
            for subscription, queue in self._queues:
                group.create_task(_deliver(subscription, queue))
            _, last = await self._feed.bounds()
            async for event in self._feed.follow(last, Audience()):
                self._offer(event)

    def _offer(self, event: Event) -> None:
        for subscription, queue in self._queues:
            if wants(subscription.types, event.type):
                if queue.qsize() >= MOST_WAITING:
                    queue.get_nowait()
                    self.dropped += 1
                queue.put_nowait(event)


async def _deliver(subscription: Subscription, queue: asyncio.Queue[Event]) -> None:
    while True:
        event = await queue.get()
        try:
            await subscription.handler(event)
        except Exception:  # noqa: BLE001  # the guard has named the plugin; the next event is another chance
            _log.debug("a subscriber failed on %s", event.type, exc_info=True)
