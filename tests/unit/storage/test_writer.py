"""What the writer says when the disk fails under it; the disk is a stand-in here."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest

from mediad.storage.errors import CommitInDoubt, StorageError, StorageFull
from mediad.storage.sqlite.writer import Writer
from mediad.storage.statements import Statements
from mediad.storage.units import Meter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.storage.sqlite.connection import SqliteConnection
    from mediad.storage.statements import Params, Statement
    from mediad.storage.units import Transaction


class FailingDisk:
    """A connection whose statements fail as they are told to."""

    def __init__(self) -> None:
        self.preface: list[str] = []
        self.in_transaction = False
        self.failures: dict[str, StorageError] = {}
        self.seen: list[str] = []

    async def run(self, sql: str) -> list[Any]:
        statements = [*self.preface, sql]
        self.preface.clear()
        for each in statements:
            self._one(each)
        return []

    async def execute(self, statement: Statement, params: Params) -> int:
        await self.run(str(params[0] if params else statement.name))  # type: ignore[call-overload]
        return 1

    def _one(self, sql: str) -> None:
        self.seen.append(sql)
        if sql == "BEGIN IMMEDIATE":
            self.in_transaction = True
        if sql == "lose":
            self.in_transaction = False
        if sql in self.failures:
            raise self.failures[sql]
        if sql.startswith("ROLLBACK TO") and not self.in_transaction:
            raise StorageError("no such savepoint")
        if sql in {"COMMIT", "ROLLBACK"}:
            self.in_transaction = False


@pytest.fixture
def disk() -> FailingDisk:
    return FailingDisk()


STATEMENTS = Statements("sqlite")


@pytest.fixture(autouse=True)
def read_beforehand() -> None:
    """Read the file of statements, which is a blocking call, before there is a loop."""
    assert STATEMENTS["engine.reserve"].sql


@asynccontextmanager
async def writing(disk: FailingDisk) -> AsyncIterator[Writer]:
    writer = Writer(cast("SqliteConnection", disk), STATEMENTS, Meter())
    yield writer
    await writer.close()


async def add(tx: Transaction) -> int:
    tx.announce("added")
    return await tx.execute("engine.reserve", ("add",))


async def lose(tx: Transaction) -> int:
    return await tx.execute("engine.reserve", ("lose",))


@pytest.mark.parametrize(
    ("failure", "expected"), [(StorageError("disk I/O error"), CommitInDoubt), (StorageFull(), StorageFull)]
)
async def test_a_failed_commit_reaches_everyone_who_waited(
    disk: FailingDisk, failure: StorageError, expected: type[StorageError]
) -> None:
    heard: list[frozenset[str]] = []
    async with writing(disk) as writer:
        writer.committed.subscribe(heard.append)
        disk.failures["COMMIT"] = failure
        answers = await asyncio.gather(*(writer.submit(add) for _ in range(3)), return_exceptions=True)
        assert [type(answer) for answer in answers] == [expected] * 3
        assert (disk.seen[-1], disk.preface, heard) == ("ROLLBACK", [], [])
        disk.failures.clear()
        assert await writer.submit(add) == 1
    assert heard == [{"added"}]


async def test_a_dropped_transaction_fails_the_units_before_it_too(disk: FailingDisk) -> None:
    disk.failures["lose"] = StorageFull()
    async with writing(disk) as writer:
        answers = await asyncio.gather(writer.submit(add), writer.submit(lose), return_exceptions=True)
        assert isinstance(answers[0], StorageError)
        assert isinstance(answers[1], StorageFull)
        assert await writer.submit(add) == 1


async def test_a_unit_that_swallows_the_loss_of_the_transaction_is_refused(disk: FailingDisk) -> None:
    async with writing(disk) as writer:
        with pytest.raises(StorageError, match="dropped the transaction"):
            await writer.submit(lose)
        assert await writer.submit(add) == 1


async def test_a_unit_that_sends_nothing_costs_no_commit(disk: FailingDisk) -> None:
    async def think(_tx: Transaction) -> int:
        return 42

    async with writing(disk) as writer:
        assert await writer.submit(think) == 42
    assert disk.seen == []


async def test_a_writer_that_is_cancelled_ends(disk: FailingDisk) -> None:
    began = asyncio.Event()

    async def wait(_tx: Transaction) -> None:
        began.set()
        await asyncio.Event().wait()

    writer = Writer(cast("SqliteConnection", disk), STATEMENTS, Meter())
    caller = asyncio.create_task(writer.submit(wait))
    await began.wait()
    writer._task.cancel()
    await asyncio.wait({writer._task, caller}, timeout=1)
    assert writer._task.cancelled()
    assert caller.cancelled() or caller.exception()
