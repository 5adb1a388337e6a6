"""Opens one file and gives its facts: of a picture, a clip, a packet of XMP, a file of Takeout."""

from __future__ import annotations

import struct
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import bitmaps, clip, heif, icc, iptc, jpeg, jxl, makers, moving, png, psd, raw, riff, takeout
from mediad_plugin_photos.content import Content
from mediad_plugin_photos.errors import Damaged, Empty, NotPhoto
from mediad_xmp import read as read_xmp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad_plugin_photos.found import Found
    from mediad_sdk.values.media import MediaFile

SAMPLE = 16 << 10
"""Bytes at the begin, the middle and the end of a file that tell copies of it."""
LARGEST_LOOK = 8 << 20
_STILL = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"hevc", b"hevx", b"MiHE"))
_TIFFS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"IIU\0", b"IIRO", b"IIRS", b"MMOR")
_READERS: dict[bytes, Callable[[Content], Found]] = {
    b"\xff\xd8\xff": jpeg.read,
    b"\x89PNG\r\n\x1a\n": png.read,
    b"GIF8": bitmaps.gif,
    b"FUJIFILMCCD-RAW": raw.of_fuji,
    psd.MARK: psd.read,
    jxl.CODESTREAM: jxl.read,
    b"\0\0\0\x0cJXL ": jxl.read,
}
_DECODED = frozenset(("image/jpeg", "image/png", "image/webp", "image/gif"))
_TEXTS = frozenset(("taken", "title", "description", "artist", "copyright", "software", "comment"))
_CLIPS = {b"RIFF": "video/x-msvideo", b"\x1a\x45\xdf\xa3": "video/x-matroska", b"\0\0\1\xba": "video/mpeg"}
_CLIPS |= {b"\x30\x26\xb2\x75": "video/x-ms-asf"}


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    ending = file.name.rpartition(".")[2].lower()
    content = Content(file.open(), file.size)
    if ending == "xmp":
        return {"sidecar": read_xmp(content.piece(0, content.size))}
    if ending == "json":
        return {"takeout": takeout.read(content.piece(0, content.size))}
    said = _clip(content) or _picture(content, ending)
    return said | {"digest": digest(content)}


def digest(content: Content) -> str:
    """Give what copies of a file have in common: its size and three samples."""
    found = blake2b(content.size.to_bytes(8, "big"), digest_size=10)
    for at in sorted({0, max(content.size // 2 - SAMPLE // 2, 0), max(content.size - SAMPLE, 0)}):
        found.update(content.piece(at, SAMPLE))
    return found.hexdigest()


def artwork(file: MediaFile) -> bytes | None:
    """Give the JPEG inside a file whose pixels need a decoder of their own."""
    content = Content(file.open(), file.size)
    found = _found(content, file.name.rpartition(".")[2].lower())
    place = (found.preview or found.thumbnail) if found else None
    data = content.piece(*place) if place else b""
    return _turned(data, found) if found and data.startswith(b"\xff\xd8") else None


def _turned(data: bytes, found: Found) -> bytes:
    """Write into a JPEG how the camera was held, where it does not say so itself."""
    turned = found.exif.get("orientation", 1)
    if turned == 1 or "orientation" in jpeg.read(Content.of(data)).exif:
        return data
    # One directory with one entry: the tag, the type (a short number), how many, which.
    block = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    return data[:2] + struct.pack(">HH", 0xFFE1, len(block) + 2) + block + data[2:]


def _clip(content: Content) -> dict[str, Any]:
    """Read a clip; {} where the file is none."""
    head = content.piece(0, 16)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip") and not _is_still(head):
        said = clip.of_boxes(content)
        brand = head[8:12]
        kind = "video/quicktime" if brand == b"qt  " or head[4:8] != b"ftyp" else "video/mp4"
        return {"type": kind, **said} if said else {}
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return {"type": _CLIPS[b"RIFF"], **clip.of_riff(content)}
    if head[:4] in _CLIPS and head[:4] != b"RIFF":
        return {"type": _CLIPS[head[:4]]}
    packet = 188
    if head[:1] == b"\x47" and content.piece(packet, 1) == b"\x47":
        return {"type": "video/mp2t"}
    return {"type": "video/mp2t"} if head[4:5] == b"\x47" and content.piece(packet + 8, 1) == b"\x47" else {}


def _is_still(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and (head[8:12] in _STILL or head[8:12] == b"crx ")


def _found(content: Content, ending: str) -> Found | None:
    """Read a picture's container by what it begins with, whatever its name says."""
    head = content.piece(0, 16)
    reader = next((read for mark, read in _READERS.items() if head.startswith(mark)), None)
    if reader:
        return reader(content)
    if head.startswith(_TIFFS):
        return raw.of_tiff(content, ending)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return riff.read(content)
    if _is_still(head):
        return raw.of_canon(content) if head[8:12] == b"crx " else heif.read(content, head[8:12])
    return bitmaps.bmp(content) if head[:2] == b"BM" and ending in ("bmp", "dib") else None


def _picture(content: Content, ending: str) -> dict[str, Any]:
    found = _found(content, ending)
    if found is None:
        raise NotPhoto("The file is no picture and no clip of a known kind.")
    if not found.width and not (found.exif or found.xmp):
        raise Damaged("The file begins like a picture, but tells no size.")
    said = read_xmp(found.xmp) if found.xmp else {}
    note = found.exif.pop("note", b"")
    facts: dict[str, Any] = {
        "type": found.type,
        "width": found.width,
        "height": found.height,
        "orientation": found.orientation or found.exif.get("orientation") or said.get("orientation", 1),
        "exif": found.exif,
        "xmp": said,
        "iptc": iptc.read(found.iptc) if found.iptc else {},
        "texts": {name: text for name, text in found.texts.items() if text and name in _TEXTS},
        "profile": icc.description(found.icc) if found.icc else "",
        "frames": found.frames if found.frames > 1 else 0,
        "has_preview": bool(found.preview or found.thumbnail),
        "look": _look(content, found),
        **makers.apple(note),
    }
    if place := moving.find(content, found, said.get("motion", {})):
        facts["clip"] = list(place)
    elif found.is_cut or (found.type == "image/jpeg" and not jpeg.ends(content)):
        facts["is_cut"] = True
    return {name: value for name, value in facts.items() if value}


def _look(content: Content, found: Found) -> str:
    """Hash the thumbnail, which is quick; a picture without one only where it is small."""
    from mediad_plugin_photos.look import look  # noqa: PLC0415  # Pillow is slow to import, and not wanted by name

    if found.thumbnail is None and found.type not in _DECODED:
        return ""
    at, length = found.thumbnail or (0, content.size)
    return look(content.piece(at, length), (found.width, found.height)) if length <= LARGEST_LOOK else ""
