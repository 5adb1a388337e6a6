"""WebP (RFC 9649): the chunks of its RIFF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import exif
from mediad_plugin_photos.content import LITTLE
from mediad_plugin_photos.found import Found

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

MAX_CHUNKS = 5000
_LOSSY_START = b"\x9d\x01\x2a"


def read(content: Content) -> Found:
    """Read the chunks; pictures of an animation are counted."""
    found = Found("image/webp", frames=0)
    end = min(8 + LITTLE.long(content.piece(4, 4).ljust(4, b"\0"))[0], content.size)
    found.is_cut = 8 + LITTLE.long(content.piece(4, 4).ljust(4, b"\0"))[0] > content.size + 1
    at = 12
    for _ in range(MAX_CHUNKS):
        head = content.piece(at, 8)
        if len(head) < 8 or at >= end:  # noqa: PLR2004  # a name and a length
            break
        size = LITTLE.long(head, 4)[0]
        _chunk(found, head[:4], content, at + 8, size)
        at += 8 + size + size % 2
    found.frames = max(found.frames, 1)
    return found


def _chunk(found: Found, name: bytes, content: Content, at: int, size: int) -> None:
    if name == b"EXIF":
        found.exif = exif.read(content.piece(at, size).removeprefix(b"Exif\0\0"))
    elif name == b"XMP ":
        found.xmp = content.piece(at, size)
    elif name == b"ICCP":
        found.icc = content.piece(at, size)
    elif name == b"ANMF":
        found.frames += 1
    elif name in (b"VP8X", b"VP8L", b"VP8 ") and not found.width:
        found.width, found.height = _size(name, content.piece(at, 10).ljust(10, b"\0"))


def _size(name: bytes, head: bytes) -> tuple[int, int]:
    if name == b"VP8X":
        return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    if name == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if head[3:6] != _LOSSY_START:
        return 0, 0
    return LITTLE.short(head, 6)[0] & 0x3FFF, LITTLE.short(head, 8)[0] & 0x3FFF
