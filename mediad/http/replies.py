"""Turns what plugins answer into replies; files, pictures and conversions are opened here, for the caller's eyes."""

from __future__ import annotations

import json
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.accel import Accel
from mediad.http.answers import Answer, FileAnswer, LiveAnswer, Reply, StreamAnswer
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unavailable
from mediad_sdk.values.http import Response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from aiohttp import web

    from mediad.http.routes.files import Files, Pictures
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.values.http import Transcode

# The frame of an answer, its cookies and its walls stay the daemon's.
_KEPT_BACK = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "content-security-policy",
        "content-type",
        "keep-alive",
        "server",
        "set-cookie",
        "transfer-encoding",
        "upgrade",
        "x-request-id",
    }
)
_PICTURE_SECONDS = 86_400
_UNSAID = Response.__dataclass_fields__["content_type"].default


class Live(Protocol):
    """Converts files for listeners."""

    def mime(self, wanted: Transcode) -> str:
        """Give the content type of a result."""

    def stream(self, viewer: Viewer, wanted: Transcode) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Convert while the context is open."""


class Covers(Protocol):
    """Knows which picture stands for a work."""

    async def __call__(self, viewer: Viewer, uid: str) -> str:
        """Give the id of a work's picture, or what was given when it is no work's id."""


@dataclass(slots=True, kw_only=True)
class Replies:
    """What answers of plugins may name; None until the daemon has it.

    Attributes:
        stalled: Seconds after which a client that takes nothing of a conversion is left.
    """

    files: Files | None = None
    pictures: Pictures | None = None
    covers: Covers | None = None
    live: Live | None = None
    accel: Accel = field(default_factory=Accel)
    stalled: float = 300.0

    async def of(self, response: Response, viewer: Viewer | None, accept: str = "*/*") -> Reply:
        """Make the reply of a response."""
        headers = tuple((name, value) for name, value in response.headers.items() if name.lower() not in _KEPT_BACK)
        if response.file or response.picture or response.transcode is not None:
            return await self._opened(response, headers, viewer, accept)
        if response.json is not None:
            body = json.dumps(response.json, ensure_ascii=False, separators=(",", ":")).encode()
            return Answer(body=body, status=response.status, headers=headers)
        if isinstance(response.body, bytes):
            return Answer(body=response.body, status=response.status, media_type=response.content_type, headers=headers)
        return StreamAnswer(
            run=_pump(response.body), status=response.status, media_type=response.content_type, headers=headers
        )

    async def _opened(
        self, response: Response, headers: tuple[tuple[str, str], ...], viewer: Viewer | None, accept: str
    ) -> Reply:
        if viewer is None or self.files is None or self.live is None:
            raise Unavailable("Files are not there for nobody, nor before the daemon has started.")
        if response.file:
            opened = await self.files.open(viewer, response.file)
            return FileAnswer(
                source=opened.source, name=opened.name, media_type=opened.media_type, download=response.download,
                accel=self.accel.address(opened.root_path, opened.path),
            )  # fmt: skip
        if response.transcode is not None:
            media_type = self.live.mime(response.transcode)
            chosen = media_type if response.content_type == _UNSAID else response.content_type
            return LiveAnswer(
                open=partial(self.live.stream, viewer, response.transcode), media_type=chosen, headers=headers,
                stalled=self.stalled,
            )  # fmt: skip
        return await self._picture(response, viewer, accept)

    async def _picture(self, response: Response, viewer: Viewer, accept: str) -> Answer:
        if self.pictures is None or self.covers is None:
            raise Unavailable("Pictures are not there before the daemon has started.")
        uid, size = await self.covers(viewer, response.picture), max(1, response.size)
        shown = await self.pictures.get(viewer, uid, width=size, height=size, accept=accept)
        headers = (("Cache-Control", f"private, max-age={_PICTURE_SECONDS}"), ("Vary", "Accept"))
        return Answer(body=shown.data, media_type=shown.media_type, etag=shown.etag, headers=headers)


def _pump(chunks: AsyncIterator[bytes]) -> Any:
    async def run(response: web.StreamResponse) -> None:
        try:
            async for chunk in chunks:
                await response.write(chunk)
        finally:  # a client that leaves early: the plugin's generator cleans up now, inside its guard
            if (close := getattr(chunks, "aclose", None)) is not None:
                await close()

    return run
