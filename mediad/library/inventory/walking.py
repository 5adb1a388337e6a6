"""One root of a scan: walk it, take in what differs, note what is gone or unreadable, and settle."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, TypeAlias

from mediad.library.inventory.difference import known_digest
from mediad.library.inventory.ignored import ignored
from mediad.library.inventory.intake import Intake, Progress
from mediad.library.inventory.problems import folder_sentence
from mediad.library.inventory.roots import RootChanged
from mediad.library.inventory.settle import Covered, Settlement, foresee
from mediad.storage.ports import inventory, libraries
from mediad.storage.ports.libraries import shown
from mediad.workers.inventory import Totals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager, AsyncExitStack

    from mediad.library.inventory.disk import Look
    from mediad.library.inventory.scene import Scene
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.inventory import Folder
    from mediad.storage.ports.libraries import Root
    from mediad.workers.inventory import Batch
    from mediad.workers.inventory import Folder as Listed

Tell: TypeAlias = Callable[[int, int, int], Awaitable[None]]
"""Hears how far a walk is: folders seen, folders known, files seen."""
FILES, FOLDERS = 1000, 500
"""A batch has at least so many rows, or so many folders; a folder is never divided."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a root is walked.

    Attributes:
        starts: Folders to begin with, relative to the root.
        quick: Trust the mtime of folders.
        fresh: Folders that are read whatever their mtime says: the watcher named them.
    """

    starts: Sequence[bytes] = (b"",)
    quick: bool = False
    fresh: Collection[bytes] = ()


class Spare:
    """Looks at single paths by a process of its own, started when first needed: the walk's is busy walking."""

    def __init__(self, lend: Callable[[], AbstractAsyncContextManager[Look]], stack: AsyncExitStack) -> None:
        self._lend = lend
        self._stack = stack
        self._look: Look | None = None

    async def lstat(self, root: bytes, paths: Sequence[bytes], *, seconds: float = 30.0) -> list[list[int] | int]:
        """Look at paths."""
        return await (await self._lent()).lstat(root, paths, seconds=seconds)

    async def identify(self, root: bytes, *, seconds: float = 10.0) -> Mapping[str, Any]:
        """Tell the facts by which a root is recognised."""
        return await (await self._lent()).identify(root, seconds=seconds)

    async def _lent(self) -> Look:
        if self._look is None:
            self._look = await self._stack.enter_async_context(self._lend())
        return self._look


