"""Works, people and collections: lists as they are published, one with all that is known, and what hangs on it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.answers import Answer, no_content, page, single
from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.problems import CursorInvalid, PreconditionFailed, QueryInvalid
from mediad.http.routes.jobs import accepted
from mediad.http.routes.own_orderings import in_chosen_order
from mediad.http.shapes import joined, listed, short, written
from mediad.http.sight import narrowed, seen_as, visible
from mediad.http.who import viewer, who
from mediad.library.catalogue.editing import Correction, Editor
from mediad.storage.ports import browse, subjects
from mediad.storage.ports.browse import PLACELESS, Browser, Page, Wanted
from mediad_sdk.errors import Invalid, NotFound

if TYPE_CHECKING:
    from mediad.http.route import Call, PageQuery, ShortQuery
    from mediad.http.routes.item_inputs import EncodeWish, FacetsQuery, ItemsQuery, Merge
    from mediad.http.routes.locks import ItemEdit
    from mediad.http.routes.queries import Queries
    from mediad.http.sight import People
    from mediad.library.catalogue.item import Items
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.kinds import Kind

_PLACE_BYTES = 8
_NEWS = "added"
"""The sort that is published without a kind."""


class Editing(Protocol):
    """Corrects works."""

    async def correct(self, editor: Editor, uid: str, correction: Correction) -> bool:
        """Lock and unlock fields; False when the work was changed since the revision."""

    async def merge(self, editor: Editor, uid: str, into: str, revision: int | None = None) -> bool:
        """Let a work become another one; False when it was changed since the revision."""

    async def split(self, editor: Editor, uid: str, revision: int | None = None) -> bool:
        """Take back what was merged into a work; False when it was changed since the revision."""


class Encoding(Protocol):
    """Converts works."""

    async def start(self, jobs: Jobs, item: str, profile: str, edition: str = "", *, owner: str = "") -> str:
        """Enqueue a conversion and give the job's public id."""

    async def remove(self, edition: str) -> None:
        """Remove a conversion with its file; raises `NotFound` for any other edition."""


