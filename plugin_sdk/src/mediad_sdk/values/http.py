"""Routes of plugins, free of any web framework. They are mounted under `/api/v1/plugins/{instance}/`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from mediad_sdk.calls import Call


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
    """

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    user: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What it answers: `json`, or a body of bytes or of chunks with its content type."""

    status: int = 200
    json: Any = None
    body: bytes | AsyncIterator[bytes] = b""
    content_type: str = "application/octet-stream"
    headers: Mapping[str, str] = field(default_factory=dict)


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
