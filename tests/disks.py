"""A disk in memory, with faults, and a catalogue that only remembers: the rest of the house for the inventory."""

from __future__ import annotations

import hashlib
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from errno import EACCES, EIO, ENOENT
from itertools import count
from typing import TYPE_CHECKING, Any

from mediad.library.inventory.scene import Tools
from mediad.library.values import Assembled, Ingested, Plan
from mediad.storage.ports import libraries
from mediad.workers.errors import WorkerTimeout
from mediad.workers.inventory import Batch, Folder
from mediad.workers.results import FileResult, FolderResult
from mediad_sdk.runner.names import Ignored
from mediad_sdk.values.kinds import Kind, MediaType
from mediad_sdk.values.works import Edition, Part, Source, Work
from mediad_sdk.wire import works_to_wire

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence

    from mediad.library.inventory.disk import Look
    from mediad.storage.ports import Reader, Storage, Transaction
    from mediad.workers.inventory import Totals
    from mediad.workers.results import FolderInput, TypeCode

ROOT = b"/media/toys"
TOYS = MediaType(
    id="toys", label="Toys", kinds=(Kind(id="toy", label="Toy", plural="Toys", bears_files=True),),
    claim="toys:claim", extract="toys:extract", assemble="toys:assemble",
)  # fmt: skip  # a declaration


@dataclass(slots=True)
class Node:
    """A file in memory."""

    content: bytes
    mtime_ns: int
    inode: int
    device: int = 7
    error: int = 0


