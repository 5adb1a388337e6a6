"""Migrations on SQLite: the writer's own connection, before anybody else has one."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from mediad.storage.errors import StorageError
from mediad.storage.migrate import Migration, split
from mediad.storage.snapshot import prune, snapshot_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mediad.storage.sqlite.connection import SqliteConnection
    from mediad.storage.statements import Engine, Params, Statements

_log = logging.getLogger(__name__)


class SqliteGround:
    """Steps a SQLite database up and down."""

    engine: Engine = "sqlite"

    def __init__(
        self,
        path: Path,
        connection: SqliteConnection,
        statements: Statements,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path = path
        self._connection = connection
        self._statements = statements
        self._now = now

    async def applied(self) -> Mapping[int, str]:
        """Returns the checksum of each version that was applied."""
        await self._connection.execute(self._statements["schema.make_record"], ())
        rows = await self._connection.fetch(self._statements["schema.applied"], ())
        return {row["version"]: row["checksum"] for row in rows}

    async def step_up(self, migration: Migration) -> None:
        """Applies a migration and records it."""
        record = (migration.version, migration.name, migration.checksum, int(self._now() * 1000))
        await self._step(migration.up, "schema.record", record)
        _log.info("schema %d (%s) applied", migration.version, migration.name)

    async def step_down(self, migration: Migration) -> None:
        """Takes a migration back and forgets it."""
        await self._step(migration.down, "schema.forget", (migration.version,))
        _log.info("schema %d (%s) taken back", migration.version, migration.name)

    async def _step(self, script: str, record: str, params: Params) -> None:
        """Runs a script as one transaction.

        Foreign keys are off meanwhile, since a table can only be changed by making it anew, and checked before the end.
        """
        await self._connection.run("PRAGMA foreign_keys = OFF")
        await self._connection.run("BEGIN IMMEDIATE")
        try:
            for statement in split(script):
                await self._connection.run(statement)
            if broken := await self._connection.run("PRAGMA foreign_key_check"):
                message = f"{len(broken)} rows would point to nothing, the first in table {broken[0][0]}."
                raise StorageError(message)
            await self._connection.execute(self._statements[record], params)
            await self._connection.run("COMMIT")
        finally:
            if self._connection.in_transaction:
                await self._connection.run("ROLLBACK")
            await self._connection.run("PRAGMA foreign_keys = ON")

    async def snapshot(self, version: int) -> None:
        """Keeps what was, before a version is left."""
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(self._now()))
        path = snapshot_path(self._path, version, stamp)
        partial = path.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)  # it holds the hashes of keys and passwords, as the database does
        try:
            await self._connection.execute(self._statements["schema.snapshot"], (str(partial),))
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        prune(self._path)
        _log.info("the database was copied to %s", path)
