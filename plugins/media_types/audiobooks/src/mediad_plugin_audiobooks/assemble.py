"""Audiobooks and their series out of a folder's names and facts; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mediad_books import documents, folders, shelves, titles
from mediad_plugin_audiobooks import editions, radio, spoken
from mediad_plugin_audiobooks.claim import COVERS, PICTURES
from mediad_plugin_audiobooks.discs import without_disc
from mediad_plugin_audiobooks.librivox import archived
from mediad_plugin_audiobooks.parts import Group, groups
from mediad_sdk.names import stem, suffix, text_of
from mediad_sdk.values.works import Artwork, Companion, Document, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_books.names import Named
    from mediad_sdk.values.media import Extracted, Listing

_NAMELESS = re.compile(
    r".?|(?:audio\s?book|h\u00f6rbuch|chapter|kapitel|track|disc|cd|part|teil|full|complete)[\W_]*\d*", re.IGNORECASE
)
_YEAR = re.compile(r"[12]\d{3}")
_PAPERS = ("metadata", "text", "nfo")
"""What papers say, the best first; the sidecar of another plugin stands behind `metadata`."""


@dataclass
class Book:
    """One book of a folder.

    Attributes:
        said: What each source says: (source, facts, file), the best first.
        named: What names say.
    """

    groups: list[Group]
    said: list[tuple[str, Mapping[str, Any], bytes]]
    named: Named

    @property
    def title(self) -> str:
        """What it is called."""
        return next((str(facts["title"]) for _, facts, _ in self.said if facts.get("title")), self.named.title)

    @property
    def authors(self) -> list[str]:
        """Who wrote it."""
        told = (documents.authors(facts) for _, facts, _ in self.said)
        return next(filter(None, told), list(self.named.authors))

    @property
    def key(self) -> str:
        """The match key: author and title."""
        return documents.key(self.authors, self.title)


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    path, disc = without_disc(listing.names)
    found = groups(facts)
    papers = _papers(facts)
    if not found:
        return [_above(listing, path, papers)] if path else []
    books = _joined([_book(group, path, papers if len(found) == 1 else [], alone=len(found) == 1) for group in found])
    sheets = {item.name: item.facts["cue"] for item in facts if "cue" in item.facts}
    return [_work(book, listing, sheets, disc, alone=len(books) == 1) for book in books]


def _papers(facts: Sequence[Extracted]) -> list[tuple[str, Mapping[str, Any], bytes]]:
    out = [(source, item.facts[source], item.name) for item in facts for source in _PAPERS if item.facts.get(source)]
    return sorted(out, key=lambda each: (_PAPERS.index(each[0]), each[2]))


def _book(group: Group, path: tuple[str, ...], papers: list[Any], *, alone: bool) -> Book:
    single = len(group.files) == 1
    tagged = [(file, spoken.facts(file.tags, alone=single)) for file in group.files if file.tags]
    named = _named(group, path, alone=alone)
    said = _plausible(tagged[0][1], group, path) if tagged else {}
    told = [*papers, *([("tags", said, tagged[0][0].name)] if said else [])]
    return Book([group], told, named)


def _plausible(said: dict[str, Any], group: Group, path: tuple[str, ...]) -> dict[str, Any]:
    """Leave out a title that only repeats a file's name or counts, unless its folder is called so: `24/24.m4b`."""
    title = str(said.get("title", ""))
    if title in path[-1:] or _is_year(title):
        return said
    if title and (not titles.is_title(title, group.files[0].text) or folders.is_nameless(title)):
        return {name: value for name, value in said.items() if name != "title"}
    return said


def _named(group: Group, path: tuple[str, ...], *, alone: bool) -> Named:
    """Read names: those of a single file as a book's, those of chapters through the folder that they fill."""
    if episode := _episode(group, path, alone=alone):
        return episode
    useful = [name for name in path if not shelves.is_shelf(name)]
    if len(group.files) == 1:
        return _of_one(group.common, path, useful, alone=alone)
    if alone and path and _is_year(path[-1]) and _is_bare(group.common):
        return folders.of_title(path[-1], path[:-1])
    if alone and useful:
        return folders.read(archived(useful[-1]), tuple(useful[:-1]))
    return folders.read(group.common or text_of(group.files[0].name), path)


