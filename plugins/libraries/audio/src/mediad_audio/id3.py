"""ID3: versions 2.2, 2.3 and 2.4 before the sound, version 1 behind it."""

from __future__ import annotations

import zlib
from io import BytesIO
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from mediad_audio import chapters, frames
from mediad_audio.content import MAX_ITEMS, Content
from mediad_audio.found import Unsure
from mediad_audio.genres import genre
from mediad_audio.meaning import CACHED, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_audio.found import Chapter, Pair, Picture

    _Frame = tuple[bytes, Content, int, int]  # name, where it is, from where, how many bytes

V1_SIZE = 128
MAX_UNPACKED = 4 << 20  # bytes that a packed frame may become
_HEAD = 10
_UNSYNC, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_V22, _V24 = 2, 4
_TITLE = b"TIT2"
_HEAD_V23 = Struct(">4sIH").unpack_from
_NUMBER = Struct(">I").unpack_from
_ONE_BYTE = 0x7F  # the largest size that is written alike in both ways
_V1_TEXTS = (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("year", 93, 97))


class Tag(NamedTuple):
    """What a tag says, and where it ends."""

    pairs: list[Pair]
    pictures: list[Picture]
    chapters: list[Chapter]
    end: int


def read(content: Content, at: int) -> Tag:
    """Read the tag of version 2 that stands at a place."""
    head = content.piece(at, _HEAD)
    major, flags, size = head[3], head[5], _synchsafe(_NUMBER(head, 6)[0])
    end = at + _HEAD + size
    if not _V22 <= major <= _V24 or end > content.size or (major == _V22 and flags & _EXTENDED):
        raise Unsure
    inner, begin, stop = content, at + _HEAD, end
    if flags & _UNSYNC and major < _V24:
        inner, begin = _content(_joined(content.piece(begin, size))), 0
        stop = inner.size
    if flags & _EXTENDED:
        length = _NUMBER(inner.piece(begin, 4))[0]
        begin += _synchsafe(length) if major == _V24 else 4 + length
    tag = Tag([], [], [], end + _HEAD if flags & _FOOTER else end)
    for frame in _frames(inner, begin, stop, major, unsync=bool(flags & _UNSYNC)):
        _take(frame, tag, major)
    return tag


def size_at(data: bytes, at: int) -> int:
    """Give the bytes of the tag that stands at a place, with its head."""
    return _HEAD + _synchsafe(_NUMBER(data, at + 6)[0])


def _take(frame: _Frame, tag: Tag, major: int) -> None:
    name, content, at, size = frame
    if name in frames.PICTURES:
        tag.pictures.append(frames.picture(name, content, at, size))
        return
    if name == frames.CHAPTER:
        tag.chapters.extend(_chapter(content.piece(at, size), major))
        return
    if name == frames.GENRE and major < _V24:
        name = frames.OLD_GENRE  # version 2.3 writes several as 2.2 does
    meaning_of = frames.cached if size < CACHED else frames.pairs_of
    tag.pairs.extend(meaning_of(name, content.piece(at, size)))


def _frames(content: Content, at: int, end: int, major: int, *, unsync: bool) -> Iterator[_Frame]:
    """Give the frames that are kept; a frame that cannot be one ends them."""
    head, read_head = (6, _head_v22) if major == _V22 else (_HEAD, _HEAD_V23)
    data, base = content.window(at, _HEAD)
    for _ in range(MAX_ITEMS):
        if at + head > end:
            return
        if at - base + head > len(data):
            data, base = content.window(at, _HEAD)
        name, size, flags = read_head(data, at - base)
        at += head
        if major == _V24 and size > _ONE_BYTE:
            size = _size(content, at, size, end)
        if name[0] == 0 or size > end - at:
            return
        if name in frames.KEPT:
            altered = flags & 0xFF | 2 * (unsync and major == _V24)
            yield _restored(name, content.piece(at, size), altered, major) if altered else (name, content, at, size)
        at += size


def _chapter(body: bytes, major: int) -> Iterator[Chapter]:
    if found := chapters.frame(body):
        chapter, rest = found
        inner = _content(rest)
        # Frames inside a chapter are titles and pictures, never chapters again: their names say which.
        titles = (
            value
            for name, content, at, size in _frames(inner, 0, inner.size, major, unsync=False)
            if name == _TITLE
            for _, value in frames.pairs_of(name, content.piece(at, size))
        )
        yield chapter._replace(title=next(titles, ""))


def _head_v22(data: bytes, at: int) -> tuple[bytes, int, int]:
    return data[at : at + 3], int.from_bytes(data[at + 3 : at + 6], "big"), 0


def _synchsafe(number: int) -> int:
    """Put the lower seven bits of four bytes together."""
    return number & 0x7F | (number & 0x7F00) >> 1 | (number & 0x7F0000) >> 2 | (number & 0x7F000000) >> 3


def _size(content: Content, at: int, number: int, end: int) -> int:
    """Read a size of version 2.4; iTunes wrote plain numbers, what follows the frame tells which."""
    if number & 0x80808080:
        return number
    safe = _synchsafe(number)
    return number if not _follows(content, at + safe, end) and _follows(content, at + number, end) else safe


def _follows(content: Content, at: int, end: int) -> bool:
    name = content.piece(at, 4) if at + 4 <= end else b""
    return at == end or name == b"\0\0\0\0" or (name.isalnum() and name.isupper())


def _plain(body: bytes, flags: int, major: int) -> bytes:
    """Undo what the flags of a frame say was done to it; what is encrypted says nothing."""
    if major == _V24:
        encrypted, packed, skip = flags & 0x04, flags & 0x08, bool(flags & 0x40) + 4 * (flags & 1)
    else:
        encrypted, packed, skip = flags & 0x40, flags & 0x80, bool(flags & 0x20) + 4 * bool(flags & 0x80)
    body = b"" if encrypted else body[skip:]
    if major == _V24 and flags & 2:
        body = _joined(body)
    if packed:
        try:
            body = zlib.decompressobj().decompress(body, MAX_UNPACKED)
        except zlib.error:
            return b""
    return body


def _restored(name: bytes, body: bytes, flags: int, major: int) -> _Frame:
    content = _content(_plain(body, flags, major))
    return name, content, 0, content.size


def _joined(data: bytes) -> bytes:
    return data.replace(b"\xff\0", b"\xff")


def _content(data: bytes) -> Content:
    return Content(BytesIO(data), len(data))


def version1(tail: bytes) -> list[Pair]:
    """Read the tag of version 1: the last bytes of a file."""
    out: list[Pair] = []
    for field, start, end in _V1_TEXTS:
        out += meaning(field, _text(tail[start:end]))
    comment = tail[97:127]
    if not comment[28] and comment[29]:
        out.append(("track", comment[29]))
        comment = comment[:28]
    out += meaning("comment", _text(comment))
    out += meaning("genres", genre(tail[127]))
    return out


def _text(data: bytes) -> str:
    return data.decode("latin-1").rstrip("\0 ")
