"""Opens one file and tells what it holds: pages with their sizes, and what documents inside say of it."""

from __future__ import annotations

import re
from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from mediad_comicinfo import MAX_SIZE, READERS, BadComicInfo
from mediad_plugin_comics import archives, pages
from mediad_plugin_comics.claim import MOSTLY, are_numbered
from mediad_plugin_comics.errors import Empty, NeedsLibrary, NoPages, NotComic
from mediad_plugin_comics.pictures import is_picture, size_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_comics.archives.members import Archive, Member
    from mediad_plugin_comics.pictures import Size
    from mediad_sdk.values.media import MediaFile

HEAD, DEEP_HEAD = 4 << 10, 256 << 10
"""Bytes of a page that are read for its size: most say it soon, some behind a thumbnail or a colour profile."""
MEASURED = 3000
"""Pages that are measured; a book of more is counted."""
SECONDS = 4.0
"""How long pages are measured at most, on a disk that is slow."""
MAX_PICTURE = 32 << 20
_PDF = b"%PDF-"
_PDF_HEAD, _PDF_PIECE = 1024, 4 << 20
_PDF_PAGES = re.compile(
    rb"/Type\s{0,4}/Pages\b[^>]{0,200}?/Count\s{1,4}(\d{1,5})|/Count\s{1,4}(\d{1,5})[^>]{0,200}?/Type\s{0,4}/Pages\b"
)


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    stream = file.open()
    if file.name.lower() == "comicinfo.xml":
        return _document(file.name, stream.read(MAX_SIZE + 1))
    head = stream.read(DEEP_HEAD)
    if is_picture(head):
        return _picture(file.name, head)
    if _PDF in head[:_PDF_HEAD]:
        return _pdf(stream, file.size)
    return _facts(archives.read(stream, file.size))


def artwork(file: MediaFile) -> bytes | None:
    """Give the cover's bytes."""
    stream = file.open()
    head = stream.read(HEAD)
    if is_picture(head):
        stream.seek(0)
        return stream.read(MAX_PICTURE)
    if _PDF in head:
        return None
    archive = archives.read(stream, file.size)
    facts = _facts(archive)
    cover = [member for member in archive.members if member.name == facts.get("cover")]
    wanted = dict.fromkeys(cover[-1:], MAX_PICTURE)
    return next((data for _, data in archive.heads(wanted) if is_picture(data)), None)


def _document(name: str, data: bytes) -> dict[str, Any]:
    said: dict[str, Any] = {}
    _read(name.lower(), data, said)
    return said


def _picture(name: str, head: bytes) -> dict[str, Any]:
    if not pages.is_page(name):
        raise NotComic(f"{name} is a picture, whatever its name says.")
    size = size_of(head)
    return {"format": "picture", "pages": 1, **({"sizes": [list(size)]} if size else {})}


def _pdf(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Count the pages of a document as far as that is said in the open; it is not unpacked for it."""
    stream.seek(0)
    text = stream.read(_PDF_PIECE)
    if size > 2 * _PDF_PIECE:
        stream.seek(size - _PDF_PIECE)
    text += stream.read(_PDF_PIECE)
    counts = [int(one or other) for one, other in _PDF_PAGES.findall(text)]
    return {"format": "pdf", **({"pages": max(counts)} if counts else {})}


def _facts(archive: Archive) -> dict[str, Any]:
    """Look into an archive."""
    members = [each for each in archive.members if not each.is_folder]
    papers = _papers(members)
    order = dict.fromkeys(pages.in_order(each.name for each in members))
    by_name = {each.name: each for each in reversed(members) if each.name in order}
    facts: dict[str, Any] = {"format": archive.format, "entries": len(archive.members), "pages": len(order)}
    if _is_book(list(order), [each.name for each in members]):
        facts["is_book"] = True
    if not order and not papers:
        raise NoPages("The archive holds no pictures.")
    sizes: dict[str, Size] = {}
    try:
        said = _looked(archive, papers, list(by_name.values()), sizes)
    except NeedsLibrary as error:
        said, facts["lacks"] = {}, error.code
    if archive.comment:
        _read("", archive.comment, said)
    return facts | said | _measures(list(order), sizes, said)


def _is_book(shown: list[str], names: list[str]) -> bool:
    """Tell whether an archive holds numbered pages and hardly anything else, whatever it is called."""
    stems = [name.rpartition("/")[2].rpartition(".")[0] for name in shown]
    return len(shown) >= MOSTLY * len([each for each in names if not pages.is_hidden(each)]) and are_numbered(stems)


def _papers(members: Sequence[Member]) -> dict[str, Member]:
    """Find the documents that are read, of each kind one: the least deep, then the first in the archive."""
    found: dict[str, Member] = {}
    for member in sorted(members, key=lambda each: each.name.count("/")):
        name = member.name.rpartition("/")[2].lower()
        if name in READERS and not pages.is_hidden(member.name) and not member.is_encrypted:
            found.setdefault(name, member)
    return found


def _looked(
    archive: Archive, papers: Mapping[str, Member], shown: list[Member], sizes: dict[str, Size]
) -> dict[str, Any]:
    """Read documents whole and pages as far as they say their size."""
    said: dict[str, Any] = {}
    kinds = {member: name for name, member in papers.items()}
    head = DEEP_HEAD if archive.in_order else HEAD
    end = monotonic() + SECONDS
    wanted = {member: head for member in shown[:MEASURED] if not member.is_encrypted}
    for member, data in archive.heads({**wanted, **dict.fromkeys(kinds, MAX_SIZE)}):
        if member in kinds:
            _read(kinds[member], data, said)
        elif size := size_of(data):
            sizes[member.name] = size
        if monotonic() > end:
            return said
    deep = {member: DEEP_HEAD for member in wanted if member.name not in sizes}
    for member, data in archive.heads(deep) if head < DEEP_HEAD else ():
        if size := size_of(data):
            sizes[member.name] = size
        if monotonic() > end:
            break
    return said


def _read(name: str, data: bytes, said: dict[str, Any]) -> None:
    """Read a document; one that cannot be read says nothing, and why."""
    source, read = READERS[name]
    try:
        told = read(data)
    except BadComicInfo as error:
        if name:  # a comment may be anything
            said.setdefault("unread", []).append(f"{source}: {error}"[:200])
    else:
        said[source] = asdict(told)


def _measures(order: list[str], sizes: Mapping[str, Size], said: Mapping[str, Any]) -> dict[str, Any]:
    told = said.get("comicinfo", {}).get("pages", ())
    found = [sizes.get(name) for name in order]
    out: dict[str, Any] = {"cover": order[pages.cover_of(order, told)]} if order else {}
    if any(found):
        out["sizes"] = [list(size) if size else [0, 0] for size in found]
    if wide := pages.spreads(found, told):
        out["spreads"] = wide
    if marks := [[page["index"], page["bookmark"]] for page in told if page.get("bookmark") and "index" in page]:
        out["bookmarks"] = marks[:500]
    return out
