"""The head of a frame of AC-3 or E-AC-3 (ETSI TS 102 366), which tells of all of them."""

from __future__ import annotations

from typing import NamedTuple

MAGIC = b"\x0b\x77"
_LAST_AC3 = 10  # the last version of the stream that is AC-3; what is above is E-AC-3
_RATES = (48000, 44100, 32000)
_CHANNELS = (2, 1, 2, 3, 3, 4, 4, 5)
_BIT_RATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640)
_BLOCKS = (1, 2, 3, 6)
_BLOCK = 256  # samples
_HALF = 3


class Frame(NamedTuple):
    """What a head tells."""

    codec: str
    rate: int
    channels: int
    bit_rate: int


def channels(mode: int, bass: int) -> int:
    """Give the channels of a layout of the front and the back, with or without the one of the bass."""
    return _CHANNELS[mode] + bass


def bit_rate(code: int) -> int | None:
    """Give the bits a second of a code of AC-3."""
    return _BIT_RATES[code] * 1000 if code < len(_BIT_RATES) else None


def read(head: bytes) -> Frame:
    """Read the head of either kind."""
    return _enhanced(head) if head[5] >> 3 > _LAST_AC3 else _plain(head)


def _enhanced(head: bytes) -> Frame:
    size = ((head[2] & 7) << 8 | head[3]) * 2 + 2
    code, second = head[4] >> 6, head[4] >> 4 & 3
    rate, blocks = (_RATES[second] // 2, 6) if code == _HALF else (_RATES[code], _BLOCKS[second])
    return Frame("eac3", rate, channels(head[4] >> 1 & 7, head[4] & 1), round(size * 8 * rate / (blocks * _BLOCK)))


def _plain(head: bytes) -> Frame:
    mode = head[6] >> 5
    # Levels of mixing stand before the bit of the bass, as many as the channels need.
    skipped = 2 * (mode in (3, 5, 7)) + 2 * (mode >= 4) + 2 * (mode == 2)  # noqa: PLR2004  # layouts
    bass = int.from_bytes(head[6:8], "big") >> 12 - skipped & 1
    return Frame("ac3", _RATES[head[4] >> 6], channels(mode, bass), _BIT_RATES[(head[4] & 63) >> 1] * 1000)
