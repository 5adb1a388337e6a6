"""Playlists: the caller's own lists, as far as they hold songs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic.call import known
from mediad_plugin_opensubsonic.errors import FORBIDDEN, NOT_FOUND, Refused, missing
from mediad_plugin_opensubsonic.shapes import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape
    from mediad_sdk.host import Personal

_LONGEST = 200


class Playlists:
    """Shows and changes playlists."""

    def __init__(self, music: Music, personal: Personal) -> None:
        self._music = music
        self._personal = personal
        self._lengths: dict[tuple[str, int], tuple[int, int]] = {}  # by id and last change: songs, seconds

    async def all(self, call: Call) -> Shape:
        """List the caller's playlists."""
        if call.maybe("username") not in ("", call.name):
            raise Refused(FORBIDDEN, "Playlists are shown to whom they belong.")
        lists = await self._personal.lists(call.user)
        return {"playlists": {"playlist": [self._shown(call, each, *await self._length(call, each)) for each in lists]}}

    async def one(self, call: Call) -> Shape:
        """Show a playlist with its songs."""
        return await self._whole(call, call.id())

    async def create(self, call: Call) -> Shape:
        """Make a playlist, or replace the songs of one."""
        songs = call.ids("songId")
        if text := call.maybe("playlistId"):
            uid = known(text)
            name = call.maybe("name") or (await self._found(call, uid))["name"]
            await self._personal.save_list(call.user, name[:_LONGEST], songs, uid)
        elif name := call.maybe("name"):
            uid = await self._personal.save_list(call.user, name[:_LONGEST], songs)
        else:
            raise missing("name")
        return await self._whole(call, uid)

    async def update(self, call: Call) -> Shape:
        """Rename a playlist, take songs out by their places, and put others behind."""
        uid = call.id("playlistId")
        found = await self._found(call, uid)
        gone = {int(each) for each in call.texts("songIndexToRemove") if each.isdecimal()}
        entries = [each["id"] for each in await self._personal.list_entries(call.user, uid)]
        kept = [each for place, each in enumerate(entries) if place not in gone]
        name = call.maybe("name") or found["name"]
        await self._personal.save_list(call.user, name[:_LONGEST], [*kept, *call.ids("songIdToAdd")], uid)
        return {}

    async def delete(self, call: Call) -> Shape:
        """Remove a playlist."""
        await self._personal.delete_list(call.user, call.id())
        return {}

    async def _whole(self, call: Call, uid: str) -> Shape:
        found = await self._found(call, uid)
        songs = await self._songs(call, uid)
        seconds = sum(each.get("duration", 0) for each in songs)
        return {"playlist": {**self._shown(call, found, len(songs), seconds), "entry": songs}}

    async def _songs(self, call: Call, uid: str) -> list[Shape]:
        """Give the songs in order; one may stand there twice."""
        entries = await self._personal.list_entries(call.user, uid)
        shown = {each["id"]: each for each in await self._music.shown(call.user, entries, kind="track")}
        return [shown[each["id"]] for each in entries if each["id"] in shown]

    async def _found(self, call: Call, uid: str) -> Mapping[str, Any]:
        for each in await self._personal.lists(call.user):
            if each["id"] == uid:
                return each
        raise Refused(NOT_FOUND, f"There is no playlist {uid!r}.")

    async def _length(self, call: Call, found: Mapping[str, Any]) -> tuple[int, int]:
        key = (found["id"], found["changed"])
        if key not in self._lengths:
            entries = await self._personal.list_entries(call.user, found["id"])
            self._lengths[key] = _length(entries)
        return self._lengths[key]

    def _shown(self, call: Call, found: Mapping[str, Any], count: int, seconds: int) -> Shape:
        return {
            "id": found["id"], "name": found["name"], "owner": call.name, "public": False, "songCount": count,
            "duration": seconds, "created": moment(found["created"]), "changed": moment(found["changed"]),
        }  # fmt: skip


def _length(entries: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    songs = [each for each in entries if each["kind"] == "track"]
    return len(songs), round(sum(each.get("duration_ms", 0) for each in songs) / 1000)
