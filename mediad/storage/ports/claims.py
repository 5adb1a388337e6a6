"""What folders and other sources say: documents, companions, pictures, relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction


async def of_folders(reader: Reader, what: str, folders: Sequence[int]) -> Sequence[Row]:
    """Read `documents`, `companions`, `artwork` or `relations` that some folders told of."""
    return await reader.fetch_all(f"claims.{what}_of_folders", (json.dumps(folders),))


async def of_subjects(reader: Reader, what: str, ids: Iterable[int]) -> Sequence[Row]:
    """Read the `documents`, `locks` or `collections` of some subjects."""
    listed = list(ids)
    return await reader.fetch_all(f"claims.{what}_of_subjects", (json.dumps(listed),)) if listed else []


async def run(tx: Transaction, name: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one of this aggregate's statements for many rows, if there are any."""
    if rows:
        await tx.execute_many(f"claims.{name}", rows)
