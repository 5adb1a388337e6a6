"""A breaker: after some failures in a row nobody asks for a while, then one tries for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STRIKES = 3
FIRST_PAUSE = 30.0
LONGEST_PAUSE = 900.0


class Breaker:
    """Counts failures in a row of one hook of one plugin instance."""

    __slots__ = ("_clock", "_pause", "_probing", "strikes", "until")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pause = FIRST_PAUSE
        self._probing = False
        self.until = 0.0
        """When calls are let through again, by the clock; 0 while nothing is held back."""
        self.strikes = 0

    @property
    def is_open(self) -> bool:
        """Whether calls are held back; also while one call probes."""
        return self.until > 0

    def wait(self) -> float:
        """Give the seconds until a call is let through; 0 lets this one through, as the probe after a pause."""
        if not self.until:
            return 0.0
        left = self.until - self._clock()
        if left > 0 or self._probing:
            return max(left, 1.0)
        self._probing = True
        return 0.0

    def succeed(self) -> None:
        """Forget every failure."""
        self._pause, self._probing, self.until, self.strikes = FIRST_PAUSE, False, 0.0, 0

    def fail(self, strikes: int = 1) -> bool:
        """Count a failure; tells whether it began a pause."""
        self.strikes += strikes
        self._probing = False
        if self.strikes < STRIKES:
            return False
        self.until = self._clock() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        return True

    def release(self) -> None:
        """Take back a call that was cancelled from outside: it proved nothing."""
        self._probing = False
