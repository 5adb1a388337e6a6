"""Containers that the tests make themselves, honest and hostile."""

from __future__ import annotations

import io
import struct
import time
import zlib
from typing import Any

import pytest
from PIL import Image

from mediad_plugin_photos.errors import Damaged, NotPhoto
from mediad_plugin_photos.extract import digest, extract
from mediad_sdk.errors import PluginFault

AT = b"2020:01:02 03:04:05\0"
PACKET = b"""<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" xmlns:MP="http://ns.microsoft.com/photo/1.2/"
 xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#" xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#"
 xmp:Rating="4" exif:DateTimeOriginal="2019-05-06T07:08:09.25+02:00" exif:GPSLatitude="48,30.6N"
 exif:GPSLongitude="9,3.0W" GPano:ProjectionType="equirectangular">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A Title</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>Italy</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>
<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Italy</rdf:li></rdf:Bag></lr:hierarchicalSubject>
<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li rdf:parseType="Resource">
<MPReg:Rectangle>0.1, 0.2, 0.3, 0.4</MPReg:Rectangle><MPReg:PersonDisplayName>Ada</MPReg:PersonDisplayName>
</rdf:li></rdf:Bag></MPRI:Regions></MP:RegionInfo>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""


def tiff(*rows: tuple[int, int, bytes], order: str = "<") -> bytes:
    """One directory of values that stand behind it."""
    at = 8 + 2 + 12 * len(rows) + 4
    table, more = b"", b""
    for tag, form, data in rows:
        count = len(data) // {2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 12: 8}[form]
        place = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack(f"{order}I", at + len(more))
        table += struct.pack(f"{order}HHI", tag, form, count) + place
        more += data if len(data) > 4 else b""
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(f"{order}IH", 8, len(rows)) + table + bytes(4) + more


CAMERA = tiff((0x010F, 2, b"Fennick\0"), (0x0110, 2, b"A1 camera\0"), (0x9003, 2, AT))


def box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", 8 + len(body)) + kind + body


def heic(exif: bytes = CAMERA, *, turn: int = 0, clip: bytes = b"", brand: bytes = b"heic") -> bytes:
    """The items of a picture of 400 x 300: its size, how it is turned, EXIF and XMP; no pixels."""
    data = bytes(4) + exif
    infos = [
        box(b"infe", b"\2\0\0\0", struct.pack(">HH4s", number, 0, kind), b"\0", content)
        for number, kind, content in ((1, b"hvc1", b""), (2, b"Exif", b""), (3, b"mime", b"application/rdf+xml\0"))
    ]
    properties = box(b"ipco", box(b"ispe", bytes(4), struct.pack(">II", 400, 300)), box(b"irot", bytes([turn]))) + box(
        b"ipma", bytes(4), struct.pack(">IHB", 1, 1, 2), b"\x81\x82"
    )

    def meta(at: int) -> bytes:
        places = [struct.pack(">HHHII", 2, 0, 1, at, len(data))]
        places.append(struct.pack(">HHHII", 3, 0, 1, at + len(data), len(PACKET)))
        return box(
            b"meta", bytes(4), box(b"hdlr", bytes(8), b"pict", bytes(13)), box(b"pitm", bytes(4), b"\0\1"),
            box(b"iinf", bytes(4), struct.pack(">H", 3), *infos),
            box(b"iloc", bytes(4), b"\x44\0", struct.pack(">H", 2), *places), box(b"iprp", properties),
        )  # fmt: skip  # a tree

    head = box(b"ftyp", brand, bytes(4), b"mif1")
    behind = box(b"mpvd", clip) if clip else b""
    return head + meta(len(head) + len(meta(0)) + 8) + box(b"mdat", data, PACKET) + behind


def jpeg(*segments: tuple[int, bytes], behind: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (1, 2, 3)).save(out, "JPEG")
    plain = out.getvalue()
    more = b"".join(struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body for kind, body in segments)
    return plain[:2] + more + plain[2:] + behind


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(4)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*each) for each in chunks) + pixels + chunk(b"IEND", b"")


MOVIE = box(b"ftyp", b"mp42", bytes(4)) + box(b"mdat", bytes(50))


class TestContainers:
    def test_heic_tells_what_its_items_say(self, make: Any) -> None:
        facts = extract(make.whole("a.heic", heic(turn=3)))
        assert (facts["type"], facts["width"], facts["height"], facts["orientation"]) == ("image/heic", 400, 300, 6)
        assert (facts["exif"]["model"], facts["exif"]["taken"]) == ("A1 camera", "2020-01-02T03:04:05")
        assert facts["xmp"]["title"] == "A Title"

    def test_avif_is_told_from_heic_by_its_brand(self, make: Any) -> None:
        assert extract(make.whole("a.heic", heic(brand=b"avif")))["type"] == "image/avif"

    def test_the_clip_in_a_heic_is_found(self, make: Any) -> None:
        data = heic(clip=MOVIE)
        start, end = extract(make.whole("a.heic", data))["clip"]
        assert data[start:end] == MOVIE

    def test_cr3_tells_what_canons_blocks_say(self, make: Any) -> None:
        blocks = box(b"CMT1", tiff((0x010F, 2, b"Canon\0"), (0x0112, 3, b"\6\0"))) + box(b"CMT2", CAMERA)
        canon = box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48"), blocks)
        preview = box(b"PRVW", bytes(12), struct.pack(">I", len(jpeg())), jpeg())
        shown = box(b"uuid", bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16"), bytes(8), preview)
        facts = extract(make.whole("a.cr3", box(b"ftyp", b"crx ", bytes(4)) + box(b"moov", canon) + shown))
        assert facts["type"] == "image/x-canon-cr3"
        assert (facts["exif"]["make"], facts["exif"]["taken"]) == ("Canon", "2020-01-02T03:04:05")
        assert (facts["orientation"], facts["has_preview"]) == (6, True)

    def test_raf_tells_what_the_jpeg_in_it_says(self, make: Any) -> None:
        inside = jpeg((0xE1, b"Exif\0\0" + CAMERA))
        data = b"FUJIFILMCCD-RAW 0201".ljust(84, b"\0") + struct.pack(">II", 100, len(inside)) + bytes(8) + inside
        facts = extract(make.whole("a.raf", data))
        assert (facts["type"], facts["exif"]["model"], facts["width"]) == ("image/x-fuji-raf", "A1 camera", 40)

    @pytest.mark.parametrize(
        ("name", "head"), [("a.orf", b"IIRO"), ("a.rw2", b"IIU\0"), ("a.arw", b"II*\0"), ("a.pef", b"II*\0")]
    )
    def test_raw_of_tiffs_making_tells_its_camera(self, make: Any, name: str, head: bytes) -> None:
        facts = extract(make.whole(name, head + CAMERA[4:]))
        assert (facts["type"][:8], facts["exif"]["model"]) == ("image/x-", "A1 camera")

    def test_png_tells_exif_texts_and_xmp(self, make: Any) -> None:
        packed = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(PACKET)
        data = png((b"eXIf", CAMERA), (b"tEXt", b"Creation Time\0Fri, 3 Jan 2020 10:11:12 GMT"), (b"iTXt", packed))
        facts = extract(make.whole("a.png", data))
        assert facts["exif"]["model"] == "A1 camera"
        assert facts["texts"]["taken"] == "2020-01-03T10:11:12"
        assert facts["xmp"]["rating"] == 4

    def test_exif_in_either_byte_order_is_the_same(self, make: Any) -> None:
        rows = ((0x010F, 2, b"Fennick\0"), (0x9003, 2, AT))
        read = [
            extract(make.whole("a.jpg", jpeg((0xE1, b"Exif\0\0" + tiff(*rows, order=order)))))["exif"] for order in "<>"
        ]
        assert read[0] == read[1] == {"make": "Fennick", "taken": "2020-01-02T03:04:05"}

    def test_a_name_does_not_decide_what_a_file_is(self, make: Any) -> None:
        assert extract(make.whole("a.heic", jpeg()))["type"] == "image/jpeg"
        assert extract(make.whole("a.jpg", png()))["type"] == "image/png"

    def test_what_is_read_piece_by_piece_is_what_is_read_whole(
        self, make: Any, mediad_file: Any, tmp_path: Any
    ) -> None:
        path = tmp_path / "a.jpg"
        path.write_bytes(jpeg((0xE1, b"Exif\0\0" + CAMERA), behind=bytes(300_000)))
        assert extract(mediad_file(path)) == extract(make.whole("a.jpg", path.read_bytes()))


class TestWords:
    def test_xmp_tells_tags_as_paths_people_with_regions_and_panoramas(self, make: Any) -> None:
        said = extract(make.whole("a.xmp", PACKET))["sidecar"]
        assert said["tags"] == ["Places/Italy", "sea"]
        assert said["regions"] == [
            {"name": "Ada", "type": "face", "left": 0.1, "top": 0.2, "width": 0.3, "height": 0.4}
        ]
        assert (said["taken"], said["taken_subsecond"], said["taken_offset"]) == ("2019-05-06T07:08:09", "25", "+02:00")
        assert said["gps"] == {"latitude": 48.51, "longitude": -9.05}
        assert said["panorama"] == {"projection": "equirectangular"}

    def test_iptc_tells_when_who_and_what(self, make: Any) -> None:
        def said(number: int, value: bytes) -> bytes:
            return struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value

        sets = said(55, b"20200102") + said(60, b"030405+0100") + said(25, b"sea") + said(25, "Küste".encode())
        block = b"8BIM\4\4\0\0" + struct.pack(">I", len(sets)) + sets
        facts = extract(make.whole("a.jpg", jpeg((0xED, b"Photoshop 3.0\0" + block))))
        assert facts["iptc"] == {
            "taken": "2020-01-02T03:04:05", "taken_offset": "+01:00", "keywords": ["sea", "Küste"],
        }  # fmt: skip  # a table

    def test_google_and_samsung_tell_where_a_clip_is(self, make: Any) -> None:
        said = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        said += b'<rdf:Description xmlns:G="http://ns.google.com/photos/1.0/camera/" G:MicroVideo="1" '
        said += b'G:MicroVideoOffset="%d"/></rdf:RDF></x:xmpmeta>' % len(MOVIE)
        google = jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said), behind=MOVIE)
        block = b"\0\0\x30\x0a" + struct.pack("<I", 16) + b"MotionPhoto_Data" + MOVIE
        listed = b"SEFH" + struct.pack("<II", 106, 1) + b"\0\0\x30\x0a" + struct.pack("<II", len(block), len(block))
        samsung = jpeg(behind=block + listed + struct.pack("<I", len(listed)) + b"SEFT")
        for data in (google, samsung):
            start, end = extract(make.whole("a.jpg", data))["clip"]
            assert data[start:end] == MOVIE

    def test_a_clip_that_is_none_is_not_told_of(self, make: Any) -> None:
        listed = b"SEFH" + struct.pack("<II", 106, 1) + b"\0\0\x30\x0a" + struct.pack("<II", 1 << 31, 1 << 31)
        data = jpeg(behind=listed + struct.pack("<I", len(listed)) + b"SEFT")
        assert "clip" not in extract(make.whole("a.jpg", data))


class TestClips:
    def test_a_clip_tells_when_where_and_whose_live_photo_it_is(self, make: Any) -> None:
        head = box(b"mvhd", bytes(4), struct.pack(">IIII", 3_660_000_000, 0, 600, 1200), bytes(80))
        names = [b"com.apple.quicktime.creationdate", b"com.apple.quicktime.content.identifier"]
        keys = box(b"keys", bytes(4), struct.pack(">I", 2), *(box(b"mdta", name) for name in names))
        values = (b"2020-01-02T03:04:05+0100", b"ID")
        told = [box(struct.pack(">I", at), box(b"data", bytes(8), value)) for at, value in enumerate(values, 1)]
        meta = box(b"meta", box(b"hdlr", bytes(8), b"mdta", bytes(13)), keys, box(b"ilst", *told))
        place = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", 18, 0), b"+48.5100-009.0500/"))
        data = box(b"ftyp", b"qt  ", bytes(4)) + box(b"moov", head, meta, place) + box(b"mdat", bytes(9))
        facts = extract(make.whole("a.mov", data))
        assert (facts["type"], facts["duration_ms"], facts["live"]) == ("video/quicktime", 2000, "ID")
        assert (facts["taken"], facts["taken_offset"]) == ("2020-01-02T03:04:05", "+01:00")
        assert facts["gps"] == {"latitude": 48.51, "longitude": -9.05}
        assert facts["taken_utc"].startswith("2019-12")


class TestHostile:
    @pytest.mark.parametrize("data", [b"GIF", b"no picture", b"\0" * 100, b"PK\3\4" + bytes(100), b"<svg onload='x'/>"])
    def test_what_is_no_picture_is_refused(self, make: Any, data: bytes) -> None:
        with pytest.raises(NotPhoto):
            extract(make.whole("a.jpg", data))

    def test_a_picture_without_a_size_and_without_words_is_damaged(self, make: Any) -> None:
        with pytest.raises(Damaged):
            extract(make.whole("a.jpg", b"\xff\xd8\xff\xd9"))

    def test_half_a_jpeg_says_so(self, make: Any) -> None:
        out = io.BytesIO()
        Image.effect_noise((400, 300), 60).save(out, "JPEG")
        assert extract(make.whole("a.jpg", out.getvalue()[:9000]))["is_cut"] is True
        assert "is_cut" not in extract(make.whole("a.jpg", out.getvalue()))

    def test_directories_that_point_at_themselves_end(self, make: Any) -> None:
        loop = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x8769, 4, 1, 8) + struct.pack("<I", 8)
        assert "exif" not in extract(make.whole("a.jpg", jpeg((0xE1, b"Exif\0\0" + loop))))

    def test_entries_that_claim_gigabytes_are_empty(self, make: Any) -> None:
        rows = b"".join(struct.pack("<HHII", 0x9000 + at, 2, 0xFFFFFFFF, 8) for at in range(60))
        lies = b"II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + rows
        assert extract(make.whole("a.jpg", jpeg((0xE1, b"Exif\0\0" + lies))))["width"] == 40

    @pytest.mark.parametrize(
        "packet",
        [
            b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + PACKET.replace(b"A Title", b"&a;"),
            b"<rdf:RDF " + b"<a " * 60_000,
            b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"<x:a>" * 10_000,
            b"<rdf:RDF>" * 100_000,
        ],
    )
    def test_xmp_expands_nothing_and_ends(self, make: Any, packet: bytes) -> None:
        start = time.perf_counter()
        assert "title" not in extract(make.whole("a.xmp", packet))["sidecar"]
        assert time.perf_counter() - start < 1

    def test_a_text_that_inflates_without_end_is_capped(self, make: Any) -> None:
        data = png((b"zTXt", b"Description\0\0" + zlib.compress(bytes(65) * 1_000_000)))
        assert len(extract(make.whole("a.png", data)).get("texts", {}).get("description", "")) <= 1 << 20

    @pytest.mark.parametrize(
        "name", ["a.jpg", "a.heic", "a.cr3", "a.nef", "a.png", "a.webp", "a.mov", "a.gif", "a.jxl"]
    )
    def test_whatever_one_changed_byte_does_there_are_facts_or_a_code(self, make: Any, name: str) -> None:
        whole = {
            "a.jpg": jpeg((0xE1, b"Exif\0\0" + CAMERA)), "a.heic": heic(), "a.nef": CAMERA, "a.png": png(),
            "a.cr3": box(b"ftyp", b"crx ", bytes(4)) + box(b"moov", box(b"uuid", bytes(16), CAMERA)), "a.mov": MOVIE,
        }.get(name) or encoded(name)  # fmt: skip  # a table
        codes: set[str] = set()
        for at in range(min(len(whole), 600)):
            for byte in (0, 0xFF, whole[at] ^ 1):
                changed = whole[:at] + bytes([byte]) + whole[at + 1 :]
                try:
                    extract(make.whole(name, changed))
                except PluginFault as fault:
                    codes.add(fault.code)
        assert codes <= {"not_photo", "damaged"}

    def test_copies_have_one_digest_and_other_bytes_another(self, make: Any) -> None:
        from mediad_plugin_photos.content import Content  # noqa: PLC0415  # only here

        one, other = jpeg(), jpeg((0xFE, b"x"))
        assert digest(Content.of(one)) == digest(Content.of(one)) != digest(Content.of(other))


def encoded(name: str) -> bytes:
    out = io.BytesIO()
    if name.endswith("jxl"):
        return b"\xff\x0a" + bytes(30)
    Image.new("RGB", (40, 30), (1, 2, 3)).save(out, name.rpartition(".")[2].upper())
    return out.getvalue()
