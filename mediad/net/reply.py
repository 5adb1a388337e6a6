"""An answer on its way in: unpacked, counted, and cut where it grows too long."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from mediad.net.errors import NoAnswer
from mediad.net.failures import translated
from mediad.net.inflate import Inflate
from mediad_sdk.host.http import HttpAnswer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from mediad.net.hop import Hop

MOST_HEADERS = 200
_UNTRUE = ("content-encoding", "content-length", "transfer-encoding")
"""What is no longer so after unpacking."""


class Reply:
    """An answer whose content is still to be read."""

    def __init__(self, response: httpx.Response, hop: Hop, limit: int) -> None:
        if len(response.headers.raw) > MOST_HEADERS:
            raise NoAnswer(f"{hop.host} answered with more than {MOST_HEADERS} headers.", again=False)
        self.status = response.status_code
        self.headers = _joined(response.headers)
        self.cookies = dict(_cookies(response.headers))
        self._encoding = self.headers.get("content-encoding", "identity").lower()
        self._response = response
        self._hop = hop
        self._limit = limit
        for name in _UNTRUE:
            self.headers.pop(name, None)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the content in pieces."""
        left = self._limit
        with broken(self._hop.host):
            async for piece in self._unpacked():
                left -= len(piece)
                if left < 0:
                    remedy = "Ask for less, raise `limit`, or read it with `stream`."
                    message = f"{self._hop.host} answered with more than {self._limit} bytes."
                    raise NoAnswer(message, again=False, remedy=remedy)
                yield piece

    async def _unpacked(self) -> AsyncIterator[bytes]:
        inflate = Inflate()
        async for raw in self._response.stream:  # type: ignore[union-attr]  # a transport's answer has one to await
            if self._encoding == "identity":
                yield raw
            elif self._encoding in ("gzip", "x-gzip"):
                for piece in inflate.feed(raw):
                    yield piece
            else:
                message = f"{self._hop.host} packed its answer in a way that was not asked for."
                raise NoAnswer(message, again=False)
        if inflate.is_cut_off:
            raise NoAnswer(f"{self._hop.host} broke off in the middle.")

    async def read(self) -> HttpAnswer:
        """Read it all."""
        content = b"".join([piece async for piece in self])
        url = str(self._hop.url)
        return HttpAnswer(status=self.status, headers=self.headers, content=content, url=url, cookies=self.cookies)


@contextmanager
def broken(host: str) -> Iterator[None]:
    """Say in our words what httpx reports."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error) as error:
        raise translated(error, host) from error


def _joined(headers: httpx.Headers) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers.multi_items():
        if name != "set-cookie":
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _cookies(headers: httpx.Headers) -> Iterator[tuple[str, str]]:
    for line in headers.get_list("set-cookie"):
        pair, _, attributes = line.partition(";")
        name, _, value = pair.strip().partition("=")
        yield name, "" if "max-age=0" in attributes.lower().replace(" ", "").split(";") else value
