"""The bytes of one file, or of a piece of one: read where they are asked for, and never more than is plausible."""

from __future__ import annotations

from io import BytesIO
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

HEAD = 64 << 10
STEP = 4 << 10
MOST = 8 << 20
"""Bytes of one piece; profiles, thumbnails and packets of XMP are smaller."""
BUDGET = 64 << 20
"""Bytes that are read of one file in all, whatever it points to."""


class Content:
    """Bytes that are read piece by piece; pieces beyond the end are short.

    Attributes:
        size: How many bytes there are.
    """

    __slots__ = ("_head", "_left", "_near", "_near_at", "_stream", "size")

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream: BinaryIO | None = stream
        self._left = BUDGET
        self._near, self._near_at = b"", 0
        if isinstance(stream, BytesIO):
            self._head, self._stream = stream.getvalue(), None
            self.size = len(self._head)
        else:
            self._head, self.size = stream.read(HEAD), size

    @classmethod
    def of(cls, data: bytes) -> Content:
        """Take bytes that are at hand."""
        return cls(BytesIO(data), len(data))

    def piece(self, at: int, length: int) -> bytes:
        """Give these bytes as far as they go; b"" where the place or the length is no sane one."""
        length = min(length, self.size - at)
        if at < 0 or length <= 0 or length > MOST:
            return b""
        if at + length <= len(self._head):
            return self._head[at : at + length]
        if self._near_at <= at and at + length <= self._near_at + len(self._near):
            return self._near[at - self._near_at : at - self._near_at + length]
        return self._fetched(at, length)

    def _fetched(self, at: int, length: int) -> bytes:
        wanted = max(length, STEP)
        if self._stream is None or wanted > self._left:
            return b""
        self._left -= wanted
        self._stream.seek(at)
        data = self._stream.read(min(wanted, self.size - at))
        if length < wanted:
            self._near, self._near_at = data, at  # what is asked for next lies near
        return data[:length]


class Reader:
    """Numbers in one byte order."""

    __slots__ = ("long", "order", "quad", "short")

    def __init__(self, order: str) -> None:
        self.order = order
        self.short = Struct(f"{order}H").unpack_from
        self.long = Struct(f"{order}I").unpack_from
        self.quad = Struct(f"{order}Q").unpack_from


BIG, LITTLE = Reader(">"), Reader("<")
