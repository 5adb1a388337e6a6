"""Values that the rooms of the library hand to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad_sdk.wire import FlatWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRef:
    """A library as ingest needs it.

    Attributes:
        id: The internal id.
        uid: The public id.
        isolated: Its works merge with nobody else's.
    """

    id: int
    uid: str
    isolated: bool = False

    @property
    def scope(self) -> int:
        """The scope of its works: 0 is shared by all libraries that are not isolated."""
        return self.id if self.isolated else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """What one media type made of one folder.

    Attributes:
        library: The library that the folder belongs to.
        folder: The folder's id.
        type: The media type.
        files: The folder's present files: name to id.
        folders: Claimed sub-folders, which are editions as a whole: name to id.
        works: Works, flattened: parents come first.
    """

    library: LibraryRef
    folder: int
    type: str
    files: Mapping[bytes, int]
    folders: Mapping[bytes, int] = field(default_factory=dict)
    works: Sequence[FlatWork] = ()


@dataclass(slots=True, kw_only=True)
class Ingested:
    """What became of a batch; public ids.

    Attributes:
        added: Works that are new.
        changed: Works whose description, files or presence changed.
        merged: Works that turned out to be another one: (old id, id of the other).
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The same as numbers."""
        return {"added": len(self.added), "changed": len(self.changed), "merged": len(self.merged)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch would do.

    Attributes:
        new: Number of new works by kind.
        known: Number of works that are there already, by kind.
        titles: Some of the new ones, for a person to look at.
    """

    new: Mapping[str, int]
    known: Mapping[str, int]
    titles: Sequence[str]
