"""People: who calls, for protocols with a sign-in of their own; and what people do with works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

from mediad_sdk.values.delivery import Caller

Deed = Literal["favourite", "played", "plays", "rating", "progress"]
"""What people do with works: made a favourite, played last, played often, rated, begun and not finished."""


class People(Protocol):
    """Checks credentials; needs the permission `people`. Secrets never come out of it.

    Each gives the caller or raises `AuthError`. Failures are counted by name and `address`, which is that of the
    request, and slowed down: `RateLimited`.
    """

    async def by_key(self, key: str) -> Caller:
        """Find the owner of an API key."""

    async def by_password(self, name: str, password: str, *, address: str = "") -> Caller:
        """Check an application password; the account's own password is not taken."""

    async def by_digest(self, name: str, digest: str, salt: str, *, address: str = "") -> Caller:
        """Check `md5(application password + salt)` in hex, as Subsonic clients send it."""


class Personal(Protocol):
    """What one person does with works: progress, plays, ratings, favourites, lists. Needs the permission `personal`.

    Every call names the person by public id; works are named by public id, too. What the person may not see is not
    there.
    """

    async def states(self, user: str, items: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give what somebody did with works, by id: `rating`, `favoured`, `plays`, `played`; nothing for nothing."""

    async def works(
        self, user: str, kind: str, by: Deed, *, limit: int = 50, offset: int = 0
    ) -> Sequence[Mapping[str, Any]]:
        """List works of a kind that somebody did something with: the latest, most or best first.

        What is played counts for the works it is in. Works come in short, with `position_ms` and `updated` where they
        are listed by progress.
        """

    async def rate(self, user: str, item: str, rating: int | None) -> None:
        """Rate a work, 0 to 100, or take the rating back."""

    async def favour(self, user: str, item: str, *, favourite: bool) -> None:
        """Make a work a favourite, or no longer."""

    async def progress(self, user: str, item: str, position_ms: int | None, duration_ms: int | None = None) -> None:
        """Keep how far somebody is; None forgets it."""

    async def played(self, user: str, item: str, at: int | None = None, *, client: str = "") -> None:
        """Record that somebody played a work, now or at a time in ms."""

    async def lists(self, user: str) -> Sequence[Mapping[str, Any]]:
        """List somebody's playlists: `id`, `name`, `entries` (how many), `created`, `changed`."""

    async def list_entries(self, user: str, list_id: str) -> Sequence[Mapping[str, Any]]:
        """Give the works of a playlist in order, in short; raises `NotFound`."""

    async def save_list(self, user: str, name: str, items: Sequence[str], list_id: str = "") -> str:
        """Make a playlist, or replace name and works of one; gives its id."""

    async def delete_list(self, user: str, list_id: str) -> None:
        """Remove a playlist."""
