"""Books and their series out of a folder's names and facts; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_books import documents, titles
from mediad_plugin_books import editions
from mediad_plugin_books.claim import COVERS, PICTURES, stem, suffix, text_of
from mediad_plugin_books.copies import Copy, copies, is_kept_by_calibre
from mediad_sdk.values.works import Artwork, Document, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad_sdk.values.media import Extracted, Listing


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    found = sorted(copies(listing, facts), key=editions.rank)
    books = [found] if found and is_kept_by_calibre(listing, facts) else _books(found)
    return [_book(book, listing, alone=len(books) == 1) for book in books]


def _books(found: list[Copy]) -> list[list[Copy]]:
    """Gather the copies of one book: those of one name, those of one author and title."""
    by_stem: dict[str, list[Copy]] = {}
    for copy in found:
        by_stem.setdefault(copy.stem, []).append(copy)
    out: dict[str, list[Copy]] = {}
    for group in by_stem.values():
        key = _key(group)
        known = key if key in out else _same(group, out)
        out.setdefault(known, []).extend(group)
    return list(out.values())


def _key(group: Sequence[Copy]) -> str:
    return next((copy.key for copy in group if copy.authors), group[0].key) + _language(group)


def _language(group: Sequence[Copy]) -> str:
    """Name the language that a name tells its translation from others by."""
    told = next((copy.named.language for copy in group if copy.named.language), "")
    return f"|{told}" if told else ""


def _same(group: Sequence[Copy], known: dict[str, list[Copy]]) -> str:
    """Find the book that another name, without the author or without the subtitle, means; else its own key."""
    key = _key(group)
    author, _, title = key.partition("|")
    for other, copies_ in known.items():
        their_author, _, their_title = other.partition("|")
        if {copy.format for copy in copies_} & {copy.format for copy in group}:
            continue
        if author and their_author and author != their_author:
            continue
        if title.replace(" ", "") == their_title.replace(" ", "") or _begins(title, their_title, group, copies_):
            return other
    return key


def _begins(title: str, other: str, group: Sequence[Copy], copies_: Sequence[Copy]) -> bool:
    """Tell whether one title is the other without its subtitle."""
    heads = {titles.key(copy.title.partition(":")[0]) for copy in (*group, *copies_) if ":" in copy.title}
    return bool({title, other} & heads) and (title.startswith(other) or other.startswith(title))


def _book(found: list[Copy], listing: Listing, *, alone: bool) -> Work:
    found = sorted(found, key=editions.rank)
    return Work(
        kind="book",
        key=_key(found),
        documents=tuple(_documents(found)),
        editions=editions.editions(found),
        artwork=tuple(_artwork(found, listing, alone=alone)),
        relations=documents.relations("book_series", documents.best([copy.series for copy in found])),
    )


def _documents(found: Sequence[Copy]) -> Iterable[Document]:
    named = next((copy.named for copy in found if copy.named.sure), found[0].named)
    *told, names = documents.completed([*(copy.facts for copy in found), documents.of_names(named)])
    for copy, facts in zip(found, told, strict=True):
        if fields := documents.fields(facts):
            yield Document(source="info" if copy.guessed else "tags", fields=fields, file=copy.name)
    yield Document(source="name" if named.sure else "guess", fields=names)


def _artwork(found: Sequence[Copy], listing: Listing, *, alone: bool) -> Iterable[Artwork]:
    stems = {stem(copy.name) for copy in found}
    for entry in listing.files:
        if entry.size and suffix(entry.name) in PICTURES and _is_of(entry.name, stems, alone=alone):
            yield Artwork(role="cover", file=entry.name)
    for copy in found:
        if copy.facts.get("cover") and not copy.error:
            yield Artwork(role="cover", file=copy.name, embedded=True)


def _is_of(name: bytes, stems: set[bytes], *, alone: bool) -> bool:
    return stem(name) in stems or (alone and text_of(name).lower() in COVERS)
