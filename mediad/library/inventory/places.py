"""Other names of one file, and files that moved: by inode, then by content, and only where a place is proved empty."""

from __future__ import annotations

import stat
from collections import defaultdict
from dataclasses import field
from errno import ENOENT, ENOTDIR
from typing import TYPE_CHECKING

from mediad.library.inventory.difference import is_one
from mediad.library.inventory.disk import device_of, inode_of, kept
from mediad.storage.ports import inventory as port
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mediad.library.inventory.difference import Change
    from mediad.library.inventory.disk import Paths
    from mediad.storage.ports import Reader
    from mediad.storage.ports.inventory import File, Placed
    from mediad.workers.results import FolderResult, Row

_ABSENT = frozenset({ENOENT, ENOTDIR})


@dataclass(slots=True, kw_only=True)
class Places:
    """What became of stored places during one batch.

    Attributes:
        reader: The database.
        look: Looks at single paths.
        library: Its files alone are matched.
        roots: Roots that are proved to be the same, by id: only in them can a place be empty.
        taken: Files that have a new place already.
        absent: Files whose place is proved empty.
        there: Files that are at their place.
    """

    reader: Reader
    look: Paths
    library: int
    roots: Mapping[int, bytes]
    taken: set[int] = field(default_factory=set)
    absent: set[int] = field(default_factory=set)
    there: set[int] = field(default_factory=set)

    async def prove(self, placed: Sequence[Placed], root: int, changes: Sequence[Change]) -> None:
        """Find out which of these places are empty: by the listings of this batch, else by a look at each path."""
        listed = {change.path: {row[0]: row for row in change.listed.entries} for change in changes} if placed else {}
        unknown: dict[int, list[Placed]] = defaultdict(list)
        for each in placed:
            if each.root == root and each.path in listed:
                row = listed[each.path].get(each.file.name)
                self._note(each.file, ENOENT if row is None else 0, 0 if row is None else inode_of(row))
            elif each.file.state == "missing":
                self.absent.add(each.file.id)
            elif each.root in self.roots:
                unknown[each.root].append(each)
        for number, there in unknown.items():
            seen = await self.look.lstat(self.roots[number], [_path(each) for each in there])
            for each, facts in zip(there, seen, strict=True):
                if isinstance(facts, int):
                    self._note(each.file, facts, 0)
                else:  # a link's own inode says nothing of the file that it names
                    self._note(each.file, 0, each.file.inode if stat.S_ISLNK(facts[0]) else kept(facts[3]))

    def _note(self, file: File, error: int, inode: int) -> None:
        """Note what is at a file's place: nothing, itself, or something else."""
        if error in _ABSENT:
            self.absent.add(file.id)
        elif inode == file.inode:
            self.there.add(file.id)

    async def by_inode(self, root: int, changes: Sequence[Change]) -> None:
        """Recognise renamed files and other names of known ones before anything is opened."""
        wanted = [row for change in changes for row in _unplaced(change)]
        found = await port.by_inode(self.reader, self.library, list({inode_of(row) for row in wanted}))
        await self.prove(found, root, changes)
        telling = [each for each in found if each.file.id in self.absent or self._is_held(each.file)]
        by_id = _group(telling, lambda each: (each.file.inode, each.file.device))
        for change in changes:
            for row in _unplaced(change) if by_id else ():
                if candidates := by_id.get((inode_of(row), device_of(row))):
                    self._place(change, row, candidates)

    def _place(self, change: Change, row: Row, candidates: Sequence[Placed]) -> None:
        own = change.files.get(row[0])
        fitting = [
            each.file for each in candidates if is_one(each.file, row) and (own is None or each.file.id != own.id)
        ]
        if any(map(self._is_held, fitting)):
            change.links.add(row[0])
        elif change.is_vacant(row):
            self.move(change, row[0], [file for file in fitting if file.id in self.absent])

    def _is_held(self, file: File) -> bool:
        """Tell whether a claimed file is where it was: other names of it are links."""
        return file.id in self.there and file.type != "" and file.state == "present"

    async def by_content(self, root: int, changes: Sequence[Change], results: Sequence[FolderResult]) -> None:
        """Recognise files that were read and whose content had a place that is empty now."""
        read = [
            (change, row[0], content)
            for change, result in zip(changes, results, strict=True)
            for row, content in _read(change, result)
            if change.is_vacant(row)
        ]
        found = await port.by_content(self.reader, self.library, [content for _, _, content in read])
        by_id = _group(found, lambda each: each.file.content)
        await self.prove(found, root, changes)
        for change, name, content in read:
            candidates = [each.file for each in by_id.get(content, ()) if each.file.id in self.absent]
            self.move(change, name, candidates)

    def move(self, change: Change, name: bytes, candidates: Iterable[File]) -> None:
        """Give a name the row of a file whose place is empty: of several, one of the same name, then the oldest."""
        free = [file for file in candidates if file.id not in self.taken]
        if free:
            best = min(free, key=lambda file: (file.name != name, file.state == "missing", file.id))
            self.taken.add(best.id)
            change.moved[name] = best


def doubled(changes: Sequence[Change], results: Sequence[FolderResult]) -> set[int]:
    """Find names of one inode that were claimed twice: all but the first become links; gives their folders."""
    seen: set[tuple[int, int]] = set()
    touched: set[int] = set()
    for at, (change, result) in enumerate(zip(changes, results, strict=True)):
        claimed = {name for claim in result.claims.values() for name in claim.get("files", ())}
        for row in change.listed.entries:
            if row[0] in claimed and row[1] == "f" and row[4]:
                key = (row[4], row[5])
                if key in seen:
                    change.links.add(row[0])
                    touched.add(at)
                seen.add(key)
    return touched


def _unplaced(change: Change) -> Iterable[Row]:
    """Rows that may be another name of a file: new ones, and stored ones that no media type claimed."""
    for row in change.listed.entries:
        if row[1] == "f" and row[4] and row[2] and row[6] and row[0] not in change.moved:
            own = change.files.get(row[0])
            if own is None or not own.type or change.is_vacant(row):
                yield row


def _read(change: Change, result: FolderResult) -> Iterable[tuple[Row, bytes]]:
    contents = {file.name: file.content_id for file in result.files if file.content_id}
    return ((row, contents[row[0]]) for row in change.listed.entries if row[0] in contents)


def _path(placed: Placed) -> bytes:
    return placed.path + b"/" + placed.file.name if placed.path else placed.file.name


def _group(found: Sequence[Placed], key: Callable[[Placed], object]) -> dict[object, list[Placed]]:
    groups: dict[object, list[Placed]] = defaultdict(list)
    for each in found:
        groups[key(each)].append(each)
    return groups
