"""WAV: chunks of RIFF and RF64; tags in a list of INFO and in ID3."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any

from mediad_audio import id3
from mediad_audio.content import MAX_ITEMS
from mediad_audio.found import Found, Unsure
from mediad_audio.meaning import meaning
from mediad_audio.script import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_audio.content import Content
    from mediad_audio.found import Pair

_CHUNK = Struct("<4sI").unpack_from
_FORMAT = Struct("<HHIIHH").unpack_from
_LONG_SIZE = Struct("<8xQ").unpack_from
_OPEN = frozenset((0, 0xFFFFFFFF))  # sizes of a recorder that did not come to write them
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_CODECS = {
    _PCM: "pcm",
    _FLOAT: "pcm",
    2: "adpcm_ms",
    6: "pcm_alaw",
    7: "pcm_mulaw",
    0x11: "adpcm_ima_wav",
    0x50: "mp2",
    0x55: "mp3",
    0xFF: "aac",
    0x2000: "ac3",
    0x2001: "dts",
    0xF1AC: "flac",
}
_LOSSLESS = frozenset(("pcm", "flac"))
_COUNTED = frozenset(("adpcm_ms", "adpcm_ima_wav"))
"""What is packed in blocks of which the bytes a second are only about right: the samples are counted beside."""
_INFO = {
    b"INAM": "title",
    b"IART": "artist",
    b"IPRD": "album",
    b"IAAR": "album_artist",
    b"ICRD": "date",
    b"IGNR": "genres",
    b"ICMT": "comment",
    b"ITRK": "track",
    b"IPRT": "track",
    b"IMUS": "composers",
    b"IWRI": "lyricists",
    b"ILNG": "languages",
    b"ICOP": "copyright",
    b"ISFT": "encoder",
}
_MAX_INFO = 1 << 20


def read(content: Content) -> Found:
    """Read a WAV file."""
    chunks: dict[bytes, tuple[int, int]] = {}
    for kind, at, size in _chunks(content, 12, content.size):
        if kind == b"LIST":
            kind = b"LIST" + content.piece(at, 4)  # noqa: PLW2901  # lists have a kind of their own
        chunks.setdefault(kind, (at, size))
    if b"fmt " not in chunks:
        raise Unsure
    audio, ends_early = _sound(content, chunks)
    tags, pictures = [], []
    place = chunks.get(b"id3 ") or chunks.get(b"ID3 ")
    if place and content.piece(place[0], 3) == b"ID3":
        tag = id3.read(content, place[0])
        tags, pictures = tag.pairs, tag.pictures
    known = {field for field, _ in tags}
    if place := chunks.get(b"LISTINFO"):
        tags += [pair for pair in _info(content, *place) if pair[0] not in known]
    return Found(audio, tags, pictures, (), ends_early)


def _chunks(content: Content, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Give the chunks: kind, place and size, which may be behind the end."""
    long_size = 0
    for _ in range(MAX_ITEMS):
        if at + 8 > end:
            return
        kind, size = _CHUNK(content.piece(at, 8))
        at += 8
        if kind == b"ds64":
            long_size = _LONG_SIZE(content.piece(at, 16))[0]
        elif kind == b"data" and size in _OPEN:
            size = long_size or end - at
        yield kind, at, size
        at += size + (size & 1)


def _sound(content: Content, chunks: dict[bytes, tuple[int, int]]) -> tuple[dict[str, Any], bool]:
    """Give the facts of the sound, and whether more than a second of it is missing."""
    at, size = chunks[b"fmt "]
    head = content.piece(at, min(size, 40))
    form, channels, rate, per_second, _, bits = _FORMAT(head)
    if form == _EXTENSIBLE:
        form = int.from_bytes(head[24:26], "little")
    start, length = chunks.get(b"data", (content.size, 0))
    codec = _CODECS.get(form, f"wav-{form:x}")
    told = _told(content, chunks) / rate if codec in _COUNTED or not per_second else 0
    seconds = told or min(length, content.size - start) / per_second
    audio = {
        "container": "wav",
        "codec": codec,
        "duration_ms": round(seconds * 1000) or None,
        "sample_rate": rate or None,
        "channels": channels or None,
        "bit_depth": bits if codec in _LOSSLESS and bits else None,
        "bit_rate": per_second * 8 or (round(length * 8 / seconds) if seconds else None),
        "lossless": codec in _LOSSLESS,
    }
    return audio, bool(per_second) and start + length - content.size > per_second


def _told(content: Content, chunks: dict[bytes, tuple[int, int]]) -> int:
    """Give the samples that a packed sound says it has."""
    at, size = chunks.get(b"fact", (0, 0))
    return int.from_bytes(content.piece(at, min(size, 4)), "little")


def _info(content: Content, at: int, size: int) -> Iterator[Pair]:
    end = min(at + size, content.size, at + _MAX_INFO)
    for kind, place, length in _chunks(content, at + 4, end):
        if field := _INFO.get(kind):
            yield from meaning(field, decoded(content.piece(place, min(length, end - place)).rstrip(b"\0")))
