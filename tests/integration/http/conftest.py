"""A real server on the loopback interface, with small stand-ins for the rooms behind it."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import aiohttp
import pytest
from fakes import MemorySource
from integration.http.whole import Whole, whole
from pydantic import BaseModel, ConfigDict, Field

from mediad.accounts.identities import Identity
from mediad.http.answers import Answer, FileAnswer, PageOf, Raw, Reply, created, page, redirect, single
from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.dispatch import Dispatcher, Exchange, Surroundings
from mediad.http.options import HttpOptions
from mediad.http.plugin_routes import PluginRoutes
from mediad.http.problems import PreconditionFailed
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.routes import health, meta
from mediad.http.server import serve
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import Gone, NotFound
from mediad_sdk.permissions import EVERYTHING
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from engines import Database

    from mediad_sdk.values import http as sdk


def identity(number: int, name: str, *permissions: str) -> Identity:
    return Identity(
        account=number, uid=f"u{number}", name=name, role=name, permissions=frozenset(permissions), editable=(),
        viewer=Viewer(account=number, libraries=(1,)), libraries=None,
    )  # fmt: skip


ADMINISTRATOR = identity(1, "administrator", EVERYTHING)
GUEST = identity(2, "guest", "items.read")
KEYS = {"admin-key": ADMINISTRATOR, "guest-key": GUEST}
ITEM_ID = "0198c0de-0000-7000-8000-000000000001"
GONE_ID = "0198c0de-0000-7000-8000-000000000002"
MERGED_ID = "0198c0de-0000-7000-8000-000000000003"


class Item(BaseModel):
    """A thing in a list."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    title: str = Field(min_length=1, max_length=200)
    year: int | None = None


