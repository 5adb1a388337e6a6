from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from fakes import HandClock

from mediad.jobs.queue import Queue
from mediad.jobs.run import LEASE_SECONDS, Run
from mediad.jobs.worker import Worker
from mediad.storage.ports import events
from mediad.storage.ports import jobs as port
from mediad_sdk.errors import Conflict, NotFound, Unavailable, Unsupported
from mediad_sdk.values.jobs import JobRun, JobType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from mediad.storage.ports import Storage

LANES = {"default": 2}


class Shop:
    """A queue, its worker and a record of what the handlers did."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = HandClock()
        self.done: list[Any] = []
        self.types: dict[str, JobType] = {}
        self.queue = Queue(storage, self.clock, lambda: self.types)

    def handles(self, name: str, handler: Callable[[JobRun], Any], **options: Any) -> None:
        self.types[name] = JobType(id=name, handler=handler, **options)

    async def state(self, uid: str) -> dict[str, Any]:
        return await port.one(self.storage, uid)

    async def until(self, uid: str, *states: str) -> dict[str, Any]:
        async with asyncio.timeout(10):
            while (job := await self.state(uid))["state"] not in states:
                await asyncio.sleep(0.005)
        return job

    @asynccontextmanager
    async def open(self, *, name: str = "here", alone: bool = True) -> AsyncIterator[None]:
        worker = Worker(self.storage, self.clock, lambda: self.types, LANES, name=name)
        task = asyncio.create_task(worker.run(alone=alone))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def note(self, run: JobRun) -> Mapping[str, Any]:
        self.done.append(run.args["n"])
        return {"n": run.args["n"]}


@pytest.fixture
def shop(storage: Storage) -> Shop:
    return Shop(storage)


async def test_a_job_runs_once_and_keeps_its_result(shop: Shop) -> None:
    shop.handles("note", shop.note)
    async with shop.open():
        uid = await shop.queue.enqueue("note", {"n": 7})
        job = await shop.until(uid, "finished")
    assert shop.done == [7]
    assert job["result"] == {"n": 7}
    assert job["progress"] == 1.0


async def test_a_job_that_ended_says_no_more_how_far_it_is(shop: Shop) -> None:
    async def talk(run: JobRun) -> Mapping[str, Any]:
        await run.progress(0.5, "half of it, 3 s left")
        assert (await shop.state(run.id))["message"] == "half of it, 3 s left"
        return {}

    shop.handles("talk", talk)
    async with shop.open():
        job = await shop.until(await shop.queue.enqueue("talk", {}), "finished")
    assert job["message"] == ""


async def test_its_events_are_for_whom_it_is_done(shop: Shop) -> None:
    shop.handles("note", shop.note)
    async with shop.open():
        uid = await shop.queue.enqueue("note", {"n": 7}, owner="somebody")
        await shop.until(uid, "finished")
    await shop.storage.write(events.number)
    assert {(each.type, each.user) for each in await events.after(shop.storage, 0)} == {("job.finished", "somebody")}


async def test_higher_priority_goes_first_and_a_delayed_job_waits_for_its_time(shop: Shop) -> None:
    shop.handles("note", shop.note)
    late = await shop.queue.enqueue("note", {"n": "late"}, delay=60)
    for priority in (0, 5):
        await shop.queue.enqueue("note", {"n": priority}, priority=priority)
    async with shop.open():
        while len(shop.done) < 2:
            await asyncio.sleep(0.005)
        assert (await shop.state(late))["state"] == "queued"
        while (await shop.state(late))["state"] == "queued":  # the worker may fall asleep after the clock was moved
            shop.clock.advance(61)
            await asyncio.sleep(0.005)
        await shop.until(late, "finished")
    assert set(shop.done[:2]) == {0, 5}
    assert shop.done[-1] == "late"


async def test_one_job_a_key_until_it_has_ended(shop: Shop) -> None:
    shop.handles("note", shop.note)
    first = await shop.queue.enqueue("note", {"n": 1}, key="k")
    assert await shop.queue.enqueue("note", {"n": 2}, key="k") == first
    async with shop.open():
        await shop.until(first, "finished")
    assert await shop.queue.enqueue("note", {"n": 3}, key="k") != first


async def test_the_log_tells_of_every_attempt_that_failed(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: JobRun) -> None:
        raise Unsupported("the disk is made of cheese")

    shop.handles("fail", fail, attempts=3)
    uid = await shop.queue.enqueue("fail")
    async with shop.open():
        await shop.until(uid, "failed")
    assert [each.getMessage() for each in caplog.records if each.levelname == "WARNING"] == [
        f"job {uid} of type fail failed: the disk is made of cheese"
    ]


async def test_a_failing_job_is_tried_again_with_growing_pauses_and_then_parked(shop: Shop) -> None:
    async def fail(run: JobRun) -> None:
        shop.done.append(run.attempt)
        raise ValueError("no")

    shop.handles("fail", fail, attempts=3, backoff=10)
    uid = await shop.queue.enqueue("fail")
    async with shop.open():
        for pause, attempts in ((10, 1), (20, 2)):
            while len(shop.done) < attempts or (await shop.state(uid))["state"] != "queued":
                await asyncio.sleep(0.005)
            due = (await shop.state(uid))["due"]
            assert due - shop.clock.now_ms() == pause * 1000
            while not shop.clock.wakes_at(due):  # the worker has seen it, and fallen asleep
                await asyncio.sleep(0.005)
            shop.clock.advance(pause)
        job = await shop.until(uid, "failed")
        assert job["error"]["code"] == "bug"
        lines = await port.log(shop.storage, uid, after=0, limit=10)
        assert [line["message"] for line in lines] == [f"attempt {n}: ValueError: no" for n in (1, 2, 3)]
        await shop.queue.retry(uid)
        await shop.until(uid, "queued", "running")
    assert shop.done[:3] == [1, 2, 3]


async def test_a_plugin_can_say_when_to_come_again(shop: Shop) -> None:
    async def busy(_: JobRun) -> None:
        raise Unavailable("upstream sleeps", retry_after=90)

    shop.handles("busy", busy)
    uid = await shop.queue.enqueue("busy")
    async with shop.open():
        while not (job := await shop.state(uid))["error"]:
            await asyncio.sleep(0.005)
    assert job["error"]["code"] == "unavailable"
    assert job["due"] - shop.clock.now_ms() == 90_000
    with pytest.raises(Conflict):
        await shop.queue.retry(await shop.queue.enqueue("busy", delay=100))
    await shop.queue.retry(uid)
    job = await shop.state(uid)
    assert (job["attempts"], job["due"]) == (0, shop.clock.now_ms()), "who mended what it waits for need not wait"


async def test_cancelling_ends_a_waiting_job_at_once_and_a_running_one_soon(shop: Shop) -> None:
    started = asyncio.Event()

    async def forever(_: JobRun) -> None:
        started.set()
        await asyncio.Event().wait()

    shop.handles("forever", forever)
    waiting = await shop.queue.enqueue("forever", delay=100)
    await shop.queue.cancel(waiting)
    assert (await shop.state(waiting))["state"] == "cancelled"
    async with shop.open():
        running = await shop.queue.enqueue("forever")
        await started.wait()
        await shop.queue.cancel(running)
        await shop.until(running, "cancelled")
    with pytest.raises(Conflict):
        await shop.queue.cancel(running)
    with pytest.raises(NotFound):
        await shop.queue.cancel("nobody")


async def test_stopping_gives_running_jobs_back_without_costing_an_attempt(shop: Shop) -> None:
    started = asyncio.Event()

    async def forever(run: JobRun) -> None:
        await run.save({"at": run.attempt})
        started.set()
        await asyncio.Event().wait()

    shop.handles("forever", forever, attempts=1)
    uid = await shop.queue.enqueue("forever")
    async with shop.open():
        await started.wait()
    job = await shop.state(uid)
    assert (job["state"], job["attempts"]) == ("queued", 0)
    started.clear()
    async with shop.open():
        await started.wait()


async def test_a_lease_that_runs_out_passes_the_job_on_and_the_old_holder_changes_nothing(shop: Shop) -> None:
    shop.handles("note", shop.note)
    uid = await shop.queue.enqueue("note", {"n": 1})
    now = shop.clock.now_ms()
    dead = await shop.storage.write(
        lambda tx: port.claim(tx, lane="default", types=["note"], worker="dead", now=now, lease=now + 1000)
    )
    assert dead is not None
    async with shop.open(alone=False):
        await shop.until(await shop.queue.enqueue("note", {"n": 2}), "finished")  # it was asked for work, and took none
        assert shop.done == [2]
        async with asyncio.timeout(10):
            while not shop.clock.wakes_at(now + 1000):  # it sleeps until then, and not yet
                await asyncio.sleep(0.005)
        shop.clock.advance(LEASE_SECONDS)
        await shop.until(uid, "finished")
    late = Run(shop.storage, shop.clock, dead)
    assert not await late.finish("failed")
    assert not await late.heartbeat()
    assert (await shop.state(uid))["state"] == "finished"


async def test_the_only_daemon_takes_back_what_an_earlier_life_held(shop: Shop) -> None:
    shop.handles("note", shop.note)
    uid = await shop.queue.enqueue("note", {"n": 1})
    now = shop.clock.now_ms()
    await shop.storage.write(
        lambda tx: port.claim(tx, lane="default", types=["note"], worker="dead", now=now, lease=now + 60_000)
    )
    async with shop.open(alone=True):
        await shop.until(uid, "finished")
    assert shop.done == [1]


async def test_a_definitive_no_is_not_asked_for_again(shop: Shop) -> None:
    async def refuse(run: JobRun) -> None:
        shop.done.append(run.attempt)
        raise Unsupported("This cannot be done.", remedy="Do something else.")

    shop.handles("refuse", refuse, attempts=3)
    uid = await shop.queue.enqueue("refuse")
    async with shop.open():
        job = await shop.until(uid, "failed")
    assert shop.done == [1]
    assert job["error"] == {"code": "unsupported", "message": "This cannot be done.", "remedy": "Do something else."}


async def test_a_job_of_a_plugin_that_is_not_loaded_waits_for_it(shop: Shop) -> None:
    uid = await shop.queue.enqueue("absent", {"n": 1})
    async with shop.open():
        shop.handles("note", shop.note)
        await shop.until(await shop.queue.enqueue("note", {"n": 0}), "finished")  # it had its turn
        assert (await shop.state(uid))["state"] == "queued"
        shop.handles("absent", shop.note)
        await shop.queue.enqueue("absent", {"n": 2})
        await shop.until(uid, "finished")


async def test_many_jobs_on_two_workers_run_exactly_once_each(shop: Shop) -> None:
    shop.handles("note", shop.note)
    uids = [await shop.queue.enqueue("note", {"n": n}) for n in range(40)]
    async with shop.open(name="a", alone=False), shop.open(name="b", alone=False):
        for uid in uids:
            await shop.until(uid, "finished")
    assert sorted(shop.done) == list(range(40))


async def test_pages_of_jobs_go_from_new_to_old_and_filter(shop: Shop) -> None:
    uids = [await shop.queue.enqueue("note", {"n": n}) for n in range(5)]
    await shop.queue.cancel(uids[0])
    first, below = await port.page(shop.storage, state="", type_="", below=2**62, limit=3)
    rest, end = await port.page(shop.storage, state="", type_="", below=below, limit=3)
    assert [job["id"] for job in first + rest] == uids[::-1]
    assert end == 0
    cancelled, _ = await port.page(shop.storage, state="cancelled", type_="", below=2**62, limit=3)
    assert [job["id"] for job in cancelled] == [uids[0]]
