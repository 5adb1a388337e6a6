"""Watches a tree on a local disk by inotify(7) and tells in which folders something happened, once it is calm again."""

from __future__ import annotations

import ctypes
import os
import select
import struct
from errno import ENOSPC
from time import monotonic

from mediad_sdk.runner.names import Ignored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

_EVENT = struct.Struct("iIII")
_BUFFER = 1 << 16
_CLOSE_WRITE, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x8, 0x40, 0x80, 0x100, 0x200
_OVERFLOW, _IGNORED, _ISDIR = 0x4000, 0x8000, 0x40000000
_ONLYDIR, _DONT_FOLLOW, _EXCL_UNLINK = 0x1000000, 0x2000000, 0x4000000
_MASK = _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _ONLYDIR | _DONT_FOLLOW | _EXCL_UNLINK


def operations() -> dict[str, Callable[..., Any]]:
    """Name what a watcher does."""
    return {"watch": watch}


def watch(
    root: bytes, names: list[bytes], globs: list[bytes], quiet: float, longest: float
) -> Iterator[dict[str, Any]]:
    """Yield `{"folders": [paths]}` after `quiet` seconds of silence, or `longest` after the first change.

    `{"ready": n}` comes first: so many folders are watched. `{"all": True}` says that the kernel dropped events,
    `{"full": n}` that it allows no more watches.
    """
    watcher = Watcher(root, Ignored(names, globs))
    watcher.add(b"")
    watcher.changed.clear()
    yield {"ready": len(watcher.paths)}
    poll = select.poll()
    poll.register(watcher.fd, select.POLLIN)
    since = 0.0
    while True:
        if watcher.full:
            yield {"full": len(watcher.paths)}
            watcher.full = False
        waiting = bool(watcher.changed or watcher.lost)
        if poll.poll(int(quiet * 1000) if waiting else None):
            watcher.read()
            since = since if waiting else monotonic()
            if monotonic() - since < longest:
                continue
        if watcher.changed or watcher.lost:
            yield {"all": True} if watcher.lost else {"folders": sorted(watcher.changed)}
            watcher.changed.clear()
            watcher.lost = False


class Watcher:
    """One inotify descriptor and the folders that it watches."""

    def __init__(self, root: bytes, ignored: Ignored) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._root = root
        self._ignored = ignored
        self.fd = self._libc.inotify_init1(os.O_CLOEXEC)
        if self.fd < 0:
            raise OSError(ctypes.get_errno(), "inotify is not to be had")
        self.paths: dict[int, bytes] = {}
        self.changed: set[bytes] = set()
        self.lost = self.full = False

    def add(self, start: bytes) -> None:
        """Watch a folder and everything below it; files may be there already, so all of it counts as changed."""
        pending = [start]
        while pending and not self.full:
            path = pending.pop()
            full = self._root + b"/" + path
            number = self._libc.inotify_add_watch(self.fd, full, _MASK)
            if number < 0:
                self.full = ctypes.get_errno() == ENOSPC
                continue
            self.paths[number] = path
            self.changed.add(path)
            pending += self._folders(full, path)

    def read(self) -> None:
        """Take in what the kernel has to tell."""
        data = os.read(self.fd, _BUFFER)
        at = 0
        while at < len(data):
            number, mask, _, length = _EVENT.unpack_from(data, at)
            at += _EVENT.size + length
            self._event(number, mask, data[at - length : at].rstrip(b"\0"))

    def _event(self, number: int, mask: int, name: bytes) -> None:
        if mask & _OVERFLOW:
            self.lost = True
        if mask & _IGNORED:
            self.paths.pop(number, None)
        folder = self.paths.get(number)
        if folder is None or not name or self._ignored.match(name):
            return
        if mask & _CREATE and not mask & _ISDIR:
            return  # it tells again when whoever writes it is done
        self.changed.add(folder)
        path = folder + b"/" + name if folder else name
        if mask & _ISDIR and mask & (_CREATE | _MOVED_TO):
            self.add(path)
        elif mask & _ISDIR and mask & _MOVED_FROM:
            self._drop(path)

    def _drop(self, path: bytes) -> None:
        below = path + b"/"
        for number in [n for n, known in self.paths.items() if known == path or known.startswith(below)]:
            self._libc.inotify_rm_watch(self.fd, number)
            del self.paths[number]

    def _folders(self, full: bytes, path: bytes) -> list[bytes]:
        below = path + b"/" if path else b""
        try:
            with os.scandir(full) as listed:
                entries = list(listed)
            hidden = self._ignored.among([entry.name for entry in entries], path.rpartition(b"/")[2])
            return [
                below + entry.name
                for entry in entries
                if entry.name not in hidden and entry.is_dir(follow_symlinks=False)
            ]
        except OSError:
            return []  # gone again, or closed to us: the scan reports it
