"""A scan as a job: every root of a library recognised, walked and settled; the same scan again after a kill.

Its public id is its job's, so an attempt that takes up a killed one finds its row. What makes resuming cheap is that
each batch was committed whole: folders that were taken in are known by their digest and are passed over.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from mediad.library.inventory.deciding import leave_roots
from mediad.library.inventory.faults import broken_off, of_disk
from mediad.library.inventory.intake import Progress
from mediad.library.inventory.passed import PassedOver
from mediad.library.inventory.recognition import Verdict, explain
from mediad.library.inventory.roots import RootChanged, note, recognise
from mediad.library.inventory.scene import Counts, Scene, Tools, scene_of
from mediad.library.inventory.walking import RootScan, Spare, Tell, Way, starts_of
from mediad.library.inventory.watching import SCAN, key_of
from mediad.storage.ports import events, libraries, scans
from mediad.storage.ports.libraries import shown
from mediad.workers.errors import WorkerError, WorkerTimeout
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.values.events import Event
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mediad.library.inventory.disk import Look
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.libraries import Library, Root
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.jobs import JobRun

MODES = ("full", "quick", "dry", "again")
JOB = "scan"
_TOLD_SECONDS = 0.5
_ATTEMPTS = 100
"""A scan that was killed goes on; a scan that fails does so for a reason that lies at its roots, not in the attempt."""


def job_type(tools: Tools, jobs: Jobs) -> JobType:
    """Give the job that scans: `library` (public id), `mode`, `path` (a sub-tree), `folders` (that a watcher named).

    Schedules of people name a library as they know it (its name, its key in the configuration), or none for all of
    them: such a job has each of them scanned by a job of its own.

    Scans of one library wait for each other, whatever asked for them; different libraries are scanned side by side.
    """
    turns: defaultdict[object, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def handler(run: JobRun) -> Mapping[str, Any]:
        library = str(run.args.get("library", ""))
        if not library or await libraries.by_uid(tools.storage, library) is None:
            return await _scan_each(tools, jobs, run)
        async with turns[library]:
            return await Scan(tools, run).run()

    return JobType(id=JOB, handler=handler, attempts=_ATTEMPTS, backoff=30.0, lane=JOB)


async def _scan_each(tools: Tools, jobs: Jobs, run: JobRun) -> dict[str, Any]:
    """Let libraries be scanned that are meant by a name, or all."""
    wanted, mode = str(run.args.get("library", "")), str(run.args.get("mode", "full"))
    used = [each for each in await libraries.all_libraries(tools.storage) if each.detached is None]
    meant = [each for each in used if wanted in ("", each.name, each.settings.get("slug"))]
    if wanted and not meant:
        raise NotFound(
            f"there is no library {wanted}", remedy="Name it as the configuration does, or name none to scan all."
        )
    started = [await jobs.enqueue(SCAN, arguments(each.uid, mode), key=key_of(each.uid, mode)) for each in meant]
    return {"jobs": started}


def arguments(library: str, mode: str = "full", path: str = "") -> dict[str, Any]:
    """Give the job's arguments; raises `Invalid` for an unknown mode."""
    if mode not in MODES:
        raise Invalid(f"{mode} is no mode of a scan", places=(("/mode", f"Use one of {', '.join(MODES)}."),))
    return {"library": library, "mode": mode, **({"path": path} if path else {})}


@dataclass(slots=True, kw_only=True)
class Report:
    """What a scan has to tell beside its counts: roots that were left out, and why."""

    left_out: list[dict[str, str]] = field(default_factory=list)

    def add(self, root: Root) -> None:
        """Note a root that could not be scanned."""
        self.left_out.append({"path": root.text, "state": root.state, "reason": root.reason})

    def absent(self, root: Root, folders: Iterable[bytes]) -> None:
        """Note folders that somebody wants to be scanned, and that there are not."""
        reason = "There is no such folder, and there never was one in this library. Look at its spelling."
        for path in folders:
            self.left_out.append({"path": shown(root.path + b"/" + path), "state": "absent", "reason": reason})


