"""Numbered migrations: up at start, down on request, each in one transaction and remembered with its checksum.

`NNNN_name.sql` serves both engines, `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql` one; each has a section
`-- up` and a section `-- down`.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from mediad.storage.errors import MigrationFailed, StorageError, StorageRefused
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from mediad.storage.statements import Engine

_FILE = re.compile(r"(?P<version>\d{4})_(?P<name>\w+?)(?:\.(?P<engine>sqlite|postgres))?\.sql")
_SECTIONS = re.compile(r"\A(?P<head>.*?)^-- up$(?P<up>.*?)^-- down$(?P<down>.*)\Z", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema, there and back."""

    version: int
    name: str
    up: str
    down: str

    @property
    def checksum(self) -> str:
        """The step's fingerprint: a step that was applied somewhere must never change."""
        return hashlib.sha256(self.up.encode()).hexdigest()


class Ground(Protocol):
    """What migrations need of an engine: a connection to itself, that nobody else migrates on."""

    @property
    def engine(self) -> Engine:
        """Which dialect is spoken."""

    async def applied(self) -> Mapping[int, str]:
        """Returns the checksum of each version that was applied."""

    async def step_up(self, migration: Migration) -> None:
        """Applies a migration and records it, in one transaction."""

    async def step_down(self, migration: Migration) -> None:
        """Takes a migration back and forgets it, in one transaction."""

    async def snapshot(self, version: int) -> None:
        """Keeps a copy of the database as it is before it leaves a version."""


def package_migrations() -> Traversable:
    """The folder of mediad's own migrations."""
    return files("mediad.storage") / "migrations"


def read_migrations(engine: Engine, folder: Traversable | None = None) -> Sequence[Migration]:
    """Reads an engine's migrations in order."""
    found = [
        _read(match, source.read_text(encoding="utf-8"))
        for source in (folder or package_migrations()).iterdir()
        if (match := _FILE.fullmatch(source.name)) and match["engine"] in {None, engine}
    ]
    found.sort(key=lambda migration: migration.version)
    if [each.version for each in found] != list(range(1, len(found) + 1)):
        message = f"the {engine} migrations are not numbered 1, 2, 3 ...: {[each.version for each in found]}"
        raise ValueError(message)
    return found


def _read(match: re.Match[str], text: str) -> Migration:
    sections = _SECTIONS.match(text)
    if sections is None:
        message = f"{match.string} lacks a section `-- up` or `-- down`"
        raise ValueError(message)
    return Migration(
        version=int(match["version"]), name=match["name"], up=sections["up"].strip(), down=sections["down"].strip()
    )


async def migrate_up(ground: Ground, migrations: Sequence[Migration]) -> int:
    """Brings a database to the newest schema; returns how many steps that took."""
    applied = await _recognised(ground, migrations)
    steps = migrations[len(applied) :]
    if steps and applied:
        await ground.snapshot(len(applied))
    for migration in steps:
        await _guarded(ground.step_up, migration)
    return len(steps)


async def migrate_down(ground: Ground, migrations: Sequence[Migration], to: int) -> int:
    """Takes a database back to a version (0 is empty); returns how many steps that took."""
    applied = await _recognised(ground, migrations)
    steps = [migration for migration in reversed(migrations[: len(applied)]) if migration.version > to]
    if steps:
        await ground.snapshot(len(applied))
    for migration in steps:
        await _guarded(ground.step_down, migration)
    return len(steps)


async def _recognised(ground: Ground, migrations: Sequence[Migration]) -> Mapping[int, str]:
    """Returns what was applied, once it is sure that this code knows all of it."""
    applied = await ground.applied()
    newest = max(applied, default=0)
    if newest > len(migrations):
        message = f"The database has schema {newest}, this mediad knows {len(migrations)}: a newer version wrote it."
        raise StorageRefused(message, remedy="Start that newer version, or put the snapshot back that it took before.")
    for migration in migrations[:newest]:
        if applied.get(migration.version) != migration.checksum:
            message = f"Migration {migration.version} ({migration.name}) differs from the one applied to this database."
            raise StorageRefused(message, remedy="Install the version of mediad that made the database, or a new one.")
    return applied


async def _guarded(step: Step, migration: Migration) -> None:
    try:
        await step(migration)
    except StorageError as error:
        message = f"Migration {migration.version} ({migration.name}) failed and was undone: {error}"
        raise MigrationFailed(message) from error


class Step(Protocol):
    """One direction of a migration."""

    async def __call__(self, migration: Migration, /) -> None:
        """Takes the step."""


def split(script: str) -> Iterator[str]:
    """Splits a SQLite script into statements; SQLite itself says where one ends, so triggers stay whole."""
    statement = ""
    for piece in re.split(r"(?<=;)", script):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if re.sub(r"--[^\n]*", "", statement).strip():
        message = f"a migration ends in the middle of a statement: {statement.strip()[:80]}"
        raise ValueError(message)
