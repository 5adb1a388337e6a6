"""Opens a SQLite database: guarded, checked, migrated, with one writer and a few readers."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, TypeVar

from mediad.storage.errors import StorageDamaged
from mediad.storage.guards import held
from mediad.storage.migrate import migrate_up, read_migrations
from mediad.storage.sqlite.connection import SqliteConnection, connect
from mediad.storage.sqlite.glance import Glance
from mediad.storage.sqlite.ground import SqliteGround
from mediad.storage.sqlite.writer import Writer
from mediad.storage.statements import Statements
from mediad.storage.units import Fetching, Figures, Meter, Unit
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from mediad.storage.statements import Engine, Named, Params
    from mediad.storage.units import Reader, Row

T = TypeVar("T")

_log = logging.getLogger(__name__)

# WAL with FULL loses no acknowledged commit at a power cut. Foreign keys are on, because PostgreSQL's always are.
# No mmap: a read error in a mapped page kills the process by SIGBUS instead of failing one statement.
_COMMON = ("busy_timeout = 5000", "foreign_keys = ON")
# A scan's batch touches some 3,000 pages: at SQLite's own 1,000 a checkpoint would follow each of its commits.
_WRITER = (
    *_COMMON, "journal_mode = WAL", "synchronous = FULL", "cache_size = -8192", "journal_size_limit = 67108864",
    "wal_autocheckpoint = 8192",
)  # fmt: skip  # one list
_READER = (*_COMMON, "query_only = ON", "cache_size = -2048")
_GLANCE = ("query_only = ON", "cache_size = -8192")  # it never waits for a lock
_CHECK_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SqliteOptions:
    """How a database is opened; what is not named here is a decision, not a setting."""

    readers: int = 2
    force_remote: bool = False
    migrations: Traversable | None = None
    sql: tuple[Traversable, ...] = ()


class _Readers:
    """Reading connections, opened when first needed and reused last in, first out: a quiet daemon needs one."""

    def __init__(self, path: Path, size: int, meter: Meter) -> None:
        self._path = path
        self._meter = meter
        self._stack = AsyncExitStack()
        self._free = asyncio.Semaphore(size)
        self._idle: list[SqliteConnection] = []

    async def take(self) -> SqliteConnection:
        await self._free.acquire()
        try:
            return self._idle.pop() if self._idle else await self._open()
        except BaseException:
            self._free.release()
            raise

    async def _open(self) -> SqliteConnection:
        return await self._stack.enter_async_context(connect(self._path, self._meter, *_READER))

    def give(self, connection: SqliteConnection) -> None:
        self._idle.append(connection)
        self._free.release()

    async def close(self) -> None:
        await self._stack.aclose()


class _Snapshot(Fetching):
    """Reads that all see the same moment."""

    engine: Engine = "sqlite"

    def __init__(self, connection: SqliteConnection, statements: Statements) -> None:
        self._connection = connection
        self._statements = statements
        self.used = False

    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Runs a statement and returns its rows."""
        self.used = True
        return await self._connection.fetch(self._statements[name], params)


class SqliteStorage(Fetching):
    """An open SQLite database."""

    engine: Engine = "sqlite"

    def __init__(self, statements: Statements, writer: Writer, readers: _Readers, glance: Glance, meter: Meter) -> None:
        self._statements = statements
        self._writer = writer
        self._readers = readers
        self._glance = glance
        self._meter = meter
        self.committed = writer.committed

    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Runs a statement and returns its rows: at once where that is short, else in a thread."""
        statement = self._statements[name]
        if (rows := self._glance.fetch(statement, params)) is not None:
            return rows
        connection = await self._readers.take()
        try:
            return await connection.fetch(statement, params)
        finally:
            self._readers.give(connection)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """Lends a reader whose statements all see the same moment."""
        connection = await self._readers.take()
        snapshot = _Snapshot(connection, self._statements)
        connection.preface.append("BEGIN")
        try:
            yield snapshot
        finally:
            try:
                await self._end(connection, snapshot)
            finally:
                self._readers.give(connection)

    @staticmethod
    async def _end(connection: SqliteConnection, snapshot: _Snapshot) -> None:
        if snapshot.used:
            await connection.run("COMMIT")
        else:
            connection.preface.pop()

    async def write(self, unit: Unit[T]) -> T:
        """Runs a unit of work and returns its result after the commit."""
        return await self._writer.submit(unit)

    def figures(self) -> Figures:
        """Returns what was counted so far."""
        return self._meter.figures()


@asynccontextmanager
async def open_sqlite(
    path: Path, options: SqliteOptions | None = None, meter: Meter | None = None
) -> AsyncIterator[SqliteStorage]:
    """Opens the database at `path`, made and migrated when needed, for this process alone."""
    options = options or SqliteOptions()
    meter = meter or Meter()
    statements = Statements("sqlite", *options.sql)
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(_writing(path, meter, force=options.force_remote))
        await migrate_up(SqliteGround(path, connection, statements), read_migrations("sqlite", options.migrations))
        readers = _Readers(path, options.readers, meter)
        stack.push_async_callback(readers.close)
        glance = Glance(path, meter, _GLANCE)
        stack.callback(glance.close)
        writer = Writer(connection, statements, meter)
        stack.push_async_callback(writer.close)
        yield SqliteStorage(statements, writer, readers, glance, meter)


@asynccontextmanager
async def open_sqlite_ground(path: Path, options: SqliteOptions | None = None) -> AsyncIterator[SqliteGround]:
    """Opens a database only to migrate it, for the command line."""
    options = options or SqliteOptions()
    async with _writing(path, Meter(), force=options.force_remote) as connection:
        yield SqliteGround(path, connection, Statements("sqlite"))


@asynccontextmanager
async def _writing(path: Path, meter: Meter, *, force: bool) -> AsyncIterator[SqliteConnection]:
    with _held(path, force=force) as unclean:
        async with connect(path, meter, *_WRITER) as connection:
            if unclean:
                await _check(path, connection)
            yield connection


@contextmanager
def _held(path: Path, *, force: bool) -> Iterator[bool]:
    """Holds the database; tells whether its last writer ended without closing it (the log was left behind)."""
    with held(path, force=force):
        log = path.with_name(f"{path.name}-wal")
        yield log.exists() and log.stat().st_size > 0


async def _check(path: Path, connection: SqliteConnection) -> None:
    """Looks for damage after an unclean stop, for a moment: a large database is not read in full at each start."""
    rows = await connection.run_within(_CHECK_SECONDS, "PRAGMA quick_check(1)")
    if rows and rows[0][0] != "ok":
        message = f"{path} is damaged: {rows[0][0]}"
        raise StorageDamaged(message)
    _log.info("the last stop was unclean; no damage found%s", "" if rows else " in the time given")