def _of_one(text: str, path: tuple[str, ...], useful: list[str], *, alone: bool) -> Named:
    own = alone and bool(useful) and (_is_chapter(text) or _is_book(useful[-1]))
    if not own and _is_year(text):
        return folders.of_title(text, path)
    return folders.read(archived(useful[-1]), tuple(useful[:-1])) if own else folders.read(archived(text), path)


def _episode(group: Group, path: tuple[str, ...], *, alone: bool) -> Named | None:
    """Read the name of a file, or of the folder that chapters fill, as an episode's."""
    if len(group.files) == 1 and (episode := radio.read(group.files[0].text, path)):
        return episode
    return radio.read(path[-1], path[:-1]) if alone and path else None


def _is_bare(text: str) -> bool:
    return not text.strip() or _is_chapter(text)


def _is_chapter(text: str) -> bool:
    counts = folders.is_nameless(text) and not _is_year(text)
    return counts or bool(_NAMELESS.fullmatch(text.strip()))


def _is_year(text: str) -> bool:
    """Tell a title such as `1984` from the number of a chapter."""
    return bool(_YEAR.fullmatch(text.strip()))


def _is_book(name: str) -> bool:
    """Tell whether a folder's name is one of a book for certain: it tells who reads, or how, a year or a number."""
    named = folders.folder_of_book(name)
    numbered = named.series is not None and bool(named.series.label)
    return bool(named.narrators or named.notes or named.ids or named.year or numbered)


def _joined(books: list[Book]) -> list[Book]:
    """Join what is one book in two formats."""
    out: dict[str, Book] = {}
    for book in books:
        known = out.get(book.key) or _nameless_twin(book, out)
        if known:
            known.groups += book.groups
            known.said += book.said
        else:
            out[book.key] = book
    return list(out.values())


def _nameless_twin(book: Book, known: Mapping[str, Book]) -> Book | None:
    """Find the book of the same name whose author only one of the two knows."""
    author, _, title = book.key.partition("|")
    for other in known.values():
        their_author, _, their_title = other.key.partition("|")
        if title == their_title and not (author and their_author):
            return other
    return None


def _work(book: Book, listing: Listing, sheets: Mapping[bytes, Any], disc: int, *, alone: bool) -> Work:
    told = [*(facts.get("series", []) for _, facts, _ in book.said), documents.series(book.named)]
    return Work(
        kind="audiobook",
        key=book.key,
        documents=tuple(_documents(book)),
        editions=tuple(editions.edition(group, book.said, book.named, sheets, disc) for group in book.groups),
        companions=tuple(_companions(listing)) if alone else (),
        artwork=tuple(_artwork(book, listing, alone=alone)),
        relations=documents.relations("audiobook_series", documents.best(told)),
    )


def _documents(book: Book) -> Iterable[Document]:
    *told, named = documents.completed([*(facts for _, facts, _ in book.said), documents.of_names(book.named)])
    for (source, _, file), facts in zip(book.said, told, strict=True):
        if fields := documents.fields(facts):
            yield Document(source=source, fields=fields, file=file)
    yield Document(source="name", fields=named)


def _companions(listing: Listing) -> Iterable[Companion]:
    for entry in listing.files:
        if entry.size and suffix(entry.name) in (b"pdf", b"cue"):
            role = "booklet" if suffix(entry.name) == b"pdf" else "chapters"
            yield Companion(role=role, files=(entry.name,))


def _artwork(book: Book, listing: Listing, *, alone: bool) -> Iterable[Artwork]:
    stems = {stem(file.name) for group in book.groups for file in group.files}
    yield from _pictures(listing, stems, alone=alone)
    for group in book.groups:
        if pictured := next((file.name for file in group.files if file.facts.get("pictures")), b""):
            yield Artwork(role="cover", file=pictured, embedded=True)


def _pictures(listing: Listing, stems: set[bytes], *, alone: bool) -> Iterable[Artwork]:
    for entry in listing.files:
        if entry.size and suffix(entry.name) in PICTURES:
            own = stem(entry.name) in stems or (alone and text_of(entry.name).lower() in COVERS)
            if own:
                yield Artwork(role="cover", file=entry.name)


def _above(listing: Listing, path: tuple[str, ...], papers: list[Any]) -> Work:
    """Give a book what lies above its discs: its papers and its cover."""
    named = folders.read(path[-1], path[:-1])
    book = Book([], papers, replace(named, notes=()))
    return Work(
        kind="audiobook",
        key=book.key,
        documents=tuple(_documents(book)),
        artwork=tuple(_pictures(listing, set(), alone=True)),
    )
