"""Asks many plugins one thing at once: one wait for all, and one answer of each, whatever the others do.

What answers without waiting is asked in the caller's task, one after the other; so is the first that waits. Only the
others need tasks of their own. The guard ends each call at its own deadline, so nobody holds up the answers of all.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mediad.plugins.drive import Drive
from mediad.plugins.watch import SOFT
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from mediad.plugins.point import Point


async def ask(points: Sequence[Point], *args: Any) -> list[Any]:
    """Ask all points of plugins at once; gives in their order what each answered, or the `MediadError` it raised."""
    answers: list[Any] = []
    waiting = _at_once(points, args, answers) if points else None
    if waiting is not None:
        asked = len(answers)
        others = [each(*args) for each in points[asked + 1 :]]
        answers += await _Together(1 + len(others)).answers(points[asked].finish(waiting), others)
    return answers


def _at_once(points: Sequence[Point], args: tuple[Any, ...], answers: list[Any]) -> Drive | None:  # noqa: PLR0912, PLR0915  # few microseconds a turn: each function that it called would cost a tenth of them
    """Take the answers of those that do not wait, until one does, whose call is given back.

    It does what `Point.begin` does, with fewer looks at the clock: the end of one step is the beginning of the next.
    """
    watch = points[0].guard.watch
    clock = watch.clock
    correlation = points[0].guard.correlation()
    mark = watch.enter(points[0].guard)
    began = since = watch.since
    try:
        for point in points:
            guard, tally = point.guard, point.tally
            if guard.shut or point.breaker.until or not point.is_async:
                answer = _answered(point.begin, args)
            else:
                failure: BaseException | None = None
                answer = None
                watch.holder, watch.since, watch.inner = guard, since, 0.0
                try:
                    call = point.function(*args)
                    answer = Drive(call, call.send(None), guard, watch, point.limit)
                except StopIteration as end:
                    answer = end.value
                except BaseException as error:  # noqa: BLE001  # the wall: nothing of a plugin passes it unjudged
                    failure = error
                now = clock()
                spent = now - since - watch.inner
                guard.loop_seconds += spent
                if spent > SOFT:
                    watch.complain(guard, spent)
                tally.calls += 1
                if type(answer) is point.plain and failure is None and not guard.overran and not tally.rows:
                    tally.seconds += now - since
                    trace = guard.trace
                    trace.add((trace.number(), point.hook, since, now - since, spent, "ok", correlation))
                else:
                    answer = _answered(point.first, answer, failure, since, spent)
            if type(answer) is Drive:
                return answer
            answers.append(answer)
            since = clock()
    finally:
        watch.holder, watch.since, inner = mark
        watch.inner = inner + clock() - began
    return None


def _answered(ask: Callable[..., Any], *args: Any) -> Any:
    try:
        return ask(*args)
    except MediadError as error:
        return error


class _Together:
    """Calls that wait at the same time."""

    def __init__(self, calls: int) -> None:
        self._answers: list[Any] = [None] * calls
        self._left = calls
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def answers(self, own: Awaitable[Any], others: Sequence[Awaitable[Any]]) -> list[Any]:
        """Give all answers; the caller's task takes part with a call of its own."""
        loop = self._end.get_loop()
        tasks = [asyncio.Task(self._keep(place, each), loop=loop) for place, each in enumerate(others, 1)]
        try:
            await self._keep(0, own)
            await self._end
        except BaseException:
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        return self._answers

    async def _keep(self, place: int, call: Awaitable[Any]) -> None:
        try:
            self._answers[place] = await call
        except MediadError as error:
            self._answers[place] = error
        self._left -= 1
        if not self._left and not self._end.done():
            self._end.set_result(None)
