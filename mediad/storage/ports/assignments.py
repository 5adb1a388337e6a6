"""What people said that files are, and the folders that have to be assembled anew because of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.storage.ports import Reader, Row, Transaction
    from mediad.storage.ports.editions import SourceKey


async def of_sources(reader: Reader, files: Iterable[int], folders: Iterable[int]) -> dict[SourceKey, int]:
    """Tell which work people said that some files and folders are."""
    params = (json.dumps(list(files)), json.dumps(list(folders)))
    return {(row[0], row[1]): row[2] for row in await reader.fetch_all("assignments.of_sources", params)}


async def pieces(reader: Reader, subject: int) -> Sequence[Row]:
    """List the files and folders that a work is made of: `edition`, `uid`, `file`, `folder`, `home`, `library`."""
    return await reader.fetch_all("assignments.pieces", (subject,))


async def homes(reader: Reader, subject: int) -> Sequence[Row]:
    """List the folders, `home` and `library`, in which lies what people assigned to a work."""
    return await reader.fetch_all("assignments.homes", (subject,))


async def put(tx: Transaction, sources: Iterable[SourceKey], subject: int, account: int, now: int) -> None:
    """Remember that files and folders are a work."""
    rows = [(file, folder, subject, account, now) for file, folder in sources]
    await tx.execute_many("assignments.put", rows)


async def forget(tx: Transaction, subject: int) -> None:
    """Forget what people assigned to a work."""
    await tx.execute("assignments.forget", (subject,))


async def at(reader: Reader, parent: int, position: float) -> list[str]:
    """Give the public ids of what has a place below a work: of two at most."""
    return [row[0] for row in await reader.fetch_all("assignments.at", (parent, position))]
