"""Frames: four bytes of length, big-endian, then one msgpack value; the same in both directions."""

from __future__ import annotations

import os

import msgpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

LARGEST = 64 << 20
"""No frame is larger, bytes. What streams more sends several."""
_HEAD = 4


class FrameTooLarge(ValueError):
    """A message is larger than a frame may be."""


def pack(value: Any) -> bytes:
    """Turn a value into a frame.

    Raises:
        FrameTooLarge: It would be larger than `LARGEST`.
        TypeError, OverflowError, ValueError: msgpack cannot carry it.
    """
    body: bytes = msgpack.packb(value, unicode_errors="surrogateescape")
    if len(body) > LARGEST:
        raise FrameTooLarge(f"a message of {len(body)} bytes; {LARGEST} are allowed")
    return len(body).to_bytes(_HEAD, "big") + body


def first(fd: int) -> Any:
    """Read one frame and not a byte more: what follows may carry descriptors, for whoever reads it."""
    size = int.from_bytes(_exactly(fd, _HEAD), "big")
    return msgpack.unpackb(_exactly(fd, size))


def _exactly(fd: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = os.read(fd, size - len(data))
        if not piece:
            os._exit(0)  # the daemon is gone before it said anything
        data += piece
    return data


class Frames:
    """Collects bytes as they arrive and gives back whole values."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """Add bytes and give every value that is complete now.

        Raises:
            FrameTooLarge: The other side announces more than `LARGEST`.
        """
        buffer = self._buffer
        buffer += data
        at = 0
        try:
            while len(buffer) - at >= _HEAD:
                end = at + _HEAD + self._announced(at)
                if len(buffer) < end:
                    break
                body = bytes(memoryview(buffer)[at + _HEAD : end])
                at = end
                yield msgpack.unpackb(body, strict_map_key=False, use_list=False, unicode_errors="surrogateescape")
        finally:
            del buffer[:at]

    def _announced(self, at: int) -> int:
        size = int.from_bytes(self._buffer[at : at + _HEAD], "big")
        if size > LARGEST:
            raise FrameTooLarge(f"the other side announces {size} bytes; {LARGEST} are allowed")
        return size
