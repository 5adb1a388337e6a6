"""What people did, without a daemon: a test writes it down, or looks what a plugin wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.host.people import Deed

if TYPE_CHECKING:
    from mediad_sdk.host import Clock, Library

Who = tuple[str, str]
"""A person and a work."""
_BEST = 100
_FINISHED = 0.98


@dataclass(slots=True, kw_only=True)
class FakeList:
    """A playlist."""

    user: str
    name: str
    items: list[str]
    created: int
    changed: int


class FakePersonal:
    """What people did, each by the ids of the person and the work.

    Args:
        library: Where the works are; what is not there is not found.
        clock: Gives the time of a deed.

    Attributes:
        people: Who has an account; everybody as long as it is None.
        ratings: From 0 to 100.
        favoured: When a work became a favourite.
        plays: When it was played.
        places: How far somebody is: position, the fraction of the whole, and when.
        playlists: By their ids.
        clients: Which programs told of plays.
    """

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        self.people: set[str] | None = None
        self.ratings: dict[Who, int] = {}
        self.favoured: dict[Who, int] = {}
        self.plays: dict[Who, list[int]] = {}
        self.places: dict[Who, tuple[int, float, int]] = {}
        self.playlists: dict[str, FakeList] = {}
        self.clients: set[str] = set()

    async def states(self, user: str, items: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give what somebody did with works; nothing for nothing."""
        self._person(user)
        done = [
            item for item in items if any((user, item) in each for each in (self.ratings, self.favoured, self.plays))
        ]
        return {item: self._state((user, item)) for item in done}

    async def works(
        self, user: str, kind: str, by: Deed, *, limit: int = 50, offset: int = 0
    ) -> Sequence[Mapping[str, Any]]:
        """List works of a kind by a deed: the latest, most or best first."""
        self._person(user)
        found: dict[str, list[int]] = {}
        told: dict[str, Mapping[str, Any]] = {}
        for item, values, more in self._deeds(user, by):
            for work in await _around(self._library, item, upwards=by in ("played", "plays")):
                if work["kind"] == kind:
                    found.setdefault(work["id"], []).extend(values)
                    told[work["id"]] = {**work, **more}
        best = sorted(found, key=lambda uid: len(found[uid]) if by == "plays" else max(found[uid]), reverse=True)
        return [told[uid] for uid in best[offset : offset + limit]]

    async def rate(self, user: str, item: str, rating: int | None) -> None:
        """Rate a work, or take the rating back."""
        if rating is not None and not 0 <= rating <= _BEST:
            raise Invalid(f"A rating is from 0 to {_BEST}, not {rating}.", remedy="Scale it.")
        _put(self.ratings, await self._who(user, item), rating)

    async def favour(self, user: str, item: str, *, favourite: bool) -> None:
        """Make a work a favourite, or no longer; one that is one keeps its first moment."""
        who = await self._who(user, item)
        _put(self.favoured, who, self.favoured.get(who, self._clock.now_ms()) if favourite else None)

    async def progress(self, user: str, item: str, position_ms: int | None, duration_ms: int | None = None) -> None:
        """Keep how far somebody is, or forget it."""
        who = await self._who(user, item)
        if position_ms is None:
            self.places.pop(who, None)
            return
        fraction = min(1.0, max(0, position_ms) / duration_ms) if duration_ms else 0.0
        self.places[who] = max(0, position_ms), fraction, self._clock.now_ms()

    async def played(self, user: str, item: str, at: int | None = None, *, client: str = "") -> None:
        """Record a play; nobody played anything in the future."""
        now = self._clock.now_ms()
        self.plays.setdefault(await self._who(user, item), []).append(now if at is None else max(0, min(at, now)))
        self.clients.add(client)

    async def lists(self, user: str) -> Sequence[Mapping[str, Any]]:
        """List somebody's playlists."""
        self._person(user)
        own = {uid: each for uid, each in self.playlists.items() if each.user == user}
        return [
            {"id": uid, "name": each.name, "entries": len(each.items), "created": each.created, "changed": each.changed}
            for uid, each in own.items()
        ]

    async def list_entries(self, user: str, list_id: str) -> Sequence[Mapping[str, Any]]:
        """Give the works of a playlist in order."""
        return [await self._library.item(item) for item in self._list(user, list_id).items]

    async def save_list(self, user: str, name: str, items: Sequence[str], list_id: str = "") -> str:
        """Make a playlist, or replace one."""
        self._person(user)
        for item in items:
            await self._library.item(item)
        now, uid = self._clock.now_ms(), list_id or f"list-{len(self.playlists) + 1}"
        created = self._list(user, list_id).created if list_id else now
        self.playlists[uid] = FakeList(user=user, name=name, items=list(items), created=created, changed=now)
        return uid

    async def delete_list(self, user: str, list_id: str) -> None:
        """Remove a playlist."""
        self._list(user, list_id)
        del self.playlists[list_id]

    def _person(self, user: str) -> None:
        if not user:
            raise NotFound("This belongs to a person, and none is named.")
        if self.people is not None and user not in self.people:
            raise NotFound(f"There is no account {user}, or it is disabled.")

    async def _who(self, user: str, item: str) -> Who:
        self._person(user)
        await self._library.item(item)
        return user, item

    def _list(self, user: str, list_id: str) -> FakeList:
        found = self.playlists.get(list_id)
        self._person(user)
        if found is None or found.user != user:
            raise NotFound(f"There is no list {list_id}.")
        return found

    def _state(self, who: Who) -> dict[str, Any]:
        plays = self.plays.get(who, [])
        return {
            "rating": self.ratings.get(who), "favoured": self.favoured.get(who), "plays": len(plays),
            "played": max(plays, default=None),
        }  # fmt: skip

    def _deeds(self, user: str, by: Deed) -> Iterator[tuple[str, list[int], dict[str, Any]]]:
        """Give the works of one person, the numbers that they are ordered by, and what is told besides."""
        if by == "progress":
            for (who, item), (position, fraction, updated) in self.places.items():
                if who == user and fraction < _FINISHED:
                    yield item, [updated], {"position_ms": position, "updated": updated}
            return
        single = {"favourite": self.favoured, "rating": self.ratings}
        if by not in (*single, "played", "plays"):
            raise Invalid(f"Works cannot be listed by {by!r}.")
        kept: Mapping[Who, Any] = single.get(by, self.plays)
        for (who, item), value in kept.items():
            if who == user:
                yield item, value if isinstance(value, list) else [value], {}


async def _around(library: Library, item: str, *, upwards: bool) -> list[Mapping[str, Any]]:
    """Give a work, and those that it is in."""
    works = [await library.item(item)]
    while upwards and (parent := works[-1].get("parent")):
        works.append(await library.item(parent["id"]))
    return works


def _put(kept: dict[Who, int], who: Who, value: int | None) -> None:
    if value is None:
        kept.pop(who, None)
    else:
        kept[who] = value