class Lists:
    """Answers with lists: one walk over an index, joined texts, nothing parsed."""

    def __init__(self, storage: Reader, kinds: KindTable, queries: Queries, people: People) -> None:
        self._storage = storage
        self._kinds = kinds
        self._people = people
        self._browser = Browser(kinds.all)
        self._queries = queries

    async def items(self, call: Call[ItemsQuery, None]) -> Answer:
        """List works."""
        query, sight = call.query, await seen_as(call, self._people, call.query.user)
        if query.library is not None:
            sight = await narrowed(self._storage, sight, query.library)
        if query.query:
            _alone(query, "query", "say it within the query, as in `kind:film sort:-year`")
            return await self._queries.page(sight, query.query, query.cursor, query.limit)
        if query.parent is not None:
            return await self._below(query, sight, query.parent)
        return await self._listed(query, sight)

    async def children(self, call: Call[PageQuery, None]) -> Answer:
        """List what is below a work, or in a collection."""
        return await self._children(call.query, viewer(call), call.params["id"])

    async def published(self, call: Call[ShortQuery, None]) -> Answer:
        """List every combination that can be asked for."""
        every = (browse.Published(kind="", sort=_NEWS), *browse.published(self._kinds.all()))
        return short(call.query, "published", [dataclasses.asdict(each) for each in every])

    async def facets(self, call: Call[FacetsQuery, None]) -> Answer:
        """List the values of a facet."""
        query, sight = call.query, viewer(call)
        if query.library is not None:
            sight = await narrowed(self._storage, sight, query.library)
        walk = f"{query.kind} {query.name} {query.since} {query.until}"
        after = decode_cursor(query.cursor, walk).key.decode("utf-8", "replace") if query.cursor else ""
        try:
            found = await self._browser.facets(
                self._storage, sight, query.kind, query.name, after=after, span=(query.since, query.until),
                limit=query.limit,
            )  # fmt: skip
        except Invalid as error:
            raise _unpublished(error) from error
        more = len(found) == query.limit
        return listed(found, _cursor(walk, (str(found[-1]["value"]).encode(), 0)) if more else None)

    async def _listed(self, query: ItemsQuery, sight: Viewer) -> Answer:
        wanted = await self._wanted(query, sight)
        try:
            items, after = await self._browser.page(self._storage, sight, wanted)
        except Invalid as error:
            raise _unpublished(error) from error
        return page(b"[%b]" % items, _cursor(_walk(wanted.kinds, wanted.sort, wanted.filter), after))

    async def _wanted(self, query: ItemsQuery, sight: Viewer) -> Wanted:
        facets = query.model_extra or {}
        filters = [*facets, *(("party",) if query.party else ())]
        if not query.kind:
            return self._news(query, filters)
        if len(filters) > 1 or (query.role and not query.party):
            sentence = "one filter at a time is published, and `role` goes with `party`; see /api/v1/items/published"
            place = filters[-1] if filters else "role"
            raise QueryInvalid("This combination is not published.", places=((place, sentence),))
        kinds = self._kinds.meant(query.kind)
        return Wanted(
            kinds=kinds, sort=query.sort, role=query.role, limit=query.limit,
            facet=next(((name, str(value)) for name, value in facets.items()), None),
            party=await visible(self._storage, sight, query.party) if query.party else None,
            after=_after(query.cursor, _walk(kinds, query.sort, filters[0] if filters else "")),
        )  # fmt: skip

    def _news(self, query: ItemsQuery, filters: list[str]) -> Wanted:
        if filters or query.role or query.sort not in {"", _NEWS}:
            kinds = ", ".join(kind.id for kind in self._kinds.all())
            sentence = f"name one of: {kinds}; without a kind there is what was added last"
            raise QueryInvalid("This combination is not published.", places=(("kind", sentence),))
        tops = tuple(kind.id for kind in self._kinds.all() if _is_news(kind))
        after = _after(query.cursor, _walk(tops, _NEWS))
        return Wanted(kinds=tops, sort=_NEWS, limit=query.limit, after=after)

    async def _below(self, query: ItemsQuery, sight: Viewer, parent: str) -> Answer:
        _alone(
            query, "parent", "`parent` lists what is below a work in its own order, without any filter but `library`"
        )
        return await self._children(query, sight, parent)

    async def _children(self, query: PageQuery, sight: Viewer, uid: str) -> Answer:
        number = await visible(self._storage, sight, uid)
        if chosen := await in_chosen_order(self._storage, sight, number, query):
            return chosen
        after = _after(query.cursor, "children")
        if after is not None and after[0] != PLACELESS and len(after[0]) != _PLACE_BYTES:
            raise CursorInvalid
        page = await self._browser.children(self._storage, sight, number, after=after, limit=query.limit)
        return _page(page, "children")


class Details:
    """Answers about one work."""

    def __init__(self, storage: Reader, items: Items) -> None:
        self._storage = storage
        self._items = items

    async def item(self, call: Call[Any, Any]) -> Answer:
        """Show everything about a work."""
        return await self.shown(viewer(call), call.params["id"])

    async def shown(self, sight: Viewer, uid: str) -> Answer:
        """Show a work by its id."""
        item = await self._items.item(self._storage, sight, uid)
        return single(written(item), item["revision"])

    async def files(self, call: Call[ShortQuery, None]) -> Answer:
        """List the files of a work."""
        found = await self._items.files(self._storage, viewer(call), call.params["id"])
        return short(call.query, "files", found)

    async def documents(self, call: Call[ShortQuery, None]) -> Answer:
        """List what each source says."""
        found = await self._items.documents(self._storage, viewer(call), call.params["id"])
        return short(call.query, "documents", found)

    async def artwork(self, call: Call[ShortQuery, None]) -> Answer:
        """List the pictures of a work."""
        item = await self._items.item(self._storage, viewer(call), call.params["id"])
        return short(call.query, "artwork", item["artwork"])

    async def editions(self, sight: Viewer, uid: str) -> list[str]:
        """Name the editions that somebody may see."""
        item = await self._items.item(self._storage, sight, uid)
        return [edition["id"] for edition in item["editions"]]

    async def edition(self, call: Call[Any, Any], uid: str, wanted: str) -> str:
        """Choose what is converted for a caller, "" for the best; raises `NotFound` for what is none of theirs."""
        editions = await self.editions(viewer(call), uid)
        if wanted and wanted not in editions:
            raise NotFound(f"The work has no edition {wanted}.", remedy="Look at the work for its editions.")
        if not wanted and who(call).libraries is not None:
            return editions[0] if editions else ""  # the best of all may lie in a library that is not theirs
        return wanted


