"""A small library of books for demonstration and tests: series, formats, sidecars, a translation; made byte by byte."""

from __future__ import annotations

import zlib
from dataclasses import replace
from struct import pack
from typing import TYPE_CHECKING

from mediad_plugin_books import making
from mediad_plugin_books.making import Sample

if TYPE_CHECKING:
    from pathlib import Path

MARLOW, OKAFOR, LINDQVIST = "Edith Marlow", "Chidi Okafor", "Sanna Lindqvist"
WIDTH, HEIGHT = 240, 360
LANTERN = "The Lantern Coast"
BOOKS = (
    Sample(
        title="The Salt Ledger", authors=(MARLOW,), date="1998-04-02", isbn="9783161484100", publisher="Quayside Press",
        series=LANTERN, number="1", subjects=("Fiction", "Mystery"),
        overview="A harbour clerk finds a ledger that adds up too well.",
    ),
    Sample(
        title="A Ferry After Dark", authors=(MARLOW,), date="2001-10-09", publisher="Quayside Press", series=LANTERN,
        number="2", subjects=("Fiction", "Mystery"), overview="The last ferry leaves with one passenger too few.",
    ),
    Sample(
        title="Maps for Small Islands", authors=(OKAFOR, LINDQVIST), date="2014", publisher="North Shelf",
        subjects=("Travel",), overview="Two friends draw what no chart shows.",
    ),
)  # fmt: skip  # a table
NIGHT = Sample(title="Nattens trädgård", authors=(LINDQVIST,), language="sv", date="2010", subjects=("Fiction",))


def cover(red: int, green: int, blue: int) -> bytes:
    """Make a picture of one colour that grows darker downwards."""
    rows = b"".join(
        b"\0" + bytes(each * (HEIGHT - at // 2) // HEIGHT for each in (red, green, blue)) * WIDTH
        for at in range(HEIGHT)
    )
    chunks = ((b"IHDR", pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def samples(folder: Path) -> None:
    """Write the library."""
    colours = ((38, 70, 83), (42, 157, 143), (233, 196, 106))
    for at, (book, colour) in enumerate(zip(BOOKS, colours, strict=True), 1):
        home = folder / " & ".join(book.authors) / f"{book.title} ({at})"
        home.mkdir(parents=True)
        name = f"{book.title} - {' & '.join(book.authors)}"
        pictured = replace(book, cover=cover(*colour))
        (home / f"{name}.epub").write_bytes(making.epub(pictured))
        (home / "cover.png").write_bytes(pictured.cover)
    ledger = folder / MARLOW / f"{BOOKS[0].title} (1)" / f"{BOOKS[0].title} - {MARLOW}"
    (ledger.parent / f"{ledger.name}.azw3").write_bytes(making.mobi(BOOKS[0], version=8))
    (ledger.parent / f"{ledger.name}.pdf").write_bytes(making.pdf(BOOKS[0].title, MARLOW, pages=212))
    (folder / f"{LINDQVIST} - {NIGHT.title}.fb2").write_bytes(making.fb2(NIGHT))
    (folder / f"{OKAFOR} - Notes from the Pier (2017).pdf").write_bytes(making.pdf(pages=48))
