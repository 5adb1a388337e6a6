"""The network room over real sockets."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sites import Site, site

from mediad.config.models import Network
from mediad.host.clock import SystemClock
from mediad.net.grants import Grant
from mediad.net.net import Net

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from mediad_sdk.host.http import Http


class QuickClock(SystemClock):
    """The real clock, whose time can be moved; nobody sleeps, but how long is noted."""

    def __init__(self) -> None:
        self.moved = 0.0
        self.slept: list[float] = []

    def now_ms(self) -> int:
        return super().now_ms() + int(self.moved * 1000)

    def monotonic(self) -> float:
        return super().monotonic() + self.moved

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moved += seconds
        await asyncio.sleep(0)


@dataclass
class Out:
    """The network room, and what it lends: by default to an instance that may reach this machine."""

    net: Net
    clock: QuickClock

    def lend(self, instance: str = "plugin", **grant: Any) -> Http:
        given = Grant(**{"hosts": (), "named": ("127.0.0.1",), **grant})
        return self.net.lend(instance, lambda: given)


@pytest.fixture
async def out_with(tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[Out]]]:
    async with AsyncExitStack() as stack:

        async def make(resolve: Any = None, **options: Any) -> Out:
            clock = QuickClock()
            net = Net(Network(**options), clock, tmp_path / "http", resolve)
            return Out(await stack.enter_async_context(net), clock)

        yield make


@pytest.fixture
async def out(out_with: Callable[..., Awaitable[Out]]) -> Out:
    return await out_with()


@pytest.fixture
async def server() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


@pytest.fixture
def http(out: Out) -> Http:
    return out.lend()
