"""Writes small files beside media: whole or not at all, through no link, and never over what somebody else wrote."""

from __future__ import annotations

import os
import stat
from errno import EEXIST, EFBIG, EINVAL, EMLINK, ENOENT, ENOSYS, EOPNOTSUPP, EPERM, EROFS

from mediad_sdk.runner.beneath import READ, open_beneath
from mediad_sdk.runner.media import SAMPLE, content_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LARGEST = 3 * SAMPLE
"""Bytes of a file whose content id is over all of it: of a larger one nobody could say whether it changed."""
_TAIL = b".mediad"
_NO_LINKS = frozenset({EPERM, EOPNOTSUPP, ENOSYS, EMLINK})


class ChangedError(Exception):
    """The file is not the one that is known."""

    code = "changed"


def operations() -> dict[str, Callable[..., Any]]:
    """Name the operations."""
    return {"look": look, "put": put}


def look(root: bytes, folder: bytes, beside: bytes, name: bytes) -> list[Any]:
    """Give the bytes of a file (None where it is not there) and its content id, if it might be written.

    Raises:
        OSError: The medium beside it is not there, the disk is read-only, or the name is a link or too large.
    """
    at = open_beneath(root, folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.stat(beside, dir_fd=at, follow_symlinks=False)
        if os.fstatvfs(at).f_flag & os.ST_RDONLY or not os.access(b".", os.W_OK | os.X_OK, dir_fd=at):
            raise OSError(EROFS, "the folder cannot be written to")
        data, facts = _read(at, name)
        return [data, _content(at, name) if facts else b""]
    finally:
        os.close(at)


def put(root: bytes, folder: bytes, name: bytes, data: bytes, known: bytes) -> list[Any]:
    """Write a file in the place of the one that has this content id (empty: of none).

    Returns:
        `[size, mtime_ns, inode, device, content id]` of what was written.

    Raises:
        ChangedError: Another file is there.
        OSError: It cannot be written.
    """
    at = open_beneath(root, folder, os.O_RDONLY | os.O_DIRECTORY)
    draft = b"." + name[:200] + _TAIL
    try:
        _, before = _read(at, name)
        if (_content(at, name) if before else b"") != known:
            raise ChangedError("somebody wrote it meanwhile")
        _remove(at, draft)  # what a killed process left
        written = _draft(at, draft, data, before)
        _place(at, draft, name, before)
        os.fsync(at)
        return written
    finally:
        _remove(at, draft)
        os.close(at)


def _read(at: int, name: bytes) -> tuple[bytes | None, os.stat_result | None]:
    try:
        fd = os.open(name, READ, dir_fd=at)
    except OSError as error:
        if error.errno == ENOENT:
            return None, None
        raise
    try:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(EINVAL, "it is no regular file")
        if facts.st_size > LARGEST:
            raise OSError(EFBIG, f"it is larger than {LARGEST >> 10} KiB")
        return os.pread(fd, LARGEST, 0), facts
    finally:
        os.close(fd)


def _content(at: int, name: bytes) -> bytes:
    fd = os.open(name, READ, dir_fd=at)
    try:
        return content_id(fd, os.fstat(fd).st_size)
    finally:
        os.close(fd)


def _draft(at: int, draft: bytes, data: bytes, before: os.stat_result | None) -> list[Any]:
    """Write the whole file under another name, to the disk; it is for those whom the one before was for."""
    fd = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=at)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(fd, left) :]
        if before is not None:
            _give(fd, before)
        os.fchmod(fd, stat.S_IMODE(before.st_mode) if before is not None else 0o644)
        os.fsync(fd)
        facts = os.fstat(fd)
        return [facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev, content_id(fd, facts.st_size)]
    finally:
        os.close(fd)


def _give(fd: int, before: os.stat_result) -> None:
    try:
        os.fchown(fd, before.st_uid, before.st_gid)
    except OSError:
        return  # only root may give files away, and some disks know no owners


def _place(at: int, draft: bytes, name: bytes, before: os.stat_result | None) -> None:
    """Put the draft in its place, if that is still as it was."""
    if before is None:
        _place_new(at, draft, name)
        return
    now = os.stat(name, dir_fd=at, follow_symlinks=False)
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
        raise ChangedError("somebody wrote it meanwhile")
    os.replace(draft, name, src_dir_fd=at, dst_dir_fd=at)


def _place_new(at: int, draft: bytes, name: bytes) -> None:
    """Give a new file its name, which nobody may have taken; a disk without hard links is looked at before."""
    try:
        os.link(draft, name, src_dir_fd=at, dst_dir_fd=at, follow_symlinks=False)
    except OSError as error:
        if error.errno == EEXIST:
            raise ChangedError("somebody wrote it meanwhile") from error
        if error.errno not in _NO_LINKS:
            raise
        if _is_there(at, name):
            raise ChangedError("somebody wrote it meanwhile") from error
        os.rename(draft, name, src_dir_fd=at, dst_dir_fd=at)


def _is_there(at: int, name: bytes) -> bool:
    try:
        os.stat(name, dir_fd=at, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _remove(at: int, name: bytes) -> None:
    try:
        os.unlink(name, dir_fd=at)
    except FileNotFoundError:
        return
