"""Photoshop documents: the head and the image resources (Adobe Photoshop File Formats Specification, 2019)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import exif
from mediad_plugin_photos.content import BIG
from mediad_plugin_photos.found import Found

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

MARK = b"8BPS"
MAX_RESOURCES = 500
_IPTC, _THUMBNAIL, _ICC, _EXIF, _XMP = 0x0404, 0x040C, 0x040F, 0x0422, 0x0424
_HEAD, _THUMBNAIL_HEAD = 26, 28


def read(content: Content) -> Found:
    """Read size and metadata; the layers behind them are left alone."""
    head = content.piece(0, _HEAD + 4).ljust(_HEAD + 4, b"\0")
    found = Found("image/vnd.adobe.photoshop", height=BIG.long(head, 14)[0], width=BIG.long(head, 18)[0])
    at = _HEAD + 4 + BIG.long(head, _HEAD)[0]
    length = content.piece(at, 4)
    at += 4
    end = at + BIG.long(length)[0] if len(length) == 4 else at  # noqa: PLR2004  # bytes of a long number
    for _ in range(MAX_RESOURCES):
        block = content.piece(at, 7)
        if at >= end or block[:4] != b"8BIM" or len(block) < 7:  # noqa: PLR2004  # mark, number, length of the name
            break
        at += 6 + (block[6] + 2) // 2 * 2  # the name, with its length, fills an even number of bytes
        size = BIG.long(content.piece(at, 4).ljust(4, b"\0"))[0]
        _resource(found, BIG.short(block, 4)[0], content, at + 4, size)
        at += 4 + size + size % 2
    return found


def _resource(found: Found, number: int, content: Content, at: int, size: int) -> None:
    if number == _IPTC:
        found.iptc = content.piece(at, size)
    elif number == _ICC:
        found.icc = content.piece(at, size)
    elif number == _XMP:
        found.xmp = content.piece(at, size)
    elif number == _EXIF and not found.exif:
        found.exif = exif.read(content.piece(at, size))
    elif number == _THUMBNAIL and size > _THUMBNAIL_HEAD:
        found.thumbnail = at + _THUMBNAIL_HEAD, size - _THUMBNAIL_HEAD
