"""Search: artists, albums and songs at once; no words find everything, so that apps can copy the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_opensubsonic import shapes

if TYPE_CHECKING:
    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music, Show
    from mediad_plugin_opensubsonic.shapes import Shape

_MOST = 500


class Searching:
    """Answers searches."""

    def __init__(self, music: Music) -> None:
        self._music = music

    async def old(self, call: Call) -> Shape:
        """Search as the first versions of the protocol did: for songs."""
        text = " ".join(filter(None, (call.maybe(name) for name in ("any", "artist", "album", "title"))))
        offset, count = call.number("offset", 0), call.number("count", 20, 0, _MOST)
        songs = await self._music.search(call.user, text, "track", offset, count) if text else []
        return {"searchResult": {"offset": offset, "match": await self._music.shown(call.user, songs)}}

    async def folders(self, call: Call) -> Shape:
        """Search, and show albums as folders."""
        return {"searchResult2": await self._found(call, shapes.folder)}

    async def tags(self, call: Call) -> Shape:
        """Search."""
        return {"searchResult3": await self._found(call, shapes.album)}

    async def _found(self, call: Call, album: Show) -> Shape:
        text = call.text("query").strip().strip('"').strip()
        found: Shape = {}
        for name, kind in (("artist", "artist"), ("album", "album"), ("song", "track")):
            count, offset = call.number(f"{name}Count", 20, 0, _MOST), call.number(f"{name}Offset", 0)
            works = await self._music.search(call.user, text, kind, offset, count)
            found[name] = await self._music.shown(call.user, works, album if kind == "album" else None)
        return found