@dataclass
class MemoryDisk:
    """Files by absolute path; folders are what files lie in, and those that were made."""

    files: dict[bytes, Node] = field(default_factory=dict)
    folders: set[bytes] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=lambda: {"source": b"/dev/a", "fs_type": b"ext4", "fs_id": 1})
    trouble: dict[bytes, str] = field(default_factory=dict)
    unreadable: dict[bytes, int] = field(default_factory=dict)
    opened: list[bytes] = field(default_factory=list)
    walks: int = 0
    lstats: int = 0
    root_changes: bool = False
    goes: bool = False
    mounts: list[bytes] = field(default_factory=list)
    growing: set[bytes] = field(default_factory=set)
    numbers: count[int] = field(default_factory=lambda: count(100))

    def put(self, path: str | bytes, content: str = "", *, root: bytes = ROOT) -> bytes:
        """Write a file; a new one gets an inode, a known one another mtime."""
        full = root + b"/" + (path.encode() if isinstance(path, str) else path)
        self.folders |= _above(full)
        old = self.files.get(full)
        tick = next(self.numbers)
        self.files[full] = Node((content or full.decode("latin-1")).encode(), tick, old.inode if old else tick)
        return full

    def move(self, old: bytes, new: bytes) -> None:
        """Rename a file or a folder."""
        self.folders |= _above(new)
        for path in [path for path in self.files if path == old or path.startswith(old + b"/")]:
            self.files[new + path[len(old) :]] = self.files.pop(path)
        for path in [path for path in self.folders if path == old or path.startswith(old + b"/")]:
            self.folders.discard(path)
            self.folders.add(new + path[len(old) :])

    def link(self, old: bytes, new: bytes) -> None:
        """Give a file another name."""
        self.folders |= _above(new)
        self.files[new] = self.files[old]

    def remove(self, path: bytes) -> None:
        """Remove a file, or a folder with everything in it."""
        self.files = {name: node for name, node in self.files.items() if name != path and not _is_below(name, path)}
        self.folders = {name for name in self.folders if name != path and not _is_below(name, path)}

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Look]:
        """Lend itself."""
        yield self

    async def identify(self, root: bytes, *, seconds: float = 10.0) -> Mapping[str, Any]:
        """Tell facts, or show the fault of the day."""
        trouble = self.trouble.get(root, "")
        if trouble == "hanging":
            raise WorkerTimeout("the media process did not answer identify in 10 s")
        if trouble == "missing" or root not in self.folders:
            return {"exists": False, "is_dir": False, "errno": ENOENT, "reason": "No such file or directory"}
        if trouble == "error":
            return {"exists": True, "is_dir": False, "errno": EIO, "reason": "Input/output error"}
        names = [] if trouble == "empty" else sorted({row[0] for row in self._rows(root)})
        inode = int.from_bytes(hashlib.md5(root, usedforsecurity=False).digest()[:4], "big")
        facts = {"device": 7, "inode": inode, **self.facts}
        return {"exists": True, "is_dir": True, "errno": 0, "reason": "", "names": names, "empty": not names, **facts}

    async def lstat(self, root: bytes, paths: Sequence[bytes], *, seconds: float = 30.0) -> list[list[int] | int]:
        """Look at paths."""
        self.lstats += len(paths)
        return [self._stat(root + b"/" + path) for path in paths]

    def _stat(self, path: bytes) -> list[int] | int:
        node = self.files.get(path)
        return ENOENT if node is None else [0o100644, len(node.content), node.mtime_ns, node.inode, node.device, 1]

    def _rows(self, folder: bytes) -> list[list[Any]]:
        rows: dict[bytes, list[Any]] = {}
        for path, node in self.files.items():
            if path.rpartition(b"/")[0] == folder:
                name = path.rpartition(b"/")[2]
                kind, size = ("!", node.error) if node.error else ("f", len(node.content))
                rows[name] = [name, kind, size, 0 if node.error else node.mtime_ns, node.inode, node.device, 1]
        for path in self.folders:
            above, _, name = path.rpartition(b"/")
            if above == folder:
                rows[name] = [name, "d", 0, 0, 1, 7, 1]
        return [rows[name] for name in sorted(rows)]

    async def walk(
        self,
        root: bytes,
        known: Mapping[bytes, bytes | int],
        totals: Totals,
        *,
        start: bytes = b"",
        quick: bool = False,
        ignored_names: Sequence[bytes] = (),
        ignored_globs: Sequence[bytes] = (),
        silence: float = 60.0,
    ) -> AsyncGenerator[Batch, None]:
        """Walk, as the worker does."""
        self.walks += 1
        skip = Ignored(list(ignored_names), list(ignored_globs)).match
        seen: set[bytes] = set()
        pending = [start]
        while pending:
            path = pending.pop()
            full = root + b"/" + path if path else root
            if full not in self.folders:
                continue
            seen.add(path)
            if full in self.unreadable:
                totals.errors.append((path, self.unreadable[full], "Permission denied"))
                continue
            rows = [row for row in self._rows(full) if not skip(row[0])]
            pending += [path + b"/" + row[0] if path else row[0] for row in rows if row[1] == "d"]
            totals.files += sum(row[1] == "f" for row in rows)
            digest, mtime = _number([row[:4] for row in rows]), int.from_bytes(_number([row[0] for row in rows])[:6])
            if known.get(path) != (mtime if quick else digest):
                folder = Folder(path=path, digest=digest, mtime_ns=mtime, entries=rows)
                yield Batch(folders=(folder,), folders_seen=len(seen), files_seen=totals.files)
        self._total(totals, {path for path in known if path not in seen}, start, len(seen))

    def _total(self, totals: Totals, unseen: set[bytes], start: bytes, folders: int) -> None:
        hidden = [error[0] for error in totals.errors]
        totals.vanished += [
            path
            for path in sorted(unseen)
            if (not start or path == start or _is_below(path, start))
            and not any(not each or path == each or _is_below(path, each) for each in hidden)
        ]
        totals.folders = folders
        totals.mounts += self.mounts
        totals.root_changed = self.root_changes

    async def process(
        self, root: bytes, types: Sequence[TypeCode], folders: Sequence[FolderInput]
    ) -> Sequence[FolderResult]:
        """Claim `*.toy`, read them, and make a work of each; `goes` takes the root away before they are read."""
        if self.goes:
            self.trouble[root] = "missing"
        return [self._folder(root, types[0], folder) for folder in folders]

    def _folder(self, root: bytes, kind: TypeCode, folder: FolderInput) -> FolderResult:
        names = [row[0] for row in folder.entries if row[1] != "d" and row[0].endswith(b".toy")]
        owned = [row[0] for row in folder.entries if row[1] == "d" and row[0].endswith(b".box")]
        read, facts = [], dict(folder.known.get(kind.id, {}))
        for name in names:
            if name not in facts and name not in folder.failed.get(kind.id, {}):
                file = self._read(root + b"/" + (folder.path + b"/" if folder.path else b"") + name, name, kind.id)
                read.append(file)
                facts[name] = file.facts
        works = [_toy(json.loads(facts[name])["title"], Source(file=name)) for name in names if facts.get(name)]
        works += [_toy(name.decode(), Source(folder=name)) for name in owned]
        claims = {kind.id: {"files": names, "folders": owned}} if names or owned else {}
        return FolderResult(path=folder.path, claims=claims, files=tuple(read), works={kind.id: works_to_wire(works)})

    def _read(self, path: bytes, name: bytes, kind: str) -> FileResult:
        node = self.files.get(path)
        if node is None or self.goes:
            return FileResult(name=name, type=kind, error="unreadable", reason="No such file (FileNotFoundError)")
        self.opened.append(path)
        found = FileResult(
            name=name, type=kind, size=len(node.content), mtime_ns=node.mtime_ns, opens=1,
            content_id=hashlib.md5(node.content, usedforsecurity=False).digest(),
        )  # fmt: skip  # one file
        if path in self.growing:
            return found._replace(error="changed", reason="the file changed while it was read")
        if node.content.startswith(b"bad"):
            return found._replace(error="truncated", reason="it ends in the middle of its header")
        if node.content.startswith(b"half"):
            found = found._replace(error="truncated", reason="it ends before its toys do")
        if node.content.startswith(b"locked"):
            return found._replace(error="unreadable", reason="Permission denied (PermissionError)", content_id=b"")
        return found._replace(facts=json.dumps({"title": node.content.decode("utf-8", "replace")}))


