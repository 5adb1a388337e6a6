"""The library as plugins are lent it: reading, over every library of the daemon or over those of one person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.item import Items
from mediad.storage.ports import accounts, subjects
from mediad.storage.ports.browse import Browser, Wanted
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from mediad.accounts.identities import Identities
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Storage

_PAGE = 200


class Reading:
    """Obeys the SDK's `Library`."""

    def __init__(self, storage: Storage, kinds: KindTable, identities: Identities) -> None:
        self._storage = storage
        self._identities = identities
        self._items = Items(kinds)
        self._browser = Browser(kinds.all())

    async def item(self, uid: str, /, *, user: str = "") -> Mapping[str, Any]:
        """Give one work; an id that was merged leads to the work that remains."""
        viewer = await self._viewer(user)
        async with self._storage.read() as reader:
            try:
                return await self._items.item(reader, viewer, uid)
            except subjects.Moved as moved:
                return await self._items.item(reader, viewer, moved.uid)

    async def search(
        self, text: str, /, *, kinds: Sequence[str] = (), limit: int = 20, user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Find works by their words."""
        viewer = await self._viewer(user)
        async with self._storage.read() as reader:
            page = await search(reader, viewer, text, kinds=kinds, limit=limit)
        return [json.loads(brief) for brief in page.items]

    async def items(self, kind: str, /, *, user: str = "") -> AsyncIterator[Mapping[str, Any]]:
        """Walk every work of a kind in the order of its title."""
        viewer, after = await self._viewer(user), None
        while True:
            wanted = Wanted(kinds=(kind,), sort="title", after=after, limit=_PAGE)
            async with self._storage.read() as reader:
                page = await self._browser.items(reader, viewer, wanted)
            for brief in page.items:
                yield json.loads(brief)
            if (after := page.after) is None:
                return

    async def _viewer(self, user: str) -> Viewer:
        if user:
            account = await accounts.by_uid(self._storage, user)
            if (person := await self._identities.of_account(account.id)) is None:
                raise NotFound(f"There is no account {user}, or it is disabled.")
            return person.viewer
        libraries = await accounts.libraries(self._storage)
        return Viewer(account=0, libraries=tuple(sorted(each.id for each in libraries)))
