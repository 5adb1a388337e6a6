"""The way of one request, from the socket to the handler and back, step by step in one place.

One dispatcher instead of a stack of middlewares: each step is a plain call, so the order can be read below and costs
nothing.
"""

from __future__ import annotations

import logging
import random
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from multidict import CIMultiDict

from mediad.http import problems
from mediad.http.answers import JSON, Answer, PageOf, only_fields, redirect
from mediad.http.chapter import Chapters
from mediad.http.hosts import Hosts, Origins
from mediad.http.identity import COOKIE, bearer_token, identify, may
from mediad.http.limits import RateLimit
from mediad.http.peers import Peer, Proxies
from mediad.http.render import base_headers, render, render_problem, render_refusal
from mediad.http.route import PUBLIC, Call, check_routes
from mediad.http.whole import Whole
from mediad.storage.ports.subjects import Moved
from mediad.telemetry import logs
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Forbidden, MediadError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aiohttp import web

    from mediad.accounts.identities import Identity
    from mediad.http.answers import Reply
    from mediad.http.chapter import Chapter
    from mediad.http.deliveries import Deliveries, Visit
    from mediad.http.identity import Authenticator
    from mediad.http.operation import Operation
    from mediad.http.options import HttpOptions
    from mediad.http.plugin_routes import PluginRoutes
    from mediad.http.route import Route
    from mediad.http.router import Found

log = logging.getLogger("mediad.http")
_SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)", re.ASCII)
_CLIENT_LEFT = 499  # for observers alone: nobody is there to read it


@dataclass(slots=True, kw_only=True)
class Exchange:
    """What becomes known of one request on its way; observers get it at the end."""

    request: web.BaseRequest
    request_id: str = ""
    peer: Peer = Peer(address="")  # a frozen value
    route: Route | None = None
    actor: Identity | None = None
    visit: Visit | None = None
    status: int = 0
    seconds: float = 0.0
    size: int = 0


