"""The table of the routes of works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mediad.http.answers import PageOf
from mediad.http.problems import CursorInvalid
from mediad.http.route import API, PageQuery, Route, ShortQuery
from mediad.http.routes import item_shapes as shapes
from mediad.http.routes.item_inputs import EncodeWish, FacetsQuery, ItemsQuery, Merge
from mediad.http.routes.items import Changes, Details, Lists
from mediad.http.routes.jobs import Started
from mediad.http.routes.locks import ItemEdit
from mediad.library.catalogue.item import Items
from mediad_sdk.errors import Conflict, Forbidden, Gone, NotFound, Unavailable, Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.http.routes.items import Editing, Encoding
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad_sdk.host import Jobs

_EVERY, _ONE = f"{API}/items", f"{API}/items/{{id:uuid}}"


def routes(
    storage: Reader, kinds: KindTable, lists: Lists, editing: Editing, encoding: Encoding, jobs: Jobs
) -> list[Route]:
    """Give the routes of works."""
    details = Details(storage, Items(kinds))
    return [
        *_list_routes(lists, Filters(kinds)),
        *_detail_routes(details),
        *_change_routes(Changes(details, editing, encoding, jobs)),
    ]


class Filters(Mapping[str, str]):
    """The facets that lists can be filtered by now, each with a sentence."""

    def __init__(self, kinds: KindTable) -> None:
        self._kinds = kinds

    def __getitem__(self, name: str) -> str:
        if owners := [kind.id for kind in self._kinds.all() if any(facet.name == name for facet in kind.facets)]:
            return f"Only works with this value, one filter at a time; a facet of {', '.join(owners)}."
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({facet.name for kind in self._kinds.all() for facet in kind.facets}))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _list_routes(lists: Lists, filters: Mapping[str, str]) -> list[Route]:
    return [
        Route(
            method="GET", path=_EVERY, name="list_items", permission="items.read", handler=lists.items, tag="items",
            summary="Works of a kind by a published sort and filter, what a query finds, or what is below one.",
            query=ItemsQuery, answer=PageOf(shapes.Brief), problems=(NotFound,), fields=True, filters=filters,
        ),
        Route(
            method="GET", path=f"{_EVERY}/published", name="list_published", permission="items.read", tag="items",
            summary="The combinations of kind, sort and filter that lists can be asked by.", handler=lists.published,
            answer=PageOf(shapes.PublishedList), query=ShortQuery,
        ),
        Route(
            method="GET", path=f"{_EVERY}/facets", name="list_facets", permission="items.read", handler=lists.facets,
            summary="The values of a facet with how many works each has.", query=FacetsQuery, tag="items",
            answer=PageOf(shapes.FacetValue), problems=(NotFound,),
        ),
        Route(
            method="GET", path=f"{_ONE}/children", name="list_children", permission="items.read", tag="items",
            summary="What is below a work, or in a collection, in its order.", handler=lists.children, query=PageQuery,
            answer=PageOf(shapes.Brief), problems=(NotFound, Gone, CursorInvalid), fields=True, moves=True,
        ),
    ]  # fmt: skip


def _detail_routes(details: Details) -> list[Route]:
    gone = (NotFound, Gone)
    return [
        Route(
            method="GET", path=_ONE, name="get_item", permission="items.read", handler=details.item, moves=True,
            summary="One work with everything that is known of it, and from whom.", answer=shapes.Item, fields=True,
            problems=gone, tag="items",
        ),
        Route(
            method="GET", path=f"{_ONE}/files", name="list_item_files", permission="items.read", problems=gone,
            summary="The files of a work.", handler=details.files, answer=PageOf(shapes.FileOf), moves=True,
            tag="items", query=ShortQuery,
        ),
        Route(
            method="GET", path=f"{_ONE}/documents", name="list_documents", permission="items.read", problems=gone,
            summary="What each source says of a work, also what lost.", handler=details.documents, moves=True,
            answer=PageOf(shapes.Document), tag="items", query=ShortQuery,
        ),
        Route(
            method="GET", path=f"{_ONE}/artwork", name="list_artwork", permission="items.read", problems=gone,
            summary="The pictures of a work.", handler=details.artwork, answer=PageOf(shapes.Picture), moves=True,
            tag="items", query=ShortQuery,
        ),
    ]  # fmt: skip


def _change_routes(changes: Changes) -> list[Route]:
    refusals = (NotFound, Gone, Forbidden)
    return [
        Route(
            method="PATCH", path=_ONE, name="edit_item", permission="items.edit", handler=changes.edit, body=ItemEdit,
            summary="Lock fields to a value, or leave them to their sources.", answer=shapes.Item, problems=refusals,
            if_match=True, moves=True, max_body=64 << 10, tag="items",
        ),
        Route(
            method="POST", path=f"{_ONE}/merge", name="merge_item", permission="items.edit", handler=changes.merge,
            summary="Say that this work is another one; this id leads there from now on.", body=Merge,
            answer=shapes.Item, problems=(*refusals, Conflict), if_match=True, moves=True, tag="items",
        ),
        Route(
            method="POST", path=f"{_ONE}/split", name="split_item", permission="items.edit", handler=changes.split,
            summary="Take back what was merged into this work; the next scan makes works of their own of it.",
            answer=shapes.Item, problems=(*refusals, Conflict), if_match=True, moves=True, tag="items",
        ),
        Route(
            method="POST", path=f"{_ONE}/encode", name="encode_item", permission="encode.run", handler=changes.encode,
            summary="Convert a work.", body=EncodeWish, answer=Started, status=202, moves=True, tag="items",
            problems=(NotFound, Gone, Conflict, Unsupported, Unavailable),
        ),
        Route(
            method="DELETE", path=f"{_ONE}/editions/{{edition:uuid}}", name="remove_conversion",
            permission="items.edit", handler=changes.unconvert, status=204, problems=(NotFound, Gone), tag="items",
            summary="Remove a conversion and its file; an edition that a scan found is never removed.",
        ),
    ]  # fmt: skip
