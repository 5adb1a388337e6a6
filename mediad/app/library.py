"""Joins what the library needs: workers, media types, catalogue, inventory, delivery."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from mediad.app.apart import temporary
from mediad.library.catalogue.catalogue import Catalogue
from mediad.library.catalogue.renewing import Renewing
from mediad.library.delivery.files import Files
from mediad.library.delivery.pictures import Pictures
from mediad.library.delivery.readers import Readers
from mediad.library.inventory import deciding, scan, watching
from mediad.library.inventory.declaring import Declaration, declare
from mediad.library.inventory.disk import Workers
from mediad.library.inventory.scene import Tools
from mediad.library.kinds import KindTable
from mediad.library.matching import hearing
from mediad.library.matching import jobs as matching_jobs
from mediad.library.matching.policy import Policy, asked
from mediad.library.matching.room import Matching
from mediad.library.writing import Writing
from mediad.storage.ports import libraries as port
from mediad.storage.ports.plugins import PluginStore
from mediad.workers.media import MediaPool
from mediad.workers.process import Limits
from mediad.workers.watcher import watch
from mediad_sdk.data import dataclass
from mediad_sdk.values.kinds import KindExtension, MediaType
from mediad_sdk.values.metadata import MetadataProvider
from mediad_sdk.values.pictures import PictureDecoder
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AsyncExitStack

    from mediad.config.models import Config
    from mediad.config.models import Library as Declared
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage, Transaction
    from mediad.workers.process import Processes
    from mediad_sdk.host import Clock, Jobs
    from mediad_sdk.values import events
    from mediad_sdk.values.jobs import JobType, Schedule

MOST_WORKERS = 4
_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The parts of the library that others hold."""

    kinds: KindTable
    catalogue: Catalogue
    tools: Tools
    files: Files
    pictures: Pictures
    readers: Readers
    matching: Matching
    processes: Processes
    pool: MediaPool

    def furnish(self, plugins: PluginHost, config: Config) -> None:
        """Take the kinds that plugins bring now; workers with code of others end."""
        types, sidecars, decoders = plugins.all(MediaType), plugins.all(Sidecar), plugins.all(PictureDecoder)
        before = [*self.kinds.types.values(), *self.tools.sidecars, *self.readers.decoders]
        providers = asked(plugins.all(MetadataProvider), config.metadata.providers)
        self.kinds.set(types, [each.id for each in providers], plugins.all(KindExtension))
        self.tools.sidecars[:] = sidecars
        self.readers.set(decoders)
        if [id(each) for each in (*types, *sidecars, *decoders)] != [id(each) for each in before]:
            self.pool.renew()

    @property
    def renewing(self) -> Renewing:
        """Makes works anew whose kind has more to it than before."""
        storage = self.tools.storage
        return Renewing(storage=storage, catalogue=self.catalogue, memory=PluginStore(storage))

    @property
    def writing(self) -> Writing:
        """Writes sidecars where libraries want them."""
        return Writing(tools=self.tools, kinds=self.kinds, pool=self.pool, processes=self.processes)

    def job_types(self, jobs: Jobs) -> dict[str, JobType]:
        """Give the library's own jobs by their full names."""
        kept = (deciding.removal(self.tools), deciding.retention(self.tools))
        own = (scan.job_type(self.tools, jobs), *kept, self.writing.job_type())
        store = PluginStore(self.tools.storage)
        looking = (matching_jobs.look_up(self.matching), matching_jobs.refresh(self.matching, store))
        others = (*looking, self.renewing.job_type())
        return {**{f"library.{each.id}": each for each in own}, **{each.id: each for each in others}}

    def subscriptions(self, jobs: Jobs) -> list[events.Subscription]:
        """Give the library's own wishes to hear of events."""
        return [each.subscription(jobs) for each in (self.renewing, self.writing)] + [
            hearing.subscription(self.matching, jobs)
        ]

    def nightly(self) -> list[Schedule]:
        """Give what the clock starts whatever libraries there are."""
        return matching_jobs.schedules(self.matching)

    async def schedules(self) -> Sequence[Schedule]:
        """Give the scans that the clock starts."""
        return watching.schedules(await port.all_libraries(self.tools.storage))

    async def declare(self, tx: Transaction, config: Config) -> None:
        """Let the libraries be as the configuration declares them."""
        declared = [declaration(slug, library) for slug, library in config.libraries.items()]
        await declare(tx, declared, self.tools.clock.now_ms())

    async def watch(self, jobs: Jobs, planned: Callable[[Sequence[Schedule]], None]) -> None:
        """Attend to libraries until cancelled: first scans, watchers, and the schedules that `planned` is told of."""
        await watching.Watching(self.tools, jobs, partial(watch, self.processes), planned).run()


async def open_library(
    stack: AsyncExitStack,
    config: Config,
    storage: Storage,
    clock: Clock,
    processes: Processes,
    plugins: PluginHost,
) -> Library:
    """Open the library's rooms on the stack."""
    limits = config.limits
    pool = await stack.enter_async_context(
        MediaPool(
            processes, size=limits.workers or min(os.cpu_count() or 1, MOST_WORKERS), seconds=limits.file_seconds,
            limits=Limits(memory=limits.worker_memory_mb * _MIB), folders=lambda: (temporary(config, "media"),),
        )
    )  # fmt: skip
    kinds = KindTable(())
    catalogue = Catalogue(kinds, clock)
    matching = Matching(storage, catalogue, clock, partial(plugins.all, MetadataProvider), lambda: policy(config))
    files = await stack.enter_async_context(Files(storage, processes))
    readers = Readers(kinds.types)
    library = Library(
        kinds=kinds, catalogue=catalogue, files=files, readers=readers, processes=processes, matching=matching,
        pool=pool,
        tools=Tools(
            storage=storage, disk=Workers(processes, pool), catalogue=catalogue, clock=clock,
            types=kinds.types, sidecars=[],
        ),
        pictures=Pictures(
            storage, files, pool, config.cache_dir / "pictures", readers, matching,
        ),
    )  # fmt: skip
    library.furnish(plugins, config)
    return library


def policy(config: Config) -> Policy:
    """Say to the room of matching what the configuration says of metadata."""
    wanted = config.metadata
    return Policy(
        providers=wanted.providers, languages=wanted.languages, country=wanted.country, automatic=wanted.automatic,
        refresh_days=wanted.refresh_days,
    )  # fmt: skip


def declaration(slug: str, library: Declared) -> Declaration:
    """Say to the inventory what the configuration says of a library."""
    return Declaration(
        slug=slug, name=library.name, types=library.types, isolated=library.isolated,
        roots=tuple(os.fsencode(root) for root in library.roots),
        settings={
            "watch": library.watch, "scan": library.scan,
            **({"quick": library.quick} if library.quick else {}),
            **({"ignore": list(library.ignore)} if library.ignore else {}),
            **({"sidecars": list(library.sidecars)} if library.sidecars else {}),
        },
    )  # fmt: skip
