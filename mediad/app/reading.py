"""The library as plugins are lent it: reading, over every library of the daemon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.item import Items
from mediad.storage.ports import accounts, subjects
from mediad.storage.ports.browse import Browser, Wanted
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Storage

_PAGE = 200


class Reading:
    """Obeys the SDK's `Library`."""

    def __init__(self, storage: Storage, kinds: KindTable) -> None:
        self._storage = storage
        self._items = Items(kinds)
        self._browser = Browser(kinds.all())

    async def item(self, uid: str) -> Mapping[str, Any]:
        """Give one work; an id that was merged leads to the work that remains."""
        viewer = await self._viewer()
        async with self._storage.read() as reader:
            try:
                return await self._items.item(reader, viewer, uid)
            except subjects.Moved as moved:
                return await self._items.item(reader, viewer, moved.uid)

    async def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> Sequence[Mapping[str, Any]]:
        """Find works by their words."""
        viewer = await self._viewer()
        async with self._storage.read() as reader:
            page = await search(reader, viewer, text, kinds=kinds, limit=limit)
        return [json.loads(brief) for brief in page.items]

    async def items(self, kind: str) -> AsyncIterator[Mapping[str, Any]]:
        """Walk every work of a kind in the order of its title."""
        viewer, after = await self._viewer(), None
        while True:
            wanted = Wanted(kinds=(kind,), sort="title", after=after, limit=_PAGE)
            async with self._storage.read() as reader:
                page = await self._browser.items(reader, viewer, wanted)
            for brief in page.items:
                yield json.loads(brief)
            if (after := page.after) is None:
                return

    async def _viewer(self) -> Viewer:
        libraries = await accounts.libraries(self._storage)
        return Viewer(account=0, libraries=tuple(sorted(each.id for each in libraries)))
