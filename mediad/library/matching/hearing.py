"""Hears of new works, and has them looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.library.matching.jobs import LOOK_UP
from mediad_sdk.values.events import Event, Subscription

if TYPE_CHECKING:
    from mediad.library.matching.room import Matching
    from mediad_sdk.host import Jobs


def subscription(matching: Matching, jobs: Jobs) -> Subscription:
    """Give the wish to hear of new works, which are looked up where the configuration says so."""

    async def handler(event: Event) -> None:
        items = event.data.get("items")
        if items and matching.policy().automatic and matching.providers():
            await jobs.enqueue(LOOK_UP, {"items": items})

    return Subscription(types=("item.added",), handler=handler)
