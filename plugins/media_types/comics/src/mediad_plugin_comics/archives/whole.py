"""Archives that are compressed as a whole, 7z and a TAR behind gzip and its like: all of it is read by libarchive."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from mediad_plugin_comics.archives import foreign
from mediad_plugin_comics.archives.members import Member, checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_TAR = 1 << 30
"""Bytes that a TAR may inflate to whatever its size: even to list it, all of it is inflated."""
SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"


class Whole:
    """Such an archive that was listed."""

    comment = b""
    in_order = True

    def __init__(self, stream: BinaryIO, form: str, members: list[Member]) -> None:
        self._stream = stream
        self.format = form
        self.members = members

    def heads(self, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
        """Give the first bytes of members."""
        return foreign.heads(self._stream, wanted)


def read(stream: BinaryIO, size: int) -> Whole:
    """List an archive.

    Raises:
        Damaged: It cannot be read.
        Encrypted: It asks for a password.
        Bomb: Its list is a lie.
        NeedsLibrary: There is nobody to read it.
    """
    stream.seek(0)
    form = "7z" if stream.read(len(SEVEN_ZIP)) == SEVEN_ZIP else "tar"
    members = (member for member, _ in foreign.entries(stream))
    return Whole(stream, form, checked(members, size, None if form == "7z" else MAX_TAR))
