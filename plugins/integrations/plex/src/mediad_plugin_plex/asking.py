"""What is asked of an open connection to Plex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from mediad_plugin_plex.items import item, number
from mediad_sdk.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plexapi.library import LibrarySection
    from plexapi.server import PlexServer

    from mediad_plugin_plex.items import Item
    from mediad_sdk.values.servers import WatchState

PAGE, BATCH = 200, 50
MOST, MOST_VIEWS = 200_000, 10_000
"""Items of a section, and entries of the history, that are read."""
_TYPES = {"movie": 1, "show": 4}
"""What is watched in sections of a type, by the numbers of plexapi's SEARCHTYPES: films, episodes."""


def sections(server: PlexServer) -> list[LibrarySection]:
    """List the sections; `server.library` asks for more, which only the owner of Plex may see."""
    from plexapi.library import Library  # noqa: PLC0415  # imported when first used: plexapi is large

    found: list[LibrarySection] = Library(server, Element("MediaContainer")).sections()
    return found


def answer(server: PlexServer, path: str, start: int = 0, **params: Any) -> Element:
    """Ask for a container, from an entry on."""
    page = {"X-Plex-Container-Start": str(start), "X-Plex-Container-Size": str(PAGE)}
    found: Element | None = server.query(path, params=params, headers=page)
    if found is None or found.tag != "MediaContainer":
        raise Unavailable("Plex answered with nothing.", remedy="Ask again; look at the log of Plex.")
    return found


def entries(server: PlexServer, path: str, most: int = MOST, **params: Any) -> Iterator[Element]:
    """Walk a long list, page by page."""
    start = 0
    while start < most:
        container = answer(server, path, start, **params)
        yield from container
        start += len(container)
        if not len(container) or start >= number(container.get("totalSize") or container.get("size")):
            return


def accounts(server: PlexServer) -> dict[str, int]:
    """Give the accounts that Plex knows: their numbers by name."""
    found = [each.attrib for each in answer(server, "/accounts")]
    return {each["name"]: number(each.get("id")) for each in found if each.get("name")}


def every(server: PlexServer, **params: Any) -> Iterator[Item]:
    """Walk all films and episodes that the account of the connection may see, with what it watched."""
    for section in sections(server):
        if section.type in _TYPES:
            path = f"/library/sections/{section.key}/all"
            for each in entries(server, path, type=_TYPES[section.type], includeGuids=1, **params):
                yield item(each)


def history(server: PlexServer, since: int, **params: Any) -> list[tuple[int, Item]]:
    """List what was watched since a time in ms, the latest first: the number of the account, and what it was."""
    wanted = {"sort": "viewedAt:desc", "viewedAt>": since // 1000, **params}
    found = entries(server, "/status/sessions/history/all", MOST_VIEWS, **wanted)
    return [(number(each.get("accountID")), item(each)) for each in found]


def items(server: PlexServer, keys: Sequence[str]) -> dict[str, Item]:
    """Give items by their keys, with ids and files; what is not there any more is left out."""
    wanted = [key for key in dict.fromkeys(keys) if number(key)]
    found: dict[str, Item] = {}
    for start in range(0, len(wanted), BATCH):
        found |= {each.key: each for each in _some(server, wanted[start : start + BATCH])}
    return found


def meant(server: PlexServer, state: WatchState) -> str:
    """Find the key of the item of a state: among those of its title, then among all."""
    if key := state.ids.get("plex"):
        return key
    for narrow in ({"title": state.title}, {}) if state.title else ({},):
        if found := next((each.key for each in every(server, **narrow) if each.is_meant_by(state)), None):
            return found
    raise NotFound(f"Plex does not have {state.title[:200] or 'this work'}.")


def _some(server: PlexServer, keys: list[str]) -> list[Item]:
    try:
        return [item(each) for each in answer(server, f"/library/metadata/{','.join(keys)}", includeGuids=1)]
    except NotFound:
        middle = len(keys) // 2
        return [*_some(server, keys[:middle]), *_some(server, keys[middle:])] if middle else []
