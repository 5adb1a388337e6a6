"""AIFF and AIFF-C: chunks with the sound's description, texts, and ID3."""

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
    from mediad_audio.found import Pair, Picture

_CHUNK = Struct(">4sI").unpack_from
_COMMON = Struct(">HIHHQ").unpack_from
_BIAS = 16383 + 63  # of the exponent of a rate, which is a float of 80 bits
_TEXTS = {b"NAME": "title", b"AUTH": "artist", b"(c) ": "copyright", b"ANNO": "comment"}
_MAX_TEXT = 8000
_PCM = frozenset((b"NONE", b"twos", b"sowt", b"raw ", b"fl32", b"FL32", b"fl64", b"FL64", b"in24", b"in32"))
_CODECS = {
    **dict.fromkeys((b"ulaw", b"ULAW"), "pcm_mulaw"),
    **dict.fromkeys((b"alaw", b"ALAW"), "pcm_alaw"),
    b"ima4": "adpcm_ima_qt",
}


def read(content: Content) -> Found:
    """Read an AIFF file."""
    chunks = _chunks(content)
    if b"COMM" not in chunks:
        raise Unsure
    at, size = chunks[b"COMM"]
    audio = _sound(content.piece(at, min(size, 64)))
    start, length = chunks.get(b"SSND", (0, 0))
    ends_early = start + length - content.size > (audio["bit_rate"] or 0) // 8 + 1
    tags: list[Pair] = []
    pictures: list[Picture] = []
    place = (chunks.get(b"ID3 ") or chunks.get(b"id3 ") or (0, 0))[0]
    if place and content.piece(place, 3) == b"ID3":
        tag = id3.read(content, place)
        tags, pictures = tag.pairs, tag.pictures
    texts = _texts(content, chunks, {field for field, _ in tags})
    return Found(audio, [*tags, *texts], pictures, (), ends_early)


def _chunks(content: Content) -> dict[bytes, tuple[int, int]]:
    """Give the first chunk of each kind: its place and size, which may be behind the end."""
    out: dict[bytes, tuple[int, int]] = {}
    at = 12
    for _ in range(MAX_ITEMS):
        if at + 8 > content.size:
            break
        kind, size = _CHUNK(content.piece(at, 8))
        out.setdefault(kind, (at + 8, size))
        at += 8 + size + (size & 1)
    return out


def _texts(content: Content, chunks: dict[bytes, tuple[int, int]], known: set[str]) -> Iterator[Pair]:
    for kind, field in _TEXTS.items():
        if kind in chunks and field not in known:
            at, size = chunks[kind]
            yield from meaning(field, decoded(content.piece(at, min(size, _MAX_TEXT))))


def _sound(common: bytes) -> dict[str, Any]:
    channels, frames, bits, exponent, mantissa = _COMMON(common)
    rate = round(mantissa * 2.0 ** ((exponent & 0x7FFF) - _BIAS)) if exponent & 0x7FFF < _BIAS else 0
    packed = common[18:22] or b"NONE"
    pcm = packed in _PCM
    return {
        "container": "aiff",
        "codec": "pcm" if pcm else _CODECS.get(packed, packed.decode("ascii", "replace").strip().lower()),
        "duration_ms": round(frames * 1000 / rate) or None if rate else None,
        "sample_rate": rate or None,
        "channels": channels or None,
        "bit_depth": bits if pcm else None,
        "bit_rate": rate * channels * bits or None if pcm else None,
        "lossless": pcm,
    }
