"""The live feed: server-sent events with durable numbers, replay, heartbeats and bounded queues."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import TYPE_CHECKING, Protocol

from mediad.http.answers import StreamAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aiohttp import web

    from mediad_sdk.values.events import Event

EVENT_STREAM = "text/event-stream"
_BATCH = 200
_LARGEST_SEQUENCE = 2**63 - 1


class EventLog(Protocol):
    """The durable events, as the events room keeps them."""

    async def bounds(self) -> tuple[int, int]:
        """Give the oldest and the newest number that are kept; (0, 0) when there is none."""

    async def after(self, sequence: int, limit: int) -> Sequence[Event]:
        """Read the events that follow a number, in order."""


class _Listener:
    """One open stream: what waits for it, and whether it fell behind."""

    __slots__ = ("behind", "waiting", "wake")

    def __init__(self) -> None:
        self.waiting: deque[Event] = deque()
        self.wake = asyncio.Event()
        self.behind = False

    def offer(self, event: Event, most: int) -> None:
        if len(self.waiting) >= most:
            self.behind = True
            self.waiting.clear()
        if not self.behind:
            self.waiting.append(event)
        self.wake.set()

    async def next(self, patience: float) -> list[Event]:
        """Wait for events; an empty list after `patience` seconds of silence."""
        if not self.waiting and not self.behind:
            try:
                async with asyncio.timeout(patience):
                    await self.wake.wait()
            except TimeoutError:
                return []
        self.wake.clear()
        events = list(self.waiting)
        self.waiting.clear()
        return events


class LiveFeed:
    """Hands numbered events to the open streams. A stream ends after `lifetime` so that a revoked key does, too."""

    def __init__(
        self,
        log: EventLog,
        *,
        queue_size: int = 256,
        heartbeat: float = 15.0,
        stall: float = 30.0,
        lifetime: float = 900.0,
    ) -> None:
        self._log = log
        self._queue_size = queue_size
        self._heartbeat = heartbeat
        self._stall = stall
        self._lifetime = lifetime
        self._listeners: set[_Listener] = set()
        self._closing = False

    def __len__(self) -> int:
        return len(self._listeners)

    def publish(self, events: Iterable[Event]) -> None:
        """Offer events that just became durable; never waits, a full queue ends its stream with a reset."""
        for event in events:
            for listener in self._listeners:
                listener.offer(event, self._queue_size)

    def close(self) -> None:
        """End every stream soon; clients come back by themselves and continue where they were."""
        self._closing = True
        for listener in self._listeners:
            listener.wake.set()

    def stream(self, last_event_id: str | None, visible: Callable[[Event], bool]) -> StreamAnswer:
        """Make the answer for one client; `visible` says which events its viewer may see."""

        async def run(response: web.StreamResponse) -> None:
            try:
                async with asyncio.timeout(self._lifetime):
                    await self._run(response, last_event_id, visible)
            except TimeoutError:
                return  # it is old enough, or it does not read: either way it comes back

        return StreamAnswer(run=run, media_type=EVENT_STREAM, headers=(("X-Accel-Buffering", "no"),))

    async def _run(
        self, response: web.StreamResponse, last_event_id: str | None, visible: Callable[[Event], bool]
    ) -> None:
        send = _Sender(response, visible, self._stall)
        oldest, newest = await self._log.bounds()
        start = sequence_of(last_event_id)
        if start is not None and (start < oldest - 1 or start > newest):
            await send.reset(oldest, newest)
        else:
            await send.start(newest if start is None else start)
        listener = _Listener()
        await self._replay(send)
        self._listeners.add(listener)
        try:
            await self._replay(send)  # what came between the last page and the registration
            await self._follow(send, listener)
        finally:
            self._listeners.discard(listener)

    async def _replay(self, send: _Sender) -> None:
        while events := await self._log.after(send.sent, _BATCH):
            await send.events(events)

    async def _follow(self, send: _Sender, listener: _Listener) -> None:
        while not self._closing:
            events = await listener.next(self._heartbeat)
            if listener.behind:
                await send.reset(*await self._log.bounds())
                return
            await (send.events(events) if events else send.beat())


class _Sender:
    """Writes the wire form of events and remembers the last number that went out."""

    def __init__(self, response: web.StreamResponse, visible: Callable[[Event], bool], stall: float) -> None:
        self._response = response
        self._visible = visible
        self._stall = stall
        self.sent = 0

    async def start(self, sequence: int) -> None:
        self.sent = sequence
        await self._write(f"retry: 3000\nid: {sequence}\n\n")

    async def reset(self, oldest: int, newest: int) -> None:
        """Tell the client to load anew what it shows; it continues behind the newest event."""
        self.sent = newest
        data = json.dumps({"oldest": oldest, "newest": newest})
        await self._write(f"id: {newest}\nevent: reset\ndata: {data}\n\n")

    async def events(self, events: Iterable[Event]) -> None:
        new = [event for event in events if event.sequence > self.sent]
        text = "".join(wire_form(event) for event in new if self._visible(event))
        if new:
            self.sent = new[-1].sequence
        if text:
            await self._write(text)

    async def beat(self) -> None:
        await self._write(f": {self.sent}\n\n")

    async def _write(self, text: str) -> None:
        async with asyncio.timeout(self._stall):
            await self._response.write(text.encode())


def wire_form(event: Event) -> str:
    """Write one event; JSON has no line break, so one data line is enough."""
    data = json.dumps({"type": event.type, "at": event.at, "library": event.library or None, "data": dict(event.data)})
    return f"id: {event.sequence}\nevent: {event.type}\ndata: {data}\n\n"


def sequence_of(last_event_id: str | None) -> int | None:
    """Read Last-Event-ID; what is no number of ours counts as too old."""
    if not last_event_id:
        return None
    plain = last_event_id.isascii() and last_event_id.isdigit()
    return min(int(last_event_id[:20]), _LARGEST_SEQUENCE) if plain else -1
