from __future__ import annotations

import asyncio
from inspect import getcoroutinestate
from typing import TYPE_CHECKING, Any

import pytest

from mediad.plugins import tasks
from mediad.plugins.errors import PluginError
from mediad.plugins.guard import Guard
from mediad.plugins.tasks import MOST, adopting
from mediad.plugins.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


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
async def guard(hand: Hand) -> AsyncIterator[Guard]:
    watch = Watch(clock=hand)
    guard = Guard("toy", watch=watch, roots=(__file__,))
    with adopting(watch, asyncio.get_running_loop()):
        yield guard
        await guard.adopted.end()


async def stubborn() -> None:
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            continue


async def start(guard: Guard, *work: Any) -> list[asyncio.Task[Any]]:
    """Let the plugin start tasks and forget them."""
    started: list[asyncio.Task[Any]] = []

    async def leak() -> None:
        started.extend(asyncio.create_task(each) for each in work)

    await guard.point("hook", leak, limit=5)()
    return started


async def test_a_task_that_a_plugin_starts_is_its_own_and_its_time_is_charged(guard: Guard, hand: Hand) -> None:
    async def work() -> str:
        hand.now += 0.03
        await asyncio.sleep(0)
        hand.now += 0.02
        return "done"

    [task] = await start(guard, work())
    assert len(guard.adopted) == 1
    assert await task == "done"
    await asyncio.sleep(0)
    assert guard.loop_seconds == pytest.approx(0.05)
    assert len(guard.adopted) == 0


async def test_a_task_of_anybody_else_is_left_alone(guard: Guard) -> None:
    task = asyncio.create_task(asyncio.sleep(0))
    assert len(guard.adopted) == 0
    await task


async def test_a_task_that_the_daemon_starts_while_a_plugin_calls_it_is_the_daemons(guard: Guard) -> None:
    guard.roots = ("/nowhere/",)
    [task] = await start(guard, asyncio.sleep(0))
    assert len(guard.adopted) == 0
    await task


async def test_a_library_may_ask_how_far_such_a_task_is(guard: Guard) -> None:
    [task] = await start(guard, asyncio.Event().wait())
    assert getcoroutinestate(task.get_coro()) == "CORO_CREATED"  # type: ignore[arg-type]  # as anyio asks
    await asyncio.sleep(0)
    assert getcoroutinestate(task.get_coro()) == "CORO_SUSPENDED"  # type: ignore[arg-type]  # as above
    assert "wait" in repr(task)


async def test_they_end_with_the_plugin_even_those_that_will_not(guard: Guard) -> None:
    started = await start(guard, stubborn(), asyncio.sleep(3600))
    await asyncio.sleep(0.01)
    async with asyncio.timeout(2):
        await guard.adopted.end()
    assert [task.cancelled() for task in started] == [True, True]


async def test_one_that_exits_does_not_end_the_loop(guard: Guard) -> None:
    async def leave() -> None:
        raise SystemExit(3)

    [task] = await start(guard, leave())
    with pytest.raises(PluginError, match="SystemExit: 3"):
        await task
    assert guard.last is not None
    assert (guard.last.kind, guard.last.blame.hook) == ("raised", tasks.HOOK)


async def test_one_that_held_the_loop_is_told(guard: Guard, hand: Hand) -> None:
    async def crunch() -> None:
        hand.now += 2

    [task] = await start(guard, crunch())
    await task
    assert guard.last is not None
    assert guard.last.kind == "blocked_loop"


async def test_a_plugin_with_too_many_tasks_comes_into_quarantine_and_they_end(guard: Guard) -> None:
    kept: list[asyncio.Task[Any]] = []

    async def leak() -> None:
        kept.extend(asyncio.create_task(asyncio.sleep(3600)) for _ in range(MOST + 1))

    with pytest.raises(PluginError, match="started and did not await"):
        await guard.point("hook", leak, limit=5)()
    assert guard.quarantined
    assert guard.last is not None
    assert guard.last.kind == "leaked_tasks"
    await asyncio.sleep(0.05)
    assert len(guard.adopted) == 0


async def test_groups_and_timeouts_of_a_plugin_work_as_ever(guard: Guard) -> None:
    async def work() -> list[int]:
        async def one(value: int) -> int:
            await asyncio.sleep(0.01)
            return value

        async with asyncio.TaskGroup() as group, asyncio.timeout(1):
            made = [group.create_task(one(value), name=f"one {value}") for value in range(3)]
            both = await asyncio.gather(one(3), asyncio.wait_for(one(4), 1))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(3600), 0.01)
        assert made[0].get_name() == "one 0"
        return [*(each.result() for each in made), *both]

    assert await guard.point("hook", work, limit=5)() == [0, 1, 2, 3, 4]
    assert len(guard.adopted) == 0
