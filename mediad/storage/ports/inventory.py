"""Folders and files as rows: what the last scan saw of each root."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mediad.storage.ports.libraries import shown

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction

GONE = "gone"
"""Reason of a folder that was not found; one that could not be read has the system's reason."""


class Folder(NamedTuple):
    """A folder row."""

    id: int
    path: bytes
    digest: bytes = b""
    mtime_ns: int = 0
    state: str = "present"
    reason: str = ""
    owner: str = ""


class File(NamedTuple):
    """A file row."""

    id: int
    uid: str
    folder: int
    name: bytes
    size: int
    mtime_ns: int
    device: int = 0
    inode: int = 0
    content: bytes | None = None
    type: str = ""
    facts: str = ""
    facts_version: int = 0
    state: str = "present"
    error: str = ""
    reason: str = ""
    hold: int = 0


class Placed(NamedTuple):
    """A file row with its place."""

    file: File
    path: bytes
    root: int


class Away(NamedTuple):
    """A file that is not where it was, and about which nothing is decided."""

    id: int
    folder: int
    name: bytes
    size: int
    mtime_ns: int
    device: int
    inode: int
    type: str
    path: bytes
    folder_state: str


async def folders(reader: Reader, root: int) -> dict[bytes, Folder]:
    """Read every folder of a root, by path."""
    rows = await reader.fetch_all("inventory.folders", (root,))
    return {row[1]: Folder._make(row) for row in rows}


async def files(reader: Reader, folder_ids: Sequence[int]) -> dict[int, dict[bytes, File]]:
    """Read the files of folders: by folder, then by name."""
    found: dict[int, dict[bytes, File]] = defaultdict(dict)
    if folder_ids:
        for row in await reader.fetch_all("inventory.files", (json.dumps(list(folder_ids)),)):
            file = File(*row)
            found[file.folder][file.name] = file
    return found


async def file(reader: Reader, folder: int, name: bytes) -> File | None:
    """Read one file."""
    row = await reader.fetch_one("inventory.file", (folder, name))
    return File(*row) if row else None


async def by_inode(reader: Reader, library: int, inodes: Sequence[int]) -> list[Placed]:
    """Find the files of a library that have, or had, these inodes."""
    if not inodes:
        return []
    params = {"inodes": json.dumps(list(inodes)), "library": library}
    return [_placed(row) for row in await reader.fetch_all("inventory.by_inode", params)]


async def by_content(reader: Reader, library: int, contents: Iterable[bytes]) -> list[Placed]:
    """Find the files of a library that have, or had, these contents."""
    widths: dict[int, list[bytes]] = defaultdict(list)
    for content in set(contents):
        widths[len(content)].append(content)
    found: list[Placed] = []
    for width, wanted in widths.items():
        params = {"count": len(wanted), "contents": b"".join(wanted), "width": width, "library": library}
        found += [_placed(row) for row in await reader.fetch_all("inventory.by_content", params)]
    return found


async def add_folders(tx: Transaction, root: int, rows: Sequence[Folder], at: int) -> None:
    """Make folders."""
    values = [(each.id, root, each.path, each.digest, each.mtime_ns, at) for each in rows]
    await tx.execute_many("inventory.add_folder", values)


async def read_folders(tx: Transaction, rows: Sequence[Folder]) -> None:
    """Note folders as they were read."""
    await tx.execute_many(
        "inventory.read_folder", [(each.digest, each.mtime_ns, each.reason, each.id) for each in rows]
    )


async def own_folders(tx: Transaction, rows: Sequence[tuple[int, str]]) -> None:
    """Note which folders a media type claimed as a whole, or no longer does: (folder, type)."""
    await tx.execute_many("inventory.own_folder", [(owner, number) for number, owner in rows])


async def folder_states(tx: Transaction, ids: Sequence[int], state: str, reason: str, at: int) -> None:
    """Note that folders could not be read, are gone, or are missing."""
    await tx.execute_many("inventory.folder_state", [(state, reason, at, b"", each) for each in ids])


async def dirty(tx: Transaction, ids: Iterable[int]) -> None:
    """Let the next scan assemble these folders again."""
    await tx.execute_many("inventory.dirty_folder", [(b"", each) for each in ids])


async def add_files(tx: Transaction, rows: Sequence[File], at: int) -> None:
    """Make files."""
    await tx.execute_many("inventory.add_file", [_added(each, at) for each in rows])


async def change_files(tx: Transaction, rows: Sequence[File], at: int) -> None:
    """Note files as they were read: changed, moved or back."""
    await tx.execute_many("inventory.change_file", [(*_changed(each, at), each.id) for each in rows])


async def away_files(tx: Transaction, file_ids: Sequence[int], at: int) -> None:
    """Note that files are not where they were."""
    await tx.execute_many("inventory.away_file", [(at, each) for each in file_ids])


