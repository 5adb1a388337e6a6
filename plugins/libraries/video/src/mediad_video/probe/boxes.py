"""The boxes of an MP4 or a QuickTime film: how far they say that the file goes; ISO/IEC 14496-12, section 4.2."""

from __future__ import annotations

from struct import Struct
from typing import BinaryIO

MAX_BOXES = 100_000
NAMES = frozenset(b"ftyp moov mdat free skip wide pnot styp moof uuid sidx ssix mfra meta udta emsg prft pdin".split())
_HEAD = Struct(">I4s").unpack
_WIDE, _TO_THE_END = 1, 0


def ends_early(stream: BinaryIO) -> bool:
    """Tell whether a box reaches beyond the file's end; what lies behind the last box is none of the film."""
    end, at = stream.seek(0, 2), 0
    for _ in range(MAX_BOXES):
        stream.seek(at)
        head = stream.read(16)
        if len(head) < 8:  # noqa: PLR2004  # the size and the name
            return False
        size, name = _HEAD(head[:8])
        if name not in NAMES or size == _TO_THE_END:
            return False
        size = int.from_bytes(head[8:], "big") if size == _WIDE else size
        if at + size > end:
            return True
        at += max(size, 8)
    return False
