"""A library of one root for tests of conversion: works with one file each, put into the tables by hand."""

from __future__ import annotations

import json
import os
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.storage.ports.ids import new_uids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database

    from mediad.storage.ports import Storage, Transaction

SQL = Path(__file__).parent / "contract/sql"
NOW = 1_700_000_000_000
LIBRARY, ROOT, FOLDER = 1, 1, 1


@dataclass(slots=True)
class Shelf:
    """A database with one library; public ids of works and editions by their number."""

    storage: Storage
    root: Path
    items: dict[int, str] = field(default_factory=dict)
    editions: dict[int, str] = field(default_factory=dict)

    async def run(self, statement: str, row: Any) -> None:
        """Run one statement of the tests."""
        await self.storage.write(lambda tx: tx.execute(f"encodes_test.{statement}", row))

    async def add(
        self, number: int, file: Path | None, *, facts: dict[str, Any] | None = None, selector: str = "", work: int = 0
    ) -> str:
        """Put a work, an edition, a part and its file into the tables, all of this number; gives the work's id."""
        item, edition, uid = new_uids(NOW, 3)

        async def unit(tx: Transaction) -> None:
            if not work:
                await tx.execute("encodes_test.work", {"id": number, "uid": item})
            row = {"id": number, "uid": edition, "subject": work or number, "facts": json.dumps(facts or {})}
            await tx.execute("encodes_test.edition", row)
            await tx.execute("encodes_test.part", {"id": number, "edition": number, "selector": selector})
            await tx.execute(
                "encodes_test.source",
                {"part": number, "file": number if file else 0, "folder": 0 if file else FOLDER},
            )
            if file is not None:
                size = os.stat(file).st_size if os.path.exists(file) else 1  # noqa: ASYNC240, PTH110, PTH116  # a test may
                row = {"id": number, "uid": uid, "folder": FOLDER, "name": os.fsencode(file.name), "size": size}
                await tx.execute("encodes_test.file", row)

        await self.storage.write(unit)
        self.items[number], self.editions[number] = self.items.get(work, item), edition
        return self.items[number]

    async def conversions(self) -> list[Any]:
        """Show every conversion."""
        return list(await self.storage.fetch_all("encodes_test.conversions"))


@asynccontextmanager
async def open_shelf(database: Database, root: Path) -> AsyncIterator[Shelf]:
    """Open a database with one library whose root is this folder; opened again, it is as it was."""
    async with database.open(sql=(SQL,)) as storage:
        shelf = Shelf(storage, root)

        async def unit(tx: Transaction) -> None:
            for name in ("subject", "edition", "part", "file", "folder", "root", "library"):
                await tx.reserve(name, 1000)
            await tx.execute("encodes_test.library", {"id": LIBRARY, "uid": "films"})
            row = {"id": ROOT, "uid": "root", "library": LIBRARY, "path": os.fsencode(root)}
            await tx.execute("encodes_test.root", row)
            await tx.execute("encodes_test.folder", {"id": FOLDER, "root": ROOT, "path": b""})

        if not await storage.fetch_all("libraries.all"):
            await storage.write(unit)
        yield shelf
