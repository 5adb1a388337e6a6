"""One shot: its pictures and clips, and what lies beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import shapes
from mediad_sdk.names import suffix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_photos.names import PhotoName

_RAW = "image/x-"


@dataclass(slots=True)
class Picture:
    """One picture or clip with what its name says.

    Attributes:
        copies: Names of byte-identical files beside it.
    """

    file: bytes
    text: str
    name: PhotoName
    facts: Mapping[str, Any]
    error: str = ""
    mtime_ns: int = 0
    copies: list[bytes] = field(default_factory=list)

    @property
    def is_clip(self) -> bool:
        """A clip, by its content or, where that cannot be read, its ending."""
        kind = str(self.facts.get("type", ""))
        return kind.startswith("video/") if kind else suffix(self.file) in shapes.CLIPS

    @property
    def is_raw(self) -> bool:
        """The data of a sensor, undeveloped."""
        kind = str(self.facts.get("type", ""))
        return kind.startswith(_RAW) if kind else suffix(self.file) in shapes.RAWS

    @property
    def exif(self) -> Mapping[str, Any]:
        """What the camera says; of a clip all that is said."""
        return self.facts if self.is_clip else self.facts.get("exif", {})

    @property
    def taken(self) -> str:
        """The time that the camera tells."""
        return str(self.exif.get("taken", ""))

    @property
    def live(self) -> str:
        """The id that a still and its clip share."""
        return str(self.facts.get("live", ""))

    @property
    def shape(self) -> float:
        """Width by height, the longer side first; 0 where it is not known."""
        sides = sorted((self.facts.get("width", 0), self.facts.get("height", 0)))
        return sides[1] / sides[0] if sides[0] else 0.0


@dataclass(slots=True)
class Shot:
    """Everything of one shot in one folder.

    Attributes:
        pictures: The stills, or the clips, the original first.
        motion: Clips of a live photo.
        sidecars: XMP beside it: (file, what it says).
        recipes: XMP that is an edit of its own: (file, what it says).
        takeout: What Google says, and in which file.
        others: Further files that belong to it.
    """

    pictures: list[Picture]
    motion: list[Picture] = field(default_factory=list)
    sidecars: list[tuple[bytes, Mapping[str, Any]]] = field(default_factory=list)
    recipes: list[tuple[bytes, Mapping[str, Any]]] = field(default_factory=list)
    takeout: tuple[bytes, Mapping[str, Any]] | None = None
    others: list[bytes] = field(default_factory=list)

    @property
    def main(self) -> Picture:
        """The picture that knows most: the original."""
        return self.pictures[0]

    @property
    def files(self) -> list[bytes]:
        """The names of all its pictures and clips."""
        return [name for each in (*self.pictures, *self.motion) for name in (each.file, *each.copies)]
