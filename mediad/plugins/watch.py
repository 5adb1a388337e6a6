"""Who holds the event loop, and for how long; whoever holds it too long is cut.

Each step of a plugin's coroutine is timed, so that time on the loop is charged to the plugin that took it and given
back to the calls of all others. A thread looks four times a second while there are steps; when one has lasted longer
than the hard limit it sends a signal, whose handler raises inside the plugin's own frame: `time.sleep`, sockets, locks
and endless loops end there. One long call into C (a regular expression, a database query) is reported and charged, but
ends by itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import mediad
from mediad.plugins.sweep import Sweep

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator
    from types import FrameType

SOFT = 0.1
HARD = 1.0
PERIOD = 0.25
SHORTEST = 0.05
"""Seconds between two looks, of which the last is meant to come when the hard limit does."""
SIGNAL = signal.SIGUSR2
_CORE = str(Path(mediad.__file__).parent) + os.sep


class PluginBlockedLoop(BaseException):
    """Raised inside the frame of a plugin that holds the loop; no `except Exception` of the plugin stops it."""


class Holder(Protocol):
    """A plugin, as far as holding the loop goes."""

    roots: tuple[str, ...]
    loop_seconds: float

    def held(self, seconds: float, where: str) -> None:
        """Hear that one step took longer than the soft limit."""

    def adopt(self, loop: asyncio.AbstractEventLoop, call: Any, options: dict[str, Any]) -> asyncio.Task[Any]:
        """Start a task that its code asked the loop for."""


Mark = tuple["Holder | None", float, float]


class Watch:
    """Times steps; one for the loop."""

    def __init__(
        self,
        *,
        hard: float = HARD,
        clock: Callable[[], float] = time.perf_counter,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.hard = hard
        self.clock = clock
        self.wall = wall
        self.sweep = Sweep()
        self.holder: Holder | None = None
        self.since = 0.0
        self.inner = 0.0
        self._where = ""
        self._bell = threading.Event()
        self._resting = False

    def enter(self, holder: Holder) -> Mark:
        """Begin a step; what it returns ends it."""
        mark = (self.holder, self.since, self.inner)
        self.since = self.clock()
        self.inner = 0.0
        self.holder = holder
        if self._resting:
            self._rouse()
        return mark

    def leave(self, mark: Mark) -> float:
        """End a step and give the seconds it took; steps of other plugins inside it are not charged to it."""
        took = self.clock() - self.since
        held = took - self.inner
        holder = self.holder
        self.holder, self.since, inner = mark
        self.inner = inner + took
        if holder is None:
            return held
        holder.loop_seconds += held
        if held > SOFT:
            self.complain(holder, held)
        return held

    def complain(self, holder: Holder, held: float) -> None:
        """Give all others the time back that one step took, and tell whose step it was."""
        where, self._where = self._where, ""
        self.sweep.postpone(holder, held)
        holder.held(held, where)

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Look after the loop of the main thread; must be entered there."""
        stop = threading.Event()
        signal.signal(SIGNAL, self._cut)
        look = partial(self._look, stop, threading.get_ident())
        threading.Thread(target=look, name="mediad-watch", daemon=True).start()
        try:
            yield
        finally:
            stop.set()
            self._rouse()
            signal.signal(SIGNAL, signal.SIG_IGN)  # the thread may be about to send a last one, which by default kills

    def _rouse(self) -> None:
        self._resting = False
        self._bell.set()

    def _look(self, stop: threading.Event, loop_thread: int) -> None:
        held = 0.0
        while not stop.wait(max(SHORTEST, min(PERIOD, self.hard - held))):
            holder, held = self.holder, self.clock() - self.since - self.inner
            if holder is None:
                held = 0.0
                self._rest(stop)
            elif held >= SOFT:
                frame = sys._current_frames().get(loop_thread)  # noqa: SLF001  # the one way to look into another thread
                self._where = culprit(frame, holder.roots) or self._where
                if held > self.hard:
                    signal.pthread_kill(loop_thread, SIGNAL)

    def _rest(self, stop: threading.Event) -> None:
        """Sleep until a step begins: where no plugin does anything, nothing wakes the processor."""
        self._bell.clear()
        self._resting = True
        if self.holder is None and not stop.is_set():  # else either came since the look, and its bell is cleared
            self._bell.wait()
        self._resting = False

    def _cut(self, _signal: int, frame: FrameType | None) -> None:
        holder = self.holder
        if holder is None or self.clock() - self.since - self.inner < self.hard:
            return
        if where := culprit(frame, holder.roots):
            self._where = where
            raise PluginBlockedLoop(where)


def culprit(frame: FrameType | None, roots: tuple[str, ...]) -> str:
    """Name the innermost line of a plugin; "" when the core itself is at work."""
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(roots):
            return f"{path}:{frame.f_lineno} {frame.f_code.co_name}"
        if path.startswith(_CORE):
            return ""
        frame = frame.f_back
    return ""
