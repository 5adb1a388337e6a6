from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from fakes import HandClock

from mediad.events.audience import Audience
from mediad.events.feed import Feed
from mediad.events.pump import Pump
from mediad.events.subscribers import Subscribers
from mediad.storage.ports import events as port
from mediad_sdk.values.events import Event, Subscription

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from mediad.storage.ports import Storage


@asynccontextmanager
async def running(work: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def take(feed: Feed, count: int, *, after: int = 0, audience: Audience | None = None) -> list[Event]:
    taken: list[Event] = []
    async with asyncio.timeout(10):
        async for event in feed.follow(after, audience or Audience()):
            taken.append(event)
            if len(taken) == count:
                break
    return taken


async def test_events_are_numbered_in_the_order_of_their_commits_without_gaps(storage: Storage) -> None:
    clock = HandClock()
    feed = Feed(storage, clock)
    async with running(Pump(storage, clock).run):
        await asyncio.gather(*(feed.publish(Event(type="t", data={"n": n})) for n in range(30)))
        events = await take(feed, 30)
    assert [event.sequence for event in events] == list(range(1, 31))
    assert sorted(event.data["n"] for event in events) == list(range(30))
    assert {event.at for event in events} == {clock.now_ms()}


async def test_what_a_killed_daemon_left_without_a_number_is_numbered_at_the_next_start(storage: Storage) -> None:
    feed = Feed(storage, HandClock())
    await feed.publish(Event(type="left"))
    async with running(Pump(storage, HandClock()).run):
        assert [event.type for event in await take(feed, 1)] == ["left"]


async def test_numbers_go_on_after_everything_old_was_forgotten(storage: Storage) -> None:
    clock = HandClock()
    feed = Feed(storage, clock)
    async with running(Pump(storage, clock).run):
        for n in range(3):
            await feed.publish(Event(type="t", data={"n": n}))
        await take(feed, 3)
        await storage.write(lambda tx: tx.execute("events.forget", {"before": clock.now_ms() + 1}))
        assert await feed.bounds() == (3, 3)
        await feed.publish(Event(type="t", data={"n": 3}))
        assert [event.sequence for event in await take(feed, 1, after=3)] == [4]


async def test_a_reader_hears_only_what_is_for_it(storage: Storage) -> None:
    clock = HandClock()
    feed = Feed(storage, clock)
    async with running(Pump(storage, clock).run):
        for event in (
            Event(type="a", library="L1"),
            Event(type="b", library="L2"),
            Event(type="c", user="me"),
            Event(type="d", user="other"),
            Event(type="e"),
        ):
            await feed.publish(event)
        heard = await take(feed, 3, audience=Audience(user="me", libraries=frozenset({"L1"})))
    assert [event.type for event in heard] == ["a", "c", "e"]


async def test_a_unit_that_fails_tells_nothing(storage: Storage) -> None:
    async def unit(tx: object) -> None:
        await port.record(tx, [Event(type="never", at=1)])  # type: ignore[arg-type]  # the fixture's own transaction
        raise ValueError

    with suppress(ValueError):
        await storage.write(unit)
    assert await storage.fetch_all("events.new", (10,)) == []


async def test_subscribers_get_their_types_in_order_and_a_failing_one_goes_on(storage: Storage) -> None:
    heard: list[str] = []

    async def hear(event: Event) -> None:
        heard.append(event.type)
        if event.type == "job.bad":
            raise ValueError

    clock = HandClock()
    feed = Feed(storage, clock)
    subscribers = Subscribers(feed, [Subscription(types=("job.*", "exact", "hello"), handler=hear)])
    async with running(Pump(storage, clock).run), running(subscribers.run):
        async with asyncio.timeout(10):
            while not heard:  # it hears what happens from its start on, whenever that is
                await feed.publish(Event(type="hello"))
                await asyncio.sleep(0.005)
        for type_ in ("job.bad", "other", "job.good", "exact", "exactly"):
            await feed.publish(Event(type=type_))
        async with asyncio.timeout(10):
            while "exact" not in heard:
                await asyncio.sleep(0.005)
    assert [each for each in heard if each != "hello"] == ["job.bad", "job.good", "exact"]


async def test_subscribers_come_and_go_and_who_goes_finishes_the_event_that_it_has(storage: Storage) -> None:
    heard: list[str] = []
    gate, begun = asyncio.Event(), asyncio.Event()

    async def slow(event: Event) -> None:
        begun.set()
        await gate.wait()
        heard.append(f"old {event.type}")

    async def fast(event: Event) -> None:
        heard.append(f"new {event.type}")

    clock = HandClock()
    feed = Feed(storage, clock)
    subscribers, old = Subscribers(feed), Subscription(types=("job.*",), handler=slow)
    async with running(Pump(storage, clock).run), running(subscribers.run), asyncio.timeout(10):
        subscribers.set([old])
        while not begun.is_set():
            await feed.publish(Event(type="job.one"))
            await asyncio.sleep(0.005)
        subscribers.set([Subscription(types=("job.*",), handler=fast)])
        await feed.publish(Event(type="job.three"))
        while "new job.three" not in heard:
            await asyncio.sleep(0.005)
        gate.set()
        while heard[-1] != "old job.one":
            await asyncio.sleep(0.005)
    assert [each for each in heard if each != "new job.one"] == ["new job.three", "old job.one"]
