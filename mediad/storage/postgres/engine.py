"""Opens a PostgreSQL database: a pool that comes back by itself, units with bounded retries, word to other nodes."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg

from mediad.storage.errors import CommitInDoubt, StorageContended, StorageError, StorageUnavailable
from mediad.storage.migrate import migrate_up, read_migrations
from mediad.storage.postgres.connection import (
    DRIVER_ERRORS,
    Driver,
    PostgresReader,
    PostgresTransaction,
    is_gone,
    storage_error,
)
from mediad.storage.postgres.ground import PostgresGround
from mediad.storage.postgres.listening import Listening
from mediad.storage.statements import Statements
from mediad.storage.units import Committed, Fetching, Figures, Meter, Unit
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from importlib.resources.abc import Traversable

    from mediad.storage.statements import Engine, Named, Params
    from mediad.storage.units import Reader, Row

T = TypeVar("T")

_ATTEMPTS = 5
_AWAY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresOptions:
    """How a server is used. Times in seconds."""

    connections: int = 10
    connect_timeout: float = 3.0
    statement_timeout: float = 60.0
    migrations: Traversable | None = None
    sql: tuple[Traversable, ...] = ()


class _Pool:
    """Connections of the server; says at once that it is away, and asks it again only after a pause."""

    def __init__(self, pool: asyncpg.Pool[Any], patience: float, meter: Meter) -> None:
        self._pool = pool
        self._patience = patience
        self._meter = meter
        self._away_until = float("-inf")

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Driver]:
        driver = await self._acquire()
        try:
            yield driver
        finally:
            with suppress(*DRIVER_ERRORS):  # a connection that broke is replaced; its error was reported already
                await self._pool.release(driver)

    async def _acquire(self) -> Any:
        if self._meter.clock() < self._away_until:
            raise StorageUnavailable(retry_after=_AWAY_SECONDS)
        try:
            return await self._pool.acquire(timeout=self._patience)
        except DRIVER_ERRORS as error:
            self._away_until = self._meter.clock() + _AWAY_SECONDS
            raise storage_error(error, "a connection", closed=True) from error


class PostgresStorage(Fetching):
    """An open PostgreSQL database."""

    engine: Engine = "postgres"

    def __init__(self, pool: _Pool, statements: Statements, listening: Listening, meter: Meter) -> None:
        self._pool = pool
        self._statements = statements
        self._listening = listening
        self._meter = meter
        self._tasks: set[asyncio.Task[Any]] = set()
        self.committed = listening.committed

    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Runs a statement and returns its rows."""
        async with self._pool.connection() as driver:
            return await PostgresReader(driver, self._statements, self._meter).fetch_all(name, params)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """Lends a reader whose statements all see the same moment."""
        async with self._pool.connection() as driver:
            frame = driver.transaction(isolation="repeatable_read", readonly=True)
            await self._start(frame)
            try:
                yield PostgresReader(driver, self._statements, self._meter)
            finally:
                with suppress(*DRIVER_ERRORS):  # what was read was read
                    await frame.rollback()

    async def write(self, unit: Unit[T]) -> T:
        """Runs a unit, again if others came in its way; in a task of its own, for its caller may be cancelled."""
        task = asyncio.create_task(self._persist(unit), name="postgres unit")
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        self._meter.waiting += 1
        return await asyncio.shield(task)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._meter.waiting -= 1
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # seen, even if the caller has gone

    async def _persist(self, unit: Unit[T]) -> T:
        for attempt in range(1, _ATTEMPTS):
            with suppress(StorageContended):
                return await self._attempt(unit)
            await asyncio.sleep(random.uniform(0.0, 0.02 * 2**attempt))  # noqa: S311  # spreads rivals, hides nothing
        return await self._attempt(unit)

    async def _attempt(self, unit: Unit[T]) -> T:
        started = self._meter.clock()
        async with self._pool.connection() as driver:
            transaction = PostgresTransaction(driver, self._statements, self._meter)
            frame = driver.transaction()
            await self._start(frame)
            try:
                result = await unit(transaction)
                if transaction.topics:
                    await transaction.notify(self._listening.payload(transaction.topics))
            except BaseException:
                with suppress(*DRIVER_ERRORS):
                    await frame.rollback()
                raise
            finally:
                transaction.end()
                self._meter.unit(unit, started)
            try:
                await self._commit(frame, driver)
            except CommitInDoubt:
                self.committed.deliver(frozenset(transaction.topics))
                raise
        self.committed.deliver(frozenset(transaction.topics))
        return result

    @staticmethod
    async def _start(frame: asyncpg.transaction.Transaction) -> None:
        try:
            await frame.start()
        except DRIVER_ERRORS as error:
            raise storage_error(error, "BEGIN", closed=True) from error

    async def _commit(self, frame: asyncpg.transaction.Transaction, driver: Driver) -> None:
        if is_gone(driver):
            raise StorageUnavailable  # COMMIT was never sent: nothing was done
        try:
            await frame.commit()
        except DRIVER_ERRORS as error:
            wrapped = storage_error(error, "COMMIT", closed=is_gone(driver))
            if isinstance(wrapped, StorageUnavailable) and not isinstance(wrapped, StorageContended):
                raise CommitInDoubt(str(wrapped)) from error
            raise wrapped from error
        self._meter.commits += 1

    def figures(self) -> Figures:
        """Returns what was counted so far."""
        return self._meter.figures()

    async def close(self) -> None:
        """Lets the units that run finish."""
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _nothing_to_reset(_driver: Driver) -> None:
    """Spares the round trip of the full reset: our sessions hold no state, and asyncpg ends what was left open."""


