"""The engine's own small schema, so that its tests do not hang on mediad's."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contract.toy_library import Disk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from engines import Database

    from mediad.storage.units import Storage

ENGINE = Path(__file__).parent / "engine"


@pytest.fixture
def open_notes(empty_database: Database) -> Callable[..., AbstractAsyncContextManager[Storage]]:
    """Return what opens a database that holds notes, once or again."""
    return partial(empty_database.open, migrations=ENGINE / "migrations", sql=(ENGINE / "sql",))


@pytest.fixture
async def notes(open_notes: Callable[..., AbstractAsyncContextManager[Storage]]) -> AsyncIterator[Storage]:
    """Give a database that holds notes."""
    async with open_notes() as storage:
        yield storage


@pytest.fixture
async def disk(database: Database) -> AsyncIterator[Disk]:
    """Give libraries and files made of rows, with the catalogue of a toy media type; no test leaves stale lists."""
    async with database.open(sql=(Path(__file__).parent / "toy",)) as storage:
        yield Disk(storage)
        assert await storage.fetch_value("toy.stale") == 0
