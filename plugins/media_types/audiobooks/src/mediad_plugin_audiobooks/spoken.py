"""What the tags of a file say of its book: the album is the title, the artist the author, the composer who reads.

Tags were made for songs, and programs for audiobooks disagree on them. What each means here is what most of them write:
Audible's files, audiobookshelf, Plex, mp3tag's scripts, iTunes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_books import dates, ids, languages, people, titles
from mediad_books.facts import named, said
from mediad_plugin_audiobooks.discs import disc_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_KIND = re.compile(
    r"audio\s?-?books?|h\u00f6rb(?:uch|\u00fccher)|audiolibros?|spoken(?:\s?word)?|speech|books?(?:\s&\sspoken)?|vocal|\u0430\u0443\u0434\u0438\u043e\u043a\u043d\u0438\u0433\u0430",
    re.IGNORECASE,
)
_ABRIDGED = re.compile(r"(?<![^\W_])(?:abridged|gek\u00fcrzt)", re.IGNORECASE)
_GROUPED = re.compile(
    r"(.{2,200}?)(?:,?\s{1,3}(?:book|vol\.?|volume|part|band|#)\s{0,3}#?|\s{0,3}#\s{0,3})(\d{1,4}(?:\.\d{1,2})?)",
    re.IGNORECASE,
)
_MIN_TALK = 60
"""Signs of a comment that describes a book; a shorter one is a note of a program."""


def facts(tags: Mapping[str, Any], *, alone: bool) -> dict[str, Any]:
    """Read a file's tags; `alone` where the file is the whole book, so that its title may be the book's."""
    printed = _title(tags, alone=alone)
    title, place = titles.parted(printed) if printed else ("", None)
    series = _series(tags) or ([{"title": place.title, "number": place.label}] if place and place.title else [])
    date = dates.date(str(tags.get("original_date") or tags.get("date") or tags.get("year") or ""))
    return said({
        "title": title,
        "subtitle": tags.get("subtitle", ""),
        "sort_title": tags.get("album_sort", ""),
        "credits": _people(tags),
        "series": series,
        "dates": [{"value": date, "use": "original"}] if date else [],
        "publisher": next(iter(tags.get("labels", ())), ""),
        "overview": _overview(tags),
        "subjects": [genre for genre in tags.get("genres", ()) if not _KIND.fullmatch(genre)],
        "languages": [code for each in tags.get("languages", ()) if (code := languages.code(each))],
        "ids": ids.distinct([ids.identifier(str(tags.get(scheme, "")), scheme) for scheme in ("asin", "isbn")]),
        "abridged": bool(tags.get("abridged") or _ABRIDGED.search(printed)),
    })  # fmt: skip  # a table


def album(tags: Mapping[str, Any]) -> str:
    """Give the album without a disc's number; a disc alone is none."""
    printed = str(tags.get("album", ""))
    return disc_of(printed)[0] if printed else ""


def _title(tags: Mapping[str, Any], *, alone: bool) -> str:
    return album(tags) or (str(tags.get("title", "")) if alone else "")


def _people(tags: Mapping[str, Any]) -> list[dict[str, str]]:
    artist, album_artist = str(tags.get("artist", "")), str(tags.get("album_artist", ""))
    authors = people.split(album_artist or artist)
    readers = [name for each in tags.get("narrators", ()) for name in people.split(each)]
    if not readers:
        told = tags.get("composers") or tags.get("performers") or ()
        readers = [name for each in told for name in people.split(each)]
    mine = {people.key(name) for name in authors}
    readers = [name for name in readers if people.key(name) not in mine] or readers[: bool(tags.get("narrators"))]
    if not readers and album_artist and artist != album_artist:
        others = people.split(artist)
        readers = others if not mine & {people.key(name) for name in others} else []
    return [*named(authors, "author"), *named(readers, "narrator")]


def _series(tags: Mapping[str, Any]) -> list[dict[str, str]]:
    if title := str(tags.get("series", "")):
        return [{"title": title, "number": str(tags.get("series_position", ""))}]
    if title := str(tags.get("movement", "")):
        return [{"title": title, "number": str(tags.get("movement_number", ""))}]
    found = _GROUPED.fullmatch(str(tags.get("grouping", "")))
    return [{"title": found[1], "number": found[2]}] if found else []


def _overview(tags: Mapping[str, Any]) -> str:
    told = max((str(tags.get(name, "")) for name in ("synopsis", "description")), key=len)
    comment = str(tags.get("comment", ""))
    return titles.plain(told or (comment if len(comment) >= _MIN_TALK else ""))
