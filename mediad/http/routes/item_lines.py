"""Leaf works as lines, with the files that they are made of: what programs read of a whole library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.answers import Answer, PageOf
from mediad.http.problems import QueryInvalid
from mediad.http.route import API, Route
from mediad.http.routes.item_inputs import LinesQuery
from mediad.http.routes.item_shapes import Open
from mediad.http.routes.libraries import MANAGE
from mediad.http.shapes import Shape, Walk, listed
from mediad.http.sight import meant, narrowed, seen_as
from mediad.library.catalogue.lines import Lines
from mediad_sdk.errors import NotFound
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from mediad.http.route import Call
    from mediad.http.routes.queries import Queries
    from mediad.http.sight import People
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer


class LineEdition(Shape):
    """An edition in a line.

    Attributes:
        label: What people read.
        files: Its files, relative to their root, in the order in which they are played; a folder that is one edition
            as a whole stands for what is in it.
    """

    label: str
    files: list[str]


class LeafLine(Open):
    """A leaf work with what is above it; each kind has further fields, as `season`, `track`, `authors`.

    Attributes:
        id: Its public id.
        kind: What programs call its kind: `movie`, `episode`, `track`, `photo`, `book` ...
        title: Its title.
        year: Year of the work, or of what it belongs to.
        parents: Titles of what it belongs to, the outermost first: the show; the album artist and the album.
        editions: What there is of it.
    """

    id: str
    kind: str
    title: str
    year: int | None
    parents: list[str]
    editions: list[LineEdition]


def routes(storage: Reader, kinds: KindTable, queries: Queries, people: People) -> list[Route]:
    """Give the route of lines; it names folders, so it is for those who manage libraries."""
    answers = _Answers(storage, kinds, queries, people)
    return [
        Route(
            method="GET", path=f"{API}/items/lines", name="list_lines", permission=MANAGE, handler=answers.lines,
            summary="Films, episodes, tracks, photos, books: each with what is above it, and its files.",
            query=LinesQuery, answer=PageOf(LeafLine), problems=(NotFound,), tag="items",
        ),
    ]  # fmt: skip


class _Answers:
    def __init__(self, storage: Reader, kinds: KindTable, queries: Queries, people: People) -> None:
        self._storage = storage
        self._kinds = kinds
        self._lines = Lines(kinds)
        self._leaves = frozenset(each.id for each in kinds.all() if each.line.leaf)
        self._queries = queries
        self._people = people

    async def lines(self, call: Call[LinesQuery, None]) -> Answer:
        """List leaf works."""
        query, sight = call.query, await seen_as(call, self._people, call.query.user)
        if query.library is not None:
            sight = await narrowed(self._storage, sight, query.library)
        if query.query:
            return await self._found(query, sight)
        kinds = meant(self._kinds, [query.kind] if query.kind else ())
        if kinds and self._leaves.isdisjoint(kinds):
            raise self._no_lines("kind")
        walk = Walk[LinesQuery](f"lines {query.kind}")
        leaves = await self._lines.page(self._storage, sight, walk.place(query), query.limit, query.kind)
        return walk.page([each.line for each in leaves], leaves[-1].number if len(leaves) == query.limit else None)

    async def _found(self, query: LinesQuery, sight: Viewer) -> Answer:
        if query.kind:
            sentence = "say it within the query, as in `kind:film sort:-year`"
            raise QueryInvalid("This combination is not published.", places=(("kind", sentence),))
        found, following = await self._queries.found(sight, query.query, query.cursor, query.limit)
        works = await self._lines.of(self._storage, sight, [loads(each)["id"] for each in found])
        if found and not works and not query.cursor and following is None:
            raise self._no_lines("query")
        return listed([each.line for each in works], following)

    def _no_lines(self, place: str) -> QueryInvalid:
        sentence = f"ask for works of a kind that has lines: {', '.join(sorted(self._leaves))}"
        return QueryInvalid("What is asked for has no lines.", places=((place, sentence),))
