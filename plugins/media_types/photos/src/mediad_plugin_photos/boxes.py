"""Boxes of the ISO base media file format (ISO/IEC 14496-12): what HEIC, AVIF, CR3, JPEG XL and clips are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mediad_plugin_photos.content import BIG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_plugin_photos.content import Content

MAX_BOXES = 1000
"""Boxes on one level; clips of hours have a few dozen, the metadata of a picture as many."""


class Box(NamedTuple):
    """One box: its kind, and where its body is."""

    kind: bytes
    at: int
    end: int


def boxes(content: Content, at: int = 0, end: int | None = None) -> Iterator[Box]:
    """Give the boxes between two places; one that goes beyond ends there."""
    end = content.size if end is None else min(end, content.size)
    for _ in range(MAX_BOXES):
        head = content.piece(at, 16)
        if len(head) < 8 or at + 8 > end:  # noqa: PLR2004  # a size and a kind
            return
        size, skip = BIG.long(head)[0], 8
        if size == 1 and len(head) == 16:  # noqa: PLR2004  # a size of 64 bits follows
            size, skip = BIG.quad(head, 8)[0], 16
        elif size == 0:
            size = end - at
        if size < skip:
            return
        yield Box(head[4:8], at + skip, min(at + size, end))
        at += size


def within(content: Content, box: Box | None, skip: int = 0) -> dict[bytes, Box]:
    """Give the first box of each kind inside another; `skip` are the bytes before them."""
    found: dict[bytes, Box] = {}
    for each in boxes(content, box.at + skip, box.end) if box else ():
        found.setdefault(each.kind, each)
    return found


def body(content: Content, box: Box | None) -> bytes:
    """Give the bytes of a box."""
    return content.piece(box.at, box.end - box.at) if box else b""
