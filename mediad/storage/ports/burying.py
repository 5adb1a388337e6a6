"""Subjects that are forgotten: of what nobody holds and nobody kept anything of, the public id alone remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.storage.ports import projections

if TYPE_CHECKING:
    from mediad.storage.ports import Transaction

_TAKES = ("aliases", "sources", "parts", "editions", "companion_sources", "companions")
_DROPS = (
    "drop_documents", "drop_artwork", "drop_ids", "drop_credits", "drop_orderings", "drop_relations", "drop_matches",
    "drop",
)  # fmt: skip


async def bury(tx: Transaction, before: int, now: int, *, most: int) -> int:
    """Forget some subjects of which no source has spoken since `before`; their ids are gone. Gives how many.

    What is left without anything by that (a parent, a party) is found by the next call.
    """
    found = await tx.fetch_all("burying.forgettable", {"before": before, "limit": most})
    ids = [id_ for id_, _ in found]
    words = [(row[0], row[1]) for row in await projections.of(tx, "words", ids)]
    await projections.forget_words(tx, words)
    for step in _TAKES:
        await tx.execute_many(f"burying.{step}", [{"id": id_} for id_ in ids])
    await tx.execute_many("burying.alias", [{"uid": uid, "at": now} for _, uid in found])
    for step in _DROPS:
        await tx.execute_many(f"merging.{step}", [{"old": id_} for id_ in ids])
    return len(ids)
