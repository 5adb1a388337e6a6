"""Other programs' protocols at the root of the server: each below a prefix of its own, with its own sign-in and errors.

The daemon keeps what must not be a plugin's: who a caller is, what they may do, how often one may fail, and the bytes.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.answers import Answer, Raw, Reply
from mediad.http.identity import may
from mediad.http.plugin_requests import bare_request, for_handler, read_request
from mediad.http.plugin_routes import Refusal
from mediad.http.route import METHODS, PUBLIC, Call, Route
from mediad.http.router import Router
from mediad_sdk.calls import settled
from mediad_sdk.data import dataclass
from mediad_sdk.errors import AuthError, Forbidden
from mediad_sdk.permissions import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from aiohttp import web

    from mediad.accounts.identities import Identity
    from mediad.http.limits import RateLimit
    from mediad.http.operation import Operation
    from mediad.http.replies import Replies
    from mediad.http.router import Found
    from mediad_sdk.errors import MediadError
    from mediad_sdk.values import http as sdk
    from mediad_sdk.values.delivery import Caller, Delivery
    from mediad_sdk.values.http import Request, Response

_log = logging.getLogger("mediad.http")
_PREFIX = re.compile(r"(/[a-z0-9][a-z0-9._~-]*)+")
_PATH = re.compile(r"(/([A-Za-z0-9._~-]+|\{[a-z_]+\}))*/?")


class Vouched(Protocol):
    """Knows whom the daemon vouched for."""

    def identity(self, caller: Caller) -> Identity:
        """Give the identity behind a caller; raises `AuthError` for one that was made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One route of a protocol: how observers see it, and what answers."""

    route: Route
    handler: Callable[[Request], Awaitable[Response]]

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.route.method

    @property
    def path(self) -> str:
        """The whole path."""
        return self.route.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Mounted:
    """One protocol that is spoken.

    Attributes:
        instance: Whose it is.
        delivery: What was declared.
        router: Its routes, by their whole paths.
        replies: Opens what answers name.
        vouched: Knows its callers.
    """

    instance: str
    delivery: Delivery
    router: Router[Spoken]
    replies: Replies
    vouched: Vouched


class Visit:
    """One request to a protocol, on its way.

    Attributes:
        request: What was read of it.
        actor: Who asks, once the protocol has found them.
    """

    def __init__(self, mounted: Mounted, raw: web.BaseRequest, address: str) -> None:
        self._mounted = mounted
        self._raw = raw
        self._address = address
        self.request = bare_request(raw, raw.raw_path.partition("?")[0], address)
        self.actor: Identity | None = None

    def find(self, path: str) -> Found[Spoken] | None:
        """Find what stands at a path."""
        return self._mounted.router.find(path)

    async def answer(self, spoken: Spoken, params: Mapping[str, str], limit: RateLimit) -> Reply:
        """Let the protocol find who asks, and answer."""
        mounted, raw = self._mounted, self._raw
        path = self.request.path.partition(mounted.delivery.prefix)[2] or "/"
        self.request = await read_request(raw, path, params, self._address)
        if spoken.route.permission != PUBLIC:
            self.actor = await self._identify(limit)
            if not may(self.actor, spoken.route.permission):
                remedy = "Ask an administrator for it."
                raise Forbidden(f"This needs the permission {spoken.route.permission!r}.", remedy=remedy)
        response = await spoken.handler(for_handler(self.request, self.actor, mounted.delivery.credentials))
        viewer = self.actor.viewer if self.actor else None
        return await mounted.replies.of(response, viewer, raw.headers.get("Accept", "*/*"))

    async def refused(self, error: MediadError) -> Answer | None:
        """Give an error the protocol's own shape; None when it cannot, so that the daemon's own shape serves."""
        delivery = self._mounted.delivery
        request = for_handler(self.request, self.actor, delivery.credentials)
        try:
            reply = await self._mounted.replies.of(await settled(delivery.refuse(request, error)), None)
        except Exception:  # noqa: BLE001  # what a plugin may raise
            _log.exception("the protocol %s could not shape a refusal", delivery.id)
            return None
        return reply if isinstance(reply, Answer) else None

    async def _identify(self, limit: RateLimit) -> Identity:
        """Ask the protocol's sign-in; an address that fails too often waits, as it does before the API."""
        limit.take(self._address)
        caller = await self._mounted.delivery.sign_in(self.request)
        if caller is None:
            raise AuthError("Nobody is named who asks this.", remedy="Send a name and an application password.")
        identity = self._mounted.vouched.identity(caller)
        limit.give_back(self._address)
        return identity


