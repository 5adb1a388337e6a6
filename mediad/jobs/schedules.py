"""Schedules: APScheduler is the clock, the queue does the work.

Three traps of APScheduler 3 are fenced here: it counts Monday as 0 where crontab says Sunday, it ignores the
scheduler's zone in a trigger that names none, and it fires twice in the hour that autumn repeats. Every trigger only
enqueues a job.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from mediad.storage.ports import Storage, Transaction
from mediad.storage.ports import jobs as port
from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mediad_sdk.host import Clock
    from mediad_sdk.values.jobs import Schedule

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_log = logging.getLogger(__name__)


class Trigger(Protocol):
    """Tells the next time to fire."""

    def get_next_fire_time(self, previous: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """The first time after `previous`, or from `now` on when there was none."""


class OnceInAutumn:
    """A cron trigger that leaves out the second of two equal local times, unless it runs every hour anyway."""

    def __init__(self, trigger: Trigger) -> None:
        self._trigger = trigger

    def get_next_fire_time(self, previous: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """The next time whose clock reading was not there an hour ago."""
        at = self._trigger.get_next_fire_time(previous, now)
        while at is not None and at.fold:
            at = self._trigger.get_next_fire_time(at, at + dt.timedelta(seconds=1))
        return at


def weekdays(field: str) -> str:
    """Rewrite the weekday field of a crontab by names: 0 and 7 are Sunday, ranges may wrap."""
    return ",".join(name for item in field.lower().split(",") for name in _weekday_item(item))


def _weekday_item(item: str) -> list[str]:
    span, _, step = item.partition("/")
    if span == "*":
        return ["*"] if not step else [_DAYS[i] for i in range(0, 7, int(step))]
    first, _, last = span.partition("-")
    low, high = _weekday(first), _weekday(last or first)
    length = (high - low) % 7
    return [_DAYS[(low + i) % 7] for i in range(0, length + 1, int(step or 1))]


def _weekday(text: str) -> int:
    return _DAYS.index(text[:3]) if text[:3] in _DAYS else int(text) % 7


def make_trigger(schedule: Schedule, zone: dt.tzinfo) -> Any:
    """Make the trigger of a schedule; raises `Invalid` with what is wrong with it."""
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415  # 60 ms that no start needs
    from apscheduler.triggers.interval import IntervalTrigger  # noqa: PLC0415  # as above

    zone = ZoneInfo(schedule.timezone) if schedule.timezone else zone
    if schedule.every is not None:
        return IntervalTrigger(seconds=max(int(schedule.every), 1), timezone=zone)
    try:
        minute, hour, day, month, weekday = schedule.cron.split()
        cron = CronTrigger(
            minute=minute, hour=hour, day=day, month=month, day_of_week=weekdays(weekday), timezone=zone
        )  # fmt: skip
    except (ValueError, TypeError) as error:
        raise Invalid(
            f"schedule {schedule.id}: {schedule.cron!r} is no crontab line: {error}",
            remedy="Five fields: minute hour day month weekday, as in `30 3 * * 0` for Sunday at 03:30.",
        ) from error
    return cron if hour.startswith("*") else OnceInAutumn(cron)


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
        self._triggers = {item.id: (item, make_trigger(item, self._zone)) for item in schedules}
        if self._scheduler is not None:
            self._scheduler.remove_all_jobs()
            self._add_jobs()

    async def start(self) -> None:
        """Catch up what was missed, once for each schedule, and start the clock."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  # 130 ms that no start needs

        known = {row[0]: row[1] for row in await self._storage.fetch_all("jobs.schedules")}
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
                "id": id_, "job": item.job, "cron": item.cron, "every": item.every,
                "timezone": item.timezone or str(self._zone), "enabled": bool(rows[id_][2]) if id_ in rows else True,
                "last_run": rows[id_][1] if id_ in rows else None, "next_run": following[id_],
            }
            for id_, (item, _) in sorted(self._triggers.items())
        ]  # fmt: skip

    def _add_jobs(self) -> None:
        for id_, (schedule, trigger) in self._triggers.items():
            self._scheduler.add_job(
                self._fire, trigger, args=[schedule], id=id_, coalesce=True, misfire_grace_time=None, max_instances=1
            )

    def _now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self._clock.now_ms() / 1000, self._zone)

    async def _mark(self, id_: str) -> None:
        row = {"id": id_, "at": self._clock.now_ms()}
        await self._storage.write(lambda tx: tx.execute("jobs.fire", row))

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


def missed(trigger: Trigger, last_run: int | None, now: dt.datetime) -> bool:
    """Tell whether a schedule should have run between its last run and now."""
    if last_run is None:
        return False
    last = dt.datetime.fromtimestamp(last_run / 1000, now.tzinfo)
    due = trigger.get_next_fire_time(last, last)
    return due is not None and due <= now
