"""Leaf works in a row, each with what is above it and what it lies in: for exports, which read everything once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer


async def leaves(reader: Reader, viewer: Viewer, kinds: Sequence[str], after: int, limit: int) -> Sequence[Row]:
    """Read the next works of some kinds behind an id, 0 at first."""
    wanted = {"kinds": json.dumps(kinds), "libraries": json.dumps(viewer.libraries), "age": viewer.age}
    return await reader.fetch_all("lines.leaves", {**wanted, "after": after, "limit": limit})


async def named(reader: Reader, viewer: Viewer, kinds: Sequence[str], uids: Sequence[str]) -> list[Row]:
    """Read those of some works that are of some kinds, in the order in which they are named."""
    wanted = {"kinds": json.dumps(kinds), "libraries": json.dumps(viewer.libraries), "age": viewer.age}
    rows = {row["uid"]: row for row in await reader.fetch_all("lines.named", {**wanted, "uids": json.dumps(uids)})}
    return [rows[uid] for uid in uids if uid in rows]


async def above(reader: Reader, ids: Iterable[int]) -> Sequence[Row]:
    """Read works that others are below of, by their ids."""
    return await reader.fetch_all("lines.above", (json.dumps(sorted(ids)),))


async def sources(reader: Reader, viewer: Viewer, ids: Sequence[int]) -> Sequence[Row]:
    """Read the files and folders of the editions of works, in the order in which they are played."""
    return await reader.fetch_all("lines.sources", {"ids": json.dumps(ids), "libraries": json.dumps(viewer.libraries)})


async def collections(reader: Reader, ids: Sequence[int]) -> Sequence[Row]:
    """Read the collections that works are in."""
    return await reader.fetch_all("lines.collections", (json.dumps(ids),))
