"""Real servers on the loopback interface: one that answers as told, and one that speaks raw bytes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@dataclass
class Site:
    """A server: what it answers, and what it was asked."""

    answer: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
    port: int = 0
    reads: bool = True
    asked: list[web.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    most_at_once: int = 0
    now: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)  # type: ignore[arg-type]
        if self.reads:
            self.bodies.append(await request.read())
        self.now += 1
        self.most_at_once = max(self.most_at_once, self.now)
        try:
            assert self.answer is not None
            return await self.answer(request)  # type: ignore[arg-type]
        finally:
            self.now -= 1


@asynccontextmanager
async def site(answer: Any = None, **listen: Any) -> AsyncIterator[Site]:
    made = Site(answer)
    runner = web.ServerRunner(web.Server(made), shutdown_timeout=0.1)
    await runner.setup()
    place = web.TCPSite(runner, listen.pop("host", "127.0.0.1"), listen.pop("port", 0), **listen)
    await place.start()
    made.port = place._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    try:
        yield made
    finally:
        await runner.cleanup()


@dataclass
class Raw:
    """A server of raw bytes, with the connections it has now."""

    port: int = 0
    open: int = 0
    taken: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@asynccontextmanager
async def raw(handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[Raw]:
    made = Raw()
    tasks: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())  # type: ignore[arg-type]
        made.open += 1
        made.taken += 1
        try:
            await reader.readuntil(b"\r\n\r\n")
            await _until_left(handler(reader, writer), reader)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            made.open -= 1
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until_left(answering: Awaitable[None], reader: asyncio.StreamReader) -> None:
    """Answer, or stop when the other side closes the connection."""
    both = asyncio.ensure_future(answering), asyncio.ensure_future(reader.read())
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    for task in both:
        task.cancel()
    await asyncio.gather(*both, return_exceptions=True)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it does not come true."""
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.005)
