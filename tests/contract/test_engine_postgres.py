"""What PostgreSQL promises beyond the common interface: it may go away and come back, and several nodes share it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import asyncpg
import pytest

from mediad.storage.errors import CommitInDoubt, StorageRefused, StorageUnavailable
from mediad.storage.postgres import PostgresOptions, open_postgres
from mediad.storage.units import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from engines import Database, Server

    from mediad.storage.units import Storage, Transaction


SLOW_COMMIT = """
CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
"""


@pytest.fixture
def engine() -> str:
    return "postgres"


async def eventually(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # the other side has no event to give
            await asyncio.sleep(0.02)


async def end_others(database: Database) -> None:
    """End every connection of the database, as a restart of the server does."""
    connection = await asyncpg.connect(database.address)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    await connection.close()


async def test_the_pool_comes_back_by_itself(notes: Storage, empty_database: Database) -> None:
    for number in range(3):
        await end_others(empty_database)
        await asyncio.sleep(0.05)
        assert await notes.write(lambda tx, n=number: tx.execute("note.add", (n, "x"))) == 1  # type: ignore[misc]
    assert await notes.fetch_value("note.count") == 3


async def test_a_connection_lost_before_the_commit_means_not_done(notes: Storage, empty_database: Database) -> None:
    async def lose(tx: Transaction) -> None:
        await tx.execute("note.add", (1, "x"))
        await end_others(empty_database)
        await tx.execute("note.add", (2, "x"))

    with pytest.raises(StorageUnavailable) as caught:
        await notes.write(lose)
    assert caught.value.retry_after > 0
    assert await notes.fetch_value("note.count") == 0


async def test_a_connection_found_lost_before_the_commit_means_not_done(
    notes: Storage, empty_database: Database
) -> None:
    async def lose(tx: Transaction) -> None:
        await tx.execute("note.add", (1, "x"))
        await end_others(empty_database)
        await asyncio.sleep(0.05)

    with pytest.raises(StorageUnavailable):
        await notes.write(lose)
    assert await notes.fetch_value("note.count") == 0


async def committing(database: Database) -> None:
    """Wait until a commit of the database hangs in its trigger."""
    connection = await asyncpg.connect(database.address)
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
    async with asyncio.timeout(10):
        while not await connection.fetchval(query):
            await asyncio.sleep(0.02)
    await connection.close()


async def test_a_connection_lost_during_the_commit_is_in_doubt(notes: Storage, empty_database: Database) -> None:
    connection = await asyncpg.connect(empty_database.address)
    await connection.execute(SLOW_COMMIT)
    await connection.close()
    writing = asyncio.create_task(notes.write(lambda tx: tx.execute("note.add", (1, "x"))))
    await committing(empty_database)
    await end_others(empty_database)
    with pytest.raises(CommitInDoubt) as caught:
        await writing
    assert "before making it again" in caught.value.remedy


async def test_a_server_that_is_away_is_said_at_once(
    notes: Storage, empty_database: Database, postgres_server: Server
) -> None:
    name = empty_database.address.partition("?")[0].rpartition("/")[2]
    administrator = await asyncpg.connect(postgres_server.dsn)
    await administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await end_of(administrator, name)
    await asyncio.sleep(0.05)
    with pytest.raises((StorageUnavailable, StorageRefused)):
        await notes.fetch_value("note.count")
    await administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    await administrator.close()
    with pytest.raises(StorageUnavailable):  # it is not asked again so soon: each question could cost a time-out
        await notes.write(lambda tx: tx.execute("note.add", (1, "x")))
    assert await written(notes) == 1


async def written(notes: Storage) -> int:
    """Write as soon as the server is asked again."""
    async with asyncio.timeout(10):
        while True:
            try:
                return await notes.write(lambda tx: tx.execute("note.add", (1, "x")))
            except StorageUnavailable:
                await asyncio.sleep(0.05)


async def end_of(administrator: asyncpg.Connection, name: str) -> None:
    await administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    started = time.monotonic()
    with pytest.raises(StorageUnavailable):
        async with open_postgres("postgresql://nobody@127.0.0.1:1/none", PostgresOptions(connect_timeout=1.0)):
            pass
    assert time.monotonic() - started < 2


async def test_a_database_that_does_not_exist_is_refused_in_words(postgres_server: Server) -> None:
    with pytest.raises(StorageRefused, match="does not exist") as caught:
        async with open_postgres(postgres_server.named("no_such_database")):
            pass
    assert "address" in caught.value.remedy


async def test_other_nodes_hear_what_was_committed_and_we_hear_ourselves_once(
    notes: Storage, open_notes: Callable[..., AbstractAsyncContextManager[Storage]]
) -> None:
    async with open_notes() as other:
        here: list[frozenset[str]] = []
        there: list[frozenset[str]] = []
        notes.committed.subscribe(here.append)
        other.committed.subscribe(there.append)

        async def announce(tx: Transaction) -> None:
            tx.announce("jobs", "events")

        await notes.write(announce)
        assert here == [{"jobs", "events"}]
        await eventually(lambda: there)

        async def announce_much(tx: Transaction) -> None:
            tx.announce(*(f"a rather long topic, number {number}" for number in range(1000)))

        await notes.write(announce_much)
        await eventually(lambda: there[1:])  # notices arrive in their order, so a double of the first would be there
        assert there == [{"jobs", "events"}, {EVERYTHING}]
        assert [len(topics) for topics in here] == [2, 1000]


async def test_after_a_break_a_node_is_told_that_it_may_have_missed_something(
    notes: Storage, empty_database: Database
) -> None:
    heard: list[frozenset[str]] = []
    notes.committed.subscribe(heard.append)
    await end_others(empty_database)
    await eventually(lambda: heard)
    assert heard == [{EVERYTHING}]
