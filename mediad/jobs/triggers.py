"""Triggers that read a crontab as its writer meant it.

Three traps of APScheduler 3 are fenced here: it counts Monday as 0 where crontab says Sunday, it ignores the
scheduler's zone in a trigger that names none, and it fires twice in the hour that autumn repeats.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from mediad_sdk.values.jobs import Schedule

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


class Trigger(Protocol):
    """Tells the next time to fire."""

    def get_next_fire_time(self, previous: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """The first time after `previous`, or from `now` on when there was none."""


class OnceInAutumn(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """A cron trigger that leaves out the second of two equal local times, unless it runs every hour anyway."""

    def __init__(self, trigger: Trigger) -> None:
        self._trigger = trigger

    def get_next_fire_time(self, previous: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """The next time whose clock reading was not there an hour ago."""
        at = self._trigger.get_next_fire_time(previous, now)
        if at is None or not at.fold:
            return at
        # An hour on, in absolute time: adding to a local time would fall back into the first of the two.
        later = (at.astimezone(dt.UTC) + dt.timedelta(hours=1)).astimezone(at.tzinfo)
        return self._trigger.get_next_fire_time(None, later)


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


def missed(trigger: Trigger, last_run: int | None, now: dt.datetime) -> bool:
    """Tell whether a schedule should have run between its last run and now."""
    if last_run is None:
        return False
    last = dt.datetime.fromtimestamp(last_run / 1000, now.tzinfo)
    due = trigger.get_next_fire_time(last, last)
    return due is not None and due <= now
