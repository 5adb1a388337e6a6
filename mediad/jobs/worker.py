"""The loop that claims jobs and runs their handlers.

It sleeps until a commit announces work, a due time comes or a lease runs out: an idle daemon does not poll.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mediad.jobs.run import HEARTBEAT_SECONDS, LEASE_SECONDS, Run
from mediad.plugins.errors import whose
from mediad.storage.ports import Storage
from mediad.storage.ports import jobs as port
from mediad.telemetry.masking import MASK
from mediad_sdk.errors import Conflict, Forbidden, Gone, Invalid, MediadError, NotFound, Unsupported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.jobs.queue import Types
    from mediad_sdk.host import Clock
    from mediad_sdk.values.jobs import JobType

LONGEST_SLEEP = 300.0
"""Seconds; a missed announcement costs at most this."""

FINAL = (Unsupported, NotFound, Invalid, Forbidden, Conflict, Gone)
"""A definitive no: the same question gets the same answer, so it is not asked again by itself."""

_FOR_EVER = 2**62
_LOST = (
    '{"code": "lease_lost", "message": "the worker of this job went away", "remedy": "It is tried again by itself."}'
)
_log = logging.getLogger(__name__)


class Worker:
    """Runs jobs of the known types, each lane up to its own number at once."""

    def __init__(self, storage: Storage, clock: Clock, types: Types, lanes: Mapping[str, int], *, name: str) -> None:
        self._storage = storage
        self._clock = clock
        self._types = types
        self._lanes = lanes
        self._name = name
        self._wake = asyncio.Event()
        self._running: dict[int, tuple[str, asyncio.Task[None]]] = {}
        self._stopping = False

    async def run(self, *, alone: bool) -> None:
        """Work until cancelled, then give back what is still running.

        Args:
            alone: True when no other node can share this database: jobs of an earlier life are taken back at once.
        """
        stop = self._storage.committed.subscribe(self._hear)
        try:
            await self._expire(before=_FOR_EVER if alone else self._clock.now_ms())
            while True:
                self._wake.clear()
                await self._cancel_wanted()
                await self._fill()
                await self._sleep()
        finally:
            stop()
            await self._stop()

    def wake(self) -> None:
        """Look at once: somebody offers types for which jobs may wait."""
        self._wake.set()

    def _hear(self, topics: frozenset[str]) -> None:
        if port.TOPIC in topics or "*" in topics:
            self._wake.set()

    async def _fill(self) -> None:
        due = {lane for (lane,) in await self._storage.fetch_all("jobs.due_lanes", (self._clock.now_ms(),))}
        for lane, most in ((lane, self._lanes.get(lane, 1)) for lane in due):
            types = [name for name, known in self._types().items() if known.lane == lane]
            while types and self._busy(lane) < most and (job := await self._claim(lane, types)):
                self._start(lane, job)

    def _busy(self, lane: str) -> int:
        return sum(1 for of, _ in self._running.values() if of == lane)

    async def _claim(self, lane: str, types: list[str]) -> port.Claimed | None:
        now = self._clock.now_ms()
        lease = now + int(LEASE_SECONDS * 1000)
        return await self._storage.write(
            lambda tx: port.claim(tx, lane=lane, types=types, worker=self._name, now=now, lease=lease)
        )

    def _start(self, lane: str, job: port.Claimed) -> None:
        task = asyncio.create_task(self._attempt(job), name=f"job {job.type} {job.uid}")
        self._running[job.id] = (lane, task)
        task.add_done_callback(lambda _: self._ended(job.id))

    def _ended(self, number: int) -> None:
        self._running.pop(number, None)
        self._wake.set()

    async def _attempt(self, job: port.Claimed) -> None:
        run = Run(self._storage, self._clock, job)
        type_ = self._types().get(job.type)
        if type_ is None:  # its plugin was unloaded between the claim and now
            await run.release()
            return
        beat = asyncio.create_task(self._beat(run, asyncio.current_task()), name=f"heartbeat {job.uid}")
        try:
            await self._handle(run, job, type_)
        except MediadError:  # the storage failed: the lease runs out and somebody tries again
            _log.exception("job %s could not be ended", job.uid)
        finally:
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat

    async def _handle(self, run: Run, job: port.Claimed, type_: JobType) -> None:
        try:
            async with asyncio.timeout(type_.timeout):
                result = await type_.handler(run)
        except asyncio.CancelledError:
            await (run.release() if self._stopping else run.finish("cancelled"))
        except Exception as error:  # noqa: BLE001  # whatever a handler raised is its job's failure
            await self._failed(run, job, type_, error)
        else:
            await run.finish("finished", result=result)

    async def _failed(self, run: Run, job: port.Claimed, type_: JobType, error: Exception) -> None:
        shown = _shown(error)
        await run.log(f"attempt {job.attempt}: {shown['message']}", level="error")
        final = job.attempt >= job.attempts or isinstance(error, FINAL)
        told = "failed" if final else f"failed at attempt {job.attempt} of {job.attempts}"
        _log.warning("job %s of type %s %s: %s", job.uid, job.type, told, shown["message"])
        if final:
            await run.finish("failed", error=shown)
        else:
            pause = getattr(error, "retry_after", None) or type_.backoff * 2 ** (job.attempt - 1)
            await run.again(self._clock.now_ms() + int(pause * 1000), shown)

    async def _beat(self, run: Run, attempt: asyncio.Task[Any] | None) -> None:
        while True:
            await self._clock.sleep(HEARTBEAT_SECONDS)
            if not await run.heartbeat() and attempt:
                attempt.cancel()

    async def _cancel_wanted(self) -> None:
        if self._running:
            for (number,) in await self._storage.fetch_all("jobs.to_cancel", (self._name,)):
                if number in self._running:
                    self._running[number][1].cancel()

    async def _expire(self, *, before: int) -> None:
        params = {"now": self._clock.now_ms(), "error": _LOST, "before": before}
        await self._storage.write(lambda tx: tx.execute("jobs.expire", params))

    async def _sleep(self) -> None:
        due, lease = (await self._storage.fetch_one("jobs.next_moment")) or (None, None)
        now = self._clock.now_ms()
        if lease is not None and lease < now:
            await self._expire(before=now)
            return
        moments = [moment for moment in (due, lease) if moment is not None]
        # A due job that waits for a place in its lane is woken by the end of another one, not by the clock.
        later = [moment - now for moment in moments if moment > now]
        seconds = min([LONGEST_SLEEP, *(wait / 1000 for wait in later)])
        woken = asyncio.create_task(self._wake.wait())
        slept = asyncio.create_task(_sleep(self._clock, seconds))
        try:
            await asyncio.wait({woken, slept}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
            slept.cancel()

    async def _stop(self) -> None:
        self._stopping = True
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _sleep(clock: Clock, seconds: float) -> None:
    await clock.sleep(seconds)


def _shown(error: Exception) -> dict[str, Any]:
    if isinstance(error, MediadError):
        return {"code": error.code, "message": MASK(str(error)), "remedy": MASK(error.remedy), **whose(error)}
    if isinstance(error, TimeoutError):
        return {"code": "timeout", "message": "the job took longer than its limit", "remedy": ""}
    _log.error("a job's handler failed", exc_info=error)
    return {
        "code": "bug",
        "message": MASK(f"{type(error).__name__}: {error}"),
        "remedy": "Report this to the plugin's author.",
    }
