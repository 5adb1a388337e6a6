"""The room of conversion with everything around it, for tests that convert."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shelf import Shelf, open_shelf

from mediad.encoding.room import Encoding, Options
from mediad.workers.process import Processes
from mediad_plugin_audio.plugin import PROFILES as AUDIO
from mediad_plugin_h264.plugin import LARGE, MEDIUM, SMALL, profile

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from engines import Database

    from mediad_sdk.values.encoding import EncoderProfile

PROFILES = (*(profile(rung) for rung in (LARGE, MEDIUM, SMALL)), *AUDIO)
JOB = "01890000-0000-7000-8000-000000000001"
FILM = (
    "-f", "lavfi", "-i", "testsrc2=s=854x480:r=24:d=2", "-f", "lavfi", "-i",
    "sine=frequency=440:duration=2:sample_rate=48000",
    "-i", "{dir}/text.srt", "-f", "ffmetadata", "-i", "{dir}/chapters.txt", "-map", "0:v", "-map", "1:a", "-map",
    "2:s", "-map_metadata",
    "3", "-metadata:s:a:0", "language=deu", "-metadata:s:s:0", "language=eng", "-c:v", "mpeg4", "-c:a", "flac",
    "-c:s", "srt",
)  # fmt: skip
SRT = "1\n00:00:00,500 --> 00:00:01,500\nHello\n"
CHAPTERS = """;FFMETADATA1
title=A Film
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1000
title=One
[CHAPTER]
TIMEBASE=1/1000
START=1000
END=2000
title=Two
"""


def make(arguments: list[str], folder: Path) -> None:
    filled = [each.replace("{dir}", str(folder)) for each in arguments]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *filled], check=True)  # the one that is tested


class Clock:
    def now_ms(self) -> int:
        return 1_700_000_000_000

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@dataclass
class Run:
    """A job's run that remembers what it was told."""

    args: Mapping[str, Any]
    id: str = JOB
    attempt: int = 1
    checkpoint: Mapping[str, Any] = field(default_factory=dict)
    told: list[tuple[float, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    async def save(self, checkpoint: Mapping[str, Any]) -> None:
        raise AssertionError("a conversion has no checkpoint")

    async def progress(self, fraction: float, message: str = "") -> None:
        self.told.append((fraction, message))

    async def log(self, message: str, *, level: str = "info") -> None:
        self.lines.append(message)


@dataclass
class Studio:
    """The room with everything around it."""

    shelf: Shelf
    directory: Path
    processes: Processes
    profiles: list[EncoderProfile] = field(default_factory=lambda: list(PROFILES))

    def room(self, **options: Any) -> Encoding:
        chosen = Options(**{"directory": self.directory, "keep_free": 0, **options})
        return Encoding(self.shelf.storage, Clock(), self.processes, lambda: self.profiles, chosen)

    async def encode(self, item: str, profile_id: str, **options: Any) -> tuple[Mapping[str, Any], Run]:
        run = Run({"item": item, "profile": profile_id})
        return await self.room(**options).run(run), run

    def files(self) -> list[str]:
        return sorted(str(each.relative_to(self.directory)) for each in self.directory.rglob("*") if each.is_file())


@asynccontextmanager
async def open_studio(database: Database, media: Path, directory: Path) -> AsyncIterator[Studio]:
    async with Processes() as processes, open_shelf(database, media) as shelf:
        yield Studio(shelf, directory, processes)


def running(part: object) -> list[str]:
    """List the command lines of processes that name something."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            if str(part) in line:
                found.append(line)
    return found


async def until(true: Callable[[], object], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)
