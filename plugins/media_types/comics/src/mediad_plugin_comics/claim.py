"""Which names of a folder are comics: archives of pages, documents among comics, folders that are a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_comics import pages, shelves
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_plugin_comics.shelves import Shelf
    from mediad_sdk.values.media import Entry, Listing

COMICS = frozenset((b"cbz", b"cbr", b"cb7", b"cbt"))
ARCHIVES = frozenset((b"zip", b"rar", b"7z", b"tar"))
"""May be anything; a comic among comics, or by what is in it."""
PDF = b"pdf"
ART = frozenset(
    (
        "cover", "folder", "poster", "series", "banner", "fanart", "backdrop", "background", "logo", "thumb",
        "thumbnail", "back", "front", "clearlogo",
    )
)  # fmt: skip
DOCUMENT = b"comicinfo.xml"
SURE, SHELVED, COUNTED, POSSIBLE = 0.95, 0.75, 0.7, 0.3
_CAMERA = re.compile(
    r"(?:img|dsc[fn]?|dcim|pxl|mvi|sam|gopr|gx|wp|dji|photo|foto|image|scan|screenshot|whatsapp|signal|p)"
    r"[\s._-]?\d{4,}|\d{8}[\s._-]\d{6}|(?:19|20)\d\d-\d\d-\d\d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:.{0,200}[^\d.])?\d{1,4}(?:[a-f]|[-_]\d{1,4})?", re.IGNORECASE)
MOSTLY = 0.8
FEWEST = 3
"""Pages from which a folder of pictures is a book."""


def suffix(name: bytes) -> bytes:
    """Give the ending after the last dot, in lower case."""
    stem_, dot, ending = name.rpartition(b".")
    return ending.lower() if dot and stem_ else b""


def stem(name: bytes) -> str:
    """Give the name without its ending, as text."""
    return (name.rpartition(b".")[0] or name).decode("utf-8", "replace")


def are_numbered(stems: list[str]) -> bool:
    """Tell pages of a book from pictures of a camera by their names."""
    numbered = sum(1 for each in stems if _NUMBERED.fullmatch(each[:300]) and not _CAMERA.match(each))
    return bool(stems) and numbered >= MOSTLY * len(stems)


def claim(listing: Listing) -> Claim | None:
    """Claim comics and what lies beside them."""
    shelf = shelves.shelf_of(shelves.names_of(listing))
    files = [entry for entry in listing.files if entry.size and not entry.name.startswith(b".")]
    taken, confidence = _archives(files, shelf)
    if taken:
        stems = {stem(name) for name in taken}
        beside = tuple(entry.name for entry in files if is_art(entry.name, stems))
        return Claim(files=taken, companions=beside, confidence=confidence)
    if confidence := _book(listing, files, shelf):
        names = [entry.name for entry in files if is_page(entry.name) or entry.name.lower() == DOCUMENT]
        return Claim(files=tuple(names), confidence=confidence)
    art = tuple(entry.name for entry in files if is_art(entry.name, set()))
    is_home = art and shelf.for_comics and shelf.series and listing.folders
    return Claim(companions=art, confidence=POSSIBLE) if is_home else None


def is_page(name: bytes) -> bool:
    """Tell whether a file is a picture that may be a page."""
    return pages.is_page(name.decode("utf-8", "replace")) and stem(name).lower() not in ART - {"cover"}


def is_art(name: bytes, stems: set[str]) -> bool:
    """Tell whether a file is a picture of a series, or of the comic that it is called after."""
    bare = stem(name)
    return pages.is_page(name.decode("utf-8", "replace")) and (bare.lower() in ART or bare in stems)


def _archives(files: list[Entry], shelf: Shelf) -> tuple[tuple[bytes, ...], float]:
    sure = [entry.name for entry in files if suffix(entry.name) in COMICS]
    may_be = [entry.name for entry in files if suffix(entry.name) in ARCHIVES or suffix(entry.name) == PDF]
    if shelf.for_comics and not shelf.for_photos:
        return (*sure, *may_be), SURE if sure else SHELVED
    # Beside comics a document is one of them only where it is called like them.
    stems = {stem(name) for name in sure}
    if sure:
        return (*sure, *(name for name in may_be if stem(name) in stems)), SURE
    found = [name for name in may_be if suffix(name) != PDF or shelves.is_counted(stem(name))]
    return tuple(found), POSSIBLE


def _book(listing: Listing, files: list[Entry], shelf: Shelf) -> float:
    """Tell how sure it is that a folder of pictures is a book; 0 for photos, covers and everything else."""
    names = shelves.names_of(listing)
    shown = [entry.name for entry in files if is_page(entry.name)]
    if not names or len(shown) < FEWEST or len(shown) < MOSTLY * len(files) or shelf.for_photos:
        return 0.0
    if any(entry.name.lower() == DOCUMENT for entry in files):
        return SURE
    if not are_numbered([stem(name) for name in shown]):
        return 0.0
    if shelf.for_comics and not shelves.is_for_comics(names[-1]):
        return SHELVED
    is_chapter = shelves.is_counted(names[-1]) and bool(shelf.series)
    return COUNTED if is_chapter and all(stem(name).isdecimal() for name in shown) else 0.0
