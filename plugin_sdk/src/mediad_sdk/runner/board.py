"""A page of memory that a worker shares with the daemon: what it is doing now.

A message before each file would cost more than reading it; a few bytes in shared memory cost nothing, outlive a crash,
and tell the daemon's watchdog since when a step runs.
"""

from __future__ import annotations

import mmap
import struct
from time import monotonic

IDLE, LOAD, CLAIM, EXTRACT, ASSEMBLE, START = range(6)
STEPS = ("idle", "load", "claim", "extract", "assemble", "start")
SIZE = mmap.PAGESIZE
_LAYOUT = struct.Struct("=dIIII")


class Board:
    """The same page seen from either side."""

    def __init__(self, fd: int) -> None:
        self._page = mmap.mmap(fd, SIZE)

    def begin(self, step: int, folder: int = 0, kind: int = 0, file: int = 0) -> None:
        """Say what begins now; the numbers are places in the request's lists."""
        _LAYOUT.pack_into(self._page, 0, monotonic(), step, folder, kind, file)

    def rest(self) -> None:
        """Say that nothing runs."""
        self.begin(IDLE)

    def read(self) -> tuple[float, int, int, int, int]:
        """Give (since when on the monotonic clock, step, folder, type, file)."""
        since, step, folder, kind, file = _LAYOUT.unpack_from(self._page)
        return since, step, folder, kind, file

    def close(self) -> None:
        """Let go of the page."""
        self._page.close()
