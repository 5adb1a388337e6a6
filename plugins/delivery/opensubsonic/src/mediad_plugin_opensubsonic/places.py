"""Where callers are: bookmarks in songs, and the queue that moves from one app to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic.call import known
from mediad_plugin_opensubsonic.shapes import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape
    from mediad_sdk.host import Clock, KeyValue, Personal

_MOST = 2_000


class Places:
    """Keeps places; those in songs are the progress that all of mediad knows."""

    def __init__(self, music: Music, personal: Personal, store: KeyValue, clock: Clock) -> None:
        self._music = music
        self._personal = personal
        self._store = store
        self._clock = clock

    async def bookmarks(self, call: Call) -> Shape:
        """List the songs that the caller is in."""
        works = await self._personal.works(call.user, "track", "progress", limit=_MOST)
        shown = {each["id"]: each for each in await self._music.shown(call.user, works)}
        comments = await self._store.get(f"comments {call.user}") or {}
        found = [
            {
                "position": each["position_ms"], "username": call.name, "comment": comments.get(each["id"], ""),
                "created": moment(each["updated"]), "changed": moment(each["updated"]), "entry": shown[each["id"]],
            }
            for each in works
            if each["id"] in shown
        ]  # fmt: skip
        return {"bookmarks": {"bookmark": found}}

    async def bookmark(self, call: Call) -> Shape:
        """Keep a place in a song."""
        card = await self._music.card(call.user, call.id(), "track")
        await self._personal.progress(call.user, card["id"], call.number("position"), card.get("duration_ms"))
        await self._comment(call, card["id"], call.maybe("comment"))
        return {}

    async def forget(self, call: Call) -> Shape:
        """Forget a place."""
        uid = call.id()
        await self._personal.progress(call.user, uid, None)
        await self._comment(call, uid, "")
        return {}

    async def save_queue(self, call: Call) -> Shape:
        """Keep what is to be played; without songs the queue is cleared."""
        ids = call.ids("id")[:_MOST]
        current = call.maybe("current")
        queue = {
            "ids": ids, "current": known(current) if current else "", "position": call.number("position", 0),
            "changed": self._clock.now_ms(), "by": call.maybe("c"),
        }  # fmt: skip
        await self._store.put(f"queue {call.user}", queue)
        return {}

    async def queue(self, call: Call) -> Shape:
        """Give what is to be played."""
        nothing = {"ids": [], "current": "", "position": 0, "changed": 0, "by": ""}
        kept: Mapping[str, Any] = await self._store.get(f"queue {call.user}") or nothing
        shown = {
            each["id"]: each for each in await self._music.shown(call.user, [{"id": each} for each in kept["ids"]])
        }
        about = {"position": kept["position"], "username": call.name, "changedBy": kept["by"]}
        current = {"current": kept["current"]} if kept["current"] else {}
        entries = [shown[each] for each in kept["ids"] if each in shown]
        return {"playQueue": {**current, **about, "changed": moment(kept["changed"]), "entry": entries}}

    async def _comment(self, call: Call, uid: str, text: str) -> None:
        key = f"comments {call.user}"
        kept = await self._store.get(key) or {}
        if kept.get(uid, "") == text:
            return
        await self._store.put(key, {name: said for name, said in {**kept, uid: text[:500]}.items() if said})
