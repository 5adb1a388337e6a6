"""Matroska with sound alone (`.mka`, `.webm`): elements of EBML; what is behind the clusters is sought."""

from __future__ import annotations

from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Any

from mediad_audio.content import MAX_ITEMS
from mediad_audio.errors import NotAudio
from mediad_audio.found import FRONT, Chapter, Found, Picture, Unsure
from mediad_audio.meaning import meaning, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_audio.content import Content
    from mediad_audio.found import Pair

MAGIC = b"\x1a\x45\xdf\xa3"
_SEGMENT, _SEEK_HEAD, _SEEK, _SEEK_ID, _SEEK_PLACE = 0x18538067, 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _SCALE, _DURATION, _TITLE = 0x1549A966, 0x2AD7B1, 0x4489, 0x7BA9
_TRACKS, _TRACK, _TYPE, _CODEC, _AUDIO = 0x1654AE6B, 0xAE, 0x83, 0x86, 0xE1
_RATE, _CHANNELS, _DEPTH = 0xB5, 0x9F, 0x6264
_TAGS, _TAG, _TARGETS, _TARGET, _SIMPLE, _NAME, _TEXT = 0x1254C367, 0x7373, 0x63C0, 0x68CA, 0x67C8, 0x45A3, 0x4487
_CHAPTERS, _EDITION, _ATOM, _START, _END, _DISPLAY, _STRING = 0x1043A770, 0x45B9, 0xB6, 0x91, 0x92, 0x80, 0x85
_FILES, _FILE, _MIME, _DATA = 0x1941A469, 0x61A7, 0x4660, 0x465C
_CLUSTER = 0x1F43B675
_WANTED = frozenset((_INFO, _TRACKS, _TAGS, _CHAPTERS, _FILES))
_SOUND, _PICTURE_TRACK = 2, 1
_ALBUM = 50  # the target of what is said of an album
_OF_ALBUM = {"TITLE": "album", "ARTIST": "album_artist", "DATE_RELEASED": "date", "TOTAL_PARTS": "track_total"}
_CODECS = {
    "A_VORBIS": "vorbis", "A_OPUS": "opus", "A_FLAC": "flac", "A_AC3": "ac3", "A_EAC3": "eac3", "A_DTS": "dts",
    "A_TRUEHD": "truehd", "A_MPEG/L3": "mp3", "A_MPEG/L2": "mp2", "A_ALAC": "alac", "A_TTA1": "tta",
    "A_WAVPACK4": "wavpack",
}  # fmt: skip  # a table
_LOSSLESS = frozenset(("flac", "pcm", "alac", "tta", "wavpack", "truehd"))
_MAX_TEXT, _MS = 8000, 1_000_000
_FLOATS = {4: Struct(">f").unpack, 8: Struct(">d").unpack}

_Element = tuple[int, int, int]  # id, where the body begins and ends


def read(content: Content) -> Found:
    """Read a Matroska file."""
    file = _File(content)
    for kind, at, end in _elements(content, 0, content.size):
        if kind == _SEGMENT:
            file.take_segment(at, end)
            break
    if not file.audio:
        raise NotAudio("holds no sound, or pictures beside it.")
    return Found({"container": "matroska", **file.audio}, file.pairs, file.pictures, file.chapters)


