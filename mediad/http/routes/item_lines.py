"""Leaf works as lines, with the files that they are made of: what programs read of a whole library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.answers import Answer, PageOf
from mediad.http.route import API, Route
from mediad.http.routes.item_inputs import LinesQuery
from mediad.http.routes.item_shapes import LeafLine
from mediad.http.routes.libraries import MANAGE
from mediad.http.shapes import Walk
from mediad.http.sight import narrowed
from mediad.http.who import viewer
from mediad.library.catalogue.lines import Lines
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.http.route import Call
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader


def routes(storage: Reader, kinds: KindTable) -> list[Route]:
    """Give the route of lines; it names folders, so it is for those who manage libraries."""
    answers = _Answers(storage, Lines(kinds))
    return [
        Route(
            method="GET", path=f"{API}/items/lines", name="list_lines", permission=MANAGE, handler=answers.lines,
            summary="Films, episodes, tracks, photos, books: each with what is above it, and its files.",
            query=LinesQuery, answer=PageOf(LeafLine), problems=(NotFound,), tag="items",
        ),
    ]  # fmt: skip


class _Answers:
    def __init__(self, storage: Reader, lines: Lines) -> None:
        self._storage = storage
        self._lines = lines

    async def lines(self, call: Call[LinesQuery, None]) -> Answer:
        """List leaf works."""
        query, sight = call.query, viewer(call)
        if query.library is not None:
            sight = await narrowed(self._storage, sight, query.library)
        walk = Walk[LinesQuery](f"lines {query.kind}")
        found = await self._lines.page(self._storage, sight, walk.place(query), query.limit, query.kind)
        return walk.page([line for _, line in found], found[-1][0] if len(found) == query.limit else None)
