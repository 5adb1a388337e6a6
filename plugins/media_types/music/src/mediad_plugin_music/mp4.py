"""MP4: atoms in atoms, of which a few tell of the sound, and those of `ilst` are the tags."""

from __future__ import annotations

import sys
from array import array
from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Any

from mediad_plugin_music import ilst, stsd
from mediad_plugin_music.content import MAX_ITEMS
from mediad_plugin_music.dialects import CACHED
from mediad_plugin_music.errors import Truncated
from mediad_plugin_music.found import FRONT, Found, Picture, Unsure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_plugin_music.content import Content
    from mediad_plugin_music.found import Pair

_ATOM = Struct(">I4s").unpack_from
_LONG = Struct(">Q").unpack_from
_HEADER_0, _HEADER_1 = Struct(">12xII").unpack_from, Struct(">20xIQ").unpack_from
_SIZES = Struct(">III").unpack_from
_HEADER = 32  # bytes of `mvhd` that hold scale and duration
_MIMES = {12: "image/gif", 13: "image/jpeg", 14: "image/png", 27: "image/bmp"}


def read(content: Content) -> Found:
    """Read an MP4 file."""
    movie, size, missing = None, 0, 0
    for kind, at, end in _atoms(content, 0, content.size):
        if kind == b"moov":
            if end > content.size:
                raise Truncated("ends among its tags.")
            movie = movie or _Movie(content, at, end)
        elif kind == b"mdat":
            size += min(end, content.size) - at
            missing = max(missing, end - content.size)
    if missing > 0 and (movie is None or movie.sound_size > size):
        raise Truncated("ends before its sound does.")
    if movie is None or not movie.sound:
        raise Unsure
    seconds = movie.seconds
    audio = {"container": "mp4", "duration_ms": round(seconds * 1000) or None, **movie.sound}
    if not audio["bit_rate"] and movie.tracks == 1 and seconds:
        audio["bit_rate"] = round(size * 8 / seconds)
    return Found(audio, movie.pairs, movie.pictures)


def _atoms(content: Content, at: int, limit: int) -> Iterator[tuple[bytes, int, int]]:
    """Give the atoms of one level: the kind, where the body begins, and where it ends."""
    for _ in range(MAX_ITEMS):
        if at + 8 > limit:
            return
        data, base = content.window(at, 16)
        size, kind = _ATOM(data, at - base)
        body = at + 8
        if size == 1:
            size, body = _LONG(data, body - base)[0], body + 8
        end = at + size if size else limit
        if end < body:
            raise Unsure
        yield kind, body, end
        at = end


class _Movie:
    """The atom `moov`."""

    def __init__(self, content: Content, at: int, end: int) -> None:
        self._content = content
        self._table = (0, 0)
        self.seconds = 0.0
        self.sound: dict[str, Any] = {}
        self.tracks = 0
        self.pairs: list[Pair] = []
        self.pictures: list[Picture] = []
        for kind, start, stop in _atoms(content, at, end):
            if kind == b"mvhd":
                self.seconds = _seconds(content.piece(start, _HEADER))
            elif kind == b"trak":
                self.tracks += 1
                if not self.sound:
                    self._track(start, stop)
            elif kind == b"udta" and (meta := self._inner(start, stop, b"meta")):
                self._tags(*meta)

    @property
    def sound_size(self) -> int:
        """Give the bytes of the sound by the table of its samples."""
        found = self._inner(*self._table, b"stsz")
        if not found:
            return 0
        _, each, count = _SIZES(self._content.piece(found[0], 12))
        if each:
            return int(each * count)
        table = array("I", self._content.piece(found[0] + 12, min(4 * count, found[1] - found[0] - 12) & ~3))
        if sys.byteorder == "little":
            table.byteswap()
        return sum(table)

    def _inner(self, at: int, end: int, *path: bytes) -> tuple[int, int] | None:
        """Find an atom by the way that leads to it."""
        for name in path:
            for kind, start, stop in _atoms(self._content, at, end):
                if kind == name:
                    at, end = start, min(stop, end)
                    break
            else:
                return None
        return at, end

    def _track(self, at: int, end: int) -> None:
        media = self._inner(at, end, b"mdia")
        handler = self._inner(*media, b"hdlr") if media else None
        if not media or not handler or self._content.piece(handler[0] + 8, 4) != b"soun":
            return
        self._table = self._inner(*media, b"minf", b"stbl") or self._table
        if found := self._inner(*self._table, b"stsd"):
            self.sound = stsd.sound(self._content.piece(found[0], min(found[1] - found[0], stsd.SIZE)))

    def _tags(self, at: int, end: int) -> None:
        # In QuickTime `meta` is a plain atom, in MP4 it has a version.
        plain = self._content.piece(at + 4, 4) == b"hdlr"
        found = self._inner(at if plain else at + 4, end, b"ilst")
        if not found:
            return
        for kind, start, stop in _atoms(self._content, *found):
            if kind == b"covr":
                self._covers(start, stop)
            elif kind in ilst.KEPT:
                body = self._content.piece(start, stop - start)
                self.pairs += (ilst.cached if len(body) < CACHED else ilst.pairs_of)(kind, body)

    def _covers(self, at: int, end: int) -> None:
        for kind, start, stop in _atoms(self._content, at, min(end, self._content.size)):
            if kind == b"data":
                form = int.from_bytes(self._content.piece(start, 4), "big")
                begin, size = start + 8, min(stop, end) - start - 8
                self.pictures.append(Picture(FRONT, _MIMES.get(form), size, partial(self._content.piece, begin, size)))


def _seconds(header: bytes) -> float:
    scale, duration = (_HEADER_1 if header[0] else _HEADER_0)(header)
    return duration / scale if scale else 0.0
