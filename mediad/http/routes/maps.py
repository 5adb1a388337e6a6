"""Maps: how many works were made in each cell of a part of the earth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from mediad.http.answers import Answer, PageOf
from mediad.http.problems import QueryInvalid
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.shapes import Shape, Uid, short
from mediad.http.sight import narrowed
from mediad.http.who import viewer
from mediad.library.query import earth
from mediad.storage.ports.browse import Browser
from mediad_sdk.earth import CELLS
from mediad_sdk.errors import Invalid, NotFound

if TYPE_CHECKING:
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader

_MOST = 1024
"""Cells of a map: those of two signs cover the earth."""


class MapQuery(ShortQuery):
    """Which part of the earth."""

    kind: str = Field(max_length=60, description="The kind whose works are counted, as `photo`.")
    box: str = Field(
        default="-90/-180..90/180", max_length=100,
        description="South-west and north-east corner, each latitude and longitude: `52.3/13.0..52.7/13.8`.",
    )  # fmt: skip
    library: Uid | None = Field(default=None, description="Only this library.")


class Cell(Shape):
    """A cell of the map that has works.

    Attributes:
        cell: Its geohash; `query=cell:…` lists its works.
        south: Its southern border, in degrees, like the others.
        west: Its western border.
        north: Its northern border.
        east: Its eastern border.
        count: How many works were made there, up to 10000.
    """

    cell: str
    south: float
    west: float
    north: float
    east: float
    count: int


def routes(storage: Reader, kinds: KindTable) -> list[Route]:
    """Give the route of maps."""
    browser = Browser(kinds.all)

    async def cells(call: Call[MapQuery, None]) -> Answer:
        query, sight = call.query, viewer(call)
        if query.library is not None:
            sight = await narrowed(storage, sight, query.library)
        part = earth.box(query.box)
        if part is None:
            sentence = "it is `south/west..north/east` in degrees, as `52.3/13.0..52.7/13.8`"
            raise QueryInvalid("This is no part of the earth.", places=(("box", sentence),))
        try:
            counts = await browser.counts(storage, sight, query.kind, CELLS, earth.cover(part, _MOST))
        except Invalid as error:
            raise QueryInvalid(str(error), places=error.places) from error
        return short(query, f"map {query.kind} {query.box}", [_shown(cell, count) for cell, count in counts.items()])

    return [
        Route(
            method="GET", path=f"{API}/items/map", name="map_items", permission="items.read", handler=cells,
            summary="How many works were made in each cell of a part of the earth; the smaller the part, the finer.",
            query=MapQuery, answer=PageOf(Cell), problems=(NotFound,), tag="items",
        )
    ]  # fmt: skip


def _shown(cell: str, count: int) -> dict[str, object]:
    at = earth.bounds(cell)
    return {
        "cell": cell, "south": at.south, "west": at.west, "north": at.north, "east": at.east, "count": count
    }  # fmt: skip
