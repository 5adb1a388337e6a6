"""The live feed over a real socket."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from mediad.events.audience import Audience
from mediad.http.answers import Raw, Reply
from mediad.http.feed import EVENT_STREAM, LiveFeed
from mediad.http.route import API, Call, Route
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

EVENTS = f"{API}/events"


@dataclass
class Log:
    """Durable events in memory."""

    first: int = 1
    events: list[Event] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    followers: int = 0

    def add(self, amount: int = 1, user: str = "") -> None:
        for _ in range(amount):
            self.events.append(Event(type="item.added", sequence=len(self.events) + 1, user=user, data={"n": "ü\n"}))
        self.woken.set()
        self.woken = asyncio.Event()

    async def bounds(self) -> tuple[int, int]:
        return (self.first if self.events else 0), len(self.events)

    async def follow(self, after: int, audience: Audience) -> AsyncIterator[Event]:
        self.followers += 1
        try:
            while True:
                woken = self.woken
                for event in self.events[after:]:
                    after = event.sequence
                    if audience.sees(event):
                        yield event
                await woken.wait()
        finally:
            self.followers -= 1
            self.left.set()


@asynccontextmanager
async def feeding(running: Any, log: Log, **given: Any) -> AsyncIterator[Any]:
    feed = LiveFeed(log, **given)

    async def events(call: Call[None, None]) -> Reply:
        assert call.actor is not None
        return feed.stream(call.raw.headers.get("Last-Event-ID"), Audience(user=call.actor.uid))

    route = Route(method="GET", path=EVENTS, name="events", permission="items.read", summary="Events.", handler=events,
                  answer=Raw((EVENT_STREAM,)))  # fmt: skip
    async with running([route], drain=1.0) as server:
        yield server, feed
        feed.close()


async def blocks(answer: Any, amount: int) -> list[dict[str, str]]:
    found = []
    async with asyncio.timeout(5):
        for _ in range(amount):
            block = await answer.content.readuntil(b"\n\n")
            found.append(dict(line.split(": ", 1) for line in block.decode().strip().split("\n") if ": " in line))
    return found


async def test_a_client_continues_behind_the_last_event_it_saw(running: Any) -> None:
    log = Log()
    log.add(5)
    async with feeding(running, log) as (server, _), server.get(EVENTS, headers={"Last-Event-ID": "3"}) as answer:
        assert [block["id"] for block in await blocks(answer, 2)] == ["4", "5"]
        log.add()
        (block,) = await blocks(answer, 1)
        assert (block["id"], block["event"]) == ("6", "item.added")
        assert json.loads(block["data"])["data"] == {"n": "ü\n"}


async def test_a_new_client_begins_at_the_end(running: Any) -> None:
    log = Log()
    log.add(5)
    async with feeding(running, log) as (server, _), server.get(EVENTS) as answer:
        assert (await blocks(answer, 1))[0]["id"] == "5"
        log.add()
        assert (await blocks(answer, 1))[0]["id"] == "6"


@pytest.mark.parametrize("last", ["1", "99", "nonsense", "9" * 40])
async def test_a_client_that_lost_events_is_reset_once(last: str, running: Any) -> None:
    log = Log(first=4)
    log.add(6)
    async with feeding(running, log) as (server, _), server.get(EVENTS, headers={"Last-Event-ID": last}) as answer:
        (block,) = await blocks(answer, 1)
        assert (block["event"], block["id"]) == ("reset", "6")
        log.add()
        assert (await blocks(answer, 1))[0]["event"] == "item.added"


async def test_events_of_others_stay_away(running: Any) -> None:
    log = Log()
    async with feeding(running, log) as (server, _), server.get(EVENTS, key="guest-key") as answer:
        await blocks(answer, 1)
        log.add(user="u1")
        log.add(user="u2")
        assert (await blocks(answer, 1))[0]["id"] == "2"


async def test_silence_is_filled_with_heartbeats(running: Any) -> None:
    async with feeding(running, Log(), heartbeat=0.02) as (server, _), server.get(EVENTS) as answer:
        await blocks(answer, 1)
        assert await blocks(answer, 2) == [{}, {}]


async def test_closing_the_feed_ends_every_stream_and_leaves_nobody_waiting(running: Any) -> None:
    log = Log()
    async with feeding(running, log) as (server, feed), server.get(EVENTS) as answer:
        await blocks(answer, 1)
        assert log.followers == 1
        feed.close()
        assert await answer.content.read() == b""
        assert log.followers == 0


async def test_a_stream_that_is_old_enough_ends(running: Any) -> None:
    log = Log()
    async with feeding(running, log, lifetime=0.05) as (server, _), server.get(EVENTS) as answer:
        await blocks(answer, 1)
        async with asyncio.timeout(5):
            assert await answer.content.read() == b""
        assert log.followers == 0


async def test_a_client_that_does_not_read_is_dropped(running: Any) -> None:
    log = Log()
    async with (
        feeding(running, log, stall=0.1) as (server, _),
        server.get(EVENTS, headers={"Last-Event-ID": "0"}, read_bufsize=1024) as answer,
    ):
        log.events += [Event(type="big", sequence=n, data={"x": "x" * 100_000}) for n in range(1, 201)]
        log.add()
        async with asyncio.timeout(5):
            await log.left.wait()
        answer.close()
