from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mediad.plugins.errors import PluginError
from mediad.plugins.fan import ask
from mediad.plugins.guard import Guard
from mediad.plugins.watch import Watch
from mediad_sdk.errors import NotFound


class Hand:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def at_once(value: int) -> int:
    return value


async def later(value: int) -> int:
    await asyncio.sleep(0.05)
    return value


async def wrong(_: int) -> str:
    return "text"


async def broken(_: int) -> int:
    raise KeyError("bug")


async def nothing(_: int) -> int:
    raise NotFound("no")


async def forever(_: int) -> int:
    await asyncio.sleep(3600)
    return 0


async def stubborn(_: int) -> int:
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            continue


def in_a_thread(value: int) -> int:
    return value


def points(*functions: Any, limit: float = 5, watch: Watch | None = None) -> list[Any]:
    watch = watch or Watch()
    return [Guard(each.__name__, watch=watch).point("hook", each, limit=limit, expect=int) for each in functions]


def told(answers: list[Any]) -> list[Any]:
    return [each.kind if isinstance(each, PluginError) else each for each in answers]


async def test_nobody_is_asked_without_a_plugin() -> None:
    assert await ask([], 1) == []


@pytest.mark.parametrize("first", [at_once, later, in_a_thread, broken])
async def test_each_answers_in_its_place_whatever_the_others_do(first: Any) -> None:
    asked = points(first, at_once, broken, later, wrong, in_a_thread, nothing, later, at_once)
    answers = await ask(asked, 7)
    assert told(answers[1:6]) == [7, "raised", 7, "bad_value", 7]
    assert isinstance(answers[6], NotFound)
    assert answers[7:] == [7, 7]
    assert told(answers)[0] == (7 if first is not broken else "raised")
    assert [each.tally.calls for each in asked] == [1] * 9
    assert [len(each.guard.trace.after()) for each in asked] == [1] * 9


async def test_all_wait_at_the_same_time() -> None:
    async with asyncio.timeout(0.5):
        assert await ask(points(*[later] * 20), 3) == [3] * 20


async def test_one_that_will_not_end_is_abandoned_and_holds_up_nobody() -> None:
    async with asyncio.timeout(2):
        answers = await ask(points(stubborn, later, forever, stubborn, limit=0.2), 1)
    assert told(answers) == ["ignored_cancel", 1, "timeout", "ignored_cancel"]


async def test_one_that_is_paused_is_not_asked() -> None:
    asked = points(at_once, at_once, at_once)
    asked[0].guard.shut = "it is in quarantine"
    asked[1].breaker.fail(3)
    assert told(await ask(asked, 2)) == ["paused", "paused", 2]
    assert [each.tally.calls for each in asked] == [0, 0, 1]


async def test_the_caller_may_be_cancelled() -> None:
    ended = []

    async def wait(_: int) -> int:
        try:
            await asyncio.sleep(3600)
        finally:
            await asyncio.sleep(0.02)
            ended.append(1)
        return 0

    asking = asyncio.create_task(ask(points(wait, wait, wait), 1))
    await asyncio.sleep(0.01)
    asking.cancel()
    await asyncio.wait([asking], timeout=1)
    assert asking.cancelled()
    assert ended == [1, 1, 1]


async def test_each_is_charged_for_its_own_time_alone() -> None:
    hand = Hand()
    watch = Watch(clock=hand)

    async def hold(seconds: float) -> int:
        hand.now += seconds
        return 1

    async def ask_inside(seconds: float) -> int:
        hand.now += 0.01
        return int(await inner(seconds))

    [inner] = points(hold, watch=watch)
    outer, also, idle = points(ask_inside, hold, at_once, watch=watch)
    await ask([outer, also, idle], 0.5)
    seconds = [each.guard.loop_seconds for each in (outer, inner, also, idle)]
    assert seconds == [pytest.approx(each) for each in (0.01, 0.5, 0.5, 0)]
    assert watch.holder is None


async def test_one_that_held_the_loop_too_long_is_told_though_it_answered() -> None:
    hand = Hand()

    async def crunch(_: int) -> int:
        hand.now += 2
        return 1

    asked = points(crunch, at_once, watch=Watch(clock=hand))
    assert await ask(asked, 1) == [1, 1]
    assert [each.guard.last and each.guard.last.kind for each in asked] == ["blocked_loop", None]


async def test_a_success_ends_a_row_of_failures() -> None:
    bugs = [1, 1]

    async def flaky(_: int) -> int:
        if bugs:
            raise KeyError(bugs.pop())
        return 1

    asked = points(flaky)
    rows = [error.row.count for [error] in [await ask(asked, 1), await ask(asked, 1)]]
    assert rows == [1, 2]
    assert await ask(asked, 1) == [1]
    assert (asked[0].breaker.strikes, asked[0].tally.rows) == (0, {})
