"""HEIC, HEIF and AVIF: the items of a picture file (ISO/IEC 23008-12), without decoding any."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mediad_plugin_photos import exif
from mediad_plugin_photos.boxes import Box, body, boxes, within
from mediad_plugin_photos.content import BIG
from mediad_plugin_photos.found import Found

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

MAX_ITEMS = 4000
MAX_EXTENTS = 16
_TYPES = {b"avif": "image/avif", b"avis": "image/avif"}
_TURNS = {0: 1, 1: 8, 2: 3, 3: 6}
"""Quarter turns against the clock, as EXIF's orientation."""
_MIRRORED = {(1, 0): 4, (1, 1): 2, (8, 0): 5, (8, 1): 7, (3, 0): 2, (3, 1): 4, (6, 0): 7, (6, 1): 5}
"""With a mirror behind the turn: (turn, axis); axis 0 is turned over the horizontal line."""
_PACKET_TYPE = b"application/rdf+xml"


@dataclass(slots=True)
class _Items:
    """What the boxes of `meta` tell of items, by their numbers."""

    types: dict[int, bytes] = field(default_factory=dict)
    content_types: dict[int, bytes] = field(default_factory=dict)
    extents: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    properties: list[Box] = field(default_factory=list)
    links: dict[int, list[int]] = field(default_factory=dict)
    thumbnails: list[int] = field(default_factory=list)
    primary: int = 0


def read(content: Content, brand: bytes) -> Found:
    """Read the items, and the clip behind them."""
    found = Found(_TYPES.get(brand, "image/heic"))
    top = within(content, Box(b"", 0, content.size))
    if meta := top.get(b"meta"):
        _items(found, content, _listed(content, meta))
    if clip := top.get(b"mpvd"):
        found.clip = (clip.at, clip.end)
    data = top.get(b"mdat")
    found.is_cut = data is not None and data.end >= content.size and _promised(content, data) > content.size
    return found


def _promised(content: Content, data: Box) -> int:
    """Give where a box says that it ends."""
    head = content.piece(data.at - 16, 16) if data.at >= 16 else b""  # noqa: PLR2004  # either length of its head
    promised: int = data.end
    if head[12:16] == b"mdat":
        promised = data.at - 8 + BIG.long(head, 8)[0]
    elif head[4:8] == b"mdat":
        promised = data.at - 16 + BIG.quad(head, 8)[0]
    return promised


def _listed(content: Content, meta: Box) -> _Items:
    items = _Items()
    parts = within(content, meta, 4)
    primary = body(content, parts.get(b"pitm"))
    if len(primary) >= 6:  # noqa: PLR2004  # version, flags, a number
        items.primary = BIG.short(primary, 4)[0] if not primary[0] else int.from_bytes(primary[4:8], "big")
    _infos(content, parts.get(b"iinf"), items)
    store = parts.get(b"idat")
    _locations(body(content, parts.get(b"iloc")), store.at if store else 0, items)
    properties = within(content, parts.get(b"iprp"))
    if container := properties.get(b"ipco"):
        items.properties = list(boxes(content, container.at, container.end))
    _associations(body(content, properties.get(b"ipma")), items)
    if references := parts.get(b"iref"):
        for each in boxes(content, references.at + 4, references.end):
            if each.kind == b"thmb":
                items.thumbnails.append(BIG.short(content.piece(each.at, 2).ljust(2, b"\0"))[0])
    return items


def _infos(content: Content, box: Box | None, items: _Items) -> None:
    if box is None:
        return
    skip = 6 if not content.piece(box.at, 1)[0] else 8
    for each in boxes(content, box.at + skip, box.end):
        data = content.piece(each.at, min(each.end - each.at, 200))
        if each.kind != b"infe" or len(data) < 12 or data[0] < 2:  # noqa: PLR2004  # versions 0 and 1 have no types
            continue
        wide = data[0] > 2  # noqa: PLR2004  # version 3
        number = BIG.long(data, 4)[0] if wide else BIG.short(data, 4)[0]
        at = 10 if wide else 8
        items.types[number] = data[at : at + 4]
        if data[at : at + 4] == b"mime":
            items.content_types[number] = data[at + 4 :].partition(b"\0")[2].partition(b"\0")[0]