class Changes:
    """Answers to edits, merges and wishes for conversions."""

    def __init__(self, details: Details, editing: Editing, encoding: Encoding, jobs: Jobs) -> None:
        self._details = details
        self._editing = editing
        self._encoding = encoding
        self._jobs = jobs

    async def edit(self, call: Call[None, ItemEdit]) -> Answer:
        """Lock and unlock fields."""
        correction = Correction(lock=call.body.locked(), unlock=call.body.unlock, revision=call.expected)
        if not await self._editing.correct(_editor(call), call.params["id"], correction):
            raise PreconditionFailed
        return await self._details.item(call)

    async def merge(self, call: Call[None, Merge]) -> Answer:
        """Let a work become another one, and show what remains."""
        into = call.body.into
        if not await self._editing.merge(_editor(call), call.params["id"], into, call.expected):
            raise PreconditionFailed
        try:
            return await self._details.shown(viewer(call), into)
        except subjects.Moved as moved:
            return await self._details.shown(viewer(call), moved.uid)

    async def split(self, call: Call[None, None]) -> Answer:
        """Take back what people merged into a work, and show what remains."""
        if not await self._editing.split(_editor(call), call.params["id"], call.expected):
            raise PreconditionFailed
        return await self._details.item(call)

    async def encode(self, call: Call[None, EncodeWish]) -> Answer:
        """Let a work be converted from an edition that the caller may see."""
        uid, owner = call.params["id"], who(call).uid
        edition = await self._details.edition(call, uid, call.body.edition or "")
        return accepted(call, await self._encoding.start(self._jobs, uid, call.body.profile, edition, owner=owner))

    async def unconvert(self, call: Call[None, None]) -> Answer:
        """Remove a conversion; only files that mediad made are ever removed."""
        uid, edition = call.params["id"], call.params["edition"]
        sight = dataclasses.replace(viewer(call), libraries=who(call).editable)
        if edition not in await self._details.editions(sight, uid):
            raise NotFound(f"The work has no edition {edition}.", remedy="Look at the work for its editions.")
        await self._encoding.remove(edition)
        return no_content()


def _alone(query: ItemsQuery, name: str, sentence: str) -> None:
    """Refuse what does not go together with a parameter; `library` does with all."""
    others = [each for each in ("kind", "sort", "party", "role", "parent") if each != name and getattr(query, each)]
    if others := [*others, *(query.model_extra or ())]:
        raise QueryInvalid("This combination is not published.", places=tuple((each, sentence) for each in others))


def _is_news(kind: Kind) -> bool:
    """Tell whether a kind's works are listed among what is new: those that nothing stands above."""
    return kind.form == "work" and not kind.parents and any(sort.name == _NEWS for sort in kind.sorts)


def _editor(call: Call[Any, Any]) -> Editor:
    actor = who(call)
    return Editor(viewer=actor.viewer, editable=actor.editable)


def _unpublished(error: Invalid) -> QueryInvalid:
    return QueryInvalid(str(error), places=error.places, remedy="`items/published` lists what is known.")


def _walk(kinds: tuple[str, ...], sort: str, narrowed_by: str = "") -> str:
    """Name a list, so that no cursor of another one is taken."""
    return f"{' '.join(kinds)}/{sort}/{narrowed_by}"


def _after(text: str | None, walk: str) -> tuple[bytes, int] | None:
    if not text:
        return None
    cursor = decode_cursor(text, walk)
    return cursor.key, cursor.id


def _cursor(walk: str, after: tuple[bytes, int] | None) -> str | None:
    return encode_cursor(Cursor(sort=walk, key=after[0], id=after[1])) if after else None


def _page(page: Page, walk: str) -> Answer:
    return joined(page.items, _cursor(walk, page.after))
