r"""Sort keys as bytes that compare in order, the same on every engine.

A key is the sequence of its elements. Each begins with a tag: `\x10` a number, `\x20` a text, `\xff` nothing at all, so
that missing values come last whichever way the element is turned. Numbers are eight bytes of an order-preserving
double; texts are UTF-8 up to `LONGEST` bytes and a closing NUL. Turning an element inverts its bytes, not its tag.
"""

from __future__ import annotations

import struct
from functools import lru_cache

LONGEST = 96
"""Bytes of a text that take part; what agrees so far is ordered by id."""

MISSING = b"\xff"
_NUMBER = b"\x10"
_TEXT = b"\x20"
_SIGN = 1 << 63
_ALL = (1 << 64) - 1
_TURN = bytes(range(255, -1, -1))
_double = struct.Struct(">d")
_bits = struct.Struct(">Q")


@lru_cache(maxsize=4096)  # a batch has one time and few years
def number(value: float, *, turned: bool = False) -> bytes:
    """Encode a number; -0.0 is 0.0."""
    (bits,) = _bits.unpack(_double.pack(value + 0.0))
    ordered = bits ^ (_ALL if bits & _SIGN else _SIGN)
    return _NUMBER + _bits.pack(ordered ^ _ALL if turned else ordered)


def text(value: str, *, turned: bool = False) -> bytes:
    """Encode a folded text, which holds no NUL."""
    raw = value.encode("utf-8", "replace").replace(b"\0", b"\x01")[:LONGEST] + b"\0"
    return _TEXT + (raw.translate(_TURN) if turned else raw)


def element(value: object, *, turned: bool = False) -> bytes:
    """Encode a JSON scalar; whatever has no order counts as missing."""
    if isinstance(value, str) and value:
        return text(value, turned=turned)
    if isinstance(value, (int, float)) and value == value:  # noqa: PLR0124  # not a number is not itself
        return number(float(value), turned=turned)
    return MISSING


def beginning(value: str) -> tuple[bytes, bytes]:
    """Give the range of the keys whose first element is a text that begins so: from the first on, before the second."""
    raw = _TEXT + value.encode("utf-8", "replace")[: LONGEST - 1]
    return raw, raw + b"\xff"


def opposite(key: bytes) -> bytes:
    """Turn a whole key around; what is missing stays last."""
    return key if key.startswith(MISSING) else key.translate(_TURN)
