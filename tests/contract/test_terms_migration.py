"""A database from before search knew words by themselves knows them afterwards, and what kind each work is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mediad.storage.migrate import package_migrations
from mediad.storage.ports import terms
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer

if TYPE_CHECKING:
    from engines import Database

    from mediad.storage.units import Transaction

VIEWER = Viewer(account=0, libraries=(1,))
BEFORE = 4


async def test_words_from_before_are_completed_forgiven_and_of_a_kind(empty_database: Database, tmp_path: Path) -> None:
    old = tmp_path / "migrations"
    old.mkdir()
    for each in package_migrations().iterdir():
        if each.name[:4].isdecimal() and int(each.name[:4]) <= BEFORE:
            (old / each.name).write_text(each.read_text(encoding="utf-8"), encoding="utf-8")
    steps = [("subjects", (40,)), ("presence", ()), ("words", ())]
    if empty_database.engine == "sqlite":
        steps.append(("index", ()))

    async def unit(tx: Transaction) -> None:
        for name, params in steps:
            await tx.execute(f"many.{name}", params)

    async with empty_database.open(migrations=old, sql=(Path(__file__).parent / "toy",)) as storage:
        await storage.write(unit)
    async with empty_database.open() as storage:
        assert await terms.completions(storage, "to") == ["toy"]
        assert len((await search(storage, VIEWER, "to", kinds=["toy"])).items) == 40
        assert (await search(storage, VIEWER, "toy", kinds=["box"])).items == []
        assert len((await search(storage, VIEWER, "tojy w7")).items) == 1
