"""ffmpeg's reports on its progress (`-progress`): lines of `key=value`, each report closed by `progress=`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from mediad_sdk.data import dataclass

MICRO = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How far it is: the time written so far, and how many times faster than real time it works (0 unknown)."""

    written_ms: int
    speed: float

    def fraction(self, duration_ms: int | None) -> float:
        """Give 0 to 1; 0 while the length is unknown."""
        return min(1.0, max(0.0, self.written_ms / duration_ms)) if duration_ms else 0.0

    def sentence(self, duration_ms: int | None) -> str:
        """Say it to a person."""
        if not self.speed:
            return "converting"
        left = (duration_ms - self.written_ms) / 1000 / self.speed if duration_ms else 0
        more = f", {_clock(left)} left" if left > 0 else ""
        return f"converting at {self.speed:.3g} times real time{more}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


async def reports(lines: AsyncIterator[str]) -> AsyncGenerator[Report, None]:
    """Read reports; keys that are missing or `N/A` leave what was known."""
    written, speed = 0, 0.0
    async for line in lines:
        key, _, value = line.partition("=")
        value = value.strip()
        if key == "out_time_us":
            written = max(written, int(value) // MICRO) if value.isdecimal() else written
        elif key == "speed":
            speed = _number(value.removesuffix("x")) or speed
        elif key == "progress":
            yield Report(written_ms=written, speed=speed)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
