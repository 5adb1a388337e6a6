"""Short reads on the loop, long ones in a thread."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.storage.errors import StorageError
from mediad.storage.sqlite import SqliteOptions, open_sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.storage.sqlite.engine import SqliteStorage

ENGINE = Path(__file__).parent / "engine"
OPTIONS = SqliteOptions(migrations=ENGINE / "migrations", sql=(ENGINE / "sql",))
LONGEST_LAG = 0.5


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[SqliteStorage]:
    async with open_sqlite(tmp_path / "notes.db", OPTIONS) as storage:
        await storage.write(lambda tx: tx.execute("note.add", (1, "one")))
        yield storage


async def test_a_short_read_needs_no_thread_and_sees_every_commit(notes: SqliteStorage) -> None:
    for number in (2, 3):
        await notes.write(lambda tx, number=number: tx.execute("note.add", (number, "more")))
        assert await notes.fetch_value("note.count") == number
    assert notes._readers._idle == []


async def test_a_long_read_leaves_the_loop_alone(notes: SqliteStorage) -> None:
    lags = []

    async def watch() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.005)
            lags.append(time.monotonic() - before)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0.02)
    assert await notes.fetch_value("note.slow") == 30_000_000
    watching.cancel()
    assert max(lags) < LONGEST_LAG
    assert notes._glance._is_away("note.slow")
    assert not notes._glance._is_away("note.count")


async def test_a_mistake_is_told_by_the_thread(notes: SqliteStorage) -> None:
    with pytest.raises(StorageError, match=r"note\.broken"):
        await notes.fetch_all("note.broken")
