"""Ask every part how it is, within a time, and say the worst."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Literal

from mediad.telemetry.masking import MASK
from mediad_sdk.data import dataclass
from mediad_sdk.values.health import Health, HealthCheck

State = Literal["ok", "degraded", "down"]
_ORDER: tuple[State, ...] = ("ok", "degraded", "down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The state of the whole, and each finding by the id of its check."""

    state: State
    findings: Mapping[str, Health]


class HealthChecks:
    """The checks of the core and of the plugins."""

    def __init__(self, *, seconds: float = 5.0) -> None:
        self._seconds = seconds
        self._checks: dict[str, HealthCheck] = {}

    def add(self, check: HealthCheck) -> None:
        """Ask this one, too."""
        if check.id in self._checks:
            raise ValueError(f"two health checks are named {check.id}")
        self._checks[check.id] = check

    def remove(self, name: str) -> None:
        """Ask this one no longer."""
        self._checks.pop(name, None)

    async def report(self) -> Report:
        """Run all checks at the same time."""
        checks = list(self._checks.values())
        findings = await asyncio.gather(*(self._find(check) for check in checks))
        states: list[State] = [finding.state for finding in findings]
        state: State = max(states, key=_ORDER.index, default="ok")
        return Report(state=state, findings={check.id: found for check, found in zip(checks, findings, strict=True)})

    async def _find(self, check: HealthCheck) -> Health:
        try:
            async with asyncio.timeout(self._seconds):
                found = await check.check()
                return Health(state=found.state, detail=MASK(found.detail), remedy=MASK(found.remedy))
        except TimeoutError:
            return Health(state="down", detail=f"no answer within {self._seconds:g} s", remedy="Look at the log.")
        except Exception as error:  # noqa: BLE001  # a check may be a stranger's; its failure is its finding
            return Health(state="down", detail=MASK(f"{type(error).__name__}: {error}"), remedy="Look at the log.")
