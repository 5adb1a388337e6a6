"""JPEG XL (ISO/IEC 18181): size by the head of the codestream, EXIF and XMP by the boxes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import exif
from mediad_plugin_photos.boxes import body, boxes
from mediad_plugin_photos.content import BIG
from mediad_plugin_photos.found import Found

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

_WIDTHS = (9, 13, 18, 30)
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
CODESTREAM = b"\xff\x0a"


def read(content: Content) -> Found:
    """Read a bare codestream, or the boxes of a container."""
    found = Found("image/jxl")
    if content.piece(0, 2) == CODESTREAM:
        found.width, found.height = _size(content.piece(2, 16))
        return found
    for box in boxes(content):
        if box.kind in (b"jxlc", b"jxlp") and not found.width:
            start = box.at if box.kind == b"jxlc" else box.at + 4
            found.width, found.height = _size(content.piece(start + 2, 16))
        elif box.kind == b"Exif":
            data = body(content, box)
            found.exif = exif.read(data[4 + (BIG.long(data)[0] if len(data) > 4 else 0) :])  # noqa: PLR2004
        elif box.kind == b"xml " and not found.xmp:
            found.xmp = body(content, box)
    return found


class _Bits:
    """Takes bits from the least significant one on."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        value = self._value & ((1 << count) - 1)
        self._value >>= count
        return value

    def length(self, *, small: bool) -> int:
        return (self.take(5) + 1) * 8 if small else self.take(_WIDTHS[self.take(2)]) + 1


def _size(head: bytes) -> tuple[int, int]:
    if not head:
        return 0, 0
    bits = _Bits(head)
    small = bool(bits.take(1))
    height = bits.length(small=small)
    ratio = bits.take(3)
    if not ratio:
        return bits.length(small=small), height
    across, down = _RATIOS[ratio - 1]
    return height * across // down, height
