"""Tasks that a plugin starts past its context, by `asyncio.create_task` or through a library: they are its own as well.

Their steps are timed and cut like its calls, nothing that they raise ends the loop, there are not too many of them,
and they end with the plugin.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Coroutine
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mediad.plugins.drive import GRACE
from mediad.plugins.errors import Kind, PluginError
from mediad.plugins.watch import PluginBlockedLoop, culprit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.plugins.conduct import Conduct
    from mediad.plugins.watch import Watch

MOST = 1000
"""Tasks of one plugin at the same time; whoever has more starts them and forgets them."""
HOOK = "a task of its own"
_log = logging.getLogger(__name__)


@contextmanager
def adopting(watch: Watch, loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Give each task that a plugin's code starts to the plugin."""

    def make(loop: asyncio.AbstractEventLoop, call: Any, **options: Any) -> asyncio.Task[Any]:
        holder = watch.holder
        if holder is None or not culprit(sys._getframe(1), holder.roots):  # noqa: SLF001  # tells who called
            return asyncio.Task(call, loop=loop, **options)
        return holder.adopt(loop, call, options)

    former = loop.get_task_factory()
    loop.set_task_factory(make)
    try:
        yield
    finally:
        loop.set_task_factory(former)


class Adopted:
    """The tasks of one plugin instance that it did not start through its context."""

    def __init__(self, guard: Conduct) -> None:
        self._guard = guard
        self._calls: dict[asyncio.Task[Any], _Charged] = {}

    def __len__(self) -> int:
        return len(self._calls)

    def take(self, loop: asyncio.AbstractEventLoop, call: Any, options: dict[str, Any]) -> asyncio.Task[Any]:
        """Start a task of the plugin; raises `PluginError` when it has too many."""
        if len(self._calls) >= MOST:
            call.close()
            raise self._too_many()
        charged = _Charged(call, self._guard)
        task = asyncio.Task(charged, loop=loop, **options)
        self._calls[task] = charged
        task.add_done_callback(self._forget)
        return task

    async def end(self) -> None:
        """Cancel them all; those that will not end are not driven any more."""
        if not self._calls:
            return
        _log.warning("plugin %s left %d tasks behind", self._guard.plugin, len(self._calls))
        left = self._cancel()
        await asyncio.wait(left, timeout=GRACE)
        for charged in self._calls.values():
            charged.abandoned = True
        if left := self._cancel():
            await asyncio.wait(left, timeout=GRACE)

    def _cancel(self) -> list[asyncio.Task[Any]]:
        tasks = list(self._calls)
        for task in tasks:
            task.cancel()
        return tasks

    def _too_many(self) -> PluginError:
        guard = self._guard
        message = f"it has {len(self._calls)} tasks running that it started and did not await"
        error = PluginError("leaked_tasks", message, blame=guard.blame(HOOK))
        if not guard.quarantine:
            guard.isolate(message)
            guard.strike(error, 1)
        self._cancel()
        return error

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._calls.pop(task, None)


class _Charged(Coroutine[Any, Any, Any]):
    """A coroutine whose steps are charged to a plugin."""

    def __init__(self, call: Any, guard: Conduct) -> None:
        self._call = call
        self._guard = guard
        self.abandoned = False
        self.__name__ = getattr(call, "__name__", type(call).__name__)
        self.__qualname__ = getattr(call, "__qualname__", self.__name__)

    def send(self, value: Any) -> Any:
        """Make a step."""
        return self._step(self._call.send, value)

    def throw(self, *error: Any) -> Any:
        """Make a step into an exception."""
        return self._step(self._call.throw, *error)

    def close(self) -> None:
        """End it."""
        self._step(self._call.close)

    def __await__(self) -> Any:
        raise TypeError("this belongs to its task")

    def __getattr__(self, name: str) -> Any:
        """Look like the coroutine itself to whoever asks how far it is."""
        return getattr(self._call, name)

    def _step(self, step: Any, *args: Any) -> Any:
        guard = self._guard
        failure: BaseException | None = None
        value: Any = None
        mark = guard.watch.enter(guard)
        try:
            value = self._abandon() if self.abandoned else step(*args)
        except BaseException as error:  # noqa: BLE001  # it is raised again below, when the step is over
            failure = error
        guard.watch.leave(mark)
        overran = guard.take_overrun()
        if isinstance(failure, PluginBlockedLoop):
            raise self._told("blocked_loop", f"it blocked the event loop at {failure}") from failure
        if overran:
            self._told("blocked_loop", overran)
        if isinstance(failure, (SystemExit, KeyboardInterrupt)):  # either would end the daemon
            raise self._told("raised", f"{type(failure).__name__}: {failure}") from failure
        if failure is not None:
            raise failure
        return value

    def _told(self, kind: Kind, message: str) -> PluginError:
        error = PluginError(kind, message, blame=self._guard.blame(HOOK))
        self._guard.strike(error, 1)
        return error

    def _abandon(self) -> Any:
        try:
            self._call.close()
        except RuntimeError:  # it clings to life; nobody drives it any more
            _log.debug("a task goes on after it was cancelled")
        raise asyncio.CancelledError
