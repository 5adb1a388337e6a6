"""Takes in changed folders, a batch at a time: compare, read, recognise, and commit everything at once.

A folder's digest is written in the same commit as its files and works. That is all a killed scan needs to go on: what
was committed is not listed again, and at most one batch was read in vain.
"""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import TYPE_CHECKING

from mediad.library.inventory.difference import Change, owners, task_of
from mediad.library.inventory.faults import Faults, is_of_works, refused
from mediad.library.inventory.outcome import Ids, Outcome, outcome_of, wanted
from mediad.library.inventory.passed import PassedOver
from mediad.library.inventory.places import Places, doubled
from mediad.library.inventory.problems import UNREADABLE
from mediad.library.inventory.roots import prove_still
from mediad.library.inventory.scene import Counts, Forecast
from mediad.storage.ports import events, inventory, scans
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.libraries import shown
from mediad.workers.results import FolderResult
from mediad_sdk.data import dataclass
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad.library.inventory.disk import Paths
    from mediad.library.inventory.scene import Scene
    from mediad.library.values import Ingested
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.inventory import File, Folder
    from mediad.storage.ports.libraries import Root
    from mediad.workers.inventory import Folder as Listed
    from mediad.workers.results import FileResult

_DEFERRED = 50_000
"""Rows of folders that lost files, kept in memory until the end of the walk; beyond it they are taken at once."""


@dataclass(slots=True, kw_only=True)
class Progress:
    """What a scan has done so far; shared by the roots of one scan."""

    counts: Counts = field(default_factory=Counts)
    forecast: Forecast = field(default_factory=Forecast)
    faults: Faults = field(default_factory=Faults)
    passed: PassedOver = field(default_factory=PassedOver)


class Intake:
    """The changed folders of one root on their way into the database.

    `placed` are known files met elsewhere, `lost` what a dry run did not find, `holders` folders of changed discs.
    """

    def __init__(
        self, scene: Scene, root: Root, look: Paths, folders: dict[bytes, Folder], online: Mapping[int, bytes]
    ) -> None:
        self._scene = scene
        self._root = root
        self._look = look
        self._folders = folders
        self._online = online
        self._deferred: list[Listed] = []
        self._room = _DEFERRED
        self.placed: set[int] = set()
        self.lost: list[tuple[bytes, File]] = []
        self.holders: set[bytes] = set()
        self.progress = Progress()

    async def take(self, listed: Sequence[Listed], *, last: bool = False) -> None:
        """Take in folders; those that lost files wait for the last round: what moved is met at its new place."""
        changes = await self._compare(listed)
        if not last:
            changes = [change for change in changes if not self._defer(change)]
        if not changes:
            return
        places = Places(reader=self._scene.storage, look=self._look, library=self._scene.library.id, roots=self._online)
        await places.by_inode(self._root.id, changes)
        for change in changes:
            change.drop(places.taken)
        results = await self._read(changes)
        await places.by_content(self._root.id, changes, results)
        await self._again(changes, results, {at for at, change in enumerate(changes) if change.drop(places.taken)})
        self.placed |= places.taken
        await self._keep(changes, results)

    def waiting(self) -> list[Listed]:
        """Give the folders that wait for the last round."""
        waiting, self._deferred = self._deferred, []
        return waiting

    def _defer(self, change: Change) -> bool:
        size = len(change.listed.entries) + 1
        if not change.gone or size > self._room:
            return False
        self._room -= size
        self._deferred.append(change.listed)
        return True

    async def _compare(self, listed: Sequence[Listed]) -> list[Change]:
        changes = [Change(listed=each, row=self._folders.get(each.path)) for each in listed]
        for change in changes:
            if (whole := _whole(self._folders, change.path)) is not None:
                change.owner, change.whole = whole.owner, whole.path
        known = [change.row.id for change in changes if change.row is not None]
        files = await inventory.files(self._scene.storage, known)
        for change in changes:
            change.compare(files.get(change.row.id, {}) if change.row is not None else {})
        return changes

    async def _read(self, changes: Sequence[Change]) -> list[FolderResult]:
        """Let the media types look; what lies inside a claimed folder belongs to it, and to no one else."""
        free = [change for change in changes if not change.owner]
        results = dict(zip((change.path for change in free), await self._process(free), strict=True))
        claimed = {
            (path + b"/" + name if path else name): kind
            for path, result in results.items()
            for kind, claim in result.claims.items()
            for name in claim.get("folders", ())
        }
        for change in changes:
            kind = next((claimed[each] for each in owners([change.path]) if each in claimed), "")
            if change.owner or kind:
                change.owner = change.owner or kind
                results[change.path] = FolderResult(path=change.path, claims={}, files=(), works={})
        found = [results[change.path] for change in changes]
        await self._again(changes, found, doubled(changes, found))
        return found

    async def _again(self, changes: Sequence[Change], results: list[FolderResult], places: Iterable[int]) -> None:
        """Let folders be assembled once more that turned out to be other than they looked; nothing is opened again."""
        for at in sorted(places):
            read = results[at].files
            result = (await self._process([changes[at]], results[at]))[0]
            results[at] = dataclasses.replace(result, files=read)

    async def _process(self, changes: Sequence[Change], read: FolderResult | None = None) -> Sequence[FolderResult]:
        found = await _processed(self._scene, self._root, changes, read.files if read else ())
        if any(file.error == UNREADABLE for each in found for file in each.files):
            await prove_still(self._look, self._root)
        return found

    async def _keep(self, changes: Sequence[Change], results: Sequence[FolderResult]) -> None:
        """Write a batch down; if it cannot be, folder by folder, so that a strange one costs itself alone."""
        try:
            await (self._foresee if self._scene.dry else self._commit)(changes, results)
        except Exception as error:
            if not is_of_works(error) or not any(works for result in results for works in result.works.values()):
                raise
            if len(changes) > 1:
                for change, result in zip(changes, results, strict=True):
                    await self._keep([change], [result])
            else:
                await self._keep(changes, [refused(results[0], error)])
        else:
            self.progress.faults.tell(results)

    async def _commit(self, changes: Sequence[Change], results: Sequence[FolderResult]) -> None:
        """Write everything that a batch changes, in one unit of work."""
        scene = self._scene
        now = scene.now()

        async def batch(tx: Transaction) -> tuple[Outcome, Counts]:
            files, folders = wanted(changes, results)
            first_file = await tx.reserve("file", files) if files else 0
            first_folder = await tx.reserve("folder", folders)
            ids = Ids(self._folders, first_file, first_folder, new_uids(now, files) if files else ())
            out = outcome_of(scene.scope, changes, results, ids)
            await _write(tx, self._root.id, out, now)
            catalogue = scene.tools.catalogue
            told_of = told(await catalogue.ingest(tx, out.assembled), scene.library.uid, now)
            if out.back:  # what is said of them may be what was said before: their works are looked at again
                again = await catalogue.release(tx, out.back, [row.id for row in out.read_folders])
                told_of += told(again, scene.library.uid, now)
            counts = _counted(self.progress.counts, out)
            await scans.counted(tx, scene.scan, counts.as_json())
            await events.record(tx, told_of)
            return out, counts

        out, self.progress.counts = await scene.storage.write(batch)
        self.holders |= out.holders
        owned = dict(out.owners)
        for row in (*out.new_folders, *out.read_folders):
            old = self._folders.get(row.path)
            self._folders[row.path] = row._replace(owner=owned.get(row.id, old.owner if old else ""))

    async def _foresee(self, changes: Sequence[Change], results: Sequence[FolderResult]) -> None:
        """Work a batch out without writing: ids of new rows are made up, below zero."""
        files, folders = wanted(changes, results)
        uids = [""] * files
        out = outcome_of(self._scene.scope, changes, results, Ids(self._folders, -files - 1, -folders - 1, uids))
        self.progress.counts = _counted(self.progress.counts, out)
        self.lost += [(change.path, file) for change in changes for file in change.gone]
        self.progress.forecast.add(await self._scene.tools.catalogue.would(self._scene.storage, out.assembled))
        for file in (*out.new_files, *out.changed_files):
            if file.error:
                self.progress.forecast.note(f"{shown(file.name)}: {file.reason}")


