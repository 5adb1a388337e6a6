"""FLAC: its blocks, and whether the sound that they announce is there."""

from __future__ import annotations

from functools import cache, partial
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from mediad_audio import chapters, vorbis
from mediad_audio.content import MAX_ITEMS, PICTURE_HEAD
from mediad_audio.errors import Truncated
from mediad_audio.found import Found, Unsure

if TYPE_CHECKING:
    from mediad_audio.content import Content
    from mediad_audio.found import Pair, Picture

_HEAD = Struct(">I").unpack_from
_INFO = Struct(">HH3s3sQ").unpack_from
STREAMINFO, COMMENTS, CUESHEET, PICTURE, KNOWN = 0, 4, 5, 6, 7
_TAIL, _MOST_TAIL = 16 << 10, 64 << 10
_CANDIDATES = 64
_VARIABLE = 0xF9
_SHORTEST, _LONGEST = 6, 16  # bytes of a frame's header


class Info(NamedTuple):
    """What STREAMINFO says; `block` and `frame` are the largest, in samples and in bytes."""

    block: int
    smallest: int
    frame: int
    rate: int
    channels: int
    depth: int
    samples: int


def read(content: Content, at: int = 0) -> Found:
    """Read a FLAC file that begins at a place."""
    blocks = _Blocks(content)
    at += 4
    for _ in range(MAX_ITEMS):
        data, base = content.window(at, 4)
        head = _HEAD(data, at - base)[0]
        size, at = head & 0xFFFFFF, at + 4
        if at + size > content.size:
            raise Truncated("ends among its tags.")
        blocks.take(head >> 24 & 0x7F, at, size)
        at += size
        if head >> 31:
            break
    info = blocks.info
    if info is None:
        raise Unsure
    marks = chapters.cue_block(blocks.sheet, info.rate) if blocks.sheet else ()
    return Found(sound(info, content.size - at), blocks.pairs, blocks.pictures, marks, _ends_early(content, at, info))


class _Blocks:
    """What stands before the sound."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.info: Info | None = None
        self.pairs: list[Pair] = []
        self.pictures: list[Picture] = []
        self.sheet = b""

    def take(self, kind: int, at: int, size: int) -> None:
        """Read a block of a kind that matters; two of one kind are only allowed of pictures."""
        if kind == COMMENTS:
            data, base = self._content.window(at, size)
            self.pairs, _ = vorbis.read(data, at - base, at - base + size)
        elif kind == PICTURE:
            head = self._content.piece(at, min(size, PICTURE_HEAD))
            self.pictures.append(vorbis.picture(head, size, partial(_within, self._content, at)))
        elif kind == CUESHEET:
            self.sheet = self._content.piece(at, size)
        elif kind == STREAMINFO and self.info is None:
            self.info = streaminfo(self._content.piece(at, size))
        elif kind >= KNOWN:
            raise Unsure


def _within(content: Content, start: int, at: int, length: int) -> bytes:
    return content.piece(start + at, length)


def streaminfo(block: bytes) -> Info:
    """Read the block that describes the sound."""
    _, largest, smallest, frame, packed = _INFO(block)
    return Info(
        largest,
        int.from_bytes(smallest, "big"),
        int.from_bytes(frame, "big"),
        packed >> 44,
        (packed >> 41 & 7) + 1,
        (packed >> 36 & 31) + 1,
        packed & 0xFFFFFFFFF,
    )


def sound(info: Info, size: int) -> dict[str, Any]:
    """Give the facts of the sound, which has so many bytes."""
    seconds = info.samples / info.rate if info.rate else 0
    return {
        "container": "flac",
        "codec": "flac",
        "duration_ms": round(seconds * 1000) or None,
        "sample_rate": info.rate or None,
        "channels": info.channels,
        "bit_depth": info.depth,
        "bit_rate": round(size * 8 / seconds) if seconds else None,
        "lossless": True,
    }


def _ends_early(content: Content, start: int, info: Info) -> bool:
    """Tell whether sound is missing: the last frame names its place in the stream.

    A second may be missing; what is behind the frames (tags of other kinds, padding) is no matter.
    """
    if not info.samples or not info.block:
        return False
    length = min(content.size - start, max(_TAIL, min(2 * info.frame, _MOST_TAIL)))
    tail = content.piece(content.size - length, length)
    if not tail.strip(b"\0"):
        return True  # nothing, or room that was made for it
    sync, enough = content.piece(start, 2), info.samples - info.rate  # all frames of a stream begin alike
    at, found = len(tail), False
    for _ in range(_CANDIDATES):
        at = tail.rfind(sync, 0, at)
        if at < 0:
            break
        if (end := _end_of_frame(tail[at : at + _LONGEST], info)) is not None:
            if end >= enough:
                return False
            found = True
    return found or content.size - start < info.samples // info.block * info.smallest


def _end_of_frame(head: bytes, info: Info) -> int | None:
    """Give the first sample after a frame, or None when these bytes do not begin one."""
    if len(head) < _SHORTEST or head[1] & 0xFE != 0xF8:  # noqa: PLR2004  # the end of the sync code
        return None
    first = head[4]
    more = 8 - (first ^ 0xFF).bit_length() - 1 if first & 0x80 else 0  # as in UTF-8
    number = first & (0x7F >> more)
    for byte in head[5 : 5 + more]:
        number = number << 6 | byte & 0x3F
    size, rate = head[2] >> 4, head[2] & 15
    length = 5 + more + (size == 6) + 2 * (size == 7) + (rate == 12) + 2 * (rate in (13, 14))  # noqa: PLR2004
    if len(head) <= length or _crc(head[:length]) != head[length]:
        return None
    return number + info.block if head[1] == _VARIABLE else (number + 1) * info.block


def _crc(data: bytes) -> int:
    table, value = _crc_table(), 0
    for byte in data:
        value = table[value ^ byte]
    return value


@cache
def _crc_table() -> bytes:
    out = []
    for value in range(256):
        for _ in range(8):
            value = (value << 1 ^ 0x07 if value & 0x80 else value << 1) & 0xFF  # noqa: PLW2901  # a register
        out.append(value)
    return bytes(out)
