"""Asks many plugins one thing at once: one wait for all, and one answer of each, whatever the others do.

What answers without waiting is asked in the caller's task, one after the other; so is the first that waits. Only the
others need tasks of their own. The guard ends each call at its own deadline, so nobody holds up the answers of all.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import coroutine
from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence

    Ask = Callable[..., Coroutine[Any, Any, Any]]


@dataclass(slots=True)
class Answer:
    """What one of them said: a value, or why there is none."""

    value: Any = None
    error: MediadError | None = None


async def ask(points: Sequence[Ask], *args: Any) -> list[Answer]:
    """Ask all points of plugins at once; gives their answers in the same order."""
    answers = [Answer() for _ in points]
    rest = iter(zip(points, answers, strict=True))
    for point, answer in rest:
        call = point(*args)
        try:
            waits_for = call.send(None)
        except StopIteration as end:
            answer.value = end.value
        except MediadError as error:
            answer.error = error
        else:
            others = _Others()
            others.start(rest, args)
            await others.with_them(_finish(call, waits_for), answer)
            break
    return answers


class _Others:
    """The calls that run beside the caller's."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._tasks: list[asyncio.Task[None]] = []
        self._left = 0
        self._end: asyncio.Future[None] | None = None

    def start(self, rest: Any, args: Any) -> None:
        for point, answer in rest:
            self._left += 1
            self._tasks.append(asyncio.Task(self._run(point(*args), answer), loop=self._loop))

    async def with_them(self, own: Awaitable[Any], answer: Answer) -> None:
        try:
            await _keep(own, answer)
            if self._left:
                self._end = self._loop.create_future()
                await self._end
        except BaseException:
            for each in self._tasks:
                each.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            raise

    async def _run(self, call: Awaitable[Any], answer: Answer) -> None:
        try:
            answer.value = await call
        except MediadError as error:
            answer.error = error
        finally:
            self._left -= 1
            if not self._left and self._end is not None:
                self._end.set_result(None)


async def _keep(call, answer):
    try:
        answer.value = await call
    except MediadError as error:
        answer.error = error


@coroutine
def _finish(call: Any, waits_for: Any) -> Generator[Any, Any, Any]:
    """Go on with a coroutine that has made its first step."""
    while True:
        try:
            yield waits_for
        except BaseException as error:
            step, given = call.throw, error
        else:
            step, given = call.send, None
        try:
            waits_for = step(given)
        except StopIteration as end:
            return end.value
