"""What stands in the place of a plugin's function: admission, one call, a verdict, figures."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

from mediad.plugins.breaker import STRIKES
from mediad.plugins.drive import Drive, Overdue, Stubborn
from mediad.plugins.errors import (
    Kind,
    PluginError,
    PluginPaused,
    attribute,
    is_refusal,
    kind_of,
    line_of,
    with_line,
)
from mediad.plugins.threads import Escaped
from mediad.plugins.watch import PluginBlockedLoop
from mediad.workers.errors import Departed
from mediad_sdk.contract import mistake
from mediad_sdk.errors import AuthError, Forbidden, MediadError, PluginFault, Unavailable
from mediad_sdk.remoting.faults import RemoteBug

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.plugins.conduct import Conduct


class _Call:
    """What both kinds of point have in common: admission, verdict and figures of one function."""

    __slots__ = ("breaker", "expect", "function", "guard", "hook", "is_async", "limit", "plain", "strikes", "tally")

    def __init__(
        self,
        guard: Conduct,
        hook: str,
        function: Callable[..., Any],
        *,
        limit: float | None,
        expect: Any,
        strikes: int = 1,
    ) -> None:
        self.guard = guard
        self.hook = hook
        self.function = function
        self.is_async = _makes_coroutine(function)
        self.limit = limit
        self.expect = expect
        self.plain = expect if isinstance(expect, type) and not is_dataclass(expect) else None
        self.strikes = strikes
        self.breaker = guard.breaker(hook)
        self.tally = guard.tally(hook)

    def admit(self) -> None:
        """Let a call through, or raise `PluginPaused`."""
        guard = self.guard
        if guard.shut:
            raise self._skipped(guard.shut, None)
        if guard.away and self.hook != "mediad_lifespan":  # which ends with its process, and is left all the same
            raise self._skipped(guard.away, 1.0)
        if self.breaker.until and (wait := self.breaker.wait()):
            raise self._skipped(f"{self.hook} is paused for {wait:.0f} s after {self.breaker.strikes} failures", wait)
        self.tally.calls += 1

    def accept(self, value: Any, started: float, spent: float) -> Any:
        """Check and count an answer."""
        guard = self.guard
        if self.expect is not Any and type(value) is not self.plain and (why := mistake(value, self.expect)):
            self.record(started, spent, "bad_value")
            raise self._failed("bad_value", f"{self.hook} answered wrongly: {why}")
        self.record(started, spent, "ok")
        if guard.overran:
            self._failed("blocked_loop", guard.take_overrun())
        elif self.breaker.strikes or self.tally.rows:
            self._succeed()
        return value

    def judge(self, error: BaseException, started: float, spent: float) -> BaseException:
        """Turn whatever came out of the plugin into what its caller shall see."""
        if isinstance(error, asyncio.CancelledError) and self.strikes and not _is_cancelled():
            judged: BaseException = self._failed("raised", "it cancelled itself", cause=error)
        elif isinstance(error, (asyncio.CancelledError, GeneratorExit, StopAsyncIteration)):
            self.breaker.release()
            if isinstance(error.__cause__, Stubborn):  # the caller is cancelled all the same
                self._failed(*_diagnosis(error.__cause__, self.limit), cause=error.__cause__)
            judged = error
        elif isinstance(error, MediadError):
            judged = self._judge_deliberate(error)
        elif isinstance(error, Departed):
            judged = self._departed(error)
        else:
            kind, message = _diagnosis(error, self.limit)
            cause = error.error if isinstance(error, Escaped) else error
            where = line_of(cause, self.guard.roots) if kind == "raised" else ""
            self.guard.take_overrun()
            judged = self._failed(kind, with_line(message, where), cause=cause)
        self.record(started, spent, _outcome(judged))
        return judged

    def record(self, started: float, spent: float, outcome: str) -> None:
        """Write a call into the figures and the trace."""
        guard = self.guard
        took = guard.watch.clock() - started
        self.tally.seconds += took
        trace = guard.trace
        trace.add((trace.number(), self.hook, started, took, spent, outcome, guard.correlation()))

    def _skipped(self, why: str, wait: float | None) -> PluginPaused:
        self.tally.failures["paused"] += 1
        self.record(self.guard.watch.clock(), 0.0, "paused")
        return PluginPaused(why, blame=self.guard.blame(self.hook), retry_after=wait)

    def _judge_deliberate(self, error: MediadError) -> MediadError:
        if isinstance(error, PluginError) or not isinstance(error, PluginFault):
            self.breaker.release()  # of the daemon, or of another plugin that this one asked
            if is_refusal(error):
                refused = self.guard.refused(self.hook, str(error), error.remedy)
                if isinstance(error, Forbidden):  # input that a service would not have may be the caller's own
                    refused.__cause__ = error
                    return refused
            return error
        attribute(error, self.guard.blame(self.hook))
        if isinstance(error, (Unavailable, AuthError)):
            wait = error.retry_after if isinstance(error, Unavailable) else None
            blame = self.guard.blame(self.hook)
            told = PluginError(kind_of(error), str(error), blame=blame, remedy=error.remedy, retry_after=wait)
            self.guard.strike(told, self.strikes)
        else:
            self._succeed()  # a definite answer, though not the one that was hoped for
        return error

    def _departed(self, error: Departed) -> PluginError:
        """Name the call that lost its process. What is done about that is done once, and not for each call."""
        self.breaker.release()
        self.tally.failures["process_died"] += 1
        self.guard.last = PluginError("process_died", str(error), blame=self.guard.blame(self.hook))
        return self.guard.last

    def _succeed(self) -> None:
        self.tally.rows.clear()
        self.breaker.succeed()
        self.guard.on_change()

    def _failed(self, kind: Kind, message: str, cause: BaseException | None = None) -> PluginError:
        error = PluginError(kind, message, blame=self.guard.blame(self.hook))
        error.__cause__ = cause
        self.guard.strike(error, STRIKES if kind == "blocked_loop" else self.strikes)
        return error


class Point(_Call):
    """Awaited in the place of a plugin's function."""

    __slots__ = ()

    async def __call__(self, *args: Any) -> Any:
        """Call the plugin; raises its `PluginFault`, or a `PluginError`."""
        begun = self.begin(args)
        return await self.finish(begun) if type(begun) is Drive else begun

    def begin(self, args: tuple[Any, ...]) -> Any:
        """Make the first step in the running task: gives the answer, or a `Drive` to finish in the same task."""
        self.admit()
        guard = self.guard
        watch = guard.watch
        failure: BaseException | None = None
        value: Any = None
        mark = watch.enter(guard)
        started = watch.since
        try:
            call = self.function(*args) if self.is_async else self._in_thread(args)
            value = Drive(call, call.send(None), guard, watch, self.limit)
        except StopIteration as end:
            value = end.value
        except BaseException as error:  # noqa: BLE001  # the wall: nothing of a plugin passes it unjudged
            failure = error
        return self.first(value, failure, started, watch.leave(mark))

    def first(self, value: Any, failure: BaseException | None, started: float, spent: float) -> Any:
        """Take what the first step gave: a `Drive` that waits, an answer, or a failure."""
        if type(value) is Drive:
            value.begun(started, spent)
            return value
        return self._end(value, failure, started, spent)

    async def finish(self, drive: Drive) -> Any:
        """Make the other steps."""
        failure: BaseException | None = None
        value: Any = None
        try:
            value = await drive
        except BaseException as error:  # noqa: BLE001  # as above
            failure = error
        return self._end(value, failure, drive.started, drive.spent)

    def _end(self, value: Any, failure: BaseException | None, started: float, spent: float) -> Any:
        if failure is None:
            return self.accept(value, started, spent)
        judged = self.judge(failure, started, spent)
        raise judged from judged.__cause__

    async def _in_thread(self, args: tuple[Any, ...]) -> Any:
        value = await self.guard.threads.run(self.function, *args)
        return await value if inspect.isawaitable(value) else value


