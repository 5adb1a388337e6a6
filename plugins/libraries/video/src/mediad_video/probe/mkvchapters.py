"""Chapters of Matroska, of the edition that a player begins with; RFC 9559, section 5.1.7.

libmediainfo mixes the names of several languages, tells of no edition which it is, and shows what is hidden.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any

from mediad_video.probe.matroska import elements

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHAPTERS, MAX_TITLE, MAX_BYTES = 500, 500, 2000
MAX_EDITIONS, MAX_ATOMS = 64, 1000
_EDITION, _HIDDEN_EDITION, _DEFAULT = 0x45B9, 0x45BD, 0x45DB
_ATOM, _START, _HIDDEN, _ENABLED, _DISPLAY, _TEXT = 0xB6, 0x91, 0x98, 0x4598, 0x80, 0x85
_NANOSECONDS = 1_000_000  # in a millisecond


def chapters(body: bytes) -> list[dict[str, Any]]:
    """Give the chapters by time, those inside others among them; of several that begin together the outermost."""
    editions = (body[begin:end] for name, begin, end in elements(body) if name == _EDITION)
    edition = max(islice(editions, MAX_EDITIONS), key=_rank, default=b"")
    found: dict[int, str] = {}
    for start, atom in islice(_atoms(edition), MAX_ATOMS):
        if start is not None:
            found.setdefault(start, _title(atom))
    return [{"start": start, "title": found[start]} for start in sorted(found)[:MAX_CHAPTERS]]


def _atoms(edition: bytes) -> Iterator[tuple[int | None, bytes]]:
    """Give the chapters of an edition and where they begin, the outer ones first; in one that is hidden all are."""
    levels = deque((edition,))
    while levels:
        level = levels.popleft()
        for name, begin, end in elements(level):
            if name == _ATOM:
                atom = level[begin:end]
                if (start := _start(atom)) is not None:
                    levels.append(atom)
                yield start, atom


def _rank(edition: bytes) -> tuple[bool, bool]:
    """Prefer the edition that is meant, then one that is shown; of equals the first."""
    flags = {name: _number(edition, begin, end) for name, begin, end in elements(edition)}
    return bool(flags.get(_DEFAULT)), not flags.get(_HIDDEN_EDITION)


def _start(atom: bytes) -> int | None:
    """Give where a chapter begins in milliseconds; None where it is not to be shown."""
    said = {name: _number(atom, begin, end) for name, begin, end in elements(atom) if name != _DISPLAY}
    return None if said.get(_HIDDEN) or said.get(_ENABLED) == 0 else said.get(_START, 0) // _NANOSECONDS


def _title(atom: bytes) -> str:
    """Give its first name."""
    shown = next((atom[begin:end] for name, begin, end in elements(atom) if name == _DISPLAY), b"")
    text = next(
        (shown[begin : min(end, begin + MAX_BYTES)] for name, begin, end in elements(shown) if name == _TEXT), b""
    )
    return text.decode("utf-8", "replace").strip("\0 ")[:MAX_TITLE]


def _number(data: bytes, begin: int, end: int) -> int:
    return int.from_bytes(data[begin : min(end, begin + 8)], "big")