class Scan:
    """One attempt at one scan."""

    def __init__(self, tools: Tools, run: JobRun) -> None:
        self._tools = tools
        self._run = run
        self._mode = str(run.args.get("mode", "full"))
        self._progress = Progress()
        self._report = Report()
        self._told = tools.clock.monotonic()

    async def run(self) -> dict[str, Any]:
        """Scan, and give the counts and the report as the job's result."""
        library = await libraries.by_uid(self._tools.storage, str(self._run.args.get("library", "")))
        if library is None or library.detached is not None:
            raise NotFound("the library of this scan is not there any more", remedy="Nothing to do.")
        ways = ways_of(library, self._run.args)
        if self._mode != "dry":
            await leave_roots(self._tools, library)
        scene = await self._begin(scene_of(self._tools, library))
        try:
            await self._roots(scene, ways)
        except asyncio.CancelledError:
            await self._end(scene, "cancelled", "It was stopped. What was read is kept; the next scan reads the rest.")
            raise
        except Exception as error:
            await self._end(scene, "failed", str(error))
            raise
        await self._end(scene, "finished", unloaded(scene))
        return {"scan": self._run.id, "counts": self._progress.counts.as_json(), **self._told_report(scene)}

    async def _begin(self, scene: Scene) -> Scene:
        now = self._tools.clock.now_ms()
        path = os.fsencode(str(self._run.args.get("path", "")))
        new = scans.NewScan(uid=self._run.id, library=scene.library.id, mode=self._mode, path=path, started=now)

        async def unit(tx: Transaction) -> scans.Begun:
            begun = await scans.begin(tx, new)
            await events.record(tx, [self._event(scene, "scan.started", mode=self._mode)])
            return begun

        begun = await self._tools.storage.write(unit)
        self._progress.counts = Counts.of(begun.counts)
        dry, again = self._mode == "dry", self._mode == "again"
        return replace(scene, scan=begun.id, uid=self._run.id, dry=dry, again=again)

    async def _end(self, scene: Scene, state: str, message: str = "") -> None:
        now = self._tools.clock.now_ms()
        counts = self._progress.counts.as_json()
        ended = scans.Ended(state=state, at=now, counts=counts, report=self._told_report(scene), message=message)

        async def unit(tx: Transaction) -> None:
            await scans.end(tx, scene.scan, ended)
            await events.record(tx, [self._event(scene, f"scan.{state}", counts=counts)])

        await self._tools.storage.write(unit)

    def _told_report(self, scene: Scene) -> dict[str, Any]:
        report: dict[str, Any] = {"left_out": self._report.left_out} if self._report.left_out else {}
        if passed := self._progress.passed.as_json():
            report["passed_over"] = passed
        return {**report, "plan": self._progress.forecast.as_json()} if scene.dry else report

    def _event(self, scene: Scene, kind: str, **data: object) -> Event:
        body = {"scan": self._run.id, "library": scene.library.uid, **data}
        return Event(type=kind, at=self._tools.clock.now_ms(), library=scene.library.uid, data=body)

    async def _roots(self, scene: Scene, ways: Mapping[int, Way]) -> None:
        """Recognise every root first: what moved from one to another is seen from both."""
        async with AsyncExitStack() as stack:
            looks: dict[int, Look] = {}
            roots: list[Root] = []
            for root in scene.library.roots:
                if root.state == "detached":
                    continue
                looks[root.id] = await stack.enter_async_context(self._tools.disk.look())
                roots.append(await recognise(scene, root, looks[root.id]))
            online = {root.id: root.path for root in roots if root.state == "online"}
            spare = Spare(self._tools.disk.look, stack)
            for root in roots:
                if root.id in ways and root.state != "online":
                    self._report.add(root)
                elif root.id in ways:
                    await self._root(scene, root, ways[root.id], (looks[root.id], spare, online))

    async def _root(self, scene: Scene, root: Root, way: Way, by: tuple[Look, Spare, Mapping[int, bytes]]) -> None:
        """Scan a root; one that stops answering or is taken away in the middle is offline, and loses nothing."""

        async def tell(seen: int, known: int, files: int) -> None:
            await self._tell(scene, seen, known, files)

        walk = RootScan(scene, root, way, self._progress)
        try:
            await walk.run(*by, tell)
            if walk.holders:
                again = Way(starts=starts_of(walk.holders), quick=True)
                await self._once_more(
                    RootScan(scene, root, again, replace(self._progress, passed=PassedOver())), by, tell
                )
        except (WorkerTimeout, RootChanged) as error:
            verdict: Verdict = "hanging" if isinstance(error, WorkerTimeout) else "missing"
            found = explain(verdict, root.text, str(error))
        except WorkerError as error:
            if not of_disk(error):
                self._report.add(broken_off(root, error))
                return
            found = explain("error", root.text, str(error))
        else:
            self._report.absent(root, walk.absent if self._run.args.get("path") else ())
            return
        self._report.add(await note(scene, root, found.state, found.reason, root.facts))

    async def _once_more(self, walk: RootScan, by: tuple[Look, Spare, Mapping[int, bytes]], tell: Tell) -> None:
        """Look again at folders whose discs have other files; what was seen before is not counted twice."""
        counts = self._progress.counts
        await walk.run(*by, tell)
        self._progress.counts = replace(walk.progress.counts, folders=counts.folders, files=counts.files)

    async def _tell(self, scene: Scene, seen: int, known: int, files: int) -> None:
        """Tell how far it is, twice a second at most."""
        now = self._tools.clock.monotonic()
        if now - self._told < _TOLD_SECONDS:
            return
        self._told = now
        counts = self._progress.counts
        shown = counts.plus(folders=seen, files=files).as_json()
        words = f"{shown['files']} files seen, {counts.added} new, {counts.changed} changed"
        await self._run.progress(min(0.99, seen / known) if known else 0.0, words)
        event = self._event(scene, "scan.progress", counts=shown)
        await self._tools.storage.write(lambda tx: events.record(tx, [event]))


