"""A small library of comics: a run with an annual, a manga by volume and by chapter, a book alone; drawn by code."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 240, 360
EPOCH = (2020, 1, 1, 0, 0, 0)
Colour = tuple[int, int, int]
INK: Colour = (24, 24, 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One comic: where it lies, its colours, its pages, what its ComicInfo says."""

    path: str
    colours: tuple[Colour, Colour, Colour]
    pages: int = 5
    spread: int = 0
    info: tuple[tuple[str, str], ...] = ()


RUST, TIDE, NIGHT = (
    ((224, 122, 95), (129, 178, 154), (242, 204, 143)),
    ((38, 70, 83), (42, 157, 143), (233, 196, 106)),
    ((29, 53, 87), (69, 123, 157), (241, 250, 238)),
)
RUN = (("Series", "Tin Harbour"), ("Volume", "2019"), ("Publisher", "Gull Press"), ("Genre", "Mystery, Sea"))
PEOPLE = (("Writer", "Ines Valder"), ("Penciller", "Tomas Okoro"), ("Colorist", "Mae Lindt"))
BOOKS = (
    Book(
        path="Tin Harbour (2019)/Tin Harbour 001 (2019).cbz",
        colours=RUST,
        spread=3,
        info=(
            *RUN, ("Number", "1"), ("Title", "Low Water"), ("Year", "2019"), ("Month", "3"), *PEOPLE,
            ("Summary", "A diver finds a door below the pier, and somebody has oiled its hinges."),
            ("AgeRating", "Teen"), ("StoryArc", "The Door"), ("StoryArcNumber", "1"),
        ),
    ),
    Book(
        path="Tin Harbour (2019)/Tin Harbour 002 (2019).cbz",
        colours=TIDE,
        info=(
            *RUN, ("Number", "2"), ("Title", "High Water"), ("Year", "2019"), ("Month", "4"), *PEOPLE,
            ("AgeRating", "Teen"), ("StoryArc", "The Door"), ("StoryArcNumber", "2"),
        ),
    ),
    Book(path="Tin Harbour (2019)/Tin Harbour Annual 001 (2020).cbt", colours=NIGHT, pages=6),
    Book(
        path="\u591c\u306e\u706f\u53f0/\u591c\u306e\u706f\u53f0 v01.cbz",
        colours=NIGHT,
        info=(
            ("Series", "\u591c\u306e\u706f\u53f0"), ("Volume", "1"), ("Manga", "YesAndRightToLeft"),
            ("LanguageISO", "ja"),
        ),
    ),
    Book(path="\u591c\u306e\u706f\u53f0/\u591c\u306e\u706f\u53f0 c005.cbz", colours=TIDE),
    Book(path="The Last Ferry (2011).cbz", colours=RUST, pages=4),
)  # fmt: skip  # a table


def samples(folder: Path) -> None:
    """Make the comics under a folder; the same bytes each time."""
    for book in BOOKS:
        path = folder / book.path
        path.parent.mkdir(parents=True, exist_ok=True)
        members = [(f"{number:03d}.png", page(book, number)) for number in range(1, book.pages + 1)]
        if book.info:
            members.append(("ComicInfo.xml", _info(book)))
        path.write_bytes(packed(members, is_tar=path.suffix == ".cbt"))
    chapter = folder / "\u591c\u306e\u706f\u53f0" / "c006"
    chapter.mkdir(exist_ok=True)
    for number in range(1, 5):
        (chapter / f"{number:03d}.png").write_bytes(page(BOOKS[3], number))


def packed(members: list[tuple[str, bytes]], *, is_tar: bool = False) -> bytes:
    """Make an archive."""
    out = io.BytesIO()
    if is_tar:
        with tarfile.open(fileobj=out, mode="w") as tar:
            for name, data in members:
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
        return out.getvalue()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return out.getvalue()


def page(book: Book, number: int) -> bytes:
    """Draw a page: panels of the book's colours, one more on each; a spread is twice as wide."""
    width = WIDTH * 2 if number == book.spread else WIDTH
    rows = 1 + number % 3
    lines = bytearray()
    for y in range(HEIGHT):
        row, within = divmod(y * rows, HEIGHT)
        lines.append(0)
        lines += _line(book, width, (row + number) % 3, gutter=within < 8 * rows or y > HEIGHT - 8)
    return _png(width, HEIGHT, bytes(lines))


def _line(book: Book, width: int, at: int, *, gutter: bool) -> bytes:
    if gutter:
        return bytes(INK) * width
    one, other = book.colours[at], book.colours[(at + 1) % 3]
    edge, middle = 8, width * (2 + at) // 6
    return b"".join(
        (bytes(INK) * edge, bytes(one) * (middle - edge), bytes(INK) * edge, bytes(other) * (width - middle - 2 * edge),
         bytes(INK) * edge)
    )  # fmt: skip


def _png(width: int, height: int, lines: bytes) -> bytes:
    """Write a PNG of 8-bit colours (W3C PNG, 11.2)."""
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _info(book: Book) -> bytes:
    told = "".join(f"  <{name}>{escape(value)}</{name}>\n" for name, value in book.info)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<ComicInfo>\n{told}</ComicInfo>\n'.encode()
