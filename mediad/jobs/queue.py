"""The durable queue as its callers see it: enqueue, cancel, retry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import Storage, Transaction
from mediad.storage.ports import jobs as port
from mediad_sdk.errors import Conflict
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from mediad_sdk.host import Clock

Types = Callable[[], Mapping[str, JobType]]
"""Gives the job types by their full name `plugin.job`; asked anew each time, since plugins come and go."""


class Queue:
    """Puts jobs into the queue and takes them back; obeys the SDK's `Jobs`."""

    def __init__(self, storage: Storage, clock: Clock, types: Types) -> None:
        self._storage = storage
        self._clock = clock
        self._types = types

    async def enqueue(
        self,
        job: str,
        args: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        priority: int = 0,
        delay: float = 0,
        owner: str = "",
    ) -> str:
        """Put a job into the queue in a transaction of its own and give its public id."""
        new = replace(self.new(job, args or {}, key=key, priority=priority, delay=delay), owner=owner)
        return await self._storage.write(lambda tx: port.enqueue(tx, new))

    def new(
        self, job: str, args: Mapping[str, Any], *, key: str = "", priority: int = 0, delay: float = 0
    ) -> port.NewJob:
        """Make the row of a job; a type that is not loaded now waits in the default lane until it is."""
        known = self._types().get(job)
        now = self._clock.now_ms()
        return port.NewJob(
            type=job, args=args, key=key, priority=priority, now=now, due=now + int(delay * 1000),
            lane=known.lane if known else "default", attempts=known.attempts if known else 3,
        )  # fmt: skip

    async def cancel(self, uid: str) -> None:
        """End a waiting job, or ask a running one to stop; raises `Conflict` when it has ended."""
        await self._change("jobs.cancel", uid, "has already ended")

    async def retry(self, uid: str) -> None:
        """Give a job that failed, was cancelled or waits for its next attempt all of them again, the first one now.

        Raises:
            Conflict: It waits for its first attempt, runs, or ended well.
        """
        await self._change("jobs.retry", uid, "did not fail and was not cancelled")

    async def _change(self, statement: str, uid: str, otherwise: str) -> None:
        async def unit(tx: Transaction) -> int:
            tx.announce(port.TOPIC)
            return await tx.execute(statement, {"uid": uid, "now": self._clock.now_ms()})

        if not await self._storage.write(unit):
            await port.one(self._storage, uid)
            raise Conflict(f"job {uid} {otherwise}", remedy="Look at its state first.")
