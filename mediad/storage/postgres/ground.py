"""Migrations on PostgreSQL: a connection of their own, one node at a time."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mediad.storage.postgres.connection import DRIVER_ERRORS, Driver, is_gone, storage_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mediad.storage.migrate import Migration
    from mediad.storage.statements import Engine, Params, Statements

_log = logging.getLogger(__name__)


class PostgresGround:
    """Steps a PostgreSQL database up and down."""

    engine: Engine = "postgres"

    def __init__(self, driver: Driver, statements: Statements, now: Callable[[], float] = time.time) -> None:
        self._driver = driver
        self._statements = statements
        self._now = now

    @contextmanager
    def _wrapped(self, name: str) -> Iterator[None]:
        try:
            yield
        except DRIVER_ERRORS as error:
            raise storage_error(error, name, closed=is_gone(self._driver)) from error

    async def lock(self) -> None:
        """Waits until no other node migrates; the lock ends with the connection."""
        with self._wrapped("schema.lock"):
            await self._driver.execute(self._statements["schema.lock"].sql)

    async def applied(self) -> Mapping[int, str]:
        """Returns the checksum of each version that was applied."""
        with self._wrapped("schema.applied"):
            await self._driver.execute(self._statements["schema.make_record"].sql)
            rows = await self._driver.fetch(self._statements["schema.applied"].sql)
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
        with self._wrapped("a migration"):
            async with self._driver.transaction():
                await self._driver.execute(script)
                await self._driver.execute(self._statements[record].sql, *params)

    async def snapshot(self, version: int) -> None:
        """Keeps what was, before a version is left."""
        _log.warning("leaving schema %d; on PostgreSQL the backup before it is yours (pg_dump)", version)
