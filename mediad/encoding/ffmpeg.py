"""The four things that are done with ffmpeg: describe a file, list encoders, convert, decode for a check."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any

from mediad.encoding.errors import (
    EncodeFailed,
    EncodingError,
    FfmpegMissing,
    NoSpace,
    NotVerified,
    SourceAway,
    Unreadable,
)
from mediad.encoding.program import Program, limits, running
from mediad.encoding.progress import Report, reports
from mediad.workers.errors import exit_name
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.encoding.command import Commands, Work
    from mediad.encoding.devices import Hardware
    from mediad.workers.process import Limits, Processes

PROBE_SECONDS = 30.0
Tell = Callable[[Report], Awaitable[None]]
_ENCODER = re.compile(r"^ [VAS][.A-Z]{5} (\S+)", re.MULTILINE)
_COMPLAINT = re.compile(r"\[(?:panic|fatal|error)\] (.*)")
_SPEAKER = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] ")
_FULL = ("No space left on device", "File too large", "Disk quota exceeded")
_NO_SPACE = "There is no space left for the result."
_ABSENT = ("FileNotFoundError", "PermissionError", "NotADirectoryError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ffmpeg:
    """Runs the programs.

    Attributes:
        processes: Owns them.
        commands: Writes their command lines.
        silence: Seconds without a report after which a disk hangs.
        trial: Seconds that a test encode may take.
    """

    processes: Processes
    commands: Commands
    silence: float = 120.0
    trial: float = 20.0

    async def probe(self, path: bytes, seconds: float = PROBE_SECONDS) -> Mapping[str, Any]:
        """Describe a file as ffprobe does; raises `Unreadable` or `SourceAway`."""
        try:
            async with self._running(self.commands.probe(path), limits(), Unreadable) as program:
                text = await program.text(seconds)
        except TimeoutError:
            raise SourceAway(f"The file could not be read within {seconds:g} seconds.") from None
        report: Mapping[str, Any] = json.loads(text or b"{}")
        return report

    async def encoders(self) -> frozenset[str]:
        """List what this ffmpeg can make."""
        async with self._running(self.commands.encoders(), limits(), EncodeFailed) as program:
            text = await program.text(PROBE_SECONDS)
        return frozenset(_ENCODER.findall(text.decode("utf-8", "replace")))

    async def version(self) -> str:
        """Tell which ffmpeg it is."""
        async with self._running(self.commands.version(), limits(), EncodeFailed) as program:
            text = await program.text(PROBE_SECONDS)
        return text.decode("utf-8", "replace").partition("\n")[0]

    async def test(self, graph: str, options: Sequence[str], container: str, hardware: Hardware) -> str:
        """Convert what is generated, into nothing; gives why that failed, "" when it did not."""
        command, length = self.commands.test(graph, options, container, hardware), 0
        async with running(self.processes, command, limits(roomy=hardware.roomy)) as program:
            try:
                async with asyncio.timeout(self.trial):
                    while chunk := await program.chunk(1 << 16, self.trial):
                        length += len(chunk)
            except (TimeoutError, SourceAway):
                return f"It did not end within {self.trial:g} seconds."
            status = await program.status()
        if status == 0 and length:
            return ""
        return _told(program.tail) or (f"{command[0]} ended ({exit_name(status or 0)}) without a result.")

    async def encode(self, work: Work, tell: Tell) -> None:
        """Convert; raises `NoSpace` or `EncodeFailed`."""
        allowed = limits(file_size=work.room, roomy=work.hardware.roomy)
        async with self._running(self.commands.encode(work), allowed, EncodeFailed) as program:
            await self._follow(program, tell)
            await program.status()
            if _is_full(program.tail):  # ffmpeg 5 may still call this a success
                raise NoSpace(_NO_SPACE)

    async def decode(self, path: bytes, tell: Tell) -> int:
        """Decode a result from beginning to end and give its length, ms; raises `NotVerified` at the first mistake."""
        async with self._running(self.commands.decode(path), limits(), NotVerified) as program:
            length = await self._follow(program, tell)
            await program.status()
            # Libraries speak there, too: libgcrypt warns wherever memory cannot be locked, as in some containers.
            if complaints := _COMPLAINT.findall(program.tail):
                raise NotVerified(f"The result cannot be decoded: {complaints[-1][:300]}")
            return length

    async def _follow(self, program: Program, tell: Tell) -> int:
        lines, last = program.lines(self.silence), 0
        async with aclosing(lines), aclosing(reports(lines)) as heard:
            async for report in heard:
                last = report.written_ms
                await tell(report)
        return last

    @asynccontextmanager
    async def _running(self, command: list[str], allowed: Limits, kind: type[EncodingError]) -> AsyncIterator[Program]:
        async with running(self.processes, command, allowed) as program:
            yield program
            status = await program.status()
            if status is None:
                raise SourceAway(f"{command[0]} does not end: a disk does not answer.")
            if status:
                raise _failure(command[0], status, program.tail, kind)


def _failure(program: str, status: int, tail: str, kind: type[EncodingError]) -> Exception:
    last = _last(tail)
    if status == 1 and last.startswith(_ABSENT):
        return FfmpegMissing(f"{program} could not be started.")
    if status == -signal.SIGXFSZ or _is_full(tail):
        return NoSpace(_NO_SPACE)
    return kind(f"{program} ended ({exit_name(status)}): {last}" if last else f"{program} ended ({exit_name(status)}).")


def _is_full(tail: str) -> bool:
    return any(each in tail for each in _FULL)


def _last(tail: str) -> str:
    return tail.splitlines()[-1][:300] if tail else ""


def _told(tail: str) -> str:
    """Give the first complaint, which names the cause, and the last, which says what came of it."""
    lines = [_SPEAKER.sub("", each)[:300] for each in tail.splitlines() if each.strip()]
    return " / ".join(dict.fromkeys([*lines[:1], *lines[-1:]]))
