"""Brings the plugins to life: what the configuration wishes, what the daemon lends, what it remembers of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from mediad.app.apart import sweep, tier_of
from mediad.host.lending import Lending
from mediad.host.people import Vouched
from mediad.http.deliveries import Deliveries
from mediad.http.plugin_routes import PluginRoutes
from mediad.plugins.choices import isolate
from mediad.plugins.host import Options, PluginHost
from mediad.plugins.installing.finding import everything
from mediad.plugins.preflight import ChildPreflight, RememberedPreflight
from mediad.plugins.states import Wish
from mediad.storage.ports.plugin_choices import PluginChoices
from mediad.storage.ports.plugins import PluginStore
from mediad.telemetry.logs import correlation
from mediad_sdk.data import dataclass
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from mediad.app.administration import Administered
    from mediad.app.belongings import Belongings
    from mediad.app.safe_mode import SafeMode
    from mediad.config.models import Config, Instance
    from mediad.host.saying import Saying
    from mediad.plugins.states import Report
    from mediad.storage.ports import Storage
    from mediad.workers.process import Processes
    from mediad_sdk.host import Clock, Events, Ffmpeg, Jobs, Library, People, Personal
    from mediad_sdk.values import http as sdk


_HERE = frozenset({"found", "loaded", "running", "degraded"})


@dataclass(slots=True, kw_only=True)
class Lent:
    """What plugins are lent. The queue and the works come after the plugins, whose jobs and kinds they want to know.

    Attributes:
        belongings: What is each plugin's own.
        changes: Where changes of a plugin's state wait to be told.
        on_brought: Puts what plugins bring into its places, as soon as there are any.
        on_leaving: Hears of an instance that is there no more, as soon as somebody wants to.
        vouched: Whom `people` has found.
        routes: The routes of plugins, where the server finds them.
        safe_mode: Keeps plugins from running after crashes.
        refusals: Routes and protocols that were refused, each with its plugin and the reason.
        deliveries: The protocols of plugins, likewise.
    """

    storage: Storage
    clock: Clock
    processes: Processes
    events: Events
    belongings: Belongings
    jobs: Jobs | None = None
    library: Library | None = None
    people: People | None = None
    personal: Personal | None = None
    ffmpeg: Ffmpeg | None = None
    saying: Saying | None = None
    vouched: Vouched = field(default_factory=Vouched)
    changes: asyncio.Queue[Report] = field(default_factory=asyncio.Queue)
    on_brought: Callable[[], None] = lambda: None
    on_leaving: Callable[[str], Awaitable[None]] | None = None
    routes: PluginRoutes = field(default_factory=lambda: PluginRoutes(call_plugin))
    refusals: list[str] = field(default_factory=list)
    safe_mode: SafeMode = field(init=False)
    deliveries: Deliveries = field(init=False)

    def __post_init__(self) -> None:
        self.deliveries = Deliveries(self.routes.replies, self.vouched)

    @property
    def choices(self) -> PluginChoices:
        """What people said of plugins while the daemon ran."""
        return PluginChoices(self.storage, self.clock)

    async def tell(self) -> None:
        """Publish each change of a plugin's state, until cancelled; a quarantine is kept."""
        while True:
            report = await self.changes.get()
            data = {"plugin": report.plugin, "instance": report.instance, "state": report.state}
            if report.state == "quarantined":
                await isolate(self.choices, report.instance, report.version, report.reason)
            if report.state not in _HERE and self.on_leaving is not None:
                await self.on_leaving(report.instance)
            told = {**data, "reason": report.reason, "remedy": report.remedy}
            await self.events.publish(Event(type="plugin.state", at=self.clock.now_ms(), data=told))


def make_plugins(config: Config, lent: Lent, administered: Administered) -> PluginHost:
    """Make the host of the plugins."""
    lend = Lending(
        clock=lent.clock,
        texts=lambda instance: PluginStore(lent.storage, instance),
        jobs=lambda: lent.jobs,
        events=lambda: lent.events,
        library=lambda: lent.library,
        people=lambda: lent.people,
        personal=lambda: lent.personal,
        ffmpeg=lambda: lent.ffmpeg,
        saying=lambda: lent.saying,
        own=lent.belongings.lend,
    )
    preflight = RememberedPreflight(ChildPreflight(lent.processes), PluginStore(lent.storage))
    return PluginHost(
        lend=lend,
        preflight=preflight,
        wishes=wishes(config),
        installed=partial(everything, config.data_dir),
        options=Options(
            correlation=correlation,
            on_change=lent.changes.put_nowait,
            on_brought=lambda: lent.on_brought(),  # noqa: PLW0108  # it is set when the house stands
            choices=lent.choices,
            given=lent.belongings.prepared(administered.settings.given),
            gates=(lent.safe_mode.gate, administered.approvals.gate),
            waive=lent.safe_mode.waive,
            tiers={"process": tier_of(config, lent.processes)},
        ),
    )


@asynccontextmanager
async def open_plugins(config: Config, lent: Lent, administered: Administered) -> AsyncIterator[PluginHost]:
    """Find, load and start the plugins, and stop them in the end."""
    await lent.safe_mode.look()
    await asyncio.to_thread(sweep, config)
    plugins = make_plugins(config, lent, administered)
    await plugins.load()
    async with plugins.running():
        yield plugins


def wishes(config: Config) -> dict[str, Wish]:
    """Say what the configuration wants of each plugin."""
    return {
        name: Wish(
            enabled=_said(plugin),
            settings=plugin.settings,
            instances={own: _wish(instance) for own, instance in plugin.instances.items()},
            distribution=plugin.distribution,
            priority=plugin.priority,
            isolation=plugin.isolation or "",
        )
        for name, plugin in config.plugins.items()
    }


def _wish(instance: Instance) -> Wish:
    return Wish(enabled=_said(instance), settings=instance.settings)


def _said(instance: Instance) -> bool | None:
    return instance.enabled if "enabled" in instance.model_fields_set else None


async def call_plugin(instance: str, route: sdk.Route, request: sdk.Request) -> sdk.Response:  # noqa: ARG001  # Protocol
    """Let a plugin answer; its handler is a point of its guard already."""
    return await route.handler(request)
