"""ffmpeg as plugins are lent it: on files of the library alone, within the daemon's limits."""

from __future__ import annotations

from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mediad_sdk.values.http import Transcode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from mediad.encoding.live import Live
    from mediad.host.library import Sight


class LentFfmpeg:
    """Obeys the SDK's `Ffmpeg`."""

    def __init__(self, live: Live, sight: Sight) -> None:
        self._live = live
        self._sight = sight

    async def probe(self, file: str) -> Mapping[str, Any]:
        """Give what ffprobe says of a file."""
        return await self._live.probe(await self._sight.of(""), file)

    def stream(self, file: str, arguments: Sequence[str]) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Run ffmpeg and give its output as it comes; the arguments name the muxer with `-f`."""
        return self._stream(Transcode(file=file, arguments=tuple(arguments), container=_container(arguments)))

    @asynccontextmanager
    async def _stream(self, wanted: Transcode) -> AsyncIterator[AsyncIterator[bytes]]:
        async with self._live.stream(await self._sight.of(""), wanted) as chunks:
            yield chunks


def _container(arguments: Sequence[str]) -> str:
    return next((after for key, after in pairwise(arguments) if key == "-f"), "")