def unloaded(scene: Scene) -> str:
    """Say which media types of the library nobody brings: their files were not looked at."""
    names = ", ".join(sorted(scene.scope.unloaded))
    return f"No loaded plugin brings: {names}. Their files were left as they are." if names else ""


def ways_of(library: Library, args: Mapping[str, Any]) -> dict[int, Way]:
    """Find out which roots to walk, and how.

    Raises:
        Invalid: The path lies in none of the library's roots.
    """
    quick = args.get("mode") == "quick"
    named = [os.fsencode(path) for path in args.get("folders", ())]
    only = os.fsencode(str(args.get("path", "")))
    if not named and not only:
        return {root.id: Way(quick=quick) for root in library.roots}
    ways: dict[int, Way] = {}
    for root in (each for each in library.roots if each.state != "detached"):
        inside = [
            below for path in (*named, *([only] if only else ())) if (below := within(root.path, path)) is not None
        ]
        if inside:
            ways[root.id] = Way(starts=starts_of(inside), quick=bool(named), fresh=frozenset(inside))
    if only and not ways:
        raise Invalid(
            f"{args['path']} lies in none of the folders of {library.name}",
            places=(("/path", "Name a folder below one of the library's roots."),),
        )
    return ways


def within(root: bytes, path: bytes) -> bytes | None:
    """Give a path relative to a root, or None when it lies elsewhere."""
    path = os.path.normpath(path)
    if path == root:
        return b""
    below = root.rstrip(b"/") + b"/"
    return path[len(below) :] if path.startswith(below) else None
