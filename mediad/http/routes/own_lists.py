"""One's lists: works in an order of one's own, and what a list names and nobody knows yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from mediad.http.answers import Answer, PageOf, created, no_content, single
from mediad.http.problems import PreconditionFailed
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.item_shapes import Brief
from mediad.http.shapes import Body, Kept, Name, Shape, Uid, short, written
from mediad.http.who import person, who
from mediad.storage.ports import userdata as port
from mediad_sdk.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.accounts.identities import Identity
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock

_MOST = 5000
_BODY = 1 << 20


class _Head(Shape):
    """What is said of a list itself.

    Attributes:
        id: Its public id.
        name: Its name.
        created: When it was made: milliseconds since 1970, UTC.
        changed: When it last changed: milliseconds since 1970, UTC.
        revision: Counts its changes; stands in the ETag that If-Match names.
    """

    id: str
    name: str
    created: int
    changed: int
    revision: int


class NamedList(_Head):
    """A list with the number of its entries.

    Attributes:
        entries: How many entries it has.
    """

    entries: int


class Shown(Shape):
    """An entry that one may see: a work, or a name that nobody knows yet.

    Attributes:
        position: Its place in the list, from 0.
        unresolved: The name that nobody knows yet; empty for a work.
        item: The work; null for a name.
    """

    position: int
    unresolved: str
    item: Brief | None


class WholeList(_Head):
    """A list with its entries.

    Attributes:
        entries: Its entries that one may see, in order.
    """

    entries: list[Shown]


class Entry(Body):
    """An entry: the id of a work, or a name."""

    item: Uid | None = Field(default=None, description="Id of a work; none for a name.")
    unresolved: str = Field(default="", max_length=1000, description="A name that nobody knows yet, instead.")


class NewList(Body):
    """A list to make."""

    name: Name = Field(description="Its name.")
    entries: list[Entry] = Field(default_factory=list, max_length=_MOST, description="What is in it, in its order.")


class ListEdit(Body):
    """The list as it shall be; without entries they stay."""

    name: Name = Field(description="Its name.")
    entries: Kept[list[Entry]] = Field(default=None, max_length=_MOST, description="All of them, in their order.")


class OwnLists:
    """Answers about the lists of the caller."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def all_lists(self, call: Call[ShortQuery, None]) -> Answer:
        """Show the caller's lists."""
        return short(call.query, "lists", await port.lists(self._storage, who(call).account))

    async def one(self, call: Call[Any, Any]) -> Answer:
        """Show a list."""
        found = await port.one_list(self._storage, person(call).viewer, call.params["id"])
        return single(written(found), found["revision"])

    async def make(self, call: Call[None, NewList]) -> Answer:
        """Make a list."""
        actor, body, now = person(call), call.body, self._clock.now_ms()
        entries = await self._entries(actor, body.entries)

        async def unit(tx: Transaction) -> str:
            uid = await port.add_list(tx, actor.account, body.name, now)
            if entries:
                change = port.Change(revision=1, name=body.name, entries=entries, now=now)
                await port.change_list(tx, actor.viewer, uid, change)
            return uid

        uid = await self._storage.write(unit)
        found = await port.one_list(self._storage, actor.viewer, uid)
        return created(written(found), f"{call.base_path}{API}/me/lists/{uid}", found["revision"])

    async def change(self, call: Call[None, ListEdit]) -> Answer:
        """Rename a list, and replace its entries when some are given."""
        actor, body, uid = person(call), call.body, call.params["id"]
        found = await port.one_list(self._storage, actor.viewer, uid)
        if call.expected not in (None, found["revision"]):
            raise PreconditionFailed
        entries = None if body.entries is None else await self._entries(actor, body.entries)
        change = port.Change(revision=found["revision"], name=body.name, entries=entries, now=self._clock.now_ms())
        await self._storage.write(lambda tx: port.change_list(tx, actor.viewer, uid, change))
        return await self.one(call)

    async def remove(self, call: Call[None, None]) -> Answer:
        """Remove a list."""
        actor = person(call)
        await self._storage.write(lambda tx: port.remove_list(tx, actor.account, call.params["id"]))
        return no_content()

    async def _entries(self, actor: Identity, entries: Sequence[Entry]) -> list[port.Entry]:
        wanted = [each.item for each in entries if each.item]
        known = await port.ids(self._storage, actor.viewer, wanted) if wanted else {}
        places = [(f"/entries/{at}", fault) for at, each in enumerate(entries) if (fault := _fault(each, known))]
        if places:
            raise Invalid("The list holds what cannot be listed.", places=tuple(places[:50]), remedy="Leave it out.")
        return [
            port.Entry(subject=known[each.item]) if each.item else port.Entry(unresolved=each.unresolved)
            for each in entries
        ]


def _fault(entry: Entry, known: dict[str, int]) -> str:
    if bool(entry.item) == bool(entry.unresolved):
        return "is either a work or a name"
    return "" if not entry.item or entry.item in known else "is no work that you may see"


def routes(storage: Storage, clock: Clock) -> list[Route]:
    """Give the routes of one's lists."""
    answers = OwnLists(storage, clock)
    every, path = f"{API}/me/lists", f"{API}/me/lists/{{id:uuid}}"
    return [
        Route(
            method="GET", path=every, name="list_lists", permission="me.read", handler=answers.all_lists, tag="me",
            summary="One's lists.", answer=PageOf(NamedList), fields=True, query=ShortQuery,
        ),
        Route(
            method="POST", path=every, name="make_list", permission="me.write", handler=answers.make, body=NewList,
            summary="Make a list.", answer=WholeList, status=201, max_body=_BODY, tag="me",
        ),
        Route(
            method="GET", path=path, name="get_list", permission="me.read", handler=answers.one, answer=WholeList,
            summary="A list with its entries.", problems=(NotFound,), tag="me",
        ),
        Route(
            method="PUT", path=path, name="change_list", permission="me.write", handler=answers.change, body=ListEdit,
            summary="Rename a list, replace its entries.", answer=WholeList, if_match=True, max_body=_BODY, tag="me",
            problems=(NotFound, Conflict),
        ),
        Route(
            method="DELETE", path=path, name="remove_list", permission="me.write", handler=answers.remove, status=204,
            summary="Remove a list.", problems=(NotFound,), tag="me",
        ),
    ]  # fmt: skip
