"""A plain way to the network, for recording cassettes where no daemon runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from mediad_sdk.host.http import Http, HttpAnswer, HttpRequest, HttpStream
from mediad_sdk.host.http.address import origin
from mediad_sdk.testing.http import FakeStream

__all__ = ["direct"]

SECONDS = 30.0


class _Direct:
    """Asks once, without retries, redirects, cache or limits: a recording shows what came."""

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Ask in a thread."""
        return await asyncio.to_thread(_exchange, request)

    @asynccontextmanager
    async def open(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Give the same in pieces."""
        yield FakeStream(await self.send(request))


def direct() -> Http:
    """Make a client that reaches the real other side, for `cassette(path, through=direct())`."""
    return Http(_Direct())


def _exchange(request: HttpRequest) -> HttpAnswer:
    scheme, host, port = origin(request.url)
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kind = HTTPSConnection if scheme == "https" else HTTPConnection
    with closing(kind(host, port, timeout=request.timeout or SECONDS)) as connection:
        connection.request(request.method, target, request.content or None, {"user-agent": "mediad", **request.headers})
        answer = connection.getresponse()
        content = answer.read()
    lines = [(name.lower(), value) for name, value in answer.getheaders()]
    cookies = (value.partition(";")[0].partition("=") for name, value in lines if name == "set-cookie")
    return HttpAnswer(
        status=answer.status,
        headers={name: value for name, value in lines if name != "set-cookie"},
        content=content,
        url=request.url,
        cookies={name.strip(): value for name, _, value in cookies},
    )
