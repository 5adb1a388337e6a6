"""The plugins of a running daemon: found, checked, loaded in a fixed order, started, asked, stopped.

One bad plugin costs itself and nobody else. What this room hands out are values of the SDK whose functions
are points of the plugin's guard.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mediad.plugins.declarations import Claims
from mediad.plugins.errors import PluginError
from mediad.plugins.find import Found, find
from mediad.plugins.instance import Instance, Lend, Surroundings
from mediad.plugins.registry import Registry
from mediad.plugins.roster import Roster
from mediad.plugins.watch import Watch
from mediad_sdk.errors import MediadError
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

    from mediad.plugins.preflight import Preflight
    from mediad.plugins.states import Figure, Report, Wish
    from mediad_sdk.values.encoding import EncoderProfile
    from mediad_sdk.values.events import Subscription
    from mediad_sdk.values.http import Route
    from mediad_sdk.values.jobs import JobType, Schedule
    from mediad_sdk.values.kinds import MediaType


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
        with self._watch.guarding():
            try:
                await asyncio.gather(*(each.start() for each in self._instances))
                yield
            finally:
                await asyncio.gather(*(each.stop() for each in self._instances))

    def media_types(self) -> tuple[MediaType, ...]:
        """Every media type; pure data that names its code."""
        return tuple(each for brought in self._brought() for each in brought.media_types)

    def encoder_profiles(self) -> tuple[EncoderProfile, ...]:
        """Every encoder profile."""
        return tuple(each for brought in self._brought() for each in brought.encoder_profiles)

    def job_types(self) -> tuple[JobType, ...]:
        """Every job type, its id in full: `instance.job`."""
        return tuple(each for brought in self._brought() for each in brought.job_types)

    def schedules(self) -> tuple[Schedule, ...]:
        """Every schedule, its ids in full."""
        return tuple(each for brought in self._brought() for each in brought.schedules)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Every wish to hear of events."""
        return tuple(each for brought in self._brought() for each in brought.subscriptions)

    def routes(self) -> dict[str, tuple[Route, ...]]:
        """The routes of each instance that has any, by its address."""
        return {each.address: each.brought.routes for each in self._instances if each.brought.routes}

    def health_checks(self) -> tuple[str, ...]:
        """The names of all health checks: `instance.check`."""
        return tuple(f"{each.address}.{check.id}" for each in self._instances for check in each.brought.health_checks)

    async def health(self) -> list[Outcome]:
        """Ask every health check at once; one outcome each, whatever they do."""
        asked = [(each, check) for each in self._instances for check in each.brought.health_checks]
        return await asyncio.gather(*(_ask(each.address, check.id, check.check) for each, check in asked))

    def states(self) -> list[Report]:
        """Tell everything about every instance."""
        return [each.report() for each in self._instances]

    def figures(self) -> list[Figure]:
        """Give what was counted: a line for each instance and hook."""
        return [line for each in self._instances for line in each.figures()]

    def loop_seconds(self) -> dict[str, float]:
        """Give the time that each instance held the event loop, in all."""
        return {each.address: each.guard.loop_seconds for each in self._instances}

    def _brought(self) -> Iterable[Any]:
        return (each.brought for each in self._instances)


async def _ask(instance: str, check: str, ask: Callable[[], Any]) -> Outcome:
    try:
        return Outcome(instance=instance, check=check, health=await ask())
    except MediadError as error:
        health = Health(state="down", detail=str(error), remedy=error.remedy)
        return Outcome(
            instance=instance, check=check, health=health, error=error if isinstance(error, PluginError) else None
        )
