"""Routes of plugins: accepted or refused by name, mounted and unmounted while the daemon runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.answers import Raw, Reply
from mediad.http.operation import Operation
from mediad.http.plugin_requests import for_handler, read_request
from mediad.http.replies import Replies
from mediad.http.route import API, METHODS, PUBLIC, Call, Route
from mediad.http.router import Router
from mediad_sdk.data import dataclass
from mediad_sdk.permissions import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.router import Found
    from mediad_sdk.values import http as sdk

PREFIX = f"{API}/plugins/"
_PATH = re.compile(r"(/([A-Za-z0-9._~-]+|\{[a-z_]+\}))*/?")


class PluginCaller(Protocol):
    """The guard, as far as routes need it: breaker, deadline and type check around one handler."""

    async def __call__(self, instance: str, route: sdk.Route, request: sdk.Request) -> sdk.Response:
        """Let a plugin answer; its failures come out as `MediadError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A route that was not accepted: whose it is, which, and why."""

    instance: str
    route: str
    reason: str


def accept_plugin_routes(
    instance: str, routes: Sequence[sdk.Route], core: Router[Operation]
) -> tuple[list[sdk.Route], list[Refusal]]:
    """Part the routes of a plugin into those that are mounted and those that are refused."""
    accepted: dict[tuple[str, str], sdk.Route] = {}
    refusals = []
    for route in routes:
        address = (route.method, re.sub(r"\{[^{}]*\}", "{}", route.path))
        reason = _fault(route) or ("is declared twice" if address in accepted else "")
        if not reason and core.find(PREFIX + instance + route.path) is not None:
            reason = "is an address of the daemon itself"
        if reason:
            refusals.append(Refusal(instance=instance, route=f"{route.method} {route.path}", reason=reason))
        else:
            accepted[address] = route
    return list(accepted.values()), refusals


def _fault(route: sdk.Route) -> str:
    if not route.permission:
        return "names no permission"
    if route.permission == PUBLIC:
        return "is public, which is the daemon's to decide"
    if route.permission not in PERMISSIONS:
        return f"names an unknown permission {route.permission!r}"
    if route.method not in METHODS:
        return f"has an unknown method {route.method!r}"
    return "" if route.path and _PATH.fullmatch(route.path) else "has a path that cannot be read"


class PluginRoutes:
    """The sub-table of each plugin. A request that runs keeps the table it began with."""

    def __init__(self, call: PluginCaller) -> None:
        self._call = call
        self.replies = Replies()
        self._tables: dict[str, Router[Operation]] = {}
        self._mounted: dict[str, list[Route]] = {}

    def mount(self, instance: str, routes: Sequence[sdk.Route], core: Router[Operation]) -> list[Refusal]:
        """Put the routes of a plugin in place of those it had; gives the refused ones."""
        accepted, refusals = accept_plugin_routes(instance, routes, core)
        self._mounted[instance] = [self._adapted(instance, route) for route in accepted]
        self._tables[instance] = Router(map(Operation, self._mounted[instance]))
        return refusals

    def mounted(self) -> list[Route]:
        """Give every route that is there now."""
        return [route for routes in self._mounted.values() for route in routes]

    def unmount(self, instance: str) -> None:
        """Take a plugin's routes away."""
        self._tables.pop(instance, None)
        self._mounted.pop(instance, None)

    def find(self, raw_path: str) -> Found[Operation] | None:
        """Find what a plugin put at a path."""
        if not raw_path.startswith(PREFIX):
            return None
        table = self._tables.get(raw_path[len(PREFIX) :].partition("/")[0])
        return table.find(raw_path) if table is not None else None

    def _adapted(self, instance: str, route: sdk.Route) -> Route:
        prefix = PREFIX + instance

        async def handler(call: Call[Any, Any]) -> Reply:
            raw, actor = call.raw, call.actor
            path = raw.raw_path.partition("?")[0].partition(prefix)[2] or "/"
            request = for_handler(await read_request(raw, path, call.params, call.peer.address), actor)
            response = await self._call(instance, route, request)
            return await self.replies.of(response, actor.viewer if actor else None, raw.headers.get("Accept", "*/*"))

        return Route(
            method=route.method,
            path=prefix + route.path,
            name=re.sub(r"\W+", "_", f"plugin_{instance}_{route.method}{route.path}").strip("_").lower(),
            permission=route.permission,
            summary=route.summary,
            handler=handler,
            answer=Raw(("*/*",)),
            tag=instance,
            free=True,
        )
