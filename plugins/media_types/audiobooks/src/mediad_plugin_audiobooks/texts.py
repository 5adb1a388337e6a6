"""What lies beside the sound as text: `metadata.json` of audiobookshelf, `desc.txt`, `reader.txt`, NFO."""

from __future__ import annotations

import json
import re
from typing import Any

from mediad_books import dates, ids, languages, people, titles
from mediad_books.facts import named, said

MAX_SIZE = 1 << 20
_SERIES = re.compile(r"(.{1,300}?)\s+#(\d{1,4}(?:\.\d{1,3})?(?:-\d{1,4})?)")
_LINE = re.compile(r"[ \t.*|\u2022]*([A-Za-z][A-Za-z ]{2,24}?)[ .]*[:=][ \t]*(\S.*)")
_KEYS = {
    "title": "title", "book title": "title", "book name": "title", "author": "author", "authors": "author",
    "written by": "author", "narrator": "narrator", "narrators": "narrator", "read by": "narrator",
    "narrated by": "narrator", "reader": "narrator", "publisher": "publisher", "series": "series",
    "series name": "series", "position in series": "number", "series position": "number", "asin": "asin",
    "copyright": "date", "year": "date", "release date": "date", "genre": "genre", "language": "language",
    "unabridged": "unabridged", "abridged": "abridged", "isbn": "isbn",
}  # fmt: skip


def decoded(data: bytes) -> str:
    """Give a text in the encoding that it is in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(name: str, data: bytes) -> dict[str, Any]:
    """Give what a paper says, under the name of its source."""
    low, text = name.lower(), decoded(data[:MAX_SIZE])
    if low == "reader.txt":
        return {"text": said({"credits": named(people.split(" & ".join(text.splitlines()[:20])), "narrator")})}
    if low in ("desc.txt", "description.txt"):
        return {"text": said({"overview": titles.plain(text)})}
    if low.endswith(".nfo"):
        return {"nfo": _lines(text)}
    return {"metadata": _shelf(text) if low == "metadata.json" else _lines(text)}


def _shelf(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    told = {**told, **inner} if isinstance(inner := told.get("metadata"), dict) else told
    return said({
        **{name: titles.line(_text(told, name)) for name in ("title", "subtitle", "publisher")},
        "credits": [*named(_names(told, "authors"), "author"), *named(_names(told, "narrators"), "narrator")],
        "series": [each for one in _list(told, "series") if (each := series_of(one))],
        "subjects": [titles.line(each, 200) for each in _names(told, "genres")],
        "tags": [titles.line(each, 200) for each in _names(told, "tags")],
        "dates": _dated(_text(told, "publishedDate") or _text(told, "publishedYear")),
        "overview": titles.plain(_text(told, "description")),
        "ids": ids.distinct([ids.identifier(_text(told, scheme), scheme) for scheme in ("asin", "isbn")]),
        "languages": [code] if (code := languages.code(_text(told, "language"))) else [],
        "abridged": told.get("abridged") is True,
        "chapters": _chapters(told),
    })  # fmt: skip  # a table


def series_of(told: object) -> dict[str, str] | None:
    """Read a series as it is printed, `Lantern Coast #2`, or as an object with a name."""
    if isinstance(told, dict):
        title, number = _text(told, "name"), _text(told, "sequence")
    else:
        found = _SERIES.fullmatch(str(told)[:400].strip())
        title, number = (found[1], found[2]) if found else (str(told)[:300].strip(), "")
    return {"title": titles.line(title), "number": number} if title else None


def _chapters(told: dict[str, Any]) -> list[dict[str, Any]]:
    out = []
    for each in _list(told, "chapters"):
        start, end = (each.get("start"), each.get("end")) if isinstance(each, dict) else (None, None)
        if isinstance(start, int | float) and start >= 0:
            stop = round(end * 1000) if isinstance(end, int | float) and end > start else None
            out.append({"start": round(start * 1000), "end": stop, "title": titles.line(_text(each, "title"), 300)})
    return out


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(told: dict[str, Any], name: str) -> list[Any]:
    value = told.get(name)
    return value[:1000] if isinstance(value, list) else []


def _names(told: dict[str, Any], name: str) -> list[str]:
    return [titles.line(each, 300) for each in _list(told, name) if isinstance(each, str) and each.strip()]


def _dated(text: str) -> list[dict[str, str]]:
    return [{"value": date, "use": "original"}] if (date := dates.date(text)) else []


def _lines(text: str) -> dict[str, Any]:
    """Read lines such as `Author: Ada Moor`, the first of each."""
    told: dict[str, str] = {}
    for line in text.splitlines()[:500]:
        found = _LINE.match(line[:400])
        if found and (key := _KEYS.get(found[1].lower().strip())):
            told.setdefault(key, titles.line(found[2]))
    return said({
        "title": told.get("title", ""),
        "credits": [
            *named(people.split(told.get("author", "")), "author"),
            *named(people.split(told.get("narrator", "")), "narrator"),
        ],
        "series": [{"title": told["series"], "number": told.get("number", "")}] if "series" in told else [],
        "publisher": told.get("publisher", ""),
        "dates": _dated(told.get("date", "")),
        "ids": ids.distinct([ids.identifier(told[scheme], scheme) for scheme in ("asin", "isbn") if scheme in told]),
        "languages": [code] if (code := languages.code(told.get("language", ""))) else [],
        "abridged": told.get("unabridged", "").lower() == "no" or told.get("abridged", "").lower() == "yes",
    })  # fmt: skip  # a table
