"""How long a film in fragments is: one that was recorded or sent piece by piece may tell it nowhere else.

ISO/IEC 14496-12, section 8.8. The clock of such a film need not begin at 0.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

from mediad_audio.atoms import atom_at, atoms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_audio.content import Content

    _Place = tuple[int, int]  # where a body begins and ends

_WORD, _LONG = Struct(">I").unpack_from, Struct(">Q").unpack_from
_OPTIONAL = ((0x01, 8), (0x02, 4))  # flags of a fragment's head, and the bytes that each puts before the duration
_HAS_DURATION, _HAS_OFFSET, _HAS_FIRST = 0x08, 0x01, 0x04
_DURATION, _OTHERS = 0x100, (0x200, 0x400, 0x800)  # what a run tells of every sample, four bytes each
_LATEST = 16
_MOST_RUNS, _MOST_RUN = 16, 256 << 10  # bytes of each; a fragment has a run of some seconds


def seconds(content: Content, movie: _Place, track: _Place, pieces: Sequence[_Place]) -> float:
    """Give the seconds from the first fragment of a track to the end of its last one; 0 where they do not tell."""
    head, media = atom_at(content, *track, b"tkhd"), atom_at(content, *track, b"mdia", b"mdhd")
    if not head or not media or not pieces:
        return 0.0
    number, scale = _versioned(content, head[0], 12, 20), _versioned(content, media[0], 12, 20)
    default = _default(content, movie, number)
    first = _span(content, pieces[0], number, default)
    last = next(
        (span for piece in pieces[: -_LATEST - 1 : -1] if (span := _span(content, piece, number, default))), None
    )
    return max(0, last[1] - first[0]) / scale if first and last and scale else 0.0


def _versioned(content: Content, at: int, old: int, new: int) -> int:
    """Read a number whose place depends on the version that a body begins with."""
    return int(_WORD(content.piece(at + (new if content.piece(at, 1) == b"\1" else old), 4))[0])


def _default(content: Content, movie: _Place, number: int) -> int:
    """Give the duration of a sample of a track, of which nothing else is said."""
    extends = atom_at(content, *movie, b"mvex")
    for kind, at, _ in atoms(content, *extends) if extends else ():
        if kind == b"trex" and _WORD(content.piece(at, 20), 4)[0] == number:
            return int(_WORD(content.piece(at, 20), 12)[0])
    return 0


def _span(content: Content, piece: _Place, number: int, default: int) -> tuple[int, int] | None:
    """Give the begin and the end of what a fragment holds of a track."""
    for kind, at, end in atoms(content, *piece):
        if kind == b"traf" and (head := atom_at(content, at, end, b"tfhd")):
            body = content.piece(head[0], 32)
            if _WORD(body, 4)[0] != number:
                continue
            flags = _WORD(body)[0]
            place = 8 + sum(size for flag, size in _OPTIONAL if flags & flag)
            each = _WORD(body, place)[0] if flags & _HAS_DURATION else default
            parts = [*atoms(content, at, end)]
            begin = next((_time(content, start) for name, start, _ in parts if name == b"tfdt"), 0)
            runs = [(start, min(stop - start, _MOST_RUN)) for name, start, stop in parts if name == b"trun"]
            return begin, begin + sum(_run(content.piece(*run), each) for run in runs[:_MOST_RUNS])
    return None


def _time(content: Content, at: int) -> int:
    body = content.piece(at, 12)
    return int((_LONG if body[0] else _WORD)(body, 4)[0])


def _run(body: bytes, each: int) -> int:
    """Add the durations of the samples of one run."""
    flags, count = _WORD(body)[0] & 0xFFFFFF, _WORD(body, 4)[0]
    if not flags & _DURATION:
        return int(count * each)
    at = 8 + 4 * bool(flags & _HAS_OFFSET) + 4 * bool(flags & _HAS_FIRST)
    step = 4 + 4 * sum(bool(flags & flag) for flag in _OTHERS)
    return sum(_WORD(body, place)[0] for place in range(at, min(at + count * step, len(body) - 3), step))
