"""What SQLite promises beyond the common interface: one writer, one daemon, nothing acknowledged is lost."""

# ruff: noqa: ASYNC240  # a test has its loop to itself

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.storage.errors import StorageDamaged, StorageFull, StorageRefused, StorageUnavailable
from mediad.storage.snapshot import snapshots
from mediad.storage.sqlite import SqliteOptions, open_sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.storage.units import Storage, Transaction

ENGINE = Path(__file__).parent / "engine"
OPTIONS = SqliteOptions(migrations=ENGINE / "migrations", sql=(ENGINE / "sql",))
WRITING = """
import asyncio, sys
from pathlib import Path
from mediad.storage.sqlite import SqliteOptions, open_sqlite

async def main(path, engine):
    options = SqliteOptions(migrations=engine / "migrations", sql=(engine / "sql",))
    async with open_sqlite(path, options) as storage:
        async def write(start):
            for number in range(start, 1_000_000, 4):
                await storage.write(lambda tx: tx.execute("note.add", (number, "x" * 100)))
                sys.stdout.write(f"{number}\\n")
                sys.stdout.flush()
        await asyncio.gather(*(write(start) for start in range(4)))

asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
"""

HOLDING = """
import sys
from pathlib import Path
from mediad.storage.guards import held

with held(Path(sys.argv[1])):
    pass
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "mediad.db"


@pytest.fixture
async def notes(path: Path) -> AsyncIterator[Storage]:
    async with open_sqlite(path, OPTIONS) as storage:
        yield storage


async def test_units_that_wait_together_share_a_commit(notes: Storage, path: Path) -> None:
    before = notes.figures().commits
    await asyncio.gather(
        *(notes.write(lambda tx, n=n: tx.execute("note.add", (n, "x"))) for n in range(200))  # type: ignore[misc]
    )
    assert notes.figures().commits - before < 50
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT count(*) FROM note").fetchone() == (200,)
    other.close()


async def test_a_unit_is_on_the_disk_before_its_caller_hears_of_it(notes: Storage, path: Path) -> None:
    await notes.write(lambda tx: tx.execute("note.add", (1, "x")))
    other = sqlite3.connect(path)
    assert other.execute("SELECT count(*) FROM note").fetchone() == (1,)
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()


async def test_a_caller_that_leaves_the_queue_takes_its_unit_back(notes: Storage) -> None:
    began, go_on = asyncio.Event(), asyncio.Event()

    async def hold(tx: Transaction) -> None:
        began.set()
        await go_on.wait()

    holding = asyncio.create_task(notes.write(hold))
    await began.wait()
    waiting = asyncio.create_task(notes.write(lambda tx: tx.execute("note.add", (1, "x"))))
    await asyncio.sleep(0)
    waiting.cancel()
    go_on.set()
    await holding
    assert await notes.fetch_value("note.count") == 0


async def test_a_unit_that_waits_for_another_is_refused_instead_of_waiting_for_ever(notes: Storage) -> None:
    async def nested(_tx: Transaction) -> None:
        await notes.write(lambda tx: tx.execute("note.add", (1, "x")))

    with pytest.raises(RuntimeError, match="must not wait for another"):
        await notes.write(nested)


async def test_what_was_queued_is_written_before_the_database_closes(path: Path) -> None:
    async with open_sqlite(path, OPTIONS) as storage:
        queued = [
            asyncio.create_task(storage.write(lambda tx, n=n: tx.execute("note.add", (n, "x")))) for n in range(9)
        ]  # type: ignore[misc]
        await asyncio.sleep(0)
    assert await asyncio.gather(*queued) == [1] * 9
    with pytest.raises(StorageUnavailable):
        await storage.write(lambda tx: tx.execute("note.add", (10, "x")))


async def test_a_full_disk_undoes_the_unit_and_the_writer_goes_on(notes: Storage, path: Path) -> None:
    """`max_page_count` makes SQLite answer as on a full disk; a real one is filled in tests/faults."""
    connection = notes._writer._connection  # type: ignore[attr-defined]
    await connection.run("PRAGMA max_page_count = 20")
    with pytest.raises(StorageFull):
        await notes.write(lambda tx: tx.execute("note.add", (1, "x" * 1_000_000)))
    await connection.run("PRAGMA max_page_count = 1000000")
    assert await notes.write(lambda tx: tx.execute("note.add", (1, "x" * 1_000_000))) == 1
    assert await notes.fetch_value("note.count") == 1


async def test_a_database_that_another_program_locks_is_unavailable_not_broken(notes: Storage, path: Path) -> None:
    connection = notes._writer._connection  # type: ignore[attr-defined]
    await connection.run("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        await notes.write(lambda tx: tx.execute("note.add", (1, "x")))
    other.close()
    assert await notes.write(lambda tx: tx.execute("note.add", (1, "x"))) == 1


async def test_readers_cannot_write(notes: Storage) -> None:
    with pytest.raises(StorageRefused):
        await notes.fetch_all("note.add", (1, "x"))


@pytest.mark.parametrize("cycle", range(3))
def test_kill_9_loses_no_acknowledged_write(path: Path, cycle: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITING, path, ENGINE], stdout=subprocess.PIPE) as process:
        assert process.stdout
        acknowledged = [int(process.stdout.readline()) for _ in range(50 + 70 * cycle)]
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().splitlines(keepends=True)
    acknowledged += [int(line) for line in rest if line.endswith(b"\n")]

    async def reopen() -> set[int]:
        async with open_sqlite(path, OPTIONS) as storage:
            return {row[0] for row in await storage.fetch_all("note.texts")}

    assert set(acknowledged) <= asyncio.run(reopen())


async def test_a_second_process_is_refused_and_told_who_has_the_database(notes: Storage, path: Path) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDING, path, stderr=subprocess.PIPE)
    _, errors = await process.communicate()
    assert f"in use by another mediad (process {os.getpid()})" in errors.decode()
    assert process.returncode == 1


async def test_a_snapshot_is_taken_before_an_existing_database_is_migrated(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_note.sql").write_text((ENGINE / "migrations" / "0001_note.sql").read_text())
    for version in range(1, 7):
        if version > 1:
            text = f"-- up\nCREATE TABLE t{version} (id INTEGER);\n-- down\nDROP TABLE t{version};\n"
            (folder / f"{version:04d}_more.sql").write_text(text)
        async with open_sqlite(path, SqliteOptions(migrations=folder, sql=(ENGINE / "sql",))) as storage:
            await storage.write(lambda tx, n=version: tx.execute("note.add", (n, "x")))  # type: ignore[misc]
    kept = snapshots(path)
    assert [each.name.partition(".v")[2][:4] for each in kept] == ["0003", "0004", "0005"]
    copy = sqlite3.connect(kept[-1])
    assert copy.execute("SELECT count(*), max(id) FROM note").fetchone() == (5, 5)
    copy.close()
    assert not list(path.parent.glob("*.partial"))
    assert {each.stat().st_mode & 0o777 for each in kept} == {0o600}


async def test_what_is_no_database_is_named_damaged(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it is long enough to be taken for one" * 100)
    with pytest.raises(StorageDamaged) as caught:
        async with open_sqlite(path, OPTIONS):
            pass
    assert "mediad db restore" in caught.value.remedy


async def test_damage_is_found_after_an_unclean_stop(path: Path, tmp_path: Path) -> None:
    async with open_sqlite(path, OPTIONS) as storage:
        await storage.write(lambda tx: tx.execute_many("note.add", ((n, "x" * 200) for n in range(2000))))
    other = sqlite3.connect(path)
    other.execute("INSERT INTO id_block VALUES ('x', 1)")
    other.commit()
    log = path.with_name("mediad.db-wal")
    left = log.read_bytes()
    other.close()
    damaged = bytearray(path.read_bytes())
    damaged[16384:24576] = os.urandom(8192)
    path.write_bytes(damaged)
    log.write_bytes(left)
    with pytest.raises(StorageDamaged, match=r"damaged|malformed"):
        async with open_sqlite(path, OPTIONS):
            pass


async def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageRefused, match="cannot be made"):
        async with open_sqlite(tmp_path / "file" / "mediad.db", OPTIONS):
            pass
