"""Schemas go up and down with their data, and a database is opened only by code that knows it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.storage.errors import MigrationFailed, StorageRefused
from mediad.storage.migrate import migrate_down, migrate_up, read_migrations
from mediad.storage.postgres import open_postgres_ground
from mediad.storage.sqlite import open_sqlite_ground

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database

    from mediad.storage.migrate import Ground

ENGINE = Path(__file__).parent / "engine"
SECOND = """-- Adds a mark, kept whole by a trigger.
-- up
ALTER TABLE note ADD COLUMN mark BIGINT NOT NULL DEFAULT 0;
-- down
ALTER TABLE note DROP COLUMN mark;
"""
BROKEN = "-- up\nCREATE TABLE half (id BIGINT); INSERT INTO nowhere VALUES (1);\n-- down\nDROP TABLE half;\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_note.sql").write_text((ENGINE / "migrations" / "0001_note.sql").read_text())
    return folder


@asynccontextmanager
async def ground_of(database: Database) -> AsyncIterator[Ground]:
    if database.engine == "sqlite":
        async with open_sqlite_ground(Path(database.address)) as ground:
            yield ground
    else:
        async with open_postgres_ground(database.address) as ground:
            yield ground


async def count_notes(database: Database, folder: Path) -> int:
    async with database.open(migrations=folder, sql=(ENGINE / "sql",)) as storage:
        return int(await storage.fetch_value("note.count"))


async def add_note(database: Database, folder: Path) -> None:
    async with database.open(migrations=folder, sql=(ENGINE / "sql",)) as storage:
        await storage.write(lambda tx: tx.execute("note.add", (1, "kept")))


async def test_up_down_and_up_again_keeps_what_was_written(empty_database: Database, folder: Path) -> None:
    await add_note(empty_database, folder)
    (folder / "0002_mark.sql").write_text(SECOND)
    steps = read_migrations(empty_database.engine, folder)
    async with ground_of(empty_database) as ground:
        assert [await migrate_up(ground, steps), await migrate_up(ground, steps)] == [1, 0]
        assert await migrate_down(ground, steps, 1) == 1
        assert await migrate_up(ground, steps) == 1
    assert await count_notes(empty_database, folder) == 1


async def test_a_failing_migration_leaves_the_database_as_it_was(empty_database: Database, folder: Path) -> None:
    await add_note(empty_database, folder)
    (folder / "0002_broken.sql").write_text(BROKEN)
    for _ in range(2):
        with pytest.raises(MigrationFailed, match=r"2 \(broken\).*nowhere"):
            await count_notes(empty_database, folder)
    (folder / "0002_broken.sql").unlink()
    assert await count_notes(empty_database, folder) == 1


async def test_a_newer_database_is_refused(empty_database: Database, folder: Path) -> None:
    (folder / "0002_mark.sql").write_text(SECOND)
    await add_note(empty_database, folder)
    (folder / "0002_mark.sql").unlink()
    with pytest.raises(StorageRefused, match="schema 2, this mediad knows 1") as caught:
        await count_notes(empty_database, folder)
    assert "newer version" in caught.value.remedy


async def test_a_migration_that_was_changed_after_it_ran_is_refused(empty_database: Database, folder: Path) -> None:
    await add_note(empty_database, folder)
    first = folder / "0001_note.sql"
    first.write_text(first.read_text().replace("text TEXT", "text VARCHAR"))
    with pytest.raises(StorageRefused, match="differs from the one applied"):
        await count_notes(empty_database, folder)


async def test_two_nodes_that_start_together_migrate_once(empty_database: Database, folder: Path) -> None:
    if empty_database.engine == "sqlite":
        async with empty_database.open(migrations=folder):
            with pytest.raises(StorageRefused, match="in use by another mediad"):
                await count_notes(empty_database, folder)
        return
    assert await asyncio.gather(*(count_notes(empty_database, folder) for _ in range(4))) == [0, 0, 0, 0]


async def test_mediads_own_schema_goes_up_down_and_up(empty_database: Database) -> None:
    steps = read_migrations(empty_database.engine)
    async with ground_of(empty_database) as ground:
        assert await migrate_up(ground, steps) == len(steps) > 0
        assert await migrate_down(ground, steps, 0) == len(steps)
        assert await migrate_up(ground, steps) == len(steps)
        assert len(await ground.applied()) == len(steps)
