"""Works, as a plugin sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol


class Library(Protocol):
    """Reading works by public id; needs the permission `library`.

    Without `user` the viewer is the plugin, which sees every library; with one it is that person, by public id, and
    what they may not see is not there.
    """

    async def item(self, uid: str, /, *, user: str = "") -> Mapping[str, Any]:
        """Give one work with editions, parts and files, as the API shows it; raises `NotFound`."""

    async def search(
        self, text: str, /, *, kinds: Sequence[str] = (), limit: int = 20, user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Find works by their words."""

    def items(self, kind: str, /, *, user: str = "") -> AsyncIterator[Mapping[str, Any]]:
        """Walk every work of a kind in the order of its title."""
