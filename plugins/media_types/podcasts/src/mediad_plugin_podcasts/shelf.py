"""The folder of the library: records of feeds and fetched episodes are written whole or not at all."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

RECORD = "podcast.json"


class Shelf:
    """Writes below one folder; that folder itself is never made, since its disk may be away."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._turn = asyncio.Lock()

    async def is_there(self) -> bool:
        """Tell whether the folder is there and can be written to."""
        return await asyncio.to_thread(lambda: self._folder.is_dir() and os.access(self._folder, os.W_OK))

    async def record(self, folder: str, said: Mapping[str, Any]) -> bool:
        """Write what a feed tells; False where the same is written already."""
        async with self._turn:  # a look and the end of a fetch may write at once
            return await asyncio.to_thread(self._record, folder, said)

    def _record(self, folder: str, said: Mapping[str, Any]) -> bool:
        data = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "replace")
        place = self._place(folder)
        path = place / RECORD
        with suppress(OSError):
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return False
        draft = place / f".{RECORD}.new"
        draft.write_bytes(data)
        draft.replace(path)
        return True

    @asynccontextmanager
    async def file(self, folder: str, name: str) -> AsyncIterator[Callable[[bytes], Awaitable[None]]]:
        """Give what writes a file piece by piece; it has its name when all of it is there."""
        place = await asyncio.to_thread(self._place, folder)
        draft = place / f".{name}.part"
        file = await asyncio.to_thread(draft.open, "wb")
        try:

            async def write(piece: bytes) -> None:
                await asyncio.to_thread(file.write, piece)

            yield write
            await asyncio.to_thread(_finish, file.fileno(), file.flush)
            file.close()
            await asyncio.to_thread(draft.replace, place / name)
        except BaseException:
            file.close()
            with suppress(OSError):
                draft.unlink()
            raise

    async def remove(self, folder: str, name: str) -> None:
        """Remove a file that was fetched; one that is gone already is fine."""
        await asyncio.to_thread((self._folder / folder / name).unlink, missing_ok=True)

    def _place(self, folder: str) -> Path:
        if not self._folder.is_dir():
            remedy = "Bring its disk back, or set another folder."
            raise Unavailable("The folder of podcasts is not there.", remedy=remedy)
        place = self._folder / folder
        place.mkdir(exist_ok=True)
        return place


def _finish(descriptor: int, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(descriptor)
