"""Schedules: when jobs come by themselves; switched on and off, and run at once.

A switch is set, not edited: saying it twice is saying it once, so it wants no revision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.answers import PageOf, single
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.jobs import Started, accepted
from mediad.http.shapes import Body, Shape, short, written
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.answers import Answer


class Schedules(Protocol):
    """The schedules of the daemon."""

    async def describe(self) -> Sequence[dict[str, Any]]:
        """Show every schedule."""

    async def switch(self, id_: str, *, enabled: bool) -> None:
        """Switch one on or off."""

    async def run_now(self, id_: str) -> str:
        """Enqueue the job of one now, and give its public id."""


class Schedule(Shape):
    """When a job comes by itself.

    Attributes:
        id: Its name.
        job: The full name of the job that it starts.
        args: What the job is told, as `library` with the id of one.
        cron: Minute, hour, day, month, weekday; empty for an interval.
        every: Seconds between two runs; null with `cron`.
        timezone: The time zone that `cron` means.
        enabled: Whether it is on.
        last_run: When it last ran: milliseconds since 1970, UTC, or null.
        next_run: When it runs next: milliseconds since 1970, UTC, or null.
    """

    id: str
    job: str
    args: dict[str, Any]
    cron: str
    every: float | None
    timezone: str
    enabled: bool
    last_run: int | None
    next_run: int | None


class Switch(Body):
    """On or off.

    Attributes:
        enabled: Whether it shall be on.
    """

    enabled: bool


def routes(schedules: Schedules) -> list[Route]:
    """Give the routes of schedules."""

    async def known(name: str) -> dict[str, Any]:
        for each in await schedules.describe():
            if each["id"] == name:
                return each
        raise NotFound(f"There is no schedule {name[:100]!r}.", remedy="See the list of schedules.")

    async def all_schedules(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "schedules", await schedules.describe())

    async def switch(call: Call[None, Switch]) -> Answer:
        await known(call.params["id"])
        await schedules.switch(call.params["id"], enabled=call.body.enabled)
        return single(written(await known(call.params["id"])))

    async def run(call: Call[None, None]) -> Answer:
        await known(call.params["id"])
        return accepted(call, await schedules.run_now(call.params["id"]))

    path = f"{API}/schedules/{{id}}"
    return [
        Route(
            method="GET", path=f"{API}/schedules", name="list_schedules", permission="jobs.read", tag="schedules",
            summary="Every schedule with its last and next run.", handler=all_schedules, answer=PageOf(Schedule),
            fields=True, query=ShortQuery,
        ),
        Route(
            method="PATCH", path=path, name="switch_schedule", permission="jobs.manage", handler=switch, body=Switch,
            summary="Switch a schedule on or off.", answer=Schedule, problems=(NotFound,), tag="schedules",
        ),
        Route(
            method="POST", path=f"{path}/run", name="run_schedule", permission="jobs.manage", handler=run, status=202,
            summary="Run it now.", answer=Started, problems=(NotFound,), tag="schedules",
        ),
    ]  # fmt: skip
