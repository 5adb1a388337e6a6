from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad.storage.ports.plugin_data import keepers
from mediad.storage.ports.plugin_tables import PluginTables, drop
from mediad_sdk.errors import Conflict, Invalid, MediadError

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.storage.ports import Storage
    from mediad.storage.ports.plugin_tables import PluginRows

FIRST = """-- What was cooked.
-- up
CREATE TABLE recipes__cooked (id INTEGER PRIMARY KEY, title TEXT NOT NULL, progress BIGINT NOT NULL DEFAULT 0);
CREATE INDEX recipes__cooked_title ON recipes__cooked (title);
-- down
DROP TABLE recipes__cooked;
"""
SECOND = """-- up
ALTER TABLE recipes__cooked ADD COLUMN stars INTEGER;
INSERT INTO recipes__cooked (id, title, stars) VALUES (1, 'soup; with salt', 5);
-- down
ALTER TABLE recipes__cooked DROP COLUMN stars;
"""


def put(folder: Path, *scripts: str) -> Path:
    """Write migrations and give their folder."""
    place = folder / "migrations"
    place.mkdir(exist_ok=True)
    for number, script in enumerate(scripts, 1):
        (place / f"{number:04}_step.sql").write_text(script)
    return place


@pytest.fixture
async def tables(storage: Storage, tmp_path: Path) -> PluginTables:
    """Give the tables of a plugin, migrated."""
    made = PluginTables(storage, "recipes", put(tmp_path, FIRST, SECOND))
    assert await made.migrate(1) == 2
    return made


async def test_migrations_run_once_and_rows_come_back_by_name(tables: PluginTables) -> None:
    assert await tables.migrate(2) == 0

    async def cook(rows: PluginRows) -> int:
        await rows.execute("INSERT INTO recipes__cooked (id, title) VALUES (:id, :title)", id=2, title="stew")
        return len(await rows.fetch("SELECT id FROM recipes__cooked"))

    assert await tables.write(cook) == 2
    found = await tables.fetch("SELECT title, stars FROM recipes__cooked WHERE id <= :most ORDER BY id;", most=9)
    assert found == [{"title": "soup; with salt", "stars": 5}, {"title": "stew", "stars": None}]


async def test_a_unit_that_fails_leaves_nothing(tables: PluginTables) -> None:
    async def fail(rows: PluginRows) -> None:
        await rows.execute("DELETE FROM recipes__cooked")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await tables.write(fail)
    assert len(await tables.fetch("SELECT id FROM recipes__cooked")) == 1


async def test_a_plugin_that_goes_takes_its_tables_with_it_when_told_to(storage: Storage, tables: PluginTables) -> None:
    assert await keepers(storage) == {"recipes": {"tables"}}
    assert await storage.write(lambda tx: drop(tx, "recipes")) == 2
    assert await keepers(storage) == {}
    with pytest.raises(MediadError):
        await tables.fetch("SELECT id FROM recipes__cooked")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM account",
        "SELECT * FROM recipes__cooked, account",
        'SELECT * FROM "account"',
        "SELECT c.id FROM recipes__cooked c JOIN main.account a ON a.id = c.id",
        "SELECT (SELECT name FROM account)",
        "WITH x AS (SELECT name FROM account) SELECT * FROM x",
        "SELECT * FROM sqlite_schema",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT query_to_xml('select * from account', true, true, '')",
        "SELECT * FROM other__table",
        "INSERT INTO setting (name, value) VALUES ('a', 'b')",
        "UPDATE account SET name = 'me'",
        "DELETE FROM recipes__cooked WHERE id IN (SELECT id FROM account)",
        "DROP TABLE recipes__cooked",
        "CREATE TABLE recipes__more (id INTEGER)",
        "PRAGMA writable_schema = 1",
        "ATTACH '/etc/passwd' AS x",
        "COMMIT",
        "SELECT 1; DELETE FROM account",
        "SELECT /* /* */ 1 FROM account -- */",
        "SELECT $$a$$ FROM recipes__cooked /* , account */",
        "COPY recipes__cooked TO '/tmp/x'",
        "SELECT load_extension('x')",
    ],
)
async def test_no_statement_reaches_what_is_not_the_plugins(tables: PluginTables, sql: str) -> None:
    async def unit(rows: PluginRows) -> None:
        await rows.execute(sql)

    with pytest.raises(Invalid) as refused:
        await tables.fetch(sql)
    assert "recipes__" in refused.value.remedy
    with pytest.raises(Invalid):
        await tables.write(unit)


@pytest.mark.parametrize(
    "up",
    [
        "CREATE TABLE cooked (id INTEGER PRIMARY KEY);",
        "CREATE TABLE other__cooked (id INTEGER PRIMARY KEY);",
        "CREATE TABLE recipes__a AS SELECT * FROM account;",
        "DROP TABLE account;",
        "ALTER TABLE account ADD COLUMN x INTEGER;",
        "CREATE INDEX recipes__x ON account (name);",
        "INSERT INTO setting (name, value) VALUES ('a', 'b');",
        "UPDATE account SET name = 'x';",
        "CREATE FUNCTION recipes__f() RETURNS INTEGER AS 'select 1' LANGUAGE sql;",
    ],
)
async def test_a_migration_that_leaves_its_place_changes_nothing(storage: Storage, tmp_path: Path, up: str) -> None:
    script = f"-- up\nCREATE TABLE recipes__fine (id INTEGER PRIMARY KEY);\n{up}\n-- down\n"
    with pytest.raises(Invalid, match="refused"):
        await PluginTables(storage, "recipes", put(tmp_path, script)).migrate(1)
    assert await keepers(storage) == {}


async def test_a_migration_that_fails_in_the_database_is_undone_as_a_whole(storage: Storage, tmp_path: Path) -> None:
    broken = FIRST.replace("-- down", "INSERT INTO recipes__cooked (id, title) VALUES (1, NULL);\n-- down")
    with pytest.raises(MediadError):
        await PluginTables(storage, "recipes", put(tmp_path, broken)).migrate(1)
    assert await PluginTables(storage, "recipes", put(tmp_path, FIRST)).migrate(1) == 1


async def test_a_changed_or_missing_migration_is_told(storage: Storage, tables: PluginTables, tmp_path: Path) -> None:
    del tables
    with pytest.raises(Conflict, match="not the one that was applied"):
        await PluginTables(storage, "recipes", put(tmp_path, FIRST, SECOND.replace("5", "4"))).migrate(1)
    with pytest.raises(Conflict, match="at version 2, this plugin knows 0"):
        await PluginTables(storage, "recipes", None).migrate(1)


async def test_what_only_postgres_understands_is_judged_by_its_words(storage: Storage, tables: PluginTables) -> None:
    cast = "SELECT title FROM recipes__cooked WHERE id = ANY(:ids::bigint[])"
    if storage.engine == "sqlite":
        with pytest.raises(Invalid, match="unrecognized token"):
            await tables.fetch(cast, ids=[1, 2])
        return
    found = await tables.fetch(cast, ids=[1, 2])
    assert [row["title"] for row in found] == ["soup; with salt"]
    for sql in ("SELECT count(*) FROM account WHERE id = ANY(:ids::bigint[])", 'SELECT 1::int FROM U&"\\0061ccount"'):
        with pytest.raises(Invalid):
            await tables.fetch(sql, **({"ids": [1]} if ":ids" in sql else {}))
