"""What the daemon lends: one small Protocol a service.

The daemon's own rooms take each other through these very Protocols, so plugins have no second-class door.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from functools import partial
from typing import Any, Protocol

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Forbidden
from mediad_sdk.host.database import Database
from mediad_sdk.host.ffmpeg import Ffmpeg
from mediad_sdk.host.files import Files
from mediad_sdk.host.http import Http
from mediad_sdk.host.library import Library
from mediad_sdk.host.metrics import Metrics
from mediad_sdk.host.people import People, Personal
from mediad_sdk.values.events import Event

__all__ = [
    "Clock",
    "Context",
    "Database",
    "Events",
    "Ffmpeg",
    "Files",
    "Http",
    "Jobs",
    "KeyValue",
    "Library",
    "Log",
    "Metrics",
    "People",
    "Personal",
    "Tasks",
    "Withheld",
]


class Clock(Protocol):
    """Time as an argument."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class Log(Protocol):
    """Structured log lines that carry the plugin, request and job by themselves."""

    def debug(self, event: str, **fields: Any) -> None:
        """Note what only an author wants to know."""

    def info(self, event: str, **fields: Any) -> None:
        """Note what happened."""

    def warning(self, event: str, **fields: Any) -> None:
        """Note what may need a hand."""

    def error(self, event: str, **fields: Any) -> None:
        """Note what failed."""


class Jobs(Protocol):
    """The durable queue."""

    async def enqueue(
        self,
        job: str,
        args: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        priority: int = 0,
        delay: float = 0,
        owner: str = "",
    ) -> str:
        """Put a job into the queue and give its public id.

        Args:
            job: `plugin.job`, or the bare id for a job of the plugin itself.
            args: JSON for the handler.
            key: While a job of this key waits or runs, no second one is made and its id is given.
            priority: Higher goes first.
            delay: Seconds to wait.
            owner: Public id of the user whom it is done for: they may read and cancel it, and hear of its end.
        """


class Events(Protocol):
    """What happened, durable and numbered."""

    async def publish(self, event: Event) -> None:
        """Record an event; subscribers hear it after it is durable."""


class KeyValue(Protocol):
    """A small store of the plugin instance's own; values are JSON."""

    async def get(self, key: str) -> Any:
        """Give the value, or None."""

    async def put(self, key: str, value: Any) -> None:
        """Keep a value; durable when this returns."""

    async def delete(self, key: str) -> None:
        """Drop a value; dropping nothing is fine."""


class Tasks(Protocol):
    """Tasks that end with the plugin."""

    def start(self, work: Callable[[], Awaitable[None]], *, name: str) -> None:
        """Run in the background; a failure is logged under the plugin's name."""


class Withheld:
    """Stands in the place of a service that a plugin was not granted: whatever is asked of it is refused."""

    def __init__(self, service: str, permission: str) -> None:
        self._service = service
        self._permission = permission

    def __getattr__(self, name: str) -> Any:
        """Refuse."""
        if name.startswith("__"):
            raise AttributeError(name)
        remedy = f"Declare `{self._permission}` with a reason under [permissions] in mediad-plugin.toml."
        raise Forbidden(f"`context.{self._service}` needs the permission `{self._permission}`.", remedy=remedy)


def _withheld(service: str, permission: str = "") -> Any:
    return Withheld(service, permission or service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything one plugin instance is lent.

    `library`, `ffmpeg`, `people` and `personal` need a permission of their name in the manifest, `http` needs
    `network`; what is refused without one says so when it is used. All else holds only what is the plugin's own.
    """

    plugin: str
    instance: str
    log: Log
    clock: Clock
    jobs: Jobs
    events: Events
    store: KeyValue
    library: Library
    tasks: Tasks
    database: Database = field(default_factory=partial(_withheld, "database"))
    files: Files = field(default_factory=partial(_withheld, "files"))
    metrics: Metrics = field(default_factory=partial(_withheld, "metrics"))
    http: Http = field(default_factory=partial(_withheld, "http", "network"))
    ffmpeg: Ffmpeg = field(default_factory=partial(_withheld, "ffmpeg"))
    people: People = field(default_factory=partial(_withheld, "people"))
    personal: Personal = field(default_factory=partial(_withheld, "personal"))
