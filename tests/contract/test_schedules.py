from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fakes import HandClock

from mediad.jobs.queue import Queue
from mediad.jobs.schedules import Schedules
from mediad.storage.ports import jobs as port
from mediad_sdk.values.jobs import Schedule

if TYPE_CHECKING:
    from mediad.storage.ports import Storage

NIGHTLY = Schedule(id="lib.nightly", job="scan", cron="0 4 * * *", args={"library": "L"})
DAY = 86_400


async def enqueued(storage: Storage) -> int:
    jobs, _ = await port.page(storage, state="", type_="", below=2**62, limit=50)
    return len(jobs)


def make(storage: Storage, clock: HandClock) -> Schedules:
    schedules = Schedules(storage, clock, Queue(storage, clock, dict), ZoneInfo("UTC"))
    schedules.set([NIGHTLY])
    return schedules


async def test_missed_runs_are_caught_up_once_and_a_new_schedule_waits(storage: Storage) -> None:
    clock = HandClock()
    first = make(storage, clock)
    await first.start()
    first.stop()
    assert await enqueued(storage) == 0
    clock.advance(3 * DAY)
    for _ in range(2):
        again = make(storage, clock)
        await again.start()
        again.stop()
    assert await enqueued(storage) == 1


async def test_two_nodes_that_fire_together_enqueue_one_job(storage: Storage) -> None:
    clock = HandClock()
    nodes = [make(storage, clock) for _ in range(2)]
    await asyncio.gather(*(node._fire(NIGHTLY) for node in nodes))
    assert await enqueued(storage) == 1


async def test_a_schedule_that_is_switched_off_does_not_run(storage: Storage) -> None:
    schedules = make(storage, HandClock())
    await storage.write(lambda tx: tx.execute("jobs.enable_schedule", {"id": NIGHTLY.id, "enabled": 0}))
    await schedules._fire(NIGHTLY)
    assert await enqueued(storage) == 0
    shown = (await schedules.describe())[0]
    assert (shown["enabled"], shown["cron"], shown["next_run"]) == (False, "0 4 * * *", None)
    assert shown["args"] == dict(NIGHTLY.args)


async def test_the_clock_really_ticks(storage: Storage) -> None:
    clock = HandClock()
    schedules = Schedules(storage, clock, Queue(storage, clock, dict), ZoneInfo("UTC"))
    schedules.set([Schedule(id="quick", job="scan", every=1)])
    await schedules.start()
    async with asyncio.timeout(10):
        while not await enqueued(storage):
            clock.advance(1)
            await asyncio.sleep(0.05)
    schedules.stop()
