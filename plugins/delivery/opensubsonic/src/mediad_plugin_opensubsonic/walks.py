"""Pages by offset over lists that go by cursor: where somebody's walk through a list was is remembered."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.host import Library
    from mediad_sdk.values.lists import Listing

_LISTS = 256
_PLACES = 1_000
_STEP = 500


class Walks:
    """Goes on where a page before ended; only a leap into a list that nobody walked through costs the way there."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places: OrderedDict[tuple[str, Listing], dict[int, str]] = OrderedDict()

    async def page(self, user: str, listing: Listing, offset: int, count: int) -> list[Mapping[str, Any]]:
        """Give so many works of a list behind the first ones."""
        places = self._known(user, listing, offset)
        at = max(place for place in places if place <= offset)
        found: list[Mapping[str, Any]] = []
        while len(found) < count:
            wanted = min(_STEP, count - len(found) if at >= offset else offset - at)
            page = await self._library.page(listing, limit=wanted, cursor=places[at], user=user)
            if at >= offset:
                found += page.items
            at += len(page.items)
            if not page.next:
                break
            if len(places) < _PLACES:
                places[at] = page.next
        return found

    def _known(self, user: str, listing: Listing, offset: int) -> dict[int, str]:
        """Give the places of a walk; whoever begins anew sees the list as it is now."""
        key = (user, listing)
        places = self._places.pop(key, {}) if offset else {}
        places[0] = ""
        self._places[key] = places
        if len(self._places) > _LISTS:
            self._places.popitem(last=False)
        return places
