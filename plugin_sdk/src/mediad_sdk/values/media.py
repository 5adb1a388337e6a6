"""What a media type sees of a disk: listings, claims and opened files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import field
from typing import Any, BinaryIO, Literal, Protocol

from mediad_sdk.data import dataclass

EntryType = Literal["file", "folder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name in a folder.

    Attributes:
        name: The name as the file system has it: bytes in any encoding, or in none.
        type: A file or a folder; links are followed inside the root, everything else is left out.
        size: Bytes; 0 for folders.
        mtime_ns: Last change of the content, nanoseconds since 1970.
    """

    name: bytes
    type: EntryType = "file"
    size: int = 0
    mtime_ns: int = 0

    @property
    def text(self) -> str:
        """The name for people and for parsers; what is not UTF-8 shows as surrogate escapes."""
        return os.fsdecode(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One folder of a root with everything in it.

    Attributes:
        path: The folder relative to its root, `b""` for the root itself.
        entries: Every entry in byte order of its name.
        alone: Whether the library has one media type: what may be of several types is of this one.
    """

    path: bytes
    entries: tuple[Entry, ...]
    alone: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The folder's own path as text that can be shown, one name per level, outermost first."""
        return tuple(self.path.decode("utf-8", "replace").split("/")) if self.path else ()

    @property
    def files(self) -> tuple[Entry, ...]:
        """The files alone."""
        return tuple(entry for entry in self.entries if entry.type == "file")

    @property
    def folders(self) -> tuple[Entry, ...]:
        """The folders alone."""
        return tuple(entry for entry in self.entries if entry.type == "folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a media type takes of one folder.

    Attributes:
        files: Names that are opened by `extract`, each on its own.
        companions: Names that belong to the claimed ones and are only listed (subtitles, covers, NFO ...).
        folders: Sub-folders that are one edition as a whole (`VIDEO_TS`); nobody claims inside them.
        confidence: 0 to 1; where two types claim one file the higher one has it, then the order of the library's types.
    """

    files: tuple[bytes, ...] = ()
    companions: tuple[bytes, ...] = ()
    folders: tuple[bytes, ...] = ()
    confidence: float = 0.5


class MediaFile(Protocol):
    """One claimed file, handed to `extract` inside a worker process."""

    @property
    def name(self) -> str:
        """The file's name as text."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def path(self) -> str:
        """An absolute path for libraries and programs that insist on one; never a URL."""

    def open(self) -> BinaryIO:
        """Give the file opened for reading at its start; the runner opens it once and closes it."""


class MediaFolder(Protocol):
    """One folder that was claimed as a whole, handed to `extract_folder` inside a worker process."""

    @property
    def name(self) -> str:
        """The folder's name as text."""

    def entries(self, path: bytes = b"") -> tuple[Entry, ...]:
        """Give what lies in it, or in a folder below it, in byte order; at most 10,000 entries, links left out."""

    def file(self, path: bytes) -> AbstractContextManager[MediaFile]:
        """Open a file below it; 256 times at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The facts that `extract` found in one file, or `extract_folder` in a folder, as `assemble` gets them.

    Attributes:
        name: Its name in the folder.
        facts: What was returned; empty when it failed. Where `declined` is true in most facts of a folder that have
            it, all its files are left to the next type that claimed them with 0.3 at least: what they say of
            themselves is another's, as the genre of readings among songs.
        error: The code of the failure (`truncated`, `timeout`, `crash` ...), or "". Facts with an `error` and a
            `reason` of their own are of a file that could be read in part: people are told, and the facts stand.
    """

    name: bytes
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
