"""Opaque cursors: where a keyset page ended, in a form that clients hand back unread."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass

import msgpack

from mediad.http.problems import CursorInvalid

_LARGEST_CURSOR = 2048
_LARGEST_ID = 2**63
_CHECK_SIZE = 4
_STANDARD = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last row of a page: the sort it was walked in, its sort key and its id."""

    sort: str
    key: bytes
    id: int


def encode_cursor(cursor: Cursor) -> str:
    """Write a cursor; the check sum catches accidents, not enemies (a forged cursor shows nothing it may not)."""
    packed: bytes = msgpack.packb([cursor.sort, cursor.key, cursor.id])
    check = zlib.crc32(packed).to_bytes(_CHECK_SIZE, "big")
    return base64.urlsafe_b64encode(check + packed).rstrip(b"=").decode("ascii")


def decode_cursor(text: str, sort: str) -> Cursor:
    """Read a cursor back; one that is damaged, or was made for another sort, is refused."""
    if len(text) > _LARGEST_CURSOR:
        raise CursorInvalid
    try:
        raw = binascii.a2b_base64(text.encode("ascii").translate(_STANDARD) + b"=" * (-len(text) % 4), strict_mode=True)
        check, packed = raw[:_CHECK_SIZE], raw[_CHECK_SIZE:]
        if check != zlib.crc32(packed).to_bytes(_CHECK_SIZE, "big"):
            raise CursorInvalid
        made_for, key, row = msgpack.unpackb(packed)
    except (ValueError, TypeError, binascii.Error, msgpack.UnpackException) as error:
        raise CursorInvalid from error
    if not isinstance(key, bytes) or type(row) is not int or not -_LARGEST_ID <= row < _LARGEST_ID:
        raise CursorInvalid
    if made_for != sort:
        raise CursorInvalid(f"The cursor belongs to another sort than {sort!r}.")
    return Cursor(sort=sort, key=key, id=row)
