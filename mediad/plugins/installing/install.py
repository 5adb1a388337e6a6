"""Installs, upgrades, removes and takes back: every step is made beside what runs, and one rename ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import field, replace
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from mediad.plugins.installing import notes, trial
from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.asking import Asked, ask, parse
from mediad.plugins.installing.building import Approve, Builder, Tell, Work, only_plugin
from mediad.plugins.installing.bundle import write_bundle
from mediad.plugins.installing.errors import REFUSED, PackageRefused
from mediad.plugins.installing.gathering import Options, check_folder, python_here
from mediad.plugins.installing.generations import NOTHING, Generation
from mediad.plugins.installing.ground import Ground, Outcome, again
from mediad.plugins.installing.one_by_one import OneByOne, why
from mediad.plugins.installing.places import Places, asked_in
from mediad.plugins.installing.surroundings import core
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.plugins.installing.plan import Plan

_HERE = "It comes with the daemon and is brought up to date with it."
_SWITCH_OFF = (
    "Switch it off: `mediad plugin disable {0}`, or `enabled = false` under `[plugins.{0}]` in the configuration."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """Changes what is installed beside the daemon, whether it runs or not.

    Attributes:
        data_dir: Where generations are kept.
        cache_dir: Where pip may keep what it fetched.
        tell: Hears of each step.
        approve: Is asked before anything new is installed.
        environ: What pip gets to know; its configuration may be in it. None is what this process knows.
    """

    data_dir: Path
    cache_dir: Path
    tell: Tell
    approve: Approve
    environ: Mapping[str, str] | None = None
    now_ms: Callable[[], int] = field(default=lambda: time.time_ns() // 1_000_000)

    @property
    def _places(self) -> Places:
        return Places(self.data_dir)

    async def install(self, words: Sequence[str], options: Options | None = None) -> Outcome:
        """Install packages; one that is there already stays unless another version was named."""
        return await self._change(words, options or Options(), anew=False)

    async def upgrade(self, words: Sequence[str], options: Options | None = None) -> Outcome:
        """Bring packages to their newest versions, by their names or by those of their plugins."""
        return await self._change(words, options or Options(), anew=True)

    async def upgrade_all(self, options: Options | None = None) -> list[Outcome]:
        """Bring everything to its newest version that can be; what cannot stays as it was, and is told."""
        options = options or Options()
        check_folder(options)
        shared = await self._upgrade_shared(options)
        own = [await self._upgrade_own(plugin, options) for plugin in self._places.owners()]
        return [shared, *own] if self._places.shared.current_number() or not own else own

    async def remove(self, names: Sequence[str]) -> Outcome:
        """Take packages away, by their names or by those of their plugins; what a plugin kept stays where it is."""
        async with self._ground(Options()) as ground:
            if own := self._places.own_of(names):
                if len(names) > 1:
                    raise PackageRefused(f"{own} has an environment of its own.", remedy="Remove them one by one.")
                self._places.own(own).switch(0)
                return Outcome(generation=NOTHING, own=own)
            gone = {_package(name, ground) for name in names}
            lines = {name: line for name, line in asked_in(ground.before).items() if name not in gone}
            asked = replace(again(lines), files=frozenset(lines), complete=True)
            return await self._finished(ground.work(asked, left=ground.unfit(but=gone)))

    async def rollback(self, to: int | None = None, *, plugin: str = "") -> Outcome:
        """Go back to the generation before, or to a named one."""
        async with self._places.building():
            generations = self._places.own(plugin) if plugin else self._places.shared
            current = generations.current()
            if not current.number and not to:
                raise NotFound("Nothing is installed, so there is no way back.", remedy="Install something first.")
            number = generations.earlier(current) if to is None else generations.read(to).number
            if not plugin:
                trial.forget_fallback(self._places.root)
            generations.switch(number)
            return Outcome(generation=generations.read(number), own=plugin)

    async def bundle(self, words: Sequence[str], file: Path, options: Options | None = None) -> Plan:
        """Gather packages with all that they need beside the daemon into one file."""
        async with self._ground(options or Options()) as ground:
            asked = await asyncio.to_thread(ask, words, ground.folder / "given", files=True)
            work = replace(ground, before=NOTHING).work(asked, moving=asked.lines)
            _, plan = await self._builder.gather(work)
            await asyncio.to_thread(write_bundle, file, plan.asked, plan.lock, ground.folder / "wheels")
            return plan

    async def _change(self, words: Sequence[str], options: Options, *, anew: bool) -> Outcome:
        check_folder(options)
        async with self._ground(options) as ground:
            before, here = ground.before, ground.here
            words = [_meant(word, ground) for word in words] if anew else words
            asked = await asyncio.to_thread(ask, words, ground.folder / "given", files=options.files)
            if known := [name for name in asked.lines if name in here.packages]:
                raise PackageRefused(f"{known[0]} {here.packages[known[0]]} is there already.", remedy=_HERE)
            if options.own or self._places.own_of(asked.lines):
                return await self._change_own(ground, asked)
            moving = ground.with_needs(asked.lines) if anew else _moving(asked, before)
            return await self._finished(
                ground.work(_beside(asked, before), moving=moving, left=ground.unfit(but=asked.lines))
            )

    async def _upgrade_shared(self, options: Options) -> Outcome:
        async with self._ground(options) as ground:
            return await OneByOne(ground, self._builder.gather, self._finished).run()

    async def _upgrade_own(self, plugin: str, options: Options) -> Outcome:
        async with self._ground(options) as ground:
            current = self._places.own(plugin).current()
            lines = asked_in(current)
            try:
                return await self._change_own(ground, again(lines))
            except REFUSED as error:
                return Outcome(generation=current, own=plugin, left=dict.fromkeys(lines, why(error)))

    async def _change_own(self, ground: Ground, asked: Asked) -> Outcome:
        """Give a plugin an environment of its own: of the daemon's packages, only the SDK's must stay."""
        if len(asked.lines) != 1:
            raise PackageRefused("An environment of its own is for one plugin.", remedy="Install them one by one.")
        own = self._places.own_of(asked.lines)
        before = self._places.own(own).current() if own else NOTHING
        work = replace(ground, before=NOTHING).work(asked)
        shared = {each.id: each.distribution for each in ground.before.plugins}
        taken = {id_: name for id_, name in {**work.taken, **shared}.items() if id_ != own}
        wanted = replace(work.wanted, held=ground.here.held_for_own())
        return await self._finished(replace(work, own=True, before=before, wanted=wanted, taken=taken))

    async def _finished(self, work: Work) -> Outcome:
        """Build it, give it its number, and let it count."""
        wheels, plan = await self._builder.gather(work)
        own = only_plugin(plan, next(iter(work.lines))) if work.own else ""
        generations = self._places.own(own) if own else self._places.shared
        if not plan.changes and work.before.python in {"", python_here()}:
            return Outcome(generation=work.before, own=own, left=work.left)
        told = await self._builder.build(work, wheels, plan)
        made = Generation(
            number=generations.following(), base=work.before.number, created=self.now_ms(), asked=plan.asked,
            lock=plan.lock, plugins=plan.plugins, python=python_here(),
        )  # fmt: skip
        await asyncio.to_thread(generations.finish, work.folder, made)
        await self.tell("switch", f"Switching to generation {made.number}")
        if not own:
            trial.try_out(self._places.root, made.number)
        notes.keep_approved(self._places.root, plan.approved)
        generations.switch(made.number)
        await asyncio.to_thread(generations.prune)
        return Outcome(generation=made, plan=plan, own=own, told=told, left=work.left)

    @asynccontextmanager
    async def _ground(self, options: Options) -> AsyncIterator[Ground]:
        """Let nobody else change anything, and look at what is there."""
        async with self._places.building() as folder:
            here = await asyncio.to_thread(core, self._places.root)
            before = self._places.shared.current()
            yield Ground(folder=folder, places=self._places, before=before, here=here, options=options)

    @property
    def _builder(self) -> Builder:
        return Builder(
            root=self._places.root, cache=self.cache_dir.absolute() / "pip", environ=self.environ,
            tell=self.tell, approve=self.approve,
        )  # fmt: skip


def _beside(asked: Asked, before: Generation) -> Asked:
    """Add what was asked for earlier; a bundle is complete only where nothing else is wanted."""
    earlier = asked_in(before)
    return replace(asked, lines={**earlier, **asked.lines}, wanted={**earlier, **asked.wanted})


def _moving(asked: Asked, before: Generation) -> frozenset[str]:
    """Name what has to change its version so that what was asked for comes true."""
    there = before.packages()
    return frozenset(
        name
        for name, line in asked.lines.items()
        if name in asked.files
        or name not in there
        or not parse(line).specifier.contains(there[name].version, prereleases=True)
    )


def _meant(word: str, ground: Ground) -> str:
    """Give the package of a plugin that is called so; whatever else was said stays."""
    owned = ground.places.owners()
    own = [each for name in owned for each in ground.places.own(name).current().plugins]
    packages = {each.id: each.distribution for each in (*ground.before.plugins, *own)}
    return {**ground.here.plugins, **packages}.get(word, word)


def _package(name: str, ground: Ground) -> str:
    """Find the package that is meant by its name or by that of its plugin."""
    before = ground.before
    lines = asked_in(before)
    meant = canonicalize_name(_meant(name, ground))
    if meant in lines:
        return meant
    if own := next((id_ for id_, package in ground.here.plugins.items() if name == id_ or meant == package), ""):
        raise PackageRefused(f"{own} comes with mediad, and cannot be removed.", remedy=_SWITCH_OFF.format(own))
    came = f"{meant} came along with what needs it" if meant in before.packages() else f"{shown(name)} is not there"
    there = ", ".join(sorted(lines)) or "nothing"
    raise NotFound(f"{came}; installed were: {there}.", remedy="`mediad plugin generations` tells more.")
