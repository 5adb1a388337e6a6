"""What a reader of a container finds, before it is made facts of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Found:
    """The pieces of one file.

    Attributes:
        type: The MIME type by content.
        width: Pixels across as stored, 0 where it is not told.
        height: Pixels down as stored.
        exif: What EXIF says, under our names.
        xmp: A packet of XMP.
        iptc: Datasets of IPTC.
        icc: A colour profile, or its beginning.
        texts: Words that the container itself carries: title, description, taken ...
        orientation: How the container says it is turned, 0 where it does not.
        preview: Where a JPEG for display is inside a file that Pillow cannot read: place, bytes.
        thumbnail: Where a small JPEG is: place, bytes.
        clip: Where a clip of a moving photo is: first byte, the one behind the last.
        frames: Pictures of an animation.
        is_cut: The file ends before the picture does.
    """

    type: str
    width: int = 0
    height: int = 0
    exif: dict[str, Any] = field(default_factory=dict)
    xmp: bytes = b""
    iptc: bytes = b""
    icc: bytes = b""
    texts: dict[str, Any] = field(default_factory=dict)
    orientation: int = 0
    preview: tuple[int, int] | None = None
    thumbnail: tuple[int, int] | None = None
    clip: tuple[int, int] | None = None
    frames: int = 1
    is_cut: bool = False