class ItemEdit(BaseModel):
    """What may be changed about it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: str = Field(min_length=1, max_length=200)


class ItemsQuery(PageQuery):
    """How to walk the list."""

    sort: Literal["title", "added"] = "title"
    year: int | None = Field(default=None, ge=0, le=9999)
    genre: list[str] = Field(default_factory=list, max_length=5)


@dataclass
class Store:
    """The domain behind the routes of these tests."""

    title: str = "Metropolis"
    revision: int = 3
    items: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {"id": f"0198c0de-0000-7000-8000-{n:012d}", "title": f"Title {n:03}", "year": 1927} for n in range(1, 121)
        ]
    )
    file: MemorySource = field(default_factory=lambda: MemorySource(bytes(range(256)) * 40))
    state: Literal["ok", "down"] = "ok"

    async def readiness(self) -> dict[str, Health]:
        return {"database": Health(state=self.state, remedy="Start the database.")}

    async def metrics(self) -> bytes:
        return b"mediad_up 1\n"


def domain_routes(store: Store) -> list[Route]:  # noqa: C901  # a few handlers in a row
    async def list_items(call: Call[ItemsQuery, None]) -> Reply:
        start = decode_cursor(call.query.cursor, call.query.sort).id if call.query.cursor else 0
        end = start + call.query.limit
        following = encode_cursor(Cursor(sort=call.query.sort, key=b"k", id=end)) if end < len(store.items) else None
        return page(json.dumps(store.items[start:end] if start >= 0 else []), following)

    async def get_item(call: Call[None, None]) -> Reply:
        match call.params["id"].lower():
            case "0198c0de-0000-7000-8000-000000000001":
                return single(json.dumps({"id": ITEM_ID, "title": store.title, "year": None}), store.revision)
            case "0198c0de-0000-7000-8000-000000000002":
                raise Gone("The item was removed.")
            case "0198c0de-0000-7000-8000-000000000003":
                return redirect(f"{call.base_path}{API}/items/{ITEM_ID}")
        raise NotFound("There is no such item.")

    async def edit_item(call: Call[None, ItemEdit]) -> Reply:
        if call.params["id"].lower() != ITEM_ID:
            raise NotFound("There is no such item.")
        if call.expected is not None and call.expected != store.revision:
            raise PreconditionFailed
        store.title, store.revision = call.body.title, store.revision + 1
        return single(json.dumps({"id": ITEM_ID, "title": store.title, "year": None}), store.revision)

    async def make_item(call: Call[None, ItemEdit]) -> Reply:
        text = json.dumps({"id": ITEM_ID, "title": call.body.title, "year": None})
        return created(text, f"{call.base_path}{API}/items/{ITEM_ID}", 1)

    async def content(_: Call[None, None]) -> Reply:
        return FileAnswer(source=store.file, name='Größe "1".bin', media_type="application/octet-stream")

    async def burst(_: Call[None, None]) -> Answer:
        raise RuntimeError("secret inside")

    return [
        Route(method="GET", path=f"{API}/items", name="list_items", permission="items.read", summary="All.",
              handler=list_items, query=ItemsQuery, answer=PageOf(Item), fields=True, tag="items"),
        Route(method="POST", path=f"{API}/items", name="make_item", permission="items.edit", summary="Make one.",
              handler=make_item, body=ItemEdit, answer=Item, status=201, tag="items"),
        Route(method="GET", path=f"{API}/items/{{id:uuid}}", name="get_item", permission="items.read", summary="One.",
              handler=get_item, answer=Item, fields=True, problems=(NotFound, Gone), tag="items"),
        Route(method="PATCH", path=f"{API}/items/{{id:uuid}}", name="edit_item", permission="items.edit", tag="items",
              summary="Change it.", handler=edit_item, body=ItemEdit, answer=Item, if_match=True, problems=(NotFound,)),
        Route(method="GET", path=f"{API}/content", name="get_content", permission="items.read", summary="Bytes.",
              handler=content, answer=Raw(("application/octet-stream",), ranges=True)),
        Route(method="GET", path=f"{API}/burst", name="burst", permission="items.read", summary="x", handler=burst),
    ]  # fmt: skip


class Accounts:
    """Knows two keys, and remembers who used one of them."""

    def __init__(self) -> None:
        self.remembered: dict[str, Identity | None] = {}
        self.looked_up: list[str] = []

    def recall(self, token: str) -> Identity | None:
        return self.remembered.get(token)

    def proven(self, token: str) -> bool:
        return token in self.remembered

    async def of(self, token: str) -> Identity | None:
        self.looked_up.append(token)
        if token in KEYS:
            self.remembered[token] = KEYS[token]
        return KEYS.get(token)

    async def local(self) -> Identity:
        return ADMINISTRATOR


async def call_plugin(instance: str, route: sdk.Route, request: sdk.Request) -> sdk.Response:
    return await route.handler(request)


@dataclass
class Running:
    """A server and a client of it."""

    session: aiohttp.ClientSession
    port: int
    dispatcher: Dispatcher
    plugins: PluginRoutes
    store: Store
    seen: list[Exchange]
    accounts: Accounts

    def get(self, path: str, key: str | None = "admin-key", **given: Any) -> Any:
        return self.send("GET", path, key, **given)

    def send(self, method: str, path: str, key: str | None = "admin-key", **given: Any) -> Any:
        headers = given.pop("headers", {}) | ({"Authorization": f"Bearer {key}"} if key else {})
        return self.session.request(
            method, f"http://127.0.0.1:{self.port}{path}", headers=headers, allow_redirects=False, **given
        )


@asynccontextmanager
async def _running(extra: list[Route] | None = None, **options: Any) -> AsyncIterator[Running]:
    store, seen, accounts = Store(), list[Exchange](), Accounts()
    plugins = PluginRoutes(call_plugin)
    chosen = HttpOptions(**{"port": 0, **options})
    own = [*domain_routes(store), *(extra or ()), *health.routes(store)]
    surroundings = Surroundings(authenticator=accounts, plugins=plugins, observers=(seen.append,))
    dispatcher = Dispatcher([*own, *meta.routes(lambda: own, "0.1.0", mounted=plugins.mounted)], chosen, surroundings)
    async with (
        serve(dispatcher, chosen) as listening,
        aiohttp.ClientSession(auto_decompress=False, headers={"Accept-Encoding": "identity"}) as session,
    ):
        yield Running(session, listening.port or 0, dispatcher, plugins, store, seen, accounts)


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    async with _running() as it:
        yield it


@pytest.fixture
async def server_with() -> AsyncIterator[Callable[..., Any]]:
    async with AsyncExitStack() as stack:

        async def start(**options: Any) -> Running:
            return await stack.enter_async_context(_running(**options))

        yield start


@pytest.fixture
def running() -> Callable[..., Any]:
    return _running


@pytest.fixture
async def api(database: Database) -> AsyncIterator[Whole]:
    async with whole(database) as it:
        yield it
