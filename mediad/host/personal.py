"""What people do with works, as plugins are lent it; each call is for one person, and for what they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.storage.ports import userdata as port
from mediad_sdk.errors import Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from mediad.host.library import Sight
    from mediad.storage.ports import Storage, Transaction
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock
    from mediad_sdk.host.people import Deed

    Act = Callable[[Transaction, int, int], Awaitable[None]]

_FINISHED = 0.98
"""The fraction of a work from which on it counts as heard or seen to its end."""
_LARGEST_PAGE = 1_000
_BEST = 100


class PersonalData:
    """Obeys the SDK's `Personal`."""

    def __init__(self, storage: Storage, clock: Clock, sight: Sight) -> None:
        self._storage = storage
        self._clock = clock
        self._sight = sight

    async def states(self, user: str, items: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give what somebody did with works."""
        viewer = await self._person(user)
        return await port.states(self._storage, viewer.account, items) if items else {}

    async def works(
        self, user: str, kind: str, by: Deed, *, limit: int = 50, offset: int = 0
    ) -> Sequence[Mapping[str, Any]]:
        """List works that somebody did something with."""
        if by not in _DEEDS:
            raise Invalid(f"Works cannot be listed by {by!r}.", remedy=f"Ask by one of {', '.join(_DEEDS)}.")
        viewer, limit = await self._person(user), max(0, min(limit, _LARGEST_PAGE))
        return await port.works(self._storage, viewer, kind, by, limit=limit, offset=max(0, offset))

    async def rate(self, user: str, item: str, rating: int | None) -> None:
        """Rate a work, or take the rating back."""
        if rating is not None and not 0 <= rating <= _BEST:
            raise Invalid(f"A rating is from 0 to {_BEST}, not {rating}.", remedy="Scale it.")
        await self._act(user, item, lambda tx, account, subject: port.rate(tx, account, subject, rating))

    async def favour(self, user: str, item: str, *, favourite: bool) -> None:
        """Make a work a favourite, or no longer."""
        since = self._clock.now_ms() if favourite else None
        await self._act(user, item, lambda tx, account, subject: port.favour(tx, account, subject, since))

    async def progress(self, user: str, item: str, position_ms: int | None, duration_ms: int | None = None) -> None:
        """Keep how far somebody is, or forget it."""
        if position_ms is None:
            await self._act(user, item, port.clear_progress)
            return
        fraction = min(1.0, max(0, position_ms) / duration_ms) if duration_ms else 0.0
        progress = port.Progress(
            locator="time", fraction=fraction, position=max(0, position_ms), finished=fraction >= _FINISHED,
            updated=self._clock.now_ms(),
        )  # fmt: skip
        await self._act(user, item, lambda tx, account, subject: port.set_progress(tx, account, subject, progress))

    async def played(self, user: str, item: str, at: int | None = None, *, client: str = "") -> None:
        """Record a play; a client's clock is believed, but not about the future."""
        now = self._clock.now_ms()
        moment = now if at is None else max(0, min(at, now))
        await self._act(
            user, item, lambda tx, account, subject: port.play(tx, account, subject, at=moment, client=client[:100])
        )

    async def lists(self, user: str) -> Sequence[Mapping[str, Any]]:
        """List somebody's playlists."""
        return await port.lists(self._storage, (await self._person(user)).account)

    async def list_entries(self, user: str, list_id: str) -> Sequence[Mapping[str, Any]]:
        """Give the works of a playlist in order."""
        found = await port.one_list(self._storage, await self._person(user), list_id)
        return [entry["item"] for entry in found["entries"] if entry["item"]]

    async def save_list(self, user: str, name: str, items: Sequence[str], list_id: str = "") -> str:
        """Make a playlist, or replace name and works of one; all in one unit."""
        viewer, now = await self._person(user), self._clock.now_ms()
        entries = await self._entries(viewer, items)

        async def unit(tx: Transaction) -> str:
            uid = list_id or await port.add_list(tx, viewer.account, name, now)
            found = await port.one_list(tx, viewer, uid)
            change = port.Change(revision=found["revision"], name=name, entries=entries, now=now)
            await port.change_list(tx, viewer, uid, change)
            return uid

        return await self._storage.write(unit)

    async def delete_list(self, user: str, list_id: str) -> None:
        """Remove a playlist."""
        account = (await self._person(user)).account
        await self._storage.write(lambda tx: port.remove_list(tx, account, list_id))

    async def _person(self, user: str) -> Viewer:
        if not user:
            raise NotFound("This belongs to a person, and none is named.")
        return await self._sight.of(user)

    async def _entries(self, viewer: Viewer, items: Sequence[str]) -> list[port.Entry]:
        known = await port.ids(self._storage, viewer, items) if items else {}
        if missing := next((item for item in items if item not in known), None):
            raise NotFound(f"There is no work {missing}.")
        return [port.Entry(subject=known[item]) for item in items]

    async def _act(self, user: str, item: str, act: Act) -> None:
        viewer = await self._person(user)
        known = await port.ids(self._storage, viewer, [item])
        if item not in known:
            raise NotFound(f"There is no work {item}.")
        await self._storage.write(lambda tx: act(tx, viewer.account, known[item]))


_DEEDS = ("favourite", "played", "plays", "rating", "progress")
