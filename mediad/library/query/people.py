"""Conditions about people: what the one who asks did with a work, and who made it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad.library.query.conditions import is_in
from mediad.storage.ports import queries, search
from mediad_sdk.data import dataclass
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad.library.query.found import Batch, Room
    from mediad.library.query.values import Span


@dataclass(frozen=True, slots=True)
class Rated:
    """The one who asks rated it so: 0 to 100."""

    spans: tuple[Span, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Read what they did anything with."""
        return await queries.a_set(room.reader, "did", room.viewer.account)

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Look at the rating of each."""
        rows = await batch.asked("states", account=room.viewer.account)
        return {row["subject"] for row in rows if is_in(row["rating"], self.spans)}


@dataclass(frozen=True, slots=True)
class Did:
    """The one who asks did this with it: one of the words of `is:`."""

    states: tuple[str, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Read what they did anything with; nobody keeps what they did not."""
        return None if "unwatched" in self.states else await queries.a_set(room.reader, "did", room.viewer.account)

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Look at what they did with each."""
        states = await batch.asked("states", account=room.viewer.account)
        begun = await batch.asked("progress", account=room.viewer.account)
        finished = {row["subject"] for row in begun if row["finished"]}
        watched = finished | {row["subject"] for row in states if row["plays"]}
        sets: Mapping[str, Callable[[], set[int]]] = {
            "watched": lambda: watched,
            "unwatched": lambda: set(batch.ids) - watched,
            "favourite": lambda: {row["subject"] for row in states if row["favourite"] is not None},
            "started": lambda: {row["subject"] for row in begun} - finished,
        }
        return set().union(*(sets[state]() for state in self.states))


@dataclass(frozen=True, slots=True)
class By:
    """One of some people, bands or firms is credited for it: by the whole name, else by its words."""

    names: tuple[str, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Read what they are credited for."""
        found: list[int] = []
        for party in await self._parties(room):
            ids = await queries.a_set(room.reader, "credited", party)
            if ids is None or len(found) > queries.GATHERED:
                return None
            found += ids
        return found

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Look at the credits of each."""
        parties = json.dumps(await self._parties(room))
        return {row[0] for row in await batch.asked("credits", parties=parties)}

    async def _parties(self, room: Room) -> list[int]:
        found: list[int] = []
        for name in self.names:
            named = await queries.parties(room.reader, room.viewer, room.parties, match_key(name))
            if not named and room.parties:
                found_by_words = await search.ranked(room.reader, room.viewer, name, kinds=room.parties)
                named = [row["id"] for row in found_by_words.rows]
            found += named
        return found
