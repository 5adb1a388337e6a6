"""Builds one generation: gathers wheels, checks them, asks, unpacks them beside what runs, and tries them out."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.carrying import copy_installed
from mediad.plugins.installing.errors import (
    ApprovalNeeded,
    DependencyConflict,
    InstallFailed,
    PackageRefused,
    SmokeTestFailed,
)
from mediad.plugins.installing.gathering import Options, Wanted, fetch, resolve
from mediad.plugins.installing.generations import Generations, adopt_wheels
from mediad.plugins.installing.pip import Pip
from mediad.plugins.installing.plan import Kept, Plan, check, make_plan
from mediad.plugins.installing.smoke import smoke
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.plugins.installing.generations import Generation
    from mediad.plugins.installing.surroundings import Core
    from mediad.plugins.installing.wheel import Wheel

STEPS = ("resolve", "lock", "check", "install", "smoke", "switch")
_SDK_NEEDS = "Nothing was changed. The SDK itself needs these: look for a version of the plugin that goes with it."
Tell = Callable[[str, str], Awaitable[None]]
"""Hears of each step: one of STEPS and a sentence."""
Approve = Callable[[Plan], Awaitable[bool]]
"""Asks a person whether this may be installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One generation that is to be made.

    Attributes:
        folder: Where it is built.
        lines: What people asked for, kept with it.
        wanted: The same for pip, with what must not move.
        before: What it is compared with.
        taken: Who brings the plugins that are there otherwise.
        own: It is for a plugin's own environment, before the daemon's packages.
        left: What stays as it was although it does not fit, or could not be brought up to date; with the reason.
        carried: The packages of what does not fit: taken as they are, unless another needs them too.
    """

    folder: Path
    lines: Mapping[str, str]
    wanted: Wanted
    before: Generation
    options: Options
    core: Core
    taken: Mapping[str, str]
    own: bool = False
    left: Mapping[str, str] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """Builds generations below one root."""

    root: Path
    cache: Path
    environ: Mapping[str, str] | None
    tell: Tell
    approve: Approve

    async def gather(self, work: Work) -> tuple[list[Wheel], Plan]:
        """Get the wheels that make the generation, and look at them; nothing is installed yet."""
        wanted = work.wanted.lines
        if wanted:
            await self.tell("resolve", f"Resolving {', '.join(work.lines[name] for name in wanted)}")
        wheels = await self._fetched(work) if wanted else []
        kept = _kept(work, wheels)
        if wanted:
            await self.tell("check", f"Checking {len(wheels)} package{'' if len(wheels) == 1 else 's'}")
            taken = {**work.taken, **{each.id: each.distribution for each in kept.plugins}}
            await asyncio.to_thread(check, wheels, taken, self.root, own=work.own)
        return wheels, make_plan(tuple(work.lines.values()), wheels, work.before, kept)

    async def build(self, work: Work, wheels: list[Wheel], plan: Plan) -> tuple[str, ...]:
        """Make the generation of what was gathered; gives what a person should know although it works."""
        if plan.needs_approval and not await self.approve(plan):
            raise ApprovalNeeded(f"Nobody approved this: {'; '.join(plan.asks())}.")
        if plan.lock:
            await self.tell("install", f"Installing {', '.join((*plan.added, *plan.changed)) or 'what stays'}")
        await self._unpack(work, wheels, plan)
        if plan.plugins:
            await self.tell("smoke", f"Importing {', '.join(each.id for each in plan.plugins)} in a child")
        return await self._try(work, plan)

    async def _fetched(self, work: Work) -> list[Wheel]:
        pip = self._pip(work)
        try:
            found, sources = await resolve(pip, work.wanted, work.options)
        except DependencyConflict as error:
            if work.own:
                raise DependencyConflict(str(error), remedy=_SDK_NEEDS) from error
            raise
        await self.tell("lock", f"Locking {', '.join(f'{each.name} {each.version}' for each in found) or 'nothing'}")
        return await fetch(pip, found, work.folder / "given", work.folder / "wheels", sources)

    @property
    def _closed(self) -> tuple[Path, ...]:
        return (self.root.parent,)  # the data of the daemon, around what is installed

    def _pip(self, work: Work) -> Pip:
        return Pip(work.folder / "scratch", self.cache, environ=self.environ)

    async def _unpack(self, work: Work, wheels: list[Wheel], plan: Plan) -> None:
        site, shared = work.folder / "site", Generations(self.root)
        fresh = {each.name for each in wheels}
        kept = [each for each in plan.lock if each.name not in fresh]
        if wheels:
            lock = [each for each in plan.lock if each.name in fresh]
            await self._pip(work).install(lock, work.folder / "wheels", site)
        await asyncio.to_thread(_tidy, site, wheels)
        if kept:
            former, number = [each.name for each in kept], work.before.number
            shelf = shared.wheels(number)
            await asyncio.to_thread(adopt_wheels, [shelf / each.file for each in kept], work.folder / "wheels")
            await asyncio.to_thread(copy_installed, former, shared.site(number), site)

    async def _try(self, work: Work, plan: Plan) -> tuple[str, ...]:
        """Import every plugin; one that fails now as it did before does not keep the others back."""
        site = work.folder / "site"
        wrong = await smoke(site, work.core, own=work.own, closed=self._closed)
        if not wrong:
            return ()
        former = {each.id: each.version for each in work.before.plugins}
        stayed = {each.id for each in plan.plugins if former.get(each.id) == each.version}
        as_before: dict[str, str] = {}
        if stayed & set(wrong) and not work.own:
            as_before = await smoke(Generations(self.root).site(work.before.number), work.core, closed=self._closed)
        packages = {each.id: each.distribution for each in plan.plugins}
        carried = {plugin for plugin, package in packages.items() if package in work.carried}
        for plugin, problem in wrong.items():
            if plugin not in {*as_before, *carried}:
                sentence = f"{plugin} cannot be imported: {shown(problem)}"
                raise SmokeTestFailed(sentence, package=packages.get(plugin, ""))
        return tuple(
            f"{plugin} cannot be imported, as before: {shown(problem)}"
            for plugin, problem in wrong.items()
            if plugin not in carried
        )


def _kept(work: Work, wheels: list[Wheel]) -> Kept:
    """Give what is carried on and not brought anew by anybody else."""
    brought = {each.name for each in wheels} | work.core.packages.keys()
    lock = tuple(each for each in work.before.lock if each.name in work.carried - brought)
    names = {each.name for each in lock}
    return Kept(lock=lock, plugins=tuple(each for each in work.before.plugins if each.distribution in names))


def _tidy(site: Path, wheels: list[Wheel]) -> None:
    """Take away the commands of packages, which nobody would find there, and see that everything else is there."""
    shutil.rmtree(site / "bin", ignore_errors=True)
    for wheel in wheels:
        if lost := [each for each in sorted(wheel.files) if not (site / each).exists() and not _ours(each)]:
            raise InstallFailed(f"{shown(lost[0])} of {wheel.name} is not where pip should have put it.")


def _ours(name: str) -> bool:
    """Tell whether pip writes this file itself, or leaves it out."""
    return ".dist-info/RECORD." in name


def only_plugin(plan: Plan, package: str) -> str:
    """Name the one plugin that an environment of its own is for."""
    ids = [each.id for each in plan.plugins if each.distribution == package]
    if len(ids) != 1:
        sentence = f"{package} brings {len(ids)} plugins, and an environment of its own is for one."
        raise PackageRefused(sentence, remedy="Install it without --own-environment.")
    return ids[0]
