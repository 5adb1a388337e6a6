"""Typed routes: frozen values that say everything about an address, checked once before the server starts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from mediad.http.answers import PageOf, Reply
from mediad.http.described import Described
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.permissions import PERMISSIONS

if TYPE_CHECKING:
    from aiohttp import web

    from mediad.accounts.identities import Identity
    from mediad.http.answers import Declared
    from mediad.http.peers import Peer

API = "/api/v1"
PUBLIC = "public"
# Whoever adds a line here opens a door to the whole network: say why beside it.
PUBLIC_ADDRESSES = frozenset(
    {
        ("GET", "/"),  # leads to the page below
        ("GET", "/healthz"),  # asked by supervisors that hold no key
        ("GET", "/readyz"),  # the same
        ("GET", f"{API}/docs"),  # asks for the key itself
        ("GET", f"{API}/openapi.json"),  # the same for everybody, and without any data
        ("POST", f"{API}/sessions"),  # where a password becomes a session
        ("GET", f"{API}/sign-ins"),  # the buttons beside it: nobody is signed in who reads them
        ("GET", f"{API}/sign-ins/{{instance}}/{{id}}"),  # one of these buttons
        ("GET", f"{API}/sign-ins/{{instance}}/{{id}}/back"),  # where whoever pressed it comes back
    }
)
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
LARGEST_PAGE = 500

QueryT = TypeVar("QueryT")
BodyT = TypeVar("BodyT")


class Query(Described):
    """The base of query models: unknown parameters are mistakes, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class PageQuery(Query):
    """The base of list queries."""

    limit: int = Field(default=50, ge=1, le=LARGEST_PAGE, description="How many items at most.")
    cursor: str | None = Field(
        default=None,
        max_length=2048,
        description="The value of `next` of the page before.",
        json_schema_extra={"format": "cursor"},
    )


class ShortQuery(PageQuery):
    """The base of queries for lists that are short: all of it comes at once, unless less is asked for."""

    limit: int = Field(default=LARGEST_PAGE, ge=1, le=LARGEST_PAGE, description="How many items at most.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[QueryT, BodyT]):
    """What a handler gets: who asks, and the checked input."""

    actor: Identity | None
    params: Mapping[str, str]
    query: QueryT
    body: BodyT
    request_id: str
    expected: int | None  # the revision that If-Match names; None when it said `*` or the route asks for none
    base_path: str  # goes before every address that an answer names
    peer: Peer
    raw: web.BaseRequest  # for streams; everything else stands above


Handler = Callable[[Call[Any, Any]], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method at one path.

    `path` is complete, with `{id:uuid}`, `{number:int}` or `{name}` for its parameters. `problems` are the error
    classes of the domain that the handler may raise; what the framework itself refuses need not be named.
    """

    method: str
    path: str
    name: str
    handler: Handler
    permission: str = ""
    own: str = ""  # the permission that is enough for what is one's own; the handler looks whose it is
    summary: str = ""
    query: type[BaseModel] | None = None
    body: Any = None  # a model, or any type that pydantic understands
    answer: Declared = None
    status: int = 200
    problems: tuple[type[MediadError], ...] = ()
    fields: bool = False  # offers `?fields=`
    filters: Mapping[str, str] = field(default_factory=dict)  # open parameters of the query, each with its sentence
    free: bool = False  # takes any query and any body: they are a plugin's to understand
    if_match: bool = False  # wants the revision that the edit is based on
    moves: bool = False  # `{id}` may have been merged into another: such requests are sent there with 308
    tag: str = "system"
    max_body: int = 1 << 20
    unlimited: bool = False  # health: never counted against an address

    @property
    def field_names(self) -> frozenset[str]:
        """The names that `?fields=` may ask for."""
        item = self.answer.item if isinstance(self.answer, PageOf) else self.answer
        return frozenset(item.model_fields) if isinstance(item, type) else frozenset()


class RouteError(MediadError):
    """A core route is declared wrongly, so the daemon does not start."""

    code = "route_wrong"
    remedy = "Correct the declaration of the route."


def check_routes(routes: Sequence[Route]) -> None:
    """Stop the start when a core route is incomplete, doubled, or public without standing on the list."""
    for route in routes:
        fault = _fault(route)
        if fault:
            raise RouteError(f"Route {route.name!r} ({route.method} {route.path}) {fault}.")
    for kind, values in (("name", [route.name for route in routes]), ("address", [_address(r) for r in routes])):
        doubled = [value for value, count in Counter(values).items() if count > 1]
        if doubled:
            raise RouteError(f"Two routes have the same {kind}: {doubled[0]}.")


def _address(route: Route) -> str:
    return f"{route.method} {re.sub(r'{[^{}]*}', '{}', route.path)}"


def _fault(route: Route) -> str:
    faults: Mapping[str, bool] = {
        "names no permission": not route.permission,
        "is public but does not stand on the list of public addresses": (
            route.permission == PUBLIC and (route.method, route.path) not in PUBLIC_ADDRESSES
        ),
        f"names an unknown permission {route.permission!r}": route.permission not in {PUBLIC, *PERMISSIONS},
        f"names an unknown permission {route.own!r}": route.own not in {"", *PERMISSIONS},
        f"has an unknown method {route.method!r}": route.method not in METHODS,
        "has a path that does not begin with a slash": not route.path.startswith("/"),
        "has no summary": not route.summary,
    }
    return next((fault for fault, present in faults.items() if present), "")
