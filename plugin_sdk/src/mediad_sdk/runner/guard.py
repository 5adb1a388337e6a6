"""Runs one function of a plugin so that whatever it does becomes a value or a reason."""

from __future__ import annotations

import signal
from errno import ENOMEM
from math import inf
from time import monotonic

from mediad_sdk.storable import storable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

TICK = 0.1
"""Seconds between two looks at the clock. A timer set for each call would cost two system calls a file."""
_until = [inf]
_ticking = [False]


class TimeUp(BaseException):  # not an Exception: a plugin's `except Exception` must not swallow it
    """The time for one call is over."""


class Failure(Exception):
    """Why a call gave nothing: a stable code, and a sentence; `errno` where the system itself refused something."""

    def __init__(self, code: str, reason: str, errno: int | None = None) -> None:
        super().__init__(reason)
        self.errno = errno
        self.code = storable(code)
        self.reason = storable(reason)[:500]


def install() -> None:
    """Let the alarm raise in whatever Python frame runs; a call stuck in C is the daemon's watchdog's business."""
    signal.signal(signal.SIGALRM, _ring)


def _ring(_number: int, _frame: object) -> None:
    if _until[0] == inf:  # nothing runs any more
        _ticking[0] = False
        signal.setitimer(signal.ITIMER_REAL, 0)
    elif monotonic() >= _until[0]:
        raise TimeUp


def run(function: Callable[..., Any], *arguments: Any, seconds: float) -> Any:
    """Call a function within a time limit.

    Raises:
        Failure: It raised, asked to exit, ran out of time or out of memory.
    """
    try:
        try:
            _until[0] = monotonic() + seconds
            if not _ticking[0]:
                _ticking[0] = True
                signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
            return function(*arguments)
        finally:
            _until[0] = inf
    except BaseException as error:
        _until[0] = inf
        raise _failure(error, seconds) from error


def _failure(error: BaseException, seconds: float) -> Failure:
    name = type(error).__name__
    code = getattr(error, "code", None)
    if isinstance(error, TimeUp):
        return Failure("timeout", f"it took longer than {seconds:g} s")
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == ENOMEM:
        return Failure("memory", "it wanted more memory than a worker may use")
    if isinstance(error, OSError):
        return Failure("unreadable", f"{error.strerror or error} ({name})", error.errno)
    if isinstance(error, Exception) and isinstance(code, str):  # ours, or a MediadError of the plugin
        return Failure(code, str(error))
    return Failure("error", f"{name}: {error}")
