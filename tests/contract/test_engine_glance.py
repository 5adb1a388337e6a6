"""Short reads on the loop, long ones in a thread."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.storage.errors import StorageError
from mediad.storage.sqlite import SqliteOptions, open_sqlite
from mediad.storage.sqlite.glance import Glance
from mediad.storage.statements import Statement
from mediad.storage.units import Meter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.storage.sqlite.engine import SqliteStorage

ENGINE = Path(__file__).parent / "engine"
OPTIONS = SqliteOptions(migrations=ENGINE / "migrations", sql=(ENGINE / "sql",))
LONGEST_LAG = 0.5
LONG = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT count(*) FROM n"


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
    assert notes._glance._away == {"note.slow": (1, 1)}
    assert await notes.fetch_value("note.count") == 1


class Laggard:
    """A clock by which SQLite's first look comes too late, as long as it is told so."""

    def __init__(self) -> None:
        self.late = True
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0 if self.late else 0.0
        return self.now


def test_what_stays_slow_is_tried_ever_more_rarely_and_what_is_quick_again_at_once(tmp_path: Path) -> None:
    clock = Laggard()
    glance = Glance(tmp_path / "any.db", Meter(), (), clock)
    statement = Statement(name="long", about="", sql=LONG, parameters=())
    tried = [(glance.fetch(statement, ()), clock.now)[1] for _ in range(1 + 1 + 1 + 2 + 1 + 4 + 1)]
    looked = [number for number, (before, after) in enumerate(pairwise([0.0, *tried])) if before != after]
    assert looked == [0, 2, 5, 10]
    clock.late = False
    for _ in range(8):
        assert glance.fetch(statement, ()) is None
    for _ in range(2):
        assert glance.fetch(statement, ())
    clock.late = True
    assert [glance.fetch(statement, ()) for _ in range(2)] == [None, None]
    clock.late = False
    assert glance.fetch(statement, ())
    glance.close()


async def test_a_mistake_is_told_by_the_thread(notes: SqliteStorage) -> None:
    with pytest.raises(StorageError, match=r"note\.broken"):
        await notes.fetch_all("note.broken")