@asynccontextmanager
async def open_postgres(
    dsn: str, options: PostgresOptions | None = None, meter: Meter | None = None
) -> AsyncIterator[PostgresStorage]:
    """Opens the database that `dsn` names, migrated when needed; other nodes may have it open as well."""
    options = options or PostgresOptions()
    meter = meter or Meter()
    statements = Statements("postgres", *options.sql)
    async with open_postgres_ground(dsn, options) as ground:
        await migrate_up(ground, read_migrations("postgres", options.migrations))
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(_pool(dsn, options))
        listening = Listening(lambda: _connect(dsn, options), statements["engine.ping"].sql, Committed())
        await stack.enter_async_context(_running(listening))
        storage = PostgresStorage(_Pool(pool, options.connect_timeout, meter), statements, listening, meter)
        stack.push_async_callback(storage.close)
        yield storage


@asynccontextmanager
async def open_postgres_ground(dsn: str, options: PostgresOptions | None = None) -> AsyncIterator[PostgresGround]:
    """Opens a database only to migrate it, while no other node does."""
    try:
        driver = await _connect(dsn, options or PostgresOptions(), statement_timeout=None)
    except DRIVER_ERRORS as error:
        raise _at_start(storage_error(error, "a connection")) from error
    try:
        ground = PostgresGround(driver, Statements("postgres"))
        await ground.lock()
        yield ground
    finally:
        with suppress(*DRIVER_ERRORS):
            await driver.close(timeout=1.0)  # the server gives the lock back


def _at_start(error: StorageError) -> StorageError:
    """Says what to do while nothing runs yet that would connect again by itself."""
    if isinstance(error, StorageUnavailable):
        remedy = "Start the database server, or correct storage.url; then start mediad again."
        return StorageUnavailable(str(error), remedy=remedy)
    return error


async def _connect(
    dsn: str, options: PostgresOptions, *, statement_timeout: float | None = 60.0
) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(
        dsn,
        timeout=options.connect_timeout,
        command_timeout=statement_timeout,
        server_settings={"application_name": "mediad"},
    )


@asynccontextmanager
async def _pool(dsn: str, options: PostgresOptions) -> AsyncIterator[asyncpg.Pool[Any]]:
    try:
        pool = await asyncpg.create_pool(
            dsn,
            min_size=0,
            max_size=options.connections,
            timeout=options.connect_timeout,
            command_timeout=options.statement_timeout,
            reset=_nothing_to_reset,
            server_settings={"application_name": "mediad"},
        )
    except DRIVER_ERRORS as error:
        raise storage_error(error, "a connection") from error
    try:
        yield pool
    finally:
        try:
            await asyncio.wait_for(pool.close(), options.connect_timeout)
        except DRIVER_ERRORS:
            pool.terminate()


@asynccontextmanager
async def _running(listening: Listening) -> AsyncIterator[None]:
    ready = asyncio.Event()
    task = asyncio.create_task(listening.run(ready), name="postgres listener")
    try:
        await ready.wait()
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
