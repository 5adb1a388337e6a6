"""MP4: atoms in atoms, of which a few tell of the sound, and those of `ilst` are the tags."""

from __future__ import annotations

import struct
import sys
from array import array
from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Any

from mediad_audio import chapters, fragments, ilst, stsd, texttrack
from mediad_audio.atoms import ATOM, HEAD, atom_at, atoms, inner
from mediad_audio.errors import Truncated
from mediad_audio.found import FRONT, Found, Picture, Unsure
from mediad_audio.meaning import CACHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_audio.content import Content
    from mediad_audio.found import Chapter, Pair

_HEADER_0, _HEADER_1 = Struct(">12xII").unpack_from, Struct(">20xIQ").unpack_from
_SIZES = Struct(">III").unpack_from
_HEADER = 32  # bytes of `mvhd` that hold scale and duration
_BEGINNING = 8 << 10
"""Bytes of a track or of the user's data in which the way to what matters is: tables and pictures are behind it."""
_MIMES = {12: "image/gif", 13: "image/jpeg", 14: "image/png", 27: "image/bmp"}


def read(content: Content) -> Found:
    """Read an MP4 file."""
    movie, size, missing = None, 0, 0
    pieces: list[tuple[int, int]] = []
    for kind, at, end in atoms(content, 0, content.size):
        if kind == b"moov":
            if end > content.size:
                raise Truncated("ends among its tags.")
            movie = movie or _Movie(content, at, end)
        elif kind == b"mdat":
            size += min(end, content.size) - at
            missing = max(missing, end - content.size)
        elif kind == b"moof" and end <= content.size:
            pieces.append((at, end))
    if missing > 0 and movie is None:
        raise Truncated("ends before its tags.")
    if movie is None or not movie.sound:
        raise Unsure
    return _told(movie, size, movie.seconds or movie.seconds_of(pieces), missing=missing > 0)


def _told(movie: _Movie, size: int, seconds: float, *, missing: bool) -> Found:
    """Give what a film says, whose sound and pictures have so many bytes."""
    audio = {"container": "mp4", "duration_ms": round(seconds * 1000) or None, **movie.sound}
    if not audio["bit_rate"] and movie.tracks == 1 and seconds:
        audio["bit_rate"] = round(size * 8 / seconds)
    return Found(audio, movie.pairs, movie.pictures, movie.chapters, missing and movie.sound_size > size)


class _Movie:
    """The atom `moov`."""

    def __init__(self, content: Content, at: int, end: int) -> None:
        self._content = content
        self._place = at, end
        self._track = (0, 0)
        self.seconds = 0.0
        self.sound: dict[str, Any] = {}
        self._all: list[tuple[int, int]] = []
        self._user = (0, 0)
        self.pairs: list[Pair] = []
        self.pictures: list[Picture] = []
        for kind, start, stop in atoms(content, at, end):
            if kind == b"mvhd":
                self.seconds = _seconds(content.piece(start, _HEADER))
            elif kind == b"trak":
                self._all.append((start, stop))
                if not self.sound:
                    self._take_track(start, stop)
            elif kind == b"udta":
                self._user = start, stop
                self._take_tags(start, stop)

    @property
    def tracks(self) -> int:
        """How many there are, of every kind."""
        return len(self._all)

    @property
    def chapters(self) -> Sequence[Chapter]:
        """Those of the chapter track; Nero's list ends after 255 of them. Broken ones take nothing else along."""
        try:
            told = texttrack.read(self._content, self._all) if self.tracks > 1 else ()
            listed = atom_at(self._content, *self._user, b"chpl")
            nero = chapters.nero(self._content.piece(listed[0], listed[1] - listed[0])) if listed else ()
        except (Unsure, struct.error, IndexError, ArithmeticError):
            return ()
        return told if len(told) >= len(nero) else nero

    def seconds_of(self, pieces: Sequence[tuple[int, int]]) -> float:
        """Give the length by the fragments of the sound."""
        return fragments.seconds(self._content, self._place, self._track, pieces)

    @property
    def sound_size(self) -> int:
        """Give the bytes of the sound by the table of its samples."""
        at, end = atom_at(self._content, *self._track, b"mdia", b"minf", b"stbl", b"stsz") or (0, 0)
        _, each, count = _SIZES(self._content.piece(at, 12))
        if each:
            return int(each * count)
        table = array("I", self._content.piece(at + 12, min(4 * count, end - at - 12) & ~3))
        if sys.byteorder == "little":
            table.byteswap()
        return sum(table)

    def _take_track(self, at: int, end: int) -> None:
        data, base = self._content.window(at, min(end - at, _BEGINNING))
        media = inner(data, at - base, end - base, b"mdia")
        handler = inner(data, *media, b"hdlr") if media else None
        if not media or not handler or data[handler[0] + 8 : handler[0] + 12] != b"soun":
            return
        self._track = at, end
        if found := inner(data, *media, b"minf", b"stbl", b"stsd"):
            self.sound = stsd.sound(data[found[0] : min(found[1], found[0] + stsd.SIZE)])

    def _take_tags(self, at: int, end: int) -> None:
        data, base = self._content.window(at, min(end - at, _BEGINNING))
        meta = inner(data, at - base, end - base, b"meta")
        if not meta:
            return
        # In QuickTime `meta` is a plain atom, in MP4 it has a version.
        plain = data[meta[0] + 4 : meta[0] + 8] == b"hdlr"
        found = inner(data, meta[0] if plain else meta[0] + 4, meta[1], b"ilst")
        if found:
            self._take_items(base + found[0], base + found[1])

    def _take_items(self, at: int, end: int) -> None:
        data, base = self._content.window(at, HEAD)
        while at + 8 <= end:
            if at - base + 8 > len(data):
                data, base = self._content.window(at, HEAD)
            size, kind = ATOM(data, at - base)
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
        for kind, start, stop in atoms(self._content, at, end):
            if kind == b"data":
                form = int.from_bytes(self._content.piece(start, 4), "big")
                begin, size = start + 8, min(stop, end) - start - 8
                self.pictures.append(Picture(FRONT, _MIMES.get(form), size, partial(self._content.piece, begin, size)))


def _seconds(header: bytes) -> float:
    scale, duration = (_HEADER_1 if header[0] else _HEADER_0)(header)
    return duration / scale if scale else 0.0
