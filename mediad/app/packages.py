"""Packages in a running daemon: the job that installs them for administrators, and taking over what was installed."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad.http.routes.plugin_packages import JOB, PackagesOff
from mediad.plugins.installing import current as on_disk
from mediad_sdk.errors import MediadError
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from mediad.app.installed import Installed
    from mediad.config.models import Config
    from mediad.plugins.host import PluginHost
    from mediad.plugins.installing.generations import Generation
    from mediad.plugins.installing.ground import Outcome
    from mediad.plugins.installing.places import Places
    from mediad.plugins.installing.plan import Plan
    from mediad_sdk.values.jobs import JobRun

_log = logging.getLogger("mediad")


class Packages:
    """What administrators do with packages while the daemon runs.

    Attributes:
        api: Whether the configuration lets them.
    """

    def __init__(self, config: Config, plugins: PluginHost, installed: Installed) -> None:
        self.api = config.packages.api
        self._config = config
        self._plugins = plugins
        self._installed = installed

    @property
    def places(self) -> Places:
        """Where packages lie."""
        from mediad.plugins.installing.places import Places  # noqa: PLC0415  # imported when first used: 40 ms that no start needs

        return Places(self._config.data_dir)

    def job_type(self) -> JobType:
        """Give the job that changes what is installed; it is tried once, for the same question has the same answer."""
        return JobType(id=JOB, handler=self._change, attempts=1)

    async def adopt(self) -> tuple[list[str], list[str]]:
        """Take over what was installed since the start; gives what runs anew, and what waits for the next start."""
        before, now = await asyncio.to_thread(self._both)
        if before.number == now.number:
            await self._installed.carry_over()  # it may be about an environment of a plugin's own
            return [], []
        moved, waiting = _compare(before, now)
        if waiting:
            return [], waiting
        self._installed.number = await asyncio.to_thread(on_disk.enter, self._config.data_dir)
        await self._installed.carry_over()
        taken, left = list[str](), list[str]()
        for plugin in moved:
            try:
                await self._plugins.reload(plugin)
                taken.append(plugin)
            except MediadError as error:
                _log.warning("plugin %s was not taken over: %s", plugin, error)
                left.append(plugin)
        return taken, left

    def _both(self) -> tuple[Generation, Generation]:
        return self.places.shared.read(self._installed.number), self.places.shared.current()

    async def _change(self, run: JobRun) -> Mapping[str, Any]:
        outcome = await self._done(run)
        taken, waiting = await self.adopt()
        packages = [f"{each.name} {each.version}" for each in outcome.generation.lock]
        return {
            "generation": outcome.generation.number, "packages": packages, "told": list(outcome.told),
            "reloaded": taken, "needs_restart": waiting,
        }  # fmt: skip

    async def _done(self, run: JobRun) -> Outcome:
        if not self.api:
            raise PackagesOff  # it was switched off after the job was begun
        from mediad.plugins.installing.gathering import Options  # noqa: PLC0415  # as above
        from mediad.plugins.installing.install import Installer  # noqa: PLC0415  # as above

        args, names = run.args, list(run.args.get("packages", ()))
        installer = Installer(
            data_dir=self._config.data_dir, cache_dir=self._config.cache_dir, tell=partial(_tell, run),
            approve=partial(_approve, run),
        )  # fmt: skip
        options = Options(folder=self._config.packages.folder, files=False)
        ways: Mapping[str, Callable[[], Awaitable[Outcome]]] = {
            "install": lambda: installer.install(names, options),
            "upgrade": lambda: installer.upgrade(names, options),
            "remove": lambda: installer.remove(names),
            "rollback": lambda: installer.rollback(args.get("to")),
        }
        return await ways[args["action"]]()


def _compare(before: Generation, now: Generation) -> tuple[list[str], list[str]]:
    """Say which plugins can be taken over, or, where another package moves or goes, what the next start is for.

    A library that is loaded in one version cannot be had in another by one process.
    """
    then, plugins = before.packages(), {each.distribution for each in (*before.plugins, *now.plugins)}
    moved = [each.name for each in now.lock if then.get(each.name) != each]
    stuck = [name for name in moved if name in then and name not in plugins]
    gone = [name for name in then if name not in now.packages()]
    if stuck or gone:
        return [], sorted({*moved, *gone})
    return [each.id for each in now.plugins if each.distribution in moved], []


async def _tell(run: JobRun, step: str, sentence: str) -> None:
    from mediad.plugins.installing.building import STEPS  # noqa: PLC0415  # as above

    await run.log(sentence)
    await run.progress(STEPS.index(step) / len(STEPS), sentence)


async def _approve(run: JobRun, plan: Plan) -> bool:
    for sentence in plan.asks():
        await run.log(sentence)
    return bool(run.args.get("approve"))
