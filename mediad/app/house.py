"""Builds the rooms and joins them; what is not needed to answer the first request starts later."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from mediad.accounts.app_passwords import AppPasswords
from mediad.accounts.identities import Identities
from mediad.accounts.users import Profile
from mediad.app import telling, upkeep
from mediad.app.administration import Administered
from mediad.app.apart import closed
from mediad.app.belongings import open_belongings
from mediad.app.checks import configured, make_checks, refused_routes, scheduled, unoffered, waiting, ways_in
from mediad.app.furnishing import Furnishing
from mediad.app.installed import Installed
from mediad.app.library import open_library
from mediad.app.packages import Packages
from mediad.app.people import declared_roles, make_people
from mediad.app.places import Places, places_of
from mediad.app.plugin_data import PluginData
from mediad.app.plugins import Lent, open_plugins, wishes
from mediad.app.protocols import lend_to_protocols
from mediad.app.safe_mode import safe_mode
from mediad.app.secrets import Secrets
from mediad.app.serving import about, address_of, http_options, make_dispatcher
from mediad.app.storages import open_storage
from mediad.app.telemetry import SelfKnowledge, tally
from mediad.app.telling import told
from mediad.config.overlaps import own_place
from mediad.encoding.command import Commands
from mediad.encoding.room import Encoding, Options
from mediad.events.feed import Feed
from mediad.events.pump import Pump
from mediad.events.subscribers import Subscribers
from mediad.host.clock import SystemClock
from mediad.http import api
from mediad.http.feed import LiveFeed
from mediad.http.routes.files import Accel
from mediad.http.routes.plugin_data import JOB as PLUGIN_DATA
from mediad.http.routes.plugin_packages import JOB as PACKAGES
from mediad.http.server import Listening, serve
from mediad.http.threshold import Threshold
from mediad.jobs.queue import Queue
from mediad.jobs.schedules import Schedules
from mediad.jobs.worker import Worker
from mediad.storage.ports import accounts as accounts_port
from mediad.telemetry.metrics import Metrics
from mediad.workers.process import Processes
from mediad_sdk.values.encoding import EncoderProfile
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.jobs import Schedule

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from mediad.accounts.users import Users
    from mediad.app.library import Library
    from mediad.app.renewal import Renewal
    from mediad.config.models import Config
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage, Transaction
    from mediad.telemetry.health import HealthChecks
    from mediad_sdk.values.jobs import JobType

_log = logging.getLogger("mediad")
LANES = {"default": 2, "scan": 2}
LATER_SECONDS = 1.0
"""What nobody waits for (schedules, watchers) starts this long after the daemon is ready."""


@dataclass(kw_only=True)
class House:
    """The rooms of a running daemon, as far as its life goes on in them."""

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
    scans: Sequence[Schedule] = ()
    furnishing: Furnishing = field(init=False)

    async def run(self) -> None:
        """Work until cancelled."""
        subscribers = self.furnishing.subscribers = Subscribers(self.feed)
        self.furnishing.hear()
        async with asyncio.TaskGroup() as group:
            group.create_task(Pump(self.storage, self.clock).run())
            group.create_task(self._work())
            group.create_task(subscribers.run())
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
        worker = Worker(self.storage, self.clock, lambda: self.job_types, lanes, name=f"pid {os.getpid()}")
        self.furnishing.worker = worker
        await worker.run(alone=alone)

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


@asynccontextmanager
async def build(
    config: Config, renewal: Renewal, on_end: Callable[[Callable[[], None]], None] = lambda _: None
) -> AsyncIterator[House]:
    """Open everything in the order in which it is needed, and close it in the opposite one.

    Who has to hear that the daemon is told to end, also while it starts, is given to `on_end`.
    """
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        threshold = Threshold(config.server.base_path)
        listening = await stack.enter_async_context(serve(threshold, http_options(config)))
        safe = stack.enter_context(safe_mode(config.data_dir, clock))
        on_end(safe.ending)
        storage = await stack.enter_async_context(open_storage(config.database))
        processes = await stack.enter_async_context(Processes(closed=closed(config)))
        administered = Administered(config, storage, clock, processes)
        feed = Feed(storage, clock)
        job_types: dict[str, JobType] = {}
        queue = Queue(storage, clock, lambda: job_types)
        lent = Lent(
            storage=storage, clock=clock, processes=processes, events=feed, jobs=queue,
            belongings=await open_belongings(stack, lambda: administered.config, storage, clock),
        )  # fmt: skip
        installed = await Installed(config.data_dir, administered.approvals.approve).entered()
        lent.safe_mode = safe
        plugins = await stack.enter_async_context(open_plugins(config, lent, administered))
        library = await open_library(stack, config, storage, clock, processes, plugins)
        identities = Identities(storage, clock)
        encoding = Encoding(storage, clock, processes, partial(plugins.all, EncoderProfile), encoding_options(config))
        house = House(
            config=config, clock=clock, storage=storage, feed=feed, plugins=plugins, queue=queue,
            schedules=Schedules(storage, clock, queue, upkeep.zone()), library=library, encoding=encoding,
            processes=processes, job_types=job_types, lent=lent, metrics=Metrics(), renewal=renewal,
            places=places_of(config), listening=listening, identities=identities, installed=installed,
            packages=Packages(config, plugins, installed),
            plugin_data=PluginData(storage, clock, library.catalogue, plugins, lent.belongings),
            app_passwords=AppPasswords(storage, clock, identities, administered.vault), administered=administered,
        )  # fmt: skip
        lend_to_protocols(house)
        house.furnishing = lent.on_brought = Furnishing(house=house, own=own_jobs(house))
        await open_door(stack, house, threshold)
        yield house


def own_jobs(house: House) -> dict[str, JobType]:
    """Give the daemon's own jobs by their full names."""
    forget = upkeep.job_type(house.storage, house.clock, house.queue, lambda: house.config.retention)
    return {
        **house.library.job_types(house.queue), "encode": house.encoding.job_type(), upkeep.FORGET: forget,
        **telling.job_types(house.plugins), PACKAGES: house.packages.job_type(),
        PLUGIN_DATA: house.plugin_data.job_type(),
    }  # fmt: skip


