"""The order in which one sees a tree: as it was aired, as on the discs, as numbered throughout."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from pydantic import Field

from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.problems import CursorInvalid
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.routes.own_items import OwnItems
from mediad.http.routes.own_shapes import State
from mediad.http.shapes import Body, joined
from mediad.http.sight import visible
from mediad.http.who import person
from mediad.storage.ports import orderings as port
from mediad_sdk.errors import Gone, Invalid, NotFound

if TYPE_CHECKING:
    from mediad.http.answers import Answer
    from mediad.storage.ports import Reader, Storage
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock


_PLACE = struct.Struct(">bd")


class Choice(Body):
    """Which order one wants to see."""

    ordering: str = Field(max_length=100, description="One that what is below has, such as `dvd`; empty is the usual.")


async def in_chosen_order(reader: Reader, sight: Viewer, parent: int, query: PageQuery) -> Answer | None:
    """List what is below a work in the order that somebody chose; None where they chose none."""
    if not (scheme := await port.chosen(reader, sight.account, parent)):
        return None
    walk = f"children {scheme}"
    after = _place(decode_cursor(query.cursor, walk)) if query.cursor else None
    items, following = await port.children(reader, sight, parent, scheme, after=after, limit=query.limit)
    if following is None:
        return joined(items)
    key = _PLACE.pack(following.left_out, following.position) + following.group.encode()
    return joined(items, encode_cursor(Cursor(sort=walk, key=key, id=following.id)))


def _place(cursor: Cursor) -> port.Place:
    try:
        left_out, position = _PLACE.unpack_from(cursor.key)
        group = cursor.key[_PLACE.size :].decode()
    except (struct.error, UnicodeDecodeError) as error:
        raise CursorInvalid from error
    return port.Place(left_out, group, position, cursor.id)


def routes(storage: Storage, clock: Clock) -> list[Route]:
    """Give the route of one's order of a tree."""
    own = OwnItems(storage, clock)

    async def choose(call: Call[None, Choice]) -> Answer:
        actor, wanted = person(call), call.body.ordering
        number = await visible(storage, actor.viewer, call.params["id"])
        known = await port.schemes(storage, number)
        if wanted and wanted not in known:
            places = (("/ordering", f"is none of: {', '.join(known) or 'it has only its own order'}"),)
            raise Invalid("There is no such order.", places=places, remedy="Choose one of these, or an empty text.")
        await storage.write(lambda tx: port.choose(tx, actor.account, number, wanted))
        return await own.state(call)

    return [
        Route(
            method="PUT", path=f"{API}/me/items/{{id:uuid}}/ordering", name="choose_ordering", permission="me.write",
            summary="Choose the order in which one sees what is below a work.", handler=choose, body=Choice,
            answer=State, problems=(NotFound, Gone), moves=True, tag="me",
        ),
    ]  # fmt: skip
