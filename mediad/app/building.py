"""Builds the rooms and joins them, in the order in which each is needed."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from mediad.accounts.app_passwords import AppPasswords
from mediad.accounts.identities import Identities
from mediad.accounts.users import Profile
from mediad.app import telling, upkeep
from mediad.app.administration import Administered
from mediad.app.apart import closed
from mediad.app.belongings import open_belongings
from mediad.app.declared import declare
from mediad.app.furnishing import Furnishing
from mediad.app.house import House
from mediad.app.installed import Installed
from mediad.app.library import open_library
from mediad.app.packages import Packages
from mediad.app.people import make_people
from mediad.app.places import places_of
from mediad.app.plugin_data import PluginData
from mediad.app.plugins import Lent, open_plugins
from mediad.app.protocols import lend_to_protocols
from mediad.app.safe_mode import safe_mode
from mediad.app.secrets import Secrets
from mediad.app.serving import about, address_of, http_options, make_dispatcher
from mediad.app.storages import open_storage
from mediad.app.telemetry import SelfKnowledge
from mediad.config.overlaps import own_place
from mediad.encoding.command import Commands
from mediad.encoding.room import Encoding, Options
from mediad.events.feed import Feed
from mediad.events.subscribers import Subscribers
from mediad.host.clock import SystemClock
from mediad.http import api
from mediad.http.accel import Accel
from mediad.http.feed import LiveFeed
from mediad.http.kept import JOB as PLUGIN_DATA
from mediad.http.packages import JOB as PACKAGES
from mediad.http.server import serve
from mediad.http.threshold import Threshold
from mediad.jobs.queue import Queue
from mediad.jobs.schedules import Schedules
from mediad.telemetry.metrics import Metrics
from mediad.workers.process import Processes
from mediad_sdk.values.encoding import EncoderProfile

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from mediad.accounts.users import Users
    from mediad.app.library import Library
    from mediad.app.renewal import Renewal
    from mediad.config.models import Config
    from mediad.storage.ports import Storage
    from mediad_sdk.values.jobs import JobType


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
            subscribers=Subscribers(feed), places=places_of(config), listening=listening, identities=identities,
            installed=installed,
            packages=Packages(config, plugins, installed),
            plugin_data=PluginData(storage, clock, library.catalogue, plugins, lent.belongings),
            app_passwords=AppPasswords(storage, clock, identities, administered.vault), administered=administered,
        )  # fmt: skip
        lend_to_protocols(house)
        furnishing = lent.on_brought = Furnishing(house=house, own=own_jobs(house))
        await open_door(stack, house, furnishing, threshold)
        yield house


def own_jobs(house: House) -> dict[str, JobType]:
    """Give the daemon's own jobs by their full names."""
    forget = upkeep.job_type(house.storage, house.clock, house.queue, lambda: house.config.retention)
    return {
        **house.library.job_types(house.queue), "encode": house.encoding.job_type(), upkeep.FORGET: forget,
        **telling.job_types(house.plugins), PACKAGES: house.packages.job_type(),
        PLUGIN_DATA: house.plugin_data.job_type(),
    }  # fmt: skip


async def open_door(stack: AsyncExitStack, house: House, furnishing: Furnishing, threshold: Threshold) -> None:
    """Let requests in: people, telemetry, routes."""
    config, clock, storage, library = house.config, house.clock, house.storage, house.library
    people = make_people(house)
    await furnish(config, storage, library, people.users)
    metrics, live, started = house.metrics, LiveFeed(house.feed), clock.now_ms()
    services = api.Services(
        about=about(storage.engine, started, lambda: address_of(config, house.listening.port)),
        clock=clock, storage=storage, checks=house.checks(),
        telemetry=SelfKnowledge(storage, metrics, house.plugins, house.places, started, house.lent.belongings),
        feed=house.feed, live=live, plugins=house.plugins, users=people.users, people=house.identities,
        access=people.access,
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
    dispatcher = make_dispatcher(config, services, house.identities, house.lent, metrics)
    furnishing.open(dispatcher)
    # In the end the first to go: what runs on plugins and on the database is finished while there are both.
    stack.push_async_callback(house.listening.leave)
    stack.callback(live.close)
    threshold.open(dispatcher)


def encoding_options(config: Config) -> Options:
    """Say to the encoding room what the configuration says of it."""
    wanted = config.encoding
    commands = Commands(ffmpeg=wanted.ffmpeg, ffprobe=wanted.ffprobe, threads=wanted.threads)
    return Options(directory=config.derived_dir.absolute(), keep_free=wanted.keep_free_mb << 20, commands=commands)


async def furnish(config: Config, storage: Storage, library: Library, users: Users) -> None:
    """Let roles and libraries be as declared, and see that somebody can administer."""
    await declare(config, storage, library)
    if not await storage.fetch_value("accounts.administrators"):
        await users.add(Profile(name="admin", role="administrator"))
