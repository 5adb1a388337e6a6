"""The facts of sound that a head tells of itself, within what sound can be."""

from __future__ import annotations

from typing import Any

from mediad_audio.found import Unsure

MAX_RATE, MAX_CHANNELS, MAX_BITS, MAX_SECONDS = 100_000_000, 64, 64, 10_000_000


def sound(codec: str, rate: int, channels: int, bits: int | None, seconds: float | None) -> dict[str, Any]:
    """Give the facts; sound of so many bits a sample is lossless, and None says that it is not."""
    if rate > MAX_RATE or channels > MAX_CHANNELS or (seconds or 0) >= MAX_SECONDS:
        raise Unsure
    return {
        "container": codec,
        "codec": codec,
        "duration_ms": round((seconds or 0) * 1000) or None,
        "sample_rate": rate or None,
        "channels": channels or None,
        "bit_depth": bits,
        "lossless": bits is not None,
    }
