"""Browsing: music folders, artists by letter, albums, songs, genres, and the same as folders."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic import shapes
from mediad_plugin_opensubsonic.shapes import ARTICLES
from mediad_sdk.values.lists import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape


class Browsing:
    """Answers about the tree of artists, albums and songs."""

    def __init__(self, music: Music) -> None:
        self._music = music

    async def folders(self, call: Call) -> Shape:
        """List the libraries with music."""
        found = await self._music.folders(call.user)
        return {"musicFolders": {"musicFolder": [{"id": each["id"], "name": each["name"]} for each in found]}}

    async def artists(self, call: Call) -> Shape:
        """List the artists of albums by letter."""
        return {"artists": {"ignoredArticles": ARTICLES, "index": await self._index(call)}}

    async def indexes(self, call: Call) -> Shape:
        """List them for apps that browse by folders."""
        taken = ("id", "name", "starred")
        index = [
            {**each, "artist": [{name: one[name] for name in taken if name in one} for one in each["artist"]]}
            for each in await self._index(call)
        ]
        return {"indexes": {"ignoredArticles": ARTICLES, "lastModified": 0, "index": index}}

    async def artist(self, call: Call) -> Shape:
        """Show an artist with the albums."""
        card = await self._music.card(call.user, call.id(), "artist")
        [shown] = await self._music.show(call.user, [card])
        albums = await self._music.show(call.user, await self._music.albums_of(call.user, card))
        return {"artist": {**shown, "albumCount": len(albums), "album": albums}}

    async def album(self, call: Call) -> Shape:
        """Show an album with its songs."""
        card = await self._music.card(call.user, call.id(), "album")
        [shown] = await self._music.show(call.user, [card])
        return {"album": {**shown, "song": await self._songs(call, card)}}

    async def song(self, call: Call) -> Shape:
        """Show a song."""
        [shown] = await self._music.show(call.user, [await self._music.card(call.user, call.id(), "track")])
        return {"song": shown}

    async def directory(self, call: Call) -> Shape:
        """Show an artist, an album or a disc as a folder."""
        card = await self._music.card(call.user, call.id(), "artist", "album", "disc")
        about: Shape = {"id": card["id"], "name": card["title"]}
        if card["kind"] == "artist":
            albums = await self._music.albums_of(call.user, card)
            return {"directory": {**about, "child": await self._music.show(call.user, albums, shapes.folder)}}
        if parent := next((each["id"] for each in card["credits"] if each["role"] == "album_artist"), ""):
            about["parent"] = parent
        return {"directory": {**about, "child": await self._songs(call, card)}}

    async def genres(self, call: Call) -> Shape:
        """List the genres."""
        songs, albums = await self._music.genres(call.user, "track"), await self._music.genres(call.user, "album")
        found = [
            {
                "value": (songs.get(value) or albums[value])["label"],
                "songCount": songs.get(value, {}).get("count", 0),
                "albumCount": albums.get(value, {}).get("count", 0),
            }
            for value in sorted({*songs, *albums})
        ]
        return {"genres": {"genre": found}}

    async def album_info(self, call: Call) -> Shape:
        """Tell what is known about an album; there is no more than the album itself shows."""
        card = await self._music.card(call.user, call.id(), "album", "track", "disc")
        [shown] = await self._music.show(call.user, [card], shapes.album)
        return {"albumInfo": {name: shown[name] for name in ("musicBrainzId",) if name in shown}}

    async def artist_info(self, call: Call) -> Shape:
        """Tell what is known about an artist."""
        return {"artistInfo": await self._info(call)}

    async def artist_info2(self, call: Call) -> Shape:
        """Tell what is known about an artist."""
        return {"artistInfo2": await self._info(call)}

    async def similar(self, call: Call) -> Shape:
        """Give no similar songs: nobody here knows any."""
        await self._music.card(call.user, call.id())
        return {"similarSongs": {}}

    async def similar2(self, call: Call) -> Shape:
        """Give none, as above."""
        await self._music.card(call.user, call.id())
        return {"similarSongs2": {}}

    async def top(self, call: Call) -> Shape:
        """Give no top songs: nobody here knows what the world plays."""
        call.text("artist")
        return {"topSongs": {}}

    async def _info(self, call: Call) -> Shape:
        card = await self._music.card(call.user, call.id(), "artist", "album", "track")
        notes: Shape = {"biography": card["fields"].get("biography")}
        return {name: value for name, value in notes.items() if value}

    async def _songs(self, call: Call, card: Mapping[str, Any]) -> list[Shape]:
        return await self._music.show(call.user, await self._music.songs_of(call.user, card))

    async def _index(self, call: Call) -> list[Shape]:
        library = await self._music.folder(call.user, call.maybe("musicFolderId"))
        works = await self._music.all(call.user, Listing(kind="artist", sort="title", library=library))
        cards = [each for each in await self._music.cards(call.user, works) if shapes.albums_of(each)]
        artists = sorted(await self._music.show(call.user, cards), key=lambda each: shapes.letter(each["name"]))
        return [
            {"name": name, "artist": list(some)}
            for name, some in groupby(artists, key=lambda each: shapes.letter(each["name"]))
        ]
