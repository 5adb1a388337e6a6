"""What libmediainfo does not tell of Matroska: flags of tracks, what its chapters are read of, how far the file goes.

RFC 9559, section 5.1.4.1; EBML is RFC 8794.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

MAX_ELEMENTS, MAX_BODY = 64, 1 << 20
TRACKS, CHAPTERS = 0x1654AE6B, 0x1043A770
_SEGMENT, _CLUSTER, _ENTRY, _TYPE = 0x18538067, 0x1F43B675, 0xAE, 0x83
_WANTED = frozenset((TRACKS, CHAPTERS))
_TYPES = {1: "video", 2: "audio", 17: "subtitle"}
_FLAGS = {
    0x55AB: "hearing_impaired",
    0x55AC: "visual_impaired",
    0x55AE: "original",
    0x55AF: "commentary",
}
_UNKNOWN = -1


def head(stream: BinaryIO) -> dict[int, bytes]:
    """Give what stands before the pictures of the tracks and the chapters, by the element's id.

    At most 64 elements are looked at, and of each that is wanted at most 1 MiB is read.
    """
    end = stream.seek(0, 2)
    stream.seek(0)
    found: dict[int, bytes] = {}
    for _ in range(MAX_ELEMENTS):
        begun = stream.read(12)
        name, size, length = _head(begun, 0)
        if not length or name == _CLUSTER:
            break
        at = stream.seek(length - len(begun), 1)
        if name in _WANTED:
            found.setdefault(name, stream.read(min(size, MAX_BODY) if size != _UNKNOWN else MAX_BODY))
        if name != _SEGMENT:
            if size == _UNKNOWN or size > end - at:
                break
            stream.seek(at + size)
    return found


def flags(tracks: bytes) -> list[tuple[str, frozenset[str]]]:
    """Give the type and the flags of each track that is picture, sound or subtitle."""
    return [_entry(tracks[begin:end]) for name, begin, end in elements(tracks) if name == _ENTRY]


def ends_early(stream: BinaryIO) -> bool:
    """Tell whether the segment reaches beyond the file's end; the size of one that was recorded is not known."""
    end = stream.seek(0, 2)
    stream.seek(0)
    for _ in range(MAX_ELEMENTS):
        head = stream.read(12)
        name, size, length = _head(head, 0)
        if not length or size == _UNKNOWN:
            return False
        at = stream.seek(length - len(head), 1) + size
        if name == _SEGMENT or at > end:
            return at > end
        stream.seek(at)
    return False


def _entry(data: bytes) -> tuple[str, frozenset[str]]:
    kind, found = "", set()
    for name, begin, end in elements(data):
        value = int.from_bytes(data[begin : min(end, begin + 8)], "big")
        if name == _TYPE:
            kind = _TYPES.get(value, "")
        elif name in _FLAGS and value:
            found.add(_FLAGS[name])
    return kind, frozenset(found)


def elements(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Give name, begin and end of each element of a piece; a size that is not known ends it."""
    at = 0
    while at < len(data):
        name, size, length = _head(data, at)
        if not length or size == _UNKNOWN:
            return
        at += length
        yield name, at, min(at + size, len(data))
        at += size


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Read name, size and length of an element's head; length 0 where there is none."""
    name_length = 9 - data[at].bit_length() if at < len(data) else 9
    if name_length > 4 or at + name_length >= len(data):  # noqa: PLR2004  # longer names are not Matroska's
        return 0, 0, 0
    name = int.from_bytes(data[at : at + name_length], "big")
    at += name_length
    size_length = 9 - data[at].bit_length()
    if size_length > 8 or at + size_length > len(data):  # noqa: PLR2004  # a size has eight bytes at most
        return 0, 0, 0
    most = (1 << 7 * size_length) - 1
    size = int.from_bytes(data[at : at + size_length], "big") & most
    return name, _UNKNOWN if size == most else size, name_length + size_length
