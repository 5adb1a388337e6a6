"""People: who calls, for protocols with a sign-in of their own; and what people do with works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from mediad_sdk.values.delivery import Caller


class People(Protocol):
    """Checks credentials; needs the permission `people`. Secrets never come out of it.

    Each gives the caller or raises `AuthError`; failures are counted and slowed down as those of the API are.
    """

    async def by_key(self, key: str) -> Caller:
        """Find the owner of an API key."""

    async def by_password(self, name: str, password: str) -> Caller:
        """Check an application password; the account's own password is not taken."""

    async def by_digest(self, name: str, digest: str, salt: str) -> Caller:
        """Check `md5(application password + salt)` in hex, as Subsonic clients send it."""


class Personal(Protocol):
    """What one person does with works: progress, plays, ratings, favourites, lists. Needs the permission `personal`.

    Every call names the person by public id; works and editions are named by public id too.
    """

    async def state(self, user: str, item: str) -> Mapping[str, Any]:
        """Give what somebody did with a work: `rating`, `favourite`, `plays`, `played`, `position_ms`."""

    async def rate(self, user: str, item: str, rating: int | None) -> None:
        """Rate a work, 0 to 100, or take the rating back."""

    async def favour(self, user: str, item: str, *, favourite: bool) -> None:
        """Make a work a favourite, or no longer."""

    async def favourites(self, user: str, kind: str) -> Sequence[Mapping[str, Any]]:
        """List somebody's favourites of a kind, the latest first."""

    async def progress(self, user: str, item: str, position_ms: int, duration_ms: int | None = None) -> None:
        """Keep how far somebody is."""

    async def played(self, user: str, item: str, at: int | None = None) -> None:
        """Record that somebody played a work, now or at a time in ms."""

    async def lists(self, user: str) -> Sequence[Mapping[str, Any]]:
        """List somebody's playlists: `id`, `name`, `count`, `created`, `changed`."""

    async def list_entries(self, user: str, list_id: str) -> Sequence[Mapping[str, Any]]:
        """Give the works of a playlist in order; raises `NotFound`."""

    async def save_list(self, user: str, name: str, items: Sequence[str], list_id: str = "") -> str:
        """Make a playlist, or replace name and works of one; gives its id."""

    async def delete_list(self, user: str, list_id: str) -> None:
        """Remove a playlist."""
