"""Routes of plugins: accepted or refused by name, mounted and unmounted while the daemon runs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl

from mediad.http.answers import Answer, Raw, Reply, StreamAnswer
from mediad.http.inputs import read_body
from mediad.http.operation import Operation
from mediad.http.route import API, METHODS, PUBLIC, Call, Route
from mediad.http.router import Router
from mediad_sdk.permissions import PERMISSIONS
from mediad_sdk.values import http as sdk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from aiohttp import web

    from mediad.http.router import Found

PREFIX = f"{API}/plugins/"
_LARGEST_BODY = 1 << 20
_PATH = re.compile(r"(/([A-Za-z0-9._~-]+|\{[a-z_]+\}))*/?")
_CREDENTIALS = frozenset({"authorization", "cookie", "proxy-authorization"})
# The frame of an answer, its cookies and its walls stay the daemon's.
_KEPT_BACK = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "content-security-policy",
        "content-type",
        "keep-alive",
        "server",
        "set-cookie",
        "transfer-encoding",
        "upgrade",
        "x-request-id",
    }
)


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
        address = (route.method, re.sub(r"\{[^}]*\}", "{}", route.path))
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
            request = await _request_of(call, prefix)
            return _reply(await self._call(instance, route, request))

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


async def _request_of(call: Call[Any, Any], prefix: str) -> sdk.Request:
    raw = call.raw
    path, _, query = raw.raw_path.partition("?")
    return sdk.Request(
        method=raw.method,
        path=path.partition(prefix)[2] or "/",
        params=call.params,
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers=_visible(raw.headers),
        body=await read_body(raw, _LARGEST_BODY),
        user=call.actor.uid if call.actor else "",
        permissions=call.actor.permissions if call.actor else frozenset(),
    )


def _visible(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() not in _CREDENTIALS}


def _reply(response: sdk.Response) -> Reply:
    headers = tuple((name, value) for name, value in response.headers.items() if name.lower() not in _KEPT_BACK)
    if response.json is not None:
        body = json.dumps(response.json, ensure_ascii=False, separators=(",", ":")).encode()
        return Answer(body=body, status=response.status, headers=headers)
    if isinstance(response.body, bytes):
        return Answer(body=response.body, status=response.status, media_type=response.content_type, headers=headers)
    return StreamAnswer(
        run=_pump(response.body), status=response.status, media_type=response.content_type, headers=headers
    )


def _pump(chunks: AsyncIterator[bytes]) -> Any:
    async def run(response: web.StreamResponse) -> None:
        try:
            async for chunk in chunks:
                await response.write(chunk)
        finally:  # a client that leaves early: the plugin's generator cleans up now, inside its guard
            if (close := getattr(chunks, "aclose", None)) is not None:
                await close()

    return run
