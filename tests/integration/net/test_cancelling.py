"""A call may be cancelled at any step of its way to the other side."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import httpx
import pytest
from sites import raw, until

from mediad.net.sockets import DirectTransport, Sockets

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 40
TIMES = {"connect": 10, "read": 10, "write": 10, "pool": 10}


async def here(_host: str, _port: int) -> Sequence[str]:
    return ("127.0.0.1",)


async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_call_that_is_cancelled_at_any_step_leaves_no_connection_and_no_place_in_the_pool(scheme: str) -> None:
    transport = DirectTransport(
        ssl.create_default_context(), Sockets(here, lambda _: True), httpx.Limits(max_connections=1)
    )
    calls = []  # kept: what the collector of garbage closes is no merit of ours
    async with raw(silent) as server:

        def call() -> asyncio.Task[httpx.Response]:
            request = httpx.Request("GET", f"{scheme}://127.0.0.1:{server.port}/", extensions={"timeout": TIMES})
            calls.append(asyncio.create_task(transport.handle_async_request(request)))
            return calls[-1]

        for steps in range(STEPS):
            cancelled = call()
            for _ in range(steps):
                await asyncio.sleep(0)
            cancelled.cancel()
            await asyncio.gather(cancelled, return_exceptions=True)
        await asyncio.sleep(0.05)
        await until(lambda: server.open == 0)
        taken, last = server.taken, call()
        await until(lambda: server.taken == taken + 1)
        last.cancel()
        await until(lambda: server.open == 0)
