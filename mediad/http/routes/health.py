"""Whether the daemon lives, whether it is ready, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mediad.http.answers import Answer, Raw
from mediad.http.problems import NotReady
from mediad.http.route import PUBLIC, Call, Route
from mediad.http.shapes import Shape, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.health import Health

ALIVE = Answer(body=b'{"status":"ok"}')
"""What a process says that lives."""
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Telemetry(Protocol):
    """What the daemon knows of its own state."""

    async def readiness(self) -> Mapping[str, Health]:
        """Ask the few things without which nothing can be served (database, migrations); cheap."""

    async def metrics(self) -> bytes:
        """Write the figures in the text format of Prometheus."""


class Alive(Shape):
    """The process answers.

    Attributes:
        status: `ok`.
    """

    status: str


class Ready(Shape):
    """Everything that serving needs is there.

    Attributes:
        status: `ok`; otherwise the answer is a problem.
        checks: How each part is, by its name.
    """

    status: str
    checks: dict[str, str]


def routes(telemetry: Telemetry) -> list[Route]:
    """Give the routes that supervisors and monitors ask."""

    async def healthz(_: Call[None, None]) -> Answer:
        return ALIVE

    async def readyz(_: Call[None, None]) -> Answer:
        checks = await telemetry.readiness()
        down = {name: health for name, health in checks.items() if health.state == "down"}
        if down:
            name, health = next(iter(down.items()))
            raise NotReady(f"{name} is down.", remedy=health.remedy, headers={"Retry-After": "2"})
        states = {name: health.state for name, health in checks.items()}
        return Answer(body=written({"status": "ok", "checks": states}).encode())

    async def metrics(_: Call[None, None]) -> Answer:
        return Answer(body=await telemetry.metrics(), media_type=_PROMETHEUS)

    return [
        Route(
            method="GET",
            path="/healthz",
            name="get_healthz",
            permission=PUBLIC,
            summary="Answers as long as the process lives.",
            handler=healthz,
            answer=Alive,
            unlimited=True,
        ),
        Route(
            method="GET",
            path="/readyz",
            name="get_readyz",
            permission=PUBLIC,
            summary="Answers 200 when the daemon can serve.",
            handler=readyz,
            answer=Ready,
            problems=(NotReady,),
            unlimited=True,
        ),
        Route(
            method="GET",
            path="/metrics",
            name="get_metrics",
            permission="system.read",
            summary="Figures for Prometheus.",
            handler=metrics,
            answer=Raw((_PROMETHEUS,)),
        ),
    ]
