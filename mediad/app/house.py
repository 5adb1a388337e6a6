"""Builds the rooms and joins them; what is not needed to answer the first request starts later."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mediad import VERSION
from mediad.accounts.access import Access
from mediad.accounts.identities import Identities
from mediad.accounts.passwords import Passwords
from mediad.accounts.users import Users
from mediad.app.library import open_library
from mediad.app.people import declared_roles
from mediad.app.plugins import make_plugins
from mediad.app.storages import open_storage
from mediad.app.telemetry import SelfKnowledge, observe
from mediad.events.feed import Feed
from mediad.events.pump import Pump
from mediad.events.subscribers import Subscribers
from mediad.host.clock import SystemClock
from mediad.http.access_log import write_access
from mediad.http.dispatch import Dispatcher, Surroundings
from mediad.http.feed import LiveFeed
from mediad.http.options import HttpOptions
from mediad.http.plugin_routes import PluginRoutes
from mediad.http.routes import health, meta
from mediad.http.server import serve
from mediad.jobs.queue import Queue
from mediad.jobs.schedules import Schedules
from mediad.jobs.worker import Worker
from mediad.storage.ports import accounts as accounts_port
from mediad.telemetry.metrics import Metrics
from mediad.workers.process import Processes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.app.library import Library
    from mediad.config.models import Config
    from mediad.http.server import Listening
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage
    from mediad_sdk.values import http as sdk
    from mediad_sdk.values.jobs import JobType, Schedule

LANES = {"default": 2, "scan": 2}
LATER_SECONDS = 1.0
"""What nobody waits for (schedules, watchers) starts this long after the daemon is ready."""


@dataclass(kw_only=True)
class House:
    """The rooms of a running daemon."""

    config: Config
    clock: SystemClock
    storage: Storage
    processes: Processes
    metrics: Metrics
    feed: Feed
    identities: Identities
    users: Users
    access: Access
    plugins: PluginHost
    queue: Queue
    schedules: Schedules
    listening: Listening
    job_types: dict[str, JobType]
    library: Library

    async def run(self) -> None:
        """Work until cancelled."""
        worker = Worker(self.storage, self.clock, lambda: self.job_types, self._lanes(), name=f"pid {os.getpid()}")
        subscribers = Subscribers(self.feed, self.plugins.subscriptions())
        async with asyncio.TaskGroup() as group:
            group.create_task(Pump(self.storage, self.clock).run())
            group.create_task(worker.run(alone=self.storage.engine == "sqlite"))
            group.create_task(subscribers.run())
            group.create_task(self._later())

    async def reload(self, config: Config) -> None:
        """Take what can change while the daemon runs."""
        await self.storage.write(partial(accounts_port.declare_roles, declared=declared_roles(config)))
        await self.library.declare(config)
        self.config = config
        self.schedules.set(await self._wanted_schedules())

    def reloads(self, key: str) -> bool:
        """Tell whether a setting is taken without a restart."""
        return key.partition(".")[0] in {"roles", "libraries", "schedules"}

    async def is_alive(self) -> bool:
        """Give the sign of life that systemd's watchdog waits for."""
        return True

    def _lanes(self) -> dict[str, int]:
        return {**LANES, "encode": self.config.encoding.concurrency}

    async def _later(self) -> None:
        await self.clock.sleep(LATER_SECONDS)
        self.schedules.set(await self._wanted_schedules())
        await self.schedules.start()
        try:
            await self.library.watch(self.queue)
        finally:
            self.schedules.stop()

    async def _wanted_schedules(self) -> list[Schedule]:
        return [*self.plugins.schedules(), *await self.library.schedules()]


@asynccontextmanager
async def build(config: Config) -> AsyncIterator[House]:
    """Open everything in the order in which it is needed, and close it in the opposite one."""
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        storage = await stack.enter_async_context(open_storage(config.database))
        processes = await stack.enter_async_context(Processes())
        feed = Feed(storage, clock)
        job_types: dict[str, JobType] = {}
        queue = Queue(storage, clock, lambda: job_types)
        plugins = make_plugins(config, storage, clock, jobs=lambda: queue, events=lambda: feed, library=lambda: None)
        await plugins.load()
        await stack.enter_async_context(plugins.running())
        library = await open_library(stack, config, storage, clock, processes, plugins.media_types())
        job_types.update({**{each.id: each for each in plugins.job_types()}, **library.job_types()})
        passwords = Passwords()
        identities = Identities(storage, clock)
        users = Users(storage, clock, passwords)
        await storage.write(partial(accounts_port.declare_roles, declared=declared_roles(config)))
        await library.declare(config)
        metrics = Metrics()
        live = LiveFeed(feed)
        dispatcher = make_dispatcher(config, identities, plugins, SelfKnowledge(storage, metrics), metrics)
        listening = await stack.enter_async_context(serve(dispatcher, http_options(config), live.close))
        yield House(
            config=config, clock=clock, storage=storage, processes=processes, metrics=metrics, feed=feed,
            identities=identities, users=users, access=Access(storage, clock, passwords), plugins=plugins,
            queue=queue, schedules=Schedules(storage, clock, queue, zone()), listening=listening, job_types=job_types,
            library=library,
        )  # fmt: skip


def make_dispatcher(
    config: Config, identities: Identities, plugins: PluginHost, known: SelfKnowledge, metrics: Metrics
) -> Dispatcher:
    """Join the routes of the core and of the plugins."""
    mounted = PluginRoutes(call_plugin)
    own = health.routes(known)
    observers = (partial(observe, metrics), *((write_access,) if config.log.access else ()))
    dispatcher = Dispatcher(
        [*own, *meta.routes(own, VERSION, config.server.base_path)],
        http_options(config),
        Surroundings(authenticator=identities, plugins=mounted, observers=observers),
    )
    for instance, routes in plugins.routes().items():
        mounted.mount(instance, routes, dispatcher.router)
    return dispatcher


async def call_plugin(instance: str, route: sdk.Route, request: sdk.Request) -> sdk.Response:  # noqa: ARG001  # the Protocol's
    """Let a plugin answer; its handler is a point of its guard already."""
    return await route.handler(request)


def http_options(config: Config) -> HttpOptions:
    """Say to the HTTP room what the configuration says of it."""
    server = config.server
    return HttpOptions(
        host=server.host, port=server.port, socket=config.socket, socket_uids=(0, os.geteuid()),
        base_path=server.base_path, allowed_hosts=server.allowed_hosts, cors_origins=server.cors_origins,
        trusted_proxies=tuple(str(each) for each in server.trusted_proxies),
        anonymous_limit=config.limits.anonymous_per_minute,
    )  # fmt: skip


def zone() -> dt.tzinfo:
    """Give the time zone of this machine, by name where it has one, so that summer time is known."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # read once

    try:
        return ZoneInfo("localtime")
    except (OSError, ValueError):
        return dt.datetime.now().astimezone().tzinfo or dt.UTC


__all__ = ["House", "build"]
