"""One plugin instance from its finding to its end: the steps, and what is told about it."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, cast

from mediad.plugins.declarations import Brought, declare
from mediad.plugins.errors import PluginError
from mediad.plugins.find import Found
from mediad.plugins.flights import Flights
from mediad.plugins.life import Life, OwnedTasks
from mediad.plugins.states import FOLLOWS, Figure, Refusal, Report, State, Wish, address
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
        reference: The plugin's own object, which others must not keep.
        settings: What it was made with.
    """

    found: Found
    name: str
    wish: Wish
    guard: Guard
    around: Surroundings
    isolation: str = "inline"
    flights: Flights = field(default_factory=Flights)
    error: PluginError | None = None
    on_change: Callable[[Report], None] = lambda _report: None
    muted: bool = False
    note: str = ""
    reference: weakref.ref[object] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _brought: Brought = field(default_factory=Brought)
    _state: State = "found"
    _refusal: Refusal | None = None
    _told: State = "found"
    _life: Life | None = None

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
        return self._brought.uncalled() if self.guard.quarantined else self._brought

    async def load(self) -> None:
        """Make the plugin, register it, and ask what it brings; a failure is its own."""
        try:
            await self._load()
        except PluginError as error:
            await self._lose(error)
        except MediadError as error:  # raised on purpose by a declaration
            await self._lose(PluginError("raised", str(error), blame=self.guard.blame("load")))

    async def _load(self) -> None:
        tier = self.around.tiers.get(self.isolation)
        if tier is None:
            blame = self.guard.blame("load")
            raise PluginError("factory_failed", f"nothing here runs plugins as {self.isolation!r}", blame=blame)
        self.settings = given = await self.around.given(self.found, self.address, self.wish.settings)
        tasks = OwnedTasks(self.guard)
        plugin = await tier(self.found, given, self.around.lend(self.found, self.address, tasks), self.guard)
        with suppress(TypeError):  # of a class without room for it
            self.reference = weakref.ref(plugin)
        registry = self.around.registry
        self._life = Life(self.guard, tasks, getattr(plugin, "aclose", None))
        self.guard.inline("register", registry.register)(self._key, plugin, self.guard.blame("register"))
        self._brought = declare(self.guard, lambda hook: registry.hook(self._key, hook), self.flights)
        self.around.claims.take(self.guard, self._brought)
        opener = registry.hook(self._key, "mediad_lifespan")
        self._life.open = cast("Callable[[], AbstractAsyncContextManager[None]] | None", opener)
        self.settle("loaded")

    async def start(self) -> None:
        """Enter the lifespan; a failure is the plugin's own."""
        if self._life is None:
            return
        try:
            await self._life.start(self._ended)
        except Exception as error:  # noqa: BLE001  # the wall: a start that fails is the plugin's own failure
            self.fail(_as_plugin_error(error, self.guard))
        else:
            self.settle("running")

    async def stop(self) -> None:
        """Leave the lifespan."""
        life, self._life = self._life, None
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
        self.around.registry.remove(self._key)

    def claim(self) -> None:
        """Take the names of what it brings again, from another instance of its address."""
        self.around.claims.take(self.guard, self._brought)

    def refuse(self, refusal: Refusal) -> None:
        """Do not load it."""
        self._refusal = refusal
        self.settle(refusal.state)

    def fail(self, error: PluginError) -> None:
        """Take everything of a plugin back, and keep why."""
        self.error = error
        self.guard.shut = "it does not run"
        self._brought = Brought()
        self.around.registry.remove(self._key)
        self.around.claims.release(self.guard)
        self._life = None
        _log.error("plugin %s does not run: %s. %s", self.address, error.reason, error.remedy)
        self.settle("incompatible" if error.kind == "sdk_mismatch" else "failed")

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

    def report(self, finishing: int = 0) -> Report:
        """Tell everything about it."""
        manifest, error = self.found.manifest, self.error or self.guard.last
        reason, remedy = self._why(error)
        return Report(
            plugin=self.found.id,
            instance=self.address,
            distribution=self.found.distribution,
            version=self.found.version,
            name=manifest.name if manifest else self.found.id,
            summary=manifest.summary if manifest else "",
            state=self.state,
            reason=reason,
            remedy=remedy,
            error=error.facts() if error else None,
            brings=self._brought.names(),
            permissions={name: each.reason for name, each in manifest.permissions.items()} if manifest else {},
            paused=self.guard.paused,
            paused_until=self.guard.paused_until(),
            isolation=self.isolation,
            finishing=finishing,
        )

    def figures(self) -> list[Figure]:
        """Give what was counted, a line for each hook."""
        return [
            Figure(
                instance=self.address, hook=hook, calls=each.calls, seconds=each.seconds, failures=dict(each.failures)
            )
            for hook, each in self.guard.tallies.items()
        ]

    @property
    def _key(self) -> str:
        return f"{self.address} {id(self)}"

    async def _lose(self, error: PluginError) -> None:
        life, self._life = self._life, None
        if life is not None:
            await life.stop()
        self.fail(error)

    def _why(self, error: PluginError | None) -> tuple[str, str]:
        if self._refusal:
            return self._refusal.reason, self._refusal.remedy
        match self.state:
            case "failed" | "incompatible":
                return (error.reason, error.remedy) if error else ("", "")
            case "quarantined":
                return self.guard.quarantine, f"Install a corrected version, or `mediad plugin enable {self.address}`."
            case "degraded":
                return self.guard.lame, error.remedy if error else ""
            case _:
                pass
        return self.note, error.remedy if error and self.note else ""

    def _ended(self, error: BaseException | None) -> None:
        if error is not None:
            self.fail(_as_plugin_error(error, self.guard))

    def _changed(self) -> None:
        if not self.muted and self.state != self._told:
            self._told = self.state
            self.on_change(self.report())


def _as_plugin_error(error: BaseException, guard: Guard) -> PluginError:
    if isinstance(error, PluginError):
        return error
    kind_and_text = f"{type(error).__name__}: {error}"
    return PluginError("raised", f"its lifespan failed: {kind_and_text}", blame=guard.blame("mediad_lifespan"))
