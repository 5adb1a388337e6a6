"""Files as they lie, read by one child a root."""

from __future__ import annotations

import mimetypes
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Self

from mediad.storage.ports import delivery as port
from mediad.workers.reader import RootReader
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    from mediad.storage.ports import Storage
    from mediad.storage.ports.delivery import Placed
    from mediad.storage.ports.viewer import Viewer
    from mediad.workers.process import Processes
    from mediad.workers.reader import FileFacts

# What the standard table lacks; RFC 9559, RFC 9639, RFC 7845 and the registry of media types.
_TYPES = {
    ".flac": "audio/flac", ".m4a": "audio/mp4", ".m4b": "audio/mp4", ".mka": "audio/matroska", ".opus": "audio/ogg",
    ".oga": "audio/ogg", ".ogg": "audio/ogg", ".mkv": "video/matroska", ".m2ts": "video/mp2t", ".ts": "video/mp2t",
    ".ape": "audio/x-ape", ".wv": "audio/x-wavpack", ".dsf": "audio/x-dsf", ".srt": "application/x-subrip",
    ".ass": "text/x-ssa", ".lrc": "text/plain", ".cue": "text/plain", ".nfo": "text/plain", ".webp": "image/webp",
}  # fmt: skip
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that can be read from any place; obeys the HTTP room's `ByteSource`."""

    reader: RootReader
    placed: Placed
    facts: FileFacts

    @property
    def size(self) -> int:
        """Bytes."""
        return self.facts.size

    @property
    def mtime_ns(self) -> int:
        """Time of the last change."""
        return self.facts.mtime_ns

    async def chunks(self, start: int, length: int) -> AsyncIterator[bytes]:
        """Give bytes; they end with an error when the file changed or its disk went away."""
        async with self.reader.open(self.placed.path, start, length) as stream:
            async for chunk in stream.chunks():
                yield chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that is ready to leave.

    Attributes:
        source: Its bytes.
        name: Its name for people.
        media_type: Its content type, by its ending.
        path: Its path within its root, for a proxy that serves the bytes.
        root_path: Where that root is.
    """

    source: Source
    name: str
    media_type: str
    path: bytes
    root_path: bytes


class Files:
    """Opens files; a context manager that ends its readers."""

    def __init__(self, storage: Storage, processes: Processes) -> None:
        self._storage = storage
        self._processes = processes
        self._stack = AsyncExitStack()
        self._readers: dict[bytes, RootReader] = {}

    async def __aenter__(self) -> Self:
        await self._stack.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    async def open(self, viewer: Viewer, uid: str) -> Opened:
        """Open a file for somebody who may read it.

        Raises:
            NotFound: There is none that the viewer may read.
            Unavailable: Its root is away, hangs or was replaced.
        """
        placed = await port.file(self._storage, viewer, uid)
        source = await self.source(placed)
        return Opened(
            source=source, name=placed.display, media_type=type_of(placed.display), path=placed.path,
            root_path=placed.root_path,
        )  # fmt: skip

    async def source(self, placed: Placed) -> Source:
        """Give the bytes of a file whose place is known."""
        if placed.root_state not in {"online", "new"}:
            reason = placed.root_reason or f"its disk is {placed.root_state}"
            raise Unavailable(f"{placed.display} cannot be read: {reason}", remedy="Bring the disk back, then scan.")
        reader = await self._reader(placed.root_path)
        return Source(reader=reader, placed=placed, facts=await reader.stat(placed.path))

    async def _reader(self, root: bytes) -> RootReader:
        if root not in self._readers:
            self._readers[root] = await self._stack.enter_async_context(RootReader(self._processes, root))
        return self._readers[root]


def type_of(name: str) -> str:
    """Give the content type of a name's ending."""
    ending = "." + name.rpartition(".")[2].lower()
    return _TYPES.get(ending) or mimetypes.guess_type(name, strict=True)[0] or _UNKNOWN
