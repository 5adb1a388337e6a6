"""The one guard around every call of a plugin: breaker, deadline, run, type check, figures.

A `Guard` belongs to one plugin instance. What it hands out are `Point` (awaited) and `InlinePoint` (plain) objects that
stand in the place of the plugin's functions; the functions themselves never leave this room.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad.plugins.breaker import STRIKES, Breaker
from mediad.plugins.drive import Drive, Overdue, Stubborn
from mediad.plugins.errors import Blame, Kind, PluginError, PluginPaused
from mediad.plugins.threads import Escaped, Threads
from mediad.plugins.watch import PluginBlockedLoop, Watch
from mediad_sdk.contract import mistake
from mediad_sdk.errors import AuthError, MediadError, PluginFault, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCKS_UNTIL_QUARANTINE = 3
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What was counted for one hook."""

    calls: int = 0
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)


class Guard:
    """Stands before one plugin instance."""

    def __init__(
        self,
        plugin: str,
        *,
        watch: Watch,
        version: str = "",
        roots: tuple[str, ...] = (),
        correlation: Callable[[], str] = str,
    ) -> None:
        self.plugin = plugin
        self.version = version
        self.roots = roots
        self.watch = watch
        self.threads = Threads(f"plugin-{plugin}")
        self.breakers: dict[str, Breaker] = {}
        self.tallies: dict[str, Tally] = {}
        self.loop_seconds = 0.0
        self.blocks = 0
        self.last: PluginError | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.shut = ""
        self._overran = ""
        self._correlation = correlation

    @property
    def quarantined(self) -> bool:
        """Whether the plugin is not called any more."""
        return self.blocks >= BLOCKS_UNTIL_QUARANTINE

    @property
    def paused(self) -> tuple[str, ...]:
        """The hooks that are not called for a while."""
        return tuple(name for name, breaker in self.breakers.items() if breaker.is_open)

    def point(
        self, hook: str, function: Callable[..., Any], *, limit: float | None, expect: Any = Any, strikes: int = 1
    ) -> Point:
        """Stand in for a function that may wait; `strikes` 0 is for callers that retry by themselves."""
        return Point(self, hook, function, limit=limit, expect=expect, strikes=strikes)

    def inline(self, hook: str, function: Callable[..., Any], *, expect: Any = Any) -> InlinePoint:
        """Stand in for a pure function."""
        return InlinePoint(self, hook, function, limit=None, expect=expect)

    def blame(self, hook: str) -> Blame:
        """Say whose failure it is."""
        return Blame(
            plugin=self.plugin,
            version=self.version,
            hook=hook,
            correlation=self._correlation() or secrets.token_hex(8),
        )

    def held(self, seconds: float, where: str) -> None:
        """Hear from the watch that one step held the loop."""
        _log.warning("plugin %s held the event loop for %.2f s at %s", self.plugin, seconds, where or "an unknown line")
        if seconds > self.watch.hard:
            self._overran = f"it held the event loop for {seconds:.1f} s at {where or 'an unknown line'}"

    def take_overrun(self) -> str:
        """Give and forget what the watch told last."""
        told, self._overran = self._overran, ""
        return told

    def note(self, error: PluginError) -> None:
        """Keep a failure for the report."""
        self.last = error
        if error.kind == "blocked_loop":
            self.blocks += 1
            self.shut = self.shut or ("it is in quarantine" if self.quarantined else "")


