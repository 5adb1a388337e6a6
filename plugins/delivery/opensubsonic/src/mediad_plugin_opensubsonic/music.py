"""The music as one person sees it: pages of cards, shown as the protocol shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic import shapes
from mediad_plugin_opensubsonic.errors import NOT_FOUND, Refused
from mediad_plugin_opensubsonic.walks import Walks
from mediad_sdk.errors import NotFound
from mediad_sdk.values.lists import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mediad_plugin_opensubsonic.shapes import Shape
    from mediad_sdk.host import Library, Personal
    from mediad_sdk.host.people import Deed

    Show = Callable[[Mapping[str, Any], Mapping[str, Any]], Shape]

_STEP = 500
MUSIC = ("album", "track", "artist")
_SHOWN: Mapping[str, Show] = {"album": shapes.album, "track": shapes.song, "artist": shapes.artist}


class Music:
    """Reads works, and shows them."""

    def __init__(self, library: Library, personal: Personal) -> None:
        self._library = library
        self._personal = personal
        self._walks = Walks(library)

    async def card(self, user: str, uid: str, *kinds: str) -> Mapping[str, Any]:
        """Give one work of these kinds."""
        found = await self._library.many([uid], user=user)
        if not found or found[0]["kind"] not in (kinds or MUSIC):
            raise Refused(NOT_FOUND, f"There is nothing with the id {uid!r}.")
        return found[0]

    async def cards(self, user: str, works: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Give the cards of works in short."""
        ids = [each["id"] for each in works]
        found: list[Mapping[str, Any]] = []
        for start in range(0, len(ids), _STEP):
            found += await self._library.many(ids[start : start + _STEP], user=user)
        return found

    async def shown(
        self, user: str, works: Iterable[Mapping[str, Any]], show: Show | None = None, kind: str = ""
    ) -> list[Shape]:
        """Show works in short; each by its kind, or all in one way. With a kind, only those of it."""
        return await self.show(
            user, [each for each in await self.cards(user, works) if kind in ("", each["kind"])], show
        )

    async def show(self, user: str, cards: Sequence[Mapping[str, Any]], show: Show | None = None) -> list[Shape]:
        """Show cards."""
        states = await self._personal.states(user, [each["id"] for each in cards])
        return [
            (show or _SHOWN[each["kind"]])(each, states.get(each["id"], {}))
            for each in cards
            if show or each["kind"] in _SHOWN
        ]

    async def page(self, user: str, listing: Listing, offset: int, count: int) -> list[Mapping[str, Any]]:
        """Give a stretch of a list."""
        return await self._walks.page(user, listing, offset, count)

    async def all(self, user: str, listing: Listing) -> list[Mapping[str, Any]]:
        """Give a whole list."""
        found: list[Mapping[str, Any]] = []
        cursor = ""
        while True:
            page = await self._library.page(listing, limit=_STEP, cursor=cursor, user=user)
            found += page.items
            if not (cursor := page.next):
                return found

    async def songs_of(self, user: str, card: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Give the tracks of an album or a disc, in their order, as cards."""
        songs: list[Mapping[str, Any]] = []
        for each in await self.all(user, Listing(parent=card["id"])):
            if each["kind"] == "track":
                songs.append(each)
            elif each["kind"] == "disc":
                songs += [
                    track for track in await self.all(user, Listing(parent=each["id"])) if track["kind"] == "track"
                ]
        return await self.cards(user, songs)

    async def albums_of(self, user: str, card: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Give the albums of an artist, as cards."""
        albums = await self.all(user, Listing(kind="album", party=card["id"], role="album_artist"))
        return await self.cards(user, albums)

    async def favourites(
        self, user: str, kind: str, by: Deed = "favourite", offset: int = 0, count: int = 1_000
    ) -> list[Mapping[str, Any]]:
        """Give what somebody did something with, in short."""
        return list(await self._personal.works(user, kind, by, limit=count, offset=offset))

    async def genres(self, user: str, kind: str, library: str = "") -> dict[str, Mapping[str, Any]]:
        """Give every genre of a kind, by its folded name."""
        return await self.values(user, kind, "genre", library)

    async def values(self, user: str, kind: str, facet: str, library: str = "") -> dict[str, Mapping[str, Any]]:
        """Give every value of a facet, by its folded name."""
        found: dict[str, Mapping[str, Any]] = {}
        after = ""
        while True:
            page = await self._library.facets(kind, facet, after=after, limit=_STEP, library=library, user=user)
            found.update((str(each["value"]), each) for each in page)
            if len(page) < _STEP:
                return found
            after = str(page[-1]["value"])

    async def draw(self, user: str, kind: str, count: int, library: str = "") -> list[Mapping[str, Any]]:
        """Draw works at random, in short."""
        return list(await self._library.sample(kind, count, library=library, user=user))

    async def folder(self, user: str, number: str) -> str:
        """Give the id of the library that the protocol knows by a number; "" stands for all of them."""
        if not number:
            return ""
        for each in await self.folders(user):
            if str(each["id"]) == number:
                return str(each["library"])
        raise NotFound(f"There is no music folder {number[:20]!r}.")

    async def folders(self, user: str) -> list[Shape]:
        """Give the libraries with music: as the protocol shows them, and `library`, their public id."""
        found = await self._library.libraries(user=user)
        return [
            {
                "id": _folder_number(each["id"]),
                "name": each["name"],
                "library": each["id"],
                "scanning": each["scanning"],
            }
            for each in found
            if "music" in each["types"]
        ]

    async def search(self, user: str, text: str, kind: str, offset: int, count: int) -> list[Mapping[str, Any]]:
        """Find works of a kind by their words; without words every one of them is found."""
        if not count:
            return []
        if text:
            return list(await self._library.search(text, kinds=(kind,), limit=count, offset=offset, user=user))
        return await self.page(user, Listing(kind=kind, sort="title"), offset, count)


def _folder_number(uid: str) -> int:
    """Number a library for good: the protocol wants numbers, and the end of a public id is random."""
    return int(uid[-7:], 16)
