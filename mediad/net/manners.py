"""How one host is treated for one plugin: how often it is asked, and when it is left alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("closed", "half-open", "open")
STRIKES = 5
FIRST_PAUSE = 15.0
LONGEST_PAUSE = 300.0
FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0


class Breaker:
    """Counts failed calls in a row; after some, nobody asks for a while, then one tries for all."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._strikes = 0
        self._pause = FIRST_PAUSE
        self._until = 0.0
        self._probing = False

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if not self._until:
            return "closed"
        return "open" if self._until > self._now() and not self._probing else "half-open"

    def wait(self) -> float:
        """Give the seconds until a call is let through; 0 lets this one through, as the probe after a pause."""
        if not self._until:
            return 0.0
        left = self._until - self._now()
        if left > 0 or self._probing:
            return max(left, 1.0)
        self._probing = True
        return 0.0

    def succeed(self) -> None:
        """Forget every failure."""
        self._strikes, self._pause, self._until, self._probing = 0, FIRST_PAUSE, 0.0, False

    def fail(self) -> None:
        """Count a failure; a probe's begins a longer pause at once."""
        self._strikes += 1
        self._probing = False
        if self._strikes >= STRIKES:
            self._until = self._now() + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def release(self) -> None:
        """Take back a call that proved nothing."""
        self._probing = False


class Pace:
    """Spreads calls: so many at once, then evenly; and none before a pause that the other side asked for is over."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._due = 0.0
        self._paused_until = 0.0

    def paused(self) -> float:
        """Give the seconds that are left of a pause."""
        return max(0.0, self._paused_until - self._now())

    def pause(self, seconds: float) -> None:
        """Let nobody ask for a while."""
        self._paused_until = max(self._paused_until, self._now() + seconds)

    def turn(self, calls: int, seconds: float, patience: float) -> float:
        """Take the next turn and give the seconds until then; one that is later than `patience` is not taken."""
        wait = self.paused()
        if not calls:
            return wait
        now = self._now()
        every = seconds / calls
        due = max(self._due, now)
        wait = max(wait, due - now - (seconds - every))
        if wait <= patience:
            self._due = due + every
        return max(0.0, wait)


def backoff(attempt: int) -> float:
    """Choose a wait before asking again: anywhere up to a bound that doubles, so that many do not come at once."""
    return random.uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2**attempt))  # noqa: S311  # no secret hangs on it
