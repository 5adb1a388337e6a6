"""Makes works anew whose kind has more to it than before: a plugin came that adds fields, filters or orders to it."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from mediad_sdk.data import dataclass
from mediad_sdk.text import FOLD_VERSION
from mediad_sdk.values import events
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.jobs import JobRun
    from mediad_sdk.values.kinds import Kind

RENEW = "library.renew"
_WORKS = 200


class Memory(Protocol):
    """Keeps texts."""

    async def get(self, key: str) -> str | None:
        """Give what is kept, or None."""

    async def put(self, key: str, value: str) -> None:
        """Keep a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewing:
    """Compares kinds with what they were when their works were made.

    Attributes:
        memory: Keeps what they were.
    """

    storage: Storage
    catalogue: Catalogue
    memory: Memory

    async def due(self) -> list[str]:
        """Name the kinds that have more to them than their works were made with; with less, nothing is due."""
        found = []
        for kind in self.catalogue.kinds.all():
            now, before = _parts(kind), json.loads(await self.memory.get(_key(kind.id)) or "null")
            if before is not None and not set(now) <= set(before):
                found.append(kind.id)
            elif before != now:
                await self.memory.put(_key(kind.id), json.dumps(now))
        return found

    async def begin(self, jobs: Jobs) -> None:
        """Enqueue what is due."""
        for kind in await self.due():
            await jobs.enqueue(RENEW, {"kind": kind}, key=f"renew {kind}")

    def subscription(self, jobs: Jobs) -> events.Subscription:
        """Look whenever a plugin comes."""

        async def hear(event: events.Event) -> None:
            if event.data.get("state") == "running":
                await self.begin(jobs)

        return events.Subscription(types=("plugin.state",), handler=hear)

    def job_type(self) -> JobType:
        """Give the job that makes the works of a kind anew: `kind`; it goes on where it was interrupted."""
        return JobType(id=RENEW, handler=self._renew, lane="scan")

    async def _renew(self, run: JobRun) -> Mapping[str, Any]:
        name, last = str(run.args["kind"]), int(run.checkpoint.get("last", 0))
        now = _parts(self.catalogue.kinds.kind(name))
        while ids := [row[0] for row in await self.storage.fetch_all("subjects.of_kind", (name, last, _WORKS))]:
            await self.storage.write(lambda tx, ids=ids: self._refresh(tx, ids))  # type: ignore[misc]  # of this round
            last = ids[-1]
            await run.save({"last": last})
        if name in self.catalogue.kinds:
            await self.memory.put(_key(name), json.dumps(now))
        return {"kind": name}

    async def _refresh(self, tx: Transaction, ids: list[int]) -> None:
        await self.catalogue.refresh(tx, ids)


def _key(kind: str) -> str:
    return f"kind:{kind}"


def _parts(kind: Kind) -> list[str]:
    """Give a mark of each thing that a work is listed, found and filtered by, and of how its texts are folded."""
    every = (*kind.fields, *kind.facets, *kind.sorts)
    marks = [blake2b(repr(each).encode(), digest_size=6).hexdigest() for each in every]
    return sorted([*marks, f"fold {FOLD_VERSION}"])
