"""Members of a ZIP archive by name, with everything counted: nothing is unpacked to a disk, no member is believed."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mediad_plugin_books.errors import Damaged

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_MEMBERS = 50_000
MAX_DIRECTORY = 16 << 20
MAX_INFLATED = 96 << 20
"""Bytes that one book may inflate to while it is read; beyond them members are empty."""
_END = b"PK\x05\x06"
_END_SIZE, _COMMENT = 22, 0xFFFF


class Archive:
    """One archive.

    Attributes:
        names: Every member, in the archive's own order.
        encrypted: True when members are encrypted by ZIP's own means.
    """

    def __init__(self, stream: BinaryIO, size: int) -> None:
        """Open it.

        Raises:
            Damaged: It has no directory, or a larger one than any book.
        """
        _check_directory(stream, size)
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
            raise Damaged(f"The archive cannot be opened: {error}.") from error
        named = [info for info in self._zip.infolist() if info.filename and not info.is_dir()]
        self._members = {info.filename: info for info in reversed(named)}
        self.names = [info.filename for info in named]
        self._folded = {name.lower(): name for name in reversed(self.names)}
        self.encrypted = any(info.flag_bits & 1 for info in self._members.values())
        self._left = MAX_INFLATED

    def find(self, path: str) -> str:
        """Give the member that a path means, whatever its case and its escapes, or ""; none lies outside."""
        bare = path.partition("#")[0]
        for each in (bare, unquote(bare)):
            name = posixpath.normpath(each.replace("\\", "/")).lstrip("/") if each else ""
            if name in self._members:
                return name
            if known := self._folded.get(name.lower()):
                return known
        return ""

    def size(self, name: str) -> int:
        """Give the bytes that a member says it has."""
        return self._members[name].file_size if name in self._members else 0

    def read(self, name: str, most: int) -> bytes:
        """Give a member's bytes, at most so many of them; what is damaged ends where it is damaged."""
        info = self._members.get(name)
        if info is None or info.flag_bits & 1:
            return b""
        out = b""
        try:
            with self._zip.open(info) as member:
                out = member.read(max(0, min(most, self._left)))
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, struct.error):
            return b""
        finally:
            self._left -= len(out)
        return out


def _check_directory(stream: BinaryIO, size: int) -> None:
    """Refuse a directory that `zipfile` would read whole into memory."""
    stream.seek(max(0, size - _END_SIZE - _COMMENT))
    tail = stream.read(_END_SIZE + _COMMENT)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Damaged("The archive has no directory; it may not have been copied whole.")
    entries, length = struct.unpack_from("<HI", tail, at + 10)
    if (entries > MAX_MEMBERS and entries != _COMMENT) or (length > MAX_DIRECTORY):
        raise Damaged("The archive has more members than any book.")
    stream.seek(0)