def new_request_id() -> str:
    """Draw a request id; it must be rare, not secret, and asking the kernel for it costs a tenth of a small answer."""
    return f"{random.getrandbits(64):016x}"  # as said above


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the dispatcher takes from outside itself."""

    authenticator: Authenticator
    chapters: Sequence[Chapter] = ()
    plugins: PluginRoutes | None = None
    deliveries: Deliveries | None = None
    observers: tuple[Callable[[Exchange], None], ...] = ()
    clock: Callable[[], float] = time.monotonic
    new_id: Callable[[], str] = new_request_id


class Dispatcher:
    """Answers every request; an error of any kind becomes problem details."""

    def __init__(self, routes: Sequence[Route], options: HttpOptions, surroundings: Surroundings) -> None:
        check_routes(routes)
        self.router = Chapters(routes, surroundings.chapters)
        self._surroundings = surroundings
        self._clock = surroundings.clock
        self._base_path = options.base_path.rstrip("/")
        self._proxies = Proxies(options.trusted_proxies, options.forwarded, options.socket_uids)
        self._hosts = Hosts(options.allowed_hosts)
        self._origins = Origins(options.cors_origins)
        self._limit = RateLimit(surroundings.clock, amount=options.anonymous_limit)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        started = self._clock()
        peer = self._proxies.peer(request.transport, request.headers)
        exchange = Exchange(request=request, peer=peer, request_id=self._request_id(request, peer))
        headers = base_headers(exchange.request_id)
        if "Origin" in request.headers:
            headers.update(self._origins.cors_headers(request.headers))
        with logs.context(request_id=exchange.request_id):
            try:
                response = await self._respond(exchange, headers)
            except Exception as error:  # noqa: BLE001  # the last wall: nothing of this may reach the client
                response = await self._failed(exchange, error, headers)
        exchange.status = response.status
        exchange.seconds = self._clock() - started
        exchange.size = len(response.body) if isinstance(response, Whole) else response.body_length
        for observe in self._surroundings.observers:
            observe(exchange)
        return response

    async def _failed(self, exchange: Exchange, error: Exception, headers: CIMultiDict[str]) -> Whole:
        if isinstance(error, ConnectionError) and _has_left(exchange.request):
            return Whole(CIMultiDict(), status=_CLIENT_LEFT)
        failure = error if isinstance(error, MediadError) else problems.Internal()
        if problems.status_of(type(failure)) == problems.status_of(MediadError):
            log.error("request %s failed", exchange.request_id, exc_info=error)
        if exchange.visit is not None and (shaped := await exchange.visit.refused(failure)) is not None:
            return await render_refusal(exchange.request, shaped, failure, headers)
        return await render_problem(exchange.request, failure, headers)

    async def _respond(self, exchange: Exchange, headers: CIMultiDict[str]) -> web.StreamResponse:
        request = exchange.request
        path, _, query = _target(request).partition("?")
        path = _below(self._base_path, path)
        if self._surroundings.deliveries is not None:
            exchange.visit = self._surroundings.deliveries.visit(path, request, exchange.peer.address)
        if not exchange.peer.address.startswith("unix:"):
            self._hosts.check(_host(request))
        if exchange.visit is not None:
            return await self._deliver(exchange.visit, path, exchange, headers)
        found = self._find(path)
        operation = found.route(request.method) if found is not None else None
        exchange.route = operation.route if operation is not None else None
        cookie = await self._identify(exchange)
        if operation is None or found is None:
            return self._without_route(request, found, headers)
        self._origins.check(request.method, request.headers, cookie=cookie)
        self._authorize(operation.route, exchange)
        reply = await self._handle(operation, found, query, exchange)
        return await render(request, reply, operation.route.status, headers)

    async def _deliver(
        self, visit: Visit, path: str, exchange: Exchange, headers: CIMultiDict[str]
    ) -> web.StreamResponse:
        """Let another program's protocol answer; its own sign-in finds who asks, no key and no cookie of ours."""
        request, found = exchange.request, visit.find(path)
        spoken = found.route(request.method) if found is not None else None
        exchange.route = spoken.route if spoken is not None else None
        if spoken is None or found is None:
            return self._without_route(request, found, headers)
        try:
            reply = await visit.answer(spoken, found.params, self._limit)
        finally:
            exchange.actor = visit.actor
        return await render(request, reply, spoken.route.status, headers)

    def _find(self, path: str) -> Found[Operation] | None:
        found = self.router.find(path)
        if found is None and self._surroundings.plugins is not None:
            found = self._surroundings.plugins.find(path)
        return found

    def _request_id(self, request: web.BaseRequest, peer: Peer) -> str:
        given = request.headers.get("X-Request-Id", "") if peer.trusted else ""
        return given if _SANE_REQUEST_ID.fullmatch(given) else self._surroundings.new_id()

    async def _identify(self, exchange: Exchange) -> bool:
        """Find the actor, within what its address may ask as nobody; says whether a cookie spoke for it."""
        headers = exchange.request.headers
        token, cookie = bearer_token(headers), False
        if token is None and COOKIE in headers.get("Cookie", ""):
            token, cookie = exchange.request.cookies.get(COOKIE), True
        unlimited = exchange.route is not None and exchange.route.unlimited
        counted = not unlimited and not self._origins.is_preflight(exchange.request.method, headers)
        exchange.actor = await identify(
            self._surroundings.authenticator, self._limit, token, exchange.peer, counted=counted
        )
        return cookie

    def _without_route(self, request: web.BaseRequest, found: Found[Any] | None, headers: CIMultiDict[str]) -> Whole:
        if found is None:
            raise problems.RouteNotFound
        if request.method != "OPTIONS":
            raise problems.MethodNotAllowed(headers={"Allow": found.allow})
        headers["Allow"] = found.allow
        headers.update(self._origins.preflight_headers(request.headers, found.allow))
        return Whole(headers, status=204)

    def _authorize(self, route: Route, exchange: Exchange) -> None:
        if route.permission == PUBLIC or (exchange.actor is not None and may(exchange.actor, route.permission)):
            return
        if exchange.actor is None:
            raise problems.Unauthenticated
        if route.own and may(exchange.actor, route.own):
            return
        raise Forbidden(f"This needs the permission {route.permission!r}.", remedy="Ask an administrator for it.")

    async def _handle(self, operation: Operation, found: Found[Operation], query: str, exchange: Exchange) -> Reply:
        request, inputs = exchange.request, operation.inputs
        checked, fields = inputs.query(query)
        call: Call[Any, Any] = Call(
            actor=exchange.actor,
            params=found.params,
            query=checked,
            body=await inputs.body(request),
            expected=inputs.revision(request.headers),
            request_id=exchange.request_id,
            base_path=self._base_path,
            peer=exchange.peer,
            raw=request,
        )
        try:
            reply = await operation.route.handler(call)
        except Moved as moved:
            if not operation.route.moves or moved.old != found.params.get("id"):
                raise  # the body names it: the address is right
            path = operation.route.path.replace("{id:uuid}", moved.uid)
            return redirect(f"{self._base_path}{path}{'?' if query else ''}{query}")
        if fields and isinstance(reply, Answer) and reply.media_type == JSON:
            paged = isinstance(operation.route.answer, PageOf)
            return replace(reply, body=only_fields(reply.body, fields, paged=paged))
        return reply


def _has_left(request: web.BaseRequest) -> bool:
    return request.transport is None or request.transport.is_closing()


def _below(base: str, path: str) -> str:
    """Take away what a proxy leaves before every path."""
    return path[len(base) :] or "/" if base and f"{path}/".startswith(f"{base}/") else path


def _host(request: web.BaseRequest) -> str | None:
    """Give the host that is asked; an address in the request line overrules the header (RFC 9112, 3.2.2)."""
    raw = request.raw_path
    named = None if raw.startswith("/") else _ABSOLUTE.match(raw)
    return named[1] if named is not None else request.headers.get("Host")


def _target(request: web.BaseRequest) -> str:
    raw = request.raw_path
    return raw if raw.startswith("/") else request.rel_url.raw_path_qs  # absolute form, as proxies get it
