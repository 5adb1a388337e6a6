"""What an NFO file says, as the fields of a document: one function a kind of work.

| element | kind | who writes it |
|---|---|---|
| `movie` | film | Kodi, Jellyfin, Emby, tinyMediaManager |
| `tvshow`, `season`, `episodedetails` | show, season, episode | the same |
| `musicvideo` | music video | Kodi |
| `album` | album | Kodi, Jellyfin |
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad_plugin_nfo.document import ALBUM, EPISODE, FILM, MUSIC_VIDEO, SEASON, SHOW, Shape
from mediad_plugin_nfo.paper import LIMITS, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

_ADDRESSES = {
    "imdb": re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d{7,9})", re.IGNORECASE),
    "tmdb": re.compile(r"themoviedb\.org/(movie|tv)/(\d{1,9})", re.IGNORECASE),
    "tvdb": re.compile(
        r"thetvdb\.com/(?:\?tab=(?:series|episode)&id=|series/|dereferrer/series/)(\d{1,9})", re.IGNORECASE
    ),
}


def film(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside a film."""
    return _read(FILM, file)


def show(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside the seasons of a show."""
    return _read(SHOW, file)


def season(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside the episodes of a season."""
    return _read(SEASON, file)


def episode(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside an episode."""
    return _read(EPISODE, file)


def music_video(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside a music video."""
    return _read(MUSIC_VIDEO, file)


def album(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside the tracks of an album."""
    return _read(ALBUM, file)


def _read(shape: Shape, file: MediaFile) -> Mapping[str, Any]:
    return fields(shape, file.open().read(LIMITS.size + 1))


def fields(shape: Shape, data: bytes) -> dict[str, Any]:
    """Make the fields of a document; addresses of catalogues in the text are ids where nothing else says them."""
    paper = Paper.of(data, shape.root)
    out = shape.fields(paper.root) if paper.root is not None else {}
    # Without an element the text is all there is; with one, an address among its pictures or trailers is no id.
    said = paper.text if paper.root is None else paper.tail
    known = {each["scheme"] for each in out.get("ids", ())}
    found = [each for each in map(partial(_address, shape, said), _ADDRESSES) if each and each["scheme"] not in known]
    return {**out, "ids": [*out.get("ids", ()), *found]} if found else out


def _address(shape: Shape, text: str, scheme: str) -> dict[str, str] | None:
    entity = shape.entities.get(scheme)
    for found in _ADDRESSES[scheme].finditer(text) if entity else ():
        *kind, value = found.groups()
        if not kind or kind[0].lower() == entity:
            return {"scheme": scheme, "value": value, "entity": str(entity)}
    return None
