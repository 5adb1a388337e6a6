"""Lists: pages of works by sort, by facet, by party, below a parent; each is a walk over an index.

What can be asked is published: a sort of the kind, alone; or its default sort with one facet, or with a party. Several
libraries are a union of limited walks, merged here by key and id. A page holds the JSON texts that ingest wrote.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from math import inf
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.values.kinds import Kind

After = tuple[bytes, int]
START: After = (b"", 0)
LARGEST_VALUE = 120
COUNT_CAP = 10_000
LAST = "\U0010ffff"
"""Comes after every text."""
_place = struct.Struct(">d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some briefs, and where the next page begins: the key and id of the last one, or None at the end."""

    items: Sequence[str]
    after: After | None

    def text(self, cursor: str | None) -> str:
        """Write the page as the API answers it."""
        return f'{{"items": [{", ".join(self.items)}], "next": {json.dumps(cursor)}}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One combination that a list can be asked by; the filter is "" or a facet's name or `party`."""

    kind: str
    sort: str
    filter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is asked for.

    Attributes:
        kinds: One kind, or several that publish the same sort.
        sort: The sort; "" is the default one.
        facet: A facet's name and value.
        party: The internal id of a party.
        role: Only what the party did in this role; "" is any.
        after: Where the page before ended.
        limit: The most items of a page.
    """

    kinds: tuple[str, ...]
    sort: str = ""
    facet: tuple[str, str] | None = None
    party: int | None = None
    role: str = ""
    after: After | None = None
    limit: int = 50

    @property
    def filter(self) -> str:
        """The name of the filter, as published."""
        return self.facet[0] if self.facet else "party" if self.party is not None else ""


def published(kinds: Iterable[Kind]) -> tuple[Published, ...]:
    """List every combination that can be asked for."""
    return tuple(each for kind in kinds for each in _published(kind))


def _published(kind: Kind) -> Iterator[Published]:
    for sort in kind.sorts:
        yield Published(kind=kind.id, sort=sort.name)
    if kind.sorts:
        for name in (*(facet.name for facet in kind.facets), *(("party",) if kind.form == "work" else ())):
            yield Published(kind=kind.id, sort=kind.sorts[0].name, filter=name)


class Browser:
    """Lists of the kinds that plugins declare.

    Args:
        kinds: Gives them; the same tuple until they change.
    """

    def __init__(self, kinds: Callable[[], tuple[Kind, ...]]) -> None:
        self._declared = kinds
        self._seen: tuple[Kind, ...] = ()
        self._kinds: Mapping[str, Kind] = {}
        self._defaults: Mapping[str, str] = {}
        self._published: Mapping[tuple[str, str, str], Published] = {}

    def _look(self) -> None:
        if (kinds := self._declared()) is not self._seen:
            self._seen = kinds
            self._kinds = {kind.id: kind for kind in kinds}
            self._defaults = {kind.id: kind.sorts[0].name for kind in kinds if kind.sorts}
            self._published = {(each.kind, each.sort, each.filter): each for each in published(kinds)}

    async def items(self, reader: Reader, viewer: Viewer, wanted: Wanted) -> Page:
        """Give a page of works."""
        walks = [
            rows
            for kind in wanted.kinds
            for rows in await self._walks(reader, viewer, wanted, self._sort(kind, wanted))
        ]
        return _page(walks, wanted.limit)

    async def page(self, reader: Reader, viewer: Viewer, wanted: Wanted) -> tuple[bytes, After | None]:
        """Give a page as the inside of a JSON array, and where the next one begins.

        One walk is joined by the database itself: fifty rows that become one cost a third of the time.
        """
        if len(viewer.libraries) != 1 or len(wanted.kinds) != 1 or wanted.filter or viewer.max_age is not None:
            page = await self.items(reader, viewer, wanted)
            return ",".join(page.items).encode(), page.after
        asked = self._sort(wanted.kinds[0], wanted)
        place = (viewer.libraries[0], asked.kind, asked.sort, *(wanted.after or START))
        [[text, last]] = await reader.fetch_all("browse.page_text", (*place, viewer.age, wanted.limit))
        if last is None:
            return text, None
        key, _, id_ = last.partition(".")
        return text, (bytes.fromhex(key), int(id_))

    def _sort(self, kind: str, wanted: Wanted) -> Published:
        self._look()
        sort = wanted.sort or self._defaults.get(kind, "")
        asked = self._published.get((kind, sort, wanted.filter))
        if asked is None:
            raise self._unpublished(Published(kind=kind, sort=sort, filter=wanted.filter))
        return asked

    def _unpublished(self, asked: Published) -> Invalid:
        known = self._kinds.get(asked.kind)
        if known is None:
            names = ", ".join(sorted(self._kinds))
            return Invalid(f"There is no kind {asked.kind!r}.", places=(("kind", f"It must be one of: {names}."),))
        return Invalid(
            f"{known.plural} cannot be listed by sort={asked.sort} and filter={asked.filter or 'none'}.",
            places=(("sort", f"Published for {asked.kind}: {self._offer(asked.kind)}."),),
            remedy="Ask for one of the published combinations.",
        )

    def _offer(self, kind: str) -> str:
        offered = sorted((each.filter, each.sort) for each in self._published.values() if each.kind == kind)
        return "; ".join(f"{name} by {sort}" if name else sort for name, sort in offered)

    async def _walks(self, reader: Reader, viewer: Viewer, wanted: Wanted, asked: Published) -> list[Sequence[Row]]:
        key, id_ = wanted.after or START
        tail = (key, id_, viewer.age)
        if wanted.party is not None:
            return await _party_walks(reader, viewer, wanted, asked.kind)
        if wanted.facet:
            value = match_key(wanted.facet[1])[:LARGEST_VALUE]
            return [
                await reader.fetch_all(
                    "browse.facet_page", (library, asked.kind, asked.filter, value, *tail, wanted.limit)
                )
                for library in viewer.libraries
            ]
        is_gathered = viewer.max_age is not None and self._kinds[asked.kind].form != "work"
        walk = "browse.gathered" if is_gathered else "browse.page"
        return [
            await reader.fetch_all(walk, (library, asked.kind, asked.sort, *tail, wanted.limit))
            for library in viewer.libraries
        ]

    async def facets(  # noqa: PLR0913  # each narrows the list
        self,
        reader: Reader,
        viewer: Viewer,
        kind: str,
        name: str,
        *,
        after: str = "",
        span: tuple[str, str] = ("", ""),
        limit: int = 100,
    ) -> list[dict[str, object]]:
        """List a facet's values with how many works each has for the viewer, counted up to `COUNT_CAP`.

        `span` are the first value and the beginning of the last one; "" is no bound.
        """
        self._sort(kind, Wanted(kinds=(kind,), facet=(name, "")))
        low, high = (match_key(each)[:LARGEST_VALUE] for each in span)
        found: dict[str, dict[str, object]] = {}
        for library in viewer.libraries:
            for value, label, count in await _values(
                reader, viewer, (library, kind, name), after, (low, high + LAST), limit
            ):
                shared = value in found
                known = found.setdefault(value, {"value": value, "label": label, "count": count})
                if shared:
                    known["count"] = await _shared(reader, viewer, (kind, name, value))
        return [each for _, each in sorted(found.items())][:limit]

    async def counts(
        self, reader: Reader, viewer: Viewer, kind: str, name: str, values: Sequence[str]
    ) -> dict[str, int]:
        """Count the works under each of some values, up to `COUNT_CAP`; values without any are left out."""
        self._sort(kind, Wanted(kinds=(kind,), facet=(name, "")))
        found: dict[str, int] = {}
        for library in viewer.libraries:
            where = (library, kind, name, viewer.age, COUNT_CAP, json.dumps(list(values)))
            for value, count in await reader.fetch_all("browse.facet_counts", where):
                if count:
                    shared = value in found
                    found[value] = await _shared(reader, viewer, (kind, name, value)) if shared else count
        return found

    async def children(
        self, reader: Reader, viewer: Viewer, parent: int, *, after: After | None = None, limit: int = 50
    ) -> Page:
        """Give what is below a work, or in a collection, by place; what has none comes last."""
        self._look()
        kind = self._kinds.get(await reader.fetch_value("browse.kind", (parent,)) or "")
        walk = "members" if kind is not None and kind.form == "collection" else "children"
        libraries = json.dumps(viewer.libraries)
        rows: list[tuple[bytes, int, str]] = []
        key, id_ = after or START
        if key != PLACELESS:
            place = _place.unpack(key)[0] if key else -inf
            found = await reader.fetch_all(f"browse.{walk}", (parent, place, id_, viewer.age, libraries, limit))
            rows = [(_place.pack(row[0]), row[1], row[2]) for row in found]
            id_ = 0
        if len(rows) < limit:
            more = (parent, id_, viewer.age, libraries, limit - len(rows))
            rows += [(PLACELESS, row[1], row[2]) for row in await reader.fetch_all(f"browse.placeless_{walk}", more)]
        return _page([rows], limit)


