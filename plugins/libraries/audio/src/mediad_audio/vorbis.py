"""Vorbis comments, and the pictures of the Xiph formats."""

from __future__ import annotations

from binascii import a2b_base64
from functools import lru_cache, partial
from struct import Struct, error
from typing import TYPE_CHECKING

from mediad_audio.content import MAX_ITEMS, PICTURE_HEAD
from mediad_audio.found import FRONT, Picture, Unsure, picture_type
from mediad_audio.meaning import CACHED, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.found import Pair

_LENGTH = Struct("<I").unpack_from
_PICTURE = Struct(">II").unpack_from
_PICTURE_SIZE = Struct(">I").unpack_from
_BASE64 = b"metadata_block_picture="
_BARE = b"coverart="  # as it was before, of the front and of no said kind


def read(data: bytes, at: int, end: int) -> tuple[list[Pair], list[Picture]]:
    """Read a block of comments."""
    pairs: list[Pair] = []
    pictures: list[Picture] = []
    at += 4 + _LENGTH(data, at)[0]  # who wrote it
    count = _LENGTH(data, at)[0]
    at += 4
    for _ in range(min(count, MAX_ITEMS)):
        begin = at + 4
        at = begin + _LENGTH(data, at)[0]
        if at > end:
            raise Unsure
        entry = data[begin:at]
        if len(entry) < CACHED:
            pairs += _cached(entry)
        elif entry[: len(_BASE64)].lower() == _BASE64:
            pictures += _encoded(entry[len(_BASE64) :])
        elif entry[: len(_BARE)].lower() == _BARE:
            text = entry[len(_BARE) :]
            pictures.append(Picture(FRONT, None, len(text) * 3 // 4, partial(a2b_base64, text)))
        else:
            pairs += _comment(entry)
    return pairs, pictures


def _comment(entry: bytes) -> tuple[Pair, ...]:
    name, sign, value = entry.partition(b"=")
    return said(name.decode("ascii", "replace"), value.decode("utf-8", "replace")) if sign else ()


_cached = lru_cache(1024)(_comment)


def picture(head: bytes, size: int, data: Callable[[int, int], bytes]) -> Picture:
    """Read the head of a picture's block.

    Args:
        head: Its first bytes.
        size: How many it has in all.
        data: Gives bytes of the block: from where, and how many.
    """
    kind, length = _PICTURE(head)
    mime = head[8 : 8 + length].decode("ascii", "replace").lower()
    at = 8 + length
    at += 4 + _PICTURE_SIZE(head, at)[0] + 16  # description, width, height, depth, colours
    length = _PICTURE_SIZE(head, at)[0]
    at += 4
    if at + length > size:
        raise Unsure
    return Picture(picture_type(kind), mime or None, length, partial(data, at, length))


def _encoded(text: bytes) -> list[Picture]:
    # Only the head is decoded, until somebody wants the picture; a broken one takes nothing else along.
    try:
        head = a2b_base64(text[: PICTURE_HEAD // 3 * 4])
        return [picture(head, len(text) * 3 // 4, partial(_decoded, text))]
    except (ValueError, error, Unsure):
        return []


def _decoded(text: bytes, at: int, length: int) -> bytes:
    return a2b_base64(text)[at : at + length]
