"""Search over everything: titles, people, albums, whatever words a work has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from mediad.http.answers import Answer, PageOf
from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.routes.item_shapes import Brief
from mediad.http.shapes import Uid, joined
from mediad.http.sight import meant, narrowed
from mediad.http.who import viewer
from mediad.storage.ports import search as port
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader

_WALK = "search"


class SearchQuery(PageQuery):
    """The words, and where to look."""

    q: str = Field(
        min_length=1,
        max_length=200,
        description="Words; the last one may be a beginning, and where little is found, each may have one slip.",
    )
    kind: list[str] = Field(
        default_factory=list, max_length=20, description="Only these kinds, as `film`, or `movie` as lines call it."
    )
    library: Uid | None = Field(default=None, description="Only this library.")


def routes(storage: Reader, kinds: KindTable) -> list[Route]:
    """Give the route of search."""

    async def search(call: Call[SearchQuery, None]) -> Answer:
        query, sight = call.query, viewer(call)
        if query.library is not None:
            sight = await narrowed(storage, sight, query.library)
        offset = decode_cursor(query.cursor, _WALK).id if query.cursor else 0
        found = await port.search(
            storage, sight, query.q, kinds=meant(kinds, query.kind), limit=query.limit,
            offset=min(max(0, offset), port.LOOKED_AT),
        )  # fmt: skip  # one call
        following = encode_cursor(Cursor(sort=_WALK, key=b"", id=found.after[1])) if found.after else None
        return joined(found.items, following)

    return [
        Route(
            method="GET", path=f"{API}/search", name="search", permission="items.read", handler=search, tag="search",
            summary="Works, people and collections by their words, the best titles first.", query=SearchQuery,
            answer=PageOf(Brief), problems=(NotFound,), fields=True,
        )
    ]  # fmt: skip
