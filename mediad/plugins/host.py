"""The plugins of a running daemon: found, checked, loaded in a fixed order, started, asked, stopped.

One bad plugin costs itself and nobody else. What this room hands out are values of the SDK whose functions
are points of the plugin's guard.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeVar

from mediad.plugins.changing import Changing
from mediad.plugins.choices import Choices, Forgotten
from mediad.plugins.claims import Claims
from mediad.plugins.crew import Crew
from mediad.plugins.errors import PluginError
from mediad.plugins.find import Found, find
from mediad.plugins.inline import Inline
from mediad.plugins.instance import Given, Lend, Surroundings, Tier, as_configured
from mediad.plugins.registry import Registry
from mediad.plugins.reporting import figures, report
from mediad.plugins.roster import Roster
from mediad.plugins.tasks import adopting
from mediad.plugins.trial import try_connection
from mediad.plugins.watch import Watch
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.values.health import Health, HealthCheck

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.plugins.instance import Instance
    from mediad.plugins.preflight import Preflight
    from mediad.plugins.states import Figure, Gate, Report, Wish
    from mediad.plugins.trace import Traced

Value = TypeVar("Value")


_WITHDRAWN = frozenset({"failed", "quarantined"})


@dataclass(slots=True, kw_only=True)
class Options:
    """What a host may be given besides.

    Attributes:
        tiers: Where plugins may run besides `inline`.
        given: Gives the settings of an instance; the configuration's when nobody else knows any.
        gates: Whom to ask before a plugin is loaded.
        choices: What people said while the daemon ran.
        waive: Hears that a person wants an instance to run.
        correlation: Names the request or job that is served now.
        on_change: Hears of each change of a plugin's state.
        on_brought: Hears that what plugins bring is not what it was.
    """

    tiers: Mapping[str, Tier] = field(default_factory=dict)
    given: Given = as_configured
    gates: Sequence[Gate] = ()
    choices: Choices = field(default_factory=Forgotten)
    waive: Callable[[str], None] = lambda _address: None
    correlation: Callable[[], str] = str
    on_change: Callable[[Report], None] = lambda _report: None
    on_brought: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one plugin answered: a health finding, or why there is none."""

    instance: str
    check: str
    health: Health
    error: PluginError | None = None


