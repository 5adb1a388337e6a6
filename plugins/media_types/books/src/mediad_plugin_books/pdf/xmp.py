"""What the XMP of a document says of the book: Dublin Core, PRISM, and Calibre's series."""

from __future__ import annotations

from typing import Any

from mediad_books import ids, languages, people, titles
from mediad_books.facts import named, said
from mediad_xml import BadXml, Node, parse


def read(data: bytes) -> dict[str, Any]:
    """Give the facts; none where the packet cannot be read."""
    try:
        root = parse(data, doctype=True).root
    except BadXml:
        return {}
    found: dict[str, Node] = {}
    for node in root.walk():
        if node.key in _NAMES and node.line:
            found.setdefault(node.key, node)
    told = _items(found.get("identifier")) + _items(found.get("isbn")) + _items(found.get("doi"))
    return said({
        "title": _first(found.get("title")),
        "credits": named((name for each in _items(found.get("creator")) for name in people.split(each)), "author"),
        "overview": _first(found.get("description")),
        "subjects": [titles.line(each, 200) for each in _items(found.get("subject"))][:50],
        "languages": [code for each in _items(found.get("language")) if (code := languages.code(each))],
        "publisher": _first(found.get("publisher")),
        "ids": ids.distinct([ids.identifier(each) for each in told if not each.startswith("uuid:")]),
        "series": _series(found.get("series")),
    })  # fmt: skip  # a table


_NAMES = frozenset(
    ("title", "creator", "description", "subject", "language", "publisher", "identifier", "isbn", "doi", "series")
)


def _items(node: Node | None) -> list[str]:
    """Give the items of a bag, a list or a choice, or the text itself."""
    if node is None:
        return []
    items = [each.line for each in node.walk() if each.key == "li" and each.line]
    return items or [node.line]


def _first(node: Node | None) -> str:
    return titles.line(next(iter(_items(node)), ""), titles.MAX_TEXT)


def _series(node: Node | None) -> list[dict[str, str]]:
    if node is None:
        return []
    told = {each.key: each.line for each in node.walk()}
    title, number = told.get("value", ""), told.get("series_index", "")
    whole, _, rest = number.partition(".")
    return [{"title": title, "number": whole if not rest.strip("0") else number}] if title else []
