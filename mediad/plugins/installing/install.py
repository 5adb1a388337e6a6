"""Installs, upgrades, removes and takes back: every step is made beside what runs, and one rename ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import Distribution
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from mediad.plugins.installing import current as on_disk
from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.asking import Asked, ask, parse
from mediad.plugins.installing.building import Approve, Builder, Tell, Work, only_plugin
from mediad.plugins.installing.bundle import write_bundle
from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.gathering import Options, Wanted, check_folder, python_here
from mediad.plugins.installing.generations import NOTHING, Generation
from mediad.plugins.installing.pip import Resolved
from mediad.plugins.installing.places import Places, asked_in
from mediad.plugins.installing.surroundings import Core, closure, core
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.plugins.installing.plan import Plan

_HERE = "It comes with the daemon and is brought up to date with it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it.

    Attributes:
        generation: What counts from the next start on.
        plan: What changed; None when nothing did.
        own: The plugin whose own environment it is about.
        told: What a person should know.
    """

    generation: Generation
    plan: Plan | None = None
    own: str = ""
    told: tuple[str, ...] = ()


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
        """Bring packages to their newest versions; without names, all that were asked for."""
        return await self._change(words, options or Options(), anew=True)

    async def remove(self, names: Sequence[str]) -> Outcome:
        """Take packages away, by their names or by those of their plugins; what a plugin kept stays where it is."""
        async with self._places.building() as folder:
            if own := self._places.own_of(names):
                self._places.own(own).switch(0)
                return Outcome(generation=NOTHING, own=own)
            before, here = self._places.shared.current(), await asyncio.to_thread(core, self._places.root)
            gone = {_package(name, before) for name in names}
            lines = {name: line for name, line in asked_in(before).items() if name not in gone}
            asked = Asked(lines=lines, wanted=lines, pins={}, files=frozenset(lines), complete=True)
            work = self._work(folder, asked, here, Options(), before, frozenset())
            return await self._finished(work)

    async def rollback(self, to: int | None = None, *, plugin: str = "") -> Outcome:
        """Go back to the generation before, or to a named one."""
        async with self._places.building():
            generations = self._places.own(plugin) if plugin else self._places.shared
            current = generations.current()
            if not current.number and not to:
                raise NotFound("Nothing is installed, so there is no way back.", remedy="Install something first.")
            number = generations.earlier(current) if to is None else generations.read(to).number
            if not plugin:
                on_disk.forget_fallback(self._places.root)
            generations.switch(number)
            return Outcome(generation=generations.read(number), own=plugin)

    async def bundle(self, words: Sequence[str], file: Path, options: Options | None = None) -> Plan:
        """Gather packages with all that they need beside the daemon into one file."""
        async with self._places.building() as folder:
            asked = await asyncio.to_thread(ask, words, folder / "given", files=True)
            here = await asyncio.to_thread(core, self._places.root)
            work = self._work(folder, asked, here, options or Options(), NOTHING, frozenset(asked.lines))
            _, plan = await self._builder.gather(work)
            await asyncio.to_thread(write_bundle, file, plan.asked, plan.lock, folder / "wheels")
            return plan

    async def _change(self, words: Sequence[str], options: Options, *, anew: bool) -> Outcome:
        check_folder(options)
        async with self._places.building() as folder:
            before = self._places.shared.current()
            asked = await asyncio.to_thread(ask, words or before.asked, folder / "given", files=options.files)
            here = await asyncio.to_thread(core, self._places.root)
            if known := [name for name in asked.lines if name in here.packages]:
                raise PackageRefused(f"{known[0]} {here.packages[known[0]]} is there already.", remedy=_HERE)
            if options.own or self._places.own_of(asked.lines):
                return await self._change_own(folder, asked, here, options)
            moving = _moving(asked, before)
            if anew:  # with all that it needs, or pip would keep an old version for the sake of an old dependency
                site = str(self._places.shared.site(before.number))
                moving = (
                    closure(asked.lines, Distribution.discover(path=[site])) if words else frozenset(before.packages())
                )
            work = self._work(folder, _beside(asked, before), here, options, before, moving)
            return await self._finished(work)

    async def _change_own(self, folder: Path, asked: Asked, here: Core, options: Options) -> Outcome:
        """Give a plugin an environment of its own: of the daemon's packages, only the SDK's must stay."""
        if len(asked.lines) != 1:
            raise PackageRefused("An environment of its own is for one plugin.", remedy="Install them one by one.")
        own = self._places.own_of(asked.lines)
        before = self._places.own(own).current() if own else NOTHING
        work = self._work(folder, asked, here, options, NOTHING, frozenset())
        shared = {each.id: each.distribution for each in self._places.shared.current().plugins}
        taken = {id_: name for id_, name in {**work.taken, **shared}.items() if id_ != own}
        wanted = replace(work.wanted, held=here.held_for_own())
        return await self._finished(replace(work, own=True, before=before, wanted=wanted, taken=taken))

    async def _finished(self, work: Work) -> Outcome:
        """Build it, give it its number, and let it count."""
        wheels, plan = await self._builder.gather(work)
        own = only_plugin(plan, next(iter(work.lines))) if work.own else ""
        generations = self._places.own(own) if own else self._places.shared
        if not plan.changes and work.before.python in {"", python_here()}:
            return Outcome(generation=work.before, own=own)
        told = await self._builder.build(work, wheels, plan)
        made = Generation(
            number=generations.following(), base=work.before.number, created=self.now_ms(), asked=plan.asked,
            lock=plan.lock, plugins=plan.plugins, python=python_here(),
        )  # fmt: skip
        await asyncio.to_thread(generations.finish, work.folder, made)
        await self.tell("switch", f"Switching to generation {made.number}")
        if not own:
            on_disk.try_out(self._places.root, made.number)
        on_disk.keep_approved(self._places.root, plan.approved)
        generations.switch(made.number)
        await asyncio.to_thread(generations.prune)
        return Outcome(generation=made, plan=plan, own=own, told=told)

    def _work(
        self, folder: Path, asked: Asked, here: Core, options: Options, before: Generation, moving: frozenset[str]
    ) -> Work:
        """Say what is to be made: `moving` are the packages whose versions are looked for anew."""
        former = self._places.shared.wheels(before.number)
        stay = {
            each.name: Resolved(
                name=each.name, version=each.version, url=(former / each.file).as_uri(), sha256=each.sha256
            )
            for each in before.lock
            if each.name not in {*moving, *here.packages, *asked.pins}
        }
        pins = {name: each.version for name, each in stay.items()}
        shelves = [folder / "given", *([former] if former.is_dir() else [])]
        wanted = Wanted(
            lines=asked.wanted, held=here.held(), pins={**pins, **asked.pins}, locked=stay,
            shelves=shelves,
            offline=asked.files == frozenset(asked.lines), alone=asked.complete,
        )  # fmt: skip
        return Work(
            folder=folder, lines=asked.lines, wanted=wanted, before=before, options=options, core=here,
            taken={**self._places.owners(), **{id_: f"{name}, of the daemon" for id_, name in here.plugins.items()}},
        )  # fmt: skip

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


def _package(name: str, before: Generation) -> str:
    """Find the package that is meant by its name or by that of its plugin."""
    lines = asked_in(before)
    meant = {each.id: each.distribution for each in before.plugins}.get(name, canonicalize_name(name))
    if meant not in lines:
        came = f"{meant} came along with what needs it" if meant in before.packages() else f"{shown(name)} is not there"
        there = ", ".join(sorted(lines)) or "nothing"
        raise NotFound(f"{came}; installed were: {there}.", remedy="`mediad plugin generations` tells more.")
    return meant
