"""Archives of pages: what is in them, and the first bytes of a member; nothing is ever unpacked to a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from mediad_plugin_comics.archives import foreign, rar, tar, whole, zipped
from mediad_plugin_comics.errors import NotComic

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_plugin_comics.archives.members import Archive

_READERS: tuple[tuple[int, tuple[bytes, ...], Callable[[BinaryIO, int], Archive]], ...] = (
    (0, (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), zipped.read),
    (0, (rar.SIGNATURE_4, rar.SIGNATURE_5), rar.read),
    (0, (whole.SEVEN_ZIP, *foreign.PACKED_TARS), whole.read),
    (257, (b"ustar",), tar.read),
)
"""Where the magic bytes of a format stand, what they are, and who reads it."""
HEAD = 512


def read(stream: BinaryIO, size: int) -> Archive:
    """List an archive; its bytes, not its name, decide what it is.

    Raises:
        NotComic: It is none that is known.
        Damaged: Its list cannot be read.
        Bomb: Its list is a lie.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    for at, marks, reader in _READERS:
        if head[at:].startswith(marks):
            return reader(stream, size)
    if zipped.ends_like_one(stream, size):
        return zipped.read(stream, size)  # a program or a picture may stand in front
    if tar.is_old(head):
        return tar.read(stream, size)
    raise NotComic("The file is neither a ZIP, RAR, 7z nor TAR archive.")
