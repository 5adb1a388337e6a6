"""Serves the bytes of one root: each stream a thread of its own, its bytes through a socket of its own.

A thread that hangs on a dead disk hangs alone; the daemon ends the process when it has waited long enough.
"""

from __future__ import annotations

import _thread
import os
import socket
import stat
from collections import deque
from errno import EINVAL, EISDIR

from mediad_sdk.runner.beneath import open_beneath
from mediad_sdk.runner.serve import Wire, answer
from mediad_sdk.runner.stub import WIRE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

_CHUNK = 1 << 18
_SLICE = 1 << 20
_STACK = 256 << 10
_THREADS = 64


class BusyError(Exception):
    """As many streams run as one reader may have."""

    code = "busy"


class ThreadedWire(Wire):
    """A wire that many threads write to, and that takes descriptors in."""

    def __init__(self, fd: int) -> None:
        super().__init__(fd)
        self.descriptors: deque[int] = deque()
        self._socket = socket.socket(fileno=fd)
        self._lock = _thread.allocate_lock()

    def write(self, frame: bytes) -> None:
        """Write a frame whole."""
        with self._lock:
            super().write(frame)

    def _read(self) -> bytes:
        data, descriptors, _, _ = socket.recv_fds(self._socket, _CHUNK, 16)
        self.descriptors += descriptors
        return data


def main() -> dict[str, Callable[..., Any]]:
    """Serve until the daemon hangs up; takes the wire over from the runner's own loop."""
    _thread.stack_size(_STACK)
    wire = ThreadedWire(WIRE)
    free = deque(range(_THREADS))
    while (message := wire.receive()) is not None:
        ident, name, arguments = message
        if name == "open":  # its socket came with it
            arguments["out"] = wire.descriptors.popleft()
        if free:
            _thread.start_new_thread(_run, (wire, ident, _OPERATIONS[name], arguments, free, free.pop()))
        else:
            answer(wire, ident, _busy, arguments)
    os._exit(0)


def _run(
    wire: Wire, ident: int, operation: Callable[..., Any], arguments: dict[str, Any], free: deque[int], place: int
) -> None:
    try:
        answer(wire, ident, operation, arguments)
    finally:
        free.append(place)


def _busy(out: int = -1, **_: Any) -> None:
    if out >= 0:
        os.close(out)
    raise BusyError(f"{_THREADS} streams of this root are open already")


def _open(root: bytes, path: bytes, offset: int, length: int | None, out: int) -> Generator[Any, None, int]:
    """Send a file's facts, then its bytes from `offset` into the socket `out`; gives how many."""
    try:
        fd = open_beneath(root, path)
        try:
            facts = os.fstat(fd)
            if not stat.S_ISREG(facts.st_mode):
                raise OSError(EISDIR, "it is no regular file")
            end = facts.st_size if length is None else min(offset + length, facts.st_size)
            yield [*_facts(facts), max(end - offset, 0)]
            return _pour(fd, out, offset, end)
        finally:
            os.close(fd)
    finally:
        os.close(out)


def _pour(fd: int, out: int, at: int, end: int) -> int:
    start = at
    send = _spliced
    while at < end:
        try:
            sent = send(out, fd, at, min(end - at, _SLICE))
        except (BrokenPipeError, ConnectionResetError):
            break  # who listened has enough
        except OSError as error:
            if error.errno != EINVAL or send is _copied:
                raise
            send = _copied  # this file system has no splice
            continue
        if not sent:
            break  # the file became shorter
        at += sent
    return at - start


def _spliced(out: int, fd: int, at: int, size: int) -> int:
    return os.sendfile(out, fd, at, size)


def _copied(out: int, fd: int, at: int, size: int) -> int:
    return os.write(out, os.pread(fd, size, at))


def _stat(root: bytes, path: bytes) -> list[int]:
    """Tell `[size, mtime_ns, inode, device, mode]` of a path."""
    fd = open_beneath(root, path, os.O_PATH)
    try:
        facts = os.fstat(fd)
    finally:
        os.close(fd)
    return [*_facts(facts), facts.st_mode]


def _list(root: bytes, path: bytes) -> list[list[Any]]:
    """Tell `[name, type]` of every entry in byte order: `f`, `d`, or `l` for a link."""
    fd = open_beneath(root, path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(fd) as entries:
            found = [[os.fsencode(entry.name), _type(entry)] for entry in entries]
    finally:
        os.close(fd)
    return sorted(row for row in found if row[1])


def _type(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "l"
    if entry.is_dir():
        return "d"
    return "f" if entry.is_file() else ""


def _facts(facts: os.stat_result) -> list[int]:
    return [facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev]


_OPERATIONS: dict[str, Callable[..., Any]] = {"open": _open, "stat": _stat, "list": _list}
