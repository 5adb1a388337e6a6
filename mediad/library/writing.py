"""Sidecars that mediad writes: what is known of a work, beside its files, where a library wants it.

A file is written only in the place of the very bytes that were read or written last, and what a person put into it
stays. Its row keeps apart what mediad wrote: that is no layer of the work, so a provider that knows better is heard.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.library.homes import homes
from mediad.library.inventory.sidecars import WRITE
from mediad.library.pen import Pen
from mediad.library.wishes import means
from mediad.storage.ports import libraries, subjects
from mediad.storage.ports import sidecars as port
from mediad.workers.writer import PAUSE, writing
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Gone, NotFound, Unavailable
from mediad_sdk.values.events import Event, Subscription
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from mediad.library.inventory.scene import Tools
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.sidecars import Place
    from mediad.storage.ports.subjects import Subject
    from mediad.workers.media import MediaPool
    from mediad.workers.process import Processes
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.jobs import JobRun
    from mediad_sdk.values.sidecars import Sidecar

ATTEMPTS = 150
"""At one in ten minutes a disk may be away for a day."""
_PAGE = 200


@dataclass(slots=True)
class Tally:
    """What came of writing: files written, the same already, left as they are; works whose disk is away, and why."""

    written: int = 0
    same: int = 0
    left: int = 0
    waiting: list[str] | None = None
    why: Unavailable | None = None

    def wait(self, work: str, why: Unavailable) -> None:
        """Note a work whose disk cannot be written to now."""
        self.waiting = [*(self.waiting or ()), work]
        self.why = self.why or why

    def counts(self) -> dict[str, int]:
        """Give the counts."""
        return {"written": self.written, "same": self.same, "left": self.left}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pens:
    """A pen a root: one that hangs costs its own, once, and keeps no other from being written to."""

    room: Writing
    stack: AsyncExitStack
    _pens: dict[bytes, Pen] = field(default_factory=dict)

    async def of(self, root: bytes) -> Pen:
        """Give the pen of a root."""
        if root not in self._pens:
            writer = await self.stack.enter_async_context(writing(self.room.processes))
            tools = self.room.tools
            self._pens[root] = Pen(
                storage=tools.storage,
                clock=tools.clock,
                pool=self.room.pool,
                writer=writer,
                kinds=self.room.kinds,
            )
        return self._pens[root]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Writes sidecars."""

    tools: Tools
    kinds: KindTable
    pool: MediaPool
    processes: Processes

    def formats(self) -> list[Sidecar]:
        """Give the formats that can be written."""
        return [each for each in self.tools.sidecars if each.write]

    async def wanted(self) -> dict[int, frozenset[str]]:
        """Give what each library wants to be written, by its internal id."""
        rows = await libraries.all_libraries(self.tools.storage)
        wishes = {each.id: each.settings.get("sidecars", ()) for each in rows if each.detached is None}
        return {library: frozenset(wish) for library, wish in wishes.items() if wish}

    def subscription(self, jobs: Jobs) -> Subscription:
        """Give the wish to hear of works that changed."""

        async def handler(event: Event) -> None:
            items = event.data.get("items")
            if items and self.formats() and await self.wanted():
                await jobs.enqueue(WRITE, {"items": items})

        return Subscription(types=("item.added", "item.changed"), handler=handler)

    def job_type(self) -> JobType:
        """Give the job that writes the sidecars of `items`, or of every work where none are named; one at a time."""
        turn = asyncio.Lock()

        async def handler(run: JobRun) -> Mapping[str, Any]:
            tally = Tally()
            wanted = await self.wanted()
            formats = self.formats()
            every = frozenset().union(*wanted.values())
            lacking = {wish for wish in every if not any(means(wish, each) for each in formats)}
            if lacking:
                await run.log(f"No loaded plugin writes {', '.join(sorted(lacking))}.", level="warning")
            if wanted and formats:
                async with turn, AsyncExitStack() as stack:
                    pens = Pens(room=self, stack=stack)
                    async for work in self._works(run):
                        await self._write(run, pens, work, (wanted, tally))
            if tally.waiting and tally.why:
                await run.save({"waiting": tally.waiting})
                raise tally.why
            return tally.counts()

        return JobType(id="sidecars", handler=handler, attempts=ATTEMPTS, backoff=PAUSE)

    async def _works(self, run: JobRun) -> AsyncIterator[str]:
        given = run.checkpoint.get("waiting") or run.args.get("items")
        if given is not None:
            for each in given:
                yield str(each)
            return
        kinds = {kind for each in self.formats() for kind in each.kinds}
        after = 0
        while rows := await port.works(self.tools.storage, kinds, after, _PAGE):
            for after, uid in rows:  # noqa: B007  # the last one is where the next page begins
                yield uid

    async def _write(self, run: JobRun, pens: Pens, work: str, to: tuple[Mapping[int, frozenset[str]], Tally]) -> None:
        wanted, tally = to
        try:
            [subject] = await subjects.load(self.tools.storage, [await subjects.id_of(self.tools.storage, work)])
        except (NotFound, Gone, subjects.Moved, ValueError):
            return  # it went meanwhile; one that was merged is told of under its other id
        away: dict[bytes, Unavailable] = {}
        for place, form in await self._wished(subject, wanted):
            if place.root in away:
                continue
            try:
                pen = await pens.of(place.root)
                done = await pen.write(subject, place, form)
            except Unavailable as why:
                away[place.root] = why
            except Conflict as why:
                tally.left += 1
                await run.log(str(why), level="warning")
            else:
                tally.written += done
                tally.same += not done
        if away:
            tally.wait(work, next(iter(away.values())))

    async def _wished(self, subject: Subject, wanted: Mapping[int, frozenset[str]]) -> list[tuple[Place, Sidecar]]:
        """Give where a work's sidecars are to be, and in which formats."""
        formats = [each for each in self.formats() if subject.kind in each.kinds and not subject.extra]
        places = await self._places(subject) if formats else ()
        return [
            (place, form)
            for place in places
            for form in formats
            if any(means(wish, form) for wish in wanted.get(place.library, ()))
        ]

    async def _places(self, subject: Subject) -> list[Place]:
        """Give the folders of a work: those of its files, or the one that is called after it."""
        places = await port.places(self.tools.storage, subject.id)
        return places or await homes(self.tools.storage, subject)
