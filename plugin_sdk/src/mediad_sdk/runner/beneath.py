"""Opens paths that must stay below a root, whatever links or names somebody put there."""

from __future__ import annotations

import os
from errno import EINVAL, ELOOP, ENOTDIR, EXDEV

_STEP = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LAST = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
READ = os.O_RDONLY | _LAST
"""Opens for reading, through no link, waiting for no pipe."""


def open_beneath(root: bytes, path: bytes, flags: int = os.O_RDONLY) -> int:
    """Open a path below a root, following only links that stay below it.

    Raises:
        OSError: As open(2); EXDEV where a link leads out of the root, EINVAL for `..` and the like.
    """
    try:
        return _descend(root, path, flags)
    except OSError as error:
        if error.errno not in (ELOOP, ENOTDIR):
            raise
    base = os.path.realpath(root)
    real = os.path.realpath(root + b"/" + path)
    if real == base or not real.startswith(base.rstrip(b"/") + b"/"):
        raise OSError(EXDEV, "the link leads out of its root")
    return _descend(base, real[len(base.rstrip(b"/")) + 1 :], flags)


def _descend(root: bytes, path: bytes, flags: int) -> int:
    """Open step by step, no step through a link: between a check of the whole path and its opening it could change."""
    names = path.split(b"/") if path else [b"."]
    if path and any(name in (b"", b".", b"..") or b"\0" in name for name in names):
        raise OSError(EINVAL, "no path below a root")
    at = os.open(root, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in names[:-1]:
            below = os.open(name, _STEP, dir_fd=at)
            os.close(at)
            at = below
        return os.open(names[-1], flags | _LAST, dir_fd=at)
    finally:
        os.close(at)
