"""The chapter track of QuickTime: a track of text that a track of sound refers to."""

from __future__ import annotations

import sys
from array import array
from itertools import islice
from struct import Struct
from typing import TYPE_CHECKING

from mediad_audio.atoms import atom_at, atoms
from mediad_audio.chapters import MAX_CHAPTERS, MAX_TITLE
from mediad_audio.found import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediad_audio.content import Content

    _Place = tuple[int, int]  # where a body begins and ends

_WORD = Struct(">I").unpack_from
_SIZES = Struct(">II").unpack_from
_LONG_TEXT = 4 * MAX_TITLE
_MOST_TABLE = 1 << 20  # bytes


def read(content: Content, tracks: Sequence[_Place]) -> list[Chapter]:
    """Read the chapters among the tracks of a film, if there are any."""
    wanted = {number for at, end in tracks for number in _referred(content, at, end)}
    for at, end in tracks if wanted else ():
        head = atom_at(content, at, end, b"tkhd")
        if head and _id(content.piece(*head)) in wanted and (found := _chapters(content, at, end)):
            return found
    return []


def _referred(content: Content, at: int, end: int) -> Sequence[int]:
    found = atom_at(content, at, end, b"tref", b"chap")
    return _numbers(content, *found) if found else ()


def _id(head: bytes) -> int:
    return int(_WORD(head, 20 if head[0] else 12)[0])


def _chapters(content: Content, at: int, end: int) -> list[Chapter]:
    media = atom_at(content, at, end, b"mdia")
    header = atom_at(content, *media, b"mdhd") if media else None
    table = atom_at(content, *media, b"minf", b"stbl") if media else None
    if not header or not table:
        return []
    head = content.piece(header[0], min(header[1] - header[0], 32))
    scale = _WORD(head, 20 if head[0] else 12)[0]
    tables = {kind: (start, stop) for kind, start, stop in atoms(content, *table)}
    out, time = [], 0
    for length, place, size in zip(_lengths(content, tables), _places(content, tables), _sizes(content, tables)):  # noqa: B905  # the shortest ends it
        out.append(Chapter(time * 1000 // scale, (time + length) * 1000 // scale, _text(content, place, size)))
        time += length
    return out


def _text(content: Content, at: int, size: int) -> str:
    data = content.piece(at, min(size, 2 + _LONG_TEXT))
    text = data[2 : 2 + int.from_bytes(data[:2], "big")]
    wide = text.startswith((b"\xfe\xff", b"\xff\xfe"))
    return text.decode("utf-16" if wide else "utf-8", "replace")


def _numbers(content: Content, at: int, end: int, form: str = "I") -> array[int]:
    """Read a table of numbers of 4 bytes each, or of 8."""
    out = array(form)
    data = content.piece(at, max(0, min(end - at, _MOST_TABLE)))
    out.frombytes(data[: len(data) // out.itemsize * out.itemsize])
    if sys.byteorder == "little":
        out.byteswap()
    return out


def _lengths(content: Content, tables: dict[bytes, _Place]) -> Iterator[int]:
    """Give how long each sample is shown, in units of the track (`stts`)."""
    at, end = tables.get(b"stts", (0, 0))
    numbers = _numbers(content, at + 8, end)
    each = (length for count, length in zip(numbers[::2], numbers[1::2], strict=False) for _ in range(count))
    return islice(each, MAX_CHAPTERS)


def _sizes(content: Content, tables: dict[bytes, _Place]) -> Sequence[int]:
    """Give the bytes of each sample (`stsz`)."""
    at, end = tables.get(b"stsz", (0, 0))
    if end - at < 12:  # noqa: PLR2004  # version, the size of all, how many
        return ()
    size, count = _SIZES(content.piece(at + 4, 8))
    return [size] * min(count, MAX_CHAPTERS) if size else _numbers(content, at + 12, end)


def _places(content: Content, tables: dict[bytes, _Place]) -> Iterator[int]:
    """Give where each sample is: chunks have places (`stco`, `co64`), and some samples each (`stsc`)."""
    at, end = tables.get(b"stco", (0, 0))
    chunks = _numbers(content, at + 8, end)
    if b"co64" in tables:
        at, end = tables[b"co64"]
        chunks = _numbers(content, at + 8, end, "Q")
    at, end = tables.get(b"stsc", (0, 0))
    runs = _numbers(content, at + 8, end)
    per = dict(zip(runs[::3], runs[1::3], strict=False))
    sizes = iter(_sizes(content, tables))
    count = 1
    for number, chunk in enumerate(chunks[:MAX_CHAPTERS], 1):
        count, place = per.get(number, count), chunk
        for size in islice(sizes, count):
            yield place
            place += size
