"""One track as its file, its name and a cue sheet tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_plugin_music.names import TrackName


@dataclass(slots=True)
class Song:
    """One track as its file, its name and a cue sheet tell it.

    Attributes:
        number: The track's number, 0 when there is none.
        label: It as printed.
    """

    file: bytes
    tags: dict[str, Any]
    audio: dict[str, Any]
    name: TrackName
    pictures: Sequence[Any] = ()
    error: str = ""
    size: int = 0
    cue: bytes = b""
    start: int = 0
    end: int | None = None
    album: str = ""
    disc: int = 0
    disc_title: str = ""
    number: int = field(init=False)
    label: str = field(init=False)

    def __post_init__(self) -> None:
        number = self.tags.get("track")
        self.number = number or self.name.number
        self.label = str(number) if number else self.name.label

    @property
    def title(self) -> str:
        """The tag's title, or the name's."""
        return self.tags.get("title") or self.name.title

    @property
    def artist(self) -> str:
        """The artist as printed, or the first one named."""
        return self.tags.get("artist") or next(iter(self.tags.get("artists", ())), "") or self.name.artist
