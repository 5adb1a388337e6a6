"""Chapters: of Nero and QuickTime in MP4, of frames in ID3, of comments in Ogg and FLAC, of OverDrive's markers.

All of them may lie: what is no chapter is left out, and no more than a book can have are read.
"""

from __future__ import annotations

import re
from html import unescape
from struct import Struct
from typing import TYPE_CHECKING

from mediad_audio.found import Chapter
from mediad_audio.meaning import plausible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_CHAPTERS, MAX_TITLE, MAX_TIME = 4096, 300, 1 << 40
_NERO_ENTRY = Struct(">QB").unpack_from
_NERO_HEAD, _NERO_STEP = 5, 10_000  # 100 ns
_FRAME_TIMES = Struct(">IIII").unpack_from
_CUE_HEAD, _CUE_TRACK, _CUE_INDEX = 396, 36, 12  # bytes
_CUE_ENTRY, _CUE_PLACE = Struct(">QB26xB").unpack_from, Struct(">QB").unpack_from
_LEAD_OUT = (170, 255)
_TIME = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?", re.ASCII)
_MARKER = re.compile(
    r"<Name>([^<]{0,300})</Name>\s{0,20}<Time>(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.(\d{1,3}))?</Time>", re.ASCII
)
_COMMENT = re.compile(r"chapter(\d{1,4})(name)?", re.ASCII | re.IGNORECASE)


def in_order(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Give the chapters as they follow one another; one at a time, and none behind the end of time."""
    starts: dict[int, Chapter] = {}
    for one in chapters:
        if 0 <= one.start < MAX_TIME and len(starts) < MAX_CHAPTERS:
            end = one.end if one.end is not None and one.start < one.end < MAX_TIME else None
            starts.setdefault(one.start, Chapter(one.start, end, plausible(one.title)[:MAX_TITLE]))
    return [starts[start] for start in sorted(starts)]


def nero(body: bytes) -> list[Chapter]:
    """Read the body of the atom `chpl`."""
    at = _NERO_HEAD + 4 * (body[0] > 0)
    out = []
    for _ in range(body[at - 1]):
        if at + 9 > len(body):
            break
        start, length = _NERO_ENTRY(body, at)
        at += 9 + length
        out.append(Chapter(start // _NERO_STEP, None, body[at - length : at].decode("utf-8", "replace")))
    return out


def frame(body: bytes) -> tuple[Chapter, bytes] | None:
    """Read an ID3 frame `CHAP`: the chapter, still without a title, and the frames in it, of which one is the title."""
    zero = body.find(b"\0") + 1
    if not zero or zero + 16 > len(body):
        return None
    start, end, _, _ = _FRAME_TIMES(body, zero)
    return Chapter(start, end, ""), body[zero + 16 :]


def cue_block(body: bytes, rate: int) -> list[Chapter]:
    """Read the block CUESHEET of a FLAC file: places in samples, and at last where the disc ends."""
    at, starts = _CUE_HEAD, []
    for _ in range(body[at - 1] if len(body) >= at else 0):
        if at + _CUE_TRACK > len(body) or not rate:
            break
        place, number, count = _CUE_ENTRY(body, at)
        at += _CUE_TRACK
        first = next((index for index in _indexes(body, at, count) if index is not None), 0)
        at += count * _CUE_INDEX
        starts.append((number, (place + first) * 1000 // rate))
    return [Chapter(start, None, "") for number, start in starts if number not in _LEAD_OUT]


def _indexes(body: bytes, at: int, count: int) -> Iterator[int | None]:
    """Give where index 1 of a track is, seen from its begin; index 0 is the pause before it."""
    for place in range(at, min(at + count * _CUE_INDEX, len(body) - _CUE_INDEX + 1), _CUE_INDEX):
        start, number = _CUE_PLACE(body, place)
        yield start if number == 1 else None


def comments(pairs: Iterable[tuple[str, str]]) -> list[Chapter]:
    """Read comments such as `CHAPTER001=00:00:00.000` and `CHAPTER001NAME=Prologue`."""
    starts: dict[int, int] = {}
    titles: dict[int, str] = {}
    for name, value in pairs:
        if not (found := _COMMENT.fullmatch(name)):
            continue
        if found[2]:
            titles[int(found[1])] = value
        elif time := _TIME.match(value):
            hours, minutes, seconds, rest = time.groups()
            whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
            starts[int(found[1])] = whole * 1000 + int((rest or "0").ljust(3, "0"))
    return [Chapter(start, None, titles.get(number, "")) for number, start in starts.items()]


def markers(text: str) -> list[Chapter]:
    """Read what OverDrive writes into a file: `<Marker><Name>Chapter 1</Name><Time>0:03.500</Time></Marker>`.

    A name that is set in says that a chapter goes on: `     Chapter 1 (00:05)`.
    """
    out = []
    for found in _MARKER.finditer(text):
        name, hours, minutes, seconds, rest = found.groups()
        if not name.startswith((" ", "\t")):
            whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
            out.append(Chapter(whole * 1000 + int((rest or "0").ljust(3, "0")), None, unescape(name)))
    return out
