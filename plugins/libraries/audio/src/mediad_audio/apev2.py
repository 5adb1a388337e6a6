"""APEv2 tags, which stand at the end of a file."""

from __future__ import annotations

from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from mediad_audio.content import MAX_ITEMS, PICTURE_HEAD
from mediad_audio.found import BACK, FRONT, Picture
from mediad_audio.meaning import said

if TYPE_CHECKING:
    from mediad_audio.content import Content
    from mediad_audio.found import Pair

_FOOTER, _MAGIC = 32, b"APETAGEX"
_SIZES = Struct("<II").unpack_from
_MAX_NAME = 256
_BINARY, _HAS_HEAD = 2, 1 << 31


class Tag(NamedTuple):
    """What a tag says, and where it begins."""

    pairs: list[Pair]
    pictures: list[Picture]
    begin: int


def read(content: Content, end: int) -> Tag | None:
    """Read the tag that ends at a place, if there is one."""
    footer = content.piece(end - _FOOTER, _FOOTER) if end >= _FOOTER else b""
    if not footer.startswith(_MAGIC):
        return None
    size, count = _SIZES(footer, 12)
    begin = end - size
    if size < _FOOTER or begin < 0:
        return None
    flags = _SIZES(footer, 20)[0]
    tag = Tag([], [], begin - _FOOTER if flags & _HAS_HEAD else begin)
    at = begin
    for _ in range(min(count, MAX_ITEMS)):
        if at + 8 >= end - _FOOTER:
            break
        at = _item(content, at, end - _FOOTER, tag)
    return tag


def _item(content: Content, at: int, end: int, tag: Tag) -> int:
    """Read an item; gives where the next one begins."""
    head = content.piece(at, min(8 + _MAX_NAME, end - at))
    size: int
    size, flags = _SIZES(head)
    zero = head.find(b"\0", 8)
    if zero < 0:
        return end
    name, at = head[8:zero].decode("ascii", "replace"), at + zero + 1
    size = min(size, end - at)
    if not flags & _BINARY:
        for value in content.piece(at, size).decode("utf-8", "replace").split("\0")[:MAX_ITEMS]:
            tag.pairs.extend(said(name, value))
    elif name.lower().startswith("cover art"):
        # The file's name stands before the picture.
        begin = content.piece(at, min(size, PICTURE_HEAD)).find(b"\0") + 1
        kind = BACK if "back" in name.lower() else FRONT
        tag.pictures.append(Picture(kind, None, size - begin, partial(content.piece, at + begin, size - begin)))
    return at + size
