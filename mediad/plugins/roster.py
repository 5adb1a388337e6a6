"""Who is loaded, in which order, and who is not: the configuration's wishes meet what is installed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.plugins.choices import Choice, Choices, Forgotten
from mediad.plugins.errors import Blame, Kind, PluginError, step_of
from mediad.plugins.find import Found, sdk_fault
from mediad.plugins.guard import Guard
from mediad.plugins.instance import Instance, Surroundings
from mediad.plugins.states import DEFAULT_INSTANCE, Gate, Refusal, Wish, address
from mediad_sdk import SDK_VERSION
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.plugins.preflight import Preflight
    from mediad.plugins.watch import Watch

CHILDREN = 2
"""Preflights, and processes of plugins that begin, at the same time."""

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Roster:
    """Plans instances and loads them.

    Attributes:
        wishes: What the configuration says now.
        gates: Whom to ask before any code of a plugin runs; the first refusal counts.
    """

    around: Surroundings
    watch: Watch
    preflight: Preflight
    correlation: Callable[[], str]
    on_change: Callable[[Instance], None]
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    choices: Choices = field(default_factory=Forgotten)
    gates: Sequence[Gate] = ()

    def line_up(self, found: Found, *, muted: bool = False) -> list[Instance]:
        """Make the instances of a plugin that the configuration wishes for; the disabled ones too, to be listed."""
        wish = self.wishes.get(found.id, Wish())
        planned = [self._instance(found, DEFAULT_INSTANCE, wish, muted=muted)]
        return planned + [self._instance(found, name, own, muted=muted) for name, own in wish.instances.items()]

    async def load(self, instances: Sequence[Instance]) -> None:
        """Load all that are wanted and fit, the first in order first; the others are told why not."""
        choices = await self.choices.all()
        for each in instances:
            if refusal := self._unwished(each, choices.get(each.address, Choice())):
                each.turn_away(refusal)
        for twins in _twins(_wanted(instances)):
            names = " and ".join(sorted({each.found.distribution for each in twins}))
            for each in twins:
                each.fail(_error(each.found, "taken_name", f"{names} both claim the id {each.found.id!r}"))
        for each in _wanted(instances):
            if refusal := await self._stopped(each):
                each.turn_away(refusal)
        await self._judge(_wanted(instances))
        await _begin(each for each in _wanted(instances) if each.isolation != "inline")
        for instance in _wanted(instances):
            await instance.load()

    def said(self, instance: Instance) -> bool | None:
        """Tell what the configuration says about being enabled, None when it is silent."""
        whole = self.wishes.get(instance.found.id, Wish()).enabled
        return False if whole is False else instance.wish.enabled

    def again(self, instance: Instance) -> Instance:
        """Make an instance like another one, as if nothing had been changed since."""
        made = self._instance(instance.found, instance.name, instance.wish, muted=True)
        made.isolation = instance.isolation
        return made

    def order(self, instance: Instance) -> tuple[Any, ...]:
        """Give the place of an instance among all: by priority, then by id, the default one before the named ones."""
        found, priority = instance.found, self.wishes.get(instance.found.id, Wish()).priority
        return (-priority, found.id, instance.name != DEFAULT_INSTANCE, instance.name, found.distribution)

    def _instance(self, found: Found, name: str, wish: Wish, *, muted: bool) -> Instance:
        guard = Guard(
            address(found.id, name),
            watch=self.watch,
            version=found.version,
            roots=found.roots,
            correlation=self.correlation,
        )
        raised = self.wishes.get(found.id, Wish()).isolation
        return Instance(
            found=found, name=name, wish=wish, guard=guard, around=self.around, on_change=self.on_change, muted=muted,
            isolation=raised or (found.manifest.isolation if found.manifest else "inline"),
        )  # fmt: skip  # two rows: what it is, and where

    def _unwished(self, instance: Instance, choice: Choice) -> Refusal | None:
        found, said = instance.found, self.said(instance)
        chosen = self.wishes.get(found.id, Wish()).distribution
        if said is False:
            remedy = f"Set `enabled = true` under `[plugins.{found.id}]`, then `mediad config reload`."
            return Refusal(state="disabled", reason="the configuration switches it off", remedy=remedy)
        if chosen not in ("", found.distribution):
            remedy = f"Change `plugins.{found.id}.distribution`, then `mediad config reload`."
            return Refusal(state="disabled", reason=f"the configuration takes {found.id} from {chosen}", remedy=remedy)
        remedy = f"`mediad plugin enable {instance.address}`"
        if said is None and choice.enabled is False:
            return Refusal(state="disabled", reason="somebody switched it off", remedy=f"{remedy} switches it on.")
        if choice.quarantined == found.version:
            remedy = f"Install a corrected version, or lift it: {remedy}."
            return Refusal(state="quarantined", reason=choice.why, remedy=remedy)
        return None

    async def _stopped(self, instance: Instance) -> Refusal | None:
        for gate in self.gates:
            if refusal := await gate(instance.found, instance.address):
                return refusal
        return None

    async def _judge(self, instances: Sequence[Instance]) -> None:
        """Judge plugins before any code of them runs here: manifest, SDK, import in a child."""
        gate = asyncio.Semaphore(CHILDREN)
        plugins = {each.found.id: each for each in instances}
        found = await asyncio.gather(*(self._fault(one, gate) for one in plugins.values()))
        faults = dict(zip(plugins, found, strict=True))
        for instance in instances:
            if (error := faults[instance.found.id]) is not None:
                instance.fail(error)

    async def _fault(self, instance: Instance, gate: asyncio.Semaphore) -> PluginError | None:
        found = instance.found
        if found.manifest is None:
            return _error(found, "manifest", found.fault)
        if fault := sdk_fault(found.manifest.requires_sdk, SDK_VERSION):
            return _error(found, "sdk_mismatch", fault)
        if instance.isolation != "inline":
            return None  # it runs in a child anyway
        async with gate:
            try:
                verdict = await self.preflight(found)
            except Exception as error:  # noqa: BLE001  # one that cannot be tried must not keep the others from loading
                _log.exception("plugin %s could not be tried in a child", found.id)
                return _error(found, "import_failed", f"it could not be tried in a child: {error}")
        return _error(found, verdict.problem, verdict.message) if verdict.problem else None


async def _begin(apart: Iterable[Instance]) -> None:
    """Begin their processes beside each other."""
    children = asyncio.Semaphore(CHILDREN)

    async def one(instance: Instance) -> None:
        async with children:
            await instance.make()

    async with asyncio.TaskGroup() as group:
        for each in apart:
            group.create_task(one(each))


def _wanted(instances: Sequence[Instance]) -> list[Instance]:
    return [each for each in instances if each.state == "found"]


def _twins(instances: Sequence[Instance]) -> list[list[Instance]]:
    """Group the instances whose id several distributions claim."""
    groups: dict[str, list[Instance]] = {}
    for each in instances:
        groups.setdefault(each.found.id, []).append(each)
    return [group for group in groups.values() if len({each.found.distribution for each in group}) > 1]


def _error(found: Found, kind: Kind, message: str) -> PluginError:
    return PluginError(kind, message, blame=Blame(plugin=found.id, version=found.version, hook=step_of(kind)))
