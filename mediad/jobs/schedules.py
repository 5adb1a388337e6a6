"""Schedules: APScheduler is the clock, the queue does the work; every trigger only enqueues a job."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any, Protocol

from mediad.storage.ports import Storage, Transaction
from mediad.storage.ports import jobs as port

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mediad_sdk.host import Clock
    from mediad_sdk.values.jobs import Schedule

_log = logging.getLogger(__name__)


class Schedules:
    """Enqueues the jobs of schedules when their time comes, and once for what was missed."""

    def __init__(self, storage: Storage, clock: Clock, queue: Enqueue, zone: dt.tzinfo) -> None:
        self._storage = storage
        self._clock = clock
        self._queue = queue
        self._zone = zone
        self._triggers: dict[str, tuple[Schedule, Any]] = {}
        self._scheduler: Any = None

    def set(self, schedules: Iterable[Schedule]) -> None:
        """Replace every schedule; a wrong one raises before anything changes."""
        from mediad.jobs.triggers import make_trigger  # noqa: PLC0415  # APScheduler costs 100 ms that no start needs

        self._triggers = {item.id: (item, make_trigger(item, self._zone)) for item in schedules}
        if self._scheduler is not None:
            self._scheduler.remove_all_jobs()
            self._add_jobs()

    async def start(self) -> None:
        """Catch up what was missed, once for each schedule, and start the clock."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  # as in `set`

        from mediad.jobs.triggers import missed  # noqa: PLC0415  # as in `set`

        known = {row[0]: row[3] for row in await self._storage.fetch_all("jobs.schedules")}
        for id_, (schedule, trigger) in self._triggers.items():
            if missed(trigger, known.get(id_), self._now()):
                await self._fire(schedule)
            elif id_ not in known:
                await self._mark(id_)
        self._scheduler = AsyncIOScheduler(timezone=self._zone)
        self._add_jobs()
        self._scheduler.start()

    def stop(self) -> None:
        """Stop the clock; jobs that were enqueued stay."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def next_runs(self) -> dict[str, int | None]:
        """Tell when each schedule comes next, in milliseconds since 1970."""
        now = self._now()
        times = {id_: trigger.get_next_fire_time(None, now) for id_, (_, trigger) in self._triggers.items()}
        return {id_: int(at.timestamp() * 1000) if at else None for id_, at in times.items()}

    async def describe(self) -> list[dict[str, Any]]:
        """Show every schedule with its last and next run, as the API does."""
        rows = {row[0]: row for row in await self._storage.fetch_all("jobs.schedules")}
        following = self.next_runs()
        return [
            {
                "id": id_, "job": item.job, "args": dict(item.args), "cron": item.cron, "every": item.every,
                "timezone": item.timezone or str(self._zone), "enabled": (on := id_ not in rows or bool(rows[id_][2])),
                "last_run": rows[id_][1] if id_ in rows else None, "next_run": following[id_] if on else None,
            }
            for id_, (item, _) in sorted(self._triggers.items())
        ]  # fmt: skip

    async def switch(self, id_: str, *, enabled: bool) -> None:
        """Switch a schedule on or off; the clock goes on, and what it starts is left out while it is off."""
        row = {"id": id_, "enabled": int(enabled)}
        await self._storage.write(lambda tx: tx.execute("jobs.enable_schedule", row))

    async def run_now(self, id_: str) -> str:
        """Enqueue the job of a schedule now, off or not, and give its public id; raises `KeyError`."""
        schedule, _ = self._triggers[id_]
        new = self._queue.new(schedule.job, schedule.args, key=f"schedule {schedule.id}")
        return await self._storage.write(lambda tx: port.enqueue(tx, new))

    def _add_jobs(self) -> None:
        for id_, (schedule, trigger) in self._triggers.items():
            self._scheduler.add_job(
                self._fire, trigger, args=[schedule], id=id_, coalesce=True, misfire_grace_time=None, max_instances=1
            )

    def _now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self._clock.now_ms() / 1000, self._zone)

    async def _mark(self, id_: str) -> None:
        row = {"id": id_, "at": self._clock.now_ms()}
        await self._storage.write(lambda tx: tx.execute("jobs.see_schedule", row))

    async def _fire(self, schedule: Schedule) -> None:
        row = {"id": schedule.id, "at": self._clock.now_ms()}

        async def unit(tx: Transaction) -> None:
            # One transaction: where several nodes share the database, the one that marks the run enqueues the job.
            if await tx.execute("jobs.fire", row):
                await port.enqueue(tx, self._queue.new(schedule.job, schedule.args, key=f"schedule {schedule.id}"))

        await self._storage.write(unit)


class Enqueue(Protocol):
    """The part of the queue that schedules need."""

    def new(self, job: str, args: Mapping[str, Any], *, key: str = "") -> port.NewJob:
        """Make the row of a job."""
