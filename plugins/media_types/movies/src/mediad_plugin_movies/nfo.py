"""NFO sidecars, as Kodi and its kin write them: XML, an address, or both.

The parser expands no entity and fetches nothing: a document type declaration ends it.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from mediad_plugin_movies.errors import BadSidecar

MAX_SIZE = 2 << 20
MAX_ELEMENTS = 20_000
MAX_TEXT = 20_000
_IMDB = re.compile(r"imdb\.com/title/(tt\d{7,9})")
_TMDB = re.compile(r"themoviedb\.org/movie/(\d{1,9})")
_XML_END = re.compile(rb"</movie\s*>", re.IGNORECASE)
_FLAT = {
    "title": "title",
    "originaltitle": "original_title",
    "sorttitle": "sort_title",
    "plot": "overview",
    "tagline": "tagline",
    "year": "year",
    "premiered": "premiered",
    "releasedate": "premiered",
    "playcount": "playcount",
    "watched": "watched",
    "userrating": "rating",
    "edition": "edition",
}
_LISTS = {
    "genre": "genres",
    "tag": "tags",
    "country": "countries",
    "studio": "studios",
    "director": "directors",
    "credits": "writers",
    "mpaa": "certificates",
    "certification": "certificates",
}
MAX_VALUES = 200


def parse(data: bytes) -> dict[str, Any]:
    """Read a sidecar; one that is only drawn letters says nothing, one that is broken XML raises `BadSidecar`."""
    text = data.decode("utf-8", "replace")
    out: dict[str, Any] = {}
    if "<movie" in text:
        end = _XML_END.search(data)
        out = _Reader().read(data[: end.end()] if end else data)
    for scheme, pattern in (("imdb", _IMDB), ("tmdb", _TMDB)):
        if (found := pattern.search(text)) and scheme not in out.get("ids", {}):
            out.setdefault("ids", {})[scheme] = found[1]
    return out


class _Reader:
    """Walks the elements of one sidecar."""

    def __init__(self) -> None:
        self._out: dict[str, Any] = {}
        self._path: list[str] = []
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._actor: dict[str, str] = {}
        self._left = MAX_ELEMENTS

    def read(self, data: bytes) -> dict[str, Any]:
        """Read the fields."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(data.lstrip(b"\xef\xbb\xbf \r\n\t"), True)  # expat takes it by position
        except ExpatError as error:
            if not self._out:
                raise BadSidecar(f"The sidecar is not well-formed XML: {error}.") from error
        return self._out

    def _refuse(self, *_: object) -> None:
        raise BadSidecar("The sidecar declares a document type, which is not read.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0 or len(self._path) > 20:  # noqa: PLR2004  # no honest sidecar is deeper
            raise BadSidecar("The sidecar has too many elements.")
        self._path.append(name.lower())
        self._attributes = attributes
        self._text.clear()

    def _end(self, _: str) -> None:
        value = "".join(self._text).strip()[:MAX_TEXT]
        self._text.clear()
        name = self._path.pop()
        if self._path == ["movie"]:
            self._field(name, value)
        elif self._path == ["movie", "actor"] and name in ("name", "role"):
            self._actor[name] = value[:500]
        elif self._path == ["movie", "set"] and name == "name" and value:
            self._out["set"] = value[:500]

    def _field(self, name: str, value: str) -> None:
        if name == "actor":
            self._append("actors", self._actor)
            self._actor = {}
        elif name == "set":
            self._out.setdefault("set", value[:500])
        elif name in ("uniqueid", "id", "tmdbid", "imdbid") and value:
            self._id(name, value)
        elif name in _LISTS and value:
            self._append(_LISTS[name], value[:500])
        elif name in _FLAT and value:
            self._out.setdefault(_FLAT[name], value)

    def _append(self, name: str, value: Any) -> None:
        values = self._out.setdefault(name, [])
        if value and len(values) < MAX_VALUES:
            values.append(value)

    def _id(self, name: str, value: str) -> None:
        scheme = self._attributes.get("type", "").lower() if name == "uniqueid" else name.removesuffix("id")
        scheme = scheme or ("imdb" if value.startswith("tt") else "tmdb")
        if re.fullmatch(r"[\w-]{1,32}", value) and re.fullmatch(r"\w{1,20}", scheme):
            self._out.setdefault("ids", {}).setdefault(scheme, value)
