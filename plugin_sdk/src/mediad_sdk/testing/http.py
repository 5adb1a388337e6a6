"""HTTP without a network: answers that a test writes down, and faults.

http = FakeHttp(hosts=["api.example.org"])
http.answer("GET", "https://api.example.org/search", json={"results": []})
http.fail("timeout", times=1)
"""

from __future__ import annotations

import json as to_json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Forbidden
from mediad_sdk.host.http import Http, HttpAnswer, HttpRequest, HttpStream
from mediad_sdk.host.http.address import origin
from mediad_sdk.host.http.hosts import names
from mediad_sdk.testing.faults import Fault, suffer

__all__ = ["FakeHttp", "FakeStream", "NothingAnswers"]

PIECE = 64 * 1024


class NothingAnswers(AssertionError):
    """A plugin asked what the test did not prepare."""


class FakeStream:
    """A long answer that is there already."""

    def __init__(self, answer: HttpAnswer) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self._content = answer.content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give it in pieces."""
        for start in range(0, len(self._content), PIECE):
            yield self._content[start : start + PIECE]


@dataclass(slots=True)
class _Route:
    """One thing that is answered."""

    method: str
    url: str
    answer: HttpAnswer | Fault
    left: float

    def fits(self, request: HttpRequest) -> bool:
        """Tell whether it answers a request: by address or path; of a query, what is written has to be there."""
        if not self.left or self.method not in ("*", request.method):
            return False
        mine, theirs = urlsplit(self.url), urlsplit(request.url)
        asked = parse_qsl(theirs.query, keep_blank_values=True)
        return self.url == "*" or (
            (mine.path or "/") == (theirs.path or "/")
            and (not mine.netloc or (mine.scheme, mine.netloc) == (theirs.scheme, theirs.netloc))
            and all(pair in asked for pair in parse_qsl(mine.query, keep_blank_values=True))
        )


@dataclass(slots=True)
class _Script:
    """Carries requests to what was prepared."""

    hosts: Sequence[str] | None
    routes: list[_Route] = field(default_factory=list)
    requests: list[HttpRequest] = field(default_factory=list)

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Give what was prepared, the first that fits."""
        _, host, port = origin(request.url)
        if self.hosts is not None and not names(self.hosts, host, port):
            remedy = f'Add "{host}" to `hosts` of `[permissions] network` in the manifest.'
            raise Forbidden(f"The manifest does not declare {host}.", remedy=remedy)
        self.requests.append(request)
        for route in self.routes:
            if route.fits(request):
                route.left -= 1
                given = route.answer
                return given if isinstance(given, HttpAnswer) else await suffer(given, request)
        prepared = ", ".join(f"{route.method} {route.url}" for route in self.routes) or "nothing"
        raise NothingAnswers(f"Nothing answers {request.method} {request.url}; prepared: {prepared}.")

    @asynccontextmanager
    async def open(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Give the same in pieces."""
        yield FakeStream(await self.send(request))


class FakeHttp(Http):
    """`context.http` for tests; `requests` holds what was asked.

    Args:
        hosts: What the manifest declares; others are refused as the daemon does. None lets every host through.
    """

    def __init__(self, hosts: Sequence[str] | None = None) -> None:
        self._script = _Script(hosts)
        super().__init__(self._script)

    @property
    def requests(self) -> list[HttpRequest]:
        """What was asked so far."""
        return self._script.requests

    def answer(  # noqa: PLR0913  # each is one part of an answer, all but two by name
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        content: bytes | str = b"",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Prepare an answer; the first one prepared that fits is given.

        Args:
            method: `GET` and so on, `*` for any.
            url: Whole address, or a path for every host; what stands in its query has to be asked, more may be.
            json: The content as JSON.
            content: The content otherwise.
            status: The status.
            headers: Further headers.
            cookies: Cookies that it sets.
            times: How often; None always.
        """
        body = content.encode() if isinstance(content, str) else content
        kind = {"content-type": "text/plain; charset=utf-8"} if isinstance(content, str) else {}
        if json is not None:
            body, kind = to_json.dumps(json).encode(), {"content-type": "application/json"}
        said = kind | {name.lower(): value for name, value in (headers or {}).items()}
        given = HttpAnswer(status=status, headers=said, content=body, url=url, cookies=dict(cookies or {}))
        self._script.routes.append(_Route(method.upper(), url, given, float("inf") if times is None else times))

    def fail(self, fault: Fault, *, times: int | None = None) -> None:
        """Let every call meet a fault from now on, or only the next ones; see `FAULTS`."""
        self._script.routes.insert(0, _Route("*", "*", fault, float("inf") if times is None else times))

    def recover(self) -> None:
        """Take back every fault."""
        self._script.routes = [route for route in self._script.routes if isinstance(route.answer, HttpAnswer)]
