"""Drives a plugin's coroutine inside the caller's task: each step timed, the whole within a deadline, never for ever.

`asyncio.timeout` asks a coroutine to stop and then waits; one that swallows the cancellation would hold its caller, and
the shutdown, for good. Here a coroutine that goes on after a period of grace is closed and simply not driven any more.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    from mediad.plugins.watch import Holder, Watch

GRACE = 0.25


class Overdue(Exception):  # it ends up as a PluginError of its own kind
    """The time was over."""


class Stubborn(Exception):  # as above
    """The coroutine went on after it was cancelled."""


class Deadline:
    """Cancels the running task when the time is over, and once more after the grace."""

    __slots__ = ("_base", "_handle", "_loop", "_task", "expired", "final", "fired", "holder")

    def __init__(self, holder: Holder, limit: float | None) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = task = asyncio.current_task()
        self._base = 0 if task is None else task.cancelling()
        self._handle = None if limit is None else self._loop.call_later(limit, self._expire)
        self.holder = holder
        self.expired = self.final = False
        self.fired = 0

    def postpone(self, seconds: float) -> None:
        """Give back time that another plugin took."""
        if self._handle is not None:
            self._arm(self._handle.when() - self._loop.time() + seconds, self._end if self.expired else self._expire)

    def grace(self) -> None:
        """Begin the grace of a coroutine that was cancelled."""
        self._arm(GRACE, self._end)

    def settle(self) -> bool:
        """Take back the cancellations made here; tells whether somebody outside cancelled as well."""
        if self._handle is not None:
            self._handle.cancel()
        if self._task is None:
            return False
        for _ in range(self.fired):
            self._task.uncancel()
        return self._task.cancelling() > self._base

    def _arm(self, seconds: float, action: Callable[[], None]) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._handle = self._loop.call_later(seconds, action)

    def _expire(self) -> None:
        self.expired = True
        self._cancel()

    def _end(self) -> None:
        self.final = True
        self._cancel()

    def _cancel(self) -> None:
        self._handle = None
        self.fired += 1
        if self._task is not None:
            self._task.cancel()


class Drive:
    """Awaits something of a plugin: `await Drive(awaitable, holder, watch, limit)`."""

    __slots__ = ("_awaitable", "_holder", "_limit", "_watch")

    def __init__(self, awaitable: Awaitable[Any], holder: Holder, watch: Watch, limit: float | None) -> None:
        self._awaitable = awaitable
        self._holder = holder
        self._watch = watch
        self._limit = limit

    def __await__(self) -> Generator[Any, Any, Any]:
        deadline = Deadline(self._holder, self._limit)
        self._watch.deadlines.add(deadline)
        try:
            value = yield from self._steps(deadline)
        except BaseException as error:
            if self._settle(deadline) and isinstance(error, (asyncio.CancelledError, Stubborn)):
                raise asyncio.CancelledError from error
            if deadline.expired and not isinstance(error, Stubborn):
                raise Overdue from error
            raise
        if self._settle(deadline):  # it swallowed the cancellation of its caller, who means it nevertheless
            raise asyncio.CancelledError
        return value

    def _settle(self, deadline: Deadline) -> bool:
        self._watch.deadlines.discard(deadline)
        return deadline.settle()

    def _steps(self, deadline: Deadline) -> Generator[Any, Any, Any]:
        awaitable, enter, leave, holder = self._awaitable, self._watch.enter, self._watch.leave, self._holder
        inner: Any = awaitable if hasattr(awaitable, "send") else awaitable.__await__()
        error: BaseException | None = None
        while True:
            mark = enter(holder)
            try:
                waits_for = inner.send(None) if error is None else inner.throw(error)
            except StopIteration as end:
                if deadline.expired:  # it caught the cancellation and answered after all: too late
                    raise Overdue from None
                return end.value
            finally:
                leave(mark)
            try:
                yield waits_for
                error = None
            except asyncio.CancelledError as cancelled:
                if deadline.final:
                    self._abandon(inner)
                    raise Stubborn from cancelled
                deadline.grace()
                error = cancelled
            except BaseException as raised:  # whatever the loop throws in belongs to the coroutine  # noqa: BLE001  # whatever the loop throws in belongs to the coroutine
                error = raised

    def _abandon(self, inner: Any) -> None:
        mark = self._watch.enter(self._holder)
        try:
            inner.close()
        except BaseException:  # it clings to life; nobody drives it any more  # noqa: BLE001  # it clings to life; nobody drives it any more
            return
        finally:
            self._watch.leave(mark)
