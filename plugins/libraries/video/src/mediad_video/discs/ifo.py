"""The table of a DVD's title set (`VTS_01_0.IFO`): streams, their languages, length and chapters.

The format is not published; its layout is as dvd.sourceforge.net/dvdinfo and libdvdread's `ifo_types.h` describe it.
"""

from __future__ import annotations

from struct import error as struct_error
from struct import unpack_from
from typing import TYPE_CHECKING, Any

from mediad_video.discs.names import OLD_CODES
from mediad_video.probe.names import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTOR = 2048
MAGIC = b"DVDVIDEO-VTS"
MAX_CHAINS, MAX_AUDIO, MAX_SUBTITLES = 1000, 8, 32
_CHAINS, _VIDEO, _AUDIO, _SUBTITLES = 0xCC, 0x200, 0x203, 0x255
_HEAD, _CELL = 0xEC, 24
"""Bytes of a chain without its tables, and of each cell in one of them."""
_SIZES = {0: ((720, 480), (704, 480), (352, 480), (352, 240)), 1: ((720, 576), (704, 576), (352, 576), (352, 288))}
_RATES = {0: 29.97, 1: 25.0}
_FRAMES = {1: 25.0, 3: 30000 / 1001}
_ASPECTS = {0: 1.333, 3: 1.778}
_CODECS = {0: "ac3", 2: "mp2", 3: "mp2", 4: "pcm_dvd", 6: "dts"}
_DEPTHS = (16, 20, 24)
_BLIND, _COMMENTS = 2, (3, 4)
_DEAF, _FORCED, _SUBTITLED_COMMENTS = (5, 6, 7), 9, (13, 14, 15)


def facts(data: bytes) -> dict[str, Any]:
    """Read a table; nothing where it is none, or lies about where its parts are."""
    if not data.startswith(MAGIC):
        return {}
    try:
        chain = max(_chains(data), key=lambda at: _milliseconds(data, at + 4), default=0)
        if not chain:
            return {}
        streams = [_video(data), *_audio(data, chain), *_subtitles(data, chain)]
        length, chapters = _milliseconds(data, chain + 4), _chapters(data, chain)
    except (struct_error, IndexError):
        return {}
    found = {"container": "mpeg", "duration_ms": length, "streams": streams, "chapters": chapters}
    return {name: value for name, value in found.items() if value}


def _chains(data: bytes) -> Iterator[int]:
    """Give where the chains of cells lie that titles play; the longest is the film."""
    table = unpack_from(">I", data, _CHAINS)[0] * SECTOR
    if not table:
        return
    for number in range(min(unpack_from(">H", data, table)[0], MAX_CHAINS)):
        chain = table + unpack_from(">I", data, table + 8 + 8 * number + 4)[0]
        if chain + _HEAD <= len(data):
            yield chain


def _milliseconds(data: bytes, at: int) -> int:
    """Read a time: hours, minutes, seconds and frames in decimal digits of four bits, and the rate of the frames."""
    hours, minutes, seconds, frames = (_decimal(byte) for byte in (*data[at : at + 3], data[at + 3] & 0x3F))
    rate = _FRAMES.get(data[at + 3] >> 6)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (round(frames * 1000 / rate) if rate else 0)


def _decimal(byte: int) -> int:
    return (byte >> 4) * 10 + (byte & 15)


def _chapters(data: bytes, chain: int) -> list[dict[str, Any]]:
    """Give where programs begin: each names its first cell; of a block of angles only the first cell takes time."""
    programs, cells = data[chain + 2], data[chain + 3]
    first, playback = unpack_from(">HH", data, chain + 0xE6)
    begins, now = [0], 0
    for cell in range(cells):
        at = chain + playback + cell * _CELL
        angle = data[at] >> 6
        now += _milliseconds(data, at + 4) if angle in (0, 1) else 0
        begins.append(now)
    entries = data[chain + first : chain + first + programs]
    return [{"start": begins[entry - 1], "title": ""} for entry in entries if 0 < entry <= cells]


def _video(data: bytes) -> dict[str, Any]:
    head, tail = data[_VIDEO : _VIDEO + 2]
    standard = head >> 4 & 3
    width, height = _SIZES.get(standard, _SIZES[0])[tail >> 2 & 3]
    found = {
        "type": "video",
        "codec": "mpeg2video" if head >> 6 else "mpeg1video",
        "width": width,
        "height": height,
        "fps": _RATES.get(standard),
        "aspect": _ASPECTS.get(head >> 2 & 3),
    }
    return {name: value for name, value in found.items() if value}


def _audio(data: bytes, chain: int) -> Iterator[dict[str, Any]]:
    played = unpack_from(">8H", data, chain + 0x0C)
    for number in range(min(data[_AUDIO], MAX_AUDIO)):
        if any(played) and not played[number] >> 15:
            continue
        coding, form, language, use = _attributes(data, _AUDIO + 1 + 8 * number)
        codec, channels = _CODECS.get(coding >> 5, ""), (form & 7) + 1
        found = {
            "type": "audio",
            "codec": codec,
            "language": language,
            "channels": channels,
            "layout": LAYOUTS.get(channels),
            "sample_rate": 96000 if form >> 4 & 3 else 48000,
            "bit_depth": _DEPTHS[form >> 6] if codec == "pcm_dvd" and form >> 6 < len(_DEPTHS) else None,
            "visual_impaired": use == _BLIND,
            "commentary": use in _COMMENTS,
        }
        yield {name: value for name, value in found.items() if value or name == "codec"}


def _subtitles(data: bytes, chain: int) -> Iterator[dict[str, Any]]:
    played = unpack_from(">32I", data, chain + 0x1C)
    for number in range(min(data[_SUBTITLES], MAX_SUBTITLES)):
        if any(played) and not played[number] >> 31:
            continue
        _, _, language, use = _attributes(data, _SUBTITLES + 1 + 6 * number)
        found = {
            "type": "subtitle",
            "codec": "dvd_subtitle",
            "language": language,
            "forced": use == _FORCED,
            "hearing_impaired": use in _DEAF,
            "commentary": use in _SUBTITLED_COMMENTS,
        }
        yield {name: value for name, value in found.items() if value}


def _attributes(data: bytes, at: int) -> tuple[int, int, str, int]:
    """Give the two bytes of a stream's coding, its language, and what it is for."""
    coding, form, language, use = unpack_from(">BB2sxB", data, at)
    word = language.decode("latin-1").lower()
    return coding, form, OLD_CODES.get(word, word) if word.isascii() and word.isalpha() else "", use
