"""The last calls of one plugin instance: what an operator wants to see, and a plugin's author even more."""

from __future__ import annotations

from collections import deque
from itertools import count
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 200

Entry = tuple[int, str, float, float, float, str, str]
"""Number, hook, begin, seconds, seconds on the loop, outcome, correlation id: bare, as one is made at each call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """One call of the past.

    Attributes:
        number: Counts the calls of the instance, from 1.
        hook: Which of its functions.
        started: Milliseconds since 1970.
        ms: How long the caller waited.
        loop_ms: How long it held the event loop.
        outcome: `ok`, `cancelled` by the caller, or the kind of its failure.
        correlation_id: The request or job it was for; "" for what the daemon did of itself.
    """

    number: int
    hook: str
    started: int
    ms: float
    loop_ms: float
    outcome: str
    correlation_id: str


class Trace:
    """A ring of the last calls. A call adds a tuple; the rest is done when somebody looks."""

    __slots__ = ("_clock", "_entries", "_wall", "add", "number")

    def __init__(self, clock: Callable[[], float], wall: Callable[[], float]) -> None:
        self._clock = clock
        self._wall = wall
        self._entries: deque[Entry] = deque(maxlen=LENGTH)
        self.add = self._entries.append
        self.number = count(1).__next__

    def after(self, number: int = 0) -> list[Traced]:
        """Give the calls after a number, oldest first."""
        zero = self._wall() - self._clock()
        return [_traced(entry, zero) for entry in self._entries if entry[0] > number]


def _traced(entry: Entry, zero: float) -> Traced:
    number, hook, begun, seconds, spent, outcome, correlation = entry
    return Traced(
        number=number,
        hook=hook,
        started=round((zero + begun) * 1000),
        ms=round(seconds * 1000, 3),
        loop_ms=round(spent * 1000, 3),
        outcome=outcome,
        correlation_id=correlation,
    )
