"""7z: all of it is read by libarchive."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from mediad_plugin_comics.archives import foreign
from mediad_plugin_comics.archives.members import Member, checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class SevenZip:
    """A 7z archive that was listed."""

    format = "7z"
    comment = b""
    in_order = True

    def __init__(self, stream: BinaryIO, members: list[Member]) -> None:
        self._stream = stream
        self.members = members

    def heads(self, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
        """Give the first bytes of members."""
        return foreign.heads(self._stream, wanted)


def read(stream: BinaryIO, size: int) -> SevenZip:
    """List an archive.

    Raises:
        Damaged: It cannot be read.
        Bomb: Its list is a lie.
        NeedsLibrary: There is nobody to read it.
    """
    return SevenZip(stream, checked((member for member, _ in foreign.entries(stream)), size))
