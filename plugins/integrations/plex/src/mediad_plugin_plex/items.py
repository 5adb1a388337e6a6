"""What stands in the answers of Plex, as values.

Read from the elements themselves: an empty attribute of a plexapi object asks the server for the whole item again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mediad_sdk.values.servers import WatchState

SCHEMES = ("imdb", "tmdb", "tvdb")
"""Catalogues in whose ids both sides name works, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A film or an episode in Plex.

    Attributes:
        key: Plex's name of it.
        type: `movie` or `episode`.
        title: As people read it.
        ids: Its external ids.
        files: Its files, as Plex sees them.
        watched: Whether the account counts it as watched.
        at: When the account saw something of it last, in ms; 0 where Plex does not tell.
        position_ms: Where the account left it; 0 when it came to the end.
    """

    key: str
    type: str
    title: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    watched: bool = False
    at: int = 0
    position_ms: int = 0

    def is_meant_by(self, state: WatchState) -> bool:
        """Tell whether this is the work of a state: by ids, and where they have none in common by its file."""
        common = [scheme for scheme in SCHEMES if scheme in state.ids and scheme in self.ids]
        if common:
            return any(state.ids[scheme] == self.ids[scheme] for scheme in common)
        return state.ids.get("path") in self.files


def item(element: Element) -> Item:
    """Read a `Video` of a list, or of the history, which has neither ids nor files."""
    said = element.attrib
    return Item(
        key=said.get("ratingKey", ""),
        type=said.get("type", ""),
        title=title(element),
        ids=ids(element),
        files=tuple(part.attrib["file"] for part in element.iter("Part") if "file" in part.attrib),
        watched=number(said.get("viewCount")) > 0,
        at=1000 * number(said.get("lastViewedAt") or said.get("viewedAt")),
        position_ms=number(said.get("viewOffset")),
    )


def title(element: Element) -> str:
    """Write a title as people read it: an episode after its show."""
    said = element.attrib
    return ": ".join(filter(None, (said.get("grandparentTitle"), said.get("title"))))


def ids(element: Element) -> dict[str, str]:
    """Give external ids: `imdb`, `tmdb`, `tvdb`."""
    guids = [each.attrib.get("id", "") for each in element.iter("Guid")]
    pairs = [guid.partition("://") for guid in guids]
    return {scheme: value for scheme, _, value in pairs if scheme in SCHEMES and value}


def number(text: str | None) -> int:
    """Read a whole number; what is none is 0."""
    return int(text) if text and text.isascii() and text.isdecimal() else 0
