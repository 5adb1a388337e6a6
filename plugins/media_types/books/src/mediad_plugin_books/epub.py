"""EPUB 2 and 3: the package, its lock, its cover, its pages and words. Sources: EPUB 3.3, OCF 3.3, OPF 2.0.1."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mediad_books import opf
from mediad_books.facts import said
from mediad_plugin_books import words
from mediad_plugin_books.archive import Archive
from mediad_plugin_books.errors import Damaged
from mediad_plugin_books.locks import lock_of
from mediad_xml import LIMITS, BadXml, Node, parse

if TYPE_CHECKING:
    from typing import BinaryIO


MAX_PICTURE = 32 << 20
_MAX_PAGE = 4 << 20
_MAX_WORDS = 24 << 20
"""Bytes of text whose words are counted; of a longer book the rest is reckoned from its size."""
_CONTAINER = "META-INF/container.xml"
_PACKAGE = "application/oebps-package+xml"
_IMAGE = re.compile(r"""<(?:img|image)\b[^<>]{0,2000}?(?:src|href)\s?=\s?["']([^"'<>]{1,500})["']""", re.IGNORECASE)
_PAGE_LIST = re.compile(r"""<nav\b[^<>]{0,500}["']page-list["']""", re.IGNORECASE)
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the book, as its manifest has it: `name` is the member, "" where there is none."""

    name: str
    id: str
    href: str
    media_type: str
    properties: frozenset[str]


class Epub:
    """One EPUB, its package read."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        """Open it.

        Raises:
            Damaged: It holds no package that can be read.
        """
        self.archive = Archive(stream, size)
        self._home = _package(self.archive)
        try:
            self.root = parse(self.archive.read(self._home, LIMITS.size), doctype=True).root
        except BadXml as error:
            raise Damaged(f"The book's package cannot be read: {error}.") from error
        self.items = [self._item(node) for node in self.root.first("manifest").all("item")]
        self._by_id = {item.id: item for item in reversed(self.items)}

    def _item(self, node: Node) -> Item:
        href = node.get("href")
        properties = frozenset(node.get("properties").split())
        return Item(self.member(href), node.get("id"), href, node.get("media-type").lower(), properties)

    def member(self, href: str, beside: str = "") -> str:
        """Give the member that an address in the package, or in another member, means, or ""."""
        base = posixpath.dirname(beside or self._home)
        return self.archive.find(posixpath.join(base, href) if href else "")

    @property
    def spine(self) -> list[Item]:
        """The book's documents in their order."""
        refs = (node.get("idref") for node in self.root.first("spine").all("itemref"))
        return [self._by_id[ref] for ref in refs if ref in self._by_id]

    def facts(self) -> dict[str, Any]:
        """Read everything that the book says of itself."""
        lock = lock_of(self.archive)
        out = opf.facts(self.root)
        pages = out.get("pages") or (0 if lock else self._pages()) or (len(self.spine) if out.get("layout") else 0)
        return said({
            **out,
            "format": "epub",
            "version": self.root.get("version"),
            "lock": lock,
            "pages": pages,
            "words": 0 if lock else self._words(),
            "chapters": len(self.spine),
            "cover": "" if lock else self.cover(),
            "mimetype_missing": self.archive.names[:1] != ["mimetype"],
        })  # fmt: skip  # a table

    def _words(self) -> int:
        """Count words; the rest of a very long book is reckoned from its size."""
        read = counted = left = 0
        for item in self.spine:
            if item.name and "html" in item.media_type:
                if read < _MAX_WORDS:
                    data = self.archive.read(item.name, _MAX_PAGE)
                    read += len(data)
                    counted += words.count(words.body_of(words.text_of(data)))
                else:
                    left += min(self.archive.size(item.name), _MAX_PAGE)
        return counted + (left * counted // read if read else 0)

    def _pages(self) -> int:
        """Count the pages of the printed book that the EPUB marks."""
        for item in self.items:
            if "nav" in item.properties:
                text = words.text_of(self.archive.read(item.name, _MAX_PAGE))
                if found := _PAGE_LIST.search(text):
                    return text.count("<li", found.end(), max(text.find("</nav", found.end()), found.end()))
            elif item.media_type == "application/x-dtbncx+xml":
                return self.archive.read(item.name, _MAX_PAGE).count(b"<pageTarget")
            elif item.media_type == "application/oebps-page-map+xml":
                return self.archive.read(item.name, _MAX_PAGE).count(b"<page ")
        return 0

    def cover(self) -> str:
        """Give the member that is the cover, by all habits, the surest first."""
        return next(filter(None, (find() for find in (
            self._said_by_properties, self._said_by_meta, self._said_by_guide, self._said_by_id, self._first_picture
        ))), "")  # fmt: skip  # a table

    def _said_by_properties(self) -> str:
        return next((item.name for item in self.items if "cover-image" in item.properties and item.name), "")

    def _said_by_meta(self) -> str:
        said_ = opf.Package(self.root).meta("cover")
        item = self._by_id.get(said_)
        return self._picture(item.name if item else self.member(said_)) if said_ else ""

    def _said_by_guide(self) -> str:
        references = self.root.first("guide").all("reference")
        found = (self.member(each.get("href")) for each in references if each.get("type").lower() == "cover")
        return next(filter(None, map(self._picture, found)), "")

    def _said_by_id(self) -> str:
        pictures = [item for item in self.items if item.media_type.startswith("image/") and item.name]
        told = [item for item in pictures if "cover" in item.id.lower() or "cover" in item.href.lower()]
        return told[0].name if told else ""

    def _first_picture(self) -> str:
        return next((self._picture(item.name) for item in self.spine[:1]), "")

    def _picture(self, name: str) -> str:
        """Give a picture, or the first one on a page."""
        if not name or name.lower().endswith(_PICTURES):
            return name
        found = _IMAGE.search(words.text_of(self.archive.read(name, _MAX_PAGE)))
        picture = self.member(found[1], beside=name) if found else ""
        return picture if picture.lower().endswith(_PICTURES) else ""


def _package(archive: Archive) -> str:
    try:
        container = parse(archive.read(archive.find(_CONTAINER), LIMITS.size), doctype=True).root
        files = [node for node in container.walk() if node.key == "rootfile"]
    except BadXml:
        files = []
    files.sort(key=lambda node: node.get("media-type") != _PACKAGE)
    told = (archive.find(node.get("full-path")) for node in files if ".." not in node.get("full-path"))
    found = (name for name in archive.names if name.lower().endswith(".opf"))
    name = next(filter(None, told), "") or next(found, "")
    if not name:
        raise Damaged("The book has no package: nothing in it says what belongs to it.")
    return name


def read(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Give the facts of an EPUB."""
    return Epub(stream, size).facts()


def artwork(stream: BinaryIO, size: int) -> bytes | None:
    """Give the cover inside an EPUB."""
    book = Epub(stream, size)
    picture = book.archive.read(book.cover(), MAX_PICTURE + 1)
    return picture if 0 < len(picture) <= MAX_PICTURE else None
