"""What the server answers before the house is furnished: it lives, and is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.dispatch import new_request_id
from mediad.http.problems import NotReady
from mediad.http.render import base_headers, render, render_problem
from mediad.http.routes.health import ALIVE

if TYPE_CHECKING:
    from aiohttp import web

    from mediad.http.dispatch import Dispatcher


class Threshold:
    """Hands every request to the dispatcher, once there is one.

    A migration or the plugins of a first start may take minutes; a supervisor that asks meanwhile must hear that the
    process lives, and a person what the daemon is busy with.
    """

    def __init__(self, base_path: str) -> None:
        self._alive = {"/healthz", f"{base_path.rstrip('/')}/healthz"}
        self._within: Dispatcher | None = None

    def open(self, within: Dispatcher) -> None:
        """Let requests in from now on."""
        self._within = within

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        if self._within is not None:
            return await self._within(request)
        headers = base_headers(new_request_id())
        if request.method in {"GET", "HEAD"} and request.rel_url.raw_path in self._alive:
            return await render(request, ALIVE, 200, headers)
        starting = NotReady(
            "The daemon is starting.", remedy="Try again in a moment; its log says what it is at.",
            headers={"Retry-After": "2"},
        )  # fmt: skip  # what it says, and its header
        return await render_problem(request, starting, headers)
