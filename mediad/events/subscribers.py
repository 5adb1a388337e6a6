"""Hands events to the subscribers that plugins declared.

A subscriber hears what happens while the daemon runs, in order, one event at a time. Whoever must not miss anything
follows the feed with a number of its own.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import field
from typing import TYPE_CHECKING

from mediad.events.audience import Audience
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.events.feed import Feed
    from mediad_sdk.values.events import Event, Subscription

MOST_WAITING = 1000
"""Events that wait for one slow subscriber; then the oldest is dropped and counted."""

_log = logging.getLogger(__name__)


def wants(types: Sequence[str], type_: str) -> bool:
    """Tell whether somebody named this type, by itself or by `prefix.*`."""
    return any(name == type_ or (name.endswith("*") and type_.startswith(name[:-1])) for name in types)


class Subscribers:
    """Follows the feed once for all subscribers, each with a queue and a task of its own."""

    def __init__(self, feed: Feed, subscriptions: Sequence[Subscription] = ()) -> None:
        self._feed = feed
        self._lines: list[_Line] = []
        self._some = asyncio.Event()
        self.dropped = 0
        self.set(subscriptions)

    def set(self, subscriptions: Sequence[Subscription]) -> None:
        """Let these hear from now on; who hears no more finishes the event that it has."""
        stay = [line for line in self._lines if any(line.subscription is each for each in subscriptions)]
        for line in self._lines:
            if line not in stay:
                line.end()
        known = [line.subscription for line in stay]
        self._lines = stay + [_Line(each) for each in subscriptions if not any(each is one for one in known)]
        if self._lines:
            self._some.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        await self._some.wait()  # following costs a look at the database for each event
        async with asyncio.TaskGroup() as group:
            _, last = await self._feed.bounds()
            async for event in self._feed.follow(last, Audience()):
                for line in self._lines:
                    if wants(line.subscription.types, event.type):
                        self._offer(line, event, group)

    def _offer(self, line: _Line, event: Event, group: asyncio.TaskGroup) -> None:
        if line.queue.qsize() >= MOST_WAITING:
            line.queue.get_nowait()
            self.dropped += 1
        line.queue.put_nowait(event)
        if not line.delivers:
            line.delivers = True
            group.create_task(_deliver(line))


@dataclass(slots=True, eq=False)
class _Line:
    """One subscriber with what waits for it; None is the end."""

    subscription: Subscription
    queue: asyncio.Queue[Event | None] = field(default_factory=asyncio.Queue)
    delivers: bool = False

    def end(self) -> None:
        """Drop what waits."""
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


async def _deliver(line: _Line) -> None:
    while (event := await line.queue.get()) is not None:
        try:
            await line.subscription.handler(event)
        except Exception:  # noqa: BLE001  # the guard has named the plugin; the next event is another chance
            _log.debug("a subscriber failed on %s", event.type, exc_info=True)
