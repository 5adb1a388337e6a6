"""Makes a picture of one file; imported by worker processes alone, since a picture may be made to harm."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pillow_heif

from mediad_sdk.errors import Unsupported

if TYPE_CHECKING:
    from mediad_sdk.values.media import MediaFile

# Each thread reserves address space, of which a media worker has little; an iPhone's tiles would take four of them.
pillow_heif.options.DECODE_THREADS = 1

MOST_PIXELS = 80_000_000
"""A picture of more pixels is refused before it is decoded."""
LARGEST = 1920
"""Pixels of the longer side; nobody is shown more."""


class NoHeic(Unsupported):
    """The file is no HEIC that can be decoded."""

    code = "not_heic"
    remedy = "Check what the file really is, or copy it again."


def read(file: MediaFile) -> bytes:
    """Decode a file's main picture, upright and without metadata."""
    try:
        found = pillow_heif.open_heif(file.open())
        if found.size[0] * found.size[1] > MOST_PIXELS:
            raise NoHeic(f"{file.name} has more than {MOST_PIXELS // 1_000_000} megapixels.")
        picture = found.to_pillow()
    except (ValueError, OSError, RuntimeError, EOFError) as error:
        raise NoHeic(f"{file.name} cannot be decoded: {error}") from error
    picture.thumbnail((LARGEST, LARGEST))
    out = io.BytesIO()
    # Nothing but pixels go on: they were turned already.
    picture.convert("RGBA" if picture.mode == "RGBA" else "RGB").save(out, "PNG" if picture.mode == "RGBA" else "BMP")
    return out.getvalue()
