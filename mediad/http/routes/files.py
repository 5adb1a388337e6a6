"""Files and pictures: what is known of a file, its bytes, and pictures in the size that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pydantic import Field

from mediad.http.answers import Answer, FileAnswer, Raw, single
from mediad.http.route import API, Call, Query, Route
from mediad.http.shapes import Flag, Shape, written
from mediad.http.who import viewer
from mediad.library.delivery.failures import (
    PictureCrashError,
    PictureDamagedError,
    PictureTimeoutError,
    PictureTooLargeError,
)
from mediad.storage.ports import delivery as port
from mediad_sdk.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from mediad.http.accel import Accel
    from mediad.http.answers import ByteSource
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer

_IMMUTABLE = "private, max-age=31536000, immutable"
_LARGEST = 8192
_DEFAULT = 320


class Opened(Protocol):
    """A file that is ready to leave."""

    @property
    def source(self) -> ByteSource:
        """Its bytes."""

    @property
    def name(self) -> str:
        """Its name for people."""

    @property
    def media_type(self) -> str:
        """Its content type."""

    @property
    def path(self) -> bytes:
        """Its path within its root."""

    @property
    def root_path(self) -> bytes:
        """Where that root is."""


class Files(Protocol):
    """Opens files for those who may read them."""

    async def open(self, viewer: Viewer, uid: str) -> Opened:
        """Open a file; raises `NotFound` or `Unavailable`."""


class Shown(Protocol):
    """A picture that is ready to leave."""

    @property
    def data(self) -> bytes:
        """Its bytes."""

    @property
    def media_type(self) -> str:
        """Its content type."""

    @property
    def etag(self) -> str:
        """Equal ones are equal bytes for ever."""


class Pictures(Protocol):
    """Gives pictures in a size and form."""

    async def get(self, viewer: Viewer, uid: str, *, width: int, height: int, accept: str) -> Shown:
        """Give a picture that fits a box; raises `NotFound` or `Unavailable`."""


class File(Shape):
    """A file as the last scan saw it.

    Attributes:
        id: Its public id.
        name: Its name on the disk; bytes that are no UTF-8 are replaced.
        size: Bytes.
        mtime_ns: When it was last changed: nanoseconds since 1970, UTC.
        state: `present`, `missing`, or what keeps it from being read.
    """

    id: str
    name: str
    size: int
    mtime_ns: int
    type: str = Field(description="The media type that claimed it.")
    state: str
    root: str = Field(description="State of the root it lies in.")
    reason: str = Field(description="Why the root is not online.")


class ContentQuery(Query):
    """How the bytes are wanted.

    Attributes:
        download: `true` lets a browser save it instead of playing it.
    """

    download: Flag = "false"


class PictureQuery(Query):
    """The box that the picture shall fit; it is rounded up to a size that is made.

    Attributes:
        width: Most pixels across.
        height: Most pixels down.
    """

    width: int = Field(default=_DEFAULT, ge=1, le=_LARGEST)
    height: int = Field(default=_DEFAULT, ge=1, le=_LARGEST)


def routes(storage: Reader, files: Files, pictures: Pictures, accel: Accel) -> list[Route]:
    """Give the routes of files and pictures."""

    async def about(call: Call[None, None]) -> Answer:
        placed = await port.file(storage, viewer(call), call.params["id"])
        shown = {
            "id": placed.uid, "name": placed.display, "size": placed.size, "mtime_ns": placed.mtime_ns,
            "type": placed.type, "state": placed.state, "root": placed.root_state, "reason": placed.root_reason,
        }  # fmt: skip
        return single(written(shown))

    async def content(call: Call[ContentQuery, None]) -> FileAnswer:
        opened = await files.open(viewer(call), call.params["id"])
        return FileAnswer(
            source=opened.source, name=opened.name, media_type=opened.media_type,
            download=call.query.download == "true", accel=accel.address(opened.root_path, opened.path),
        )  # fmt: skip

    async def picture(call: Call[PictureQuery, None]) -> Answer:
        query, accept = call.query, call.raw.headers.get("Accept", "*/*")
        shown = await pictures.get(
            viewer(call), call.params["id"], width=query.width, height=query.height, accept=accept
        )
        headers = (("Cache-Control", _IMMUTABLE), ("Vary", "Accept, Authorization, Cookie"))
        return Answer(body=shown.data, media_type=shown.media_type, etag=shown.etag, headers=headers)

    path = f"{API}/files/{{id:uuid}}"
    return [
        Route(
            method="GET", path=path, name="get_file", permission="files.read", handler=about, answer=File, tag="files",
            summary="What is known of a file.", problems=(NotFound,),
        ),
        Route(
            method="GET", path=f"{path}/content", name="get_content", permission="files.read", handler=content,
            summary="The bytes of a file, whole or in ranges.", query=ContentQuery, answer=Raw(("*/*",), ranges=True),
            problems=(NotFound, Unavailable), tag="files",
        ),
        Route(
            method="GET", path=f"{API}/artwork/{{id:uuid}}", name="get_artwork", permission="files.read",
            summary="A picture that fits a box, as WebP or JPEG by Accept.", handler=picture, query=PictureQuery,
            tag="files", answer=Raw(("image/webp", "image/jpeg")),
            problems=(
                NotFound, Unavailable, PictureDamagedError, PictureTooLargeError, PictureCrashError,
                PictureTimeoutError,
            ),
        ),
    ]  # fmt: skip
