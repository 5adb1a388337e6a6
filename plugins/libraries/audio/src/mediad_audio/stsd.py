"""The description of the sound in an MP4 file: codec, channels, rate."""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import Any

from mediad_audio import ac3
from mediad_audio.flac import streaminfo
from mediad_audio.found import Unsure
from mediad_audio.sound import MAX_BITS, MAX_CHANNELS, MAX_RATE

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
    b"ac-4": "ac4",
    b"mlpa": "truehd",
    b"samr": "amr_nb",
    b"sawb": "amr_wb",
    b"ulaw": "pcm_mulaw",
    b"alaw": "pcm_alaw",
    **dict.fromkeys((b"mha1", b"mhm1"), "mpegh_3d_audio"),
    **dict.fromkeys((b"dtsc", b"dtsh", b"dtsl", b"dtse"), "dts"),
    **dict.fromkeys((b"sowt", b"twos", b"lpcm", b"ipcm", b"fpcm", b"in24", b"in32", b"fl32", b"fl64", b"raw "), "pcm"),
}
_OBJECTS = {0x69: "mp3", 0x6B: "mp3", 0xA5: "ac3", 0xA6: "eac3"}
_DEPTHS, _WITHOUT_LOSS = frozenset(("flac", "pcm")), frozenset(("flac", "alac", "pcm", "truehd"))
_ENCRYPTED, _LONG_ENTRY = b"enca", 2
_LONG = Struct(">dIII").unpack_from
OPUS_RATE = 48000
_PAIRS = 0b0111_0011  # places of further channels that are two
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
    if kind == _ENCRYPTED and (at := entry.find(b"frma")) >= 0:
        kind = entry[at + 4 : at + 8]
    if kind not in _CODECS:
        raise Unsure
    codec = _CODECS[kind]
    channels, depth, rate = _ENTRY(entry)
    found = {
        "codec": codec,
        "sample_rate": (rate if codec == "truehd" else rate >> 16) or None,
        "channels": channels or None,
        "bit_rate": None,
        "lossless": codec in _WITHOUT_LOSS,
    }
    if codec in _DEPTHS:
        found["bit_depth"] = depth or None
    box, reader = _DETAILS.get(kind, (b"", None))
    if reader and (at := entry.find(box)) >= 0:
        reader(entry, at + 4, found)
    elif codec == "pcm" and int.from_bytes(entry[8:10], "big") == _LONG_ENTRY:
        _long(entry, found)
    return found


def _long(entry: bytes, found: dict[str, Any]) -> None:
    """Read the longer entry of QuickTime, unless it says what no sound can be."""
    rate, channels, _, depth = _LONG(entry, 32)
    if 1 <= rate <= MAX_RATE and 1 <= channels <= MAX_CHANNELS and depth <= MAX_BITS:
        found |= {"sample_rate": round(rate), "channels": channels, "bit_depth": depth or None}


def _alac(entry: bytes, at: int, found: dict[str, Any]) -> None:
    depth, channels, bit_rate, rate = _COOKIE(entry, at + 4)
    found["bit_depth"] = depth or None
    found["channels"] = channels or found["channels"]
    found["bit_rate"] = bit_rate or None
    found["sample_rate"] = rate or found["sample_rate"]


def _flac(entry: bytes, at: int, found: dict[str, Any]) -> None:
    """Read STREAMINFO: the entry itself has no room for more than 65,535 Hz."""
    info = streaminfo(entry[at + 8 : at + 42])
    found |= {"sample_rate": info.rate, "channels": info.channels, "bit_depth": info.depth}


def _opus(_entry: bytes, _at: int, found: dict[str, Any]) -> None:
    found["sample_rate"] = OPUS_RATE  # what stands there is the rate before it was encoded


def _ac3(entry: bytes, at: int, found: dict[str, Any]) -> None:
    """Read how the stream is laid out: what the entry says of channels is mostly 2 (ETSI TS 102 366, F.4)."""
    bits = int.from_bytes(entry[at : at + 3], "big")
    found["channels"] = ac3.channels(bits >> 11 & 7, bits >> 10 & 1)
    found["bit_rate"] = ac3.bit_rate(bits >> 5 & 31)


def _eac3(entry: bytes, at: int, found: dict[str, Any]) -> None:
    """Read the data rate and the first stream; those that hang on it may have more channels (F.6)."""
    bits = int.from_bytes(entry[at : at + 7].ljust(7, b"\0"), "big")
    found["bit_rate"] = (bits >> 43) * 1000 or None
    places = bits >> 8 & 0x1FF if bits >> 17 & 15 else 0
    more = places.bit_count() + (places & _PAIRS).bit_count()
    found["channels"] = ac3.channels(bits >> 25 & 7, bits >> 24 & 1) + more


def _aac(entry: bytes, at: int, found: dict[str, Any]) -> None:
    """Read the descriptors: of the stream, in it of the decoder, in it of its configuration."""
    at = _behind_size(entry, at + 5) + 3
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


_DETAILS = {
    b"mp4a": (b"esds", _aac),
    b"alac": (b"alac", _alac),
    b"fLaC": (b"dfLa", _flac),
    b"Opus": (b"dOps", _opus),
    b"ac-3": (b"dac3", _ac3),
    b"ec-3": (b"dec3", _eac3),
}
"""The box in an entry that tells more of the sound, and who reads it."""
