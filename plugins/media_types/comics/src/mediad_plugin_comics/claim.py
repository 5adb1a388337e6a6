"""Which names of a folder are comics: archives of pages, documents among comics, folders that are a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_comics import pages, shelves
from mediad_plugin_comics.places import key_of, named
from mediad_sdk.names import suffix, text_of
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing

COMICS = frozenset((b"cbz", b"cbr", b"cb7", b"cbt"))
ARCHIVES = frozenset((b"zip", b"rar", b"7z", b"tar"))
"""May be anything; a comic among comics, or by what is in it."""
PDF = b"pdf"
_BOOKS = (b".fb2.zip", b".epub.zip", b".txt.zip", b".rtf.zip")
_SPLIT = re.compile(rb"\.part\d{1,3}\.rar$")
ART = frozenset(
    (
        "cover", "folder", "poster", "series", "banner", "fanart", "backdrop", "background", "logo", "thumb",
        "thumbnail", "back", "front", "clearlogo",
    )
)  # fmt: skip
DOCUMENT = b"comicinfo.xml"
SURE, SHELVED, COUNTED, POSSIBLE = 0.95, 0.92, 0.7, 0.3
_CAMERA = re.compile(
    r"(?:img|dsc[fn]?|dcim|pxl|mvi|sam|gopr|gx|wp|dji|photo|foto|image|scan|screenshot|whatsapp|signal|p)"
    r"[\s._-]?\d{4,}|\d{8}[\s._-]\d{6}|(?:19|20)\d\d-\d\d-\d\d",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\d{1,4}|(?:.{0,200}[^a-z])?p(?:age)?[\s._-]?\d{1,4}(?:[^a-z].{0,99})?", re.IGNORECASE)
_SHOTS = re.compile(r"album|photo|foto|picture|trip|wedding|party|holiday|vacation|urlaub|camera", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:.{0,200}[^\d.])?\d{1,4}(?:[a-f]|[-_]\d{1,4})?", re.IGNORECASE)
MOSTLY = 0.8
FEWEST = 3
"""Pages from which a folder of pictures is a book."""


def are_numbered(stems: list[str]) -> bool:
    """Tell pages of a book from pictures of a camera by their names."""
    numbered = sum(1 for each in stems if _NUMBERED.fullmatch(each[:300]) and not _CAMERA.match(each))
    return bool(stems) and numbered >= MOSTLY * len(stems)


def claim(listing: Listing) -> Claim | None:
    """Claim comics and what lies beside them."""
    names = listing.names
    files = [entry for entry in listing.files if entry.size and not entry.name.startswith(b".")]
    taken, confidence = _archives(files, among_comics=is_among_comics(listing))
    if taken:
        stems = {text_of(name) for name in taken}
        beside = tuple(entry.name for entry in files if is_art(entry.name, stems))
        return Claim(files=taken, companions=beside, confidence=confidence)
    if confidence := _book(files, names, alone=listing.alone):
        inside = [entry.name for entry in files if is_page(entry.name) or entry.name.lower() == DOCUMENT]
        return Claim(files=tuple(inside), confidence=confidence)
    if not (names and listing.folders and shelves.among_comics(names)):
        return None
    art = tuple(entry.name for entry in files if is_art(entry.name, set()))
    return Claim(companions=art, confidence=POSSIBLE) if art and shelves.shelf_of(names).series else None


def is_among_comics(listing: Listing) -> bool:
    """Tell whether what may be a comic is one: the library has nothing else, or a folder is called after comics."""
    return listing.alone or shelves.among_comics(listing.names)


def is_page(name: bytes) -> bool:
    """Tell whether a file is a picture that may be a page."""
    return pages.is_page(name.decode("utf-8", "replace")) and text_of(name).lower() not in ART - {"cover"}


def is_art(name: bytes, stems: set[str]) -> bool:
    """Tell whether a file is a picture of a series, or of the comic that it is called after."""
    bare = text_of(name)
    return pages.is_page(name.decode("utf-8", "replace")) and (bare.lower() in ART or bare in stems)


def _archives(files: list[Entry], *, among_comics: bool) -> tuple[tuple[bytes, ...], float]:
    sure = [entry.name for entry in files if suffix(entry.name) in COMICS]
    split = {text_of(entry.name) for entry in files if suffix(entry.name) == b"r00"}
    may_be = [entry.name for entry in files if _may_be(entry.name) and text_of(entry.name) not in split]
    if may_be and among_comics:
        return (*sure, *may_be), SURE if sure else SHELVED
    if sure:
        return (*sure, *(_beside(may_be, sure) if may_be else ())), SURE
    return tuple(name for name in may_be if suffix(name) != PDF or shelves.is_counted(text_of(name))), POSSIBLE


def _may_be(name: bytes) -> bool:
    ending, low = suffix(name), name.lower()
    return (ending in ARCHIVES or ending == PDF) and not low.endswith(_BOOKS) and not _SPLIT.search(low)


def _beside(names: list[bytes], sure: list[bytes]) -> list[bytes]:
    """Give archives, whose insides say more, and documents called as comics are: by their name, or of their series."""
    series = {key_of(named(text_of(name)).series) for name in sure} - {""}
    stems = {text_of(name) for name in sure}
    return [
        name
        for name in names
        if suffix(name) != PDF or text_of(name) in stems or key_of(named(text_of(name)).series) in series
    ]


def _book(files: list[Entry], names: tuple[str, ...], *, alone: bool) -> float:
    """Tell how sure it is that a folder of pictures is a book; 0 for photos, covers and everything else."""
    shown = [entry.name for entry in files if is_page(entry.name)]
    told = any(entry.name.lower() == DOCUMENT for entry in files)
    if not names or len(shown) < max(FEWEST, MOSTLY * (len(files) - told)) or any(map(shelves.is_for_photos, names)):
        return 0.0
    if told:
        return SURE
    if not are_numbered([text_of(name) for name in shown]):
        return 0.0
    if alone or shelves.among_comics(names[:-1]):
        return SHELVED
    return COUNTED if _is_chapter(names) and all(map(_is_marked, shown)) else 0.0


def _is_chapter(names: tuple[str, ...]) -> bool:
    """Tell whether a path ends in a volume or chapter of something, and says nothing of photos."""
    is_counted = shelves.is_counted(names[-1]) and not _SHOTS.search("/".join(names))
    return is_counted and bool(shelves.shelf_of(names).series)


def _is_marked(name: bytes) -> bool:
    return bool(_MARKED.fullmatch(text_of(name)))
