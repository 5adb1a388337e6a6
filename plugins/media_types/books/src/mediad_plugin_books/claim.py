"""Which names of a folder are books."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_books import names, shelves, titles
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing

EBOOKS = frozenset(b"epub mobi azw azw3 azw4 azw8 kfx kfx-zip prc fb2 fb2.zip fbz lit lrf".split())
PRINTED = frozenset(b"pdf djvu djv chm".split())
TEXTS = frozenset(b"txt rtf doc docx odt".split())
PICTURES = frozenset(b"jpg jpeg png webp gif".split())
COVERS = frozenset(("cover", "folder", "front", "poster", "thumb", "thumbnail", "artwork", "image"))
MIN_TEXT = 20_000
"""Bytes of a text that may be a book; a shorter one is a note."""
_MOST = 50
"""Names of sound and films that are looked at for who made them."""
_LONG = (b".kepub.epub", b".fb2.zip", b".kfx-zip")
_HEARD_OR_SEEN = frozenset(
    b"mp3 flac m4a m4b ogg opus wav aac wma ape mkv mp4 avi m4v mov wmv ts iso cue vob flv webm".split()
)
_SEEN = frozenset((b"mp4", b"mov"))
_PAPERS = re.compile(
    r"(?:digital[\s_-])?booklet.*|.*[\s_(\[-]booklet[)\]]?|inlay|back|front|cover|scans?|artwork|tracklist|lyrics|manual|"
    r"invoice.*|rechnung.*|receipt.*|license|licence|readme.*|info|credits|contents?",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:scan(?:ned)?|img|doc|dok|invoice|rechnung|receipt|quittung|contract|vertrag|bank|statement|kontoauszug|tax|steuer|"
    r"cv|resume|lebenslauf|ticket|boarding|datasheet|untitled|document|dokument|print|fax)(?![^\W\d_])|[\d\W_]+$",
    re.IGNORECASE,
)
"""Papers of a household; on a shelf of books they are called so for another reason."""
_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d{1,2})?")
_NOTES = re.compile(
    r"read ?me.*|licen[cs]e.*|info.*|notes?|desc(?:ription)?|reader|index|changelog.*|copying|authors?|todo|contents?|"
    r".*torrent.*|downloaded.*|www\..*|source|about|metadata|tracklist.*|playlist|filelist|list|log|passwords?|"
    r"requirements.*|cmakelists|robots",
    re.IGNORECASE,
)


def suffix(name: bytes) -> bytes:
    """Give the ending in lower case; `fb2.zip` is one."""
    low = name.lower()
    for ending in _LONG:
        if low.endswith(ending):
            return ending[1:].replace(b"kepub.epub", b"epub")
    stem_, dot, ending = low.rpartition(b".")
    return ending if dot and stem_ else b""


def stem(name: bytes) -> bytes:
    """Give the name without its ending."""
    low = name.lower()
    long = next((ending for ending in _LONG if low.endswith(ending)), b"")
    return name[: -len(long)] if long else name.rpartition(b".")[0] or name


def text_of(name: bytes) -> str:
    """Give a name without its ending, as text that can be shown."""
    return stem(name).decode("utf-8", "replace")


def claim(listing: Listing) -> Claim | None:
    """Claim books and the pictures beside them; papers that belong to music or films are left alone."""
    files = [entry for entry in listing.files if entry.size and not entry.name.startswith(b".")]
    seen = {stem(entry.name) for entry in files if suffix(entry.name) in _SEEN}
    # A drone's `DJI_0002.LRF` is a small copy of the clip beside it, and no book of the first readers.
    sure = [entry for entry in files if suffix(entry.name) in EBOOKS and stem(entry.name) not in seen]
    stems = {stem(entry.name) for entry in sure}
    others = [text_of(entry.name) for entry in files if suffix(entry.name) in _HEARD_OR_SEEN]
    on_shelf = any(map(shelves.is_bookshelf, listing.names))
    near = (*listing.names, *others[:_MOST]) if others else ()
    makers = names.keys(listing.names).union(*(names.keys(names.read(text).authors) for text in near))
    maybe = [
        entry for entry in files
        if _may_be(entry, stems, alone=not others, on_shelf=on_shelf)
        and (not others or stem(entry.name) in stems or not _is_paper_of(entry, makers))
    ]  # fmt: skip  # a table
    books = [*sure, *maybe]
    if not books:
        return None
    stems |= {stem(entry.name) for entry in books}
    pictures = tuple(entry.name for entry in files if is_picture(entry.name, stems))
    confidence = 0.9 if sure else 0.7 if on_shelf else 0.4
    return Claim(files=tuple(entry.name for entry in books), companions=pictures, confidence=confidence)


def _may_be(entry: Entry, stems: set[bytes], *, alone: bool, on_shelf: bool) -> bool:
    ending, text = suffix(entry.name), text_of(entry.name)
    if ending not in PRINTED | TEXTS:
        return False
    if stem(entry.name) in stems or (entry.size >= MIN_TEXT and squeezed(text) in {*map(_squeezed_stem, stems)}):
        return True
    if ending in PRINTED:
        return not _PAPERS.fullmatch(text) and (on_shelf or not _OFFICE.match(text) or _is_identified(text))
    if not alone or entry.size < MIN_TEXT or _NOTES.fullmatch(text):
        return False
    return on_shelf or names.read(text).sure


def _is_identified(text: str) -> bool:
    """Tell whether a name says whose book it is, or which: by its ISBN, or by its number at arXiv."""
    named = names.read(text)
    return named.sure or bool(named.ids or _ARXIV.fullmatch(text))


def squeezed(text: str) -> str:
    """Give a title without its spaces and signs: `northgate` is `North Gate`."""
    return titles.key(text).replace(" ", "")


def _squeezed_stem(name: bytes) -> str:
    return squeezed(name.decode("utf-8", "replace"))


def _is_paper_of(entry: Entry, makers: frozenset[str]) -> bool:
    """Tell whether a document beside sound or films is a booklet: it names nobody, or who made those."""
    named = names.read(text_of(entry.name))
    return suffix(entry.name) in PRINTED and (not named.sure or bool(names.keys(named.authors) & makers))


def is_picture(name: bytes, stems: set[bytes]) -> bool:
    """Tell whether a picture belongs to a book: it is called after one, or `cover`."""
    if suffix(name) not in PICTURES:
        return False
    return stem(name) in stems or text_of(name).lower() in COVERS
