"""Pictures of shows and seasons, by the names that they have in a show's folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_tv import contents
from mediad_sdk.values.works import Artwork
from mediad_video import files
from mediad_video.beside import picture_role
from mediad_video.files import stem, suffix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_tv.places import Place
    from mediad_sdk.values.media import Listing

_SEASON = re.compile(r"season[ ._-]?(\d{1,4}|specials)(?:[ ._-](\w{1,20}))?", re.IGNORECASE)
SPECIALS = 0


def claimed(listing: Listing, place: Place) -> tuple[bytes, ...]:
    """Give the pictures of a folder that is a show's or a season's."""
    found = of_folder(listing, place)
    return tuple(art.file for some in found.values() for art in some)


def of_folder(listing: Listing, place: Place) -> Mapping[int | None, tuple[Artwork, ...]]:
    """Give the pictures of a show (None) and of its seasons that lie in a folder of theirs."""
    own = place.season
    if place.show is None or place.extras or place.subtitles or place.release is not None:
        return {}
    if own is None and not contents.holds_seasons(listing) and not place.sure:
        return {}
    out: dict[int | None, list[tuple[str, bytes]]] = {}
    for entry in listing.files:
        if suffix(entry.name) in files.PICTURES and entry.size:
            bare = stem(entry.name).decode("utf-8", "replace")
            found = _SEASON.fullmatch(bare)
            season = own if found is None else _number(found[1])
            role = picture_role((found[2] or "poster").encode() if found is not None else stem(entry.name))
            if role:
                out.setdefault(season, []).append((role, entry.name))
    return {season: tuple(Artwork(role=role, file=name) for role, name in sorted(some)) for season, some in out.items()}


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else SPECIALS