class RootScan:
    """The scan of one root that was recognised."""

    def __init__(self, scene: Scene, root: Root, way: Way, progress: Progress) -> None:
        self._scene = scene
        self._root = root
        self._way = way
        self.progress = progress
        self.absent: list[bytes] = []  # starts that are neither there nor known
        self.holders: frozenset[bytes] = frozenset()  # folders of discs that have other files now: they are due
        self._folders: dict[bytes, Folder] = {}
        self._mounts: set[bytes] = set()
        self._changed: list[Listed] = []

    async def run(self, look: Look, spare: Spare, online: Mapping[int, bytes], tell: Tell) -> None:
        """Walk, take in, settle.

        Args:
            look: Walks.
            spare: Looks at single paths meanwhile.
            online: The roots that are proved, by id.
            tell: Hears how far it is.
        """
        self._folders = await inventory.folders(self._scene.storage, self._root.id)
        intake = Intake(self._scene, self._root, spare, self._folders, online)
        intake.progress = self.progress
        believed = True
        for start in self._way.starts:
            totals = Totals()
            await self._walk(look, start, totals, intake, tell)
            if not totals.folders and start not in self._folders:
                self.absent.append(start)
            believed = believed and not totals.root_changed
            if believed:
                await self._note(start, totals)
                await self._last(start, totals, intake)
        if not believed:
            raise RootChanged
        self.holders = frozenset(intake.holders)

    async def _walk(self, look: Look, start: bytes, totals: Totals, intake: Intake, tell: Tell) -> None:
        names, globs = ignored(self._scene.library.settings.get("ignore", ()))
        known = self._known(start)
        walk = look.walk(
            self._root.path, known, totals, start=start, quick=self._way.quick, ignored_names=names, ignored_globs=globs
        )
        before = self.progress.counts
        waiting: list[Listed] = []
        eager = True  # what is found first is taken at once: while a worker begins for it, the walk goes on
        async with aclosing(walk) as batches:
            async for batch in batches:
                waiting += self._new(batch)
                while part := _cut(waiting, all_of_it=eager):
                    await intake.take(part)
                    eager = False
                await tell(batch.folders_seen, len(known), batch.files_seen)
        while part := _cut(waiting, all_of_it=True):
            await intake.take(part)
        self.progress.passed.add(self._root.path, totals.passed)
        self.progress.counts = dataclasses.replace(
            self.progress.counts, folders=before.folders + totals.folders, files=before.files + totals.files
        )

    def _new(self, batch: Batch) -> list[Listed]:
        """Leave out what a quick walk read only to find it as it was."""
        rows = ((folder, self._folders.get(folder.path)) for folder in batch.folders)
        return [folder for folder, row in rows if row is None or self._digest(row) != folder.digest]

    def _digest(self, row: Folder) -> bytes:
        """Give what a folder was known by; nothing equals that of one that is due."""
        if self._scene.again or row.state != "present":
            return b""
        return known_digest(row.digest, self._scene.scope.salt)

    def _known(self, start: bytes) -> dict[bytes, bytes | int]:
        """Give what the walk compares with."""
        below = start + b"/" if start else b""
        rows = [
            row
            for row in self._folders.values()
            if row.state != "missing" and (row.path == start or row.path.startswith(below))
        ]
        if not self._way.quick:
            return {row.path: self._digest(row) for row in rows}
        return {row.path: row.mtime_ns if self._trusted(row) else -1 for row in rows}

    def _trusted(self, row: Folder) -> bool:
        settled = row.state == "present" and bool(known_digest(row.digest, self._scene.scope.salt))
        return settled and row.path not in self._way.fresh

    async def _note(self, start: bytes, totals: Totals) -> None:
        """Note folders that are gone and folders that cannot be read; only what is news is written."""
        gone = [self._folders[path] for path in totals.vanished]
        gone = [row for row in gone if (row.state, row.reason) != ("unreachable", inventory.GONE)]
        unread = {path: folder_sentence(reason) for path, _, reason in totals.errors}
        rows = {path: self._folders.get(path) for path in unread}
        unread = {
            path: reason
            for path, reason in unread.items()
            if (row := rows[path]) is None or (row.state, row.reason) != ("unreachable", reason)
        }
        if (gone or unread) and not self._scene.dry:
            now = self._scene.now()

            async def unit(tx: Transaction) -> None:
                await inventory.away_folders(tx, [row.id for row in gone], now)
                await _unread(tx, self._root, self._folders, unread, now)

            await self._scene.storage.write(unit)
        if self._scene.dry:
            for path in [*totals.vanished, *unread]:
                self.progress.forecast.note(f"{shown(path)}: {unread.get(path, 'it is gone')}")
        await self._mounted(start, totals)

    async def _mounted(self, start: bytes, totals: Totals) -> None:
        """Remember disks that are mounted inside the root; the place of a lost one speaks for nobody."""
        known = {each.encode("utf-8", "surrogateescape") for each in self._root.facts.get("mounts", ())}
        here = set(totals.mounts)
        self._mounts = {path for path in known - here if path not in totals.vanished}
        now = sorted(known - set(totals.vanished) | here)
        if set(now) != known and not start and not self._scene.dry:
            facts = {**self._root.facts, "mounts": [path.decode("utf-8", "surrogateescape") for path in now]}
            root = self._root
            await self._scene.storage.write(lambda tx: libraries.root_facts(tx, root, facts))
            self._root = dataclasses.replace(root, facts=facts)

    async def _last(self, start: bytes, totals: Totals, intake: Intake) -> None:
        """Take in the folders that lost files, now that every new place is known, and decide about the lost.

        Until it is decided, what is lost is assembled as if it were there; those folders are assembled once more then.
        """
        waiting = intake.waiting()
        await _take_last(intake, waiting)
        if self._scene.dry:
            await self._foresee(totals, intake)
            return
        unread = frozenset(path for path, *_ in totals.errors) | self._mounts
        settlement = Settlement(self._scene, self._root, Covered(start=start, unread=unread))
        self.progress.counts, lighter = await settlement.settle(self.progress.counts)
        await _take_last(intake, [each for each in waiting if each.path in lighter])

    async def _foresee(self, totals: Totals, intake: Intake) -> None:
        gone = {self._folders[path].id: path for path in totals.vanished}
        files = await inventory.files(self._scene.storage, list(gone))
        lost = [(gone[folder], file) for folder, names in files.items() for file in names.values()]
        found = await foresee(self._scene, self._root, [*intake.lost, *lost], intake.placed)
        held = sum(map(len, found.held.values()))
        self.progress.counts = self.progress.counts.plus(missing=len(found.missing), held=held)


async def _unread(
    tx: Transaction, root: Root, known: Mapping[bytes, Folder], unread: Mapping[bytes, str], now: int
) -> None:
    new = [path for path in unread if path not in known]
    first = await tx.reserve("folder", len(new)) if new else 0
    rows = [inventory.Folder(first + at, path) for at, path in enumerate(new)]
    await inventory.add_folders(tx, root.id, rows, now)
    ids = {row.path: row.id for row in (*rows, *known.values())}
    for path, reason in unread.items():
        await inventory.folder_states(tx, [ids[path]], "unreachable", reason, now)


async def _take_last(intake: Intake, listed: Sequence[Listed]) -> None:
    left = list(listed)
    while part := _cut(left, all_of_it=True):
        await intake.take(part, last=True)


def _cut(waiting: list[Listed], *, all_of_it: bool = False) -> list[Listed]:
    """Take a batch off the front, when there is enough for one."""
    rows = 0
    for at, folder in enumerate(waiting, 1):
        rows += len(folder.entries)
        if rows >= FILES or at >= FOLDERS:
            part, waiting[:] = waiting[:at], waiting[at:]
            return part
    part, waiting[:] = (waiting[:], []) if all_of_it else ([], waiting)
    return part


def starts_of(paths: Iterable[bytes]) -> tuple[bytes, ...]:
    """Leave out paths that lie below another one."""
    kept: list[bytes] = []
    for path in sorted(set(paths)):
        if not kept or not (not kept[-1] or path == kept[-1] or path.startswith(kept[-1] + b"/")):
            kept.append(path)
    return tuple(kept)
