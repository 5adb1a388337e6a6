"""What is done in the directory of results, inside a child: a disk that hangs must not stop the daemon.

Results are `<library>/<source edition>.<profile>.<suffix>`; what is being written is `.<job>.<attempt>.part` beside
them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

_PART = re.compile(rb"\.[0-9a-f-]{36}\.\d+\.part")
_RESULT = re.compile(rb"[0-9a-f-]{36}\.[a-z0-9_-]{1,60}\.[a-z0-9]{1,8}")
_NO_LEAF = 0o750


def operations() -> dict[str, Callable[..., Any]]:
    """Name what the child does."""
    return {"prepare": prepare, "free": free, "size": size, "settle": settle, "discard": discard, "sweep": sweep}


def prepare(directory: bytes, leaf: bytes, job: bytes, roots: list[bytes]) -> dict[str, Any]:
    """Make a directory for results and clear what an earlier attempt of this job left.

    Returns:
        `free` bytes, and `inside`: the root that the directory lies in, or that lies in it; b"" is none.
    """
    place = directory + b"/" + leaf
    os.makedirs(place, _NO_LEAF, exist_ok=True)  # noqa: PTH103  # names are bytes here
    for name in os.listdir(place):  # noqa: PTH208  # as above
        if name.startswith(b"." + job + b".") and _PART.fullmatch(name):
            _unlink(place, name)
    inside = _overlap(os.path.realpath(place), [os.path.realpath(each) for each in roots])
    return {"free": free(place), "inside": inside}


def _overlap(place: bytes, roots: list[bytes]) -> bytes:
    for root in roots:
        if os.path.commonpath((place, root)) in (place, root):
            return root
    return b""


def free(directory: bytes) -> int:
    """Tell how many bytes there are for us."""
    facts = os.statvfs(directory)
    return facts.f_bavail * facts.f_frsize


def size(path: bytes) -> int:
    """Tell how many bytes a file has; -1 where there is none."""
    try:
        return os.lstat(path).st_size
    except FileNotFoundError:
        return -1


def settle(part: bytes, result: bytes) -> dict[str, int]:
    """Make a verified file durable under its name."""
    fd = os.open(part, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(fd)
        facts = os.fstat(fd)
    finally:
        os.close(fd)
    os.rename(part, result)  # noqa: PTH104  # names are bytes here
    _sync(os.path.dirname(result))  # noqa: PTH120  # as above
    return {"size": facts.st_size, "mtime_ns": facts.st_mtime_ns, "device": facts.st_dev, "inode": facts.st_ino}


def discard(paths: list[bytes]) -> None:
    """Remove files; those that are gone already are fine."""
    for path in paths:
        _unlink(*os.path.split(path))


def sweep(directory: bytes, known: list[bytes], age: float) -> dict[str, list[bytes]]:
    """Remove the unfinished files that a killed daemon left.

    Args:
        directory: Of all results.
        known: Paths of results that rows tell of.
        age: Seconds for which a file must have been left alone; 0 where no other daemon can be writing.

    Returns:
        What was `removed`, and the results that are `unknown`: they stay, since they may be another database's.
    """
    keep = set(known)
    found: dict[str, list[bytes]] = {"removed": [], "unknown": []}
    for leaf in _names(directory):
        place = directory + b"/" + leaf
        for name in _names(place):
            path = place + b"/" + name
            if _PART.fullmatch(name) and _old(path, age):
                _unlink(place, name)
                found["removed"].append(path)
            elif _RESULT.fullmatch(name) and path not in keep:
                found["unknown"].append(path)
    return found


def _names(directory: bytes) -> list[bytes]:
    try:
        return os.listdir(directory)  # noqa: PTH208  # names are bytes here
    except (FileNotFoundError, NotADirectoryError):
        return []


def _old(path: bytes, age: float) -> bool:
    from time import time  # noqa: PLC0415  # only several daemons on one directory need it

    return not age or time() - os.lstat(path).st_mtime > age


def _unlink(place: bytes, name: bytes) -> None:
    try:
        os.unlink(place + b"/" + name)  # noqa: PTH108  # names are bytes here
    except FileNotFoundError:
        return


def _sync(directory: bytes) -> None:
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
