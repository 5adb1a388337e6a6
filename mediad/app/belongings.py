"""What is a plugin's own: tables, files, figures, and its way out to other hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.host.files import PluginFiles
from mediad.net.grants import Grant, grant
from mediad.net.net import Net
from mediad.plugins.trial import TRIED
from mediad.storage.ports.plugin_tables import PluginTables
from mediad.telemetry.plugin_figures import PluginFigures, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AsyncExitStack
    from pathlib import Path

    from mediad.config.models import Config
    from mediad.net.upstream import HostFigures
    from mediad.plugins.find import Found
    from mediad.plugins.instance import Given
    from mediad.storage.ports import Storage
    from mediad_sdk.host import Clock
    from mediad_sdk.host.files import Role

MIGRATIONS = "migrations"


async def open_belongings(
    stack: AsyncExitStack, config: Callable[[], Config], storage: Storage, clock: Clock
) -> Belongings:
    """Open the way out on the stack, and keep the rest beside it."""
    now = config()
    net = await stack.enter_async_context(Net(now.network, clock, now.cache_dir / "http"))
    return Belongings(config, storage, clock, net)


def folders_of(config: Config, instance: str) -> Mapping[Role, Path]:
    """Name the folders of an instance's own files."""
    data, cache = config.data_dir / "plugins" / "files", config.cache_dir / "plugins"
    return {"data": data / instance, "cache": cache / instance}


class Belongings:
    """Keeps what belongs to each instance while it is there.

    Args:
        config: The configuration that is in force.
    """

    def __init__(self, config: Callable[[], Config], storage: Storage, clock: Clock, net: Net) -> None:
        self._config = config
        self._storage = storage
        self._clock = clock
        self._net = net
        self._tables: dict[str, PluginTables] = {}
        self._figures: dict[str, PluginFigures] = {}
        self._settings: dict[str, Mapping[str, Any]] = {}

    def prepared(self, given: Given) -> Given:
        """Bring the tables of a plugin to their newest shape before its settings, and then its code, are asked for."""

        async def settings(found: Found, instance: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
            folder = found.folder / MIGRATIONS if found.folder is not None else None
            tables = PluginTables(self._storage, found.id, folder)
            await tables.migrate(self._clock.now_ms())
            self._tables[found.id] = tables
            self._settings[instance] = made = await given(found, instance, said)
            return made

        return settings

    def lend(self, found: Found, instance: str) -> dict[str, Any]:
        """Give the services of an instance that hold what is its own, by their names in the context."""
        config = self._config()
        tried = TRIED.get()
        self._figures[instance] = figures = PluginFigures(found.id, instance)
        return {
            "database": self._tables.get(found.id) or PluginTables(self._storage, found.id, None),
            "files": PluginFiles(folders_of(config, instance)),
            "metrics": figures,
            "http": self._net.lend(instance, lambda: self._grant(found, instance, tried)),
        }

    def places(self) -> tuple[Path, Path, Path]:
        """Give the folders in which instances have folders: for data, for what may vanish, for answers of others."""
        config = self._config()
        data, cache = (each.parent for each in folders_of(config, "any").values())
        return data, cache, config.cache_dir / "http"

    def forget(self, plugin: str) -> None:
        """Forget what is kept in memory of a plugin that is gone."""
        self._tables.pop(plugin, None)
        for kept in (self._figures, self._settings):
            for instance in [each for each in kept if each.partition("-")[0] == plugin]:
                del kept[instance]

    def lines(self) -> Iterator[str]:
        """Give the figures of all instances in Prometheus' text format."""
        return lines(self._figures.values())

    def calls(self) -> Sequence[HostFigures]:
        """Give what was counted of calls to other hosts."""
        return self._net.figures()

    def _grant(self, found: Found, instance: str, tried: Mapping[str, Any] | None) -> Grant:
        permission = found.manifest.permissions.get("network") if found.manifest else None
        declared = self._config().plugins.get(found.id)
        own = declared.instances.get(instance.removeprefix(f"{found.id}-"), declared) if declared else None
        settings = self._settings.get(instance) if tried is None else tried
        return grant(permission, settings=settings, network=own.network if own else None)
