"""What one did with works: rating, favourite, progress, plays.

These are set, not edited: the last word counts, and progress carries the time at which it was true; so none of them
wants a revision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from mediad.http.answers import Answer, PageOf, single
from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.routes.item_shapes import Brief
from mediad.http.routes.own_shapes import Place, State
from mediad.http.shapes import LATEST, WHOLE, Body, Kept, Moment, Uid, joined, written
from mediad.http.sight import visible
from mediad.http.who import person
from mediad.storage.ports import userdata as port
from mediad_sdk.errors import Gone, NotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock

    Act = Callable[[Transaction, int, int], Awaitable[None]]


class Begun(Brief):
    """A work that one began, with how far one is.

    Attributes:
        progress: How far one is.
    """

    progress: Place


Rating = Annotated[int, Field(ge=0, le=100), WHOLE]
Position = Annotated[int, Field(ge=0, le=LATEST), WHOLE]


class StateEdit(Body):
    """What to set; what is absent stays."""

    rating: Rating | None = Field(default=None, description="Of 100; null takes it back.")
    favourite: Kept[bool] = Field(default=None, description="Whether it is one of one's favourites.")


class Progress(Body):
    """How far one is: milliseconds, a page, or a place in a text, and the fraction of the whole.

    Attributes:
        locator: What `position` and `place` count.
        fraction: Of the whole, from 0 to 1.
        position: Milliseconds, or the page.
        place: The place in a text, as its reader names it.
        finished: Whether one is through.
        edition: Id of the edition; null for the work.
    """

    locator: Literal["time", "page", "text"] = "time"
    fraction: float = Field(ge=0, le=1)
    position: Position = 0
    place: str = Field(default="", max_length=2000)
    finished: bool = False
    edition: Uid | None = None
    at: Moment | None = Field(default=None, description="When it was true; older word changes nothing. Default now.")


class Play(Body):
    """That it was played.

    Attributes:
        at: When: milliseconds since 1970, UTC; now if absent.
        client: The program that played it.
    """

    at: Moment | None = None
    client: str = Field(default="", max_length=100)


class OwnItems:
    """Answers about what the caller did with works."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def state(self, call: Call[Any, Any]) -> Answer:
        """Show what the caller did with a work."""
        actor, uid = person(call), call.params["id"]
        number = await visible(self._storage, actor.viewer, uid)
        return single(written({"id": uid, **await port.state(self._storage, actor.account, number)}))

    async def edit(self, call: Call[None, StateEdit]) -> Answer:
        """Set rating and favourite."""
        body, given, now = call.body, call.body.model_fields_set, self._clock.now_ms()

        async def act(tx: Transaction, account: int, subject: int) -> None:
            if "rating" in given:
                await port.rate(tx, account, subject, body.rating)
            if body.favourite is not None:
                await port.favour(tx, account, subject, now if body.favourite else None)

        return await self._acted(call, act)

    async def set_progress(self, call: Call[None, Progress]) -> Answer:
        """Keep how far the caller is."""
        body = call.body
        progress = port.Progress(
            locator=body.locator, fraction=body.fraction, position=body.position, place=body.place,
            finished=body.finished, edition=body.edition or "", updated=self._moment(body.at),
        )  # fmt: skip

        async def act(tx: Transaction, account: int, subject: int) -> None:
            await port.set_progress(tx, account, subject, progress)

        return await self._acted(call, act)

    async def clear_progress(self, call: Call[None, None]) -> Answer:
        """Forget how far the caller is."""
        return await self._acted(call, port.clear_progress)

    async def play(self, call: Call[None, Play]) -> Answer:
        """Count a play."""
        body = call.body

        async def act(tx: Transaction, account: int, subject: int) -> None:
            await port.play(tx, account, subject, at=self._moment(body.at), client=body.client)

        return await self._acted(call, act)

    async def favourites(self, call: Call[PageQuery, None]) -> Answer:
        """List favourites, newest first."""
        return await self._recent(call, "favourites")

    async def unfinished(self, call: Call[PageQuery, None]) -> Answer:
        """List what the caller began and did not finish, last touched first."""
        return await self._recent(call, "unfinished")

    async def _acted(self, call: Call[Any, Any], act: Act) -> Answer:
        actor = person(call)
        number = await visible(self._storage, actor.viewer, call.params["id"])
        await self._storage.write(lambda tx: act(tx, actor.account, number))
        return await self.state(call)

    def _moment(self, at: int | None) -> int:
        """Believe a client's clock, but not about the future: that would outlast every later word."""
        now = self._clock.now_ms()
        return now if at is None else min(at, now)

    async def _recent(self, call: Call[PageQuery, None], what: Literal["favourites", "unfinished"]) -> Answer:
        query, after = call.query, (port.FROM_THE_TOP, port.FROM_THE_TOP)
        if query.cursor:
            cursor = decode_cursor(query.cursor, what)
            after = (int.from_bytes(cursor.key[:8], "big") >> 1, cursor.id)
        items, following = await port.recent(self._storage, person(call).viewer, what, after=after, limit=query.limit)
        if following is None:
            return joined(items)
        key = (following[0] << 1).to_bytes(8, "big")
        return joined(items, encode_cursor(Cursor(sort=what, key=key, id=following[1])))


def routes(storage: Storage, clock: Clock) -> list[Route]:
    """Give the routes of what one did with works."""
    answers = OwnItems(storage, clock)
    path, gone = f"{API}/me/items/{{id:uuid}}", (NotFound, Gone)
    return [
        Route(
            method="GET", path=path, name="get_own_item", permission="me.read", handler=answers.state, answer=State,
            summary="What one did with a work.", problems=gone, moves=True, tag="me",
        ),
        Route(
            method="PATCH", path=path, name="rate_item", permission="me.write", handler=answers.edit, body=StateEdit,
            summary="Rate a work, make it a favourite.", answer=State, problems=gone, moves=True, tag="me",
        ),
        Route(
            method="PUT", path=f"{path}/progress", name="set_progress", permission="me.write", body=Progress,
            summary="Keep how far one is.", handler=answers.set_progress, answer=State, problems=gone, moves=True,
            tag="me",
        ),
        Route(
            method="DELETE", path=f"{path}/progress", name="clear_progress", permission="me.write", answer=State,
            summary="Forget how far one is.", handler=answers.clear_progress, problems=gone, moves=True, tag="me",
        ),
        Route(
            method="POST", path=f"{path}/plays", name="add_play", permission="me.write", handler=answers.play,
            summary="Count a play.", body=Play, answer=State, problems=gone, moves=True, tag="me",
        ),
        Route(
            method="GET", path=f"{API}/me/favourites", name="list_favourites", permission="me.read", query=PageQuery,
            summary="One's favourites, newest first.", handler=answers.favourites, answer=PageOf(Brief), fields=True,
            tag="me",
        ),
        Route(
            method="GET", path=f"{API}/me/unfinished", name="list_unfinished", permission="me.read", query=PageQuery,
            summary="What one began and did not finish, last touched first.", handler=answers.unfinished,
            answer=PageOf(Begun), fields=True, tag="me",
        ),
    ]  # fmt: skip
