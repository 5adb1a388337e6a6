"""Takes over what was installed while the daemon runs: new code is loaded, what was removed ends, the rest waits."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from mediad.plugins.installing import current
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mediad.app.installed import Installed
    from mediad.plugins.host import PluginHost
    from mediad.plugins.installing.generations import Generations
    from mediad.plugins.installing.running import Adopted, Running

_log = logging.getLogger("mediad")


class Takeover:
    """Brings the plugins that run to what is installed; one at a time."""

    def __init__(self, data_dir: Path, plugins: PluginHost, installed: Installed) -> None:
        self._data_dir = data_dir
        self._plugins = plugins
        self._installed = installed
        self._running: Running | None = None
        self._turn = asyncio.Lock()

    async def __call__(self) -> Adopted:
        """Do what can be done at once, and tell what waits for the next start."""
        from mediad.plugins.installing.generations import Generations  # noqa: PLC0415  # 40 ms that no start needs
        from mediad.plugins.installing.running import Adopted  # noqa: PLC0415  # as above

        async with self._turn:
            shared = Generations(self._data_dir / current.FOLDER)
            if self._running is None:
                self._running = await asyncio.to_thread(self._began, shared)
            running = self._running
            now = await asyncio.to_thread(shared.current)
            site, states = shared.site(now.number), self._plugins.states()
            present = {each.plugin: each.distribution for each in states}
            apart = {each.plugin for each in states if each.isolation == "process"}
            moves = await asyncio.to_thread(running.moves, now, site, present, apart)
            if now.number != self._installed.number:
                self._installed.number = await asyncio.to_thread(current.enter, self._data_dir)
            changed, ended = await asyncio.to_thread(self._own)
            await self._installed.carry_over()
            gone = [*moves.drop, *(each for each in ended if each not in moves.take)]
            for plugin in gone:
                await self._plugins.remove(plugin)
            taken, failed = await self._taken([*moves.take, *changed])
            await asyncio.to_thread(running.took, now, site, {*moves.waiting, *failed})
            self._installed.waiting = moves.waiting
            return Adopted(reloaded=taken, removed=gone, failed=failed, needs_restart=dict(moves.waiting))

    def _began(self, shared: Generations) -> Running:
        from mediad.plugins.installing.running import Running  # noqa: PLC0415  # as above

        number = self._installed.number
        return Running(shared.root, shared.read(number), shared.site(number))

    def _own(self) -> tuple[list[str], list[str]]:
        """Look at environments of plugins' own; gives those with another one, and those without one any more."""
        before, now = self._installed.own, current.own_sites(self._data_dir)
        self._installed.own = now
        changed = [name for name, place in now.items() if before.get(name) != place]
        return changed, [name for name in before if name not in now]

    async def _taken(self, plugins: Iterable[str]) -> tuple[list[str], dict[str, str]]:
        """Load plugins anew; gives those that run, and why others go on as they were."""
        taken, failed = list[str](), dict[str, str]()
        for plugin in plugins:
            try:
                await self._plugins.reload(plugin)
                taken.append(plugin)
            except MediadError as error:
                _log.warning("plugin %s was not taken over: %s", plugin, error)
                failed[plugin] = str(error)
        return taken, failed
