"""Every named statement has its sentence, its user, and an engine that understands it."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

import asyncpg

from mediad.storage.statements import Statements, package_sql, parse

if TYPE_CHECKING:
    from pathlib import Path

    from engines import Database

ENGINES = ("sqlite", "postgres")
ALONE = {
    "projections.index_words",  # SQLite's full-text index is a table beside the words; PostgreSQL's is an index
    "projections.unindex_words",  # as above
}
_TEMPLATE = re.compile(r'f"(\w+)\.(\w*)\{\w+\}(\w*)"')


def test_every_statement_has_its_sentence_and_its_text() -> None:
    wanting = [
        (engine, each.name)
        for engine in ENGINES
        for each in Statements(engine).all()
        if not each.about.endswith(".") or not each.sql
    ]
    assert wanting == []


def test_every_statement_is_on_both_engines_or_asked_for_by_its_own_room(repository: Path) -> None:
    """A statement of one engine alone belongs to what is done on that engine alone."""
    sqlite, postgres = ({each.name for each in Statements(engine).all()} for engine in ENGINES)
    alone = {name for name in sqlite ^ postgres if name.partition(".")[0] not in {"engine", "schema"}}
    assert alone == ALONE


def test_no_name_is_given_twice() -> None:
    for source in package_sql().iterdir():
        for engine in ENGINES:
            names = [each.name for each in parse(source.read_text(encoding="utf-8"), source.name, engine)]
            assert sorted(names) == sorted(set(names))


def test_every_statement_is_used(repository: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (repository / "mediad").rglob("*.py"))
    asked = set(re.findall(r'"(\w+\.\w+)"', code))
    words = set(re.findall(r'"(\w+)"', code))
    given = {each.name for engine in ENGINES for each in Statements(engine).all()}
    assert {name for name in given - asked if not _is_composed(name, code, words)} == set()


def _is_composed(name: str, code: str, words: set[str]) -> bool:
    """Tell whether a name is put together of a template and a word that stands somewhere: f"claims.{what}_of"."""
    aggregate, _, statement = name.partition(".")
    for of, before, after in set(_TEMPLATE.findall(code)):
        found = re.fullmatch(rf"{before}(\w+){after}", statement) if of == aggregate else None
        if found and found[1] in words:
            return True
    return False


async def test_every_statement_prepares(database: Database) -> None:
    async with database.open():
        pass
    refused = (
        _sqlite_refuses(database.address) if database.engine == "sqlite" else await _postgres_refuses(database.address)
    )
    assert refused == []


def _sqlite_refuses(path: str) -> list[tuple[str, str]]:
    refused = []
    connection = sqlite3.connect(path)
    for each in Statements("sqlite").all():
        try:
            connection.execute(f"EXPLAIN {each.sql}", [None] * len(each.parameters))
        except sqlite3.Error as error:
            refused.append((each.name, str(error)))
    connection.close()
    return refused


async def _postgres_refuses(dsn: str) -> list[tuple[str, str]]:
    refused = []
    connection = await asyncpg.connect(dsn)
    for each in Statements("postgres").all():
        try:
            await connection.prepare(each.sql)
        except asyncpg.PostgresError as error:
            refused.append((each.name, str(error)))
    await connection.close()
    return refused
