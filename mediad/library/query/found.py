"""Works on their way through the conditions of a query; what is known of them is read once, when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.project import Projection
from mediad.storage.ports import projections, queries
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.values.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a query is answered.

    Attributes:
        kinds: The kinds that are asked for.
        every: All kinds that there are.
        now: The time, ms since 1970.
    """

    reader: Reader
    viewer: Viewer
    kinds: tuple[Kind, ...]
    every: tuple[Kind, ...]
    now: int

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of the kinds that are parties."""
        return tuple(kind.id for kind in self.every if kind.form == "party")

    @property
    def holders(self) -> tuple[str, ...]:
        """The names of the kinds that others are in or below."""
        parents = {parent for kind in self.every for parent in kind.parents}
        return tuple(kind.id for kind in self.every if kind.form == "collection" or kind.id in parents)


class Batch:
    """Some works, by internal id, with what lists show of them."""

    def __init__(self, room: Room, briefs: Mapping[int, str]) -> None:
        self._room = room
        self.texts = dict(briefs)
        self.ids = list(briefs)
        self._briefs: dict[int, dict[str, Any]] = {}
        self._listed: dict[int, Projection] | None = None
        self._words: dict[int, frozenset[str]] | None = None

    def only(self, kept: Iterable[int]) -> Batch:
        """Give those of them that are kept; what was read stays read."""
        chosen = set(kept)
        rest = Batch(self._room, {id_: text for id_, text in self.texts.items() if id_ in chosen})
        rest._briefs, rest._listed, rest._words = self._briefs, self._listed, self._words
        return rest

    def brief(self, id_: int) -> dict[str, Any]:
        """Give what lists show of one."""
        if id_ not in self._briefs:
            self._briefs[id_] = json.loads(self.texts[id_])
        return self._briefs[id_]

    async def listed(self) -> Mapping[int, Projection]:
        """Give under which keys and facets each is listed."""
        if self._listed is None:
            libraries = json.dumps(self._room.viewer.libraries)
            rows = await queries.of(self._room.reader, "projections", self.ids, libraries=libraries)
            self._listed = {row[0]: Projection.unpacked(row[1]) for row in rows}
        return self._listed

    async def words(self) -> Mapping[int, frozenset[str]]:
        """Give the words that search finds each by."""
        if self._words is None:
            rows = await projections.of(self._room.reader, "words", self.ids)
            self._words = {row[0]: frozenset(row[1].split()) for row in rows}
        return self._words

    async def asked(self, name: str, **params: object) -> Sequence[Any]:
        """Ask the database about them."""
        return await queries.of(self._room.reader, name, self.ids, **params)
