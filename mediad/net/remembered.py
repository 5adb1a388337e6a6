"""Answers that were given before: fresh ones without asking, old ones while the other side is away."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from mediad.net.freshness import kept, validators
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unavailable
from mediad_sdk.host.http import HttpAnswer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.net.cache import Cache, Kept
    from mediad.net.upstream import Upstream
    from mediad_sdk.host import Clock
    from mediad_sdk.host.http import HttpRequest

    Fetch = Callable[[HttpRequest], Awaitable[HttpAnswer]]

_ASKING = frozenset({"if-none-match", "if-modified-since"})


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one instance was answered before."""

    instance: str
    cache: Cache
    clock: Clock

    async def get(self, request: HttpRequest, name: str, upstream: Upstream, fetch: Fetch) -> HttpAnswer:
        """Give the answer that is kept under this name, or fetch one and keep it."""
        old = await asyncio.to_thread(self.cache.read, self.instance, name)
        if old is None:
            answer = await fetch(request)
        elif self.clock.now_ms() < old.fresh_until:
            upstream.cached += 1
            return _given(request, old)
        else:
            answer = await self._renewed(request, old, upstream, fetch)
        if not answer.stale and (keep := kept(request, answer, self.clock.now_ms())):
            await asyncio.to_thread(self.cache.write, self.instance, name, keep)
        return answer

    async def _renewed(self, request: HttpRequest, old: Kept, upstream: Upstream, fetch: Fetch) -> HttpAnswer:
        own = bool(_ASKING & request.headers.keys())  # the plugin itself asks whether it changed, and wants to hear 304
        asking = request if own else replace(request, headers={**request.headers, **validators(old)})
        try:
            answer = await fetch(asking)
        except Unavailable:
            if self.clock.now_ms() >= old.stale_until:
                raise
            answer = None
        if answer is None or (_is_away(answer.status) and self.clock.now_ms() < old.stale_until):
            upstream.stale += 1
            return replace(_given(request, old), stale=True)
        if answer.status == HTTPStatus.NOT_MODIFIED and not own:
            headers = {**old.headers, **answer.headers}
            return replace(answer, status=old.status, headers=headers, content=old.content)
        return answer


def _given(request: HttpRequest, old: Kept) -> HttpAnswer:
    return HttpAnswer(status=old.status, headers=old.headers, content=old.content, url=request.url)


def _is_away(status: int) -> bool:
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
