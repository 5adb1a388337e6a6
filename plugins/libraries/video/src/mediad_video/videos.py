"""One video, as what names and files say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_sdk.names import text_of
from mediad_video.release import Release

if TYPE_CHECKING:
    from mediad_sdk.values.media import Extracted


@dataclass(slots=True)
class Video:
    """One video file, or a folder that is a disc.

    Attributes:
        name: The file or folder in its listing.
        text: The name without its ending.
        facts: What is inside.
        error: Why it could not be read, as a code.
        part: Its number among split files, 0 where it is whole.
        base: The text without the number of its part.
        folder: True for a disc's folder.
        words: The technical words of its name, or of its folder's where it has none.
        label: What its owner wrote to tell it from others: `Bright` of `Film (2009) - Bright`.
    """

    name: bytes
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    part: int = 0
    base: str = ""
    folder: bool = False
    words: Release = field(default_factory=Release)
    label: str = ""

    @classmethod
    def of(cls, found: Extracted) -> Video:
        """Make the video of one file's facts."""
        return cls(found.name, text_of(found.name), found.facts, found.error)

    @property
    def picture(self) -> Mapping[str, Any]:
        """The first stream that is a picture in motion."""
        streams = self.facts.get("streams", ())
        return next((one for one in streams if one["type"] == "video" and not one.get("picture")), {})
