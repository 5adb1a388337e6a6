"""Makes a picture of one file; imported by worker processes alone, since a picture may be made to harm."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import rawpy
from PIL import Image, ImageOps

from mediad_sdk.errors import Unsupported

if TYPE_CHECKING:
    from mediad_sdk.values.media import MediaFile

LARGEST = 1920
"""Pixels of the longer side; nobody is shown more."""
LEAST = 640
"""Pixels of the longer side of a JPEG that stands for the photo."""
LARGEST_FILE = 200 << 20
MOST_PIXELS = 120_000_000
_TURNS = {3: Image.Transpose.ROTATE_180, 5: Image.Transpose.ROTATE_90, 6: Image.Transpose.ROTATE_270}
"""LibRaw's word for how the camera was held."""


class NoRaw(Unsupported):
    """The file is no RAW that can be decoded."""

    code = "not_raw"
    remedy = "Check what the file really is, or copy it again."


def read(file: MediaFile) -> bytes:
    """Give the JPEG inside a file where it is large enough; else develop the sensor's data at half their size."""
    if file.size > LARGEST_FILE:
        raise NoRaw(f"{file.name} is larger than {LARGEST_FILE >> 20} MiB.")
    try:
        with rawpy.imread(file.open()) as raw:
            picture = _preview(raw) or _developed(raw)
    except (rawpy.LibRawError, OSError, ValueError) as error:
        raise NoRaw(f"{file.name} cannot be decoded: {error}") from error
    picture.thumbnail((LARGEST, LARGEST))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "BMP")
    return out.getvalue()


def _preview(raw: rawpy.RawPy) -> Image.Image | None:
    try:
        thumb = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if thumb.format != rawpy.ThumbFormat.JPEG or not isinstance(thumb.data, bytes):
        return None
    found = Image.open(io.BytesIO(thumb.data), formats=("JPEG",))
    if max(found.size) < LEAST or found.width * found.height > MOST_PIXELS:
        return None
    found.draft("RGB", (LARGEST, LARGEST))
    if found.getexif().get(0x0112, 1) != 1:
        return ImageOps.exif_transpose(found)
    turn = _TURNS.get(raw.sizes.flip)
    is_upright = turn is None or (found.width < found.height) == (raw.sizes.flip != 3)  # noqa: PLR2004  # half a turn
    return found if is_upright or turn is None else found.transpose(turn)


def _developed(raw: rawpy.RawPy) -> Image.Image:
    if raw.sizes.raw_width * raw.sizes.raw_height > MOST_PIXELS:
        raise NoRaw(f"The sensor has more than {MOST_PIXELS // 1_000_000} megapixels.")
    return Image.fromarray(raw.postprocess(half_size=True, use_camera_wb=True))
