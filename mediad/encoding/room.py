"""Conversions from the wish to the edition: planned by a plugin, done by ffmpeg, verified, registered."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.encoding.build import Builds
from mediad.encoding.command import Commands
from mediad.encoding.devices import Devices
from mediad.encoding.errors import EncodingError, NoDirectory
from mediad.encoding.ffmpeg import Ffmpeg
from mediad.encoding.live import Live
from mediad.encoding.profiles import Profiles, planned
from mediad.encoding.trials import Trials
from mediad.storage.ports import Storage, encodes, subjects
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unavailable, Unsupported
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.jobs import JobRun, JobType

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from mediad.encoding.place import Place
    from mediad.encoding.source import Source
    from mediad.workers.process import Processes
    from mediad_sdk.host import Clock, Jobs
    from mediad_sdk.values.encoding import EncoderProfile

JOB = "encode"
PATIENCE_SECONDS = 3.0
"""How long somebody who wants a conversion waits for a first look at its source."""
OTHERS_MAY_WRITE = 600.0
"""Seconds after which an unfinished file of another daemon counts as left behind."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How files are converted.

    Attributes:
        directory: Where results go: absolute, and outside every root.
        keep_free: Bytes that are left free on its disk.
        commands: Names the programs.
        silence: Seconds without a sign of life after which a disk hangs.
        devices: Where devices are looked for.
    """

    directory: Path
    keep_free: int = 1 << 30
    commands: Commands = field(default_factory=Commands)
    silence: float = 120.0
    devices: Devices = field(default_factory=Devices)


class Encoding:
    """The room's door: profiles, jobs, results."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        processes: Processes,
        profiles: Callable[[], Sequence[EncoderProfile]],
        options: Options,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._processes = processes
        self._options = options
        self._ffmpeg = Ffmpeg(processes=processes, commands=options.commands, silence=options.silence)
        builds = Builds(self._ffmpeg)
        trials = Trials(storage, self._ffmpeg, builds, options.devices)
        self.profiles = Profiles(profiles, builds, trials)
        self.live = Live(storage, self._ffmpeg, self.profiles)

    def job_type(self) -> JobType:
        """Give the job that the queue knows as `encode`; its args are `item`, `profile` and `edition` ("" the best)."""
        return JobType(id=JOB, handler=self.run, lane="encode")

    def health_check(self) -> HealthCheck:
        """Give the check that finds a missing ffmpeg."""
        return HealthCheck(id="ffmpeg", check=self.profiles.health)

    async def start(
        self,
        jobs: Jobs,
        item: str,
        profile: str,
        edition: str = "",
        libraries: Collection[int] | None = None,
        *,
        owner: str = "",
    ) -> str:
        """Enqueue a conversion and give the job's public id; what cannot work is refused at once.

        Whether the caller may do this is for the caller to check; `libraries` are those that they may see (internal
        ids, None is all), and the best edition of these is taken. Each owner has a job of their own, to read and to
        cancel; what the first one made, the next one finds.
        """
        from mediad.encoding.source import choose  # noqa: PLC0415  # imported when first used: start-up is measured

        wanted = await self.profiles.usable(profile)
        source = await choose(self._storage, item, edition, libraries)
        await self._refuse_unsuitable(wanted.profile, source)
        args = {"item": item, "profile": profile, "edition": source.uid}
        return await jobs.enqueue(JOB, args, key=f"{source.uid} {profile} {owner}".rstrip(), owner=owner)

    async def fits(
        self, item: str, edition: str = "", libraries: Collection[int] | None = None
    ) -> list[dict[str, Any]]:
        """List every profile with how well it fits what would be converted; who may ask is for the caller to check."""
        from mediad.encoding.probe import facts_of  # noqa: PLC0415  # imported when first used, as above
        from mediad.encoding.source import choose  # noqa: PLC0415  # as above

        source = await choose(self._storage, item, edition, libraries)
        try:
            report = await self._ffmpeg.probe(source.path)
        except EncodingError as error:
            raise Unsupported(str(error), remedy=error.remedy) from error
        return await self.profiles.fits(source.cut(facts_of(report)))

    async def run(self, run: JobRun) -> Mapping[str, Any]:
        """Do one job; doing it again finds what is there."""
        from mediad.encoding.conversion import Conversion, Step  # noqa: PLC0415  # imported when first used, as above

        usable = await self.profiles.usable(run.args["profile"])
        source = await self._source(run.args["item"], run.args.get("edition", ""))
        await self._check_directory()
        async with self._opened() as place:
            step = Step(run=run, clock=self._clock, keep_free=self._options.keep_free)
            done = await Conversion(self._storage, self._ffmpeg, place, usable, source).run(step)
        return {"item": done.item, "edition": done.edition, "file": done.file, "size": done.size}

    async def sweep(self, *, alone: bool = True) -> list[str]:
        """Clear up after a daemon that was killed, before jobs run; gives what was removed.

        Args:
            alone: No other daemon writes into this directory, so every unfinished file is left over.
        """
        known = await encodes.files(self._storage)
        async with self._opened() as place:
            found = await place.sweep(known, 0 if alone else OTHERS_MAY_WRITE)
        for path in found["unknown"]:
            _log.warning("no edition knows %s: remove it, unless another database does", _text(path))
        return [_text(path) for path in found["removed"]]

    async def owner(self, edition: str) -> Mapping[str, Any]:
        """Tell whose conversion an edition is, for a check of permission: `item`, `library`, `profile`."""
        return await encodes.one(self._storage, edition)

    async def remove(self, edition: str) -> None:
        """Remove a conversion: its rows, then its file; raises `NotFound` for any other edition."""
        now = self._clock.now_ms()
        path = await self._storage.write(lambda tx: encodes.remove(tx, edition, now))
        async with self._opened() as place:
            await place.discard(path)

    def _opened(self) -> AbstractAsyncContextManager[Place]:
        from mediad.encoding.place import opened  # noqa: PLC0415  # imported when first used, as above

        return opened(self._processes, self._options.directory)

    async def _source(self, item: str, edition: str) -> Source:
        from mediad.encoding.source import choose  # noqa: PLC0415  # imported when first used, as above

        try:
            return await choose(self._storage, item, edition)
        except subjects.Moved as moved:
            return await choose(self._storage, moved.uid, edition)

    async def _refuse_unsuitable(self, profile: EncoderProfile, source: Source) -> None:
        """Let a plugin look before a job is queued; a disk that answers slowly is the job's to wait for."""
        from mediad.encoding.probe import facts_of  # noqa: PLC0415  # imported when first used, as above

        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                report = await self._ffmpeg.probe(source.path)
        except (TimeoutError, EncodingError, Unavailable):
            return
        await planned(profile, source.cut(facts_of(report)))

    async def _check_directory(self) -> None:
        from mediad.encoding.place import overlapping  # noqa: PLC0415  # imported when first used, as above

        roots = [Path(os.fsdecode(each)) for each in await encodes.roots(self._storage)]
        if inside := overlapping(self._options.directory, roots):
            raise NoDirectory(
                f"The encoding directory {self._options.directory} and the root {inside} overlap.",
                remedy="Let encoding.directory lie outside every library: results would be scanned as new works.",
            )


def _text(path: bytes) -> str:
    return path.decode("utf-8", "replace")
