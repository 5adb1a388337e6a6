"""Other orders of one tree (DVD, absolute): which there are, which one somebody chose, and the tree in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Transaction
    from mediad.storage.ports.viewer import Viewer


class Place(NamedTuple):
    """Where a child stands: those that the order leaves out come last, in their usual one."""

    left_out: int = -1
    group: str = ""
    position: float = 0
    id: int = 0


async def schemes(reader: Reader, subject: int) -> list[str]:
    """Give the orders that what is below a work has, down to the second level."""
    return [row[0] for row in await reader.fetch_all("orderings.schemes", (subject,))]


async def chosen(reader: Reader, account: int, subject: int) -> str:
    """Give the order that somebody chose for a work, or for the one above it; "" is the usual one."""
    return str(await reader.fetch_value("orderings.chosen", {"account": account, "subject": subject}) or "")


async def choose(tx: Transaction, account: int, subject: int, scheme: str) -> None:
    """Keep the order that somebody chose for a work."""
    await tx.execute("orderings.choose", {"account": account, "subject": subject, "ordering": scheme})


async def children(
    reader: Reader, viewer: Viewer, parent: int, scheme: str, *, after: Place | None = None, limit: int = 50
) -> tuple[list[str], Place | None]:
    """Give what is below a work in another order: its JSON, and where the next page begins."""
    at = after or Place()
    params = {
        "scheme": scheme, "parent": parent, "age": viewer.age, "libraries": json.dumps(viewer.libraries),
        "left_out": at.left_out, "grp": at.group, "position": at.position, "id": at.id, "limit": limit,
    }  # fmt: skip
    rows = await reader.fetch_all("orderings.children", params)
    return [row[4] for row in rows], Place(*rows[-1][:4]) if len(rows) == limit else None
