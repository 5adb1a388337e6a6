"""Who is loaded, in which order, and who is not: the configuration's wishes meet what is installed."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mediad.plugins.errors import Blame, Kind, PluginError
from mediad.plugins.find import Found, sdk_fault
from mediad.plugins.guard import Guard
from mediad.plugins.instance import Factory, Instance, Surroundings
from mediad.plugins.loading import load_factory
from mediad.plugins.states import DEFAULT_INSTANCE, Report, Wish, address
from mediad_sdk import SDK_VERSION
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mediad.plugins.preflight import Preflight
    from mediad.plugins.watch import Watch

CHILDREN = 2
"""Preflights at the same time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Plans instances and loads them."""

    around: Surroundings
    watch: Watch
    preflight: Preflight
    wishes: Mapping[str, Wish]
    correlation: Callable[[], str]
    on_change: Callable[[Report], None]
    _factories: dict[str, Factory | PluginError] = field(default_factory=dict)

    def line_up(self, found: Found) -> list[Instance]:
        """Make the instances of a plugin that the configuration wishes for; the disabled ones too, to be listed."""
        wish = self.wishes.get(found.id, Wish())
        planned = [self._instance(found, DEFAULT_INSTANCE, wish)]
        planned += [self._instance(found, name, own) for name, own in wish.instances.items()]
        for instance in planned:
            if not (wish.enabled and instance.wish.enabled):
                instance.settle("disabled", "the configuration switches it off")
            elif wish.distribution not in ("", found.distribution):
                instance.settle("disabled", f"the configuration takes {found.id} from {wish.distribution}")
        return planned

    async def load(self, instances: Sequence[Instance]) -> None:
        """Load all that are wanted and fit; the others are told why not."""
        for twins in _twins(_wanted(instances)):
            names = " and ".join(sorted({each.found.distribution for each in twins}))
            for each in twins:
                each.fail(_error(each.found, "taken_name", f"{names} both claim the id {each.found.id!r}"))
        wanted = _wanted(instances)
        gate = asyncio.Semaphore(CHILDREN)
        plugins = {each.found.id: each.found for each in wanted}
        faults = await asyncio.gather(*(self._fault(found, gate) for found in plugins.values()))
        self._factories.update({each.blame.plugin: each for each in faults if each is not None})
        for instance in wanted:
            await self._load(instance)

    def _instance(self, found: Found, name: str, wish: Wish) -> Instance:
        guard = Guard(
            address(found.id, name),
            watch=self.watch,
            version=found.version,
            roots=(str(found.folder) + os.sep,) if found.folder else (),
            correlation=self.correlation,
        )
        return Instance(found=found, name=name, wish=wish, guard=guard, around=self.around, on_change=self.on_change)

    async def _fault(self, found: Found, gate: asyncio.Semaphore) -> PluginError | None:
        """Judge a plugin before any code of it runs here: manifest, SDK, import in a child."""
        if found.manifest is None:
            return _error(found, "manifest", found.fault)
        if fault := sdk_fault(found.manifest.requires_sdk, SDK_VERSION):
            return _error(found, "sdk_mismatch", fault)
        async with gate:
            try:
                verdict = await self.preflight(found)
            except Exception as error:  # noqa: BLE001  # one that cannot be tried must not keep the others from loading
                _log.exception("plugin %s could not be tried in a child", found.id)
                return _error(found, "import_failed", f"it could not be tried in a child: {error}")
        return _error(found, verdict.problem, verdict.message) if verdict.problem else None

    async def _load(self, instance: Instance) -> None:
        found = instance.found
        try:
            await instance.load(await self._factory(found))
        except PluginError as error:
            instance.fail(error)
        except MediadError as error:  # raised on purpose by a declaration
            instance.fail(_error(found, "raised", str(error)))

    async def _factory(self, found: Found) -> Factory:
        """Import a plugin once for all its instances."""
        if found.id not in self._factories:
            try:
                self._factories[found.id] = await load_factory(found)
            except PluginError as error:
                self._factories[found.id] = error
        made = self._factories[found.id]
        if isinstance(made, PluginError):
            raise made
        return made


def _wanted(instances: Sequence[Instance]) -> list[Instance]:
    wanted = [each for each in instances if each.state == "found"]
    return sorted(
        wanted, key=lambda each: (-each.wish.priority, each.found.id, each.name != DEFAULT_INSTANCE, each.name)
    )


def _twins(instances: Sequence[Instance]) -> list[list[Instance]]:
    """Group the instances whose id several distributions claim."""
    groups: dict[str, list[Instance]] = {}
    for each in instances:
        groups.setdefault(each.found.id, []).append(each)
    return [group for group in groups.values() if len({each.found.distribution for each in group}) > 1]


def _error(found: Found, kind: Kind, message: str) -> PluginError:
    return PluginError(kind, message, blame=Blame(plugin=found.id, version=found.version, hook="load"))
