"""The clip inside a moving photo: where Google, Samsung and HEIC put it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_photos.content import LITTLE

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content
    from mediad_plugin_photos.found import Found

_TRAILER_END, _TRAILER = b"SEFT", b"SEFH"
_CLIP = 0x0A30
_BRAND = b"ftyp"
_BEHIND = 1 << 20
"""Bytes behind a clip: a map of brightness, what a phone appends."""
_MAX_ENTRIES = 100


def find(content: Content, found: Found, said: dict[str, Any]) -> tuple[int, int] | None:
    """Give the bytes of the clip: its first one and the one behind its last."""
    places = (found.clip, _of_google(content, said), _of_samsung(content))
    return next((place for place in places if place and content.piece(place[0] + 4, 4) == _BRAND), None)


def _of_google(content: Content, said: dict[str, Any]) -> tuple[int, int] | None:
    """Find the clip of so many bytes: at the end of the file, or near it where a trailer or a map stands behind."""
    length = said.get("length", 0)
    if not 0 < length < content.size:
        return None
    begin = content.size - length
    if content.piece(begin + 4, 4) != _BRAND:
        start = max(begin - _BEHIND, 0)
        begin = start + content.piece(start, begin - start + 8).rfind(_BRAND) - 4
    return begin, begin + length


def _of_samsung(content: Content) -> tuple[int, int] | None:
    """Read the directory at the file's end: entries of type, distance back from it, and length."""
    tail = content.piece(content.size - 8, 8)
    if tail[4:] != _TRAILER_END:
        return None
    start = content.size - 8 - LITTLE.long(tail)[0]
    listed = content.piece(start, min(12 + 12 * _MAX_ENTRIES, max(content.size - 8 - start, 0)))
    if listed[:4] != _TRAILER or len(listed) < 12:  # noqa: PLR2004  # a name, a version, a count
        return None
    for at in range(12, min(12 + 12 * LITTLE.long(listed, 8)[0], len(listed) - 11), 12):
        if LITTLE.short(listed, at + 2)[0] == _CLIP:
            begin = start - LITTLE.long(listed, at + 4)[0]
            end = begin + LITTLE.long(listed, at + 8)[0]
            name = content.piece(begin + 4, 4)
            return (begin + 8 + LITTLE.long(name)[0], end) if len(name) == 4 else None  # noqa: PLR2004
    return None
