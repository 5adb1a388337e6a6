"""When a child that died is started again, and when no more."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
QUIET = 600.0
DEATHS = 3


class Restarts:
    """Counts the deaths of one plugin's children.

    Attributes:
        pause: Seconds until the next start; doubles with each death, and begins anew after ten quiet minutes.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, first: float = FIRST_PAUSE) -> None:
        self._clock = clock
        self._first = first
        self._deaths: deque[float] = deque(maxlen=DEATHS)
        self.pause = first

    def may(self) -> bool:
        """Count a death; tells whether another start is worth it."""
        now = self._clock()
        last = self._deaths[-1] if self._deaths else None
        if last is None or now - last > QUIET:
            self.pause = self._first
        else:
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        self._deaths.append(now)
        return len(self._deaths) < DEATHS or now - self._deaths[0] > QUIET

    def verdict(self, reason: str) -> str:
        """Say why there is no other start."""
        return f"its process died {DEATHS} times within {QUIET / 60:g} minutes, at last: {reason}"
