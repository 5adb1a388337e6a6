"""A small hash of what a picture looks like: those of near-duplicates differ in few bits.

A difference hash of 64 bits: each tells whether one of 9 x 8 grey squares is darker than its right neighbour. Imported
where a picture is decoded, since a picture may be made to harm.
"""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image

MOST_PIXELS = {"JPEG": 120_000_000}
"""Pixels of a picture that is decoded; JPEG alone can be decoded in a smaller size."""
FEWER_PIXELS = 16_000_000
_ACROSS, _DOWN = 9, 8
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


def look(data: bytes, shape: tuple[int, int]) -> str:
    """Give the hash of a picture as 16 hexadecimal signs, "" where it cannot be decoded.

    Args:
        data: The picture, or its thumbnail.
        shape: The picture's size; a thumbnail of another shape has bars, which are cut off.
    """
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as found:
            if found.width * found.height > MOST_PIXELS.get(found.format or "", FEWER_PIXELS):
                return ""
            found.draft("L", (64, 64))
            grey = found.crop(_without_bars(found.size, shape)).convert("L")
    except (OSError, ValueError, SyntaxError, EOFError, struct.error):
        return ""
    squares = grey.resize((_ACROSS, _DOWN), Image.Resampling.BOX).tobytes()
    bits = 0
    for at in range(_DOWN * _ACROSS):
        if at % _ACROSS < _ACROSS - 1:
            bits = bits << 1 | (squares[at] < squares[at + 1])
    return f"{bits:016x}"


def _without_bars(size: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int, int, int]:
    across, down = size
    if not shape[0] or not shape[1]:
        return 0, 0, across, down
    height = min(round(across * shape[1] / shape[0]), down)
    width = min(round(down * shape[0] / shape[1]), across)
    left, top = (across - width) // 2, (down - height) // 2
    return left, top, left + width, top + height
