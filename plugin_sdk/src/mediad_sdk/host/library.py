"""Works, as a plugin sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol

from mediad_sdk.values.lists import Listing, Page


class Library(Protocol):
    """Reading works by public id; needs the permission `library`.

    Without `user` the viewer is the plugin, which sees every library; with one it is that person, by public id, and
    what they may not see is not there. Lists give works in short, as the API's lists do: `id`, `kind`, `title`, and
    where they are known `year`, `by`, `position`, `parent`, `picture`, `duration_ms`, `added`.
    """

    async def item(self, uid: str, /, *, user: str = "") -> Mapping[str, Any]:
        """Give one work with editions, parts and files, as the API shows it; raises `NotFound`."""

    async def many(self, uids: Sequence[str], /, *, user: str = "") -> Sequence[Mapping[str, Any]]:
        """Give many works in the breadth of a list, at the cost of a few reads; what is not there is left out.

        To the short form come `fields` (what is known of it), `credits` (`role`, `name`, `join`, and `id` and `kind` of
        the party), `above` (the works it is in, the nearest first: `id`, `kind`, `title`, `position`), `below` (by kind
        `count` and `duration_ms` of what is in it, two floors deep), `credited` (of a party: by kind and role, how many
        works name it), and `media`: the best edition that is one file (`file`, `name`, `size`, `facts`, and `start_ms`
        and `end_ms` where it is a piece of the file), None when there is none to play.
        """

    async def say(self, uid: str, fields: Mapping[str, Any], /) -> None:
        """Say what the plugin knows of a work, in place of what it said before; nothing takes it back.

        The fields are those of a `Document` of the source class `provider`: files and people have the last word. Needs
        the permission `library` with access = "write".
        """

    async def search(
        self, text: str, /, *, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0, user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Find works by their words."""

    def items(self, kind: str, /, *, user: str = "") -> AsyncIterator[Mapping[str, Any]]:
        """Walk every work of a kind in the order of its title."""

    async def page(self, listing: Listing, /, *, limit: int = 50, cursor: str = "", user: str = "") -> Page:
        """Give a page of a list; raises `Invalid` for a list that no kind declares."""

    async def facets(
        self, kind: str, name: str, /, *, after: str = "", limit: int = 100, library: str = "", user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """List the values of a facet behind one: `value`, `label`, `count`."""

    async def sample(
        self, kind: str, count: int, /, *, library: str = "", user: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Draw works at random, each once."""

    async def libraries(self, *, user: str = "") -> Sequence[Mapping[str, Any]]:
        """List the libraries: `id`, `name`, `types`, and `scanning`, whether one is looked through just now."""
