"""The live feed: server-sent events with durable numbers, replay and heartbeats.

Nothing is queued for a client: each stream reads the durable events at the pace of its client. One that does not read
at all is dropped after `stall` seconds, and finds its place again, or a `reset`, when it comes back.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol, cast

from mediad.http.answers import StreamAnswer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping

    from aiohttp import web

    from mediad.events.audience import Audience
    from mediad_sdk.values.events import Event

EVENT_STREAM = "text/event-stream"


class EventFeed(Protocol):
    """The durable events, as the events room offers them."""

    async def bounds(self) -> tuple[int, int]:
        """Give the first number that is kept, and the last one."""

    def follow(self, after: int, audience: Audience) -> AsyncIterator[Event]:
        """Give the events after a number that the audience may see, then each new one as it comes."""


class LiveFeed:
    """Makes the streams of clients. A stream ends after `lifetime` so that a revoked key does, too."""

    def __init__(
        self, feed: EventFeed, *, heartbeat: float = 15.0, stall: float = 30.0, lifetime: float = 900.0
    ) -> None:
        self._feed = feed
        self._heartbeat = heartbeat
        self._stall = stall
        self._lifetime = lifetime
        self._steps: set[asyncio.Task[Event]] = set()
        self._closing = False

    def close(self) -> None:
        """End every stream now; clients come back by themselves and continue where they were."""
        self._closing = True
        for step in self._steps:
            step.cancel()

    def stream(self, last_event_id: str | None, audience: Audience) -> StreamAnswer:
        """Make the answer for one client."""

        async def run(response: web.StreamResponse) -> None:
            await self._run(_Sender(response, self._stall), last_event_id, audience)

        return StreamAnswer(run=run, media_type=EVENT_STREAM, headers=(("X-Accel-Buffering", "no"),))

    async def _run(self, send: _Sender, last_event_id: str | None, audience: Audience) -> None:
        end = asyncio.get_running_loop().time() + self._lifetime
        first, last = await self._feed.bounds()
        after = sequence_of(last_event_id)
        if after is None:
            after = last
            await send.text(f"retry: 3000\nid: {last}\n\n")
        elif after + 1 < first or after > last:
            after = last
            await send.text(reset_form(first, last))
        # The events room writes it as a generator; closing it here ends its wait at once.
        follower = cast("AsyncGenerator[Event]", self._feed.follow(after, audience))
        async with aclosing(follower):
            while (event := await self._next(follower, send, end)) is not None:
                await send.text(wire_form(event))

    async def _next(self, follower: AsyncGenerator[Event], send: _Sender, end: float) -> Event | None:
        """Wait for the next event, with heartbeats; None when the feed closes or the stream is old enough."""
        now = asyncio.get_running_loop().time
        if self._closing or now() >= end:
            return None
        step = asyncio.ensure_future(anext(follower))
        self._steps.add(step)
        try:
            while not (await asyncio.wait({step}, timeout=min(self._heartbeat, end - now())))[0]:
                if now() >= end:
                    return None
                await send.text(":\n\n")
            return None if step.cancelled() else step.result()
        finally:
            self._steps.discard(step)
            if step.cancel():
                await asyncio.wait({step})


class _Sender:
    """Writes to one client, and gives it up when it does not read."""

    def __init__(self, response: web.StreamResponse, stall: float) -> None:
        self._response = response
        self._stall = stall

    async def text(self, text: str) -> None:
        async with asyncio.timeout(self._stall):
            await self._response.write(text.encode())


def wire_form(event: Event) -> str:
    """Write one event; JSON has no line break, so one data line is enough."""
    body = {"sequence": event.sequence, "type": event.type, "at": event.at, "library": event.library or None}
    return f"id: {event.sequence}\nevent: {event.type}\ndata: {_compact(body | {'data': dict(event.data)})}\n\n"


def reset_form(first: int, last: int) -> str:
    """Tell a client to load anew what it shows; it continues behind the last event."""
    body = {"sequence": last, "type": "reset", "data": {"first": first, "last": last}}
    return f"id: {last}\nevent: reset\ndata: {_compact(body)}\n\n"


def _compact(body: Mapping[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"))


def sequence_of(last_event_id: str | None) -> int | None:
    """Read Last-Event-ID; what is no number of ours counts as too old."""
    if not last_event_id:
        return None
    plain = last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < len(str(2**63))
    return int(last_event_id) if plain else -2
