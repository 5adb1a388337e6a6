from __future__ import annotations

import asyncio
from functools import partial
from math import inf
from typing import TYPE_CHECKING

from mediad.plugins.guard import Guard
from mediad.plugins.sweep import Sweep
from mediad.plugins.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable


class Waiter:
    """A call that waits."""

    def __init__(self, seconds: float, holder: object = None) -> None:
        self.loop = asyncio.get_running_loop()
        self.when = self.loop.time() + seconds
        self.holder = holder
        self.ended = 0.0

    def expire(self) -> None:
        self.when = inf
        self.ended = self.loop.time()


class CountedLoop(asyncio.SelectorEventLoop):
    """Counts its timers."""

    timers = 0

    def call_at(self, when: float, callback: Callable[..., object], *args: object, context: object = None) -> object:  # type: ignore[override]  # as much as the test needs
        self.timers += 1
        return super().call_at(when, callback, *args)


async def test_each_is_ended_at_its_own_time() -> None:
    sweep = Sweep()
    waiters = [Waiter(seconds) for seconds in (0.15, 0.05, 0.1, 3600)]
    due = [each.when for each in waiters]
    for each in waiters:
        sweep.add(each)
    await asyncio.sleep(0.25)
    late = [each.ended - when for each, when in zip(waiters[:3], due[:3], strict=True)]
    assert all(-0.01 <= each < 0.08 for each in late), late
    assert waiters[3].ended == 0


async def test_one_that_ended_before_is_left_alone() -> None:
    sweep = Sweep()
    waiter = Waiter(0.02)
    sweep.add(waiter)
    sweep.discard(waiter)
    await asyncio.sleep(0.05)
    assert waiter.ended == 0
    assert len(sweep) == 0


async def test_time_is_given_to_all_but_the_holder() -> None:
    sweep = Sweep()
    hog, good = Waiter(0.02, "hog"), Waiter(0.02, "good")
    for each in (hog, good):
        sweep.add(each)
    sweep.postpone("hog", 3600)
    await asyncio.sleep(0.1)
    assert (hog.ended > 0, good.ended) == (True, 0)


def test_a_thousand_calls_need_one_timer_and_an_idle_daemon_none() -> None:
    async def wait() -> None:
        await asyncio.sleep(0)

    async def calls(loop: CountedLoop) -> tuple[int, int]:
        point = Guard("toy", watch=Watch()).point("hook", wait, limit=0.2)
        for _ in range(1000):
            await point()
        during = loop.timers
        before = loop.timers
        await asyncio.get_running_loop().run_in_executor(None, int)
        await asyncio.sleep(0.5)
        return during, loop.timers - before

    loop = CountedLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        during, after = runner.run(calls(loop))
    assert during <= 3
    assert after <= 2  # the sleep of this test, and one that finds nobody


def test_a_watch_may_see_a_second_loop() -> None:
    watch = Watch()

    async def wait() -> None:
        await asyncio.sleep(3600)

    async def call() -> str:
        try:
            await Guard("toy", watch=watch).point("hook", wait, limit=0.6)()
        except Exception as error:  # noqa: BLE001  # whatever it is
            return str(getattr(error, "kind", error))
        return ""

    async def leave_a_timer() -> None:
        await Guard("toy", watch=watch).point("hook", partial(asyncio.sleep, 0), limit=0.5)()

    asyncio.run(leave_a_timer())
    assert asyncio.run(call()) == "timeout"
