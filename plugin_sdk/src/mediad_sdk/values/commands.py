"""Commands: what a person may let a plugin do, by the command line or the API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of a plugin; what takes longer than a minute is a job.

    Attributes:
        id: Name within the plugin instance.
        summary: One line, for the help.
        run: Does it with the arguments; what it gives is shown.
        args: A pydantic model that checks and completes the arguments; None takes any mapping.
        permission: What the caller must be allowed.
    """

    id: str
    summary: str
    run: Annotated[Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any] | None]], Call(limit=60)]
    args: type[Any] | None = None
    permission: str = "jobs.manage"
