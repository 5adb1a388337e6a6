"""What plugins keep, and its end: shown also for those that are gone, and removed when somebody says so."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.http.kept import JOB, Kept, KeptWhole
from mediad.library.matching.filing import take_back
from mediad.storage.ports import matches, plugin_data
from mediad.storage.ports.plugin_data import plugin_of
from mediad_sdk.errors import Conflict, NotFound
from mediad_sdk.values.jobs import JobType
from mediad_sdk.values.metadata import MetadataProvider

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.app.belongings import Belongings
    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock
    from mediad_sdk.values.jobs import JobRun

_WORKS = 200
"""Works that one unit makes anew."""
_NO_PLUGINS = frozenset({"memory", "matched"})
"""How documents of the library itself are marked; a plugin of this name says nothing of works under it."""
_REST = 0.9
"""The fraction of a job that is done when the works are."""


class PluginData:
    """Looks after what plugins keep.

    Args:
        plugins: Who is there.
        belongings: Knows the folders of each, and what is in memory.
    """

    def __init__(
        self, storage: Storage, clock: Clock, catalogue: Catalogue, plugins: PluginHost, belongings: Belongings
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._catalogue = catalogue
        self._plugins = plugins
        self._belongings = belongings

    def job_type(self) -> JobType:
        """Give the job that removes what a plugin keeps; what was done stays done when it ends early."""
        return JobType(id=JOB, handler=self._forget)

    async def all(self) -> list[Kept]:
        """List the plugins that keep something; what one said of works is not looked for, since that takes its time."""
        found = await plugin_data.keepers(self._storage)
        for folder in await asyncio.to_thread(lambda: list(_folders(self._belongings.places()))):
            found.setdefault(plugin_of(folder.name), set()).add("files")
        return [
            Kept(plugin=plugin, installed=bool(self._plugins.instances(plugin)), keeps=tuple(sorted(what)))
            for plugin, what in sorted(found.items())
        ]

    async def one(self, plugin: str) -> KeptWhole:
        """Count what a plugin keeps; raises `NotFound` when it is nothing."""
        rows = await plugin_data.rows(self._storage, plugin)
        files, size = await asyncio.to_thread(_measured, list(_folders(self._belongings.places(), plugin)))
        works = len(await plugin_data.works(self._storage, plugin, but=self._others(plugin), most=1 << 30))
        whole = KeptWhole(
            plugin=plugin, installed=bool(self._plugins.instances(plugin)), tables=rows.tables, values=rows.values,
            settings=rows.settings, secrets=rows.secrets, approved=rows.approved, jobs=rows.jobs, links=rows.links,
            works=works, files=files, bytes=size,
        )  # fmt: skip  # as it is shown
        if not whole.installed and not whole.anything():
            raise NotFound(f"Nothing is kept of a plugin {plugin[:100]!r}.", remedy="See what is kept of plugins.")
        return whole

    async def check(self, plugin: str) -> None:
        """Refuse to remove what a plugin keeps that runs, or of which nothing is kept."""
        if any(each.state != "disabled" for each in self._plugins.instances(plugin)):
            remedy = f"Remove it, with all that it keeps: `mediad plugin remove {plugin} --data`; or disable it first."
            raise Conflict(f"The plugin {plugin} is installed, and would go on with what it keeps.", remedy=remedy)
        await self.one(plugin)

    async def _forget(self, run: JobRun) -> Mapping[str, Any]:
        plugin = str(run.args["plugin"])
        await self.check(plugin)
        whole, others = await self.one(plugin), self._others(plugin)
        await run.log(f"removing {'; '.join(whole.told())}")
        now = self._clock.now_ms()
        await self._storage.write(lambda tx: plugin_data.forget(tx, plugin, installed=whole.installed, now=now))
        after = done = 0
        while some := await plugin_data.works(self._storage, plugin, but=others, after=after, most=_WORKS):
            await self._storage.write(lambda tx, some=some: self._take_back(tx, plugin, some, others))  # type: ignore[misc]  # bound at once
            after, done = some[-1][0], done + len(some)
            await run.progress(_REST * done / max(whole.works, done), f"{done} works")
        await asyncio.to_thread(_removed, list(_folders(self._belongings.places(), plugin)))
        self._belongings.forget(plugin)
        return {"plugin": plugin, "removed": whole.told()}

    async def _take_back(
        self, tx: Transaction, plugin: str, works: Sequence[tuple[int, str]], others: frozenset[str]
    ) -> None:
        now = self._clock.now_ms()
        for work in works:
            names = [each for each in await matches.names(tx, work[0]) if plugin_of(each) == plugin]
            await take_back(tx, self._catalogue, work, [each for each in names if each not in others], now=now)

    def _others(self, plugin: str) -> frozenset[str]:
        """Name the providers that other plugins bring: one may be called as this plugin is."""
        brought = self._plugins.by_instance(MetadataProvider).items()
        names = {each.id for instance, some in brought if plugin_of(instance) != plugin for each in some}
        return frozenset(names) | _NO_PLUGINS


def _folders(places: Sequence[Path], plugin: str = "") -> Iterator[Path]:
    """Give the folders of all instances, or of one plugin's."""
    for place in places:
        for each in sorted(place.iterdir()) if place.is_dir() else ():
            if each.is_dir() and not each.is_symlink() and plugin in ("", plugin_of(each.name)):
                yield each


def _measured(folders: Sequence[Path]) -> tuple[int, int]:
    """Count files and bytes."""
    sizes = [
        os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118  # a name may be anything
        for folder in folders
        for place, _, names in os.walk(folder)
        for name in names
    ]
    return len(sizes), sum(sizes)


def _removed(folders: Sequence[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder)
