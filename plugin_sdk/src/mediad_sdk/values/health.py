"""Health checks: a state, what was seen, and what to do about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal


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
    """A named question to ask when somebody wants to know."""

    id: str
    check: Callable[[], Awaitable[Health]]