class _Call:
    """What both kinds of point have in common: admission, verdict and figures of one function."""

    __slots__ = ("_breaker", "_expect", "_function", "_guard", "_hook", "_limit", "_strikes", "_tally")

    def __init__(
        self,
        guard: Guard,
        hook: str,
        function: Callable[..., Any],
        *,
        limit: float | None,
        expect: Any,
        strikes: int = 1,
    ) -> None:
        self._guard = guard
        self._hook = hook
        self._function = function
        self._limit = limit
        self._expect = expect
        self._strikes = strikes
        self._breaker = guard.breakers.setdefault(hook, Breaker(guard.watch.clock))
        self._tally = guard.tallies.setdefault(hook, Tally())

    def _admit(self) -> float:
        guard = self._guard
        if guard.shut:
            raise PluginPaused(guard.shut, blame=guard.blame(self._hook), retry_after=None)
        if wait := self._breaker.wait():
            self._tally.failures["paused"] += 1
            message = f"{self._hook} is paused for {wait:.0f} s after {self._breaker.strikes} failures"
            raise PluginPaused(message, blame=guard.blame(self._hook), retry_after=wait)
        self._tally.calls += 1
        return guard.watch.clock()

    def _accept(self, value: Any, started: float) -> Any:
        guard = self._guard
        self._tally.seconds += guard.watch.clock() - started
        if self._expect is not Any and (why := mistake(value, self._expect)):
            raise self._failed("bad_value", f"{self._hook} answered wrongly: {why}")
        if guard._overran:  # one class in two halves; this is asked at every call  # noqa: SLF001  # one class in two halves; this is asked at every call
            self._failed("blocked_loop", guard.take_overrun())
        elif self._breaker.strikes:
            self._breaker.succeed()
            guard.on_change()
        return value

    def _judge(self, error: BaseException, started: float) -> BaseException:
        """Turn whatever came out of the plugin into what its caller shall see."""
        self._tally.seconds += self._guard.watch.clock() - started
        if isinstance(error, asyncio.CancelledError) and self._strikes and not _is_cancelled():
            return self._failed("raised", "it cancelled itself", cause=error)
        if isinstance(error, (asyncio.CancelledError, KeyboardInterrupt, GeneratorExit, StopAsyncIteration)):
            self._breaker.release()
            return error
        if isinstance(error, MediadError):
            return self._judge_deliberate(error)
        kind, message = _diagnosis(error, self._limit)
        self._guard.take_overrun()
        return self._failed(kind, message, cause=error.error if isinstance(error, Escaped) else error)

    def _judge_deliberate(self, error: MediadError) -> MediadError:
        if isinstance(error, (Unavailable, AuthError)) and not isinstance(error, PluginError):
            self._strike(PluginError("raised", str(error), blame=self._guard.blame(self._hook)), self._strikes)
        elif isinstance(error, PluginFault):
            self._breaker.succeed()  # a definite answer, though not the one that was hoped for
        else:
            self._breaker.release()
        return error

    def _failed(self, kind: Kind, message: str, cause: BaseException | None = None) -> PluginError:
        error = PluginError(kind, message, blame=self._guard.blame(self._hook))
        error.__cause__ = cause
        self._strike(error, STRIKES if kind == "blocked_loop" else self._strikes)
        return error

    def _strike(self, error: PluginError, strikes: int) -> None:
        first = self._tally.failures[error.kind] == 0
        self._tally.failures[error.kind] += 1
        self._guard.note(error)
        paused = self._breaker.fail(strikes)
        if first or paused:
            _log.warning(
                "plugin %s failed in %s: %s", self._guard.plugin, self._hook, error.reason, exc_info=error.__cause__
            )
        self._guard.on_change()


class Point(_Call):
    """Awaited in the place of a plugin's function."""

    __slots__ = ("_is_async",)

    def __init__(
        self,
        guard: Guard,
        hook: str,
        function: Callable[..., Any],
        *,
        limit: float | None,
        expect: Any,
        strikes: int = 1,
    ) -> None:
        super().__init__(guard, hook, function, limit=limit, expect=expect, strikes=strikes)
        self._is_async = _makes_coroutine(function)

    async def __call__(self, *args: Any) -> Any:
        """Call the plugin; raises its `PluginFault`, or a `PluginError`."""
        started = self._admit()
        guard = self._guard
        try:
            awaitable = self._function(*args) if self._is_async else guard.threads.run(self._function, *args)
            value = await Drive(awaitable, guard, guard.watch, self._limit)
            if not self._is_async and inspect.isawaitable(value):
                value = await Drive(value, guard, guard.watch, self._limit)
        except BaseException as error:  # the wall: nothing of a plugin passes it unjudged  # noqa: BLE001  # the wall: nothing of a plugin passes it unjudged
            judged = self._judge(error, started)
            raise judged from judged.__cause__
        return self._accept(value, started)


class InlinePoint(_Call):
    """Called in the place of a plugin's pure function."""

    __slots__ = ()

    def __call__(self, *args: Any) -> Any:
        """Call the plugin at once; raises as `Point` does."""
        started = self._admit()
        watch = self._guard.watch
        mark = watch.enter(self._guard)
        try:
            value = self._function(*args)
        except BaseException as error:  # as above  # noqa: BLE001  # as above
            judged = self._judge(error, started)
            raise judged from judged.__cause__
        finally:
            watch.leave(mark)
        return self._accept(value, started)


def _makes_coroutine(function: Callable[..., Any]) -> bool:
    while hasattr(function, "func"):  # functools.partial
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004  # not asked whether it can be called, but how
    )  # not asked whether it can be called, but how


def _is_cancelled() -> bool:
    """Tell whether somebody cancels the task that calls; a plugin may raise the same error, which ends no caller."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # a pure function outside the loop
        return False
    return task is None or task.cancelling() > 0


def _diagnosis(error: BaseException, limit: float | None) -> tuple[Kind, str]:
    match error:
        case Overdue():
            return "timeout", f"it gave no answer in {limit:g} s"
        case Stubborn():
            return "ignored_cancel", "it went on after it was cancelled, and was abandoned"
        case PluginBlockedLoop():
            return "blocked_loop", f"it blocked the event loop at {error}"
        case Escaped():
            return "raised", str(error)
        case _:
            return "raised", f"{type(error).__name__}: {error}"
