"""Adds a place to films: a field and a facet, kept in a table, put by a command, looked after by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, StringConstraints

from mediad_plugin_shelves.sheet import COLUMNS, TYPE, lines
from mediad_sdk import (
    Command,
    Facet,
    Field,
    JobType,
    KindExtension,
    NotFound,
    Plugin,
    Response,
    Route,
    Schedule,
    UserError,
    hookimpl,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from mediad_sdk import JobRun, Request
    from mediad_sdk.host.database import Rows

PLACE = "shelves_place"
_STEP = 50
_AT_ONCE = 500


class Put(BaseModel):
    """What the command `put` is told."""

    item: Annotated[str, StringConstraints(min_length=1, max_length=36)]
    place: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""


class Shelves(Plugin[None]):
    """Knows where discs stand."""

    @hookimpl
    def mediad_kind_extensions(self) -> Sequence[KindExtension]:
        """Declare what films get."""
        place = Field(name=PLACE, search=True)
        return [KindExtension(id="place", kind="film", fields=(place,), facets=(Facet(name="place", field=PLACE),))]

    @hookimpl
    def mediad_commands(self) -> Sequence[Command]:
        """Declare what people do."""
        return [
            Command(id="put", summary="Say where a disc stands", run=self.put, args=Put, permission="items.edit"),
            Command(id="list", summary="List the places", run=self.list, permission="items.read"),
        ]

    @hookimpl
    def mediad_routes(self) -> Sequence[Route]:
        """Declare what other programs read."""
        return [
            Route(
                method="GET", path="/places.csv", permission="items.read", handler=self.sheet,
                summary="The places with their films as CSV; `?place=` gives one of them.",
            )
        ]  # fmt: skip

    @hookimpl
    def mediad_jobs(self) -> Sequence[JobType]:
        """Declare the look whether all is as it was."""
        return [JobType(id="look", handler=self.look)]

    @hookimpl
    def mediad_schedules(self) -> Sequence[Schedule]:
        """Declare when that is."""
        return [Schedule(id="nightly", job="look", cron="20 4 * * *")]

    async def put(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep a place and tell it of the film; an empty one takes it back."""
        wanted = Put.model_validate(args)
        film = await self.context.library.item(wanted.item)
        if film["kind"] != "film":
            raise UserError(f"{film['title']} is no film.", remedy="Name a film by its id.")
        await self._keep(film["id"], wanted.place)
        await self.context.library.say(film["id"], {PLACE: wanted.place} if wanted.place else {})
        return {"item": film["id"], "title": film["title"], "place": wanted.place}

    async def list(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give every place with the films that stand there."""
        shelves: dict[str, list[str]] = {}
        for row in await self.context.database.fetch("SELECT place, item FROM shelves__place ORDER BY place, item"):
            shelves.setdefault(row["place"], []).append(row["item"])
        return {"places": shelves}

    async def sheet(self, request: Request) -> Response:
        """Give the films of all places, or of one, as far as the caller may see them."""
        place = request.query.get("place")
        rows = await self.context.database.fetch("SELECT place, item FROM shelves__place ORDER BY place, item")
        wanted = [(row["place"], row["item"]) for row in rows if place in (None, row["place"])]
        name = {"Content-Disposition": 'attachment; filename="places.csv"'}
        return Response(body=self._sheet(wanted, request.user), content_type=TYPE, headers=name)

    async def _sheet(self, wanted: Sequence[tuple[str, str]], user: str) -> AsyncIterator[bytes]:
        yield lines([COLUMNS])
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            seen = await self.context.library.many([item for _, item in some], user=user)
            films = {film["id"]: film for film in seen}
            yield lines(
                (place, films[item]["title"], films[item].get("year", ""), item)
                for place, item in some
                if item in films
            )

    async def look(self, run: JobRun) -> Mapping[str, Any]:
        """Say every place again, for films that were merged or came back; forget those that are gone."""
        rows = await self.context.database.fetch("SELECT item, place FROM shelves__place ORDER BY item")
        gone = 0
        for number, row in enumerate(rows):
            if number % _STEP == 0:
                await run.progress(number / len(rows))
            try:
                await self.context.library.say(row["item"], {PLACE: row["place"]})
            except NotFound:
                gone += 1
                await self._keep(row["item"], "")
        return {"films": len(rows) - gone, "gone": gone}

    async def _keep(self, item: str, place: str) -> None:
        now = self.context.clock.now_ms()

        async def unit(rows: Rows) -> None:
            await rows.execute("DELETE FROM shelves__place WHERE item = :item", item=item)
            if place:
                await rows.execute(
                    "INSERT INTO shelves__place (item, place, since) VALUES (:item, :place, :since)",
                    item=item, place=place, since=now,
                )  # fmt: skip

        await self.context.database.write(unit)
