from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mediad.plugins.errors import PluginError
from mediad.plugins.guard import Guard
from mediad.plugins.trace import LENGTH
from mediad.plugins.watch import Watch
from mediad_sdk.errors import NotFound


class Hand:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def guard(hand: Hand) -> Guard:
    return Guard("toy", watch=Watch(clock=hand, wall=lambda: hand.now + 1000), correlation=lambda: "request-7")


async def test_a_call_is_kept_with_its_times_and_the_request_it_was_for(guard: Guard, hand: Hand) -> None:
    async def work() -> None:
        hand.now += 0.02
        await asyncio.sleep(0)
        hand.now += 0.03

    call = asyncio.create_task(guard.point("hook", work, limit=5)())
    await asyncio.sleep(0)
    hand.now += 2  # somebody else
    await call
    [entry] = guard.trace.after()
    assert (entry.number, entry.hook, entry.outcome, entry.correlation_id) == (1, "hook", "ok", "request-7")
    assert (entry.started, entry.ms, entry.loop_ms) == (1100_000, 2050, 50)


async def test_each_end_of_a_call_has_its_word(guard: Guard) -> None:
    async def end(error: BaseException | None) -> None:
        if error:
            raise error

    async def forever() -> None:
        await asyncio.sleep(3600)

    for error in (None, KeyError(), NotFound(), SystemExit(), AssertionError()):
        await asyncio.gather(guard.point("end", end, limit=1)(error), return_exceptions=True)
    await asyncio.gather(guard.point("late", forever, limit=0.01)(), return_exceptions=True)
    called = asyncio.create_task(guard.point("left", forever, limit=5)())
    await asyncio.sleep(0)
    called.cancel()
    await asyncio.gather(called, return_exceptions=True)
    guard.breakers["end"].fail(3)
    with pytest.raises(PluginError):
        await guard.point("end", end, limit=1)(None)
    outcomes = [each.outcome for each in guard.trace.after()]
    assert outcomes == ["ok", "raised", "not_found", "raised", "raised", "timeout", "cancelled", "paused"]


async def test_who_looks_again_gets_what_is_new_and_the_ring_is_bounded(guard: Guard) -> None:
    async def work() -> None:
        return

    point: Any = guard.point("hook", work, limit=1)
    for _ in range(LENGTH + 5):
        await point()
    kept = guard.trace.after()
    assert (len(kept), kept[0].number, kept[-1].number) == (LENGTH, 6, LENGTH + 5)
    assert [each.number for each in guard.trace.after(LENGTH + 3)] == [LENGTH + 4, LENGTH + 5]


async def test_a_plain_function_is_traced_as_well(guard: Guard) -> None:
    guard.inline("plan", lambda: 1)()
    assert [each.hook for each in guard.trace.after()] == ["plan"]
