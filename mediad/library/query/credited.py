"""Filters by who is credited, of kinds that are not listed by them: the tracks below albums that are listed by artist.

A row a track for each artist would make every scan longer; the credits are there anyway.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad.library.query.conditions import lists
from mediad.storage.ports import queries
from mediad_sdk.data import dataclass
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.library.query.conditions import InFacet
    from mediad.library.query.found import Batch, Room
    from mediad_sdk.values.kinds import Facet, Kind


@dataclass(frozen=True, slots=True)
class Credited:
    """It is listed under one of some people, or credits one of them in one of some roles, each by the whole name."""

    listed: InFacet
    names: tuple[str, ...]
    roles: tuple[str, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Read what is listed, and what they are credited for."""
        found = await self.listed.some(room)
        for party in await self._parties(room):
            ids = await queries.a_set(room.reader, "credited_as", party, json.dumps(self.roles))
            if found is None or ids is None or len(found) > queries.GATHERED:
                return None
            found += ids
        return found

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Look at what each is listed under, and at its credits."""
        asked = {"parties": json.dumps(await self._parties(room)), "roles": json.dumps(self.roles)}
        return await self.listed.keeps(room, batch) | {row[0] for row in await batch.asked("credits_as", **asked)}

    async def _parties(self, room: Room) -> list[int]:
        named = [await queries.parties(room.reader, room.viewer, room.parties, match_key(name)) for name in self.names]
        return [party for parties in named for party in parties]


def roles(name: str, kinds: Iterable[Kind]) -> tuple[str, ...]:
    """Give the roles that a filter is about: its own name, and what it is taken from where it is listed."""
    return tuple(sorted({name, *(facet.role for kind in kinds for facet in _facets(kind, name))}))


def below(name: str, kinds: Iterable[Kind]) -> frozenset[str]:
    """Name the kinds of files that are not listed by a filter of credits, but stand below a kind that is."""
    every = tuple(kinds)
    above = {kind.id for kind in every if _facets(kind, name)}
    leaves = (kind for kind in every if kind.bears_files and above.intersection(kind.parents))
    return frozenset(kind.id for kind in leaves if not lists(kind, name))


def _facets(kind: Kind, name: str) -> list[Facet]:
    return [facet for facet in kind.facets if facet.name == name and facet.field == "credits" and facet.role]
