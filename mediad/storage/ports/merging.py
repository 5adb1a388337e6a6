"""Two subjects become one: everything that hangs on the old one moves, its public id leads to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad.storage.ports import Transaction

_STEPS = (
    "documents", "locks", "part_editions", "editions", "companions", "artwork", "ids", "credited", "relations",
    "targets", "matches", "states", "progress", "plays", "entries", "aliases", "identities",
    "assignments",
)  # fmt: skip
_DROPS = (
    "drop_documents", "drop_locks", "drop_artwork", "drop_ids", "drop_credits", "drop_orderings", "drop_relations",
    "drop_matches", "drop_states", "drop_progress", "drop",
)  # fmt: skip


async def merge(tx: Transaction, old: int, uid: str, into: int, now: int) -> None:
    """Move everything but children and projections.

    The rule for what people did: the newer favourite, the remaining one's rating where it has one, the sum of plays,
    the newer progress of each edition.
    """
    for step in _STEPS:
        await tx.execute(f"merging.{step}", {"old": old, "into": into})
    await tx.execute("merging.alias", {"uid": uid, "into": into, "at": now})
    for step in _DROPS:
        await tx.execute(f"merging.{step}", {"old": old})
