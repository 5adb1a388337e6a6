"""Pictures as single programs write them, for better or worse."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import pytest

from mediad_plugin_photos import brotli, exif, takeout
from mediad_plugin_photos.content import Content
from mediad_plugin_photos.extract import extract
from mediad_plugin_photos.tiff import Tiff

from .test_readers import CAMERA, MOVIE, PACKET, box, jpeg, tiff


def packed(kind: bytes, data: bytes) -> bytes:
    """A box of JPEG XL behind Brotli, in whose stream the bytes stand as they are."""
    head = ((len(data) - 1) << 4 | 1 << 20).to_bytes(3, "little")
    return box(b"brob", kind, head, data, b"\x03")


def test_jpeg_xl_tells_its_turn_and_what_it_packed_of_a_jpeg(make: Any) -> None:
    # Width and height in eighths: 64 x 48 (ratio 4:3), then an orientation of 6.
    head = (1 | 5 << 1 | 3 << 6 | 0 << 9 | 1 << 10 | 5 << 11).to_bytes(16, "little")
    parts = (box(b"jxlp", bytes(4), b"\xff\x0a", head[:1]), box(b"jxlp", bytes(4), head[1:]))
    jxl = b"\0\0\0\x0cJXL \r\n\x87\n" + b"".join(parts) + packed(b"Exif", bytes(4) + CAMERA)
    facts = extract(make.whole("a.jxl", jxl + packed(b"xml ", PACKET)))
    assert (facts["width"], facts["height"], facts["orientation"]) == (64, 48, 6)
    if "exif" not in facts:
        pytest.skip("there is no library that reads Brotli")
    assert (facts["exif"]["make"], facts["xmp"]["rating"]) == ("Fennick", 4)
    damaged = extract(make.whole("a.jxl", jxl.replace(b"Fennick", b"Fen").replace(b"brobExif", b"brobxml ")))
    assert "xmp" not in damaged


def test_of_metadata_that_jpeg_xl_packed_often_one_of_a_kind_is_inflated(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    inflated: list[bytes] = []
    monkeypatch.setattr(brotli, "inflated", lambda data: inflated.append(data) or b"")
    data = b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"jxlc", b"\xff\x0a", bytes(16))
    extract(make.whole("a.jxl", data + 500 * packed(b"Exif", b"x") + 500 * packed(b"xml ", b"y")))
    assert len(inflated) == 2


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e300])
def test_what_is_no_number_or_beyond_all_measure_is_no_fact(make: Any, number: float) -> None:
    rows = [(tag, 12, struct.pack("<d", number)) for tag in (0x8827, 0x829A, 0xA002)]
    block = tiff((0x010F, 2, b"Fennick\0"), *rows)
    assert extract(make.whole("a.jpg", jpeg((0xE1, b"Exif\0\0" + block))))["exif"] == {"make": "Fennick"}
    place = exif.position(Tiff(Content.of(tiff((6, 12, rows[0][2]), (17, 12, rows[0][2])))).directory(8))
    assert place == {}
    said = {"title": "a", "creationTime": {}, "geoData": {"latitude": number, "longitude": 1.0}}
    assert "gps" not in takeout.read(json.dumps(said).encode())
    said["geoData"] = {"latitude": 2.0, "longitude": 1.0, "altitude": number}
    assert takeout.read(json.dumps(said).encode())["gps"] == {"latitude": 2.0, "longitude": 1.0}


def test_iptc_in_a_tiff_is_read_where_it_is_whole(make: Any) -> None:
    words = b"".join(b"\x1c\x02\x19" + struct.pack(">H", 4) + word for word in (b"salt", b"wind"))
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(words)) + words
    data = tiff((256, 3, b"\x04\0"), (257, 3, b"\x04\0"), (0x83BB, 7, words[:12]), (0x8649, 7, block))
    assert extract(make.whole("a.tif", data))["iptc"]["keywords"] == ["salt", "wind"]


@pytest.mark.parametrize("moved", [0, 54])
def test_a_note_of_canon_tells_the_speed_wherever_a_program_moved_it(make: Any, moved: int) -> None:
    entry = struct.Struct("<HHII").pack
    first = struct.pack("<H", 2) + entry(0x010F, 2, 6, 38) + entry(0x8769, 4, 1, 44) + bytes(4) + b"Canon\0"
    at = 44 + 2 + 12 + 4
    home = at - moved + 2 + 12 + 4  # where the camera put the values
    note = struct.pack("<H", 1) + entry(0x0004, 3, 4, home) + bytes(4) + struct.pack("<4H", 8, 0, 128, 0)
    note += b"II*\0" + struct.pack("<I", at - moved)
    shot = struct.pack("<H", 1) + entry(0x927C, 7, len(note), at) + bytes(4)
    data = b"II*\0" + struct.pack("<I", 8) + first + shot + note
    assert extract(make.whole("a.jpg", jpeg((0xE1, b"Exif\0\0" + data))))["exif"]["iso"] == 50


@pytest.mark.parametrize("behind", [b"", b"\xff\xd8 a map of brightness \xff\xd9"])
def test_a_moving_photo_has_its_clip_whatever_stands_behind_it(make: Any, behind: bytes) -> None:
    said = f'<rdf:li rdf:parseType="Resource"><C:Item I:Semantic="MotionPhoto" I:Length="{len(MOVIE)}"/></rdf:li>'
    google = "http://ns.google.com/photos/1.0/"
    packet = (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description G:MotionPhoto="1" '
        f'xmlns:G="{google}camera/" xmlns:C="{google}container/" xmlns:I="{google}container/item/">'
        f"<C:Directory><rdf:Seq>{said}</rdf:Seq></C:Directory></rdf:Description></rdf:RDF>"
    )
    data = jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()), behind=MOVIE + behind)
    start, end = extract(make.whole("a.jpg", data))["clip"]
    assert data[start:end] == MOVIE
