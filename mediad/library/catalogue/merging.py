"""Makes one subject of two, with their children, and takes the old one off every list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.library.catalogue.project import Projection
from mediad.storage.ports import merging, projections, subjects

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.storage.ports.subjects import Subject


class Merger:
    """The merges of one unit."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.merged: list[tuple[str, str]] = []
        self.touched: set[int] = set()
        self.doubts: set[int] = set()

    async def merge(self, old: Subject, into: Subject) -> None:
        """Merge `old` into `into`; children of one key become one, too."""
        if old.id not in self._ledger.by_id or old is into:
            return
        await self._children(old, into)
        await self._unlist(old)
        await merging.merge(self._ledger.tx, old.id, old.uid, into.id, self._ledger.now)
        self._ledger.forget(old)
        self.merged.append((old.uid, into.uid))
        self.touched.add(into.id)
        self.doubts |= {into.id, old.parent} - {0}

    async def _children(self, old: Subject, into: Subject) -> None:
        ids = [child for child, _ in await subjects.children(self._ledger.tx, [old.id])]
        await self._ledger.load(ids)
        below = [self._ledger.by_id[id_] for id_ in ids if id_ in self._ledger.by_id]
        below = [child for child in below if child.parent == old.id]
        await self._ledger.find((child.kind, child.scope, into.id, child.key) for child in below)
        for child in below:
            identity = (child.kind, child.scope, into.id, child.key)
            other = self._ledger.known.get(identity)
            if other is None:
                self._ledger.rekey(child, identity)
                self.touched.add(child.id)
            else:
                await self.merge(child, other)

    async def _unlist(self, old: Subject) -> None:
        tx = self._ledger.tx
        for _, library, packed in await projections.of(tx, "presence", [old.id]):
            written = Projection.unpacked(packed)
            keys = [(library, old.kind, sort, key, old.id) for sort, key in written.keys]
            found = [(library, old.kind, name, value, written.default, old.id) for name, value, _ in written.facets]
            await projections.run(tx, "delete_page_key", keys)
            await projections.run(tx, "delete_facet", found)
            await projections.run(tx, "delete_presence", [(old.id, library)])
        words = [(row[0], row[1]) for row in await projections.of(tx, "words", [old.id])]
        await projections.forget_words(tx, words)
        self.doubts |= {row[1] for row in await projections.of(tx, "holders", [old.id])}