def _locations(data: bytes, store: int, items: _Items) -> None:
    """Read where the extents of items are: in the file, or in the store of `meta`."""
    if len(data) < 8:  # noqa: PLR2004  # version, flags, sizes, a count
        return
    version = data[0]
    sizes = (data[4] >> 4, data[4] & 15, data[5] >> 4, data[5] & 15 if version else 0)
    wide = 4 if version == 2 else 2  # noqa: PLR2004  # numbers of 32 bits
    cursor = _Cursor(data, 6)
    for _ in range(min(cursor.take(wide), MAX_ITEMS)):
        number = cursor.take(wide)
        method = cursor.take(2) & 15 if version else 0
        cursor.take(2)  # the file that holds the data: this one
        base = cursor.take(sizes[2]) + (store if method == 1 else 0)
        extents = []
        for _ in range(min(cursor.take(2), MAX_ITEMS)):
            cursor.take(sizes[3])
            start = cursor.take(sizes[0])
            extents.append((base + start, cursor.take(sizes[1])))
        if cursor.at > len(data):
            break
        if method < 2:  # noqa: PLR2004  # made of other items
            items.extents[number] = extents[:MAX_EXTENTS]


class _Cursor:
    """Takes numbers of any width one after another; behind the end they are 0."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def take(self, width: int) -> int:
        self.at += width
        return int.from_bytes(self._data[self.at - width : self.at], "big")


def _associations(data: bytes, items: _Items) -> None:
    if len(data) < 8:  # noqa: PLR2004  # version, flags, a count
        return
    cursor = _Cursor(data, 4)
    for _ in range(min(cursor.take(4), MAX_ITEMS)):
        number = cursor.take(4 if data[0] else 2)
        width, mask = (2, 0x7FFF) if data[3] & 1 else (1, 0x7F)
        items.links[number] = [cursor.take(width) & mask for _ in range(cursor.take(1))]
        if cursor.at > len(data):
            break


def _items(found: Found, content: Content, items: _Items) -> None:
    _primary(found, content, items)
    for number, kind in items.types.items():
        if kind == b"Exif" and not found.exif:
            data = _data(content, items, number)
            skip = BIG.long(data)[0] if len(data) > 4 else 0  # noqa: PLR2004  # it tells where TIFF begins
            found.exif = exif.read(data[4 + skip :]) or exif.read(data[4:].removeprefix(b"Exif\0\0"))
        elif kind == b"mime" and items.content_types.get(number, b"").lower() == _PACKET_TYPE and not found.xmp:
            found.xmp = _data(content, items, number)
        elif kind == b"jpeg" and number in items.thumbnails and items.extents.get(number):
            found.thumbnail = items.extents[number][0]


def _data(content: Content, items: _Items, number: int) -> bytes:
    return b"".join(content.piece(at, length) for at, length in items.extents.get(number, ()))


def _primary(found: Found, content: Content, items: _Items) -> None:
    """Read the properties of the picture that is shown: its size, how it is turned, its colours."""
    turn, axis = 0, -1
    for index in items.links.get(items.primary, ()):
        if not 0 < index <= len(items.properties):
            continue
        each = items.properties[index - 1]
        data = content.piece(each.at, min(each.end - each.at, 12))
        if each.kind == b"ispe" and len(data) == 12:  # noqa: PLR2004  # version, flags, width, height
            found.width, found.height = BIG.long(data, 4)[0], BIG.long(data, 8)[0]
        elif each.kind == b"irot" and data:
            turn = data[0] & 3
        elif each.kind == b"imir" and data:
            axis = data[0] & 1
        elif each.kind == b"colr" and data[:4] in (b"prof", b"rICC"):
            found.icc = content.piece(each.at + 4, each.end - each.at - 4)
    found.orientation = _TURNS[turn] if axis < 0 else _MIRRORED[_TURNS[turn], axis]
