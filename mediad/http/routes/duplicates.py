"""Works that are there more than once, and which of their files are not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from mediad.http.answers import Answer, PageOf
from mediad.http.route import API, Call, Route
from mediad.http.routes.item_inputs import LinesQuery
from mediad.http.routes.item_shapes import Brief
from mediad.http.routes.libraries import MANAGE
from mediad.http.shapes import Flag, Shape, Walk
from mediad.http.sight import meant, narrowed
from mediad.http.who import viewer
from mediad.library.catalogue.duplicates import Duplicates, Sought
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader


class DuplicatesQuery(LinesQuery):
    """Which works."""

    kind: str = Field(default="", max_length=60, description="Only this kind, as `film`.")
    qualities: Flag = Field(default="false", description="Also works that are there in several qualities.")


class Place(Shape):
    """Where a file lies.

    Attributes:
        library: Name of the library.
        path: Its path below the root.
    """

    library: str
    path: str


class DuplicateFile(Place):
    """A file of a work that is there more than once.

    Attributes:
        id: Its public id.
        edition: The edition that it is of, as people read it.
        size: Its bytes.
        spare: Why it is not needed: `edition` where a larger one of the same is there, `copy` where another copy of
            its part is kept, `bytes` where a hard link to `same_as` would do; empty where it is needed.
        same_as: The first file of equal bytes, when that is another one.
    """

    id: str
    edition: str
    size: int
    spare: str
    same_as: Place | None


class Duplicate(Brief):
    """A work that is there more than once.

    Attributes:
        size: Bytes of all its files.
        spare: Bytes of those that are not needed.
        files: Its files.
    """

    size: int
    spare: int
    files: list[DuplicateFile]


def routes(storage: Reader, kinds: KindTable) -> list[Route]:
    """Give the route of duplicates; it names folders, so it is for those who manage libraries."""
    duplicates = Duplicates(kinds)

    async def found(call: Call[DuplicatesQuery, None]) -> Answer:
        query, sight = call.query, viewer(call)
        if query.library is not None:
            sight = await narrowed(storage, sight, query.library)
        meant(kinds, [query.kind] if query.kind else [])
        sought = Sought(kind=query.kind, qualities=query.qualities == "true")
        walk = Walk[DuplicatesQuery](f"duplicates {sought}")
        works, following = await duplicates.page(storage, sight, sought, walk.place(query), query.limit)
        return walk.page(works, following)

    return [
        Route(
            method="GET", path=f"{API}/items/duplicates", name="list_duplicates", permission=MANAGE, handler=found,
            summary="Works that are there more than once, with the files that are not needed.", query=DuplicatesQuery,
            answer=PageOf(Duplicate), problems=(NotFound,), tag="items",
        ),
    ]  # fmt: skip
