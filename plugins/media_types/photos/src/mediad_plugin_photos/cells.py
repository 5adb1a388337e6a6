"""Cells of the map: the geohashes that a position is in, coarse to fine, for maps that count before they draw.

A geohash of n signs has 5n bits, longitude first; two signs are a cell of about 1250 x 620 km, four of 39 x 20 km, six
of 1.2 x 0.6 km.
"""

from __future__ import annotations

_SIGNS = "0123456789bcdefghjkmnpqrstuvwxyz"
LEVELS = (2, 4, 6)
"""Signs of the cells that maps are counted by."""


def of(latitude: float, longitude: float) -> dict[str, str]:
    """Give the cell of a position at each level: `map2`, `map4`, `map6`."""
    whole = geohash(latitude, longitude, LEVELS[-1])
    return {f"map{length}": whole[:length] for length in LEVELS}


def geohash(latitude: float, longitude: float, length: int) -> str:
    """Give the cell of so many signs that a position is in."""
    bits = length * 5
    across, down = (bits + 1) // 2, bits // 2
    x = min(int((longitude + 180) / 360 * (1 << across)), (1 << across) - 1)
    y = min(int((latitude + 90) / 180 * (1 << down)), (1 << down) - 1)
    out, value = "", 0
    for at in range(bits):
        own = x >> across - 1 - at // 2 if at % 2 == 0 else y >> down - 1 - at // 2
        value = value << 1 | own & 1
        if at % 5 == 4:  # noqa: PLR2004  # a sign is five bits
            out, value = out + _SIGNS[value], 0
    return out
