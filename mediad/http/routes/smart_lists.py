"""Lists that fill themselves: a query under a name, one's own, shared, or the house's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from mediad.http.answers import Answer, PageOf, created, no_content, single
from mediad.http.problems import PreconditionFailed
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.item_inputs import SeenQuery
from mediad.http.routes.item_shapes import Brief
from mediad.http.shapes import Body, Name, Shape, short, written
from mediad.http.sight import seen_as
from mediad.http.who import viewer, who
from mediad.storage.ports import smart_lists as port
from mediad_sdk.errors import Conflict, Forbidden, NotFound

if TYPE_CHECKING:
    from mediad.http.routes.queries import Queries
    from mediad.http.sight import People
    from mediad.storage.ports import Row, Storage
    from mediad_sdk.host import Clock


class SmartList(Shape):
    """A list that fills itself.

    Attributes:
        id: Its public id.
        name: Its name.
        query: What it asks, in the query language.
        shared: Whether others may read it.
        owner: Name of the one whose it is; empty for the house.
        own: Whether the caller may change it.
        created: When it was made: milliseconds since 1970, UTC.
        changed: When it last changed: milliseconds since 1970, UTC.
        revision: Counts its changes; stands in the ETag that If-Match names.
    """

    id: str
    name: str
    query: str
    shared: bool
    owner: str
    own: bool
    created: int
    changed: int
    revision: int


class SmartListBody(Body):
    """A list as it shall be."""

    name: Name = Field(description="Its name.")
    query: str = Field(
        min_length=1,
        max_length=1000,
        description="What it asks, in the query language: `kind:film unwatched sort:-year`.",
    )
    shared: bool = Field(
        default=False, description="Whether others may read it, each by what they may see and did themselves."
    )


class SmartLists:
    """Answers about lists that fill themselves."""

    def __init__(self, storage: Storage, queries: Queries, clock: Clock, people: People) -> None:
        self._storage = storage
        self._queries = queries
        self._clock = clock
        self._people = people

    async def readable(self, call: Call[ShortQuery, None]) -> Answer:
        """Show the lists that the caller may read."""
        account = who(call).account
        return short(
            call.query, "smart-lists", [_shown(row, account) for row in await port.readable(self._storage, account)]
        )

    async def one(self, call: Call[Any, Any]) -> Answer:
        """Show a list."""
        row = await port.one(self._storage, who(call).account, call.params["id"])
        return single(written(_shown(row, who(call).account)), row["revision"])

    async def items(self, call: Call[SeenQuery, None]) -> Answer:
        """Ask what is in a list, as the caller may see it, or a user whom they name."""
        row = await port.one(self._storage, who(call).account, call.params["id"])
        sight = await seen_as(call, self._people, call.query.user)
        return await self._queries.page(sight, row["query"], call.query.cursor, call.query.limit)

    async def make(self, call: Call[None, SmartListBody]) -> Answer:
        """Make a list; the local administrator makes those of the house."""
        account, draft = who(call).account, await self._draft(call)
        uid = await self._storage.write(lambda tx: port.add(tx, account, draft, self._clock.now_ms()))
        row = await port.one(self._storage, account, uid)
        return created(written(_shown(row, account)), f"{call.base_path}{API}/lists/{uid}", row["revision"])

    async def change(self, call: Call[None, SmartListBody]) -> Answer:
        """Change a list."""
        row, draft = await port.own(self._storage, who(call).account, call.params["id"]), await self._draft(call)
        if call.expected not in (None, row["revision"]):
            raise PreconditionFailed
        now = self._clock.now_ms()
        await self._storage.write(lambda tx: port.change(tx, row["id"], draft, revision=row["revision"], now=now))
        return await self.one(call)

    async def remove(self, call: Call[None, None]) -> Answer:
        """Remove a list."""
        row = await port.own(self._storage, who(call).account, call.params["id"])
        await self._storage.write(lambda tx: port.remove(tx, row["id"]))
        return no_content()

    async def _draft(self, call: Call[None, SmartListBody]) -> port.Draft:
        body = call.body
        query = await self._queries.ready(viewer(call), body.query)
        return port.Draft(name=body.name, query=query, shared=body.shared)


def _shown(row: Row, account: int) -> dict[str, Any]:
    return {
        "id": row["uid"], "name": row["name"], "query": row["query"], "owner": row["owner"],
        "shared": bool(row["shared"]) or row["account"] is None, "own": (row["account"] or 0) == account,
        "created": row["created"], "changed": row["changed"], "revision": row["revision"],
    }  # fmt: skip


def routes(answers: SmartLists) -> list[Route]:
    """Give the routes of lists that fill themselves."""
    every, path = f"{API}/lists", f"{API}/lists/{{id:uuid}}"
    refused = (NotFound, Forbidden)
    return [
        Route(
            method="GET", path=every, name="list_smart_lists", permission="items.read", handler=answers.readable,
            summary="Lists that fill themselves: one's own, those of the house, and what others share.",
            answer=PageOf(SmartList), fields=True, query=ShortQuery, tag="lists",
        ),
        Route(
            method="POST", path=every, name="make_smart_list", permission="me.write", handler=answers.make,
            summary="Keep a query as a list.", body=SmartListBody, answer=SmartList, status=201, tag="lists",
        ),
        Route(
            method="GET", path=path, name="get_smart_list", permission="items.read", handler=answers.one,
            summary="A list that fills itself.", answer=SmartList, problems=(NotFound,), tag="lists",
        ),
        Route(
            method="GET", path=f"{path}/items", name="list_smart_list_items", permission="items.read",
            summary="What is in a list that fills itself, now and for the caller.", handler=answers.items,
            query=SeenQuery, answer=PageOf(Brief), problems=(NotFound,), fields=True, tag="lists",
        ),
        Route(
            method="PUT", path=path, name="change_smart_list", permission="me.write", handler=answers.change,
            summary="Change a list that fills itself.", body=SmartListBody, answer=SmartList, if_match=True,
            problems=(*refused, Conflict), tag="lists",
        ),
        Route(
            method="DELETE", path=path, name="remove_smart_list", permission="me.write", handler=answers.remove,
            summary="Remove a list that fills itself.", status=204, problems=refused, tag="lists",
        ),
    ]  # fmt: skip
