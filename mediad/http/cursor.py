"""Opaque cursors: where a keyset page ended, in a form that clients hand back unread."""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from typing import NamedTuple

from mediad.http.problems import CursorInvalid

_LARGEST_CURSOR = 2048
_HEAD = struct.Struct(">Iq")
_CHECK_SIZE = 4
_STANDARD = bytes.maketrans(b"-_", b"+/")


class Cursor(NamedTuple):
    """The last row of a page: the sort it was walked in, its sort key and its id."""

    sort: str
    key: bytes
    id: int


def encode_cursor(cursor: Cursor) -> str:
    """Write a cursor: a check sum, the id, the key."""
    raw = _HEAD.pack(0, cursor.id) + cursor.key
    check = _check(cursor.sort, raw).to_bytes(_CHECK_SIZE, "big")
    return base64.urlsafe_b64encode(check + raw[_CHECK_SIZE:]).rstrip(b"=").decode("ascii")


def decode_cursor(text: str, sort: str) -> Cursor:
    """Read a cursor back; one that is damaged, or was made for another sort, is refused."""
    if len(text) > _LARGEST_CURSOR:
        raise CursorInvalid
    try:
        raw = binascii.a2b_base64(text.encode("ascii").translate(_STANDARD) + b"=" * (-len(text) % 4), strict_mode=True)
        check, row = _HEAD.unpack_from(raw)
    except (ValueError, struct.error) as error:
        raise CursorInvalid from error
    if check != _check(sort, raw):
        raise CursorInvalid(f"The cursor is damaged, or belongs to another sort than {sort!r}.")
    return Cursor(sort, raw[_HEAD.size :], row)


def _check(sort: str, raw: bytes) -> int:
    """Sum up a sort and what follows the sum; that catches accidents, not enemies, whom a cursor shows nothing new."""
    return zlib.crc32(raw[_CHECK_SIZE:], zlib.crc32(sort.encode("utf-8", "surrogatepass")))
