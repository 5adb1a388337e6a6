"""JPEG: the segments before the picture (ITU T.81; EXIF, XMP 2012 part 3, ICC.1 annex B, Photoshop's resources)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import exif, iptc
from mediad_plugin_photos.content import BIG, Content
from mediad_plugin_photos.found import Found
from mediad_plugin_photos.tiff import Tiff

if TYPE_CHECKING:
    from mediad_plugin_photos.tiff import Directory

MAX_SEGMENTS = 500
MAX_PACKET = 2 << 20
_SIZES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
_END, _SCAN, _COMMENT, _EXIF, _ICC, _PHOTOSHOP = 0xD9, 0xDA, 0xFE, 0xE1, 0xE2, 0xED
_EXIF_HEAD = b"Exif\0"
_XMP_HEAD, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_ICC_HEAD, _PHOTOSHOP_HEAD = b"ICC_PROFILE\0", b"Photoshop 3.0\0"
_THUMBNAIL, _THUMBNAIL_SIZE = 0x0201, 0x0202
TAIL = 64 << 10
"""Bytes at the end among which the end of a whole picture is; trailers of cameras are told apart."""


def read(content: Content) -> Found:
    """Read the segments up to the picture's data."""
    found = Found("image/jpeg")
    more: list[bytes] = []
    at = 2
    for _ in range(MAX_SEGMENTS):
        head = content.piece(at, 4)
        if len(head) < 4 or head[0] != 0xFF:  # noqa: PLR2004  # a marker and a length
            found.is_cut = len(head) < 4  # noqa: PLR2004
            break
        kind = head[1]
        if kind == 0xFF:  # noqa: PLR2004  # fill
            at += 1
            continue
        if kind in (_SCAN, _END):
            break
        if kind in _BARE:
            at += 2
            continue
        length = BIG.short(head, 2)[0]
        _segment(found, kind, content, at + 4, max(length - 2, 0), more)
        at += 2 + max(length, 2)
    if more and found.xmp:
        found.xmp = _joined(found.xmp, more)
    return found


def _segment(found: Found, kind: int, content: Content, at: int, length: int, more: list[bytes]) -> None:
    if kind in _SIZES and not found.width:
        size = content.piece(at, 6)
        if len(size) == 6:  # noqa: PLR2004  # precision, height, width, components
            found.height, found.width = BIG.short(size, 1)[0], BIG.short(size, 3)[0]
    elif kind == _EXIF:
        _application(found, content, at, length, more)
    elif kind == _ICC and content.piece(at, 12) == _ICC_HEAD:
        found.icc += content.piece(at + 14, length - 14)
    elif kind == _PHOTOSHOP and content.piece(at, 14) == _PHOTOSHOP_HEAD:
        found.iptc = found.iptc or iptc.of_photoshop(content.piece(at + 14, length - 14))
    elif kind == _COMMENT and length < MAX_PACKET:
        found.texts.setdefault("comment", content.piece(at, length).decode("utf-8", "replace").strip("\0 \r\n"))


def _application(found: Found, content: Content, at: int, length: int, more: list[bytes]) -> None:
    body = content.piece(at, length)
    if body.startswith(_EXIF_HEAD) and not found.exif:
        tiff = Tiff(Content.of(body[6:]))
        if first := tiff.directory(tiff.first):
            found.exif = exif.of_directories(tiff, first)
            found.thumbnail = _thumbnail(tiff.directory(first.next), at + 6)
    elif body.startswith(_XMP_HEAD) and not found.xmp:
        found.xmp = body[len(_XMP_HEAD) :]
    elif body.startswith(_MORE_XMP) and sum(map(len, more)) < MAX_PACKET:
        more.append(body[len(_MORE_XMP) :])


def _thumbnail(second: Directory | None, base: int) -> tuple[int, int] | None:
    if second is None or not (size := second.whole(_THUMBNAIL_SIZE)) or size > TAIL:
        return None
    return base + second.whole(_THUMBNAIL), size


def _joined(packet: bytes, more: list[bytes]) -> bytes:
    """Join the main packet and the rest that did not fit into its segment, in the order of its offsets.

    Each piece has its packet's digest (32 signs), length and offset in front. The descriptions of both stand together.
    """
    ordered = sorted(more, key=lambda piece: piece[36:40])
    rest = b"".join(piece[40:] for piece in ordered)
    begin, end = rest.find(b"<rdf:Description"), rest.rfind(b"</rdf:RDF>")
    last = packet.rfind(b"</rdf:RDF>")
    if begin < 0 or end < begin or last < 0:
        return packet
    return packet[:last] + rest[begin:end] + packet[last:]


def ends(content: Content) -> bool:
    """Tell whether the end of a picture stands near the end of the file."""
    return b"\xff\xd9" in content.piece(max(content.size - TAIL, 0), TAIL)
