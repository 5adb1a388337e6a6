"""Events as rows: recorded in the transaction of their cause, numbered by one pump after the commit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.ports import Reader, Transaction

TOPIC = "events"
"""Announced with every commit that recorded one."""


async def record(tx: Transaction, events: Sequence[Event]) -> None:
    """Record events that happen with this unit; `at` must be set."""
    if not events:
        return
    first = await tx.reserve("event", len(events))
    rows = [
        (first + offset, event.type, event.at, event.library, event.user, json.dumps(dict(event.data)))
        for offset, event in enumerate(events)
    ]
    await tx.execute_many("events.record", rows)
    tx.announce(TOPIC)


NUMBERED = "events.numbered"
"""Announced with every commit that numbered some."""

BATCH = 500


async def number(tx: Transaction) -> int:
    """Give numbers to what was committed since the last call; returns how many there were.

    The counter's row is locked first, so that on several nodes numbers follow commits without gaps.
    """
    last = await tx.reserve("event sequence", 0) - 1
    ids = [row[0] for row in await tx.fetch_all("events.new", (BATCH,))]
    if ids:
        await tx.reserve("event sequence", len(ids))
        await tx.execute_many("events.number", [(last + offset, id_) for offset, id_ in enumerate(ids, 1)])
        tx.announce(NUMBERED)
    return len(ids)


async def after(reader: Reader, sequence: int, *, limit: int = BATCH) -> list[Event]:
    """Read events after a number."""
    rows = await reader.fetch_all("events.after", {"after": sequence, "limit": limit})
    return [
        Event(sequence=sequence, type=type_, at=at, library=library, user=account, data=json.loads(data))
        for sequence, type_, at, library, account, data in rows
    ]
