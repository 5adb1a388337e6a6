"""What the XMP of a document says of the book: Dublin Core, PRISM, and Calibre's series."""

from __future__ import annotations

import re
from typing import Any

from mediad_books import ids, languages, people, titles
from mediad_books.facts import named, said
from mediad_xmp import parse, text_of, texts

_ESCAPED = re.compile(r"\\([()\\])")
_IDS = ("dc:identifier", "prism:isbn", "prism:eIsbn", "prism:doi")


def read(data: bytes) -> dict[str, Any]:
    """Give the facts; none where the packet cannot be read."""
    properties = parse(data)
    told = {name: [_unescaped(text) for text in texts(value)] for name, value in properties.items()}
    series = properties.get("calibre:series")
    identifiers = [each for name in _IDS for each in told.get(name, ())]
    return said({
        "title": _first(told, "dc:title"),
        "credits": named((name for each in told.get("dc:creator", ()) for name in people.split(each)), "author"),
        "overview": _first(told, "dc:description"),
        "subjects": [titles.line(each, 200) for each in told.get("dc:subject", ())][:50],
        "languages": [code for each in told.get("dc:language", ()) if (code := languages.code(each))],
        "publisher": _first(told, "dc:publisher"),
        "ids": ids.distinct([ids.identifier(each) for each in identifiers if not each.startswith("uuid:")]),
        "series": _series(series) if isinstance(series, dict) else [],
    })  # fmt: skip  # a table


def _unescaped(text: str) -> str:
    r"""Take out the escapes of PDF's own strings, which some writers copy: `Poems \(1838-1875\)`."""
    return _ESCAPED.sub(r"\1", text)


def _first(told: dict[str, list[str]], name: str) -> str:
    return titles.line(next(iter(told.get(name, ())), ""), titles.MAX_TEXT)


def _series(value: dict[str, Any]) -> list[dict[str, str]]:
    title, number = text_of(value.get("rdf:value")), text_of(value.get("calibreSI:series_index"))
    whole, _, rest = number.partition(".")
    return [{"title": title, "number": whole if not rest.strip("0") else number}] if title else []
