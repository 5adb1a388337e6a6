"""The worst finding is the state of the whole."""

from __future__ import annotations

import asyncio

import pytest

from mediad.telemetry.health import HealthChecks
from mediad_sdk.values.health import Health, HealthCheck


def check(name: str, state: str) -> HealthCheck:
    async def found() -> Health:
        return Health(state=state)  # type: ignore[arg-type]  # a test names the states as they come

    return HealthCheck(id=name, check=found)


@pytest.mark.parametrize(
    ("states", "whole"),
    [([], "ok"), (["ok", "ok"], "ok"), (["ok", "degraded"], "degraded"), (["down", "degraded", "ok"], "down")],
)
async def test_the_worst_finding_is_the_state_of_the_whole(states: list[str], whole: str) -> None:
    checks = HealthChecks()
    for number, state in enumerate(states):
        checks.add(check(f"{number}", state))
    report = await checks.report()
    assert report.state == whole
    assert [finding.state for finding in report.findings.values()] == states


async def test_a_check_that_raises_or_hangs_is_down_and_the_others_answer() -> None:
    async def raises() -> Health:
        raise OSError("disk gone")

    async def hangs() -> Health:
        await asyncio.Event().wait()
        raise AssertionError

    checks = HealthChecks(seconds=0.02)
    checks.add(HealthCheck(id="raises", check=raises))
    checks.add(HealthCheck(id="hangs", check=hangs))
    checks.add(check("fine", "ok"))
    findings = (await checks.report()).findings
    assert {name: found.state for name, found in findings.items()} == {"raises": "down", "hangs": "down", "fine": "ok"}
    assert "disk gone" in findings["raises"].detail
    assert findings["hangs"].detail == "no answer within 0.02 s"
    assert findings["hangs"].remedy


async def test_a_check_is_named_once_and_can_be_taken_away() -> None:
    checks = HealthChecks()
    checks.add(check("disk", "down"))
    with pytest.raises(ValueError, match="disk"):
        checks.add(check("disk", "ok"))
    checks.remove("disk")
    assert (await checks.report()).state == "ok"
