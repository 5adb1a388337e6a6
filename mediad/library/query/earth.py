"""Boxes on the earth as the cells of `mediad_sdk.earth`, which a facet lists works under, coarse to fine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass
from mediad_sdk.earth import BITS, LEVELS, SIGNS, bits_of, cell

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the earth in degrees; one whose west is east of its east goes over the date line."""

    south: float
    west: float
    north: float
    east: float

    def has(self, latitude: float, longitude: float) -> bool:
        """Tell whether a place is in it."""
        is_across = self.west > self.east
        beside = longitude >= self.west or longitude <= self.east if is_across else self.west <= longitude <= self.east
        return beside and self.south <= latitude <= self.north


def box(text: str) -> Box | None:
    """Read `south/west..north/east`; None where that is none."""
    try:
        [[south, west], [north, east]] = [[float(each) for each in corner.split("/")] for corner in text.split("..")]
    except ValueError:
        return None
    is_one = -90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180  # noqa: PLR2004  # degrees
    return Box(south, west, north, east) if is_one else None


def cover(of: Box, most: int) -> Sequence[str]:
    """Give the finest cells that cover a box and are no more than that; none where the coarsest are too many."""
    for level in reversed(LEVELS):
        xs, ys = _columns(of, level), _rows(of, level)
        if len(xs) * len(ys) <= most:
            return [cell(x, y, level) for y in ys for x in xs]
    return ()


def bounds(named: str) -> Box:
    """Give the part of the earth that a cell is."""
    x, y, bits = 0, 0, 0
    for sign in named:
        value = SIGNS.index(sign)
        for at in reversed(range(BITS)):
            if bits % 2 == 0:
                x = x << 1 | value >> at & 1
            else:
                y = y << 1 | value >> at & 1
            bits += 1
    across, down = _sizes(len(named))
    return Box(y * down - 90, x * across - 180, (y + 1) * down - 90, (x + 1) * across - 180)


def is_in(named: str, of: Box) -> bool:
    """Tell whether the middle of a cell lies in a box; what is no cell lies nowhere."""
    if not named or not set(SIGNS).issuperset(named):
        return False
    found = bounds(named)
    return of.has((found.south + found.north) / 2, (found.west + found.east) / 2)


def _sizes(level: int) -> tuple[float, float]:
    """Give how wide and how high a cell is, in degrees."""
    across, down = bits_of(level)
    return 360 / (1 << across), 180 / (1 << down)


def _columns(of: Box, level: int) -> list[int]:
    across, _ = _sizes(level)
    count = round(360 / across)
    first, last = int((of.west + 180) / across), int((of.east + 180) / across)
    if of.west > of.east:
        last += count
    return [x % count for x in range(min(first, count - 1), min(last, first + count - 1) + 1)]


def _rows(of: Box, level: int) -> range:
    _, down = _sizes(level)
    last = round(180 / down) - 1
    return range(min(int((of.south + 90) / down), last), min(int((of.north + 90) / down), last) + 1)