class Deliveries:
    """Every protocol that plugins speak. A request that runs keeps the one it began with."""

    def __init__(self, replies: Replies, vouched: Vouched) -> None:
        self._replies = replies
        self._vouched = vouched
        self._mounted: dict[str, Mounted] = {}

    def mount(self, instance: str, deliveries: Sequence[Delivery], core: Router[Operation]) -> list[Refusal]:
        """Put the protocols of a plugin in place of those it had; gives what was refused."""
        self.unmount(instance)
        refusals = []
        for each in deliveries:
            if reason := self._fault(each, core):
                refusals.append(Refusal(instance=instance, route=each.prefix, reason=reason))
            else:
                self._mounted[each.prefix] = self._made(instance, each)
        return refusals

    def unmount(self, instance: str) -> None:
        """Take a plugin's protocols away."""
        self._mounted = {prefix: each for prefix, each in self._mounted.items() if each.instance != instance}

    def mounted(self) -> dict[str, str]:
        """Give the prefixes that are spoken under, each with whose it is."""
        return {prefix: each.instance for prefix, each in self._mounted.items()}

    def visit(self, path: str, raw: web.BaseRequest, address: str) -> Visit | None:
        """Begin a visit to the protocol that a path belongs to, whether it has such a route or not."""
        if not self._mounted:
            return None
        steps = path.split("/")
        prefixes = ("/".join(steps[:end]) for end in range(2, len(steps) + 1))
        found = next((mounted for prefix in prefixes if (mounted := self._mounted.get(prefix)) is not None), None)
        return None if found is None else Visit(found, raw, address)

    def _fault(self, delivery: Delivery, core: Router[Operation]) -> str:
        prefix = delivery.prefix
        if not _PREFIX.fullmatch(prefix):
            return "is no prefix: it begins with a slash, ends with none, and has small letters"
        if prefix.split("/")[1] in core.tops:
            return "is an address of the daemon itself"
        if other := next((each for each in self._mounted if _overlap(each, prefix)), ""):
            return f"overlaps {other}, which {self._mounted[other].instance} has already"
        return next((fault for route in delivery.routes if (fault := _fault(route))), "")

    def _made(self, instance: str, delivery: Delivery) -> Mounted:
        spoken = [Spoken(route=_shown(instance, delivery, each), handler=each.handler) for each in delivery.routes]
        return Mounted(
            instance=instance, delivery=delivery, router=Router(spoken), replies=self._replies, vouched=self._vouched
        )


def _fault(route: sdk.Route) -> str:
    if route.permission != PUBLIC and route.permission not in PERMISSIONS:
        return f"has a route {route.path} with the unknown permission {route.permission!r}"
    if route.method not in METHODS:
        return f"has a route {route.path} with the unknown method {route.method!r}"
    return "" if _PATH.fullmatch(route.path) else f"has a route {route.path!r} that cannot be read"


def _shown(instance: str, delivery: Delivery, route: sdk.Route) -> Route:
    """Make the route that observers see; only `Visit` answers it."""
    name = re.sub(r"\W+", "_", f"{instance}_{route.method}{route.path}").strip("_").lower()
    return Route(
        method=route.method, path=delivery.prefix + route.path, name=name, permission=route.permission,
        summary=route.summary, handler=_unasked, answer=Raw(("*/*",)), tag=instance, free=True,
    )  # fmt: skip


async def _unasked(call: Call[Any, Any]) -> Reply:
    raise NotImplementedError(call)


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
