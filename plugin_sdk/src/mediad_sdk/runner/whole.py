"""One folder that was claimed as a whole, inside a worker: what lies in it is listed and opened below its root."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from itertools import islice

from mediad_sdk.runner.beneath import open_beneath
from mediad_sdk.runner.guard import Failure
from mediad_sdk.runner.media import OUTSIDE, OpenFile
from mediad_sdk.values.media import Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

MAX_ENTRIES, MAX_OPENS = 10_000, 256
_FOLDER = os.O_RDONLY | os.O_DIRECTORY


class OpenFolder:
    """The runner's `MediaFolder`; it has no bytes of its own, so size, time and content are those of nothing.

    Args:
        root: The root's path.
        folder: The folder that it lies in, below the root.
        name: Its name.
        at: A descriptor of that folder; what lies in this one is looked up from the root.
    """

    size = 0
    mtime_ns = 0
    content_id = b""

    def __init__(self, root: bytes, folder: bytes, name: bytes, at: int | None = None) -> None:  # noqa: ARG002
        self._root = root
        self._path = folder + b"/" + name if folder else name
        self.name = os.fsdecode(name)
        self.opens = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Everything opened is closed by whoever asked for it."""

    def entries(self, path: bytes = b"") -> tuple[Entry, ...]:
        """List it, or a folder below it."""
        at = open_beneath(self._root, self._below(path), _FOLDER)
        try:
            with os.scandir(at) as found:
                rows = [_entry(os.fsencode(each.name), each.stat(follow_symlinks=False)) for each in _first(found)]
        finally:
            os.close(at)
        return tuple(sorted(filter(None, rows), key=lambda entry: entry.name))

    @contextmanager
    def file(self, path: bytes) -> Iterator[OpenFile]:
        """Open a file below it."""
        self.opens += 1
        if self.opens > MAX_OPENS:
            raise Failure("too_large", f"{MAX_OPENS} files of a folder may be opened")
        folder, _, name = self._below(path).rpartition(b"/")
        with OpenFile(self._root, folder, name) as file:
            yield file

    def check_unchanged(self) -> None:
        """A change below is met by the walk, which makes the folder above due."""

    def suffers(self, error: OSError) -> bool:
        """Tell whether an error comes of the disk or of want of memory."""
        return error.errno in OUTSIDE

    def _below(self, path: bytes) -> bytes:
        return self._path + b"/" + path if path else self._path


def _first(found: Iterator[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    return islice(found, MAX_ENTRIES)


def _entry(name: bytes, facts: os.stat_result) -> Entry | None:
    if stat.S_ISDIR(facts.st_mode):
        return Entry(name=name, type="folder", mtime_ns=facts.st_mtime_ns)
    if not stat.S_ISREG(facts.st_mode):
        return None
    return Entry(name=name, size=facts.st_size, mtime_ns=facts.st_mtime_ns)
