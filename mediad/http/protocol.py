"""What is no HTTP is refused in the shape of every other refusal, and is no news for the log."""

from __future__ import annotations

import os

from aiohttp import web

from mediad.http import problems
from mediad.http.render import base_headers
from mediad.http.whole import Whole


class Protocol(web.RequestHandler):
    """Reads requests from one connection."""

    __slots__ = ()

    async def shutdown(self, timeout: float | None = None) -> None:  # noqa: ASYNC109  # the signature of aiohttp's
        """Give a running request its time once: aiohttp waits so long for its end, and again for its cancellation."""
        await super().shutdown(timeout and timeout / 2)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what could not be read; the connection ends with it."""
        if status != problems.RequestMalformed.status or request.writer.output_size:
            return super().handle_error(request, status, exc, message)
        headers = base_headers(os.urandom(8).hex())
        headers["Content-Type"] = problems.PROBLEM_MEDIA_TYPE
        body = problems.document(problems.RequestMalformed(), headers["X-Request-Id"])
        response = Whole(headers, body, status=status)
        response.force_close()
        return response


class Server(web.Server):
    """Makes a protocol for each connection."""

    def __call__(self) -> Protocol:
        """Make one."""
        return Protocol(self, loop=self._loop, **self._kwargs)
