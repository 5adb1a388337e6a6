"""The rooms of a running daemon, and its life in them."""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial
from typing import TYPE_CHECKING

from mediad.app import upkeep
from mediad.app.checks import configured, make_checks, refused_routes, scheduled, unoffered, waiting, ways_in
from mediad.app.declared import declare
from mediad.app.plugins import Lent, wishes
from mediad.app.telemetry import tally
from mediad.app.telling import told
from mediad.events.pump import Pump
from mediad.jobs.worker import Worker
from mediad_sdk.data import dataclass
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.jobs import Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.accounts.app_passwords import AppPasswords
    from mediad.accounts.identities import Identities
    from mediad.app.administration import Administered
    from mediad.app.installed import Installed
    from mediad.app.library import Library
    from mediad.app.packages import Packages
    from mediad.app.places import Places
    from mediad.app.plugin_data import PluginData
    from mediad.app.renewal import Renewal
    from mediad.config.models import Config
    from mediad.encoding.room import Encoding
    from mediad.events.feed import Feed
    from mediad.events.subscribers import Subscribers
    from mediad.host.clock import SystemClock
    from mediad.http.server import Listening
    from mediad.jobs.queue import Queue
    from mediad.jobs.schedules import Schedules
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage
    from mediad.telemetry.health import HealthChecks
    from mediad.telemetry.metrics import Metrics
    from mediad.workers.process import Processes
    from mediad_sdk.values.jobs import JobType

_log = logging.getLogger("mediad")
LANES = {"default": 2, "scan": 2}
LATER_SECONDS = 1.0
"""What nobody waits for (schedules, watchers) starts this long after the daemon is ready."""


@dataclass(kw_only=True)
class House:
    """The rooms of a running daemon, as far as its life goes on in them.

    Attributes:
        worker: Does the jobs, as soon as the house lives.
    """

    config: Config
    clock: SystemClock
    storage: Storage
    feed: Feed
    plugins: PluginHost
    queue: Queue
    schedules: Schedules
    library: Library
    encoding: Encoding
    processes: Processes
    job_types: dict[str, JobType]
    lent: Lent
    metrics: Metrics
    renewal: Renewal
    places: Places
    identities: Identities
    app_passwords: AppPasswords
    administered: Administered
    listening: Listening
    installed: Installed
    packages: Packages
    plugin_data: PluginData
    subscribers: Subscribers
    scans: Sequence[Schedule] = ()
    worker: Worker | None = None

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(Pump(self.storage, self.clock).run())
            group.create_task(self._work())
            group.create_task(self.subscribers.run())
            group.create_task(self.lent.tell())
            group.create_task(self.lent.safe_mode.prove(self.clock))
            group.create_task(tally(self.feed, self.metrics))
            group.create_task(self._later())
            group.create_task(told(self.feed, self.queue, self.plugins, lambda: self.config).run())

    async def reload(self) -> tuple[str, ...]:
        """Read the configuration anew and take what can change now; gives the keys that wait for the next start."""
        return await self.renewal.take(self._adopt)

    async def _adopt(self, config: Config) -> None:
        await declare(config, self.storage, self.library)
        self.config = self.administered.config = config
        await self.plugins.adopt(wishes(config))
        self.plan()
        self._name_unoffered()

    def checks(self) -> HealthChecks:
        """Name every check of health."""
        refused = HealthCheck(id="routes", check=partial(refused_routes, self.lent.refusals))
        configuration = HealthCheck(id="configuration", check=self.renewal.health)
        schedules = HealthCheck(id="schedules", check=partial(scheduled, lambda: self.config, self.job_types))
        jobs = HealthCheck(id="jobs", check=partial(waiting, self.storage, self.job_types))
        named = HealthCheck(id="plugins.configured", check=partial(configured, lambda: self.config, self.plugins))
        people = HealthCheck(id="sign_in", check=partial(ways_in, lambda: self.config, self.plugins))
        installed = HealthCheck(id="plugins.installed", check=partial(self.installed.health, self.plugins.states))
        safe = HealthCheck(id="plugins.safe_mode", check=self.lent.safe_mode.health)
        others = [self.encoding.health_check(), safe, refused, configuration, named, people, schedules, jobs, installed]
        return make_checks(self.storage, self.processes, self.plugins, self.places, others)

    async def is_alive(self) -> bool:
        """Give the sign of life that systemd's watchdog waits for: that the loop comes here is one."""
        return True

    async def _work(self) -> None:
        alone = self.storage.engine == "sqlite"
        if await self.places.answers("derived"):
            await self.encoding.sweep(alone=alone)
        lanes = {**LANES, "encode": self.config.encoding.concurrency}
        self.worker = Worker(self.storage, self.clock, lambda: self.job_types, lanes, name=f"pid {os.getpid()}")
        await self.worker.run(alone=alone)

    async def _later(self) -> None:
        await self.clock.sleep(LATER_SECONDS)
        self._plan(await self.library.schedules())
        self._name_unoffered()
        await self.schedules.start()
        await self.library.renewing.begin(self.queue)
        upkeep.give_memory_back()
        try:
            await self.library.watch(self.queue, self._heed)
        finally:
            self.schedules.stop()

    def _heed(self, scans: Sequence[Schedule]) -> None:
        """Plan anew when the scans are not what they were: roots change their state more often."""
        if scans != self.scans:
            self._plan(scans)

    def plan(self) -> None:
        """Let the clock go by the schedules that there are now."""
        self._plan(self.scans)

    def _plan(self, scans: Sequence[Schedule]) -> None:
        """Let the clock go by the daemon's schedules, the declared ones, the plugins', and the libraries' scans."""
        self.scans = scans
        own = [*upkeep.schedules(), *upkeep.declared(self.config), *self.library.nightly()]
        self.schedules.set([*own, *self.plugins.all(Schedule), *scans])

    def _name_unoffered(self) -> None:
        for each in unoffered(self.config, self.job_types):
            _log.warning("a schedule waits for its job: %s", each)
