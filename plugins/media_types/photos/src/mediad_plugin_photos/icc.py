"""The name of a colour profile (ICC.1:2022, the tag `desc`)."""

from __future__ import annotations

from mediad_plugin_photos.content import BIG

_TABLE = 128
_MAX_TAGS = 100


def description(data: bytes) -> str:
    """Give a profile's name, "" where it has none."""
    if len(data) < _TABLE + 4:
        return ""
    for at in range(_TABLE + 4, min(_TABLE + 4 + BIG.long(data, _TABLE)[0] * 12, len(data) - 11, 12 * _MAX_TAGS), 12):
        if data[at : at + 4] == b"desc":
            start, size = BIG.long(data, at + 4)[0], BIG.long(data, at + 8)[0]
            return _text(data[start : start + size])
    return ""


def _text(body: bytes) -> str:
    if body[:4] == b"desc" and len(body) >= 12:  # noqa: PLR2004  # type, reserved, length
        return body[12 : 12 + BIG.long(body, 8)[0]].partition(b"\0")[0].decode("latin-1").strip()
    if body[:4] == b"mluc" and len(body) >= 28:  # noqa: PLR2004  # the first record ends there
        size, start = BIG.long(body, 20)[0], BIG.long(body, 24)[0]
        return body[start : start + size].decode("utf-16-be", "replace").partition("\0")[0].strip()
    return ""
