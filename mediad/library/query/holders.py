"""The condition about what holds works: collections, series, reading orders, albums, works with others below them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from mediad.storage.ports import queries, search, sortkeys, subjects
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Gone, NotFound
from mediad_sdk.text import match_key, tokens

if TYPE_CHECKING:
    from mediad.library.query.found import Batch, Room

_element = lru_cache(maxsize=1024)(sortkeys.element)
"""Places are small numbers, the same ones for all that are in a large tree."""
_END = b"\0"
"""Ends a place: what is there comes before what is below it."""


@dataclass(slots=True)
class In:
    """It is in one of some collections, or up to two levels below one of some works.

    Each is named by its id, by its whole title, or else by words of it; they are looked for once.
    """

    names: tuple[str, ...]
    _known: list[int] | None = None

    async def some(self, room: Room) -> list[int] | None:
        """Read what they hold."""
        return await queries.a_set(room.reader, "held", json.dumps(await self._holders(room)))

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Look for the place of each."""
        return set(await self.places(room, batch))

    async def places(self, room: Room, batch: Batch) -> dict[int, bytes]:
        """Give where works stand, as keys that compare; of several places the first."""
        found: dict[int, bytes] = {}
        for row in await batch.asked("places", holders=json.dumps(await self._holders(room))):
            numbers = [row["above"], row["position"]] if row["is_deep"] else [row["position"]]
            place = b"".join(map(_element, numbers)) + _END
            found[row["subject"]] = min(place, found.get(row["subject"], place))
        return found

    async def _holders(self, room: Room) -> list[int]:
        if self._known is None:
            self._known = [holder for name in self.names for holder in await _named(room, name)]
        return self._known


async def _named(room: Room, name: str) -> list[int]:
    try:
        uid = str(UUID(name))
    except ValueError:
        rows = (await search.ranked(room.reader, room.viewer, name, kinds=room.holders)).rows
        whole, words = match_key(name), set(tokens(name))
        named = [row["id"] for row in rows if match_key(row["title"]) == whole]
        return named or [row["id"] for row in rows if words.issubset(tokens(row["title"]))]
    return list(await search.shown(room.reader, room.viewer, await _of_id(room, uid), 1))


async def _of_id(room: Room, uid: str) -> list[int]:
    try:
        return [await subjects.id_of(room.reader, uid)]
    except subjects.Moved as moved:
        return await _of_id(room, moved.uid)
    except (Gone, NotFound):
        return []
