"""Width and height of a picture, from its first bytes; nothing is decoded.

| format | where they stand |
|---|---|
| PNG | `IHDR` |
| JPEG | the first start-of-frame marker (ITU T.81) |
| GIF, BMP | the header |
| WebP | `VP8 `, `VP8L` or `VP8X` (RFC 9649) |
| AVIF, HEIC | the largest `ispe` box (ISO 23008-12) |
"""

from __future__ import annotations

import struct

Size = tuple[int, int]
_NO_FRAMES = frozenset((0xC4, 0xC8, 0xCC))
_BARE = frozenset((0x01, *range(0xD0, 0xD8), 0xFF))
_MAX_MARKERS = 1000
_MAX_BOXES = 64


def size_of(head: bytes) -> Size | None:
    """Give width and height, None where the first bytes do not say them."""
    try:
        found = _size(head)
    except (struct.error, IndexError):
        return None
    return found if found and found[0] > 0 and found[1] > 0 else None


def is_picture(head: bytes) -> bool:
    """Tell whether a file begins like a picture of a format that pages are in."""
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"\xff\x0a", b"\0\0\0\x0cJXL ")
    return head.startswith(starts) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_heif(head)


def _is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")


def _size(head: bytes) -> Size | None:
    if head.startswith(b"\x89PNG\r\n"):
        return _pair(">LL", head, 16)
    if head.startswith(b"GIF8"):
        return _pair("<HH", head, 6)
    if head.startswith(b"BM"):
        width, height = _pair("<ll", head, 18)
        return width, abs(height)
    reader = next((read for mark, read in _READERS.items() if head.startswith(mark)), _heif)
    return reader(head)


def _pair(form: str, head: bytes, at: int) -> Size:
    one, other = struct.unpack_from(form, head, at)
    return one, other


def _jpeg(head: bytes) -> Size | None:
    at = 2
    for _ in range(_MAX_MARKERS):
        if head[at] != 0xFF:  # noqa: PLR2004  # every marker begins with it
            return None
        marker = head[at + 1]
        if marker in _BARE:
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004  # bytes that fill up
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAMES:  # noqa: PLR2004  # start of frame
            height, width = _pair(">HH", head, at + 5)
            return width, height
        else:
            at += 2 + struct.unpack_from(">H", head, at + 2)[0]
    return None


def _webp(head: bytes) -> Size | None:
    kind = head[12:16] if head[8:12] == b"WEBP" else b""
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = struct.unpack_from("<L", head, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = _pair("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _heif(head: bytes) -> Size | None:
    if not _is_heif(head):
        return None
    found: list[Size] = []
    at = head.find(b"ispe")
    while at >= 0 and len(found) < _MAX_BOXES and at + 16 <= len(head):
        found.append(_pair(">LL", head, at + 8))
        at = head.find(b"ispe", at + 4)
    return max(found, key=lambda size: size[0] * size[1], default=None)


_READERS = {b"\xff\xd8": _jpeg, b"RIFF": _webp}
