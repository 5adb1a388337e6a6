"""The one writer of a SQLite database: units that wait together are committed together."""

from __future__ import annotations

import asyncio
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeVar

from mediad.storage.errors import CommitInDoubt, StorageError, StorageFull, StorageUnavailable
from mediad.storage.units import Committed, Fetching, Meter, Unit
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.storage.sqlite.connection import SqliteConnection
    from mediad.storage.statements import Engine, Named, Params, Statements
    from mediad.storage.units import Row

T = TypeVar("T")

BATCH_SECONDS = 0.05
_BEGIN = "BEGIN IMMEDIATE"


class SqliteTransaction(Fetching):
    """A unit's hand on the writer; it ends with its unit."""

    engine: Engine = "sqlite"

    def __init__(self, connection: SqliteConnection, statements: Statements) -> None:
        self._connection: SqliteConnection | None = connection
        self._statements = statements
        self.topics: set[str] = set()

    def _open(self) -> SqliteConnection:
        if self._connection is None:
            raise RuntimeError("a unit of work used its transaction after it had ended")
        return self._connection

    def end(self) -> None:
        """Takes the connection away."""
        self._connection = None

    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Runs a statement and returns its rows."""
        return await self._open().fetch(self._statements[name], params)

    async def execute(self, name: Named, params: Params = ()) -> int:
        """Runs a statement and returns how many rows it changed."""
        return await self._open().execute(self._statements[name], params)

    async def execute_many(self, name: Named, rows: Iterable[Params]) -> None:
        """Runs a statement once for each row."""
        await self._open().execute_many(self._statements[name], rows)

    async def reserve(self, name: str, count: int = 1) -> int:
        """Takes ids from a sequence and returns the first."""
        return int(await self.fetch_value("engine.reserve", {"name": name, "count": count}))

    def announce(self, *topics: str) -> None:
        """Remembers what to tell after the commit."""
        self.topics.update(topics)


@dataclass(slots=True, kw_only=True)
class _Entry:
    unit: Unit[Any]
    answer: asyncio.Future[Any]
    result: Any = None
    topics: set[str] = field(default_factory=set)

    def succeed(self) -> None:
        if not self.answer.done():  # the caller may have been cancelled
            self.answer.set_result(self.result)

    def fail(self, error: BaseException) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class Writer:
    """Runs units one after another, each in its savepoint, and answers after the commit that they share."""

    def __init__(self, connection: SqliteConnection, statements: Statements, meter: Meter) -> None:
        self._connection = connection
        self._statements = statements
        self._meter = meter
        self.committed = Committed()
        self._queue: asyncio.Queue[_Entry | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._work(), name="sqlite writer")

    async def submit(self, unit: Unit[T]) -> T:
        """Queues a unit and waits until it is on the disk."""
        if self._task.done():
            raise StorageUnavailable(remedy="mediad is stopping; ask again when it is back.")
        if asyncio.current_task() is self._task:
            raise RuntimeError("a unit of work must not wait for another one")
        entry = _Entry(unit=unit, answer=asyncio.get_running_loop().create_future())
        self._queue.put_nowait(entry)
        self._meter.waiting += 1
        result: T = await entry.answer
        return result

    async def close(self) -> None:
        """Finishes what is queued, then ends."""
        self._queue.put_nowait(None)
        await self._task

    async def _work(self) -> None:
        while entry := await self._queue.get():
            await self._batch(entry)

    async def _batch(self, entry: _Entry | None) -> None:
        """Runs units until the queue is empty or the time is up, then commits them together."""
        preface = self._connection.preface
        preface.append(_BEGIN)
        until = self._meter.clock() + BATCH_SECONDS
        done: list[_Entry] = []
        while entry:
            try:
                if await self._run(entry):
                    done.append(entry)
            except StorageError as error:  # SQLite dropped the transaction, and with it the units before this one
                self._refuse(done, error)
                return
            entry = self._next() if self._meter.clock() < until else None
        await self._commit(done)

    def _next(self) -> _Entry | None:
        if self._queue.empty():
            return None
        entry = self._queue.get_nowait()
        if entry is None:  # close() waits for the outer loop to see it
            self._queue.put_nowait(None)
        return entry

    async def _run(self, entry: _Entry) -> bool:
        """Runs one unit; its failure is its caller's, and undone alone."""
        self._meter.waiting -= 1
        if entry.answer.cancelled():
            return False
        self._connection.preface.append("SAVEPOINT unit")
        transaction = SqliteTransaction(self._connection, self._statements)
        started = self._meter.clock()
        try:
            entry.result = await entry.unit(transaction)
            self._check()
        except BaseException as error:  # whatever it is, the caller gets it and the writer lives
            entry.fail(error)
            await self._undo()
            if self._task.cancelling():
                raise
            return False
        finally:
            transaction.end()
            self._meter.unit(entry.unit, started)
        entry.topics = transaction.topics
        self._connection.preface.append("RELEASE unit")
        return True

    def _check(self) -> None:
        """Refuses a unit that swallowed the error with which SQLite dropped the whole transaction."""
        if _BEGIN not in self._connection.preface and not self._connection.in_transaction:
            raise StorageError("SQLite dropped the transaction.")

    async def _undo(self) -> None:
        """Rolls the savepoint back; a hop of its own, so that a statement still in the thread ends before it."""
        try:
            await self._connection.run("ROLLBACK TO unit")
        except StorageError:
            await self._abandon()
            raise
        self._connection.preface.append("RELEASE unit")

    async def _commit(self, done: list[_Entry]) -> None:
        preface = self._connection.preface
        try:
            if not self._connection.in_transaction:  # no unit sent a statement
                preface.clear()
            else:
                await self._connection.run("COMMIT")
                self._meter.commits += 1
        except StorageError as error:
            await self._abandon()
            self._refuse(done, error if isinstance(error, StorageFull | StorageUnavailable) else _in_doubt(error))
        else:
            for entry in done:
                entry.succeed()
            self.committed.deliver(frozenset().union(*(entry.topics for entry in done)))

    async def _abandon(self) -> None:
        self._connection.preface.clear()
        if self._connection.in_transaction:
            await self._connection.run("ROLLBACK")

    @staticmethod
    def _refuse(done: list[_Entry], error: StorageError) -> None:
        for entry in done:
            entry.fail(error)


def _in_doubt(error: StorageError) -> CommitInDoubt:
    doubt = CommitInDoubt(f"{error} The change may have been made or not.")
    doubt.__cause__ = error
    return doubt