async def _processed(
    scene: Scene, root: Root, changes: Sequence[Change], read: Sequence[FileResult]
) -> Sequence[FolderResult]:
    if not changes or not scene.codes:
        return [FolderResult(path=change.path, claims={}, files=(), works={}) for change in changes]
    tasks = [task_of(change, scene.scope.readers, read, again=scene.again) for change in changes]
    return await scene.tools.disk.process(root.path, scene.codes, tasks)


def _whole(folders: Mapping[bytes, Folder], path: bytes) -> Folder | None:
    """Give the folder that was claimed as a whole: this one, or one that it lies in."""
    rows = (folders.get(each) for each in owners([path]))
    return next((row for row in rows if row is not None and row.owner), None)


def _counted(counts: Counts, out: Outcome) -> Counts:
    return counts.plus(
        added=len(out.new_files), changed=len(out.changed_files) - out.moved, moved=out.moved, errors=out.errors,
        opened=out.opened,
    )  # fmt: skip  # one sum


async def _write(tx: Transaction, root: int, out: Outcome, now: int) -> None:
    await inventory.add_folders(tx, root, out.new_folders, now)
    await inventory.read_folders(tx, out.read_folders)
    await inventory.own_folders(tx, out.owners)
    await inventory.delete_files(tx, out.replaced)
    await inventory.add_files(tx, out.new_files, now)
    await inventory.change_files(tx, out.changed_files, now)
    await inventory.away_files(tx, out.gone, now)
    await inventory.dirty(tx, out.left - {row.id for row in out.read_folders})


def told(ingested: Ingested, library: str, now: int) -> list[Event]:
    """Tell what became of works: one event a batch and kind of change, with their public ids."""
    facts: dict[str, object] = {
        "item.added": ingested.added,
        "item.changed": ingested.changed,
        "item.merged": [{"from": old, "to": new} for old, new in ingested.merged],
    }
    return [Event(type=name, at=now, library=library, data={"items": each}) for name, each in facts.items() if each]
