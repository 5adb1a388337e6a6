"""CoMet.xml (denvog.com/comet): elements that may repeat."""

from __future__ import annotations

from mediad_comicinfo.ages import certificates
from mediad_comicinfo.documents import document
from mediad_comicinfo.told import Told, count, credit, date, dates, ids_in, long, told, unique, word

_ROLES = {
    "creator": "writer", "writer": "writer", "penciller": "penciller", "inker": "inker", "colorist": "colorist",
    "letterer": "letterer", "coverdesigner": "cover_artist", "editor": "editor",
}  # fmt: skip  # a table


def read(data: bytes) -> Told:
    """Read a document."""
    root = document(data, "comet").root
    people = [credit(name, role) for key, role in _ROLES.items() for name in unique(map(word, root.texts(key)))]
    volume = count(root.said("volume"))
    is_year = volume is not None and 1900 <= volume <= 2200  # noqa: PLR2004  # the convention of taggers
    fields = {
        "title": word(root.said("title")),
        "overview": long(root.said("description")),
        "publisher": word(root.said("publisher")),
        "dates": dates(date(*root.said("date").split("-")[:3])),
        "credits": [each for at, each in enumerate(people) if each not in people[:at]],
        "genres": unique(map(word, root.texts("genre"))),
        "characters": unique(map(word, root.texts("character"))),
        "certificates": certificates(root.said("rating")),
        "languages": unique(map(word, root.texts("language"))),
        "ids": ids_in("", gtin=root.said("identifier")),
        "reading_direction": root.said("readingdirection").lower() if root.said("readingdirection") == "rtl" else "",
        "pages_said": count(root.said("pages")),
    }
    place = {
        "series": word(root.said("series")),
        "number": word(root.said("issue")),
        "year": str(volume) if is_year else "",
        "volume": "" if is_year or volume is None else str(volume),
        "format": word(root.said("format")),
    }
    return told(fields, place)