class InlinePoint(_Call):
    """Called in the place of a plugin's pure function."""

    __slots__ = ()

    def __call__(self, *args: Any) -> Any:
        """Call the plugin at once; raises as `Point` does."""
        self.admit()
        watch = self.guard.watch
        mark = watch.enter(self.guard)
        started = watch.since
        failure: BaseException | None = None
        value: Any = None
        try:
            value = self.function(*args)
        except BaseException as error:  # noqa: BLE001  # as above
            failure = error
        spent = watch.leave(mark)
        if failure is not None:
            judged = self.judge(failure, started, spent)
            raise judged from judged.__cause__
        return self.accept(value, started, spent)


def _makes_coroutine(function: Callable[..., Any]) -> bool:
    while hasattr(function, "func"):  # functools.partial
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004  # not asked whether it can be called, but how
    )


def _is_cancelled() -> bool:
    """Tell whether somebody cancels the task that calls; a plugin may raise the same error, which ends no caller."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # a pure function outside the loop
        return False
    return task is None or task.cancelling() > 0


def _outcome(error: BaseException) -> str:
    if isinstance(error, PluginError):
        return error.kind
    if isinstance(error, PluginFault):
        return kind_of(error)
    return error.code if isinstance(error, MediadError) else "cancelled"


def _diagnosis(error: BaseException, limit: float | None) -> tuple[Kind, str]:
    match error:
        case Overdue():
            return "timeout", f"it gave no answer in {limit:g} s"
        case Stubborn():
            return "ignored_cancel", "it went on after it was cancelled, and was abandoned"
        case PluginBlockedLoop():
            return "blocked_loop", f"it blocked the event loop at {error}"
        case Escaped() | RemoteBug():
            return "raised", str(error)
        case _:
            return "raised", f"{type(error).__name__}: {error}"
