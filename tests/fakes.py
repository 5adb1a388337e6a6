"""Stand-ins for the outside world: a clock that moves when it is told to, a file in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass


class HandClock:
    """A clock moved by hand; whoever sleeps wakes when the time has come."""

    def __init__(self, now_ms: int = 1_700_000_000_000) -> None:
        self._now_ms = now_ms
        self._start = now_ms
        self._sleepers: list[tuple[int, asyncio.Future[None]]] = []

    def now_ms(self) -> int:
        return self._now_ms

    def monotonic(self) -> float:
        return (self._now_ms - self._start) / 1000

    async def sleep(self, seconds: float) -> None:
        until = self._now_ms + int(seconds * 1000)
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((until, woken))
        await woken

    def wakes_at(self, ms: int) -> bool:
        """Tell whether somebody sleeps until this very time."""
        return any(until == ms and not woken.done() for until, woken in self._sleepers)

    def advance(self, seconds: float) -> None:
        """Move time and wake who slept until now."""
        self._now_ms += int(seconds * 1000)
        due = [woken for until, woken in self._sleepers if until <= self._now_ms and not woken.done()]
        self._sleepers = [(until, woken) for until, woken in self._sleepers if until > self._now_ms]
        for woken in due:
            woken.set_result(None)


@dataclass
class MemorySource:
    """Bytes from memory, as a reader of a root would give them."""

    data: bytes
    mtime_ns: int = 1_700_000_000_123_456_789
    breaks_after: int | None = None

    @property
    def size(self) -> int:
        return len(self.data)

    async def chunks(self, start: int, length: int) -> AsyncIterator[bytes]:
        for at in range(start, start + length, 1000):
            if self.breaks_after is not None and at >= self.breaks_after:
                raise OSError("the disk went away")
            yield self.data[at : min(at + 1000, start + length)]
