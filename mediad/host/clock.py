"""The time of this machine."""

from __future__ import annotations

import asyncio
import time


class SystemClock:
    """The real clock."""

    def now_ms(self) -> int:
        """Give milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Give seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
