"""ASF, the container of WMA: objects with a GUID each; tags in three of them."""

from __future__ import annotations

from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Any

from mediad_audio import genres
from mediad_audio.content import MAX_ITEMS
from mediad_audio.found import Found, Picture, Unsure, picture_type
from mediad_audio.meaning import meaning, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_audio.content import Content
    from mediad_audio.found import Pair

MAGIC = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_STREAM = bytes.fromhex("9107dcb7b7a9cf118ee600c00c205365")
_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_AUDIO = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
_CONTENT = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c")
_EXTENDED = bytes.fromhex("40a4d0d207e3d21197f000a0c95ea850")
_EXTENSION = bytes.fromhex("b503bf5f2ea9cf118ee300c00c205365")
_METADATA = bytes.fromhex("eacbf8c5af5b77488467aa8c44fa4cca")
_LIBRARY = bytes.fromhex("941c23449894d149a1411d134e457054")
_SIZE, _SHORT, _WORD, _LONG = (Struct(form).unpack_from for form in ("<16xQ", "<H", "<I", "<Q"))
_LENGTHS = Struct("<5H").unpack_from
_TIMES = Struct("<40xQ8xQ12xI").unpack_from  # play time and preroll, in 100 ns and in ms; at the end a bit rate
_FORMAT = Struct("<HHIIHH").unpack_from
_RECORD = Struct("<4xHHI").unpack_from
_PICTURE = Struct("<BI").unpack_from
_HEAD = 24
_FIRST = ("title", "artist", "copyright", "comment", "")  # the last is a rating, of the film kind
_CODECS = {0x160: "wmav1", 0x161: "wmav2", 0x162: "wmapro", 0x163: "wmalossless", 0xA: "wmavoice", 0x55: "mp3"}
_TEXT, _BOOLEAN, _DWORD, _QWORD, _BYTES_2 = 0, 2, 3, 4, 5
_MAX_TEXT, _MAX_HEAD = 8000, 16 << 20


def read(content: Content) -> Found:
    """Read an ASF file."""
    file = _File(content)
    size, count = _SIZE(content.piece(0, _HEAD))[0], _WORD(content.piece(24, 4))[0]
    file.take_objects(30, min(size, content.size, _MAX_HEAD), count)
    if not file.audio or "channels" not in file.audio:
        raise Unsure
    data = content.piece(size, _HEAD)
    ends_early = data[:16] == _DATA and size + _SIZE(data)[0] > content.size
    return Found({"container": "asf", **file.audio}, [*file.pairs, *file.later], file.pictures, (), ends_early)


class _File:
    """What the head of a file says."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.audio: dict[str, Any] = {}
        self.pairs: list[Pair] = []
        self.later: list[Pair] = []  # of the library, where further values of a field stand
        self.pictures: list[Picture] = []

    def take_objects(self, at: int, end: int, count: int) -> None:
        """Read the objects of one level; those of the extension stand inside one of them."""
        for kind, place, stop in _objects(self._content, at, end, count):
            if kind == _EXTENSION:
                for inner, start, last in _objects(self._content, place + 22, stop, MAX_ITEMS):
                    self._take(inner, start, last)
            else:
                self._take(kind, place, stop)

    def _take(self, kind: bytes, at: int, end: int) -> None:
        if kind == _PROPERTIES:
            ticks, preroll, bit_rate = _TIMES(self._content.piece(at, 80))
            self.audio["duration_ms"] = max(0, ticks // 10_000 - preroll) or None
            self.audio.setdefault("bit_rate", bit_rate or None)
        elif kind == _STREAM and self._content.piece(at, 16) == _AUDIO and "codec" not in self.audio:
            self.audio |= _sound(self._content.piece(at + 54, 18))
        elif kind == _CONTENT:
            self._take_description(at)
        elif kind == _EXTENDED:
            self._take_extended(at, end)
        elif kind in (_METADATA, _LIBRARY):
            self._take_records(at, end, self.later if kind == _LIBRARY else self.pairs)

    def _take_description(self, at: int) -> None:
        lengths = _LENGTHS(self._content.piece(at, 10))
        at += 10
        for field, length in zip(_FIRST, lengths, strict=True):
            if field:
                self.pairs += meaning(field, _text(self._content.piece(at, min(length, _MAX_TEXT))))
            at += length

    def _take_extended(self, at: int, end: int) -> None:
        count = _SHORT(self._content.piece(at, 2))[0]
        at += 2
        for _ in range(min(count, MAX_ITEMS)):
            length = _SHORT(self._content.piece(at, 2))[0]
            name = _text(self._content.piece(at + 2, length))
            at += 2 + length
            form, size = _SHORT(self._content.piece(at, 2))[0], _SHORT(self._content.piece(at + 2, 2))[0]
            at += 4
            if at + size > end:
                return
            self._take_value(name, form, at, size, self.pairs)
            at += size

    def _take_records(self, at: int, end: int, pairs: list[Pair]) -> None:
        count = _SHORT(self._content.piece(at, 2))[0]
        at += 2
        for _ in range(min(count, MAX_ITEMS)):
            length, form, size = _RECORD(self._content.piece(at, 12))
            name = _text(self._content.piece(at + 12, length))
            at += 12 + length
            if at + size > end:
                return
            self._take_value(name, form, at, size, pairs)
            at += size

    def _take_value(self, name: str, form: int, at: int, size: int, pairs: list[Pair]) -> None:
        if name == "WM/Picture":
            self._take_picture(at, size)
            return
        text = _value(form, self._content.piece(at, min(size, _MAX_TEXT)))
        if name == "WM/Genre":
            text = genres.named(text)
        elif name == "WM/Track" and text.isdecimal():
            text = str(int(text) + 1)  # it counts from 0
        pairs += said(name, text)

    def _take_picture(self, at: int, size: int) -> None:
        head = self._content.piece(at, min(size, 2048))
        kind, length = _PICTURE(head)
        mime_end = _end_of_text(head, 5)
        begin = _end_of_text(head, mime_end)
        if begin + length <= size:
            mime = _text(head[5:mime_end]) or None
            data = partial(self._content.piece, at + begin, length)
            self.pictures.append(Picture(picture_type(kind), mime, length, data))


def _objects(content: Content, at: int, end: int, count: int) -> Iterator[tuple[bytes, int, int]]:
    for _ in range(min(count, MAX_ITEMS)):
        if at + _HEAD > end:
            return
        head = content.piece(at, _HEAD)
        size = _SIZE(head)[0]
        if size < _HEAD or at + size > end:
            raise Unsure
        yield head[:16], at + _HEAD, at + size
        at += size


def _sound(form: bytes) -> dict[str, Any]:
    codec, channels, rate, per_second, _, bits = _FORMAT(form)
    name = _CODECS.get(codec, f"asf-{codec:x}")
    lossless = name == "wmalossless"
    return {
        "codec": name,
        "sample_rate": rate or None,
        "channels": channels or None,
        "bit_depth": bits or None if lossless else None,
        "bit_rate": per_second * 8 or None,
        "lossless": lossless,
    }


def _value(form: int, data: bytes) -> str:
    if form == _TEXT:
        return _text(data)
    if form in (_BOOLEAN, _DWORD, _QWORD, _BYTES_2):
        return str(int.from_bytes(data[:8], "little"))
    return ""


def _text(data: bytes) -> str:
    return data[: len(data) & ~1].decode("utf-16-le", "replace").rstrip("\0")


def _end_of_text(data: bytes, at: int) -> int:
    for place in range(at, len(data) - 1, 2):
        if data[place : place + 2] == b"\0\0":
            return place + 2
    return len(data)
