"""What lies in a show's folder and belongs to the show or a season: pictures, sidecars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import stem, suffix
from mediad_sdk.values.works import Artwork
from mediad_video import files
from mediad_video.beside import picture_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_tv.contents import Contents
    from mediad_sdk.values.media import Listing

_SEASON = re.compile(r"season[ ._-]?(\d{1,4}|specials)(?:[ ._-](\w{1,20}))?", re.IGNORECASE)
_SIDECARS = (b"tvshow.nfo", b"season.nfo")
SPECIALS = 0


def claimed(listing: Listing, found: Contents) -> tuple[bytes, ...]:
    """Give the names of a folder that are of the show or season whose folder it is."""
    shown = tuple(art.file for some in of_folder(listing, found).values() for art in some)
    told = (entry.name for entry in listing.files if found.is_home and entry.name.lower() in _SIDECARS)
    return (*shown, *told)


def of_folder(listing: Listing, found: Contents) -> Mapping[int | None, tuple[Artwork, ...]]:
    """Give the pictures of a show (None) and of its seasons that lie in a folder of theirs."""
    if not found.is_home:
        return {}
    own = found.place.season
    out: dict[int | None, list[tuple[str, bytes]]] = {}
    for entry in listing.files:
        if suffix(entry.name) in files.PICTURES and entry.size:
            bare = stem(entry.name).decode("utf-8", "replace")
            named = _SEASON.fullmatch(bare)
            season = own if named is None else _number(named[1])
            role = picture_role((named[2] or "poster").encode() if named is not None else stem(entry.name))
            if role:
                out.setdefault(season, []).append((role, entry.name))
    return {season: tuple(Artwork(role=role, file=name) for role, name in sorted(some)) for season, some in out.items()}


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else SPECIALS
