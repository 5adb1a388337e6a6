"""What the daemon does for itself: forgets what is older than the configuration keeps."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from mediad_sdk.values.jobs import JobType, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad.config.models import Config, Retention
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock, Jobs
    from mediad_sdk.values.jobs import JobRun

FORGET = "core.forget"
_DAY_MS = 86_400_000
_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h; other libraries take no notice of it."""


def share_one_heap() -> None:
    """Let all threads allocate from one heap; to be called before there are any.

    glibc gives threads heaps of their own, and what one frees no other can use: up to 4 MB over a scan of 100,000
    tracks. Here threads take turns anyway.
    """
    import ctypes  # noqa: PLC0415  # as below

    if (set_option := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        set_option(_ARENA_MAX, 1)


def give_memory_back() -> None:
    """Give the system back what only the start needed: on a NAS that is what an idle daemon is measured by."""
    import ctypes  # noqa: PLC0415  # imported when first used: start-up is measured

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl has not
    if trim is not None:
        trim(0)


def schedules() -> list[Schedule]:
    """Give the daemon's own schedule: at night, when nobody waits for the disks."""
    return [Schedule(id=FORGET, job=FORGET, cron="40 3 * * *")]


def declared(config: Config) -> list[Schedule]:
    """Give the schedules that the configuration declares."""
    return [
        Schedule(id=f"config.{slug}", job=each.job, cron=each.cron, timezone=each.timezone or "", args=each.arguments)
        for slug, each in config.schedules.items()
        if each.enabled
    ]


def job_type(storage: Storage, clock: Clock, jobs: Jobs, retention: Callable[[], Retention]) -> JobType:
    """Give the job that forgets; 0 days keep for ever."""

    async def handler(_: JobRun) -> Mapping[str, int]:
        kept = retention()
        now = clock.now_ms()

        async def unit(tx: Transaction) -> dict[str, int]:
            forgotten = {"sessions": await tx.execute("accounts.forget_sessions", {"now": now})}
            for statement, days in _statements(kept):
                if days:
                    forgotten[statement] = await tx.execute(statement, {"before": now - days * _DAY_MS})
            return forgotten

        forgotten = await storage.write(unit)
        if kept.missing_days:
            await jobs.enqueue("library.retention", {"days": kept.missing_days}, key="retention")
        return forgotten

    return JobType(id=FORGET, handler=handler)


def _statements(kept: Retention) -> list[tuple[str, int]]:
    logs = min(filter(None, (kept.logs_days, kept.jobs_days)), default=0)  # a job's log goes with its job at the latest
    return [("events.forget", kept.events_days), ("jobs.forget_logs", logs), ("jobs.forget", kept.jobs_days)]


def zone() -> dt.tzinfo:
    """Give the time zone of this machine, by name where it has one, so that summer time is known."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # read once

    name = os.environ.get("TZ") or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):
        return dt.datetime.now().astimezone().tzinfo or dt.UTC