class _File:
    """What a segment says."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.audio: dict[str, Any] = {}
        self.pairs: list[Pair] = []
        self.pictures: list[Picture] = []
        self.chapters: list[Chapter] = []

    def take_segment(self, at: int, end: int) -> None:
        """Read what stands before the clusters, and what the table of contents names behind them."""
        places: dict[int, int] = {}
        seen = set()
        for kind, start, stop in _elements(self._content, at, end):
            if kind == _CLUSTER:
                break
            if kind == _SEEK_HEAD:
                places |= self._places(start, stop)
            seen.add(kind)
            self._take(kind, start, stop)
        for kind, place in places.items():
            if kind in _WANTED - seen and (found := next(_elements(self._content, at + place, end), None)):
                seen.add(kind)
                self._take(*found)

    def _places(self, at: int, end: int) -> dict[int, int]:
        out: dict[int, int] = {}
        for kind, start, stop in _elements(self._content, at, end):
            if kind == _SEEK:
                parts = {one: self._number(a, b) for one, a, b in _elements(self._content, start, stop)}
                out.setdefault(parts.get(_SEEK_ID, 0), parts.get(_SEEK_PLACE, 0))
        return out

    def _take(self, kind: int, at: int, end: int) -> None:
        taken = {
            _INFO: self._take_info,
            _TRACKS: self._take_tracks,
            _TAGS: self._take_tags,
            _CHAPTERS: self._take_chapters,
            _FILES: self._take_files,
        }.get(kind)
        if taken:
            taken(at, end)

    def _take_info(self, at: int, end: int) -> None:
        parts = {kind: (start, stop) for kind, start, stop in _elements(self._content, at, end)}
        scale = self._number(*parts[_SCALE]) if _SCALE in parts else _MS
        if _DURATION in parts:
            self.audio["duration_ms"] = round(self._float(*parts[_DURATION]) * scale / _MS) or None
        if _TITLE in parts:
            self.pairs += meaning("title", self._text(*parts[_TITLE]))

    def _take_tracks(self, at: int, end: int) -> None:
        for kind, start, stop in _elements(self._content, at, end):
            if kind != _TRACK:
                continue
            parts = {one: (a, b) for one, a, b in _elements(self._content, start, stop)}
            form = self._number(*parts[_TYPE]) if _TYPE in parts else 0
            if form == _PICTURE_TRACK:
                raise NotAudio("holds pictures that move.")
            if form == _SOUND and "codec" not in self.audio:
                self.audio |= self._sound(parts)

    def _sound(self, parts: dict[int, tuple[int, int]]) -> dict[str, Any]:
        name = self._text(*parts[_CODEC]) if _CODEC in parts else ""
        family = name.partition("/")[0]
        codec = _CODECS.get(name) or {"A_AAC": "aac", "A_PCM": "pcm", "A_MPEG": "mp3"}.get(family, name.lower())
        sound = {one: (a, b) for one, a, b in _elements(self._content, *parts[_AUDIO])} if _AUDIO in parts else {}
        return {
            "codec": codec,
            "sample_rate": round(self._float(*sound[_RATE])) if _RATE in sound else 8000,
            "channels": self._number(*sound[_CHANNELS]) if _CHANNELS in sound else 1,
            "bit_depth": self._number(*sound[_DEPTH]) if _DEPTH in sound and codec in _LOSSLESS else None,
            "lossless": codec in _LOSSLESS,
        }

    def _take_tags(self, at: int, end: int) -> None:
        """Read the tags of the track, then those of the album; what has no target is of the album if others have one.

        Of an album is what says nothing (RFC 9559, section 5.1.8.1.1), but not to programs that never name a target.
        """
        tags = [(self._target(*tag[1:]), *tag[1:]) for tag in _elements(self._content, at, end) if tag[0] == _TAG]
        unsaid = _ALBUM if any(0 < target < _ALBUM for target, _, _ in tags) else 0
        for target, start, stop in tags:
            for kind, a, b in _elements(self._content, start, stop):
                if kind == _SIMPLE:
                    self._take_tag(a, b, of_album=(target or unsaid) >= _ALBUM)

    def _target(self, at: int, end: int) -> int:
        """Give what a tag says that it is of; 0 where it does not."""
        for kind, start, stop in _elements(self._content, at, end):
            if kind == _TARGETS:
                parts = {one: self._number(a, b) for one, a, b in _elements(self._content, start, stop)}
                return parts.get(_TARGET, 0)
        return 0

    def _take_tag(self, at: int, end: int, *, of_album: bool) -> None:
        parts = {kind: (start, stop) for kind, start, stop in _elements(self._content, at, end)}
        if _NAME in parts and _TEXT in parts:
            name, text = self._text(*parts[_NAME]), self._text(*parts[_TEXT])
            field = _OF_ALBUM.get(name.upper()) if of_album else None
            self.pairs += meaning(field, text) if field else said(name, text)

    def _take_chapters(self, at: int, end: int) -> None:
        edition = next((one for one in _elements(self._content, at, end) if one[0] == _EDITION), None)
        for kind, start, stop in _elements(self._content, *edition[1:]) if edition else ():
            if kind == _ATOM:
                parts = {one: (a, b) for one, a, b in _elements(self._content, start, stop)}
                shown = parts.get(_DISPLAY)
                titles = {one: (a, b) for one, a, b in _elements(self._content, *shown)} if shown else {}
                title = self._text(*titles[_STRING]) if _STRING in titles else ""
                begin = self._number(*parts[_START]) // _MS if _START in parts else 0
                last = self._number(*parts[_END]) // _MS if _END in parts else None
                self.chapters.append(Chapter(begin, last, title))

    def _take_files(self, at: int, end: int) -> None:
        for kind, start, stop in _elements(self._content, at, end):
            if kind != _FILE:
                continue
            parts = {one: (a, b) for one, a, b in _elements(self._content, start, stop)}
            mime = self._text(*parts[_MIME]) if _MIME in parts else ""
            if mime.startswith("image/") and _DATA in parts:
                place, last = parts[_DATA]
                data = partial(self._content.piece, place, last - place)
                self.pictures.append(Picture(FRONT, mime, last - place, data))

    def _number(self, at: int, end: int) -> int:
        return int.from_bytes(self._content.piece(at, min(end - at, 8)), "big")

    def _float(self, at: int, end: int) -> float:
        unpack = _FLOATS.get(end - at)
        value: float = unpack(self._content.piece(at, end - at))[0] if unpack else 0.0
        return value if 0 <= value < 1 << 50 else 0.0

    def _text(self, at: int, end: int) -> str:
        return self._content.piece(at, min(end - at, _MAX_TEXT)).rstrip(b"\0").decode("utf-8", "replace")


def _elements(content: Content, at: int, limit: int) -> Iterator[_Element]:
    """Give the elements of one level; one of unknown size reaches to the end."""
    limit = min(limit, content.size)
    for _ in range(MAX_ITEMS):
        if at + 2 > limit:
            return
        data, base = content.window(at, 12)
        kind, place = _vint(data, at - base, keep=True)
        size, place = _vint(data, place, keep=False)
        body = base + place
        end = limit if size < 0 else body + size
        yield kind, body, min(end, limit)
        at = end


def _vint(data: bytes, at: int, *, keep: bool) -> tuple[int, int]:
    """Read a number whose first bits tell its length; its mark is kept in ids; -1 is an unknown size."""
    first = data[at]
    length = 9 - first.bit_length()
    if length > 8:  # noqa: PLR2004  # no mark in the first byte
        raise Unsure
    value = int.from_bytes(data[at : at + length], "big")
    bare = value & (1 << 7 * length) - 1
    unknown = bare == (1 << 7 * length) - 1
    return (value if keep else -1 if unknown else bare), at + length
