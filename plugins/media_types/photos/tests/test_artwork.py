"""What is shown of photos whose pixels need a decoder of their own."""

from __future__ import annotations

import io
import struct
from typing import Any

from PIL import Image

from mediad_plugin_photos import jpeg
from mediad_plugin_photos.content import Content
from mediad_plugin_photos.extract import artwork, extract


def picture(size: tuple[int, int] = (800, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 200, 20)).save(out, "JPEG")
    return out.getvalue()


def raw(turned: int, preview: bytes) -> bytes:
    """A NEF: the first directory tells the camera and where a JPEG is."""
    rows = [(256, 3, 6000), (257, 3, 4000), (274, 3, turned), (513, 4, 8 + 2 + 12 * 5 + 4), (514, 4, len(preview))]
    table = b"".join(
        struct.pack("<HHI", tag, form, 1) + struct.pack("<I" if form == 4 else "<Hxx", value)
        for tag, form, value in rows
    )
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(rows)) + table + bytes(4) + preview


def test_the_jpeg_inside_a_raw_stands_for_it_the_way_the_camera_was_held(make: Any) -> None:
    for turned in (1, 6):
        shown = artwork(make.whole("a.nef", raw(turned, picture())))
        assert shown is not None
        assert jpeg.read(Content.of(shown)).exif.get("orientation", 1) == turned
        assert Image.open(io.BytesIO(shown)).size == (800, 600)


def test_the_facts_of_a_raw_are_those_of_its_sensor(make: Any) -> None:
    facts = extract(make.whole("a.nef", raw(6, picture())))
    assert (facts["type"], facts["width"], facts["height"]) == ("image/x-nikon-nef", 6000, 4000)
    assert (facts["orientation"], facts["has_preview"], len(facts["look"])) == (6, True, 16)


def test_a_jpeg_that_lies_about_its_place_is_none(make: Any) -> None:
    data = bytearray(raw(1, picture()))
    data[8 + 2 + 12 * 3 + 8 : 8 + 2 + 12 * 3 + 12] = struct.pack("<I", 1 << 30)
    assert artwork(make.whole("a.nef", bytes(data))) is None


def test_what_must_be_decoded_asks_who_can_even_where_no_jpeg_is_inside(make: Any) -> None:
    [work] = make.works({"IMG_1.HEIC": make.picture("2020-01-02T03:04:05", "A1", type="image/heic")})
    assert [(each.file, each.embedded) for each in work.artwork] == [(b"IMG_1.HEIC", True)]
    [work] = make.works({"a.CR2": make.picture(type="image/x-canon-cr2"), "a.jpg": make.picture()})
    assert [(each.file, each.embedded) for each in work.artwork] == [(b"a.jpg", False)]
