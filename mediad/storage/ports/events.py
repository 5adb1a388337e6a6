"""Events as rows: recorded in the transaction of their cause, numbered by one pump after the commit."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mediad.storage.ports import Transaction
from mediad_sdk.values.events import Event

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
