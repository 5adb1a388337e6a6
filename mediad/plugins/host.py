"""The plugins of a running daemon: found, checked, loaded in a fixed order, started, asked, stopped.

One bad plugin costs itself and nobody else. What this room hands out are values of the SDK whose functions
are points of the plugin's guard.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mediad.plugins.declarations import Claims
from mediad.plugins.errors import Blame, Kind, PluginError
from mediad.plugins.find import Found, find, sdk_fault
from mediad.plugins.guard import Guard
from mediad.plugins.instance import Factory, Instance, Lend, Surroundings
from mediad.plugins.loading import load_factory
from mediad.plugins.registry import Registry
from mediad.plugins.states import DEFAULT_INSTANCE, Figure, Report, Wish
from mediad.plugins.watch import Watch
from mediad_sdk import SDK_VERSION
from mediad_sdk.errors import MediadError
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

    from mediad.plugins.preflight import Preflight, Verdict
    from mediad_sdk.values.encoding import EncoderProfile
    from mediad_sdk.values.events import Subscription
    from mediad_sdk.values.http import Route
    from mediad_sdk.values.jobs import JobType, Schedule
    from mediad_sdk.values.kinds import MediaType

_log = logging.getLogger(__name__)

CHILDREN = 2
"""Preflights at the same time."""


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
    ) -> None:  # each is a part of the world that a test wants to hold in its hand
        self._preflight = preflight
        self._wishes = wishes or {}
        self._installed = installed
        self._correlation = correlation
        self._on_change = on_change
        self._watch = Watch()
        self._around = Surroundings(registry=Registry(), claims=Claims(), lend=lend)
        self._instances: list[Instance] = []

    async def load(self) -> None:
        """Find what is installed and load what is wished for: by priority, then by id."""
        found = await asyncio.to_thread(self._installed)
        self._instances = [each for one in found for each in self._planned(one)]
        for name in sorted(_twice(self._wanted())):
            self._refuse_twins(name)
        checked = await self._checked(self._wanted())
        factories: dict[str, Factory] = {}
        for instance in self._wanted():
            await self._load(instance, checked[instance.found.id], factories)

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

    def _wanted(self) -> list[Instance]:
        wanted = [each for each in self._instances if each.state == "found"]
        return sorted(
            wanted, key=lambda each: (-each.wish.priority, each.found.id, each.name != DEFAULT_INSTANCE, each.name)
        )

    def _planned(self, found: Found) -> list[Instance]:
        wish = self._wishes.get(found.id, Wish())
        planned = [self._instance(found, DEFAULT_INSTANCE, wish, enabled=wish.enabled)]
        for name, own in wish.instances.items():
            planned.append(self._instance(found, name, own, enabled=wish.enabled and own.enabled))
        if wish.distribution and wish.distribution != found.distribution:
            for instance in planned:
                instance.settle("disabled", f"the configuration takes {found.id} from {wish.distribution}")
        return planned

    def _instance(self, found: Found, name: str, wish: Wish, *, enabled: bool) -> Instance:
        roots = (str(found.folder) + os.sep,) if found.folder else ()
        instance = Instance(
            found=found, name=name, wish=wish, around=self._around, on_change=self._on_change,
            guard=Guard(found.id, watch=self._watch, version=found.version, roots=roots, correlation=self._correlation),
        )  # fmt: skip  # two rows: whose, and behind which guard
        instance.guard.plugin = instance.address
        if not enabled:
            instance.settle("disabled", "the configuration switches it off")
        return instance

    def _refuse_twins(self, name: str) -> None:
        twins = [each for each in self._wanted() if each.found.id == name]
        names = " and ".join(sorted({each.found.distribution for each in twins}))
        for each in twins:
            each.fail(_error(each.found, "taken_name", f"{names} both claim the id {name!r}"))

    async def _checked(self, wanted: Sequence[Instance]) -> dict[str, Verdict | PluginError]:
        """Judge each plugin before any code of it runs here: manifest, SDK, import in a child."""
        gate = asyncio.Semaphore(CHILDREN)

        async def judged(found: Found) -> Verdict | PluginError:
            if fault := found.fault or ("" if found.manifest else "it has no manifest"):
                return _error(found, "manifest", fault)
            if found.manifest and (fault := sdk_fault(found.manifest.requires_sdk, SDK_VERSION)):
                return _error(found, "sdk_mismatch", fault)
            async with gate:
                try:
                    return await self._preflight(found)
                except Exception as error:
                    _log.exception("plugin %s could not be tried in a child", found.id)
                    return _error(found, "import_failed", f"it could not be tried in a child: {error}")

        plugins = {each.found.id: each.found for each in wanted}
        return dict(zip(plugins, await asyncio.gather(*map(judged, plugins.values())), strict=True))

    async def _load(self, instance: Instance, verdict: Verdict | PluginError, factories: dict[str, Factory]) -> None:
        found = instance.found
        try:
            if isinstance(verdict, PluginError):
                raise verdict
            if verdict.problem:
                raise _error(found, verdict.problem, verdict.message)
            if found.id not in factories:
                factories[found.id] = await load_factory(found)
            await instance.load(factories[found.id])
        except PluginError as error:
            instance.fail(error)
        except MediadError as error:  # raised on purpose by a factory or a declaration
            instance.fail(_error(found, "factory_failed", str(error)))


def _twice(instances: Sequence[Instance]) -> set[str]:
    sources: dict[str, set[str]] = {}
    for each in instances:
        sources.setdefault(each.found.id, set()).add(each.found.distribution)
    return {name for name, names in sources.items() if len(names) > 1}


async def _ask(instance: str, check: str, ask: Callable[[], Any]) -> Outcome:
    try:
        return Outcome(instance=instance, check=check, health=await ask())
    except MediadError as error:
        health = Health(state="down", detail=str(error), remedy=error.remedy)
        return Outcome(
            instance=instance, check=check, health=health, error=error if isinstance(error, PluginError) else None
        )


def _error(found: Found, kind: Kind, message: str) -> PluginError:
    return PluginError(kind, message, blame=Blame(plugin=found.id, version=found.version, hook="load"))
