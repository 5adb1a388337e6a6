"""One plugin instance from its finding to its end: the steps, and what is told about it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from mediad.plugins.declarations import Brought, declare
from mediad.plugins.errors import PluginError
from mediad.plugins.life import Life, OwnedTasks
from mediad.plugins.loading import make_plugin, make_settings
from mediad.plugins.states import Figure, Report, State, Wish, address
from mediad_sdk.host import Context, Tasks

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from mediad.plugins.claims import Claims
    from mediad.plugins.find import Found
    from mediad.plugins.guard import Guard
    from mediad.plugins.registry import Registry

_log = logging.getLogger(__name__)

Lend = Callable[[str, str, Tasks], Context]
"""Makes the context of `(plugin, instance)` with the tasks that it owns."""
Factory = Callable[[Context, Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every instance stands in."""

    registry: Registry
    claims: Claims
    lend: Lend


@dataclass(slots=True, kw_only=True)
class Instance:
    """One plugin instance."""

    found: Found
    name: str
    wish: Wish
    guard: Guard
    around: Surroundings
    brought: Brought = field(default_factory=Brought)
    error: PluginError | None = None
    on_change: Callable[[Report], None] = lambda _report: None
    _state: State = "found"
    _reason: str = ""
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
            return "quarantined" if self.guard.quarantined else "degraded" if self.guard.paused else "running"
        return self._state

    async def load(self, factory: Factory) -> None:
        """Make the plugin, register it, and ask what it brings."""
        settings = await make_settings(self.found, self.wish.settings)
        tasks = OwnedTasks(self.guard)
        context = self.around.lend(self.found.id, self.address, tasks)
        plugin = await make_plugin(self.found, factory, context, settings)
        self.guard.inline("register", self.around.registry.register)(self._key, plugin, self.guard.blame("register"))
        self.brought = declare(self.guard, lambda hook: self.around.registry.hook(self._key, hook))
        self.around.claims.take(self.guard, self.brought)
        opener = self.around.registry.hook(self._key, "mediad_lifespan")
        self._life = Life(self.guard, tasks, cast("Callable[[], AbstractAsyncContextManager[None]] | None", opener))
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
        """Leave the lifespan and forget what the plugin brought."""
        if self._life is not None and self._state == "running":
            self.settle("loaded")
            await self._life.stop()

    def fail(self, error: PluginError) -> None:
        """Take everything of a plugin back, and keep why."""
        self.error = error
        self.guard.shut = "it does not run"
        self.brought = Brought()
        self.around.registry.remove(self._key)
        self.around.claims.release(self.guard.plugin)
        self._life = None
        _log.error("plugin %s does not run: %s. %s", self.address, error.reason, error.remedy)
        self.settle("incompatible" if error.kind == "sdk_mismatch" else "failed", error.reason)

    def settle(self, state: State, reason: str = "") -> None:
        """Go to a state."""
        self._state, self._reason = state, reason
        self._changed()

    def report(self) -> Report:
        """Tell everything about it."""
        manifest, error = self.found.manifest, self.error or self.guard.last
        return Report(
            plugin=self.found.id,
            instance=self.address,
            distribution=self.found.distribution,
            version=self.found.version,
            name=manifest.name if manifest else self.found.id,
            summary=manifest.summary if manifest else "",
            state=self.state,
            reason=self._reason or _reason(self.guard),
            remedy=error.remedy if error and self.state not in ("running", "loaded", "disabled") else "",
            error=error.facts() if error else None,
            brings=self.brought.names(),
            permissions={name: each.reason for name, each in manifest.permissions.items()} if manifest else {},
            paused=self.guard.paused,
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
        return f"{self.found.id}/{self.name}"

    def _ended(self, error: BaseException | None) -> None:
        if error is not None:
            self.fail(_as_plugin_error(error, self.guard))

    def _changed(self) -> None:
        if self.state != self._told:
            self._told = self.state
            self.on_change(self.report())


def _reason(guard: Guard) -> str:
    if guard.quarantined:
        return guard.quarantine
    return f"paused after failures: {', '.join(guard.paused)}" if guard.paused else ""


def _as_plugin_error(error: BaseException, guard: Guard) -> PluginError:
    if isinstance(error, PluginError):
        return error
    kind_and_text = f"{type(error).__name__}: {error}"
    return PluginError("raised", f"its lifespan failed: {kind_and_text}", blame=guard.blame("mediad_lifespan"))
