"""Conversions that leave while they are made: a bounded number, each gone when whoever listens is."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any

from mediad.encoding.arguments import check
from mediad.encoding.command import Piece
from mediad.encoding.errors import EncodeFailed, SourceAway
from mediad.encoding.probe import facts_of
from mediad.encoding.profiles import planned
from mediad.encoding.program import Program, limits, running
from mediad.storage.ports import delivery as port
from mediad.workers.errors import exit_name
from mediad_sdk.errors import Unavailable

if TYPE_CHECKING:
    from mediad.encoding.ffmpeg import Ffmpeg
    from mediad.encoding.profiles import Profiles
    from mediad.storage.ports import Storage
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.values.http import Transcode

MOST = 6
"""Conversions that run at once; each takes a processor while it fills the client's buffer."""
SILENCE = 30.0
"""Seconds without a byte after which a disk hangs."""
CHUNK = 1 << 16
BUSY_SECONDS = 10.0
MIMES = {
    "mp3": "audio/mpeg", "flac": "audio/flac", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
    "adts": "audio/aac", "wav": "audio/wav", "aiff": "audio/aiff", "ipod": "audio/mp4", "mp4": "video/mp4",
    "mov": "video/quicktime", "matroska": "video/matroska", "webm": "video/webm",
}  # fmt: skip


class Live:
    """Converts files for listeners; what one may not see is not found."""

    def __init__(self, storage: Storage, ffmpeg: Ffmpeg, profiles: Profiles, most: int = MOST) -> None:
        self._storage = storage
        self._ffmpeg = ffmpeg
        self._profiles = profiles
        self._most = most
        self.running = 0

    async def probe(self, viewer: Viewer, file: str) -> Mapping[str, Any]:
        """Describe a file as ffprobe does."""
        return await self._ffmpeg.probe(await self._path(viewer, file))

    def mime(self, wanted: Transcode) -> str:
        """Give the content type of a result."""
        if wanted.profile:
            return self._profiles.get(wanted.profile).mime
        return MIMES.get(wanted.container, "application/octet-stream")

    @asynccontextmanager
    async def stream(self, viewer: Viewer, wanted: Transcode) -> AsyncIterator[AsyncIterator[bytes]]:
        """Convert while the block lasts; gives what comes, and raises what failed.

        Raises:
            NotFound: There is no such file that the viewer may read.
            Unavailable: Its disk is away, or too many conversions run.
            BadArguments: The arguments ask for what nobody may ask for.
        """
        path = await self._path(viewer, wanted.file)
        command = await self._command(path, wanted)
        if self.running >= self._most:
            raise Unavailable(
                f"{self._most} conversions run for listeners already.", retry_after=BUSY_SECONDS,
                remedy="Try again when one of them has ended, or take the file as it is.",
            )  # fmt: skip
        self.running += 1
        try:
            async with running(self._ffmpeg.processes, command, limits()) as program, aclosing(_told(program)) as told:
                yield told
        finally:
            self.running -= 1

    async def _command(self, path: bytes, wanted: Transcode) -> list[str]:
        piece = Piece(start=max(0, wanted.start_ms), end=wanted.end_ms)
        if not wanted.profile:
            options = check(wanted.arguments, wanted.container)
            return self._ffmpeg.commands.live(path, piece, options, wanted.container)
        usable = await self._profiles.usable(wanted.profile)
        profile = usable.profile
        plan, _ = await planned(profile, facts_of(await self._ffmpeg.probe(path)))
        options = check(plan.arguments, profile.container, profile.needs)
        return self._ffmpeg.commands.live(path, piece, options, profile.container, usable.hardware)

    async def _path(self, viewer: Viewer, file: str) -> bytes:
        placed = await port.file(self._storage, viewer, file)
        if placed.state != "present" or placed.root_state not in {"online", "new"}:
            raise SourceAway(f"{placed.display} cannot be read: {placed.root_reason or f'it is {placed.state}'}.")
        return placed.root_path + b"/" + placed.path


async def _told(program: Program) -> AsyncGenerator[bytes, None]:
    """Give what a program writes; a failure ends it with an error, so that half a song is not taken for one."""
    sent = False
    while chunk := await program.chunk(CHUNK, SILENCE):
        sent = True
        yield chunk
    status = await program.status()
    if status or not sent:
        last = program.tail.splitlines()[-1][:300] if program.tail else ""
        raise EncodeFailed(f"ffmpeg ended ({exit_name(status or 0)}) before the end. {last}".rstrip())
