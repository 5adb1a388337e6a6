"""One plugin instance from its finding to its end: the steps, and what is told about it."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Any, Protocol, cast

from mediad.plugins.declarations import Brought, declare
from mediad.plugins.errors import SETTINGS, PluginError, blame_of, ended, unset_settings
from mediad.plugins.find import Found
from mediad.plugins.flights import Flights
from mediad.plugins.life import Life, OwnedTasks
from mediad.plugins.states import FOLLOWS, Refusal, State, Wish, address
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.host import Context, Tasks

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from mediad.plugins.claims import Claims
    from mediad.plugins.guard import Guard
    from mediad.plugins.registry import Registry

_log = logging.getLogger(__name__)

Lend = Callable[[Found, str, Tasks], Context]
"""Makes the context of an instance of what was found, with the tasks that it owns; cut to what the manifest asks."""
Given = Callable[[Found, str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""Gives the settings of an instance, by its address and what the configuration says; the tier checks them."""


class Tier(Protocol):
    """Where a plugin's code runs: in the daemon (`mediad.plugins.inline`), or in a child of its own (`.remote`).

    What it makes has the shape of what a plugin's factory gives: an object whose hooks are marked `hookimpl`.

    * Declaration hooks are asked once and at once. They return declared values as the SDK's table has them; where the
      code runs elsewhere, the functions in them are stubs that may be awaited. Deadline, breaker and the check of the
      answer are the guard's, which stands around the stubs as around any function.
    * `mediad_lifespan` is entered when the instance starts and left when it stops, in one task. An error that comes
      out of it meanwhile (the child is gone for good) lets the instance fail.
    * A coroutine method `aclose`, if there is one, is awaited once when the object is given up, whether its lifespan
      was entered or not.
    """

    async def __call__(self, found: Found, given: Mapping[str, Any], context: Context, guard: Guard) -> object:
        """Make the plugin of one instance; raises `PluginError`.

        Args:
            found: What is installed.
            given: The settings, not yet seen by the plugin's model; when they do not fit, it is `settings_invalid`.
            context: What the instance is lent; it refuses what was not granted, so a child's calls may go to it.
            guard: Whose failure it is: `guard.blame(hook)`; time on the loop is charged to it.
        """


