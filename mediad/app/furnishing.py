"""Puts what plugins bring into its places, whenever it is not what it was: jobs, clock, events, kinds, addresses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.http import Route
from mediad_sdk.values.jobs import JobType, Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.app.house import House
    from mediad.http.dispatch import Dispatcher
    from mediad.http.plugin_routes import Refusal


_log = logging.getLogger("mediad")


@dataclass(slots=True, kw_only=True)
class Furnishing:
    """The places of what plugins bring. Whoever holds one of them sees it change; what runs keeps what it began with.

    Attributes:
        own: The daemon's own jobs.
    """

    house: House
    own: Mapping[str, JobType]
    _heard: list[Subscription] = field(default_factory=list)
    _schedules: tuple[Schedule, ...] = ()
    _addresses: list[_Addresses] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._heard = self.house.library.subscriptions(self.house.queue)
        self._schedules = self.house.plugins.all(Schedule)
        self.offer()
        self.hear()

    def __call__(self) -> None:
        """Put everything in its place."""
        self.house.library.furnish(self.house.plugins, self.house.config)
        self.offer()
        self.hear()
        self.serve()
        if (schedules := self.house.plugins.all(Schedule)) != self._schedules:
            self._schedules = schedules
            self.house.plan()

    def offer(self) -> None:
        """Offer the daemon's jobs and the plugins'; those that wait for a type that is back begin."""
        offered = self.house.job_types
        now = {**{each.id: each for each in self.house.plugins.all(JobType)}, **self.own}
        has_more = bool(now.keys() - offered.keys())
        offered.clear()
        offered.update(now)
        if self.house.worker is not None and has_more:
            self.house.worker.wake()

    def hear(self) -> None:
        """Let the daemon's own subscribers and the plugins' hear what happens."""
        self.house.subscribers.set([*self._heard, *self.house.plugins.all(Subscription)])

    def open(self, dispatcher: Dispatcher) -> None:
        """Begin to serve addresses of plugins."""
        routes, deliveries, core = self.house.lent.routes, self.house.lent.deliveries, dispatcher.router
        self._addresses = [
            _Addresses("route", Route, partial(routes.mount, core=core), routes.unmount),
            _Addresses("protocol below", Delivery, partial(deliveries.mount, core=core), deliveries.unmount),
        ]
        self.serve()

    def serve(self) -> None:
        """Serve the addresses of those that are there; a refusal names its plugin: in log, health and report."""
        for each in self._addresses:
            each.match(self.house)
        self.house.lent.refusals[:] = [sentence for each in self._addresses for sentence in each.refused()]


@dataclass(slots=True)
class _Addresses:
    """One sort of addresses: what is mounted, and what was refused."""

    noun: str
    what: type[Any]
    mount: Callable[[str, Sequence[Any]], list[Refusal]]
    unmount: Callable[[str], None]
    mounted: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    refusals: dict[str, list[str]] = field(default_factory=dict)

    def refused(self) -> list[str]:
        """Say what was refused."""
        return [f"{name}: {sentence}" for name, some in self.refusals.items() for sentence in some]

    def match(self, house: House) -> None:
        """Let the addresses be those of the plugins that are there."""
        now = house.plugins.by_instance(self.what)
        for name in self.mounted.keys() - now.keys():
            self.unmount(name)
            self.refusals.pop(name, None)
        for name, some in now.items():
            if self.mounted.get(name) is not some:
                self.refusals[name] = []
                for each in self.mount(name, some):
                    sentence = f"its {self.noun} {each.route} {each.reason}"
                    self.refusals[name].append(sentence)
                    _log.error("plugin %s: %s", name, sentence)
                    house.plugins.refuse(name, f"{self.noun} {each.route}", sentence)
        self.mounted = now
