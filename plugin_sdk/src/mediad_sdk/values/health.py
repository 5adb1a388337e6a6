"""Health checks: a state, what was seen, and what to do about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One finding.

    Attributes:
        state: `ok`, `degraded` (works with less) or `down`.
        detail: What was seen.
        remedy: What a person can do; empty when ok.
    """

    state: Literal["ok", "degraded", "down"]
    detail: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """A named question to ask when somebody wants to know.

    Attributes:
        id: Name within the plugin instance. `connection` is the test of the settings: it is also asked of a trial
            instance that is made with settings before they are kept, and whose lifespan is not entered.
        check: Answers.
    """

    id: str
    check: Annotated[Callable[[], Awaitable[Health]], Call(limit=10)]
