"""Answers that are sent in pieces: each piece is fetched through the guard, and counted until the last one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from mediad.plugins.flights import Flights
    from mediad.plugins.guard import Guard
    from mediad.plugins.point import Point
    from mediad_sdk.values.http import Request, Response

CHUNK_LIMIT = 60.0


def streaming(guard: Guard, flights: Flights, point: Point) -> Callable[[Request], Awaitable[Response]]:
    """Stand before a point that answers requests."""

    async def answer(request: Request) -> Response:
        flights.begin()
        body: object = b""
        try:
            response: Response = await point(request)
            body = response.body
        finally:
            if isinstance(body, bytes):
                flights.end()
        return response if isinstance(body, bytes) else replace(response, body=_Chunks(guard, flights, point, response))

    return answer


class _Chunks:
    """The chunks of a streamed answer."""

    def __init__(self, guard: Guard, flights: Flights, point: Point, response: Response) -> None:
        chunks, hook = response.body, f"{point.hook} chunks"
        self._next = guard.point(hook, chunks.__anext__, limit=CHUNK_LIMIT, expect=bytes)  # type: ignore[union-attr]  # no bytes
        close = getattr(chunks, "aclose", None)
        self._close = guard.point(hook, close, limit=CHUNK_LIMIT) if close else None
        self._flights: Flights | None = flights

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            return await self._next()  # type: ignore[no-any-return]  # the point has checked it
        except BaseException:
            self._end()
            raise

    def __del__(self) -> None:
        """Count an answer that nobody ever asked a piece of."""
        self._end()

    async def aclose(self) -> None:
        """Let the plugin's generator clean up; for a reader that leaves early."""
        try:
            if self._close is not None:
                await self._close()
        finally:
            self._end()

    def _end(self) -> None:
        flights, self._flights = self._flights, None
        if flights is not None:
            flights.end()
