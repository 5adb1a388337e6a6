"""Tables of plugins: migrated before the plugin's code runs, spoken to in its own SQL, gone when somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mediad.storage.migrate import read_migrations, split
from mediad.storage.statements import Statement
from mediad_sdk.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from mediad.storage.jail import Jail
    from mediad.storage.migrate import Migration
    from mediad.storage.ports import Reader, Row, Storage, Transaction

T = TypeVar("T")


class PluginRows:
    """What a plugin's unit of work holds; obeys the SDK's `Rows`."""

    def __init__(self, jail: Jail, tx: Transaction) -> None:
        self._jail = jail
        self._tx = tx

    async def fetch(self, sql: str, /, **values: Any) -> Sequence[Mapping[str, Any]]:
        """Give the rows of a query."""
        return await _fetched(self._jail, self._tx, sql, values)

    async def execute(self, sql: str, /, **values: Any) -> None:
        """Change something."""
        await self._tx.execute(self._jail.statement(sql), values)


class PluginTables:
    """The tables of one plugin, all its instances together; obeys the SDK's `Database`."""

    def __init__(self, storage: Storage, plugin: str, folder: Traversable | None) -> None:
        self._storage = storage
        self._plugin = plugin
        self._folder = folder if folder is not None and folder.is_dir() else None
        self._migrations: Sequence[Migration] = ()
        self._jail: Jail | None = None

    @property
    def dialect(self) -> str:
        """The dialect of the engine."""
        return self._storage.engine

    async def migrate(self, now_ms: int) -> int:
        """Bring the tables to the newest shape, all steps or none; gives how many there were.

        Raises:
            Invalid: A migration does what it must not; nothing was changed.
            Conflict: The plugin is older than its tables, or a migration is not what it was.
        """
        migrations = read_migrations(self._storage.engine, self._folder) if self._folder is not None else ()
        done, jail = 0, None
        if self._missing(migrations, await self._applied(self._storage)):  # seldom; what was applied was judged then
            jail = self._judge(migrations)
            done = await self._apply(migrations, now_ms)
        self._migrations, self._jail = migrations, jail
        return done

    async def _apply(self, migrations: Sequence[Migration], now_ms: int) -> int:
        async def unit(tx: Transaction) -> int:
            steps = self._missing(migrations, await self._applied(tx))
            for each in steps:
                await _run(tx, each.up)
                record = {"plugin": self._plugin, "version": each.version, "name": each.name, "down": each.down}
                await tx.execute("plugin_tables.record", {**record, "checksum": each.checksum, "applied": now_ms})
            return len(steps)

        return await self._storage.write(unit)

    async def _applied(self, reader: Reader) -> Sequence[Row]:
        return await reader.fetch_all("plugin_tables.applied", {"plugin": self._plugin})

    async def fetch(self, sql: str, /, **values: Any) -> Sequence[Mapping[str, Any]]:
        """Give the rows of a query."""
        return await _fetched(self._open(), self._storage, sql, values)

    async def write(self, unit: Callable[[PluginRows], Awaitable[T]]) -> T:
        """Run a unit of work in one transaction."""
        jail = self._open()

        async def inner(tx: Transaction) -> T:
            return await unit(PluginRows(jail, tx))

        return await self._storage.write(inner)

    def _open(self) -> Jail:
        if self._jail is None:
            self._jail = self._judge(self._migrations)
        return self._jail

    def _judge(self, migrations: Sequence[Migration]) -> Jail:
        from mediad.storage.jail import Jail  # noqa: PLC0415  # imported for a plugin with tables: 12 ms

        return Jail(self._plugin, migrations, self._storage.engine)

    def _missing(self, migrations: Sequence[Migration], applied: Sequence[Row]) -> Sequence[Migration]:
        if len(applied) > len(migrations):
            message = (
                f"The tables of {self._plugin} are at version {len(applied)}, this plugin knows {len(migrations)}."
            )
            raise Conflict(message, remedy="Install the newer version of the plugin again.")
        for row, each in zip(applied, migrations, strict=False):
            if row["checksum"] != each.checksum:
                message = f"Migration {each.version} ({each.name}) of {self._plugin} is not the one that was applied."
                raise Conflict(
                    message, remedy="Install the version of the plugin that made the tables, or a newer one."
                )
        return migrations[len(applied) :]


async def drop(tx: Transaction, plugin: str) -> int:
    """Take back every migration of a plugin, the newest first, by what was kept of it; gives how many there were."""
    applied = await tx.fetch_all("plugin_tables.applied", {"plugin": plugin})
    for row in reversed(applied):
        await _run(tx, row["down"])
        await tx.execute("plugin_tables.forget", {"plugin": plugin, "version": row["version"]})
    return len(applied)


async def _fetched(jail: Jail, reader: Reader, sql: str, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [dict(row) for row in await reader.fetch_all(jail.statement(sql), values)]


async def _run(tx: Transaction, script: str) -> None:
    """Run a script that was judged when it was first applied."""
    for text in split(script):
        await tx.execute(Statement(name="plugin_tables.migration", about="", sql=text, parameters=()))
