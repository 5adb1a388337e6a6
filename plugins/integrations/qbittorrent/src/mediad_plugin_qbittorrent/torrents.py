"""What a torrent is called: its info hash, from a magnet link or from the file itself (BEP 3, BEP 9, BEP 52)."""

from __future__ import annotations

import base64
import hashlib
import re

from mediad_sdk.errors import UserError

_MAGNET = re.compile(r"[?&]xt=urn:btih:([0-9a-zA-Z]+)", re.IGNORECASE)
_HEX, _BASE32 = 40, 32
_DEEPEST = 50


def hash_of_magnet(link: str) -> str:
    """Give the info hash of a magnet link, in hex; "" where it has none of version 1."""
    found = _MAGNET.search(link)
    text = found[1] if found else ""
    if len(text) == _BASE32:
        return base64.b32decode(text.upper()).hex()
    return text.lower() if len(text) == _HEX else ""


def hash_of_file(data: bytes) -> str:
    """Give the info hash of a torrent file; raises `UserError` when it is none."""
    try:
        start, end = _info(data)
    except (ValueError, IndexError):
        raise UserError("This is no torrent file.", remedy="Send the .torrent file itself.") from None
    return hashlib.sha1(data[start:end], usedforsecurity=False).hexdigest()  # the protocol's own choice


def _info(data: bytes) -> tuple[int, int]:
    """Find the value of `info` in the outermost dictionary."""
    if data[:1] != b"d":
        raise ValueError("no dictionary")
    at = 1
    while data[at : at + 1] != b"e":
        key_end = _end(data, at, 0)
        value_end = _end(data, key_end, 0)
        if data[at:key_end] == b"4:info":
            return key_end, value_end
        at = value_end
    raise ValueError("no info")


def _end(data: bytes, at: int, depth: int) -> int:
    """Say where a bencoded value ends."""
    kind = data[at : at + 1]
    if kind == b"i":
        return data.index(b"e", at) + 1
    if kind in (b"l", b"d") and depth < _DEEPEST:
        at += 1
        while data[at : at + 1] != b"e":
            at = _end(data, at, depth + 1)
        return at + 1
    colon = data.index(b":", at, at + 12)
    end = colon + 1 + int(data[at:colon])
    if not colon < end <= len(data):
        raise ValueError("cut off")
    return end
