"""What must hold before a SQLite file is opened: one daemon, a local disk, a folder that can be written."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.storage.errors import StorageRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "fuse", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4"}
    | {"ocfs2", "smb3", "smbfs", "vboxsf", "vmhgfs"}
)


@contextmanager
def held(database: Path, *, force: bool = False, mounts: Path = _MOUNTS) -> Iterator[None]:
    """Holds a database for this process alone, for as long as the block lasts.

    Args:
        database: the database file, which need not exist yet.
        force: open it although it lies on a network file system.
        mounts: the table of mounts, as the kernel writes it.
    """
    _make_folder(database.parent)
    kind = file_system(database.parent, mounts)
    if not force and is_remote(kind):
        message = f"{database} lies on a network or user-space file system ({kind}), where SQLite loses data."
        raise StorageRefused(message, remedy="Put the database on a local disk, use PostgreSQL, or force it knowingly.")
    descriptor = _open_lock(database.with_name(f"{database.name}.lock"))
    try:
        _lock(descriptor, database)
        yield
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"The database folder {folder} cannot be made: {error.strerror}."
        raise StorageRefused(
            message, remedy="Name another folder, or give mediad's user the right to write."
        ) from error


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        remedy = "Give mediad's user the right to write in that folder, and some free space."
        raise StorageRefused(message, remedy=remedy) from error


def _lock(descriptor: int, database: Path) -> None:
    """Takes the lock, which the kernel gives back however this process ends, and signs it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        pid = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        message = f"{database} is in use by another mediad (process {pid})."
        raise StorageRefused(message, remedy=f"Stop process {pid}, or give this one another database.") from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def file_system(folder: Path, mounts: Path = _MOUNTS) -> str:
    """Names the type of the file system that a folder lies on, `unknown` where the kernel does not tell.

    The format of the table is that of proc_pid_mountinfo(5): the mount point is field 5, the type follows ` - `.
    """
    place = os.path.realpath(folder)
    found, kind = "", "unknown"
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return kind
    for line in lines:
        before, _, after = line.partition(" - ")
        point = _unescape(before.split(" ")[4])
        if len(point) >= len(found) and _is_under(place, point):
            found, kind = point, after.split(" ")[0]
    return kind


def is_remote(kind: str) -> bool:
    """Whether locks and shared memory cannot be trusted there."""
    return kind.partition(".")[0] in _REMOTE


def _is_under(place: str, point: str) -> bool:
    return place == point or place.startswith(point.rstrip("/") + "/")


def _unescape(name: str) -> str:
    for octal, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        name = name.replace(octal, character)
    return name
