"""ffmpeg and ffprobe, run by the daemon within its limits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol


class Ffmpeg(Protocol):
    """Runs on files of the library, named by their public ids; needs the permission `ffmpeg`."""

    async def probe(self, file: str) -> Mapping[str, Any]:
        """Give what ffprobe says of a file: `format`, `streams`, `chapters`."""

    def stream(self, file: str, arguments: Sequence[str]) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Run ffmpeg and give its output as it comes; it ends when the context is left.

        Args:
            file: Public id of the source.
            arguments: As in an `Encoding`, with `INPUT` and `OUTPUT` in their places; the output is a pipe.
        """
