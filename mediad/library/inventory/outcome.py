"""What one batch changes: rows of folders and files, and what the catalogue is told. Pure but for the ids it takes."""

from __future__ import annotations

import os
from dataclasses import field
from typing import TYPE_CHECKING

from mediad.library.inventory.difference import RETRY
from mediad.library.inventory.disk import device_of, inode_of
from mediad.library.inventory.problems import AGAIN, NO_FILE, code_of, code_of_name, sentence, step_sentence
from mediad.library.inventory.sidecars import is_sidecar
from mediad.library.values import Assembled
from mediad.storage.ports.inventory import File
from mediad.storage.ports.inventory import Folder as FolderRow
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mediad.library.inventory.difference import Change
    from mediad.library.values import LibraryRef
    from mediad.workers.results import FileResult, FolderResult, Row


LISTED = frozenset({"present", "unreachable"})
"""States of files whose works are listed; a file that returns from another one brings its works back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What does not change during a scan.

    Attributes:
        library: Whose folders they are.
        versions: The version of each of its types that is loaded.
        formats: The version of each format of sidecars that is loaded, by what its files are typed as.
        salt: What digests are kept with.
        unloaded: Types of the library whose plugin is not loaded: what they said stays.
    """

    library: LibraryRef
    versions: Mapping[str, int]
    salt: bytes
    unloaded: frozenset[str] = frozenset()
    formats: Mapping[str, int] = field(default_factory=dict)

    @property
    def readers(self) -> Mapping[str, int]:
        """The version of everything that reads files."""
        return {**self.versions, **self.formats}


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a batch writes."""

    new_folders: list[FolderRow] = field(default_factory=list)
    read_folders: list[FolderRow] = field(default_factory=list)
    owners: list[tuple[int, str]] = field(default_factory=list)
    new_files: list[File] = field(default_factory=list)
    changed_files: list[File] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    holders: set[bytes] = field(default_factory=set)
    assembled: list[Assembled] = field(default_factory=list)
    moved: int = 0
    opened: int = 0
    errors: int = 0


class Ids:
    """Takes ids from blocks that were reserved for a batch; the folders of the root by path."""

    def __init__(self, folders: Mapping[bytes, FolderRow], files: int, folder: int, uids: Sequence[str]) -> None:
        self._folders = {path: row.id for path, row in folders.items()}
        self._file = files
        self._folder = folder
        self._uids = iter(uids)

    def file(self) -> tuple[int, str]:
        """Give the ids of a new file."""
        self._file += 1
        return self._file - 1, next(self._uids)

    def folder(self, path: bytes) -> tuple[int, bool]:
        """Give the id of a folder, and whether it is new."""
        if (known := self._folders.get(path)) is not None:
            return known, False
        self._folder += 1
        self._folders[path] = self._folder - 1
        return self._folder - 1, True


def wanted(changes: Sequence[Change], results: Sequence[FolderResult]) -> tuple[int, int]:
    """Count the ids that a batch may need: files, folders."""
    claimed = sum(len(claim.get("folders", ())) for result in results for claim in result.claims.values())
    return sum(len(change.fresh) for change in changes), len(changes) + claimed


def outcome_of(scope: Scope, changes: Sequence[Change], results: Sequence[FolderResult], ids: Ids) -> Outcome:
    """Work out everything that a batch changes."""
    out = Outcome()
    for change, result in zip(changes, results, strict=True):
        _Folding(scope, change, result, out).run(ids)
    return out


class _Folding:
    """One folder of a batch on its way into the outcome."""

    def __init__(self, scope: Scope, change: Change, result: FolderResult, out: Outcome) -> None:
        self.scope = scope
        self.change = change
        self.result = result
        self.out = out
        self.claims = {name: kind for kind, claim in result.claims.items() for name in claim.get("files", ())}
        # A file that its first owner declined was read twice.
        self.read = {file.name: file for file in result.files if self.claims.get(file.name, file.type) == file.type}
        self.failed = {error.type for error in result.errors} | scope.unloaded
        self.again = bool(result.errors)
        self.ids: dict[bytes, int] = {}

    def run(self, ids: Ids) -> None:
        """Add what this folder changes."""
        number, new = ids.folder(self.change.path)
        for row in self.change.listed.entries:
            if row[1] != "d":
                self._file(row, number, ids)
        for ghost in self.change.gone:
            self.ids.setdefault(ghost.name, ghost.id)
            if ghost.state == "present":
                self.out.gone.append(ghost.id)
        if self.change.whole and self.change.is_other:  # what it is part of is read again, though it looks as it was
            holder = self.change.whole.rpartition(b"/")[0]
            self.out.holders.add(holder)
            self.out.left.add(ids.folder(holder)[0])
        self.out.opened += sum(file.opens for file in self.result.files)
        self._folder(number, new=new)
        self.out.assembled += self._assembled(number, ids, new=new)

    def _folder(self, number: int, *, new: bool) -> None:
        listed = self.change.listed
        digest = RETRY if self.again else listed.digest + self.scope.salt
        reason = " ".join(step_sentence(error.type, error.step, error.reason) for error in self.result.errors)
        row = FolderRow(number, listed.path, digest, listed.mtime_ns, "present", reason)
        if new:
            self.out.new_folders.append(row)
        if not new or reason:
            self.out.read_folders.append(row)

    def _file(self, row: Row, folder: int, ids: Ids) -> None:
        name: bytes = row[0]
        old = self.change.file_of(name)
        number, uid = (old.id, old.uid) if old else ids.file()
        self.ids[name] = number
        if row[1] == "!":
            file = _hidden(old or File(number, uid, folder, name, 0, 0), row[2])
        else:
            listed = File(number, uid, folder, name, row[2], row[3], device_of(row), inode_of(row))
            file = self._found(listed, old)
        if old is None:
            self.out.new_files.append(file)
        else:
            self._put(old, file)
        if name in self.change.moved and old is not None:
            self.out.moved += 1
            self.out.left.add(old.folder)
            if name in self.change.files:
                self.out.replaced.append(self.change.files[name].id)
        if file.error:
            self.out.errors += 1
            self.again = self.again or (file.error in AGAIN and row[1] != "!")  # an error number is in the digest

    def _put(self, old: File, file: File) -> None:
        if old != file._replace(state=old.state, hold=old.hold) or old.state != "present" or old.hold:
            self.out.changed_files.append(file)
        if old.state not in LISTED:
            self.out.back.append(file.id)

    def _found(self, file: File, old: File | None) -> File:
        """Say what is known of a file now."""
        kind = self.change.owner or self.claims.get(file.name, "")
        if (read := self.read.get(file.name)) is not None and file.name not in self.change.links:
            return self._read(file, read)
        if not file.size:
            return file._replace(error="empty", reason=sentence("empty"))
        same = old is not None and (old.size, old.mtime_ns) == (file.size, file.mtime_ns)
        if old is None or not same:
            return file._replace(type=kind)
        if old.type in self.failed or (kind and kind == old.type):
            return file._replace(
                content=old.content, type=old.type, facts=old.facts, facts_version=old.facts_version,
                error=old.error, reason=old.reason,
            )  # fmt: skip  # what was known
        return file._replace(content=old.content, type=kind)

    def _read(self, file: File, read: FileResult) -> File:
        code = code_of(read.error)
        opened = bool(read.content_id)
        return File(
            id=file.id,
            uid=file.uid,
            folder=file.folder,
            name=file.name,
            size=read.size if opened else file.size,
            mtime_ns=read.mtime_ns if opened else file.mtime_ns,
            device=file.device,
            inode=file.inode,
            content=read.content_id or None,
            type=read.type,
            facts=read.facts,
            facts_version=self.scope.readers.get(read.type, 0),
            error=code,
            reason=sentence(code, read.reason, file.name) if code else "",
        )

    def _assembled(self, number: int, ids: Ids, *, new: bool) -> Iterator[Assembled]:
        """Say what each type made of it; a type that made nothing takes back what it said of a folder before."""
        before = {file.type for file in self.change.files.values() if not is_sidecar(file.type)} - {""} - self.failed
        for kind in [*self.scope.versions, *sorted(before - set(self.scope.versions))]:
            claim = self.result.claims.get(kind)
            if kind in self.failed or (claim is None and new):
                continue
            folders = {}
            for name in (claim or {}).get("folders", ()):
                path = self.change.path + b"/" + name if self.change.path else name
                folders[name], fresh = ids.folder(path)
                if fresh:
                    self.out.new_folders.append(FolderRow(folders[name], path))
                self.out.owners.append((folders[name], kind))
            yield Assembled(
                library=self.scope.library, folder=number, type=kind, files=self.ids, folders=folders,
                works=self.result.works.get(kind, ()),
            )  # fmt: skip  # one folder, one type


def _hidden(file: File, number: int) -> File:
    """Note a name whose facts the system does not tell, or that is no file any more."""
    code = code_of_name(number)
    if number in NO_FILE:
        file = file._replace(type="", facts="", content=None)
    return file._replace(error=code, reason=sentence(code, os.strerror(number)))
