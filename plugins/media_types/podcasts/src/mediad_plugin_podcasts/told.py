"""A podcast and its episodes as a feed tells of them, and what of that may be written down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

MANY, SHORT = 1000, 1000
"""Episodes from which only so much of their texts is written down."""


@dataclass(slots=True, kw_only=True)
class Episode:
    """One episode as its feed tells of it.

    Attributes:
        guid: What tells it from others of the show: its guid, else made of its title and date.
        date: When it appeared, UTC, `2024-01-02T10:00:00Z`.
        kind: `full`, `trailer` or `bonus`.
        url: Where it can be fetched; may hold a token and never leaves the plugin's own store.
        type: Its media type.
        size: Bytes, 0 where unknown.
        people: (name, role) pairs.
        chapters: Address of a JSON file of chapters; may hold a token.
    """

    guid: str = ""
    title: str = ""
    date: str = ""
    overview: str = ""
    season: int = 0
    number: int = 0
    kind: str = "full"
    duration_ms: int = 0
    explicit: bool = False
    url: str = field(default="", repr=False)
    type: str = ""
    size: int = 0
    image: str = field(default="", repr=False)
    chapters: str = field(default="", repr=False)
    transcripts: list[str] = field(default_factory=list, repr=False)
    people: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Feed:
    """A podcast as its feed tells of it; `serial` is told from its beginning on, `ttl` are minutes of rest."""

    guid: str = ""
    title: str = ""
    overview: str = ""
    author: str = ""
    language: str = ""
    serial: bool = False
    ttl: int = 0
    explicit: bool = False
    image: str = field(default="", repr=False)
    moved: str = field(default="", repr=False)
    genres: list[str] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)


def record(feed: Feed) -> dict[str, Any]:
    """Give what may be written beside the episodes: everything but addresses, which may hold tokens."""
    out = asdict(feed)
    for each in out["episodes"] if len(out["episodes"]) > MANY else ():
        each["overview"] = each["overview"][:SHORT]
    for each in (out, *out["episodes"]):
        for name in ("url", "image", "chapters", "transcripts", "moved", "ttl"):
            each.pop(name, None)
    return out
