"""Unpacks gzip in small pieces, so that a bomb is noticed before it fills the memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class Inflate:
    """Unpacks a stream of gzip members."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    @property
    def is_cut_off(self) -> bool:
        """Whether something came, and not to its end."""
        return self._begun and not self._member.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give what more input makes, at most `PIECE` bytes at a time; raises `zlib.error` for garbage."""
        self._begun = True
        while data:
            if self._member.eof:
                self._member = zlib.decompressobj(_GZIP)
            piece = self._member.decompress(data, PIECE)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if piece:
                yield piece