def _toy(key: str, source: Source) -> Work:
    return Work(kind="toy", key=key, editions=(Edition(parts=(Part(sources=(source,)),)),))


class MemoryCatalogue:
    """Remembers which files each folder's works have, and which were let go."""

    def __init__(self) -> None:
        self.said: dict[tuple[int, str], Assembled] = {}
        self.released: list[int] = []
        self.ingests = 0

    async def ingest(self, tx: Transaction, batch: Sequence[Assembled]) -> Ingested:
        """Take what folders say."""
        for each in batch:
            self.ingests += 1
            self.said[each.folder, each.type] = each
        return Ingested()

    async def release(self, tx: Transaction, files: Sequence[int], folders: Sequence[int] = ()) -> Ingested:
        """Remember what changed its state."""
        self.released += files
        return Ingested()

    async def would(self, reader: Reader, batch: Sequence[Assembled]) -> Plan:
        """Count."""
        titles = [work.key for each in batch for work in each.works]
        return Plan(new={"toy": len(titles)} if titles else {}, known={}, titles=titles)

    def works(self) -> dict[str, set[int]]:
        """Give every work that some folder tells of, by key, with the ids of its files."""
        found: dict[str, set[int]] = {}
        for each in self.said.values():
            for work in each.works:
                for file, _ in (source for edition in work.editions for part in edition.parts for source in part[3]):
                    if file:
                        found.setdefault(work.key, set()).add(each.files[file])
        return found


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.ms = 1_700_000_000_000

    def now_ms(self) -> int:
        """Tell the time; each look is a millisecond later."""
        self.ms += 1
        return self.ms

    def monotonic(self) -> float:
        """Tell the same in seconds."""
        return self.ms / 1000

    async def sleep(self, seconds: float) -> None:
        """Move on."""
        self.ms += int(seconds * 1000)


@dataclass
class JobStub:
    """A job that runs."""

    id: str
    args: Mapping[str, Any]
    attempt: int = 1
    checkpoint: Mapping[str, Any] = field(default_factory=dict)

    async def save(self, checkpoint: Mapping[str, Any]) -> None:
        """Keep nothing."""

    async def progress(self, fraction: float, message: str = "") -> None:
        """Hear nothing."""

    async def log(self, message: str, *, level: str = "info") -> None:
        """Write nothing."""


def tools_of(storage: Storage, disk: Any, catalogue: Any) -> Tools:
    """Give the inventory its surroundings."""
    return Tools(storage=storage, disk=disk, catalogue=catalogue, clock=SetClock(), types={TOYS.id: TOYS})


async def make_library(storage: Storage, *paths: bytes, settings: Mapping[str, Any] | None = None) -> libraries.Library:
    """Make a library with these roots."""

    async def unit(tx: Transaction) -> libraries.Library:
        number = await tx.reserve("library")
        first = await tx.reserve("root", len(paths))
        roots = tuple(
            libraries.Root(id=first + at, uid=f"root-{first + at}", library=number, path=path)
            for at, path in enumerate(paths)
        )
        library = libraries.Library(
            id=number, uid=f"lib-{number}", name=f"Toys {number}", types=("toys",), settings=settings or {}, roots=roots
        )
        await libraries.add(tx, library)
        return library

    return await storage.write(unit)


def _above(path: bytes) -> set[bytes]:
    found = set()
    while (path := path.rpartition(b"/")[0]).count(b"/") > 1:
        found.add(path)
    return found


def _number(value: object) -> bytes:
    return hashlib.blake2b(repr(value).encode(), digest_size=16).digest()


def _is_below(path: bytes, folder: bytes) -> bool:
    return path.startswith(folder + b"/")


DENIED = EACCES
