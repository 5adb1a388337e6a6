"""One attempt at one conversion: a temporary file, its check, its name, its rows."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.encoding import arguments
from mediad.encoding.command import Work
from mediad.encoding.errors import NoSpace, NotVerified
from mediad.encoding.probe import check_decoded, check_result, facts_of, stored_facts
from mediad.encoding.profiles import planned
from mediad.storage.ports import Storage, encodes
from mediad.storage.ports.encodes import Derived, Registered
from mediad_sdk.calls import settled
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError, NotFound, Unsupported, UserError

if TYPE_CHECKING:
    from mediad.encoding.ffmpeg import Ffmpeg
    from mediad.encoding.place import Place
    from mediad.encoding.profiles import Usable
    from mediad.encoding.progress import Report
    from mediad.encoding.source import Source
    from mediad_sdk.host import Clock
    from mediad_sdk.values.encoding import Encoding, SourceFacts
    from mediad_sdk.values.jobs import JobRun

SPACE_SECONDS = 5.0
"""How often the free space is looked at."""
SHARE = 0.9
"""What of the progress is the conversion; the rest is the check."""


@dataclass(slots=True, kw_only=True)
class Step:
    """How far the job is, and whether it may go on."""

    run: JobRun
    clock: Clock
    keep_free: int
    looked: float = field(default=0.0, init=False)

    async def converting(self, report: Report, duration_ms: int | None, place: Place) -> None:
        """Tell how far the conversion is; now and then look whether there is space."""
        now = self.clock.monotonic()
        if now - self.looked >= SPACE_SECONDS:
            self.looked = now
            self.check(await place.free())
        await self.run.progress(SHARE * report.fraction(duration_ms), report.sentence(duration_ms))

    async def checking(self, report: Report, duration_ms: int | None) -> None:
        """Tell how far the check is."""
        await self.run.progress(SHARE + (1 - SHARE) * report.fraction(duration_ms), "checking the result")

    def check(self, free: int) -> int:
        """Give the bytes that may be written; raises `NoSpace`."""
        if free <= self.keep_free:
            raise NoSpace(f"Only {free >> 20} MiB are free where results go; {self.keep_free >> 20} MiB are kept free.")
        return free - self.keep_free


class Conversion:
    """One source by one profile."""

    def __init__(self, storage: Storage, ffmpeg: Ffmpeg, place: Place, usable: Usable, source: Source) -> None:
        self._storage = storage
        self._ffmpeg = ffmpeg
        self._place = place
        self._profile = profile = usable.profile
        self._hardware = usable.hardware
        self._source = source
        self._name = f"{source.uid}.{profile.id}.{profile.suffix}"
        self._result = place.path(source.library_uid, self._name)

    async def run(self, step: Step) -> Registered:
        """Convert, unless it has been done already."""
        if known := await self._known():
            await step.run.log("This was converted already.")
            return known
        facts, plan, options = await self._plan(step)
        room = step.check(await self._place.prepare(self._source.library_uid, step.run.id, [self._source.root]))
        part = self._place.path(self._source.library_uid, f".{step.run.id}.{step.run.attempt}.part")
        try:
            await self._convert(step, options, facts, (part, room))
            found = await self._verify(step, plan, facts, part)
            settled = await self._place.settle(part, self._result)
        except BaseException:
            with suppress(MediadError):  # the reason why it ended is the one to tell
                await asyncio.shield(self._place.discard(part))
            raise
        return await self._register(step, {**found, "notes": list(plan.notes)}, settled)

    async def _known(self) -> Registered | None:
        known = await encodes.find(self._storage, self._source.id, self._profile.id)
        if known is None or known.facts.get("source") != self._source.identity:
            return None
        return known if await self._place.size(self._result) == known.size else None

    async def _plan(self, step: Step) -> tuple[SourceFacts, Encoding, tuple[str, ...]]:
        facts = self._source.cut(facts_of(await self._ffmpeg.probe(self._source.path)))
        plan, _ = await planned(self._profile, facts)
        options = arguments.check(plan.arguments, self._profile.container, self._profile.needs)
        await step.run.log(f"{self._source.name} by {self._profile.id}: ffmpeg {shlex.join(options)}")
        for note in plan.notes:
            await step.run.log(note)
        return facts, plan, options

    async def _convert(self, step: Step, options: tuple[str, ...], facts: SourceFacts, to: tuple[bytes, int]) -> None:
        work = Work(
            source=self._source.path,
            piece=self._source.piece,
            options=options,
            container=self._profile.container,
            to=to[0],
            room=to[1],
            hardware=self._hardware,
        )
        try:
            await self._ffmpeg.encode(work, lambda report: step.converting(report, facts.duration_ms, self._place))
        except MediadError as error:
            await step.run.log(str(error), level="error")
            raise

    async def _verify(self, step: Step, plan: Encoding, facts: SourceFacts, part: bytes) -> dict[str, Any]:
        report = await self._ffmpeg.probe(part)
        found = facts_of(report)
        check_result(found, plan, facts.duration_ms)
        decoded = await self._ffmpeg.decode(part, lambda each: step.checking(each, found.duration_ms))
        check_decoded(decoded, report)
        await self._ask_profile(facts, found)
        return stored_facts(found, report)

    async def _ask_profile(self, facts: SourceFacts, found: SourceFacts) -> None:
        """Let the profile look at what it made."""
        if self._profile.verify is not None:
            try:
                await settled(self._profile.verify(facts, found))
            except (Unsupported, UserError) as error:
                reason = f"{self._profile.label} does not stand by the result: {error}"
                raise NotVerified(reason, remedy=error.remedy) from error

    async def _register(self, step: Step, facts: Mapping[str, Any], settled: Mapping[str, int]) -> Registered:
        source, profile = self._source, self._profile
        new = Derived(
            source=source.id,
            library=source.library,
            library_uid=source.library_uid,
            directory=self._result.rpartition(b"/")[0],
            name=self._name.encode(),
            display=f"{source.name} ({profile.label}).{profile.suffix}",
            size=settled["size"],
            mtime_ns=settled["mtime_ns"],
            profile=profile.id,
            version=source.version,
            rendition=profile.rendition,
            label=profile.label,
            facts={**facts, "source": source.identity},
            marks=source.marks,
        )
        now = step.clock.now_ms()
        await step.run.log(f"{new.display}: {new.size} bytes")
        try:
            return await self._storage.write(lambda tx: encodes.register(tx, new, now))
        except NotFound:
            await self._place.discard(self._result)
            raise
