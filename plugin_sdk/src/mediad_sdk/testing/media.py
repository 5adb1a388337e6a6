"""Small media for tests: listings without a disk, files without a folder."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from mediad_sdk.data import dataclass
from mediad_sdk.values.media import Entry, Listing


def listing(path: str, *names: str, size: int = 1_000_000) -> Listing:
    """Make the listing of a folder; a name that ends in `/` is a sub-folder."""
    entries = [
        Entry(name=os.fsencode(name.rstrip("/")), type="folder")
        if name.endswith("/")
        else Entry(name=os.fsencode(name), size=size)
        for name in names
    ]
    return Listing(path=os.fsencode(path), entries=tuple(sorted(entries, key=lambda entry: entry.name)))


@dataclass(frozen=True, slots=True)
class MemoryFile:
    """A `MediaFile` whose bytes a test writes down."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def path(self) -> str:
        """A copy on disk, for libraries that insist on one; it stays until the temporary folder is emptied."""
        place = Path(tempfile.mkdtemp(), self.name)
        place.write_bytes(self.data)
        return str(place)

    def open(self) -> BinaryIO:
        """Give the bytes from the start."""
        return io.BytesIO(self.data)


class DiskFile:
    """A `MediaFile` that lies on the disk, opened once, as the runner does; whoever makes one closes it."""

    def __init__(self, path: Path) -> None:
        """Open a file."""
        self.path = str(path)
        self.name = path.name
        self.size = path.stat().st_size
        self._stream: BinaryIO = path.open("rb")

    def open(self) -> BinaryIO:
        """Give the file from the start."""
        self._stream.seek(0)
        return self._stream

    def close(self) -> None:
        """Close it."""
        self._stream.close()
