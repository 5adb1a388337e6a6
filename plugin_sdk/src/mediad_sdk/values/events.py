"""Facts that happened, told after they are durable."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Annotated, Any

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened.

    Attributes:
        sequence: Durable number, without gaps for a reader that follows; 0 before it is numbered.
        type: `scan.finished`, `item.added`, `job.failed` ...; a plugin's own begin with its id.
        at: Milliseconds since 1970, UTC.
        data: Facts as JSON; ids are public ids.
        library: The public id of the library whose viewers may see it, "" for everybody signed in.
        user: The public id of the only user who may see it, "" for all.
    """

    type: str
    data: Mapping[str, Any] = field(default_factory=dict)
    library: str = ""
    user: str = ""
    sequence: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A wish to hear of events: types by name or by prefix (`item.*`).

    Attributes:
        types: Names of events, or prefixes.
        handler: Hears each of them, one after the other.
    """

    types: tuple[str, ...]
    handler: Annotated[Callable[[Event], Awaitable[None]], Call(limit=30)]
