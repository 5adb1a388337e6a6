"""The description of the sound in an MP4 file: codec, channels, rate."""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import Any

from mediad_audio.found import Unsure

SIZE = 512
"""Bytes of the atom that hold the first description."""
_ENTRY = Struct(">16xHH4xI").unpack_from
_START = 8  # version, flags, count
_COOKIE = Struct(">5xB3xB6xII").unpack_from
_CONFIG = Struct(">B8xI").unpack_from
_CODECS = {
    b"mp4a": "aac",
    b"alac": "alac",
    b"fLaC": "flac",
    b"Opus": "opus",
    b"ac-3": "ac3",
    b"ec-3": "eac3",
    b".mp3": "mp3",
}
_OBJECTS = {0x69: "mp3", 0x6B: "mp3", 0xA5: "ac3", 0xA6: "eac3"}
_LOSSLESS = frozenset((35, 36, 37, 38))  # DST, ALS, SLS
_PARAMETRIC_STEREO = 29
_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_CHANNELS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 8}


def sound(body: bytes) -> dict[str, Any]:
    """Read the atom's body."""
    return dict(_sound(body))


@lru_cache(64)  # the tracks of an album have it in common
def _sound(body: bytes) -> dict[str, Any]:
    kind, entry = body[_START + 4 : _START + 8], body[_START + 8 :]
    if kind not in _CODECS:
        raise Unsure
    channels, depth, rate = _ENTRY(entry)
    found = {
        "codec": _CODECS[kind],
        "sample_rate": rate >> 16 or None,
        "channels": channels or None,
        "bit_rate": None,
        "lossless": kind in (b"alac", b"fLaC"),
    }
    if kind == b"fLaC":
        found["bit_depth"] = depth
    elif kind == b"alac":
        _alac(entry, found)
    elif kind == b"mp4a" and (at := entry.find(b"esds")) >= 0:
        _aac(entry, at + 8, found)
    return found


def _alac(entry: bytes, found: dict[str, Any]) -> None:
    at = entry.find(b"alac")
    if at >= 0:
        depth, channels, bit_rate, rate = _COOKIE(entry, at + 8)
        found["bit_depth"] = depth or None
        found["channels"] = channels or found["channels"]
        found["bit_rate"] = bit_rate or None
        found["sample_rate"] = rate or found["sample_rate"]


def _aac(entry: bytes, at: int, found: dict[str, Any]) -> None:
    """Read the descriptors: of the stream, in it of the decoder, in it of its configuration."""
    at = _behind_size(entry, at + 1) + 3
    at = _behind_size(entry, at + 1)
    kind, bit_rate = _CONFIG(entry, at)
    found["codec"] = _OBJECTS.get(kind, "aac")
    found["bit_rate"] = bit_rate or None
    at += 13
    if found["codec"] != "aac" or entry[at : at + 1] != b"\x05":
        return
    at = _behind_size(entry, at + 1)
    bits = int.from_bytes(entry[at : at + 8].ljust(8, b"\0"), "big")
    form, left = bits >> 59, 59
    if form == 31:  # noqa: PLR2004  # the escape to more types
        form, left = 32 + (bits >> 53 & 63), 53
    index, left = bits >> left - 4 & 15, left - 4
    rate = _RATES[index] if index < len(_RATES) else None
    if index == 15:  # noqa: PLR2004  # the rate is written out
        rate, left = bits >> left - 24 & 0xFFFFFF, left - 24
    found["lossless"] = form in _LOSSLESS
    found["sample_rate"] = found["sample_rate"] or rate
    if form != _PARAMETRIC_STEREO:
        found["channels"] = _CHANNELS.get(bits >> left - 4 & 15, found["channels"])


def _behind_size(data: bytes, at: int) -> int:
    for _ in range(3):
        if data[at] < 0x80:  # noqa: PLR2004  # the last byte of a size
            break
        at += 1
    return at + 1
