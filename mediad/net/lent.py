"""`context.http` of one plugin instance."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from mediad.net.cache import digest
from mediad.net.errors import NoAnswer
from mediad.net.remembered import Remembered
from mediad.net.upstream import HostFigures, Upstream
from mediad_sdk.host.http.address import origin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from mediad.net.grants import Grant
    from mediad.net.outside import Outside
    from mediad.net.reply import Reply
    from mediad_sdk.host.http import HttpAnswer, HttpRequest

MOST_HOSTS = 200
"""Hosts whose figures and manners are remembered for an instance; the one that was asked longest ago is forgotten."""


class Lent:
    """Carries the requests of one instance; asks what it may do at every call."""

    def __init__(self, outside: Outside, instance: str, grant: Callable[[], Grant]) -> None:
        self._outside = outside
        self._instance = instance
        self._grant = grant
        self._remembered = Remembered(instance, outside.cache, outside.clock)
        self._upstreams: OrderedDict[tuple[str, int], Upstream] = OrderedDict()

    def figures(self) -> tuple[HostFigures, ...]:
        """Say what was counted, by host."""
        return tuple(upstream.figures(self._instance) for upstream in self._upstreams.values())

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Give the answer, whatever its status."""
        grant, upstream = self._begin(request)
        fetch = partial(self._fetch, grant=grant, upstream=upstream)
        if request.method != "GET" or request.content:
            return await fetch(request)
        name = digest(request)
        key = (self._instance, name, request.cache)
        if self._outside.together.is_under_way(key):
            upstream.shared += 1
            async with _in_time(upstream, self._seconds(request)):
                return await self._outside.together.join(key, lambda: fetch(request))
        if request.cache:
            return await self._outside.together.join(key, lambda: self._remembered.get(request, name, upstream, fetch))
        return await self._outside.together.join(key, lambda: fetch(request))

    @asynccontextmanager
    async def open(self, request: HttpRequest) -> AsyncIterator[Reply]:
        """Begin to read a long answer."""
        grant, upstream = self._begin(request)
        async with AsyncExitStack() as latest:
            async with _in_time(upstream, self._seconds(request), counts=True):
                wire = await self._outside.wire()

                async def once() -> Reply:
                    await latest.aclose()
                    return await latest.enter_async_context(wire.open(request, self._instance, grant))

                reply = await upstream.ask(request, once, self._until(request))
            yield reply

    def _begin(self, request: HttpRequest) -> tuple[Grant, Upstream]:
        grant = self._grant()
        _, host, port = origin(request.url)
        grant.admit(self._instance, host, port)
        upstream = self._upstreams.get((host, port))
        if upstream is None:
            upstream = self._upstreams[host, port] = Upstream(host, port, self._outside.clock)
            if len(self._upstreams) > MOST_HOSTS:
                self._upstreams.popitem(last=False)
        self._upstreams.move_to_end((host, port))
        upstream.calls += 1
        return grant, upstream

    async def _fetch(self, request: HttpRequest, grant: Grant, upstream: Upstream) -> HttpAnswer:
        async with _in_time(upstream, self._seconds(request), counts=True):
            wire = await self._outside.wire()
            return await upstream.ask(request, lambda: wire.fetch(request, self._instance, grant), self._until(request))

    def _seconds(self, request: HttpRequest) -> float:
        return request.timeout or self._outside.options.timeout_seconds

    def _until(self, request: HttpRequest) -> float:
        return self._outside.clock.monotonic() + self._seconds(request)


@asynccontextmanager
async def _in_time(upstream: Upstream, seconds: float, *, counts: bool = False) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        if counts:
            upstream.fail()
        raise NoAnswer(f"{upstream.host} gave no answer in {seconds:g} s.") from error
