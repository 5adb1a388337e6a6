"""Packages in a running daemon: the job that installs them for administrators, and taking over what was installed."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad.app.takeover import Takeover
from mediad.http.packages import JOB, PackagesOff
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from mediad.app.installed import Installed
    from mediad.config.models import Config
    from mediad.plugins.host import PluginHost
    from mediad.plugins.installing.ground import Outcome
    from mediad.plugins.installing.places import Places
    from mediad.plugins.installing.plan import Plan
    from mediad.plugins.installing.running import Adopted
    from mediad_sdk.values.jobs import JobRun


class Packages:
    """What administrators do with packages while the daemon runs.

    Attributes:
        api: Whether the configuration lets them.
    """

    def __init__(self, config: Config, plugins: PluginHost, installed: Installed) -> None:
        self.api = config.packages.api
        self._config = config
        self._takeover = Takeover(config.data_dir, plugins, installed)
        self._turn = asyncio.Lock()

    @property
    def places(self) -> Places:
        """Where packages lie."""
        from mediad.plugins.installing.places import Places  # noqa: PLC0415  # imported when first used: 40 ms that no start needs

        return Places(self._config.data_dir)

    def job_type(self) -> JobType:
        """Give the job that changes what is installed; it is tried once, for the same question has the same answer."""
        return JobType(id=JOB, handler=self._change, attempts=1)

    async def adopt(self) -> Adopted:
        """Take over what was installed since the start, as far as a running process can."""
        return await self._takeover()

    async def _change(self, run: JobRun) -> Mapping[str, Any]:
        async with self._turn:  # who comes meanwhile waits; only somebody outside of this process is in the way
            outcomes = await self._done(run)
            adopted = await self.adopt()
        return {
            "generation": outcomes[0].generation.number,
            "packages": [f"{each.name} {each.version}" for one in outcomes for each in one.generation.lock],
            "told": [sentence for one in outcomes for sentence in one.told],
            "left": {name: reason for one in outcomes for name, reason in one.left.items()}, **asdict(adopted),
        }  # fmt: skip

    async def _done(self, run: JobRun) -> Sequence[Outcome]:
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
        if args["action"] == "upgrade" and not names:
            return await installer.upgrade_all(options)
        ways: Mapping[str, Callable[[], Awaitable[Outcome]]] = {
            "install": lambda: installer.install(names, options),
            "upgrade": lambda: installer.upgrade(names, options),
            "remove": lambda: installer.remove(names),
            "rollback": lambda: installer.rollback(args.get("to")),
        }
        return [await ways[args["action"]]()]


async def _tell(run: JobRun, step: str, sentence: str) -> None:
    from mediad.plugins.installing.building import STEPS  # noqa: PLC0415  # as above

    await run.log(sentence)
    await run.progress(STEPS.index(step) / len(STEPS), sentence)


async def _approve(run: JobRun, plan: Plan) -> bool:
    for sentence in plan.asks():
        await run.log(sentence)
    return bool(run.args.get("approve"))
