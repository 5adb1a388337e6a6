"""Media servers: programs beside mediad that show the same files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from typing import Annotated

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLibrary:
    """A library of a media server; its paths are the server's own.

    Attributes:
        id: The server's name of it.
        name: What people read.
        type: What is in it, in the server's words.
        paths: Its folders, as the server sees them.
    """

    id: str
    name: str
    type: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSession:
    """Something that is being played on a media server.

    Attributes:
        id: The server's name of the session.
        user: Who watches, as the server calls them.
        title: What is played, as people read it.
        state: `playing`, `paused` or `buffering`.
        position_ms: How far.
        duration_ms: How long, or None.
        device: Where.
        ids: External ids of the work.
    """

    id: str
    user: str
    title: str
    state: str = "playing"
    position_ms: int = 0
    duration_ms: int | None = None
    device: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """What somebody did with a work, on either side.

    Attributes:
        ids: External ids of the work; also `path`, the file as the server sees it.
        title: Its title, for logs and for people.
        user: Who, as the server calls them.
        watched: Whether it counts as seen.
        position_ms: Where it was left, 0 at the beginning or the end.
        at: When, in ms since 1970; 0 where unknown.
    """

    ids: Mapping[str, str]
    title: str = ""
    user: str = ""
    watched: bool = False
    position_ms: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaServer:
    """A media server of the administrator's.

    Attributes:
        id: Name within the plugin instance.
        label: What people read.
        libraries: Lists its libraries.
        refresh: Asks it to look at these paths (its own names for them) again.
        sessions: Lists what is played now.
        watched: Lists what people saw since a time in ms.
        mark: Tells it what somebody saw here.
    """

    id: str
    label: str
    libraries: Annotated[Callable[[], Awaitable[Sequence[ServerLibrary]]], Call(limit=30)]
    refresh: Annotated[Callable[[Sequence[str]], Awaitable[None]], Call(limit=60)] | None = None
    sessions: Annotated[Callable[[], Awaitable[Sequence[ServerSession]]], Call(limit=30)] | None = None
    watched: Annotated[Callable[[int], Awaitable[Sequence[WatchState]]], Call(limit=120)] | None = None
    mark: Annotated[Callable[[WatchState], Awaitable[None]], Call(limit=30)] | None = None
