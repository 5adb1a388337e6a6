"""Copies of a database, the way back, and the refusals in between."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from mediad.app.offline import backup, downgrade, media_types, restore, snapshots, upgrade
from mediad.app.storages import open_storage
from mediad.cli.main import main
from mediad.library.inventory.declaring import Declaration, declare
from mediad.storage.migrate import read_migrations
from mediad.storage.ports import libraries
from mediad_sdk.errors import Invalid, MediadError, Unsupported

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.storage.ports import Storage

STAMP = "20260101T000000"


async def put(storage: Storage, name: str) -> None:
    wanted = Declaration(name=name, types=("music",), roots=(b"/srv/attic",), slug="attic")
    await storage.write(partial(declare, declarations=[wanted], now=1))


async def names(address: str) -> list[str]:
    async with open_storage(address) as storage:
        return [each.name for each in await libraries.all_libraries(storage)]


async def test_a_copy_of_a_database_in_use_is_whole_for_its_owner_alone_and_can_be_put_back(tmp_path: Path) -> None:
    address, copy = f"sqlite:{tmp_path}/m.db", tmp_path / "copy.db"
    async with open_storage(address) as storage:
        await put(storage, "Attic")
        backup(address, copy)
        assert copy.stat().st_mode & 0o777 == 0o600
        await put(storage, "Cellar")
        with pytest.raises(MediadError, match="in use by another mediad"):
            restore(address, copy, STAMP)
    assert await names(f"sqlite:{copy}") == ["Attic"]
    assert await names(address) == ["Cellar"]
    former = restore(address, copy, STAMP)
    assert await names(address) == ["Attic"]
    assert await names(f"sqlite:{former}") == ["Cellar"]


def test_a_copy_overwrites_nothing_and_leaves_no_half(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(MediadError, match="exists already"):
        backup(f"sqlite:{tmp_path}/m.db", there)
    assert there.read_text() == "mine"
    with pytest.raises(MediadError, match="cannot be copied"):
        backup(f"sqlite:{tmp_path}/absent.db", tmp_path / "copy")
    with pytest.raises(MediadError, match="cannot be copied"):
        backup(f"sqlite:{there}", tmp_path / "copy")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["there"]


async def test_what_is_no_database_is_not_put_back(tmp_path: Path) -> None:
    address, other = f"sqlite:{tmp_path}/m.db", tmp_path / "other"
    other.write_text("no database at all" * 100)
    async with open_storage(address) as storage:
        await put(storage, "Attic")
    with pytest.raises(MediadError, match="cannot be copied"):
        restore(address, other, STAMP)
    assert await names(address) == ["Attic"]


def test_a_damaged_database_is_replaced_and_its_log_is_not_played_into_the_copy(tmp_path: Path) -> None:
    database, copy, log = tmp_path / "m.db", tmp_path / "copy", tmp_path / "m.db-wal"
    with closing(sqlite3.connect(copy)) as other:
        other.execute("CREATE TABLE old (id)")
    with closing(sqlite3.connect(database, isolation_level=None)) as own:
        own.execute("PRAGMA journal_mode = wal")
        own.execute("CREATE TABLE newer (id)")
        left = log.read_bytes()
    log.write_bytes(left)
    database.write_bytes(b"damaged")
    former = restore(f"sqlite:{database}", copy, STAMP)
    with closing(sqlite3.connect(database)) as own:
        assert own.execute("SELECT name FROM sqlite_master").fetchall() == [("old",)]
    assert former.read_bytes() == b"damaged"
    assert former.with_name(f"{former.name}-wal").read_bytes() == left


def test_postgresql_is_left_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(Unsupported) as refused:
        backup("postgresql://x/y", tmp_path / "copy")
    assert "pg_dump" in refused.value.remedy


async def test_going_down_names_its_snapshot_and_refuses_what_lies_above(tmp_path: Path) -> None:
    address = f"sqlite:{tmp_path}/m.db"
    await upgrade(address)
    newest = len(read_migrations("sqlite"))
    with pytest.raises(Invalid, match=f"is at migration {newest}, which is before 99"):
        await downgrade(address, 99)
    assert await downgrade(address, newest) is None
    assert snapshots(address) == []
    taken = await downgrade(address, 0)
    assert [taken] == snapshots(address)


def tables(file: Path) -> int:
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def command(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_what_empties_a_database_wants_a_yes_and_says_the_way_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config, file = tmp_path / "mediad.toml", tmp_path / "mediad.db"
    config.write_text("[storage]\ndata_dir = '.'\n")
    db = ("--config", str(config), "db")
    assert command(*db, "up") == 0
    full = tables(file)
    assert command(*db, "down", "0") == 2
    assert "--yes" in capsys.readouterr().err
    assert tables(file) == full
    assert command(*db, "down", "0", "--yes") == 0
    (snapshot,) = tmp_path.glob("*.snapshot")
    assert f"{snapshot}. `mediad db restore` puts it back." in capsys.readouterr().out
    assert tables(file) < full
    assert command(*db, "restore", str(snapshot)) == 2
    assert command(*db, "restore", str(snapshot), "--yes") == 0
    assert "The former one: " in capsys.readouterr().out
    assert tables(file) == full


async def test_media_types_are_listed_without_a_word_of_plugins_that_want_the_network(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert {"movies", "music"} <= {each.id for each in await media_types()}
    assert [each.message for each in caplog.records if "does not run" in each.message] == []


async def test_a_folder_that_cannot_be_made_is_one_sentence() -> None:
    with pytest.raises(MediadError, match=r"The database folder /proc/nope cannot be made: "):
        async with open_storage("sqlite:/proc/nope/m.db"):
            pass


async def test_a_database_server_that_is_away_at_the_start_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(MediadError) as refused:
        async with open_storage(f"postgresql://nobody@/none?host={tmp_path}"):
            pass
    assert refused.value.remedy.startswith("Start the database server")
