"""One copy of a book for each file: what it says of itself where that is plausible, and what its name says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mediad_books import documents, folders, ids, people, titles
from mediad_plugin_books.claim import stem, suffix, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_books.names import Named
    from mediad_sdk.values.media import Extracted, Listing

_DOUBLE = re.compile(
    r"\s?(?:\((?:copy|kopie|copie|\d)\)|[-_]\s?(?:copy|kopie|copie)(?:\s?\(\d\))?|\s\d{10,13})$", re.IGNORECASE
)
_OPF = b"metadata.opf"


@dataclass(frozen=True)
class Copy:
    """One file of a book.

    Attributes:
        facts: What it says, without what is not plausible.
        named: What its name and its folders say.
        error: Why it could not be read, or "".
    """

    name: bytes
    facts: Mapping[str, Any]
    named: Named
    error: str = ""

    @property
    def text(self) -> str:
        """The name without its ending."""
        return text_of(self.name)

    @property
    def stem(self) -> str:
        """The name by which formats of one book belong together."""
        return _DOUBLE.sub("", self.text)

    @property
    def format(self) -> str:
        """The format that the file is, or what its ending says."""
        return str(self.facts.get("format") or suffix(self.name).decode("ascii", "replace").partition(".")[0])

    @property
    def guessed(self) -> bool:
        """Whether only a program speaks, as in most PDFs."""
        return bool(self.facts.get("guessed"))

    @cached_property
    def isbn(self) -> str:
        """The ISBN of this edition, or ""."""
        told = [*self.facts.get("ids", ()), *documents.of_names(self.named).get("ids", ())]
        return next((each["value"] for each in told if each["scheme"] == "isbn"), "")

    @cached_property
    def title(self) -> str:
        """The title that it goes by: its own, or its name's where that is surer."""
        own = str(self.facts.get("title", ""))
        return self.named.title if not own or (self.guessed and self.named.sure) else own

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it."""
        own = documents.authors(self.facts)
        return tuple(self.named.authors if not own or (self.guessed and self.named.authors) else own)

    @cached_property
    def series(self) -> list[dict[str, str]]:
        """The series that it is in."""
        return documents.best([self.facts.get("series", []), documents.series(self.named)])

    @property
    def key(self) -> str:
        """The match key: author and title."""
        return documents.key(self.authors, self.title)


def copies(listing: Listing, facts: Sequence[Extracted]) -> list[Copy]:
    """Make the copies of a folder."""
    path = listing.names
    own = len({stem(item.name) for item in facts}) == 1 or is_kept_by_calibre(listing, facts)
    shared = bool(path) and folders.is_shared(path[-1], [_DOUBLE.sub("", text_of(item.name)) for item in facts])
    return [_copy(item, path, own=own and len(path) > 1, shared=shared) for item in facts]


def is_kept_by_calibre(listing: Listing, facts: Sequence[Extracted]) -> bool:
    """Tell whether the folder is one book's: Calibre puts each into its own, with its metadata beside it."""
    kinds = [suffix(item.name) for item in facts]
    return any(entry.name.lower() == _OPF for entry in listing.files) and len(kinds) == len(set(kinds))


def _copy(item: Extracted, path: tuple[str, ...], *, own: bool, shared: bool) -> Copy:
    text = text_of(item.name)
    named = folders.read(_DOUBLE.sub("", text), path, own=own and folders.is_nameless(text), shared=shared)
    facts = plausible(item.facts, text)
    if people.are_fuller(told := documents.authors(facts), named.authors):
        named = replace(named, authors=tuple(told))
    return Copy(item.name, facts, named, item.error)


def plausible(facts: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Leave out what programs write where they know nothing, and part title and series."""
    out = dict(facts)
    title = str(out.pop("title", ""))
    credited = [each for each in out.get("credits", ()) if people.is_known(each["name"])]
    if titles.is_title(title, text):
        out["title"], place = titles.parted(title)
        if place and place.title and not out.get("series"):
            out["series"] = [{"title": place.title, "number": place.label}]
        out["title"] = _without_author(out["title"], credited)
    else:
        out.pop("sort_title", None)
    return {**out, "credits": credited, "ids": ids.distinct(list(out.get("ids", ())))}


def _without_author(title: str, credited: list[dict[str, str]]) -> str:
    """Take the author off a title that begins or ends with one: `Ada Moor - The Lighthouse`."""
    keys = {people.key(each["name"]) for each in credited if each["role"] == "author"}
    head, dash, rest = title.partition(" - ")
    if dash and people.key(head) in keys:
        return rest
    front, dash, tail = title.rpartition(" - ")
    return front if dash and people.key(tail) in keys else title