async def away_folders(tx: Transaction, folder_ids: Sequence[int], at: int) -> None:
    """Note that folders are gone, with every file in them."""
    await folder_states(tx, folder_ids, "unreachable", GONE, at)
    await tx.execute_many("inventory.away_files", [(at, each) for each in folder_ids])


async def away(reader: Reader, root: int) -> list[Away]:
    """List what is not where it was and not decided."""
    return [Away(*row) for row in await reader.fetch_all("inventory.away", (root,))]


async def gone_folders(reader: Reader, root: int) -> list[tuple[Folder, int]]:
    """List folders that are gone, with the number of their files that are not missing."""
    rows = await reader.fetch_all("inventory.gone_folders", {"root": root, "reason": GONE})
    return [(Folder(row[0], row[1]), row[2]) for row in rows]


async def missing_files(tx: Transaction, file_ids: Sequence[int], at: int) -> None:
    """Note that files are missing."""
    await tx.execute_many("inventory.missing_file", [(at, each) for each in file_ids])


async def hold_files(tx: Transaction, file_ids: Sequence[int], hold: int) -> None:
    """Put files under a hold."""
    await tx.execute_many("inventory.hold_file", [(hold, each) for each in file_ids])


async def move_file(tx: Transaction, file: int, to: File, at: int) -> None:
    """Give a file the place of another name of it, which is forgotten."""
    await tx.execute("inventory.delete_file", (to.id,))
    await tx.execute("inventory.move_file", (to.folder, to.name, shown(to.name), at, file))


async def claimed(reader: Reader, root: int) -> int:
    """Count the media files of a root that are not missing."""
    return int(await reader.fetch_value("inventory.claimed", (root,)))


async def sample(reader: Reader, root: int, limit: int) -> list[tuple[bytes, int, int, bytes | None]]:
    """Take some known files, spread over a root: path, size, mtime_ns, content id."""
    known = int(await reader.fetch_value("inventory.known_files", (root,)))
    rows = await reader.fetch_all("inventory.sample", {"root": root, "step": max(1, known // limit), "limit": limit})
    return [(row[0] + b"/" + row[1] if row[0] else row[1], row[2], row[3], row[4]) for row in rows]


async def place(reader: Reader, uid: str) -> Mapping[str, Any] | None:
    """Find where a file is, and what keeps it from being read."""
    row: Row | None = await reader.fetch_one("inventory.place", (uid,))
    return None if row is None else dict(row)


async def long_missing(reader: Reader, before: int, limit: int) -> list[tuple[int, int]]:
    """List files missing since before a moment: (file, folder)."""
    rows = await reader.fetch_all("inventory.long_missing", {"before": before, "limit": limit})
    return [(row[0], row[1]) for row in rows]


async def delete_files(tx: Transaction, file_ids: Iterable[int]) -> None:
    """Forget files."""
    await tx.execute_many("inventory.delete_file", [(each,) for each in file_ids])


async def library_folders(reader: Reader, library: int, limit: int) -> list[int]:
    """List some folders that a library still has."""
    return [row[0] for row in await reader.fetch_all("inventory.library_folders", {"library": library, "limit": limit})]


async def left_folders(reader: Reader, root: int, limit: int) -> list[int]:
    """List some folders of a root that are not missing yet."""
    return [row[0] for row in await reader.fetch_all("inventory.left_folders", {"root": root, "limit": limit})]


async def empty_folders(reader: Reader, limit: int) -> list[tuple[int, int]]:
    """List missing folders without a file: (folder, library)."""
    return [(row[0], row[1]) for row in await reader.fetch_all("inventory.empty_folders", {"limit": limit})]


async def delete_folders(tx: Transaction, folder_ids: Sequence[int]) -> None:
    """Forget folders and the files in them."""
    rows = [(each,) for each in folder_ids]
    await tx.execute_many("inventory.delete_files_of", rows)
    await tx.execute_many("inventory.delete_folder", rows)


def _added(file: File, at: int) -> tuple[object, ...]:
    return (
        file.id, file.uid, file.folder, file.name, shown(file.name), file.size, file.mtime_ns, file.device, file.inode,
        file.content, file.type, file.facts, file.facts_version, at, file.error, file.reason,
    )  # fmt: skip  # one row


def _changed(file: File, at: int) -> tuple[object, ...]:
    return (
        file.folder, file.name, shown(file.name), file.size, file.mtime_ns, file.device, file.inode, file.content,
        file.type, file.facts, file.facts_version, at, file.error, file.reason,
    )  # fmt: skip  # one row


def _placed(row: Row) -> Placed:
    values = tuple(row)
    return Placed(File(*values[:16]), values[16], values[17])
