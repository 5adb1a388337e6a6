"""One attempt at one job: what its handler holds, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import Storage, Transaction
from mediad.storage.ports import events as events_port
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.storage.ports.jobs import Claimed
    from mediad_sdk.host import Clock

LEASE_SECONDS = 60.0
HEARTBEAT_SECONDS = 15.0
PROGRESS_SECONDS = 0.5
"""Progress is written and told at most this often."""


class Run:
    """Obeys the SDK's `JobRun` for a claimed job."""

    def __init__(self, storage: Storage, clock: Clock, job: Claimed) -> None:
        self._storage = storage
        self._clock = clock
        self._job = job
        self._fraction = 0.0
        self._message = ""
        self._told = -PROGRESS_SECONDS

    @property
    def id(self) -> str:
        """The job's public id."""
        return self._job.uid

    @property
    def args(self) -> Mapping[str, Any]:
        """What it was enqueued with."""
        return self._job.args

    @property
    def attempt(self) -> int:
        """1 at the first try."""
        return self._job.attempt

    @property
    def checkpoint(self) -> Mapping[str, Any]:
        """What the last attempt saved."""
        return self._job.checkpoint

    async def save(self, checkpoint: Mapping[str, Any]) -> None:
        """Keep a checkpoint."""
        body = json.dumps(dict(checkpoint))
        await self._storage.write(
            lambda tx: tx.execute("jobs.save", {"checkpoint": body, "id": self._job.id, "fence": self._job.fence})
        )

    async def progress(self, fraction: float, message: str = "") -> None:
        """Report how far it is; what comes too fast is left to the next report or heartbeat."""
        self._fraction, self._message = min(max(fraction, 0.0), 1.0), message
        if self._clock.monotonic() - self._told >= PROGRESS_SECONDS:
            self._told = self._clock.monotonic()
            await self._storage.write(self._tell)

    async def log(self, message: str, *, level: str = "info") -> None:
        """Write a line into the job's own log."""
        row = {"job": self._job.id, "at": self._clock.now_ms(), "level": level, "message": message}
        await self._storage.write(lambda tx: tx.execute("jobs.add_log", row))

    async def heartbeat(self) -> bool:
        """Renew the lease; False when somebody else holds the job now."""
        return bool(await self._storage.write(self._renew))

    async def _tell(self, tx: Transaction) -> None:
        if await self._renew(tx):
            told = {"id": self.id, "type": self._job.type, "progress": self._fraction, "message": self._message}
            await events_port.record(tx, [self._event("job.progress", told)])

    async def _renew(self, tx: Transaction) -> int:
        lease = self._clock.now_ms() + int(LEASE_SECONDS * 1000)
        held = {"id": self._job.id, "fence": self._job.fence}
        return await tx.execute(
            "jobs.heartbeat", {**held, "lease": lease, "progress": self._fraction, "message": self._message}
        )

    async def finish(
        self, state: str, *, result: Mapping[str, Any] | None = None, error: Mapping[str, Any] | None = None
    ) -> bool:
        """End the job as `finished`, `failed` or `cancelled`; False when its fence was raised meanwhile."""

        async def unit(tx: Transaction) -> bool:
            row = {
                "state": state, "result": json.dumps(dict(result or {})), "error": json.dumps(dict(error or {})),
                "progress": 1.0 if state == "finished" else self._fraction, "now": self._clock.now_ms(),
                "id": self._job.id, "fence": self._job.fence,
            }  # fmt: skip
            if not await tx.execute("jobs.finish", row):
                return False
            told = {"id": self.id, "type": self._job.type, **({"error": dict(error)} if error else {})}
            await events_port.record(tx, [self._event(f"job.{state}", told)])
            return True

        return await self._storage.write(unit)

    def _event(self, type_: str, told: Mapping[str, Any]) -> Event:
        return Event(type=type_, at=self._clock.now_ms(), user=self._job.owner, data=told)

    async def again(self, due: int, error: Mapping[str, Any]) -> None:
        """Give the job back for another attempt at `due`."""
        row = {"error": json.dumps(dict(error)), "due": due, "id": self._job.id, "fence": self._job.fence}
        await self._storage.write(lambda tx: tx.execute("jobs.again", row))

    async def release(self) -> None:
        """Give the job back as if this attempt had not begun."""
        row = {"now": self._clock.now_ms(), "id": self._job.id, "fence": self._job.fence}
        await self._storage.write(lambda tx: tx.execute("jobs.release", row))