async def open_door(stack: AsyncExitStack, house: House, threshold: Threshold) -> None:
    """Let requests in: people, telemetry, routes."""
    config, clock, storage, library = house.config, house.clock, house.storage, house.library
    people = make_people(house)
    await furnish(config, storage, library, people.users)
    metrics, live, started = house.metrics, LiveFeed(house.feed), clock.now_ms()
    services = api.Services(
        about=about(storage.engine, started, lambda: address_of(config, house.listening.port)),
        clock=clock, storage=storage, checks=house.checks(),
        telemetry=SelfKnowledge(storage, metrics, house.plugins, house.places, started, house.lent.belongings),
        feed=house.feed, live=live, plugins=house.plugins, users=people.users, access=people.access,
        outsiders=people.outsiders, sign_ins=people.sign_ins,
        external=str(config.server.external_url or "").rstrip("/"),
        app_passwords=house.app_passwords, secrets=Secrets(storage, house.administered.vault),
        administration=house.administered.administration(house.plugins),
        queue=house.queue, schedules=house.schedules, catalogue=library.catalogue, tools=library.tools,
        matching=library.matching,
        encoding=house.encoding, files=library.files, pictures=library.pictures,
        accel=Accel(config.server.x_accel_prefix or ""),
        base_path=config.server.base_path, reload=house.reload, mounted=house.lent.routes.mounted,
        own_place=partial(own_place, config), packages=house.packages, plugin_data=house.plugin_data,
    )  # fmt: skip
    dispatcher = make_dispatcher(config, api.routes(services), house.identities, house.lent, metrics)
    house.furnishing.open(dispatcher)
    # In the end the first to go: what runs on plugins and on the database is finished while there are both.
    stack.push_async_callback(house.listening.leave)
    stack.callback(live.close)
    threshold.open(dispatcher)


def encoding_options(config: Config) -> Options:
    """Say to the encoding room what the configuration says of it."""
    wanted = config.encoding
    commands = Commands(ffmpeg=wanted.ffmpeg, ffprobe=wanted.ffprobe, threads=wanted.threads)
    return Options(directory=config.derived_dir.absolute(), keep_free=wanted.keep_free_mb << 20, commands=commands)


async def declare(config: Config, storage: Storage, library: Library) -> None:
    """Let roles and libraries be as the configuration declares them: both, or with a mistake neither."""

    async def unit(tx: Transaction) -> None:
        await accounts_port.declare_roles(tx, declared_roles(config))
        await library.declare(tx, config)

    await storage.write(unit)


async def furnish(config: Config, storage: Storage, library: Library, users: Users) -> None:
    """Let roles and libraries be as declared, and see that somebody can administer."""
    await declare(config, storage, library)
    if not await storage.fetch_value("accounts.administrators"):
        await users.add(Profile(name="admin", role="administrator"))
