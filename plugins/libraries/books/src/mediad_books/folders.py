"""What the folders above a book say: `Author/Series/01 - Title`, a Calibre library, shelves that only sort."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad_books import names, people, shelves, titles
from mediad_books.names import Named
from mediad_books.titles import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

_CALIBRE = re.compile(r"\s\((?!(?:1[4-9]|20)\d\d\))\d{1,7}\)$")
"""The number of a book in Calibre's library; what could be a year is taken for one."""
_LIFE = re.compile(r"(?<=\w) \((?:1[5-9]|20)\d\d ?[-\u2013] ?(?:(?:1[5-9]|20)\d\d)?\)$")
"""The years in which an author lived: `Edith Marlow (1850-1910)`."""
_NAMELESS = re.compile(
    r"(?:book|ebook|e-book|text|content|index|title|part|\d{1,6}|[0-9a-f]{8,40}|97[89][\d-]{10,14})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Above:
    """What folders say of the book below them.

    Attributes:
        book: What the book's own folder says, None where it has none.
        author: Whose books these are, "" where no folder says so.
        series: The series whose folder it is.
    """

    book: Named | None
    author: str = ""
    series: str = ""


@lru_cache(4096)
def read(stem: str, above: tuple[str, ...], *, own: bool = False, shared: bool = False) -> Named:
    """Read a file's name with the folders above it, outermost first.

    Args:
        stem: The name without its ending.
        above: The folders.
        own: The innermost is this book's alone.
        shared: It is that of several books whose titles begin as it is called, as those of a series may.
    """
    if above and above[-1] == stem and stem.isdecimal():
        return of_title(stem, above[:-1])  # `George Orwell/1984/1984`: both say so
    path = _naming(above)
    # The book's own folder may be called as a part of the name that is its title: only outer ones surely name people.
    outer = names.keys(path[:-1])
    mine = names.read(stem, outer)
    if not names.keys(mine.authors) & outer:
        mine = names.read(stem, names.keys(path))
    told = _above(mine, path, own=own or is_nameless(stem), shared=shared)
    if told.book is None and mine.series and titles.key(told.series) not in ("", titles.key(mine.series.title)):
        mine = _within(mine)
    above_ = tuple(people.split(told.author))
    authors = mine.authors or (told.book.authors if told.book else ()) or above_
    if names.keys(authors) < names.keys(above_):
        authors = above_  # a file's name has room for the first author only
    book = told.book
    if book is not None and (is_nameless(stem) or _is_longer(book.title, mine.title)):
        mine = replace(mine, title=book.title)
    series = _series(mine, told)
    authors = tuple(filter(people.is_known, authors))
    out = replace(mine, authors=authors, series=series, sure=mine.sure or bool(authors))
    return _completed(out, book) if book else out


def is_shared(folder: str, stems: Iterable[str]) -> bool:
    """Tell whether several books are called as their folder, and go on each in its own way."""
    home = f"{titles.key(folder)} "
    return len({key for stem in stems if (key := titles.key(names.read(stem).title)).startswith(home)}) > 1


def of_title(title: str, above: tuple[str, ...]) -> Named:
    """Give a title that reads as a year or a sum what the folders above it say: `Ines Tamura/1793`."""
    path = _naming(above)
    mine = Named(title=title)
    told = _above(mine, path, own=False)
    return replace(mine, authors=tuple(people.split(told.author)), series=_series(mine, told), sure=bool(told.author))


def _naming(above: tuple[str, ...]) -> tuple[str, ...]:
    """Give the folders that may name people, series and books, without the years that an author lived in."""
    return tuple(_LIFE.sub("", name) for name in above if _says(name))


def _says(name: str) -> bool:
    return people.is_known(name) and not shelves.is_shelf(name) and not shelves.is_publisher(name)


def _completed(out: Named, book: Named) -> Named:
    return replace(
        out,
        year=out.year or book.year,
        narrators=out.narrators or book.narrators,
        language=out.language or book.language,
        ids=out.ids or book.ids,
        notes=out.notes or book.notes,
    )


def is_nameless(stem: str) -> bool:
    """Tell whether a name is none of a book: `book`, `978...`, a sum."""
    return bool(_NAMELESS.fullmatch(stem.strip()))


def _is_longer(folder: str, file: str) -> bool:
    """Tell whether a folder has the whole of a title that the file's name cuts."""
    one, other = titles.key(folder), titles.key(file)
    return one != other and one.startswith(other) and len(other) > 30  # noqa: PLR2004  # where programs begin to cut


def _above(mine: Named, path: tuple[str, ...], *, own: bool, shared: bool = False) -> Above:
    if not path:
        return Above(None)
    book = folder_of_book(path[-1], names.keys(path[:-1]))
    counted = mine.series is not None and mine.series.label and not mine.series.title and not book.series
    if counted and len(path) > 1 and not own and not _CALIBRE.search(path[-1]):
        return _shelved(None, path, mine)  # `Hearth/Book 1 - Hearth`: whose number lacks a series has it above
    same = _is_same(mine.title, book.title) and not (shared and titles.key(mine.title) != titles.key(book.title))
    if not (own or same or _CALIBRE.search(path[-1])):
        return _shelved(None, path, mine)
    told = _shelved(book, path[:-1], mine)
    return replace(told, book=_within(book)) if told.series else told


def _within(book: Named) -> Named:
    """Take `Salt - Vol. 8` in the folder of a series for Salt, the eighth of that; elsewhere it is a volume of Salt."""
    if not book.series or not titles.key(book.title).startswith(f"{titles.key(book.series.title)} "):
        return book
    return replace(book, title=book.series.title, series=Place("", book.series.label))


def folder_of_book(name: str, known: frozenset[str] = frozenset()) -> Named:
    """Read a folder's name as a book's: `Vol 1 - 1994 - Title {Reader}`, `Title (123)`."""
    return names.read(_CALIBRE.sub("", name), known)


def _is_same(file: str, folder: str) -> bool:
    one, other = titles.key(file), titles.key(folder)
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _shelved(book: Named | None, path: tuple[str, ...], mine: Named) -> Above:
    """Tell the author's folder from that of a series: the inner of two is the series."""
    authors = mine.authors or (book.authors if book else ())
    known = {people.key(name) for name in authors}
    at = next((at for at in reversed(range(len(path))) if names.keys([path[at]]) & known), None)
    numbered = bool((mine.series and mine.series.label) or (book and book.series and book.series.label))
    if at is None and not authors:
        at = _author_at(path, numbered=numbered, titled=book is not None)
    if at is None:
        return Above(book, "", path[-1] if numbered and path else "")
    return Above(book, path[at], path[at + 1] if at + 1 < len(path) else "")


def _author_at(path: tuple[str, ...], *, numbered: bool, titled: bool) -> int | None:
    """Tell which folder is the author's where nothing names them."""
    if not path:
        return None
    inner, outer = names.weight(path[-1]), names.weight(path[-2]) if len(path) > 1 else 0
    if outer > 1 and (numbered or outer >= inner):
        return len(path) - 2
    if inner:
        return len(path) - 1
    if outer:
        return len(path) - 2
    return len(path) - 1 if titled and not numbered else None


def _series(mine: Named, told: Above) -> Place | None:
    place = mine.series or (told.book.series if told.book else None)
    title = place.title if place else ""
    label = place.label if place else ""
    if told.series and not title:
        title = titles.tidy(told.series)
    if not label and told.book and told.book.series:
        label = told.book.series.label
    return Place(title, label) if title else None