async def as_configured(_found: Found, _address: str, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the settings as the configuration has them."""
    return settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every instance stands in."""

    registry: Registry
    claims: Claims
    lend: Lend
    tiers: Mapping[str, Tier]
    given: Given = as_configured


@dataclass(slots=True, kw_only=True, eq=False)
class Instance:
    """One plugin instance.

    Attributes:
        wish: What the configuration says of it.
        muted: Its states are not told: it waits to take the place of another, or left it.
        note: What there is to say although it runs.
        carried: What it brings, whether that is asked for now or not.
        reference: The plugin's own object, which others must not keep.
        settings: What it was made with.
        made: The plugin's own object, until it is registered.
    """

    found: Found
    name: str
    wish: Wish
    guard: Guard
    around: Surroundings
    isolation: str = "inline"
    flights: Flights = field(default_factory=Flights)
    error: PluginError | None = None
    on_change: Callable[[Instance], None] = lambda _instance: None
    muted: bool = False
    note: str = ""
    reference: weakref.ref[object] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    carried: Brought = field(default_factory=Brought)
    refusal: Refusal | None = None
    life: Life | None = None
    made: object | None = None
    _state: State = "found"
    _told: State = "found"

    def __post_init__(self) -> None:
        self.guard.on_change = self._changed

    @property
    def address(self) -> str:
        """The name in addresses, job types and stores."""
        return address(self.found.id, self.name)

    @property
    def state(self) -> State:
        """Where it is in its life."""
        if self._state == "running":
            return "quarantined" if self.guard.quarantined else "degraded" if self.guard.lame else "running"
        return self._state

    @property
    def brought(self) -> Brought:
        """What it brings; in quarantine only what nobody calls."""
        return self.carried.uncalled() if self.guard.quarantined else self.carried

    async def make(self) -> None:
        """Make the plugin where its code runs; where that is elsewhere, several may be made at a time."""
        await _tried(self, _make)

    async def load(self) -> None:
        """Make the plugin if that was not done yet, register it, and ask what it brings; a failure is its own."""
        for step in (_take,) if self.made is not None else (_make, _take):
            await _tried(self, step)

    async def start(self) -> None:
        """Enter the lifespan; a failure is the plugin's own."""
        if self.life is None:
            return
        try:
            await self.life.start(self._ended)
        except Exception as error:  # noqa: BLE001  # the wall: a start that fails is the plugin's own failure
            self.fail(_as_plugin_error(error, self.guard))
        else:
            self.settle("running")

    async def stop(self) -> None:
        """Leave the lifespan."""
        life, self.life = self.life, None
        if life is not None:
            if self._state == "running":
                self.settle("loaded")
            shut, self.guard.shut = self.guard.shut, ""  # it is called once more, to close what it holds open
            await life.stop()
            self.guard.shut = shut

    async def rest(self) -> None:
        """Stop before a successor starts; who asks meanwhile shall come again."""
        self.guard.shut = "it is being reloaded"
        self.muted = True
        await self.stop()

    async def leave(self) -> None:
        """Stop when everything that runs on its code has ended, and forget the plugin."""
        self.muted = True
        self.around.claims.release(self.guard)
        await self.flights.landed()
        await self.stop()
        self.guard.shut = self.guard.shut or "it was unloaded"
        self.around.registry.remove(self.key)

    def turn_away(self, refusal: Refusal) -> None:
        """Do not load it."""
        self.refusal = refusal
        self.settle(refusal.state)

    def fail(self, error: PluginError) -> None:
        """Take everything of a plugin back, and keep why."""
        unset = error.kind == "settings_invalid" and not self.settings and self._state == "found"
        unset = unset and error.blame.hook != SETTINGS  # some were kept, and cannot be used
        self.error = unset_settings(error) if unset else error
        self.guard.shut = "it does not run"
        self.carried = Brought()
        self.around.registry.remove(self.key)
        self.around.claims.release(self.guard)
        self.life = None
        level, verb = (logging.INFO, "waits for its settings") if unset else (logging.ERROR, "does not run")
        _log.log(level, "plugin %s %s: %s %s", self.address, verb, ended(error.reason), error.remedy)
        self.settle("needs_settings" if unset else "incompatible" if error.kind == "sdk_mismatch" else "failed")

    def settle(self, state: State) -> None:
        """Go to a state."""
        if state not in FOLLOWS[self._state]:
            raise RuntimeError(f"{self.address} cannot go from {self._state} to {state}")
        self._state = state
        self._changed()

    def tell(self) -> None:
        """Take its place: its states are told from now on."""
        self.muted = False
        self._changed()

    @property
    def key(self) -> str:
        """The name in the registry: that of a successor is another."""
        return f"{self.address} {id(self)}"

    def _ended(self, error: BaseException | None) -> None:
        if error is not None:
            self.fail(_as_plugin_error(error, self.guard))

    def _changed(self) -> None:
        if not self.muted and self.state != self._told:
            self._told = self.state
            self.on_change(self)


async def _tried(instance: Instance, step: Callable[[Instance], Awaitable[None]]) -> None:
    try:
        await step(instance)
    except MediadError as error:  # a declaration raises one on purpose
        life, instance.life = instance.life, None
        if life is not None:
            await life.stop()
        instance.fail(error if isinstance(error, PluginError) else _meant(error, instance.guard))


async def _make(instance: Instance) -> None:
    tier = instance.around.tiers.get(instance.isolation)
    if tier is None:
        blame = instance.guard.blame("load")
        raise PluginError("factory_failed", f"nothing here runs plugins as {instance.isolation!r}", blame=blame)
    instance.settings = given = await instance.around.given(instance.found, instance.address, instance.wish.settings)
    tasks = OwnedTasks(instance.guard)
    plugin = await tier(
        instance.found, given, instance.around.lend(instance.found, instance.address, tasks), instance.guard
    )
    with suppress(TypeError):  # of a class without room for it
        instance.reference = weakref.ref(plugin)
    instance.life = Life(instance.guard, tasks, getattr(plugin, "aclose", None))
    instance.made = plugin


async def _take(instance: Instance) -> None:
    plugin, instance.made = instance.made, None  # the registry keeps it from here on
    if plugin is None:
        return  # it could not be made
    registry, life = instance.around.registry, cast("Life", instance.life)
    instance.guard.inline("register", registry.register)(instance.key, plugin, instance.guard.blame("register"))
    instance.carried = declare(instance.guard, lambda hook: registry.hook(instance.key, hook), instance.flights)
    instance.around.claims.take(instance.guard, instance.carried)
    opener = registry.hook(instance.key, "mediad_lifespan")
    life.open = cast("Callable[[], AbstractAsyncContextManager[None]] | None", opener)
    instance.settle("loaded")


def _meant(error: MediadError, guard: Guard) -> PluginError:
    return PluginError("raised", str(error), blame=blame_of(error) or guard.blame("load"), remedy=error.remedy)


def _as_plugin_error(error: BaseException, guard: Guard) -> PluginError:
    if isinstance(error, PluginError):
        return error
    kind_and_text = f"{type(error).__name__}: {error}"
    return PluginError("raised", f"its lifespan failed: {kind_and_text}", blame=guard.blame("mediad_lifespan"))
