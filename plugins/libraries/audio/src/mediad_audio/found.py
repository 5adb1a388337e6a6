"""What a reader finds in a file, before it is one set of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Pair = tuple[str, Any]
"""A field's name as it is here, and a value of it."""

FRONT, BACK, MEDIA = "front_cover", "back_cover", "media"
PICTURE_TYPES = (
    *("generic", "icon", "alt_icon", FRONT, BACK, "leaflet", MEDIA, "lead_artist", "artist", "conductor", "band"),
    *("composer", "lyricist", "recording_location", "during_recording", "during_performance", "screen_capture"),
    *("bright_colored_fish", "illustration", "band_logo", "publisher_logo"),
)
"""The types of ID3v2, which FLAC and Ogg have taken over."""
_BEST = {FRONT: 0, BACK: 1, MEDIA: 2}


class Unsure(Exception):
    """Something in the file is not as its format has it: the slower reader shall look."""


class Picture(NamedTuple):
    """One embedded picture; its bytes are fetched when they are asked for."""

    kind: str
    mime: str | None
    size: int
    data: Callable[[], bytes]

    @property
    def rank(self) -> int:
        """The order of preference for the artwork."""
        return _BEST.get(self.kind, len(_BEST))


class Chapter(NamedTuple):
    """A piece of the sound with a title; milliseconds, and None where the next one ends it."""

    start: int
    end: int | None
    title: str


class Found(NamedTuple):
    """What one file says, and whether it ends before its sound does."""

    audio: dict[str, Any]
    said: list[Pair]
    pictures: list[Picture]
    chapters: Sequence[Chapter] = ()
    ends_early: bool = False


def picture_type(number: int) -> str:
    """Name a type of picture."""
    return PICTURE_TYPES[number] if number < len(PICTURE_TYPES) else "unknown"
