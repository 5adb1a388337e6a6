"""PNG (W3C, third edition): the chunks around its picture; nothing is inflated without being counted."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from mediad_plugin_photos import exif, iptc
from mediad_plugin_photos.content import BIG
from mediad_plugin_photos.found import Found
from mediad_xmp import stamp

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

MAX_CHUNKS = 20_000
MAX_TEXT = 1 << 20
"""Bytes that a text or a profile has at most when it is inflated."""
_PACKET = "XML:com.adobe.xmp"
_NAMES = {
    "Title": "title",
    "Description": "description",
    "Author": "artist",
    "Copyright": "copyright",
    "Software": "software",
    "Comment": "comment",
    "Creation Time": "taken",
}
_MONTHS = {
    name: at
    for at, name in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}
_MAIL = re.compile(r"(?:\w{3}, )?(\d{1,2}) (\w{3}) (\d{4}) (\d\d:\d\d:\d\d)")


def read(content: Content) -> Found:
    """Read the chunks up to the end."""
    found = Found("image/png")
    at, ended = 8, False
    for _ in range(MAX_CHUNKS):
        head = content.piece(at, 8)
        if len(head) < 8:  # noqa: PLR2004  # a length and a name
            break
        size, name = BIG.long(head)[0], head[4:8]
        if name == b"IEND":
            ended = True
            break
        _chunk(found, name, content, at + 8, size)
        at += 12 + size
    found.is_cut = not ended
    return found


def _chunk(found: Found, name: bytes, content: Content, at: int, size: int) -> None:
    if name == b"IHDR":
        body = content.piece(at, 8).ljust(8, b"\0")
        found.width, found.height = BIG.long(body)[0], BIG.long(body, 4)[0]
    elif name == b"eXIf":
        found.exif = exif.read(content.piece(at, size)) or found.exif
    elif name == b"acTL":
        found.frames = BIG.long(content.piece(at, 4).ljust(4, b"\0"))[0]
    elif name == b"iCCP":
        found.icc = inflated(content.piece(at, size).partition(b"\0")[2][1:])
    elif name in (b"tEXt", b"zTXt", b"iTXt"):
        _text(found, name, content.piece(at, size))


def _text(found: Found, name: bytes, body: bytes) -> None:
    keyword, _, value = body.partition(b"\0")
    if name == b"zTXt":
        value = inflated(value[1:])
    elif name == b"iTXt":
        is_packed = value[:1] == b"\1"
        value = value[2:].partition(b"\0")[2].partition(b"\0")[2]
        value = inflated(value) if is_packed else value
    key = keyword.decode("latin-1")
    value = value[:MAX_TEXT]
    if key == _PACKET:
        found.xmp = value
    elif key.startswith("Raw profile type "):
        _profile(found, key.rpartition(" ")[2], value)
    elif key in _NAMES:
        text = value.decode("utf-8" if name == b"iTXt" else "latin-1", "replace").strip()
        _named(found, _NAMES[key], text)


def _named(found: Found, name: str, text: str) -> None:
    if name == "taken":
        mail = _MAIL.match(text)
        told = f"{mail[3]}-{_MONTHS.get(mail[2], 0):02d}-{int(mail[1]):02d}T{mail[4]}" if mail else text
        text = stamp(told)
    if text:
        found.texts.setdefault(name, text)


def _profile(found: Found, kind: str, value: bytes) -> None:
    """Read a block as ImageMagick writes it: its name, its length, hexadecimal digits."""
    digits = b"".join(value.split()[2:])
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return
    if kind in ("exif", "APP1") and data.startswith(b"Exif\0\0"):
        found.exif = found.exif or exif.read(data[6:])
    elif kind == "xmp":
        found.xmp = found.xmp or data
    elif kind == "iptc":
        found.iptc = iptc.of_photoshop(data) or data


def inflated(data: bytes) -> bytes:
    """Inflate at most what a text may have; b"" where it is damaged."""
    try:
        return zlib.decompressobj().decompress(data, MAX_TEXT)
    except zlib.error:
        return b""
