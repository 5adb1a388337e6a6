"""Photos with what a camera writes: EXIF in JPEG, TIFF-based RAW and HEIC, XMP, motion photos."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from accuracy.media.seeds import picture, seed

_RAW = {"cr2": b"II*\0\x10\0\0\0CR\2\0", "dng": b"II*\0", "nef": b"II*\0", "arw": b"II*\0", "rw2": b"IIU\0"}
_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" %s/></rdf:RDF></x:xmpmeta>'
)


def photo(ending: str, facts: Mapping[str, Any], mark: int) -> bytes:
    """Give a picture; `taken` is a local time such as `2019-07-05T12:30:00`, `digitized` one of a scanner.

    `motion` appends a clip.
    """
    if ending in _RAW:
        return _tiff(facts, _RAW[ending]) + mark.to_bytes(8, "big") + picture(mark)
    if ending in ("heic", "heif"):
        return heic(facts, mark)
    if ending in ("png", "webp", "gif", "bmp", "tif", "tiff"):
        return picture(mark, form={"tif": "TIFF", "jpg": "JPEG"}.get(ending, ending.upper()))
    data = picture(mark)
    segments = _segment(0xE1, b"Exif\0\0" + _tiff(facts, b"II*\0")) if facts.get("taken") or facts.get("model") else b""
    clip = seed("mp4") if facts.get("motion") else b""
    if clip:
        said = f'GCamera:MicroVideo="1" GCamera:MicroVideoVersion="1" GCamera:MicroVideoOffset="{len(clip)}"'
        segments += _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _XMP % said.encode())
    return data[:2] + segments + _segment(0xFE, mark.to_bytes(8, "big")) + data[2:] + clip


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _tiff(facts: Mapping[str, Any], head: bytes) -> bytes:
    """Write IFD0 with make and model, and an EXIF IFD with the time."""
    start = max(8, len(head))
    out = bytearray(head[:4] + struct.pack("<I", start) + head[8:])
    first = [(0x010F, 2, facts.get("make", "Canon")), (0x0110, 2, facts.get("model", "Canon EOS R6"))]
    inner: list[tuple[int, int, Any]] = []
    if scanned := facts.get("digitized"):
        first.append((0x0132, 2, _stamp(scanned)))
        inner = [(0x9004, 2, _stamp(scanned))]
    if taken := facts.get("taken"):
        first.append((0x0132, 2, _stamp(taken)))
        inner = [(0x9003, 2, _stamp(taken)), (0x9004, 2, _stamp(taken))]
        if zone := facts.get("zone"):
            inner.append((0x9011, 2, zone))
        if fraction := facts.get("fraction"):
            inner.append((0x9291, 2, fraction))
    length = 2 + 12 * (len(first) + 1) + 4
    texts = _texts(first)
    entries = _entries(first, start + length)
    entries.append(struct.pack("<HHII", 0x8769, 4, 1, start + length + len(texts)))
    out += struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4) + texts
    behind = len(out) + 2 + 12 * len(inner) + 4
    out += struct.pack("<H", len(inner)) + b"".join(_entries(inner, behind)) + bytes(4) + _texts(inner)
    return bytes(out)


def _stamp(time: str) -> str:
    return f"{time[:10].replace('-', ':')} {time[11:19]}"


def _padded(value: str) -> bytes:
    return value.encode() + b"\0"


def _texts(rows: list[tuple[int, int, Any]]) -> bytes:
    return b"".join(_padded(value) for _, _, value in rows if len(value) > 3)


def _entries(rows: list[tuple[int, int, Any]], at: int) -> list[bytes]:
    out = []
    for tag, form, value in rows:
        body = _padded(value)
        if len(body) <= 4:
            out.append(struct.pack("<HHI", tag, form, len(body)) + body.ljust(4, b"\0"))
        else:
            out.append(struct.pack("<HHII", tag, form, len(body), at))
            at += len(body)
    return out


def heic(facts: Mapping[str, Any], mark: int) -> bytes:
    """Write the container of a HEIC with an EXIF item and no picture that a decoder could show."""

    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", 8 + len(body)) + kind + body

    exif = bytes(4) + _tiff(facts, b"II*\0")
    kind = box(b"infe", b"\2\0\0\0" + struct.pack(">HH", 1, 0) + b"Exif\0")
    info = box(b"iinf", bytes(4) + struct.pack(">H", 1) + kind)
    handler = box(b"hdlr", bytes(8) + b"pict" + bytes(13))

    def meta(offset: int) -> bytes:
        place = struct.pack(">HHHII", 1, 0, 1, offset, len(exif))
        return box(
            b"meta", bytes(4) + handler + info + box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", 1) + place)
        )

    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    offset = len(head) + len(meta(0)) + 8
    return head + meta(offset) + box(b"mdat", exif) + box(b"free", mark.to_bytes(8, "big"))
