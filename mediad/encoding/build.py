"""Which ffmpeg this machine has, and what it can make: asked once for each build."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mediad.encoding.errors import FfmpegMissing
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.encoding.ffmpeg import Ffmpeg


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Build:
    """A program as it lies on the disk."""

    path: str
    mtime_ns: int


class Builds:
    """Remembers what the present build said."""

    def __init__(self, ffmpeg: Ffmpeg) -> None:
        self._ffmpeg = ffmpeg
        self._encoders: dict[Build, frozenset[str]] = {}
        self._versions: dict[Build, str] = {}

    async def encoders(self) -> frozenset[str]:
        """List what it can make."""
        return await _once(self._encoders, await self._present(), self._ffmpeg.encoders)

    async def identity(self) -> list[str]:
        """Tell it from every other build."""
        build = await self._present()
        return [build.path, str(build.mtime_ns), await _once(self._versions, build, self._ffmpeg.version)]

    async def check(self) -> None:
        """Raise `FfmpegMissing` where a program is missing."""
        await self._present()
        await asyncio.to_thread(_find, self._ffmpeg.commands.ffprobe)

    async def _present(self) -> Build:
        # The search path lies on the system's own disk; a thread may look there.
        return await asyncio.to_thread(_find, self._ffmpeg.commands.ffmpeg)


async def _once(known: dict[Build, T], build: Build, ask: Callable[[], Awaitable[T]]) -> T:
    if build not in known:
        known.clear()
        known[build] = await ask()
    return known[build]


def _find(program: str) -> Build:
    path = shutil.which(program)
    if path is None:
        raise FfmpegMissing(f"There is no program {program}.")
    return Build(path, Path(path).stat().st_mtime_ns)
