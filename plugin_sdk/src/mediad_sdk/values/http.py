"""Routes of plugins, free of any web framework. They are mounted under `/api/v1/plugins/{instance}/`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import field
from typing import Annotated, Any

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a plugin's handler gets.

    Attributes:
        method: `GET`, `POST` ...
        path: The path below the plugin's own, beginning with `/`.
        params: The values of `{names}` in the route's path.
        query: Query parameters; of a repeated one the last.
        headers: Request headers, names in lower case; credentials are left out.
        body: The whole body, at most the daemon's limit.
        user: The public id of the caller.
        permissions: What the caller may do.
        parameters: Every value of each parameter: those of the query, and behind them those of a form in the body
            (`application/x-www-form-urlencoded`).
        address: The network address that asks.
    """

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    user: str
    permissions: frozenset[str]
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    address: str = ""

    def one(self, name: str, default: str = "") -> str:
        """Give the first value of a parameter."""
        return next(iter(self.parameters.get(name, ())), default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcode:
    """A conversion that leaves while it is made; the daemon runs it, and ends it when the client goes.

    Attributes:
        file: Public id of the source.
        profile: Id of an encoder profile that says how; or, without one, the next two.
        arguments: ffmpeg's, as in an `Encoding`, with `INPUT` and `OUTPUT` in their places.
        container: ffmpeg's name of the muxer.
        start_ms: Where in the source it begins.
        end_ms: Where it ends, None for the end of the source.
    """

    file: str
    profile: str = ""
    arguments: tuple[str, ...] = ()
    container: str = ""
    start_ms: int = 0
    end_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What it answers: one of `json`, `file`, `picture`, `transcode`; else a body of bytes or chunks with its type.

    Files, pictures and conversions are opened and sent by the daemon, for the caller's eyes: what they may not see is
    not found.

    Attributes:
        status: The HTTP status; files have their own.
        json: The body as a value.
        body: The body as bytes, or as chunks that are sent as they come.
        content_type: Of a body or a conversion; files and pictures have their own.
        headers: Further headers.
        file: Public id of a file: sent with ranges, ETag and name.
        download: Whether a browser shall save the file.
        picture: Public id of a picture; or of a work, for the picture that stands for it.
        size: The most pixels of the picture's sides.
        transcode: A conversion that is sent while it is made.
    """

    status: int = 200
    json: Any = None
    body: bytes | AsyncIterator[bytes] = b""
    content_type: str = "application/octet-stream"
    headers: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    download: bool = False
    picture: str = ""
    size: int = 320
    transcode: Transcode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route.

    Attributes:
        method: The HTTP method; a GET answers HEAD too.
        path: Begins with `/`; `{name}` is one segment.
        permission: What the caller must be allowed; a route without one is refused.
        handler: Answers the request.
        summary: One line for the API page.
    """

    method: str
    path: str
    permission: str
    handler: Annotated[Callable[[Request], Awaitable[Response]], Call(limit=30)]
    summary: str = ""
