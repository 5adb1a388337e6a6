"""Places on the earth as cells: the geohashes that a work is listed under to be found on a map, coarse to fine.

A geohash (Gustavo Niemeyer, 2008) of n signs has 5n bits, those of the longitude first, by turns; two signs are a cell
of about 1250 x 620 km at the equator, six one of 1.2 x 0.6 km.
"""

from __future__ import annotations

CELLS = "cell"
"""The facet of a kind that has a map; the field behind it holds `cells`."""
LEVELS = (2, 3, 4, 5, 6)
"""Signs of the cells that a work is listed under."""
SIGNS = "0123456789bcdefghjkmnpqrstuvwxyz"
BITS = 5
"""Bits of one sign."""


def cells(latitude: float, longitude: float) -> list[str]:
    """Give the cells that a place is in, in degrees, one a level; what lies beyond the poles counts as there."""
    finest = LEVELS[-1]
    across, down = bits_of(finest)
    x = min(max(int((longitude + 180) / 360 * (1 << across)), 0), (1 << across) - 1)
    y = min(max(int((latitude + 90) / 180 * (1 << down)), 0), (1 << down) - 1)
    whole = cell(x, y, finest)
    return [whole[:level] for level in LEVELS]


def bits_of(level: int) -> tuple[int, int]:
    """Give how many bits of so many signs are the longitude's and how many the latitude's."""
    bits = level * BITS
    return (bits + 1) // 2, bits // 2


def cell(x: int, y: int, level: int) -> str:
    """Name a cell of so many signs by its column from the west and its row from the south."""
    across, down = bits_of(level)
    out, value = "", 0
    for at in range(level * BITS):
        own = x >> across - 1 - at // 2 if at % 2 == 0 else y >> down - 1 - at // 2
        value = value << 1 | own & 1
        if at % BITS == BITS - 1:
            out, value = out + SIGNS[value], 0
    return out
