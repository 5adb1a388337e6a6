"""JPEG XL (ISO/IEC 18181): size and turn by the head of the codestream, EXIF and XMP by the boxes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import brotli, exif
from mediad_plugin_photos.boxes import body, boxes
from mediad_plugin_photos.content import BIG
from mediad_plugin_photos.found import Found

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

_WIDTHS = (9, 13, 18, 30)
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
CODESTREAM = b"\xff\x0a"
_HEAD = 16
_METADATA = (b"Exif", b"xml ")


def read(content: Content) -> Found:
    """Read a bare codestream, or the boxes of a container; which way up is told by the codestream alone."""
    found = Found("image/jxl")
    if content.piece(0, 2) == CODESTREAM:
        found.width, found.height, found.orientation = _head(content.piece(2, _HEAD))
        return found
    stream, said = b"", dict[bytes, bytes]()
    for box in boxes(content):
        kind = content.piece(box.at, 4) if box.kind == b"brob" else box.kind
        if kind in (b"jxlc", b"jxlp"):  # a first part may be shorter than the head
            start = box.at if kind == b"jxlc" else box.at + 4
            stream += content.piece(start, min(box.end - start, _HEAD + 2)) if len(stream) <= _HEAD else b""
        elif kind in _METADATA and kind not in said:  # of each kind one: to inflate takes its time
            data = body(content, box)
            said[kind] = brotli.inflated(data[4:]) if box.kind == b"brob" else data
    found.width, found.height, found.orientation = _head(stream[2:])
    data, found.xmp = (said.get(kind, b"") for kind in _METADATA)
    found.exif = exif.read(data[4 + (BIG.long(data)[0] if len(data) > 4 else 0) :])  # noqa: PLR2004
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


def _head(data: bytes) -> tuple[int, int, int]:
    """Read width, height and orientation as the head of the codestream tells them."""
    if not data:
        return 0, 0, 0
    bits = _Bits(data)
    small = bool(bits.take(1))
    height = bits.length(small=small)
    ratio = bits.take(3)
    across, down = _RATIOS[ratio - 1] if ratio else (0, 1)
    width = height * across // down or bits.length(small=small)
    is_default, has_more = bits.take(1), bits.take(1)
    return width, height, 1 if is_default or not has_more else bits.take(3) + 1
