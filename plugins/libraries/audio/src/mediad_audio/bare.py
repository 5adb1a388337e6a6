"""Sound without a container: frames one behind another, of which the first tell of all.

AAC in ADTS (ISO/IEC 13818-7), AC-3 (ETSI TS 102 366), and AMR in its file format (RFC 4867, section 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_audio import ac3
from mediad_audio.found import Unsure
from mediad_audio.id3 import size_at
from mediad_audio.sound import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mediad_audio.content import Content

    _Step = Callable[[bytes, int], int]  # gives the bytes of the frame at a place, 0 where there is none

NARROW, WIDE = b"#!AMR\n", b"#!AMR-WB\n"
_LOOKED_AT = 64 << 10
_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_AAC_FRAME, _AAC_HEAD = 1024, 7
# Bytes of a frame with its head, by its mode; 20 ms each.
_NARROW_SIZES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 1, 1)
_WIDE_SIZES = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1)
_AMR_SECONDS = 0.02


def adts(content: Content, head: bytes, start: int) -> dict[str, Any]:
    """Read AAC."""
    rate = _AAC_RATES[head[2] >> 2 & 15]
    seconds, bit_rate = _measured(content, start, _aac_size, _AAC_FRAME / rate)
    found = sound("aac", rate, (head[2] & 1) << 2 | head[3] >> 6, None, seconds)
    return found | {"bit_rate": bit_rate}


def amr(content: Content, head: bytes, start: int) -> dict[str, Any]:
    """Read AMR of either band."""
    wide = head.startswith(WIDE)
    sizes = _WIDE_SIZES if wide else _NARROW_SIZES
    begin = start + len(WIDE if wide else NARROW)
    seconds, bit_rate = _measured(content, begin, lambda data, at: sizes[data[at] >> 3 & 15], _AMR_SECONDS)
    found = sound("amr_wb" if wide else "amr_nb", 16000 if wide else 8000, 1, None, seconds)
    return found | {"container": "amr", "bit_rate": bit_rate}


def dolby(content: Content, head: bytes, start: int) -> dict[str, Any]:
    """Read AC-3 or E-AC-3."""
    frame = ac3.read(head)
    found = sound(frame.codec, frame.rate, frame.channels, None, (content.size - start) * 8 / frame.bit_rate)
    return found | {"bit_rate": frame.bit_rate}


def _measured(content: Content, start: int, step: _Step, each: float) -> tuple[float, int]:
    """Give seconds and bit rate, by the size of the first frames of `each` so many seconds."""
    sizes = [*_sizes(content.piece(start, _LOOKED_AT), step)]
    if not sizes:
        raise Unsure
    per_second = sum(sizes) / len(sizes) / each
    return (content.size - start) / per_second, round(per_second * 8)


def _sizes(data: bytes, step: _Step) -> Iterator[int]:
    at = 0
    while at + _AAC_HEAD <= len(data):
        if data[at : at + 3] == b"ID3":  # a stream that is sent says its news between frames
            at += size_at(data, at)
            continue
        size = step(data, at)
        if not size:
            return
        yield size
        at += size


def _aac_size(data: bytes, at: int) -> int:
    size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    return size if data[at] == 0xFF and size >= _AAC_HEAD else 0  # noqa: PLR2004  # the first byte of each frame
