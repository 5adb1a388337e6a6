"""Runs ffmpeg and ffprobe: confined, watched, and gone when the one who asked is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing

from mediad.encoding.errors import SourceAway
from mediad.workers.process import Limits, Process, Processes, confined

ROLE = "ffmpeg"
PATIENCE = 3.0
"""Seconds between asking a program to end and ending it."""
LARGEST_ANSWER = 4 << 20
MEMORY = 8 << 30


def limits(*, file_size: int = -1, roomy: bool = False) -> Limits:
    """Give the limits of such a program: much memory, politeness, and files only where it shall write one.

    Drivers that map a device's memory reserve far more addresses than they use; `roomy` sets no limit to them.
    """
    return Limits(memory=0 if roomy else MEMORY, file_size=file_size, descriptors=64, nice=10, oom=800)


class Program:
    """A program that runs."""

    def __init__(self, process: Process, output: asyncio.StreamReader) -> None:
        self._process = process
        self._output = output

    @property
    def tail(self) -> str:
        """The end of what it wrote to standard error."""
        return self._process.tail.strip()

    async def lines(self, silence: float) -> AsyncGenerator[str, None]:
        """Give the lines that it prints; raises `SourceAway` when none comes for so many seconds."""
        while line := await self._line(silence):
            yield line.decode("utf-8", "replace").rstrip("\n")

    async def text(self, seconds: float) -> bytes:
        """Give all that it prints, up to a limit."""
        parts = bytearray()
        async with asyncio.timeout(seconds):
            while len(parts) < LARGEST_ANSWER and (part := await self._output.read(1 << 16)):
                parts += part
        return bytes(parts)

    async def chunk(self, most: int, silence: float) -> bytes:
        """Give what it has printed, b"" at the end; raises `SourceAway` when nothing comes for so many seconds."""
        try:
            async with asyncio.timeout(silence):
                return await self._output.read(most)
        except TimeoutError:
            raise SourceAway(f"Nothing could be read for {silence:g} seconds.") from None

    async def status(self) -> int | None:
        """Wait a moment for its end: its exit code, negative for a signal, None when it does not end."""
        return self._process.ended.result() if await self._process.gone(PATIENCE) else None

    async def _line(self, silence: float) -> bytes:
        try:
            async with asyncio.timeout(silence):
                return await self._output.readline()
        except TimeoutError:
            raise SourceAway(f"Nothing could be read or written for {silence:g} seconds.") from None


@asynccontextmanager
async def running(processes: Processes, command: Sequence[str], allowed: Limits) -> AsyncIterator[Program]:
    """Run a program; leaving the block ends it with everything it started."""
    readable, writable = os.pipe2(os.O_CLOEXEC)
    with os.fdopen(readable, "rb", 0) as pipe:
        try:
            process = processes.become(confined(ROLE, allowed, command), writable)
        finally:
            os.close(writable)
        try:
            output = asyncio.StreamReader()
            loop = asyncio.get_running_loop()
            transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(output), pipe)
            with closing(transport):
                yield Program(process, output)
        finally:
            await _end(processes, process)


async def _end(processes: Processes, process: Process) -> None:
    process.ask_to_end()
    try:
        await process.gone(PATIENCE)
    finally:
        await processes.end(process)