PLACELESS = b"\xff"
"""The key of children without a place."""


async def _values(
    reader: Reader, viewer: Viewer, where: tuple[int, str, str], after: str, span: tuple[str, str], limit: int
) -> Sequence[Row]:
    """Read the next values under which the viewer may see a work; others are stepped over."""
    found: list[Row] = []
    library, kind, name = where
    while len(found) < limit:
        params = {
            "library": library, "kind": kind, "name": name, "after": after, "low": span[0], "high": span[1],
            "age": viewer.age, "cap": COUNT_CAP, "limit": limit,
        }  # fmt: skip
        rows = await reader.fetch_all("browse.facet_values", params)
        found += [row for row in rows if row["count"]]
        if len(rows) < limit:
            break
        after = rows[-1]["value"]
    return found


async def _shared(reader: Reader, viewer: Viewer, what: tuple[str, str, str]) -> int:
    """Count the works under a value that several libraries have, each work once."""
    where = (json.dumps(viewer.libraries), *what, viewer.age, COUNT_CAP)
    return int(await reader.fetch_value("browse.facet_count", where))


async def _party_walks(reader: Reader, viewer: Viewer, wanted: Wanted, kind: str) -> list[Sequence[Row]]:
    roles = (
        [wanted.role]
        if wanted.role
        else [row[0] for row in await reader.fetch_all("browse.roles", (wanted.party, kind))]
    )
    key, id_ = wanted.after or START
    tail = (key, id_, viewer.age, json.dumps(viewer.libraries), wanted.limit)
    return [await reader.fetch_all("browse.party_page", (wanted.party, kind, role, *tail)) for role in sorted(roles)]


def _page(walks: Sequence[Sequence[Row]], limit: int) -> Page:
    """Merge walks by key and id; what several of them list is shown once."""
    rows = walks[0] if len(walks) == 1 else merge(*walks, key=lambda row: (row[0], row[1]))
    items: dict[int, Row] = {}
    for row in rows:
        if len(items) == limit and row[1] not in items:
            break
        items.setdefault(row[1], row)
    full = any(len(walk) == limit for walk in walks) or sum(map(len, walks)) > limit
    last = next(reversed(items.values())) if items and full else None
    return Page(items=[row[2] for row in items.values()], after=(bytes(last[0]), last[1]) if last else None)
