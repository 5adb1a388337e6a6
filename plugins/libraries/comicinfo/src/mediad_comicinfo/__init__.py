"""What is said of a comic inside its archive or beside it: four formats under one set of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_comicinfo import comet, comicbookinfo, comicinfo, metroninfo
from mediad_comicinfo.documents import LIMITS
from mediad_comicinfo.told import BadComicInfo, Told

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MAX_SIZE", "READERS", "SOURCES", "BadComicInfo", "Told", "read"]

MAX_SIZE = LIMITS.size
READERS: dict[str, tuple[str, Callable[[bytes], Told]]] = {
    "metroninfo.xml": ("metroninfo", metroninfo.read),
    "comicinfo.xml": ("comicinfo", comicinfo.read),
    "comet.xml": ("comet", comet.read),
    "": ("comicbookinfo", comicbookinfo.read),
}
"""By the name of the document, "" for the comment of an archive: the source that it is, and who reads it."""
SOURCES = tuple(source for source, _ in READERS.values())
"""Sources, the best first."""


def read(name: str, data: bytes) -> Told:
    """Read a document by its name.

    Raises:
        BadComicInfo: It is too large, declares a document type, or is nothing of what its name says.
    """
    if len(data) > MAX_SIZE:
        raise BadComicInfo(f"The document is larger than {MAX_SIZE >> 20} MiB.")
    return READERS[name.lower()][1](data)
