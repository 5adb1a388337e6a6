"""Presence flows upward: from files to works, from works to their parents, parties and collections.

A subject is listed in the libraries that hold it. What became present in a library makes its holders present there;
what left one puts them in doubt, and the database is asked. Rounds go on until nothing changes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.project import Projection
from mediad.library.catalogue.views import View, projection_of
from mediad.storage.ports import projections

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Subject

GATHERING = ("party", "collection")
"""Forms that are present where what relates to them is."""
_NOWHERE: frozenset[int] = frozenset()


class Presence:
    """The presence of the subjects of one unit."""

    def __init__(
        self,
        ledger: Ledger,
        kinds: KindTable,
        views: Mapping[int, View],
        related: Mapping[int, Iterable[int]],
        edited: Container[int] = (),
    ) -> None:
        self._ledger = ledger
        self._kinds = kinds
        self._views = views
        self._related = related
        self._edited = edited  # known subjects that show something else than before
        self._now: dict[int, dict[int, bytes]] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self.changed: set[int] = set()

    async def settle(self, gains: Mapping[int, set[int]], doubts: Iterable[int]) -> None:
        """Write presence, pages and facets; every view is written anew where it is listed."""
        gained, doubted, seen = dict(gains), set(doubts), set(self._views)
        while gained or doubted or seen:
            await self._load(gained.keys() | doubted | seen)
            held = await self._held(doubted)
            steps = {}
            for id_ in gained.keys() | doubted | seen:
                if id_ in self._ledger.by_id:
                    before = set(self._now[id_])
                    after = held.get(id_, set()) if id_ in doubted else before | gained.get(id_, _NOWHERE)
                    if before or after:
                        self._list(id_, before, after)
                    if before != after:
                        steps[id_] = (before, after)
            await self._write()
            self.changed |= steps.keys()
            gained, doubted = await self._pass_on(steps)
            seen = set()

    async def _load(self, ids: Iterable[int]) -> None:
        await self._ledger.load(ids)
        missing = set(ids) - self._now.keys()
        self._now.update((id_, {}) for id_ in missing)
        old = missing - self._ledger.added.keys()
        for subject, library, projection in await projections.of(self._ledger.tx, "presence", old):
            self._now[subject][library] = projection

    async def _held(self, ids: set[int]) -> dict[int, set[int]]:
        known = [id_ for id_ in ids if id_ in self._ledger.by_id]
        gathering = [id_ for id_ in known if self._gathers(id_)]
        return await projections.held(self._ledger.tx, known, gathering) if known else {}

    def _gathers(self, id_: int) -> bool:
        return self._kinds.kind(self._ledger.by_id[id_].kind).form in GATHERING

    def _list(self, id_: int, before: set[int], after: set[int]) -> None:
        """Note the rows that bring a subject's lists from one state to the other."""
        subject, view = self._ledger.by_id[id_], self._views.get(id_)
        projection = view.projection if view else projection_of(self._kinds, subject)
        packed = projection.packed()
        for library in before - after:
            self._take_back(id_, library)
            self._note("delete_presence", (id_, library))
        for library in sorted(after):
            known = self._now[id_].get(library)
            if known != packed:
                if known is None:
                    self._note("insert_presence", (id_, library, packed))
                else:
                    self._take_back(id_, library)
                    self._note("update_presence", (packed, id_, library))
                self._put(id_, library, projection, packed)
            elif id_ in self._edited:
                for row in _page_rows(subject, library, projection):
                    self._note("update_page_key", row)

    def _take_back(self, id_: int, library: int) -> None:
        kind = self._ledger.by_id[id_].kind
        old = Projection.unpacked(self._now[id_].pop(library))
        for sort, key in old.keys:
            self._note("delete_page_key", (library, kind, sort, key, id_))
        for name, value, _ in old.facets:
            self._note("delete_facet", (library, kind, name, value, old.default, id_))

    def _put(self, id_: int, library: int, projection: Projection, packed: bytes) -> None:
        subject, default = self._ledger.by_id[id_], projection.default
        kind = subject.kind
        self._now[id_][library] = packed
        keys, facets = self._rows.setdefault("insert_page_key", []), self._rows.setdefault("insert_facet", [])
        keys += _page_rows(subject, library, projection)
        facets += [(library, kind, name, value, default, id_, label) for name, value, label in projection.facets]

    def _note(self, name: str, row: tuple[Any, ...]) -> None:
        self._rows.setdefault(name, []).append(row)

    async def _write(self) -> None:
        rows, self._rows = self._rows, {}
        for name in sorted(rows):  # deletions come before insertions
            await projections.run(self._ledger.tx, name, rows[name])

    async def _pass_on(self, steps: Mapping[int, tuple[set[int], set[int]]]) -> tuple[dict[int, set[int]], set[int]]:
        gained: dict[int, set[int]] = {}
        doubted: set[int] = set()
        for id_, holders in (await self._holders(steps)).items():
            before, after = steps[id_]
            for holder in holders:
                if before - after:
                    doubted.add(holder)
                if after - before:
                    gained.setdefault(holder, set()).update(after - before)
        return gained, doubted

    async def _holders(self, ids: Iterable[int]) -> dict[int, set[int]]:
        """Find what is present because these are; extras hold nothing up."""
        works = [id_ for id_ in ids if not self._ledger.by_id[id_].extra]
        out = {id_: {self._ledger.by_id[id_].parent} - {0} for id_ in works}
        stored = []
        for id_ in works:
            if id_ in self._ledger.added and id_ in self._views:
                out[id_].update(row[2] for row in self._views[id_].credits)
                out[id_].update(target for target in self._related.get(id_, ()) if self._gathers(target))
            else:
                stored.append(id_)
        rows = await projections.of(self._ledger.tx, "holders", stored)
        await self._ledger.load(row[1] for row in rows)
        for subject, holder, related in rows:
            if not related or self._gathers(holder):
                out[subject].add(holder)
        return out


def _page_rows(subject: Subject, library: int, projection: Projection) -> list[tuple[Any, ...]]:
    """Write the rows of a subject's lists; that of the default sort, the first, holds what is shown of it."""
    briefs = chain((subject.brief,), repeat(None))
    return [
        (library, subject.kind, sort, key, subject.id, subject.age or 0, brief)
        for (sort, key), brief in zip(projection.keys, briefs, strict=False)
    ]
