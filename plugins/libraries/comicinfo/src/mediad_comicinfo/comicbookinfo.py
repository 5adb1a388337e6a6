"""ComicBookInfo/1.0: JSON in the comment of a ZIP, as Calibre's plugins and ComicLover write it."""

from __future__ import annotations

import json
from typing import Any

from mediad_comicinfo.told import BadComicInfo, Told, count, credit, date, dates, long, told, unique, word

_ROLES = {
    "writer": "writer", "artist": "penciller", "penciller": "penciller", "penciler": "penciller", "inker": "inker",
    "colorer": "colorist", "colorist": "colorist", "letterer": "letterer", "cover": "cover_artist",
    "cover artist": "cover_artist", "editor": "editor", "translator": "translator",
}  # fmt: skip  # a table
_KEY = "ComicBookInfo/1.0"


def read(data: bytes) -> Told:
    """Read a comment."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadComicInfo("The comment of the archive is no ComicBookInfo.") from error
    book = said.get(_KEY) if isinstance(said, dict) else None
    if not isinstance(book, dict):
        raise BadComicInfo("The comment of the archive is no ComicBookInfo.")
    volume = count(_text(book, "volume"))
    is_year = volume is not None and 1900 <= volume <= 2200  # noqa: PLR2004  # the convention of taggers
    fields = {
        "title": word(_text(book, "title")),
        "overview": long(_text(book, "comments")),
        "publisher": word(_text(book, "publisher")),
        "dates": dates(date(_text(book, "publicationYear"), _text(book, "publicationMonth"))),
        "credits": _credits(book.get("credits")),
        "genres": unique([word(_text(book, "genre"))]),
        "tags": unique(word(each) for each in _list(book.get("tags")) if isinstance(each, str)),
        "languages": unique([word(_text(book, "language"))]),
    }
    place = {
        "series": word(_text(book, "series")),
        "number": word(_text(book, "issue")),
        "year": str(volume) if is_year else "",
        "volume": "" if is_year or volume is None else str(volume),
        "count": count(_text(book, "numberOfIssues")),
    }
    return told(fields, place)


def _text(book: dict[str, Any], name: str) -> str:
    value = book.get(name)
    return "" if value is None or isinstance(value, bool | list | dict) else str(value)


def _list(value: object) -> list[Any]:
    return value[:300] if isinstance(value, list) else []


def _credits(value: object) -> list[dict[str, str]]:
    said = [each for each in _list(value) if isinstance(each, dict)]
    named = [(word(_text(each, "person")), _ROLES.get(_text(each, "role").lower(), "")) for each in said]
    return [credit(name, role) for name, role in dict.fromkeys(named) if name and role]
