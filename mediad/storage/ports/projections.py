"""Projections: credits, ids, pages, facets, search, presence. All of them can be made anew from the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mediad.storage.ports import terms

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction


async def of(reader: Reader, what: str, ids: Iterable[int]) -> Sequence[Row]:
    """Read the `credits`, `ids`, `orderings`, `pictures`, `words`, `presence` or `holders` of some subjects."""
    listed = list(ids)
    return await reader.fetch_all(f"projections.{what}_of", (json.dumps(listed),)) if listed else []


async def held(reader: Reader, ids: Iterable[int], gathering: Iterable[int]) -> dict[int, set[int]]:
    """Find the libraries that hold subjects; `gathering` are those of them that are present where their members are."""
    found: dict[int, set[int]] = {}
    params = (json.dumps(list(ids)), json.dumps(list(gathering)))
    for row in await reader.fetch_all("projections.held", params):
        found.setdefault(row[0], set()).add(row[1])
    return found


async def run(tx: Transaction, name: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one of this aggregate's statements for many rows, if there are any."""
    if rows:
        await tx.execute_many(f"projections.{name}", rows)


async def forget_words(tx: Transaction, rows: Sequence[tuple[int, str]]) -> None:
    """Let search forget subjects, whose words must be those it knows."""
    if tx.engine == "sqlite":
        await run(tx, "unindex_words", rows)
    await run(tx, "delete_words", [(subject,) for subject, _ in rows])


async def learn_words(tx: Transaction, rows: Sequence[tuple[int, str]]) -> None:
    """Make subjects known to search."""
    await run(tx, "insert_words", rows)
    await terms.learn(tx, (words for _, words in rows))
    if tx.engine == "sqlite":
        await run(tx, "index_words", rows)
