"""What the XMP of a document says of the book: Dublin Core, PRISM, and Calibre's series."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from mediad_books import dates, ids, languages, people, titles
from mediad_books.facts import named, printed, said
from mediad_xmp import parse, text_of, texts

MAX_AUTHORS = 200
_ESCAPED = re.compile(r"\\([()\\])")
_IDS = ("dc:identifier", "prism:isbn", "prism:eIsbn", "prism:doi")


def read(data: bytes) -> dict[str, Any]:
    """Give the facts; none where the packet cannot be read."""
    properties = parse(data)
    told = {name: [_unescaped(text) for text in texts(value)] for name, value in properties.items()}
    series = properties.get("calibre:series")
    date = dates.date(_first(told, "dc:date"))
    return said({
        "title": _first(told, "dc:title"),
        "sort_title": _first(told, "calibre:title_sort"),
        "credits": _authors(told),
        "overview": _first(told, "dc:description"),
        "subjects": [titles.line(each, 200) for each in told.get("dc:subject", ())][:50],
        "languages": [code for each in told.get("dc:language", ()) if (code := languages.code(each))],
        "publisher": _first(told, "dc:publisher"),
        "dates": [{"value": date, "use": "original"}] if date else [],
        "ids": ids.distinct([*_ids(told), *_qualified(properties.get("xmp:Identifier"))]),
        "series": _series(series) if isinstance(series, dict) else [],
    })  # fmt: skip  # a table


def _unescaped(text: str) -> str:
    r"""Take out the escapes of PDF's own strings, which some writers copy: `Poems \(1838-1875\)`."""
    return _ESCAPED.sub(r"\1", text)


def _first(told: dict[str, list[str]], name: str) -> str:
    return titles.line(next(iter(told.get(name, ())), ""), titles.MAX_TEXT)


def _authors(told: dict[str, list[str]]) -> list[dict[str, str]]:
    told_ = (name for each in told.get("dc:creator", ()) for name in people.split(each))
    sorting = people.sortings(_first(told, "calibre:author_sort"), dict.fromkeys(islice(told_, MAX_AUTHORS)))
    return [credit for name, sort in sorting.items() for credit in named([name], "author", sort)]


def _ids(told: dict[str, list[str]]) -> list[ids.Id | None]:
    found = (each for name in _IDS for each in told.get(name, ()))
    return [ids.identifier(each) for each in found if not each.startswith("uuid:")]


def _qualified(said_: Any) -> list[ids.Id | None]:
    """Read identifiers whose scheme stands beside them, as Calibre writes them."""
    listed = [each for each in said_ if isinstance(each, dict)] if isinstance(said_, list) else []
    return [ids.identifier(text_of(each.get("rdf:value")), text_of(each.get("xmpidq:Scheme"))) for each in listed]


def _series(value: dict[str, Any]) -> list[dict[str, str]]:
    title, number = text_of(value.get("rdf:value")), text_of(value.get("calibreSI:series_index"))
    return [{"title": title, "number": printed(number)}] if title else []
