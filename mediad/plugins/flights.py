"""The calls of one instance that may last: jobs, and answers that are sent in pieces.

They finish on the code they began with; so long that code's lifespan stays open.
"""

from __future__ import annotations

import asyncio


class Flights:
    """Counts what has begun and not ended."""

    def __init__(self) -> None:
        self._count = 0
        self._landed = asyncio.Event()
        self._landed.set()

    def __len__(self) -> int:
        return self._count

    def begin(self) -> None:
        """Hear of a beginning."""
        self._count += 1
        self._landed.clear()

    def end(self) -> None:
        """Hear of an end."""
        self._count -= 1
        if not self._count:
            self._landed.set()

    async def landed(self) -> None:
        """Wait until none is left."""
        await self._landed.wait()
