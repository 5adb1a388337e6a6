"""The bytes of one file: at hand where the runner gives them whole, else the beginning and what is asked for."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from mediad_audio.found import Unsure

if TYPE_CHECKING:
    from typing import BinaryIO

HEAD = 32 << 10
STEP = 8 << 10
MOST = 32 << 20
_ALL = 1 << 63  # beyond every length that a file can tell
PICTURE_HEAD = 2048
"""Bytes of an embedded picture that hold its type, MIME type and description; longer ones are odd."""
MAX_ITEMS = 4096
"""Blocks, frames or atoms that are looked at on one level; no true file has as many."""


class Content:
    """One file's bytes.

    Attributes:
        head: The first of them, or all.
        size: How many there are; no length that the file tells goes beyond.
    """

    __slots__ = ("_known", "_stream", "head", "size")

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        if isinstance(stream, BytesIO):
            self.head = stream.getvalue()
            self.size = len(self.head)
        else:
            self.head, self.size = stream.read(HEAD), size
        self._known = _ALL if self.size == len(self.head) else len(self.head)

    def window(self, at: int, length: int) -> tuple[bytes, int]:
        """Give bytes that hold these, as far as the file goes, and where in the file they begin."""
        if at + length <= self._known:
            return self.head, 0
        if length > MOST:
            raise Unsure
        self._stream.seek(at)
        return self._stream.read(max(0, min(max(length, STEP), self.size - at))), at

    def piece(self, at: int, length: int) -> bytes:
        """Give just these bytes, as far as the file goes."""
        if at + length <= self._known:
            return self.head[at : at + length]
        data, base = self.window(at, length)
        return data[at - base : at - base + length]
