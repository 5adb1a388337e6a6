"""Decides at the end of a walk about what was not found: missing, or held because it is too much at once.

Files that are not where they were are `unreachable` from the moment it was seen: an interrupted scan forgets nothing.
Here those that the walk covered without an error become `missing`, and the catalogue lets go of them. Too many at once
are held instead: more than `max(20 files, 5 %)` of a root, or a folder that is still there but lost more than 20 files
and is empty. They stay unreachable, and in every list, until a person decides or until they are back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from mediad.library.inventory.difference import is_same
from mediad.library.inventory.intake import told
from mediad.library.inventory.sidecars import is_sidecar
from mediad.library.values import Assembled
from mediad.storage.ports import events, holds, inventory
from mediad.storage.ports.holds import Hold
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.inventory import Away
from mediad.storage.ports.libraries import shown
from mediad_sdk.data import dataclass
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from mediad.library.inventory.scene import Counts, Scene
    from mediad.storage.ports import Reader, Transaction
    from mediad.storage.ports.inventory import File
    from mediad.storage.ports.libraries import Root

FILES = 20
"""A loss of so many media files at once is never held for its size alone."""
SHARE = 0.05
"""Above `FILES`, a loss of more than this share of a root is held."""
_FOLDERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The part of a root that a walk saw: from a start down, without what lies below unreadable folders."""

    start: bytes = b""
    unread: frozenset[bytes] = frozenset()

    def covers(self, path: bytes) -> bool:
        """Tell whether the walk can speak about a folder."""
        if self.start and path != self.start and not path.startswith(self.start + b"/"):
            return False
        return not any(path == each or not each or path.startswith(each + b"/") for each in self.unread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What is decided: files to hold by folder (`b""` for the root as a whole), and files that are missing."""

    held: dict[bytes, list[int]]
    missing: list[int]


async def losses(reader: Reader, root: Root, away: Sequence[Away], *, noted: bool = True) -> Losses:
    """Weigh what was not found; in a dry run nothing of it was noted."""
    media = Counter(each.path for each in away if each.type and not is_sidecar(each.type))
    total = media.total()
    if total > FILES and total > max(FILES, SHARE * await inventory.claimed(reader, root.id)):
        return Losses(held={b"": [each.id for each in away]}, missing=[])
    there = Counter() if noted else Counter(each.path for each in away)
    emptied = {
        each.path
        for each in away
        if media[each.path] > FILES
        and each.folder_state == "present"
        and await reader.fetch_value("inventory.present_in", (each.folder,)) <= there[each.path]
    }
    held: dict[bytes, list[int]] = defaultdict(list)
    for each in away:
        if each.path in emptied:
            held[each.path].append(each.id)
    return Losses(held=held, missing=[each.id for each in away if each.path not in emptied])


async def foresee(scene: Scene, root: Root, lost: Sequence[tuple[bytes, File]], placed: Container[int]) -> Losses:
    """Weigh what a dry run did not find, by folder; what it met elsewhere has another place."""
    away = [
        Away(
            file.id,
            file.folder,
            file.name,
            file.size,
            file.mtime_ns,
            file.device,
            file.inode,
            file.type,
            path,
            "present",
        )
        for path, file in lost
        if file.id not in placed and file.state != "missing" and not file.hold
    ]
    return await losses(scene.storage, root, away, noted=False)


class Settlement:
    """The end of one root's walk."""

    def __init__(self, scene: Scene, root: Root, covered: Covered) -> None:
        self._scene = scene
        self._root = root
        self._covered = covered

    async def settle(self, counts: Counts) -> tuple[Counts, frozenset[bytes]]:
        """Decide about everything that the walk covered.

        Returns:
            What was counted, and the folders that are there but lost files: what these said is said no more.
        """
        away = [
            each for each in await inventory.away(self._scene.storage, self._root.id) if self._covered.covers(each.path)
        ]
        away = await self._rename(away) if away else []
        found = await losses(self._scene.storage, self._root, away)
        missing = set(found.missing)
        lost = [each for each in away if each.id in missing]
        waits = Counter(each.folder for each in lost)
        gone = [
            folder.id
            for folder, waiting in await inventory.gone_folders(self._scene.storage, self._root.id)
            if self._covered.covers(folder.path) and waiting == waits[folder.id]
        ]
        healed = await holds.healed(self._scene.storage, self._root.id)
        if away or healed:
            await self._scene.storage.write(lambda tx: self._write(tx, found, waits))
        for at in range(0, len(gone), _FOLDERS):
            await self._withdraw(gone[at : at + _FOLDERS])
        counts = counts.plus(missing=len(found.missing), held=sum(map(len, found.held.values())))
        return counts, frozenset(each.path for each in lost if each.folder_state == "present")

    async def _rename(self, away: Sequence[Away]) -> list[Away]:
        """Give lost files the place of another name of theirs: a hard link is still there when its twin is removed."""
        inodes = list({each.inode for each in away if each.inode})
        names = await inventory.by_inode(self._scene.storage, self._scene.library.id, inodes)
        free = {(each.file.inode, each.file.device): each.file for each in names if _is_spare(each.file)}
        left, moves = [], []
        for each in away:
            other = free.get((each.inode, each.device))
            if other is not None and is_same(other, [each.name, "f", each.size, each.mtime_ns]):
                moves.append((each.id, free.pop((each.inode, each.device))))
            else:
                left.append(each)
        now = self._scene.now()

        async def unit(tx: Transaction) -> None:
            for file, other in moves:
                await inventory.move_file(tx, file, other, now)
            await inventory.dirty(tx, {other.folder for _, other in moves})

        if moves:
            await self._scene.storage.write(unit)
        return left

    async def _write(self, tx: Transaction, found: Losses, folders: Iterable[int]) -> None:
        now = self._scene.now()
        await self._hold(tx, found, now)
        await inventory.missing_files(tx, found.missing, now)
        await inventory.dirty(tx, folders)  # a kill between here and their assembly leaves them due
        ingested = await self._scene.tools.catalogue.release(tx, found.missing)
        await events.record(tx, told(ingested, self._scene.library.uid, now))
        for number, uid in await holds.healed(tx, self._root.id):
            await holds.decide(tx, number, "healed", now)
            await self._tell(tx, "hold.healed", {"hold": uid}, now)

    async def _hold(self, tx: Transaction, found: Losses, now: int) -> None:
        for path, files in found.held.items():
            number = await tx.reserve("hold")
            uid = new_uids(now, 1)[0]
            where = shown(self._root.path + (b"/" + path if path else b""))
            reason = f"{len(files)} files are gone at once from {where}. Bring them back, or approve the loss if meant."
            hold = Hold(id=number, uid=uid, root=self._root.id, path=path, files=len(files), reason=reason, created=now)
            await holds.opened(tx, hold, self._scene.scan)
            await inventory.hold_files(tx, files, number)
            await self._tell(
                tx, "hold.opened", {"hold": uid, "path": where, "files": len(files), "reason": reason}, now
            )

    async def _withdraw(self, folders: Sequence[int]) -> None:
        """Say that folders that are gone say nothing any more; works keep their rows, and what people did."""
        scene, now = self._scene, self._scene.now()
        nothing = [
            Assembled(library=scene.scope.library, folder=folder, type=kind, files={})
            for folder in folders
            for kind in scene.scope.versions
        ]

        async def unit(tx: Transaction) -> None:
            await inventory.folder_states(tx, folders, "missing", inventory.GONE, now)
            ingested = await scene.tools.catalogue.ingest(tx, nothing)
            released = await scene.tools.catalogue.release(tx, (), folders)
            await events.record(tx, [each for of in (ingested, released) for each in told(of, scene.library.uid, now)])

        await scene.storage.write(unit)

    async def _tell(self, tx: Transaction, type_: str, data: dict[str, object], now: int) -> None:
        await events.record(tx, [Event(type=type_, at=now, library=self._scene.library.uid, data=data)])


def _is_spare(file: inventory.File) -> bool:
    return not file.type and file.state == "present"
