"""Jobs as rows: enqueued in the transaction of their cause, claimed under a lease, ended under a fence."""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.storage.ports import Reader, Row, Transaction

TOPIC = "jobs"
"""Announced when there may be something to do."""

_JSON_COLUMNS = frozenset({"args", "result", "error"})
_HIDDEN_COLUMNS = frozenset({"id", "key"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to enqueue; `due` and `now` are milliseconds since 1970, `owner` is the public id of an account."""

    type: str
    lane: str
    args: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    priority: int = 0
    attempts: int = 1
    now: int = 0
    due: int = 0
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A job that this worker holds until its lease runs out."""

    id: int
    uid: str
    type: str
    args: Mapping[str, Any]
    attempt: int
    attempts: int
    fence: int
    checkpoint: Mapping[str, Any]
    owner: str = ""


async def enqueue(tx: Transaction, job: NewJob) -> str:
    """Put a job into the queue and give its public id; the id of the one that holds its key, if there is one."""
    number = await tx.reserve("job")
    uid = new_uids(job.now, 1)[0]
    row = (
        number, uid, job.type, job.lane, json.dumps(dict(job.args)), job.key, job.priority, job.attempts,
        max(job.due, job.now), job.now, job.owner,
    )  # fmt: skip
    if await tx.execute("jobs.enqueue", row):
        tx.announce(TOPIC)
        return uid
    return str(await tx.fetch_value("jobs.by_key", {"type": job.type, "key": job.key}))


async def claim(
    tx: Transaction, *, lane: str, types: Sequence[str], worker: str, now: int, lease: int
) -> Claimed | None:
    """Take the next due job of a lane, or None."""
    row = await tx.fetch_one(
        "jobs.claim", {"lane": lane, "types": json.dumps(list(types)), "worker": worker, "now": now, "lease": lease}
    )
    if row is None:
        return None
    number, uid, type_, args, attempt, attempts, fence, checkpoint, owner = row
    return Claimed(
        id=number, uid=uid, type=type_, args=json.loads(args), attempt=attempt, attempts=attempts, fence=fence,
        checkpoint=json.loads(checkpoint), owner=owner,
    )  # fmt: skip


def as_json(row: Row) -> dict[str, Any]:
    """Show a job row as the API does: texts of JSON opened, the internal id left out."""
    shown = {}
    for name in row.keys():  # noqa: SIM118  # iterating a row gives values, not names
        if name not in _HIDDEN_COLUMNS:
            shown[name] = json.loads(row[name]) if name in _JSON_COLUMNS else row[name]
    shown["cancel_requested"] = bool(shown.pop("cancel"))
    return {"id": shown.pop("uid"), **shown, "error": shown["error"] or None}


async def page(
    reader: Reader, *, state: str, type_: str, below: int, limit: int, owner: str = ""
) -> tuple[list[dict[str, Any]], int]:
    """List jobs, newest first, and the id below which the next page begins (0: there is none)."""
    params = {"below": below, "state": state, "type": type_, "limit": limit + 1, "owner": owner}
    rows = await reader.fetch_all("jobs.page", params)
    more = len(rows) > limit
    rows = rows[:limit]
    return [as_json(row) for row in rows], rows[-1]["id"] if more else 0


async def one(reader: Reader, uid: str) -> dict[str, Any]:
    """Show one job; raises `NotFound`."""
    row = await reader.fetch_one("jobs.one", (uid,))
    if row is None:
        raise NotFound(f"there is no job {uid}")
    return as_json(row)


async def log(reader: Reader, uid: str, *, after: int, limit: int) -> list[dict[str, Any]]:
    """Show the lines of a job's log after a line."""
    rows = await reader.fetch_all("jobs.log", {"uid": uid, "after": after, "limit": limit})
    return [{"line": line, "at": at, "level": level, "message": message} for line, at, level, message in rows]
