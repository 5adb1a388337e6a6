"""One aiosqlite connection that pays one thread hop for a statement, and speaks our errors."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import aiosqlite

from mediad.storage.errors import (
    ConstraintViolated,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageInterrupted,
    StorageRefused,
    StorageUnavailable,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
    from pathlib import Path

    from mediad.storage.statements import Params, Statement
    from mediad.storage.units import Meter, Row

_LOW_BYTE = 0xFF  # an extended result code keeps its primary code there
_KINDS: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: StorageUnavailable,
    sqlite3.SQLITE_LOCKED: StorageUnavailable,
    sqlite3.SQLITE_CONSTRAINT: ConstraintViolated,
    sqlite3.SQLITE_FULL: StorageFull,
    sqlite3.SQLITE_INTERRUPT: StorageInterrupted,
    sqlite3.SQLITE_CORRUPT: StorageDamaged,
    sqlite3.SQLITE_NOTADB: StorageDamaged,
    sqlite3.SQLITE_READONLY: StorageRefused,
    sqlite3.SQLITE_CANTOPEN: StorageRefused,
    sqlite3.SQLITE_PERM: StorageRefused,
}


def storage_error(error: sqlite3.Error, name: str) -> StorageError:
    """Says in our words what the driver reported of a statement."""
    kind = _KINDS.get(getattr(error, "sqlite_errorcode", 0) & _LOW_BYTE, StorageError)
    remedy = "Give mediad's user the right to write there." if kind is StorageRefused else ""
    return kind(f"SQLite refused {name}: {error}.", remedy=remedy)


class _Prefaced(sqlite3.Connection):
    """Runs what is waiting in `preface` before the next statement, on the same visit to the connection's thread.

    A hop costs more than BEGIN, SAVEPOINT and RELEASE together, so these travel with the statement that follows them.
    """

    def __init__(self, preface: list[str], *args: Any, **kwargs: Any) -> None:  # sqlite3.connect's own
        super().__init__(*args, **kwargs)
        self._preface = preface
        self.row_factory = sqlite3.Row

    def _begin(self) -> None:
        while self._preface:
            super().execute(self._preface[0])
            del self._preface[0]

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # as in sqlite3
        self._begin()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        self._begin()
        return super().executemany(sql, parameters)


class SqliteConnection:
    """A connection and the statements that wait to go before its next one."""

    def __init__(self, driver: aiosqlite.Connection, preface: list[str], meter: Meter) -> None:
        self._driver = driver
        self._meter = meter
        self.preface = preface

    @property
    def in_transaction(self) -> bool:
        """Whether SQLite itself says that a transaction is open."""
        return self._driver.in_transaction

    @contextmanager
    def _noted(self, name: str) -> Iterator[None]:
        started = self._meter.clock()
        try:
            yield
        except sqlite3.Error as error:
            raise storage_error(error, name) from error
        finally:
            self._meter.statement(name, started)

    async def fetch(self, statement: Statement, params: Params) -> Sequence[Row]:
        """Runs a statement and returns its rows."""
        with self._noted(statement.name):
            return list(await self._driver.execute_fetchall(statement.sql, statement.bind(params)))

    async def execute(self, statement: Statement, params: Params) -> int:
        """Runs a statement and returns how many rows it changed."""
        with self._noted(statement.name):
            return (await self._driver.execute(statement.sql, statement.bind(params))).rowcount

    async def execute_many(self, statement: Statement, rows: Iterable[Params]) -> None:
        """Runs a statement once for each row."""
        bound = statement.bind_all(rows)
        if bound:
            with self._noted(statement.name):
                await self._driver.executemany(statement.sql, bound)

    async def run(self, sql: str) -> Sequence[Row]:
        """Runs a statement of the engine's own."""
        with self._noted(sql.partition("\n")[0][:40]):
            return list(await self._driver.execute_fetchall(sql))

    async def run_within(self, seconds: float, sql: str) -> Sequence[Row] | None:
        """Runs a statement of the engine's own, or gives it up after some time and returns None."""
        task = asyncio.create_task(self.run(sql))
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if not done:
            await self._driver.interrupt()
        try:
            return await task
        except StorageInterrupted:
            return None


@asynccontextmanager
async def connect(path: Path, meter: Meter, *pragmas: str) -> AsyncIterator[SqliteConnection]:
    """Opens a connection; its settings travel with its first statement."""
    preface = [f"PRAGMA {pragma}" for pragma in pragmas]
    try:
        driver = await aiosqlite.connect(path, isolation_level=None, factory=partial(_Prefaced, preface))
    except sqlite3.Error as error:
        raise storage_error(error, f"to open {path}") from error
    try:
        yield SqliteConnection(driver, preface, meter)
    finally:
        await driver.close()
