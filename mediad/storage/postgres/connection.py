"""One asyncpg connection that counts its statements and speaks our errors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg

from mediad.storage.errors import (
    ConstraintViolated,
    StorageContended,
    StorageError,
    StorageFull,
    StorageRefused,
    StorageUnavailable,
)
from mediad.storage.units import Fetching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediad.storage.statements import Engine, Named, Params, Statements
    from mediad.storage.units import Meter, Row

Driver: TypeAlias = Any  # a connection of asyncpg, which ships no types, or the pool's stand-in for one

DRIVER_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)

_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shut down, crashed, not up yet
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,  # a stand-by that is not promoted yet
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)
_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], type[StorageError]], ...] = (
    (asyncpg.DiskFullError, StorageFull),
    (asyncpg.IntegrityConstraintViolationError, ConstraintViolated),
    ((asyncpg.SerializationError, asyncpg.DeadlockDetectedError), StorageContended),
    ((asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError), StorageRefused),
    (_AWAY, StorageUnavailable),
)


def storage_error(error: BaseException, name: str, *, closed: bool = False) -> StorageError:
    """Says in our words what the driver reported of a statement; `closed` when its connection is gone."""
    kind = next((ours for theirs, ours in _KINDS if isinstance(error, theirs)), StorageError)
    if closed and kind is StorageError:
        kind = StorageUnavailable
    remedy = "Check the name, the user and the password in the configured address." if kind is StorageRefused else ""
    return kind(f"PostgreSQL refused {name}: {str(error) or type(error).__name__}.", remedy=remedy)


def is_gone(driver: Driver) -> bool:
    """Whether the connection is closed; the pool takes a broken one back at once, and its stand-in then only raises."""
    try:
        return bool(driver.is_closed())
    except asyncpg.InterfaceError:
        return True


class PostgresReader(Fetching):
    """Runs named statements on one connection."""

    engine: Engine = "postgres"

    def __init__(self, driver: Driver, statements: Statements, meter: Meter) -> None:
        self._driver: Driver | None = driver
        self._statements = statements
        self._meter = meter

    def end(self) -> None:
        """Takes the connection away."""
        self._driver = None

    @contextmanager
    def _noted(self, name: str) -> Iterator[Driver]:
        if self._driver is None:
            raise RuntimeError("a unit of work used its transaction after it had ended")
        started = self._meter.clock()
        try:
            yield self._driver
        except DRIVER_ERRORS as error:
            raise storage_error(error, name, closed=is_gone(self._driver)) from error
        finally:
            self._meter.statement(name, started)

    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Runs a statement and returns its rows."""
        statement = self._statements[name]
        with self._noted(statement.name) as driver:
            rows: Sequence[Row] = await driver.fetch(statement.sql, *statement.bind(params))
            return rows


class PostgresTransaction(PostgresReader):
    """A unit's hand on its connection; it ends with its unit."""

    def __init__(self, driver: Driver, statements: Statements, meter: Meter) -> None:
        super().__init__(driver, statements, meter)
        self.topics: set[str] = set()

    async def execute(self, name: Named, params: Params = ()) -> int:
        """Runs a statement and returns how many rows it changed."""
        statement = self._statements[name]
        with self._noted(statement.name) as driver:
            status = await driver.execute(statement.sql, *statement.bind(params))
        count = status.rpartition(" ")[2]
        return int(count) if count.isdigit() else -1

    async def execute_many(self, name: Named, rows: Iterable[Params]) -> None:
        """Runs a statement once for each row."""
        statement = self._statements[name]
        bound = statement.bind_all(rows)
        if bound:
            with self._noted(statement.name) as driver:
                await driver.executemany(statement.sql, bound)

    async def reserve(self, name: str, count: int = 1) -> int:
        """Takes ids from a sequence and returns the first."""
        return int(await self.fetch_value("engine.reserve", {"name": name, "count": count}))

    def announce(self, *topics: str) -> None:
        """Remembers what to tell after the commit."""
        self.topics.update(topics)

    async def notify(self, payload: str) -> Any:
        """Has the server tell the other nodes when this transaction commits."""
        return await self.fetch_all("engine.notify", (payload,))
