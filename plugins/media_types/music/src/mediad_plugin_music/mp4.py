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
_HEAD = 16  # bytes of an atom with a long size
_HEADER = 32  # bytes of `mvhd` that hold scale and duration
_BEGINNING = 8 << 10
"""Bytes of a track or of the user's data in which the way to what matters is: tables and pictures are behind it."""
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
    data, base = content.window(at, _HEAD)
    for _ in range(MAX_ITEMS):
        if at + 8 > limit:
            return
        if at - base + _HEAD > len(data):
            data, base = content.window(at, _HEAD)
        size, kind = _ATOM(data, at - base)
        body = at + 8
        if size == 1:
            size, body = _LONG(data, body - base)[0], body + 8
        end = at + size if size else limit
        if end < body:
            raise Unsure
        yield kind, body, end
        at = end


def _inner(data: bytes, at: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Find an atom by the way that leads to it; where it ends may be behind these bytes."""
    for name in path:
        while True:
            if at + 8 > min(end, len(data)):
                return None
            size, kind = _ATOM(data, at)
            if kind == name:
                break
            if size < 8:  # noqa: PLR2004  # no atom: it has a head
                return None
            at += size
        at, end = at + 8, min(at + size, end)
    return at, end


class _Movie:
    """The atom `moov`."""

    def __init__(self, content: Content, at: int, end: int) -> None:
        self._content = content
        self._track = (0, 0)
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
                    self._take_track(start, stop)
            elif kind == b"udta":
                self._take_tags(start, stop)

    @property
    def sound_size(self) -> int:
        """Give the bytes of the sound by the table of its samples."""
        at, end = self._track
        for name in (b"mdia", b"minf", b"stbl", b"stsz"):
            found = next(((start, stop) for kind, start, stop in _atoms(self._content, at, end) if kind == name), None)
            at, end = found or (0, 0)
        _, each, count = _SIZES(self._content.piece(at, 12))
        if each:
            return int(each * count)
        table = array("I", self._content.piece(at + 12, min(4 * count, end - at - 12) & ~3))
        if sys.byteorder == "little":
            table.byteswap()
        return sum(table)

    def _take_track(self, at: int, end: int) -> None:
        data, base = self._content.window(at, min(end - at, _BEGINNING))
        media = _inner(data, at - base, end - base, b"mdia")
        handler = _inner(data, *media, b"hdlr") if media else None
        if not media or not handler or data[handler[0] + 8 : handler[0] + 12] != b"soun":
            return
        self._track = at, end
        if found := _inner(data, *media, b"minf", b"stbl", b"stsd"):
            self.sound = stsd.sound(data[found[0] : min(found[1], found[0] + stsd.SIZE)])

    def _take_tags(self, at: int, end: int) -> None:
        data, base = self._content.window(at, min(end - at, _BEGINNING))
        meta = _inner(data, at - base, end - base, b"meta")
        if not meta:
            return
        # In QuickTime `meta` is a plain atom, in MP4 it has a version.
        plain = data[meta[0] + 4 : meta[0] + 8] == b"hdlr"
        found = _inner(data, meta[0] if plain else meta[0] + 4, meta[1], b"ilst")
        if found:
            self._take_items(base + found[0], base + found[1])

    def _take_items(self, at: int, end: int) -> None:
        data, base = self._content.window(at, _HEAD)
        while at + 8 <= end:
            if at - base + 8 > len(data):
                data, base = self._content.window(at, _HEAD)
            size, kind = _ATOM(data, at - base)
            if size < 8:  # noqa: PLR2004  # no atom: it has a head
                break
            if kind in ilst.KEPT:
                self._take_item(data[at - base : at - base + size], at, size)
            elif kind == b"covr":
                self._take_covers(at + 8, min(at + size, end))
            at += size

    def _take_item(self, atom: bytes, at: int, size: int) -> None:
        if len(atom) < size:
            atom = self._content.piece(at, size)
        self.pairs += (ilst.cached if size < CACHED else ilst.pairs_of)(atom)

    def _take_covers(self, at: int, end: int) -> None:
        for kind, start, stop in _atoms(self._content, at, end):
            if kind == b"data":
                form = int.from_bytes(self._content.piece(start, 4), "big")
                begin, size = start + 8, min(stop, end) - start - 8
                self.pictures.append(Picture(FRONT, _MIMES.get(form), size, partial(self._content.piece, begin, size)))


def _seconds(header: bytes) -> float:
    scale, duration = (_HEADER_1 if header[0] else _HEADER_0)(header)
    return duration / scale if scale else 0.0
