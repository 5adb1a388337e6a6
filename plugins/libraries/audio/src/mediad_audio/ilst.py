"""What the atoms of an MP4 file's `ilst` mean."""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import TYPE_CHECKING

from mediad_audio.genres import genre
from mediad_audio.meaning import meaning, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_audio.found import Pair

_DATA = Struct(">I4sI").unpack_from
_HEAD = 16
_PLACE = Struct(">2xHH").unpack_from
_TEXT, _INTEGER = 1, 21
_INTEGERS = (1, 2, 4, 8)
_FIELDS = {
    b"\xa9nam": "title",
    b"\xa9ART": "artist",
    b"\xa9alb": "album",
    b"aART": "album_artist",
    b"\xa9day": "date",
    b"\xa9gen": "genres",
    b"\xa9cmt": "comment",
    b"\xa9wrt": "composers",
    b"\xa9com": "composers",
    b"\xa9con": "conductors",
    b"\xa9lyr": "lyrics",
    b"\xa9grp": "grouping",
    b"\xa9wrk": "work",
    b"\xa9mvn": "movement",
    b"\xa9mvi": "movement_number",
    b"\xa9mvc": "movement_total",
    b"\xa9too": "encoder",
    b"\xa9nrt": "narrators",
    b"\xa9pub": "labels",
    b"\xa9st3": "subtitle",
    b"desc": "description",
    b"\xa9des": "description",
    b"ldes": "synopsis",
    b"stik": "media_kind",
    b"pcst": "podcast",
    b"rate": "rating",
    b"cprt": "copyright",
    b"tmpo": "bpm",
    b"cpil": "compilation",
    b"sonm": "title_sort",
    b"soar": "artist_sort",
    b"soal": "album_sort",
    b"soaa": "album_artist_sort",
    b"soco": "composer_sort",
}
_PLACES = {b"trkn": "track", b"disk": "disc"}
_FREE, _GENRE = b"----", b"gnre"
KEPT = frozenset((*_FIELDS, *_PLACES, _FREE, _GENRE))


def pairs_of(atom: bytes) -> tuple[Pair, ...]:
    """Give what an atom says."""
    kind, body = atom[4:8], atom[8:]
    if field := _PLACES.get(kind):
        return _place(field, body)
    if kind == _FREE:
        return _free(body)
    if kind == _GENRE:
        return tuple([pair for _, data in _datas(body) for pair in meaning("genres", _numbered(data))])
    return tuple([pair for form, data in _datas(body) for pair in meaning(_FIELDS[kind], _text(form, data))])


cached = lru_cache(1024)(pairs_of)


def _atoms(body: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Give the atoms of an item: kind, form, where the value begins and ends."""
    at = 0
    while at + 12 <= len(body):
        size, kind, form = _DATA(body, at)
        if size < 12:  # noqa: PLR2004  # what has been read
            return
        yield kind, form, at, min(at + size, len(body))
        at += size


def _datas(body: bytes) -> list[tuple[int, bytes]]:
    """Give the values of an item, nearly always one: their forms and bytes."""
    if len(body) >= _HEAD:
        size, kind, form = _DATA(body)
        if size == len(body) and kind == b"data":
            return [(form, body[_HEAD:])]
    return [(form, body[at + _HEAD : end]) for kind, form, at, end in _atoms(body) if kind == b"data"]


def _text(form: int, data: bytes) -> str:
    if form == _TEXT:
        return data.decode("utf-8", "replace")
    if form == _INTEGER and len(data) in _INTEGERS:
        return str(int.from_bytes(data, "big", signed=True))
    return ""


def _place(field: str, body: bytes) -> tuple[Pair, ...]:
    for _, data in _datas(body):
        if len(data) >= 6:  # noqa: PLR2004  # a number, and how many there are
            number, total = _PLACE(data)
            return tuple([pair for pair in ((field, number), (f"{field}_total", total)) if pair[1]])
    return ()


def _numbered(data: bytes) -> str:
    return genre(int.from_bytes(data[:2], "big") - 1)


def _free(body: bytes) -> tuple[Pair, ...]:
    name = ""
    out: list[Pair] = []
    for kind, form, at, end in _atoms(body):
        if kind == b"name":
            name = body[at + 12 : end].decode("utf-8", "replace")
        elif kind == b"data":
            out += said(name, _text(form, body[at + _HEAD : end]))
    return tuple(out)
