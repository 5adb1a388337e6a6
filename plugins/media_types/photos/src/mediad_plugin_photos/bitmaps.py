"""Formats that tell little more than their size: GIF 89a, and the bitmaps of Windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos.content import LITTLE
from mediad_plugin_photos.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_plugin_photos.content import Content

MAX_BLOCKS = 50_000
"""Blocks that are walked over in all; pictures behind them are not counted."""
_PACKET = b"XMP DataXMP"
_EXTENSION, _IMAGE, _COMMENT, _APPLICATION = 0x21, 0x2C, 0xFE, 0xFF


def gif(content: Content) -> Found:
    """Read the blocks of a GIF."""
    head = content.piece(0, 13).ljust(13, b"\0")
    found = Found("image/gif", LITTLE.short(head, 6)[0], LITTLE.short(head, 8)[0], frames=0)
    at = 13 + _colours(head[10])
    steps = iter(range(MAX_BLOCKS))
    for _ in steps:
        block = content.piece(at, 14).ljust(14, b"\0")
        if block[0] == _EXTENSION and block[1] == _APPLICATION and block[3:14] == _PACKET:
            found.xmp = content.piece(at + 14, min(content.size - at - 14, 1 << 20)).partition(b"\x01\xff")[0]
        elif block[0] == _IMAGE:
            found.frames += 1
        elif block[0] != _EXTENSION:
            break
        if block[0] == _EXTENSION and block[1] == _COMMENT:
            found.texts["comment"] = content.piece(at + 3, block[2]).decode("utf-8", "replace").strip()
        at = _behind(content, steps, at + 2 if block[0] == _EXTENSION else at + 11 + _colours(block[9]))
    found.frames = max(found.frames, 1)
    return found


def _colours(flags: int) -> int:
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _behind(content: Content, steps: Iterator[int], at: int) -> int:
    for _ in steps:
        size = content.piece(at, 1)
        if not size or not size[0]:
            break
        at += 1 + size[0]
    return at + 1


def bmp(content: Content) -> Found:
    """Read the head of a bitmap; one that is stored top down has a negative height."""
    head = content.piece(18, 8).ljust(8, b"\0")
    return Found("image/bmp", LITTLE.long(head)[0], abs(int.from_bytes(head[4:], "little", signed=True)))
