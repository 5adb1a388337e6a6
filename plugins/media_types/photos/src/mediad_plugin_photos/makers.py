"""What only the notes of makers tell: the speed of older Canons; Apple's ids of live photos and bursts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mediad_plugin_photos.content import BIG, Content
from mediad_plugin_photos.tiff import Tiff

if TYPE_CHECKING:
    from mediad_plugin_photos.tiff import Entry

APPLE = b"Apple iOS\0"
"""What the note of a phone begins with; only this one is kept."""
_BURST, _LIVE = 0x000B, 0x0011
_SETTINGS, _SPEED = 0x0001, 16
_SPEEDS = {16: 50, 17: 100, 18: 200, 19: 400, 20: 800}
_WRITTEN_OUT, _UNSET = 0x4000, 0x7FFF
_SHOT, _AUTO, _BASE = 0x0004, 1, 2


def canon_speed(tiff: Tiff, entry: Entry) -> float | None:
    """Give the speed: as it was set, or what the camera chose, on a scale of powers of two with 32 steps."""
    note = tiff.directory(entry.at)
    if note is None:
        return None
    moved = _moved(tiff, entry)
    settings, shot = (
        tiff.numbers(replace(each, at=each.at + moved)) if (each := note.entries.get(tag)) else []
        for tag in (_SETTINGS, _SHOT)
    )
    said = int(settings[_SPEED]) if len(settings) > _SPEED else 0
    if said & _WRITTEN_OUT and said < _UNSET:
        return said & ~_WRITTEN_OUT
    if said in _SPEEDS:
        return _SPEEDS[said]
    if len(shot) <= _BASE or not 0 < shot[_BASE] < 1000 or not 0 <= shot[_AUTO] < 1000:  # noqa: PLR2004  # steps
        return None
    return round(2 ** (shot[_BASE] / 32) * 100 / 32 * 2 ** (shot[_AUTO] / 32), 6)


def _moved(tiff: Tiff, entry: Entry) -> int:
    """Tell by how much a program moved a note whose last bytes say where the camera had put it."""
    footer = tiff.content.piece(entry.at + entry.count - 8, 8)
    return entry.at - tiff.reader.long(footer, 4)[0] if footer[:4] in (b"II*\0", b"MM\0*") else 0


def apple(note: bytes) -> dict[str, str]:
    """Give the ids that Apple's note has for live photos and bursts."""
    if not note.startswith(APPLE) or len(note) < 16:  # noqa: PLR2004  # a name, a version, a byte order
        return {}
    # The directory stands behind the note's name; its offsets count from the note's beginning.
    tiff = Tiff(Content.of(note))
    tiff.reader = BIG
    directory = tiff.directory(14)
    if directory is None:
        return {}
    found = {"live": directory.text(_LIVE).strip(), "burst": directory.text(_BURST).strip()}
    return {name: text for name, text in found.items() if text}
