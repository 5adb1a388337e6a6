"""The atoms of MP4 files: boxes in boxes, each with its size and kind."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

from mediad_audio.content import MAX_ITEMS
from mediad_audio.found import Unsure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_audio.content import Content

ATOM = Struct(">I4s").unpack_from
HEAD = 16  # bytes of an atom with a long size
_LONG = Struct(">Q").unpack_from


def atoms(content: Content, at: int, limit: int) -> Iterator[tuple[bytes, int, int]]:
    """Give the atoms of one level: the kind, where the body begins, and where it ends."""
    data, base = content.window(at, HEAD)
    for _ in range(MAX_ITEMS):
        if at + 8 > limit:
            return
        if at - base + HEAD > len(data):
            data, base = content.window(at, HEAD)
        size, kind = ATOM(data, at - base)
        body = at + 8
        if size == 1:
            size, body = _LONG(data, body - base)[0], body + 8
        end = at + size if size else limit
        if end < body:
            raise Unsure
        yield kind, body, end
        at = end


def atom_at(content: Content, at: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Find an atom by the way that leads to it; gives where its body begins and ends."""
    for name in path:
        found = next(((start, stop) for kind, start, stop in atoms(content, at, end) if kind == name), None)
        if found is None:
            return None
        at, end = found[0], min(found[1], end)
    return at, end


def inner(data: bytes, at: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Find an atom in bytes that are at hand; where it ends may be behind them."""
    for name in path:
        while True:
            if at + 8 > min(end, len(data)):
                return None
            size, kind = ATOM(data, at)
            if kind == name:
                break
            if size < 8:  # noqa: PLR2004  # no atom: it has a head
                return None
            at += size
        at, end = at + 8, min(at + size, end)
    return at, end
