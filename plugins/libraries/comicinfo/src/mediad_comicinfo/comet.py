"""CoMet.xml (denvog.com/comet): elements that may repeat, people as `Last, First` or `First Last`."""

from __future__ import annotations

from mediad_comicinfo.told import Told, count, credit, date, dates, ids_in, long, told, unique, word
from mediad_comicinfo.tree import parse

_ROLES = {
    "creator": "writer", "writer": "writer", "penciller": "penciller", "inker": "inker", "colorist": "colorist",
    "letterer": "letterer", "coverdesigner": "cover_artist", "editor": "editor",
}  # fmt: skip  # a table


def read(data: bytes) -> Told:
    """Read a document."""
    root = parse(data, "comet")
    people = [credit(name, role) for key, role in _ROLES.items() for name in unique(map(word, root.texts(key)))]
    volume = count(root.first("volume"))
    is_year = volume is not None and 1900 <= volume <= 2200  # noqa: PLR2004  # the convention of taggers
    fields = {
        "title": word(root.first("title")),
        "overview": long(root.first("description")),
        "publisher": word(root.first("publisher")),
        "dates": dates(date(*root.first("date").split("-")[:3])),
        "credits": [each for at, each in enumerate(people) if each not in people[:at]],
        "genres": unique(map(word, root.texts("genre"))),
        "characters": unique(map(word, root.texts("character"))),
        "languages": unique(map(word, root.texts("language"))),
        "ids": ids_in("", gtin=root.first("identifier")),
        "reading_direction": root.first("readingdirection").lower() if root.first("readingdirection") == "rtl" else "",
        "pages_said": count(root.first("pages")),
    }
    place = {
        "series": word(root.first("series")),
        "number": word(root.first("issue")),
        "year": str(volume) if is_year else "",
        "volume": "" if is_year or volume is None else str(volume),
        "format": word(root.first("format")),
    }
    return told(fields, place)
