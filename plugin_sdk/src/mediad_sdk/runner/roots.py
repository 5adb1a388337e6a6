"""The facts by which a root is recognised, and the stat of single paths."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NAMES = 64


def identify(root: bytes) -> dict[str, Any]:
    """Tell what can be known of a root without opening a file.

    Returns:
        `exists`, `is_dir`, `errno`, `reason`; when it is there also its `real` path, `device`, `inode`, `fs_type`,
        `fs_id`, `source` and `mount` (from mountinfo), `names` (up to 64 entries in byte order), `empty`, `free` and
        `total` bytes.
    """
    try:
        facts = os.stat(root)
        if not stat.S_ISDIR(facts.st_mode):
            return {"exists": True, "is_dir": False, "errno": 0, "reason": "it is no folder"}
        names = sorted(os.listdir(root))
        disk = os.statvfs(root)
    except OSError as error:
        missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
        return {"exists": not missing, "is_dir": False, "errno": error.errno, "reason": os.strerror(error.errno or 0)}
    real = os.path.realpath(root)
    return {
        "exists": True, "is_dir": True, "errno": 0, "reason": "", "real": real,
        "device": facts.st_dev, "inode": facts.st_ino, "fs_id": disk.f_fsid, **mount_of(real),
        "names": names[:_NAMES], "empty": not names,
        "free": disk.f_bavail * disk.f_frsize, "total": disk.f_blocks * disk.f_frsize,
    }  # fmt: skip  # grouped by what they tell


def mount_of(real: bytes) -> dict[str, Any]:
    """Find the mount that a real path lies on: `mount`, `fs_type`, `source`; fields as in proc_pid_mountinfo(5)."""
    best: tuple[int, bytes, bytes, bytes] = (-1, b"", b"", b"")
    with open("/proc/self/mountinfo", "rb") as lines:
        for line in lines:
            left, _, right = line.partition(b" - ")
            point = _unescape(left.split(b" ")[4])
            if real == point or real.startswith(point.rstrip(b"/") + b"/"):
                fs_type, source = right.split(b" ")[:2]
                if len(point) >= best[0]:  # of two mounts on one point the later covers the earlier
                    best = (len(point), point, fs_type, source)
    _, point, fs_type, source = best
    return {"mount": point, "fs_type": fs_type.decode(), "source": _unescape(source)}


def lstat(root: bytes, paths: list[bytes]) -> list[Any]:
    """Look at single paths below a root: `[mode, size, mtime_ns, inode, device, links]`, or the error number."""
    return [_one(root + b"/" + path) for path in paths]


def _one(path: bytes) -> list[int] | int:
    try:
        facts = os.lstat(path)
    except OSError as error:
        return error.errno or 0
    return [facts.st_mode, facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev, facts.st_nlink]


def _unescape(text: bytes) -> bytes:
    for code in (b"040", b"011", b"012", b"134"):
        text = text.replace(b"\\" + code, bytes([int(code, 8)]))
    return text
