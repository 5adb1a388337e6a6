"""One timer for the deadlines of all calls: it sleeps until the nearest one, and not at all while nobody waits.

A timer of its own for each call would cost more than the rest of the guard. Most calls end long before their time; so
the one timer is seldom moved, and what it finds when it rings is mostly that everybody has gone.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio

APART = 0.01
"""Seconds between two rings at least: deadlines that lie closer are met together."""
_EARLY = 0.001
"""What a timer may ring too soon."""


class Waiting(Protocol):
    """A call that waits, as far as its deadline goes."""

    loop: asyncio.AbstractEventLoop
    when: float

    @property
    def holder(self) -> object:
        """Whose it is."""

    def expire(self) -> None:
        """Hear that the time is over; `when` has moved afterwards."""


class Sweep:
    """Ends the calls whose time is over."""

    def __init__(self) -> None:
        self._calls: set[Waiting] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._next = inf

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, call: Waiting) -> None:
        """Look after a call, or hear that its time has changed."""
        self._calls.add(call)
        if call.when < self._next or call.loop is not self._loop:
            self._set(call.loop, call.when)

    def discard(self, call: Waiting) -> None:
        """Forget a call; the timer stays, as the next call will want it."""
        self._calls.discard(call)

    def postpone(self, holder: object, seconds: float) -> None:
        """Give all calls but the holder's the time back that the holder took."""
        for call in self._calls:
            if call.holder is not holder:
                call.when += seconds

    def _set(self, loop: asyncio.AbstractEventLoop, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._loop, self._next = loop, when
        self._timer = loop.call_at(when, self._ring, loop)

    def _ring(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer, self._next = None, inf
        now = loop.time() + _EARLY
        for call in [each for each in self._calls if each.when <= now]:
            call.expire()
        nearest = min((each.when for each in self._calls), default=inf)
        if nearest < inf:
            self._set(loop, max(nearest, now + APART))
