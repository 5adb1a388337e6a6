"""Answers that lie in memory as a whole: one head, one body, one write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import hdrs, web
from aiohttp.helpers import rfc822_formatted_time
from aiohttp.http import HttpVersion11

if TYPE_CHECKING:
    from aiohttp.abc import AbstractStreamWriter
    from multidict import CIMultiDict

_BODYLESS = frozenset({204, 304})


class Whole(web.StreamResponse):
    """A response that is ready when it is made.

    `web.Response` may still be changed, chunked or compressed until it is sent; looking for all that costs a tenth of
    a page. The head is written by aiohttp here, too: a value that would begin a new header is refused there.
    """

    def __init__(self, headers: CIMultiDict[str], body: bytes = b"", *, status: int = 200) -> None:
        super().__init__(status=status, headers=headers)
        self.body = body

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter:
        """Send everything; what else aiohttp asks of a response finds it done."""
        writer = request.writer
        if self._eof_sent:
            return writer
        self._eof_sent = True
        if self._keep_alive is None:
            self._keep_alive = request.keep_alive
        version = request.version
        await writer.write_headers(
            f"HTTP/{version.major}.{version.minor} {self.status} {self.reason}", self._completed(version)
        )
        await writer.write_eof(b"" if request.method == hdrs.METH_HEAD else self.body)
        return writer

    def _completed(self, version: tuple[int, int]) -> CIMultiDict[str]:
        headers = self.headers
        if self.status not in _BODYLESS:
            headers[hdrs.CONTENT_LENGTH] = str(len(self.body))
        headers[hdrs.DATE] = rfc822_formatted_time()
        if not self._keep_alive:
            headers[hdrs.CONNECTION] = "close"
        elif version < HttpVersion11:
            headers[hdrs.CONNECTION] = "keep-alive"
        return headers
