"""Lists of albums and songs: newest, random, by genre, by year, by what the caller did."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic import shapes
from mediad_plugin_opensubsonic.errors import GENERIC, Refused
from mediad_sdk.values.lists import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape
    from mediad_sdk.host.people import Deed

_MOST = 500
_SORTS = {"newest": "added", "alphabeticalByName": "title", "alphabeticalByArtist": "artist"}
_DEEDS: Mapping[str, Deed] = {"starred": "favourite", "recent": "played", "frequent": "plays", "highest": "rating"}
_TYPES = ("random", *_SORTS, *_DEEDS, "byYear", "byGenre")
_DRAWS = 4
"""How many times as many songs are drawn when only those of some years count."""


class Lists:
    """Answers with lists."""

    def __init__(self, music: Music) -> None:
        self._music = music

    async def albums(self, call: Call) -> Shape:
        """List albums as folders."""
        found = await self._music.shown(call.user, await self._albums(call), shapes.folder)
        return {"albumList": {"album": found}}

    async def albums2(self, call: Call) -> Shape:
        """List albums."""
        return {"albumList2": {"album": await self._music.shown(call.user, await self._albums(call))}}

    async def random_songs(self, call: Call) -> Shape:
        """Draw songs at random."""
        size = call.number("size", 10, 1, _MOST)
        library = await self._music.folder(call.user, call.maybe("musicFolderId"))
        first, last = call.number("fromYear", 0), call.number("toYear", 9999)
        if genre := call.maybe("genre"):
            listing = Listing(kind="track", facet="genre", value=genre, library=library)
            songs = await self._music.page(call.user, listing, 0, _MOST * _DRAWS)
            random.shuffle(songs)
        else:
            drawn = size if (first, last) == (0, 9999) else size * _DRAWS
            songs = await self._music.draw(call.user, "track", drawn, library)
        songs = [each for each in songs if first <= each.get("year", first) <= last][:size]
        return {"randomSongs": {"song": await self._music.shown(call.user, songs)}}

    async def songs_by_genre(self, call: Call) -> Shape:
        """List the songs of a genre."""
        library = await self._music.folder(call.user, call.maybe("musicFolderId"))
        listing = Listing(kind="track", facet="genre", value=call.text("genre"), library=library)
        offset, count = call.number("offset", 0), call.number("count", 10, 1, _MOST)
        songs = await self._music.page(call.user, listing, offset, count)
        return {"songsByGenre": {"song": await self._music.shown(call.user, songs)}}

    async def starred(self, call: Call) -> Shape:
        """List favourites, albums as folders."""
        found = await self._starred(call)
        albums = await self._music.favourites(call.user, "album")
        return {"starred": {**found, "album": await self._music.shown(call.user, albums, shapes.folder)}}

    async def starred2(self, call: Call) -> Shape:
        """List favourites."""
        return {"starred2": await self._starred(call)}

    async def _starred(self, call: Call) -> Shape:
        return {
            name: await self._music.shown(call.user, await self._music.favourites(call.user, kind))
            for name, kind in (("artist", "artist"), ("album", "album"), ("song", "track"))
        }

    async def _albums(self, call: Call) -> list[Mapping[str, Any]]:
        kind = call.text("type")
        if kind not in _TYPES:
            raise Refused(GENERIC, f"There is no list {kind[:50]!r}; there are {', '.join(_TYPES)}.")
        size, offset = call.number("size", 10, 1, _MOST), call.number("offset", 0)
        library = await self._music.folder(call.user, call.maybe("musicFolderId"))
        if kind == "random":
            return await self._music.draw(call.user, "album", size, library)
        if kind in _DEEDS:
            return await self._music.favourites(call.user, "album", _DEEDS[kind], offset, size)
        if kind == "byYear":
            return await self._by_year(call, library, offset, size)
        if kind == "byGenre":
            listing = Listing(kind="album", facet="genre", value=call.text("genre"), library=library)
        else:
            listing = Listing(kind="album", sort=_SORTS[kind], library=library)
        return await self._music.page(call.user, listing, offset, size)

    async def _by_year(self, call: Call, library: str, offset: int, size: int) -> list[Mapping[str, Any]]:
        """Walk through the years, in the direction that was asked for; years before the stretch are only counted."""
        first, last = call.number("fromYear"), call.number("toYear")
        values = await self._music.values(call.user, "album", "year", library)
        years = {int(each["label"]): int(each["count"]) for each in values.values() if str(each["label"]).isdecimal()}
        found: list[Mapping[str, Any]] = []
        for year in sorted(years, reverse=first > last):
            if not min(first, last) <= year <= max(first, last):
                continue
            if offset < years[year]:
                listing = Listing(kind="album", facet="year", value=str(year), library=library)
                found += await self._music.page(call.user, listing, offset, size - len(found))
            offset = max(0, offset - years[year])
            if len(found) >= size:
                break
        return found
