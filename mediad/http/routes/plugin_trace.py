"""The last calls of a plugin, for whoever looks for what it does, or what it waits for."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from pydantic import Field

from mediad.http.answers import PageOf
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.shapes import LATEST, Shape, short
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.answers import Answer
    from mediad.plugins.trace import Traced


class Traces(Protocol):
    """The host of the plugins, as far as traces go."""

    def trace(self, instance: str, after: int, /) -> Sequence[Traced] | None:
        """Give the last calls of an instance after a number, oldest first; None when there is no such instance."""


class TraceQuery(ShortQuery):
    """Where in the trace."""

    after: int = Field(default=0, ge=0, le=LATEST, description="The number of the last call that is known.")


class TracedCall(Shape):
    """One call of a plugin that has ended.

    Attributes:
        number: Counts the calls of the instance; hand the last one back as `after`.
        hook: Which of its functions was called.
        started: When.
        ms: How long the caller waited, in milliseconds.
        loop_ms: How long of it the plugin held the event loop.
        outcome: `ok`, `cancelled` by the caller, or the kind of the failure, as `raised`, `timeout`, `paused`.
        correlation_id: The request or job it was for; it stands in the log as well. Empty for work of its own.
    """

    number: int
    hook: str
    started: int
    ms: float
    loop_ms: float
    outcome: str
    correlation_id: str


def routes(plugins: Traces) -> list[Route]:
    """Give the route of traces."""

    async def trace(call: Call[TraceQuery, None]) -> Answer:
        name = call.params["instance"]
        calls = plugins.trace(name, call.query.after)
        if calls is None:
            raise NotFound(f"There is no plugin {name[:100]!r}.", remedy="See the list of plugins.")
        return short(call.query, "trace", [asdict(each) for each in calls])

    return [
        Route(
            method="GET", path=f"{API}/plugins/{{instance}}/trace", name="trace_plugin", permission="plugins.read",
            handler=trace, summary="The last calls of a plugin.", answer=PageOf(TracedCall), fields=True,
            problems=(NotFound,), tag="plugins", query=TraceQuery,
        )
    ]  # fmt: skip
