"""The one shape of what was read, and how the texts of all formats become it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_TEXT = 20_000
MAX_WORD = 500
MAX_VALUES = 300
_SPLIT = re.compile(r"[,;\n](?![^()]{0,80}\))")
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md"))
_PLACEHOLDERS = frozenset(("unknown", "none", "n/a", "na", "-", "untitled", "null", "undefined"))


class BadComicInfo(ValueError):
    """A document cannot be read; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one document says.

    Attributes:
        fields: Of the issue, under the names of a media type's documents: title, overview, dates, credits, genres,
            tags, languages, certificates, ids, publisher, imprint, characters, teams, locations, web, notes, ...
        place: Where it belongs: series, sort_series, titles, volume, number, count, format, year, alternates and arcs
            (lists of title and number), group.
        pages: What is said of single pages: index (from 0), type, double, bookmark, width, height.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)
    pages: tuple[Mapping[str, Any], ...] = ()


def told(fields: Mapping[str, Any], place: Mapping[str, Any], pages: Iterable[Mapping[str, Any]] = ()) -> Told:
    """Keep what says something."""
    return Told(_full(fields), _full(place), tuple(pages))


def _full(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}


def word(text: str) -> str:
    """Give a text of one line; placeholders say nothing."""
    line = " ".join(text.split())[:MAX_WORD]
    return "" if line.lower() in _PLACEHOLDERS else line


def long(text: str) -> str:
    """Give a text of several lines."""
    return text.strip()[:MAX_TEXT]


def words(text: str) -> list[str]:
    """Split a list that is written with commas; a comma inside brackets parts nothing."""
    return unique(word(each) for each in _SPLIT.split(text[:MAX_TEXT]))


def unique(values: Iterable[str]) -> list[str]:
    """Give what says something, once each."""
    return list(dict.fromkeys(each for each in values if each))[:MAX_VALUES]


def count(text: str) -> int | None:
    """Give a whole number, None where there is none; ComicRack writes -1 for "not said"."""
    return int(text) if _NUMBER.fullmatch(text.strip()) else None


def date(year: str, month: str = "", day: str = "") -> str:
    """Put a date together from as much as is said and can be."""
    parts = [count(year) or 0, count(month) or 0, count(day) or 0]
    if not 1800 <= parts[0] <= 2200:  # noqa: PLR2004  # comics have years
        return ""
    if not 1 <= parts[1] <= 12:  # noqa: PLR2004  # and months
        return f"{parts[0]:04d}"
    if not 1 <= parts[2] <= 31:  # noqa: PLR2004  # and days
        return f"{parts[0]:04d}-{parts[1]:02d}"
    return f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"


def dates(value: str, use: str = "original") -> list[dict[str, str]]:
    """Make the dates of a document of one."""
    return [{"value": value, "use": use}] if value else []


def credit(name: str, role: str) -> dict[str, str]:
    """Make the credit of a person; `Last, First` is turned upright, `Ben Low, Jr.` stays."""
    last, comma, first = name.partition(", ")
    is_turned = bool(comma) and "," not in first and first.rstrip(".").lower() not in _SUFFIXES
    return {"name": f"{first} {last}" if is_turned else name, "role": role, "kind": "person"}


def ids(found: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Make ids of (scheme, value, entity)."""
    return [{"scheme": scheme, "value": value, "entity": entity} for scheme, value, entity in dict.fromkeys(found)]


_SITES = (
    ("comicvine", re.compile(r"comicvine\.gamespot\.com/[^\s,;]{0,200}?/(4000-\d{1,9})", re.IGNORECASE)),
    ("metron", re.compile(r"metron\.cloud/issue/([\w-]{1,120})", re.IGNORECASE)),
    ("mangadex", re.compile(r"mangadex\.org/chapter/([0-9a-f-]{36})", re.IGNORECASE)),
    ("gcd", re.compile(r"comics\.org/issue/(\d{1,9})", re.IGNORECASE)),
)
_VINE = re.compile(r"\[(?:CVDB|Issue ID )(\d{1,9})\]", re.IGNORECASE)
_GTIN = re.compile(r"\d[\d -]{6,24}[\dXx]")


def ids_in(web: str, notes: str = "", gtin: str = "") -> list[dict[str, str]]:
    """Find ids in addresses, in the notes that taggers leave (`[CVDB1234]`, `[Issue ID 1234]`), and in a bar code."""
    found = [(scheme, site[1].lower(), "issue") for scheme, pattern in _SITES if (site := pattern.search(web))]
    found = [(scheme, value.removeprefix("4000-"), entity) for scheme, value, entity in found]
    if vine := _VINE.search(notes):
        found.append(("comicvine", vine[1], "issue"))
    if code := _GTIN.fullmatch(gtin.strip().lower().removeprefix("urn:").removeprefix("isbn:")):
        digits = re.sub(r"[ -]", "", code[0]).upper()
        isbn = len(digits) == 10 or (len(digits) == 13 and digits.startswith(("978", "979")))  # noqa: PLR2004  # ISBNs
        found.append(("isbn" if isbn else "gtin", digits, "edition"))
    return ids(found)
