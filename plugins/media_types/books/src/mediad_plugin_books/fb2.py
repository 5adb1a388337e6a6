"""FictionBook 2, plain or in a ZIP. Source: the FictionBook 2.1 schema."""

from __future__ import annotations

import base64
import binascii
import re
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from mediad_books import dates, ids, languages, titles
from mediad_books.facts import named, said
from mediad_plugin_books import words
from mediad_plugin_books.archive import Archive
from mediad_plugin_books.errors import Damaged, NotBook
from mediad_xml import LIMITS, BadXml, Node, parse

if TYPE_CHECKING:
    from typing import BinaryIO


MAX_SIZE = 64 << 20
_HEAD, _DECLARED = 64 << 10, 200
_HEAD_END = re.compile(rb"</(?:\w{1,20}:)?description\s*>")
_BINARY = re.compile(rb"<binary\b([^<>]{0,500})>([^<]*)")
_ID = re.compile(rb"""\bid\s?=\s?["']([^"']{1,200})["']""")


def content(stream: BinaryIO, size: int, head: bytes) -> bytes:
    """Give the whole text, out of its archive where it is in one."""
    if not head.startswith(b"PK"):
        return _readable(stream.read(min(size, MAX_SIZE)))
    archive = Archive(stream, size)
    name = next((name for name in archive.names if name.lower().endswith(".fb2")), "")
    if not name:
        raise NotBook("The archive holds no FictionBook.")
    return _readable(archive.read(name, MAX_SIZE))


def _readable(data: bytes) -> bytes:
    """Take a book that does not say its encoding, and is no UTF-8, for one of Russia's, where the format is at home."""
    head = data[:_HEAD]
    if b"encoding" in head[:_DECLARED] or b"\0" in head:
        return data
    try:
        getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace").encode()
    return data


def read(data: bytes) -> dict[str, Any]:
    """Give the facts of a FictionBook."""
    found = _HEAD_END.search(data[: LIMITS.size])
    try:
        root = parse(data[: found.end()] + b"</FictionBook>" if found else data[: LIMITS.size], doctype=True).root
    except BadXml as error:
        raise Damaged(f"The book's description cannot be read: {error}.") from error
    description = root.first("description")
    if not description.name:
        raise NotBook("The file has no description, as a FictionBook has.")
    info, paper = description.first("title-info"), description.first("publish-info")
    original = _title(description.first("src-title-info"))
    text = words.text_of(data)
    body = text[text.find("<body") : _before(text, "<binary")] if "<body" in text else ""
    return said({
        **_book(info),
        "format": "fb2",
        "titles": [{"value": original, "use": "original"}] if original else [],
        "publisher": titles.line(paper.first("publisher").line),
        "dates": _dates(info, paper),
        "ids": ids.distinct([*_isbns(paper), _document_id(description)]),
        "series": [*_series(info), *_series(paper)][:20],
        "words": words.count(body),
        "cover": cover_id(info),
    })  # fmt: skip  # a table


def _before(text: str, sign: str) -> int:
    at = text.find(sign)
    return at if at >= 0 else len(text)


def _title(info: Node) -> str:
    return titles.line(info.first("book-title").line)


def _book(info: Node) -> dict[str, Any]:
    return {
        "title": _title(info),
        "credits": [*_people(info, "author", "author"), *_people(info, "translator", "translator")],
        "languages": [code] if (code := languages.code(info.first("lang").line)) else [],
        "subjects": [titles.line(each.line, 200) for each in info.all("genre") if each.line][:50],
        "overview": titles.plain("\n".join(each.line for each in info.first("annotation").elements)),
    }


def _people(info: Node, element: str, role: str) -> list[dict[str, str]]:
    out = []
    for node in info.all(element)[:50]:
        parts = [node.first(name).line for name in ("first-name", "middle-name", "last-name")]
        name = " ".join(filter(None, parts)) or node.first("nickname").line
        out += named([titles.line(name, 200)], role)
    return out


def _dates(info: Node, paper: Node) -> list[dict[str, str]]:
    written = info.first("date")
    told = (("original", written.get("value") or written.text), ("edition", paper.first("year").line))
    return [{"value": value, "use": use} for use, text in told if (value := dates.date(text))]


def _isbns(paper: Node) -> list[ids.Id | None]:
    return [ids.identifier(each, "isbn") for each in re.split(r"[,;]", paper.first("isbn").line)]


def _document_id(description: Node) -> ids.Id | None:
    return ids.identifier(description.first("document-info", "id").line, "uuid")


def _series(info: Node) -> list[dict[str, str]]:
    return [
        {"title": titles.line(node.get("name")), "number": node.get("number")[:20]}
        for node in info.walk()  # one series may stand in another
        if node.key == "sequence" and node.get("name")
    ]


def cover_id(info: Node) -> str:
    """Give the id of the picture that is the cover."""
    return info.first("coverpage", "image").get("href").lstrip("#")


def artwork(data: bytes, cover: str) -> bytes | None:
    """Give the picture of an id."""
    for found in _BINARY.finditer(data):
        said_ = _ID.search(found[1])
        if said_ and said_[1].decode("utf-8", "replace") == cover:
            try:
                return base64.b64decode(found[2])
            except binascii.Error:
                return None
    return None
