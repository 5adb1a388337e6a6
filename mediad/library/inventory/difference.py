"""A folder as it was listed, against its rows: what is new, changed, the same, back and gone. No disk, no SQL."""

from __future__ import annotations

import zlib
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from mediad.library.inventory.disk import device_of, inode_of
from mediad.library.inventory.problems import AGAIN, NO_FILE
from mediad.library.inventory.sidecars import wrote_into
from mediad.workers.results import FolderInput
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from mediad.storage.ports.inventory import File
    from mediad.storage.ports.inventory import Folder as FolderRow
    from mediad.workers.inventory import Folder as Listed
    from mediad.workers.results import FileResult, Row
    from mediad_sdk.values.kinds import MediaType

RETRY = b"retry"
"""Digest of a folder that the next scan looks at again, though nothing in it may have changed."""
WIDTH = 16
"""Bytes of a walk's digest; what follows in the row is the salt."""


def salt_of(types: Sequence[MediaType], formats: Mapping[str, int]) -> bytes:
    """Give what a folder's digest is kept with: other types, formats or versions make every folder due for assembly."""
    read = [*((each.id, each.version) for each in types), *sorted(formats.items())]
    return zlib.crc32(repr(read).encode()).to_bytes(4, "big")


def known_digest(digest: bytes, salt: bytes) -> bytes:
    """Give the digest to compare a walk with; empty when the folder is due anyway."""
    return digest[:WIDTH] if len(digest) == WIDTH + len(salt) and digest.endswith(salt) else b""


@dataclass(slots=True, kw_only=True)
class Change:
    """One folder that differs.

    Attributes:
        listed: What the walk read.
        row: What is stored of the folder, None when it is new.
        files: What is stored of its files, by name.
        fresh: Rows of names without a file row.
        gone: Files that are not listed and that are not missing yet.
        links: Names that are another name of a file that has its own place.
        moved: Names whose file row comes from another place.
        owner: The media type that claimed this folder, or one above it, as a whole.
        whole: The folder that it claimed before this scan.
    """

    listed: Listed
    row: FolderRow | None
    owner: str = ""
    whole: bytes = b""
    files: dict[bytes, File] = field(default_factory=dict)
    fresh: list[Row] = field(default_factory=list)
    gone: list[File] = field(default_factory=list)
    links: set[bytes] = field(default_factory=set)
    moved: dict[bytes, File] = field(default_factory=dict)

    @property
    def path(self) -> bytes:
        """The folder, relative to its root."""
        return self.listed.path

    @property
    def names(self) -> set[bytes]:
        """Every name that is listed."""
        return {row[0] for row in self.listed.entries}

    def compare(self, files: dict[bytes, File]) -> None:
        """Take the folder's file rows and find out what is new and what is gone."""
        self.files = files
        self.fresh = [row for row in self.listed.entries if row[1] != "d" and row[0] not in files]
        self.links.update(row[0] for row in self.listed.entries if row[6] == 0)
        names = self.names if files else set()
        self.gone = [file for name, file in files.items() if name not in names and file.state in _COUNTED]

    @property
    def is_other(self) -> bool:
        """Tell whether a folder that was read before has other files now."""
        if self.row is None or not self.row.digest:
            return False
        rows = {row[0]: row for row in self.listed.entries}
        return bool(self.fresh or self.gone) or any(
            name in rows and not is_same(file, rows[name]) for name, file in self.files.items()
        )

    def drop(self, moved: Collection[int]) -> bool:
        """Forget gone files that were found elsewhere; tells whether there were any."""
        left = [file for file in self.gone if file.id not in moved]
        dropped = len(left) < len(self.gone)
        self.gone = left
        return dropped

    def is_vacant(self, row: Row) -> bool:
        """Tell whether a name may take the row of a file that moved: it has none, or one of a file that is missing."""
        own = self.files.get(row[0])
        return row[0] not in self.moved and (own is None or (own.state == "missing" and not is_same(own, row)))

    def file_of(self, name: bytes) -> File | None:
        """Give the row that a name has, its own or one that moved here."""
        return self.moved.get(name) or self.files.get(name)


_COUNTED = frozenset({"present", "unreachable"})


def is_same(file: File, row: Row) -> bool:
    """Tell whether a file was left alone since it was stored."""
    return (file.size, file.mtime_ns) == (row[2], row[3])


def is_one(file: File, row: Row) -> bool:
    """Tell whether a stored file and a listed name are one inode with one content."""
    return is_same(file, row) and (file.inode, file.device) == (inode_of(row), device_of(row)) and file.inode != 0


def state_of_facts(file: File, versions: Mapping[str, int]) -> Literal["known", "failed", "due"]:
    """Tell whether a file's facts still stand, its failure still stands, or it is due for reading."""
    if versions.get(file.type) != file.facts_version or file.error in AGAIN:
        return "due"
    if file.facts:
        return "known"  # perhaps with what is wrong with it
    return "failed" if file.error else "due"


def task_of(
    change: Change, versions: Mapping[str, int], read: Sequence[FileResult] = (), *, again: bool = False
) -> FolderInput:
    """Give what the media types see of a folder: no links, nothing empty, and what is out of reach as if it were there.

    Args:
        change: The folder.
        versions: Of the media types, by id.
        read: What was read of it a moment ago and need not be read again.
        again: Every file that is there is to be opened, whatever is known of it.
    """
    known: dict[str, dict[bytes, str]] = {}
    failed: dict[str, dict[bytes, str]] = {}
    for each in read:
        (known if each.facts else failed).setdefault(each.type, {})[each.name] = each.facts or each.error
    entries = [row for row in change.listed.entries if _visible(change, row)]
    for row in entries:
        file = change.file_of(row[0])
        if file is not None and file.type and (row[1] == "!" or (is_same(file, row) and not again)):
            _offer(file, row[0], versions, (known, failed))
    ghosts = [file for file in change.gone if file.type and state_of_facts(file, versions) != "due"]
    for ghost in ghosts:
        _offer(ghost, ghost.name, versions, (known, failed))
    rows = sorted([*entries, *(_as_row(ghost) for ghost in ghosts)], key=lambda row: row[0]) if ghosts else entries
    files = {row[0]: file for row in entries if (file := change.file_of(row[0])) is not None}
    wrote = {name: said for name, file in files.items() if (said := wrote_into(file))}
    return FolderInput(path=change.path, entries=rows, known=known, failed=failed, wrote=wrote)


def _visible(change: Change, row: Row) -> bool:
    if row[1] == "!":
        if row[2] in NO_FILE:
            return False
        known = change.file_of(row[0])
        return known is not None and known.type != ""
    return row[1] == "d" or (row[2] > 0 and row[0] not in change.links)


def _offer(
    file: File,
    name: bytes,
    versions: Mapping[str, int],
    places: tuple[dict[str, dict[bytes, str]], dict[str, dict[bytes, str]]],
) -> None:
    state = state_of_facts(file, versions)
    if state == "known":
        places[0].setdefault(file.type, {})[name] = file.facts
    elif state == "failed":
        places[1].setdefault(file.type, {})[name] = file.error


def _as_row(file: File) -> Row:
    return [file.name, "f", file.size, file.mtime_ns, file.inode, file.device, 1]


def owners(paths: Iterable[bytes]) -> set[bytes]:
    """Give every folder that lies on the way to these paths, and the paths themselves."""
    found: set[bytes] = set()
    for path in paths:
        at = len(path)
        while at > 0:
            found.add(path[:at])
            at = path.rfind(b"/", 0, at)
    return found
