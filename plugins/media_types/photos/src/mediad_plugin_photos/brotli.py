"""Brotli (RFC 7932), as JPEG XL packs its metadata: inflated by the library that comes along with FFmpeg's JPEG XL.

It writes into room that was counted before and no further; where it is missing, what is packed stays unread.
"""

from __future__ import annotations

import ctypes
from functools import cache

MOST = 2 << 20
"""Bytes that EXIF or a packet of XMP may have when it is inflated."""
_NAME = "libbrotlidec.so.1"
_DONE = 1


@cache
def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(_NAME)
    except OSError:
        return None
    size, place = ctypes.c_size_t, ctypes.c_char_p
    library.BrotliDecoderDecompress.argtypes = [size, place, ctypes.POINTER(size), place]
    return library


def inflated(data: bytes) -> bytes:
    """Inflate a block; b"" where it is damaged, larger than any honest one, or nobody can."""
    library = _library()
    if library is None:
        return b""
    room, length = ctypes.create_string_buffer(MOST), ctypes.c_size_t(MOST)
    done = library.BrotliDecoderDecompress(len(data), data, ctypes.byref(length), room)
    return ctypes.string_at(room, length.value) if done == _DONE else b""
