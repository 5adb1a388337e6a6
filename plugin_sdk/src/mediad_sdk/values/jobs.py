"""Jobs and schedules as plugins declare them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Annotated, Any, Protocol

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


class JobRun(Protocol):
    """What a handler holds while its job runs."""

    @property
    def id(self) -> str:
        """The job's public id."""

    @property
    def args(self) -> Mapping[str, Any]:
        """What it was enqueued with."""

    @property
    def attempt(self) -> int:
        """1 at the first try."""

    @property
    def checkpoint(self) -> Mapping[str, Any]:
        """What the last attempt saved; empty at the first."""

    async def save(self, checkpoint: Mapping[str, Any]) -> None:
        """Keep a checkpoint, so that a later attempt goes on from here."""

    async def progress(self, fraction: float, message: str = "") -> None:
        """Report how far it is, 0 to 1; raises `asyncio.CancelledError` in a cancelled job at the next await."""

    async def log(self, message: str, *, level: str = "info") -> None:
        """Write a line into the job's own log."""


Handler = Callable[[JobRun], Awaitable[Mapping[str, Any] | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobType:
    """A kind of job and the code that does it; at least once, so its effect must be idempotent.

    Attributes:
        id: Name within the plugin; the queue knows it as `plugin.id`.
        handler: Does the work; its mapping is kept as the job's result.
        args: A pydantic model that checks and completes what people start it with; None takes any mapping.
        attempts: Tries before the job is parked as failed.
        timeout: Seconds for one attempt, None for no limit.
        backoff: Seconds before the second attempt; doubles after that.
        lane: Jobs of one lane share its concurrency limit: `scan`, `encode`, `default`.
    """

    id: str
    handler: Annotated[Handler, Call(strikes=0)]
    args: type[Any] | None = None
    attempts: int = 3
    timeout: float | None = None
    backoff: float = 10.0
    lane: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a job is enqueued by the clock.

    Attributes:
        id: Name within the plugin.
        job: Id of the job type.
        cron: Five fields; days of the week as in crontab (0 and 7 are Sunday) or by name. Empty when `every` is given.
        every: Seconds between runs.
        args: What the job gets.
        timezone: An IANA zone; "" is the daemon's.
    """

    id: str
    job: str
    cron: str = ""
    every: float | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    timezone: str = ""