class PluginHost:
    """Holds every plugin instance.

    Args:
        lend: Makes the context of an instance.
        preflight: Imports a plugin where it can do no harm.
        wishes: What the configuration says, by plugin id.
        installed: Lists what is installed.
        options: What else there may be to say.
    """

    def __init__(
        self,
        *,
        lend: Lend,
        preflight: Preflight,
        wishes: Mapping[str, Wish] | None = None,
        installed: Callable[[], Sequence[Found]] = find,
        options: Options | None = None,
    ) -> None:
        self._installed = installed
        self._watch = Watch()
        options = self._options = options or Options()
        inline = Inline()
        tiers = {"inline": inline, **options.tiers}
        around = Surroundings(registry=Registry(), claims=Claims(), lend=lend, tiers=tiers, given=options.given)
        self._roster = Roster(
            around=around, watch=self._watch, preflight=preflight, wishes=wishes or {}, correlation=options.correlation,
            on_change=self._changed, choices=options.choices, gates=options.gates,
        )  # fmt: skip  # two rows: what an instance stands in, and what is done with it
        self._crew = Crew(self._roster, self._brought)
        self._changing = Changing(self._roster, self._crew, inline, installed, options.waive)
        self._turn = asyncio.Lock()

    async def load(self) -> None:
        """Find what is installed and load what is wished for: by priority, then by id."""
        found = await asyncio.to_thread(self._installed)
        self._crew.put(each for one in found for each in self._roster.line_up(one))
        await self._roster.load(self._crew.present)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look after the loop, start what is loaded, and stop it in the end."""
        with self._watch.guarding(), adopting(self._watch, asyncio.get_running_loop()):
            try:
                await asyncio.gather(*(each.start() for each in self._crew.present))
                yield
            finally:
                await self._crew.stop()

    async def enable(self, instance: str) -> None:
        """Let an instance run, now and from now on."""
        async with self._turn:
            await self._changing.enable(instance)

    async def disable(self, instance: str) -> None:
        """Let an instance run no more; what runs on its code finishes."""
        async with self._turn:
            await self._changing.disable(instance)

    async def reload(self, instance: str) -> tuple[str, ...]:
        """Take a plugin's code anew, for all its instances; gives what still refers to the old code."""
        async with self._turn:
            return await self._changing.reload(instance)

    async def remove(self, plugin: str) -> None:
        """Let a plugin go whose package is gone; what runs on its code finishes."""
        async with self._turn:
            await self._changing.remove(plugin)

    async def reconfigure(self, instance: str) -> None:
        """Let an instance begin anew with the settings that it has now."""
        async with self._turn:
            await self._changing.reconfigure(instance)

    async def try_out(self, instance: str, settings: Mapping[str, Any]) -> Health:
        """Make an instance with other settings, ask its check `connection`, and give it up."""
        return await try_connection(self._roster.again(self.instance(instance)), settings)

    def instance(self, address: str) -> Instance:
        """Give the instance of an address; raises `NotFound`."""
        return self._crew.named(address)[0]

    def instances(self, plugin: str) -> list[Instance]:
        """Give every instance of a plugin."""
        return self._crew.of(plugin)

    async def admit(self) -> Sequence[str]:
        """Let those run that safe mode kept from it; gives their names."""
        async with self._turn:
            return await self._changing.admit()

    async def adopt(self, wishes: Mapping[str, Wish]) -> None:
        """Let plugins be as the configuration now wishes."""
        async with self._turn:
            await self._changing.adopt(wishes)

    def all(self, cls: type[Value]) -> tuple[Value, ...]:
        """Give everything of a class that plugins bring, in their order; ids of jobs are in full: `instance.job`."""
        return tuple(value for each in self._crew.present for value in each.brought.all(cls))

    def by_instance(self, cls: type[Value]) -> dict[str, tuple[Value, ...]]:
        """Give everything of a class that plugins bring, by the address of the instance that brings any."""
        return {each.address: values for each in self._crew.present if (values := each.brought.all(cls))}

    async def health(self) -> list[Outcome]:
        """Ask every health check at once; one outcome each, whatever they do."""
        asked = [(name, check) for name, checks in self.by_instance(HealthCheck).items() for check in checks]
        return await asyncio.gather(*(_ask(name, check.id, check.check) for name, check in asked))

    def states(self) -> list[Report]:
        """Tell everything about every instance."""
        everybody = sorted(self._crew.present, key=lambda each: (each.found.id, each.found.distribution, each.name))
        return [report(each, self._crew.finishing(each.address)) for each in everybody]

    def figures(self) -> list[Figure]:
        """Give what was counted: a line for each instance and hook."""
        return [line for each in self._crew.present for line in figures(each)]

    def trace(self, instance: str, after: int) -> list[Traced] | None:
        """Give the last calls of an instance after a number, oldest first; None when there is no such instance."""
        guards = (each.guard for each in self._crew.present if each.address == instance)
        return next((guard.trace.after(after) for guard in guards), None)

    def refuse(self, instance: str, hook: str, why: str) -> None:
        """Hear that an instance was refused what is not its own, so that its report says so."""
        for each in self._crew.present:
            if each.address == instance:
                each.guard.refused(hook, why)

    def loop_seconds(self) -> dict[str, float]:
        """Give the time that each instance held the event loop, in all."""
        return {each.address: each.guard.loop_seconds for each in self._crew.present}

    def _brought(self) -> None:
        self._options.on_brought()  # asked each time: who hears it is not there from the beginning

    def _changed(self, instance: Instance) -> None:
        self._options.on_change(report(instance))
        if instance.state in _WITHDRAWN:
            self._brought()


async def _ask(instance: str, check: str, ask: Callable[[], Any]) -> Outcome:
    try:
        return Outcome(instance=instance, check=check, health=await ask())
    except MediadError as error:
        health = Health(state="down", detail=str(error), remedy=error.remedy)
        return Outcome(
            instance=instance, check=check, health=health, error=error if isinstance(error, PluginError) else None
        )
