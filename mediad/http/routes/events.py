"""The live feed of what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.events.audience import Audience
from mediad.http.answers import Raw
from mediad.http.feed import EVENT_STREAM
from mediad.http.route import API, Call, Route
from mediad.http.who import who

if TYPE_CHECKING:
    from mediad.http.answers import StreamAnswer
    from mediad.http.feed import LiveFeed


def routes(live: LiveFeed) -> list[Route]:
    """Give the route of events."""

    async def events(call: Call[None, None]) -> StreamAnswer:
        actor = who(call)
        audience = Audience(user=actor.uid, libraries=actor.libraries, permissions=actor.permissions)
        return live.stream(call.raw.headers.get("Last-Event-ID"), audience)

    return [
        Route(
            method="GET", path=f"{API}/events", name="follow_events", permission="events.read", handler=events,
            summary="Server-sent events that one may see, from Last-Event-ID on; one `reset` when that is too old.",
            answer=Raw((EVENT_STREAM,)), tag="events",
        )
    ]  # fmt: skip
