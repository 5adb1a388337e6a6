"""Drives a plugin's coroutine inside the caller's task: each step timed, the whole within a deadline, never for ever.

`asyncio.timeout` asks a coroutine to stop and then waits; one that swallows the cancellation would hold its caller, and
the shutdown, for good. Here a coroutine that goes on after a period of grace is closed and simply not driven any more.
"""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

    from mediad.plugins.watch import Holder, Watch

GRACE = 0.25


class Overdue(Exception):  # it ends up as a PluginError of its own kind
    """The time was over."""


class Stubborn(Exception):  # as above
    """The coroutine went on after it was cancelled."""


class Drive:
    """What is left of a coroutine that has made its first step and waits; awaited by the task of that step.

    A coroutine that answers at once never comes here, and needs no deadline.
    """

    __slots__ = (
        "_base", "_call", "_ending", "_expired", "_final", "_fired", "_limit", "_task", "_waits_for", "_watch",
        "holder", "loop", "spent", "started", "when",
    )  # fmt: skip  # a list to read, not to scroll

    def __init__(self, call: Any, waits_for: Any, holder: Holder, watch: Watch, limit: float | None) -> None:
        self._call = call
        self._waits_for = waits_for
        self._watch = watch
        self._limit = limit
        self.holder = holder
        self._fired = 0
        self._ending = self._expired = self._final = False

    def begun(self, started: float, spent: float) -> None:
        """Begin to wait, after a first step: from now on somebody may cancel, and the time runs."""
        self.started, self.spent = started, spent
        self.loop = asyncio.get_running_loop()
        self._task = task = asyncio.current_task()
        self._base = 0 if task is None else task.cancelling()
        if self._limit is not None:
            self.when = self.loop.time() + self._limit - spent
            self._watch.sweep.add(self)

    def __await__(self) -> Generator[Any, Any, Any]:
        try:
            value = yield from self._steps()
        except BaseException as error:
            if self._settle() and isinstance(error, (asyncio.CancelledError, Stubborn)):
                raise asyncio.CancelledError from error
            if self._expired and not isinstance(error, Stubborn):
                raise Overdue from error
            raise
        if self._settle():  # it swallowed the cancellation of its caller, who means it nevertheless
            raise asyncio.CancelledError
        if self._expired:  # it caught the cancellation and answered after all: too late
            raise Overdue
        return value

    def expire(self) -> None:
        """Hear from the sweep that the time is over: the first time the call's, then that of the grace."""
        self.when = inf
        if self._ending:
            self._final = True
        else:
            self._expired = True
        self._fired += 1
        if self._task is not None:
            self._task.cancel()

    def _steps(self) -> Generator[Any, Any, Any]:
        call, waits_for, watch, holder = self._call, self._waits_for, self._watch, self.holder
        error: BaseException | None
        while True:
            try:
                yield waits_for
                error = None
            except asyncio.CancelledError as cancelled:
                if self._final:
                    self._abandon()
                    raise Stubborn from cancelled
                self._grace()
                error = cancelled
            except BaseException as raised:  # noqa: BLE001  # whatever the loop throws in belongs to the coroutine
                error = raised
            mark = watch.enter(holder)
            try:
                waits_for = call.send(None) if error is None else call.throw(error)
            except StopIteration as end:
                return end.value
            finally:
                self.spent += watch.leave(mark)

    def _grace(self) -> None:
        """Begin the grace of a coroutine that was cancelled."""
        self._ending = True
        self.when = self.loop.time() + GRACE
        self._watch.sweep.add(self)

    def _settle(self) -> bool:
        """Take back the cancellations made here; tells whether somebody outside cancelled as well."""
        self._watch.sweep.discard(self)
        task = self._task
        if task is None:
            return False
        for _ in range(self._fired):
            task.uncancel()
        return task.cancelling() > self._base

    def _abandon(self) -> None:
        mark = self._watch.enter(self.holder)
        try:
            self._call.close()
        except BaseException:  # noqa: BLE001  # it clings to life; nobody drives it any more
            return
        finally:
            self.spent += self._watch.leave(mark)
