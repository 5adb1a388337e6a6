"""The plugins of a running daemon: found, checked, loaded in a fixed order, started, asked, stopped.

One bad plugin costs itself and nobody else. What this room hands out are values of the SDK whose functions
are points of the plugin's guard.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mediad.plugins.claims import Claims
from mediad.plugins.errors import PluginError
from mediad.plugins.find import Found, find
from mediad.plugins.instance import Instance, Lend, Surroundings
from mediad.plugins.registry import Registry
from mediad.plugins.roster import Roster
from mediad.plugins.tasks import adopting
from mediad.plugins.watch import Watch
from mediad_sdk.errors import MediadError
from mediad_sdk.values.health import Health, HealthCheck

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from mediad.plugins.preflight import Preflight
    from mediad.plugins.states import Figure, Report, Wish
    from mediad.plugins.trace import Traced

Value = TypeVar("Value")


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
        correlation: Names the request or job that is served now.
        on_change: Hears of each change of a plugin's state.
    """

    def __init__(
        self,
        *,
        lend: Lend,
        preflight: Preflight,
        wishes: Mapping[str, Wish] | None = None,
        installed: Callable[[], Sequence[Found]] = find,
        correlation: Callable[[], str] = str,
        on_change: Callable[[Report], None] = lambda _report: None,
    ) -> None:
        self._installed = installed
        self._watch = Watch()
        self._roster = Roster(
            around=Surroundings(registry=Registry(), claims=Claims(), lend=lend),
            watch=self._watch, preflight=preflight, wishes=wishes or {}, correlation=correlation, on_change=on_change,
        )  # fmt: skip  # two rows: what an instance stands in, and what is done with it
        self._instances: list[Instance] = []

    async def load(self) -> None:
        """Find what is installed and load what is wished for: by priority, then by id."""
        found = await asyncio.to_thread(self._installed)
        self._instances = [each for one in found for each in self._roster.line_up(one)]
        await self._roster.load(self._instances)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look after the loop, start what is loaded, and stop it in the end."""
        with self._watch.guarding(), adopting(self._watch, asyncio.get_running_loop()):
            try:
                await asyncio.gather(*(each.start() for each in self._instances))
                yield
            finally:
                await asyncio.gather(*(each.stop() for each in self._instances))

    def all(self, cls: type[Value]) -> tuple[Value, ...]:
        """Give everything of a class that plugins bring, in their order; ids of jobs are in full: `instance.job`."""
        return tuple(value for each in self._instances for value in each.brought.all(cls))

    def by_instance(self, cls: type[Value]) -> dict[str, tuple[Value, ...]]:
        """Give everything of a class that plugins bring, by the address of the instance that brings any."""
        return {each.address: values for each in self._instances if (values := each.brought.all(cls))}

    async def health(self) -> list[Outcome]:
        """Ask every health check at once; one outcome each, whatever they do."""
        asked = [(name, check) for name, checks in self.by_instance(HealthCheck).items() for check in checks]
        return await asyncio.gather(*(_ask(name, check.id, check.check) for name, check in asked))

    def states(self) -> list[Report]:
        """Tell everything about every instance."""
        return [each.report() for each in self._instances]

    def figures(self) -> list[Figure]:
        """Give what was counted: a line for each instance and hook."""
        return [line for each in self._instances for line in each.figures()]

    def trace(self, instance: str, after: int) -> list[Traced] | None:
        """Give the last calls of an instance after a number, oldest first; None when there is no such instance."""
        guards = (each.guard for each in self._instances if each.address == instance)
        return next((guard.trace.after(after) for guard in guards), None)

    def loop_seconds(self) -> dict[str, float]:
        """Give the time that each instance held the event loop, in all."""
        return {each.address: each.guard.loop_seconds for each in self._instances}


async def _ask(instance: str, check: str, ask: Callable[[], Any]) -> Outcome:
    try:
        return Outcome(instance=instance, check=check, health=await ask())
    except MediadError as error:
        health = Health(state="down", detail=str(error), remedy=error.remedy)
        return Outcome(
            instance=instance, check=check, health=health, error=error if isinstance(error, PluginError) else None
        )
