"""Documents of Photoshop that the tests make themselves, whole and cut."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from mediad_plugin_photos.extract import extract

EXIF = b"MM\0*" + struct.pack(">IHHHIII", 8, 1, 0x0132, 2, 20, 26, 0) + b"2020:01:02 03:04:05\0"
PACKET = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>"""


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    named = bytes([len(name)]) + name + (b"" if len(name) % 2 else b"\0")
    return b"8BIM" + struct.pack(">H", number) + named + struct.pack(">I", len(data)) + data + bytes(len(data) % 2)


def test_a_document_of_photoshop_tells_its_size_camera_words_and_thumbnail(make: Any) -> None:
    small = b"\xff\xd8\xff\xd9"
    blocks = resource(0x03ED, b"odd") + resource(0x0422, EXIF, b"exif") + resource(0x0424, PACKET)
    blocks += resource(0x040C, bytes(28) + small)
    data = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 300, 400, 8, 3) + bytes(4)
    facts = extract(make.whole("a.psd", data + struct.pack(">I", len(blocks)) + blocks))
    assert (facts["type"], facts["width"], facts["height"]) == ("image/vnd.adobe.photoshop", 400, 300)
    assert (facts["exif"]["modified"], facts["xmp"]["rating"], facts["has_preview"]) == (
        "2020-01-02T03:04:05",
        4,
        True,
    )


@pytest.mark.parametrize("size", range(26, 60))
def test_a_document_of_photoshop_that_ends_early_is_read_as_far_as_it_goes(make: Any, size: int) -> None:
    data = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 300, 400, 8, 3) + bytes(4) + b"\xff" * 64
    assert extract(make.whole("a.psd", data[:size]))["width"] == 400
