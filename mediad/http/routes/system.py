"""The daemon about itself: what it is, since when, and how it feels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from mediad.http.answers import single
from mediad.http.route import API, Call, Route
from mediad.http.shapes import Shape, written
from mediad_sdk.errors import Conflict, Invalid, Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from mediad.http.about import About
    from mediad.http.answers import Answer
    from mediad_sdk.host import Clock
    from mediad_sdk.values.health import Health


class Findings(Protocol):
    """A report on the health of every part."""

    @property
    def state(self) -> str:
        """The worst of all."""

    @property
    def findings(self) -> Mapping[str, Health]:
        """Each finding by the id of its check."""


class Checks(Protocol):
    """Asks every part how it is."""

    async def report(self) -> Findings:
        """Ask now."""


class Bounds(Protocol):
    """The durable events."""

    async def bounds(self) -> tuple[int, int]:
        """Give the first number that is kept, and the last one."""


class EventBounds(Shape):
    """Numbers of events: the first that is kept, and the last.

    Attributes:
        first: Number of the first event that is kept.
        last: Number of the last one.
    """

    first: int
    last: int


class System(Shape):
    """The daemon.

    Attributes:
        version: Version of mediad.
        sdk_version: Version of the SDK that plugins are written against.
        engine: The database.
        started: When it was started: milliseconds since 1970, UTC.
        uptime_s: Seconds since then.
        python: Version of Python.
        address: Where people reach it.
        events: Which events are kept.
    """

    version: str
    sdk_version: str
    engine: Literal["sqlite", "postgres"]
    started: int
    uptime_s: int
    python: str
    address: str
    events: EventBounds


class Finding(Shape):
    """How one part is.

    Attributes:
        id: Name of the part.
        state: How it is.
        detail: What is found.
        remedy: What to do about it.
    """

    id: str
    state: Literal["ok", "degraded", "down"]
    detail: str
    remedy: str


class SystemHealth(Shape):
    """How the whole is, and each part.

    Attributes:
        state: The worst of all parts.
        findings: Each part.
    """

    state: Literal["ok", "degraded", "down"]
    findings: list[Finding]


class Reloaded(Shape):
    """The configuration was taken anew.

    Attributes:
        needs_restart: Keys of the configuration that are taken at the next start.
    """

    needs_restart: list[str]


def routes(
    about: About, clock: Clock, events: Bounds, checks: Checks, reload: Callable[[], Awaitable[Sequence[str]]]
) -> list[Route]:
    """Give the routes of the daemon itself."""

    async def system(_: Call[None, None]) -> Answer:
        first, last = await events.bounds()
        shown = {
            "version": about.version, "sdk_version": about.sdk_version, "engine": about.engine,
            "started": about.started, "uptime_s": max(0, clock.now_ms() - about.started) // 1000,
            "python": about.python, "address": about.address(),
            "events": {"first": first, "last": last},
        }  # fmt: skip
        return single(written(shown))

    async def health(_: Call[None, None]) -> Answer:
        report = await checks.report()
        findings = [_finding(name, found) for name, found in report.findings.items()]
        return single(written({"state": report.state, "findings": findings}))

    async def reloaded(_: Call[None, None]) -> Answer:
        return single(written({"needs_restart": list(await reload())}))

    return [
        Route(
            method="GET", path=f"{API}/system", name="get_system", permission="system.read", handler=system,
            summary="What runs here, since when, and on what.", answer=System,
        ),
        Route(
            method="GET", path=f"{API}/system/health", name="get_health", permission="system.read", handler=health,
            summary="How every part is, and what to do about it.", answer=SystemHealth,
        ),
        Route(
            method="POST", path=f"{API}/system/reload", name="reload", permission="system.manage", handler=reloaded,
            summary="Take the configuration anew; answers when it is in force, or refused.", answer=Reloaded,
            problems=(Invalid, Conflict, Unavailable),
        ),
    ]  # fmt: skip


def _finding(name: str, found: Health) -> dict[str, Any]:
    return {"id": name, "state": found.state, "detail": found.detail, "remedy": found.remedy}
