"""The conditions that terms become. Each tells which of some works it holds of; some can name all their works, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mediad.library.catalogue.project import LONGEST_VALUE
from mediad.library.query import earth
from mediad.library.query.grammar import Between, Is
from mediad.storage.ports import queries, search, sortkeys
from mediad_sdk.data import dataclass
from mediad_sdk.earth import CELLS
from mediad_sdk.text import match_key, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.library.query.found import Batch, Room
    from mediad.library.query.grammar import Value
    from mediad.library.query.values import Span
    from mediad_sdk.values.kinds import Kind

_MOST_YEARS = 50
_MOST_CELLS = 32


class Condition(Protocol):
    """What must hold of a work."""

    async def some(self, room: Room) -> list[int] | None:
        """Name every work that it holds of, and perhaps others; None where an index does not tell, or of too many."""

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Tell of which works it holds."""


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    condition: Condition

    async def some(self, room: Room) -> list[int] | None:  # noqa: ARG002  # nearly all works, whatever the room
        """No index tells what is not."""
        return None

    async def keeps(self, room: Room, batch: Batch) -> set[int]:
        """Tell of which it does not hold."""
        return set(batch.ids) - await self.condition.keeps(room, batch)


@dataclass(frozen=True, slots=True)
class Words:
    """It is found by these words; the last one may be the beginning of one."""

    text: str

    async def some(self, room: Room) -> list[int] | None:
        """Search; what more works have is no set."""
        ids, is_all = await self.best(room)
        return ids if is_all else None

    async def best(self, room: Room) -> tuple[list[int], bool]:
        """Search, the best titles first; tells whether that is all."""
        kinds = [kind.id for kind in room.kinds]
        found = await search.ranked(room.reader, room.viewer, self.text, kinds=kinds)
        return [row["id"] for row in found.rows], found.is_all

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at the words of each."""
        *whole, begun = tokens(self.text) or [""]
        return {
            id_
            for id_, words in (await batch.words()).items()
            if words.issuperset(whole) and any(word.startswith(begun) for word in words)
        }


@dataclass(frozen=True, slots=True)
class InFacet:
    """It has one of some values of a facet."""

    name: str
    wanted: tuple[Value, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Read what is listed under each value."""
        found: list[int] = []
        for value in self.wanted:
            if isinstance(value, Between):
                return None
            for shelf in [(library, kind.id) for library in room.viewer.libraries for kind in room.kinds]:
                ids = await queries.a_set(room.reader, "under", *shelf, self.name, _folded(value.text))
                if ids is None or len(found) > queries.GATHERED:
                    return None
                found += ids
        return found

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at what each is listed under."""
        return {
            id_
            for id_, listed in (await batch.listed()).items()
            if any(name == self.name and self._holds(folded) for name, folded, _ in listed.facets)
        }

    def _holds(self, folded: str) -> bool:
        return any(
            _is_between(folded, value) if isinstance(value, Between) else folded == _folded(value.text)
            for value in self.wanted
        )


def lists(kind: Kind, facet: str) -> bool:
    """Tell whether a kind is listed by a facet."""
    return any(each.name == facet for each in kind.facets)


def _folded(text: str) -> str:
    return match_key(text)[:LONGEST_VALUE]


def _is_between(folded: str, value: Between) -> bool:
    """Compare numbers by value, anything else by its letters; `..2019` includes 2019-12."""
    low, high = _folded(value.low), _folded(value.high)
    if all(each.isdecimal() for each in (folded, low or "0", high or "0")):
        number = int(folded)
        is_above = not low or int(low) < number or (not value.is_open and int(low) == number)
        return is_above and (not high or number < int(high) or (not value.is_open and int(high) == number))
    is_above = folded > low if value.is_open else folded >= low
    return is_above and (not high or (folded < high if value.is_open else folded[: len(high)] <= high))


@dataclass(frozen=True, slots=True)
class Year:
    """It is of one of some years."""

    spans: tuple[Span, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Read what is listed under each year, where few are asked for and every kind lists them."""
        years = [
            str(year) for low, high in self.spans if high - low <= _MOST_YEARS for year in range(int(low), int(high))
        ]
        if any(high - low > _MOST_YEARS for low, high in self.spans) or not _all_have(room, "year"):
            return None
        return await InFacet("year", tuple(map(Is, years))).some(room)

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at the year of each."""
        return {id_ for id_ in batch.ids if is_in(batch.brief(id_).get("year"), self.spans)}


def _all_have(room: Room, facet: str) -> bool:
    return all(any(each.name == facet and each.field == "dates" for each in kind.facets) for kind in room.kinds)


@dataclass(frozen=True, slots=True)
class Within:
    """It was made in a part of the earth, by the finest cell that it is listed under."""

    part: earth.Box

    async def some(self, room: Room) -> list[int] | None:
        """Read what is listed under the cells of the part."""
        cells = earth.cover(self.part, _MOST_CELLS)
        return await InFacet(CELLS, tuple(map(Is, cells))).some(room) if cells else None

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at the cells of each."""
        finest = {
            id_: max((value for name, value, _ in listed.facets if name == CELLS), key=len, default="")
            for id_, listed in (await batch.listed()).items()
        }
        return {id_ for id_, cell in finest.items() if earth.is_in(cell, self.part)}


@dataclass(frozen=True, slots=True)
class Lasts:
    """It lasts so long."""

    spans: tuple[Span, ...]

    async def some(self, room: Room) -> list[int] | None:  # noqa: ARG002
        """No index tells."""
        return None

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at the length of each."""
        return {id_ for id_ in batch.ids if is_in(batch.brief(id_).get("duration_ms"), self.spans)}


@dataclass(frozen=True, slots=True)
class Added:
    """It came at such a time."""

    spans: tuple[Span, ...]

    async def some(self, room: Room) -> list[int] | None:
        """Walk the lists by what was added last, where every kind has one."""
        if any(sort.by != ("-added",) for kind in room.kinds for sort in kind.sorts if sort.name == "added"):
            return None
        if not all(any(sort.name == "added" for sort in kind.sorts) for kind in room.kinds):
            return None
        found: list[int] = []
        for low, high in self.spans:
            first, last = sortkeys.number(high, turned=True), sortkeys.number(low, turned=True) + b"\xff"
            for shelf in [(library, kind.id) for library in room.viewer.libraries for kind in room.kinds]:
                ids = await queries.a_set(room.reader, "between", *shelf, "added", first, last)
                if ids is None or len(found) > queries.GATHERED:
                    return None
                found += ids
        return found

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at when each was added."""
        return {id_ for id_ in batch.ids if is_in(batch.brief(id_).get("added"), self.spans)}


def is_in(number: float | None, spans: Iterable[Span]) -> bool:
    """Tell whether a number is known, and in one of some spans."""
    return number is not None and any(low <= number < high for low, high in spans)


@dataclass(frozen=True, slots=True)
class Doubled:
    """It is there more than once."""

    async def some(self, room: Room) -> list[int] | None:  # noqa: ARG002
        """No index tells."""
        return None

    async def keeps(self, room: Room, batch: Batch) -> set[int]:  # noqa: ARG002
        """Look at the editions and files of each."""
        return {row[0] for row in await batch.asked("doubled")}
