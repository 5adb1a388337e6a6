"""Runs one function of a plugin so that whatever it does becomes a value or a reason."""

from __future__ import annotations

import signal

from mediad_sdk.runner.frames import storable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_AGAIN = 1.0
_armed = [False]


class TimeUp(BaseException):  # not an Exception: a plugin's `except Exception` must not swallow it
    """The time for one call is over."""


class Failure(Exception):
    """Why a call gave nothing: a stable code, and a sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = storable(code)
        self.reason = storable(reason)[:500]


def install() -> None:
    """Let the alarm raise in whatever Python frame runs; a call stuck in C is the daemon's watchdog's business."""
    signal.signal(signal.SIGALRM, _ring)


def _ring(_number: int, _frame: object) -> None:
    if _armed[0]:
        raise TimeUp


def run(function: Callable[..., Any], *arguments: Any, seconds: float) -> Any:
    """Call a function within a time limit.

    Raises:
        Failure: It raised, asked to exit, ran out of time or out of memory.
    """
    try:
        try:
            _armed[0] = True
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            return function(*arguments)
        finally:
            _armed[0] = False
            signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:
        _armed[0] = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise _failure(error, seconds) from error


def _failure(error: BaseException, seconds: float) -> Failure:
    name = type(error).__name__
    code = getattr(error, "code", None)
    if isinstance(error, TimeUp):
        return Failure("timeout", f"it took longer than {seconds:g} s")
    if isinstance(error, MemoryError):
        return Failure("memory", "it wanted more memory than a worker may use")
    if isinstance(error, OSError):
        return Failure("unreadable", f"{error.strerror or error} ({name})")
    if isinstance(error, Exception) and isinstance(code, str):  # ours, or a MediadError of the plugin
        return Failure(code, str(error))
    return Failure("error", f"{name}: {error}")
