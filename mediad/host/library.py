"""The library as plugins are lent it: reading, over every library of the daemon or over those of one person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.item import Items
from mediad.storage.ports import accounts, cards, detail, subjects
from mediad.storage.ports import libraries as libraries_port
from mediad.storage.ports.browse import Browser, Wanted
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.values.lists import Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from mediad.accounts.identities import Identities
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader, Storage
    from mediad.storage.ports.browse import After
    from mediad_sdk.values.lists import Listing

_PAGE = 200
LARGEST_PAGE = 1_000


class Sight:
    """Finds what somebody may see."""

    def __init__(self, storage: Storage, identities: Identities) -> None:
        self._storage = storage
        self._identities = identities

    async def of(self, user: str, library: str = "") -> Viewer:
        """Give a person's view, or with "" the plugin's, over all libraries or one."""
        viewer = await self._person(user) if user else await self._everything()
        if not library:
            return viewer
        found = await libraries_port.by_uid(self._storage, library)
        if found is None or found.id not in viewer.libraries:
            raise NotFound(f"There is no library {library}.")
        return Viewer(account=viewer.account, libraries=(found.id,), max_age=viewer.max_age)

    async def _person(self, user: str) -> Viewer:
        if (person := await self._identities.of_user(user)) is None:
            raise NotFound(f"There is no account {user}, or it is disabled.")
        return person.viewer

    async def _everything(self) -> Viewer:
        libraries = await accounts.libraries(self._storage)
        return Viewer(account=0, libraries=tuple(sorted(each.id for each in libraries)))


class Reading:
    """Obeys the SDK's `Library`."""

    def __init__(self, storage: Storage, kinds: KindTable, sight: Sight) -> None:
        self._storage = storage
        self._sight = sight
        self._items = Items(kinds)
        self._browser = Browser(kinds.all)

    async def item(self, uid: str, /, *, user: str = "") -> Mapping[str, Any]:
        """Give one work; an id that was merged leads to the work that remains."""
        viewer = await self._sight.of(user)
        async with self._storage.read() as reader:
            try:
                return await self._items.item(reader, viewer, uid)
            except subjects.Moved as moved:
                return await self._items.item(reader, viewer, moved.uid)

    async def many(self, uids: Sequence[str], /, *, user: str = "") -> Sequence[Mapping[str, Any]]:
        """Give many works in the breadth of a list."""
        viewer = await self._sight.of(user)
        async with self._storage.read() as reader:
            return await cards.cards(reader, viewer, uids) if uids else []

    async def search(
        self, text: str, /, *, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0, user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Find works by their words."""
        viewer = await self._sight.of(user)
        async with self._storage.read() as reader:
            page = await search(reader, viewer, text, kinds=kinds, limit=limit, offset=offset)
        return [json.loads(brief) for brief in page.items]

    async def items(self, kind: str, /, *, user: str = "") -> AsyncIterator[Mapping[str, Any]]:
        """Walk every work of a kind in the order of its title."""
        viewer, after = await self._sight.of(user), None
        while True:
            wanted = Wanted(kinds=(kind,), sort="title", after=after, limit=_PAGE)
            async with self._storage.read() as reader:
                page = await self._browser.items(reader, viewer, wanted)
            for brief in page.items:
                yield json.loads(brief)
            if (after := page.after) is None:
                return

    async def page(self, listing: Listing, /, *, limit: int = 50, cursor: str = "", user: str = "") -> Page:
        """Give a page of a list."""
        viewer = await self._sight.of(user, listing.library)
        after, limit = _after(cursor), max(1, min(limit, LARGEST_PAGE))
        async with self._storage.read() as reader:
            if listing.parent:
                parent = await _visible(reader, viewer, listing.parent)
                found = await self._browser.children(reader, viewer, parent, after=after, limit=limit)
            else:
                wanted = await _wanted(reader, viewer, listing, after, limit)
                found = await self._browser.items(reader, viewer, wanted)
        return Page(items=tuple(json.loads(brief) for brief in found.items), next=_cursor(found.after))

    async def facets(
        self, kind: str, name: str, /, *, after: str = "", limit: int = 100, library: str = "", user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """List the values of a facet behind one."""
        viewer = await self._sight.of(user, library)
        async with self._storage.read() as reader:
            return await self._browser.facets(reader, viewer, kind, name, after=after, limit=limit)

    async def sample(
        self, kind: str, count: int, /, *, library: str = "", user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Draw works at random, each once."""
        viewer = await self._sight.of(user, library)
        async with self._storage.read() as reader:
            drawn = await cards.sample(reader, viewer, kind, max(0, min(count, LARGEST_PAGE)))
        return [json.loads(brief) for brief in drawn]

    async def libraries(self, *, user: str = "") -> Sequence[Mapping[str, Any]]:
        """List the libraries."""
        return await cards.libraries(self._storage, await self._sight.of(user))


async def _wanted(reader: Reader, viewer: Viewer, listing: Listing, after: After | None, limit: int) -> Wanted:
    return Wanted(
        kinds=(listing.kind,), sort=listing.sort, role=listing.role, after=after, limit=limit,
        facet=(listing.facet, listing.value) if listing.facet else None,
        party=await _visible(reader, viewer, listing.party) if listing.party else None,
    )  # fmt: skip


async def _visible(reader: Reader, viewer: Viewer, uid: str) -> int:
    """Give the internal id of a work that somebody may see; one that was merged leads to the one that remains."""
    try:
        number = await subjects.id_of(reader, uid)
    except subjects.Moved as moved:
        number = await subjects.id_of(reader, moved.uid)
    await detail.subject(reader, viewer, number)
    return number


def _cursor(after: After | None) -> str:
    return f"{after[0].hex()}.{after[1]}" if after else ""


def _after(cursor: str) -> After | None:
    if not cursor:
        return None
    key, _, number = cursor.partition(".")
    try:
        return bytes.fromhex(key), int(number)
    except ValueError:
        raise Invalid("This is no cursor of a list.", remedy="Hand on `next` of the page before, unchanged.") from None
