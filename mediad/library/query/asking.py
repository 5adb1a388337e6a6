"""Answers queries: from the smallest set that an index names as a whole, or by a walk over the list that is asked for.

A set is sorted here and paged through. A walk looks at a bounded number of works a page: where few of them hold, the
page is short, even empty, and says where the next one begins.
"""

from __future__ import annotations

import dataclasses
import struct
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from mediad.library.query import credited
from mediad.library.query.conditions import Condition, Words, lists
from mediad.library.query.fields import SHELVES, condition_of
from mediad.library.query.found import Batch, Room
from mediad.library.query.grammar import MOST_LISTED, Is, Mistake, Query
from mediad.library.query.holders import In
from mediad.storage.ports import libraries, queries, search
from mediad.storage.ports.browse import Page
from mediad.storage.ports.queries import Shelf
from mediad.storage.ports.sortkeys import MISSING, opposite
from mediad_sdk.data import dataclass
from mediad_sdk.earth import CELLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.browse import After
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock
    from mediad_sdk.values.kinds import Kind

LOOKED_AT = 3_000
"""Works that a walk looks at for one page."""
_ROUND = 500
_FEW = 200
"""Works; no smaller set is looked for."""
_TITLE = "title"
_POSITION = "position"
_COUNT = struct.Struct(">I")
_LISTED_AS = {"box": CELLS}
"""Terms that ask a facet of another name."""
Listed: TypeAlias = tuple["After", str]
"""A work's place in the list, and what is shown of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query made ready.

    Attributes:
        sort: The sort that the lists are walked by; "" for the best titles first.
        falling: Walked from the end.
        placed: By the places in what is asked for with `in:`, as far as a set of works is sorted.
    """

    query: Query
    room: Room
    conditions: tuple[Condition, ...]
    sort: str
    falling: bool
    placed: In | None = None


class Asking:
    """Answers queries about the works of this daemon."""

    def __init__(self, reader: Reader, kinds: KindTable, clock: Clock) -> None:
        self._reader = reader
        self._kinds = kinds
        self._clock = clock

    async def page(self, viewer: Viewer, query: Query, *, after: After | None = None, limit: int = 50) -> Page:
        """Give a page; raises `Mistake` where the query asks for what is not there."""
        asked = await self.ready(viewer, query)
        if not asked.sort:
            return await _best(asked, after, limit)
        gathered = await _smallest(asked.room, asked.conditions)
        if gathered is None:
            return await _walked(asked, after, limit)
        return await _sorted(asked, await _seen(asked, *gathered), after, limit)

    async def ready(self, viewer: Viewer, query: Query) -> Asked:
        """Look up what a query names; raises `Mistake`."""
        words = " ".join(term.text for term in query.named("") if not term.negated)
        seen = await self._narrowed(viewer, query)
        kinds = self._chosen(query, is_search=bool(words))
        by_place = query.sort == _POSITION or not (query.sort or words)
        is_placed = by_place and any(not term.negated for term in query.named("in"))
        usual = _usual(kinds), query.falling, kinds
        sort, falling, kinds = usual if is_placed else _order(query, kinds, by_rank=bool(words))
        room = Room(reader=self._reader, viewer=seen, kinds=kinds, every=self._kinds.all(), now=self._clock.now_ms())
        rest = [term for term in query.terms if term.name not in SHELVES and (term.name or term.negated)]
        conditions = [*([Words(words)] if words else []), *(condition_of(term, room) for term in rest)]
        placed = next((each for each in conditions if isinstance(each, In)), None) if is_placed else None
        return Asked(query=query, room=room, conditions=tuple(conditions), sort=sort, falling=falling, placed=placed)

    async def _narrowed(self, viewer: Viewer, query: Query) -> Viewer:
        """Look at some libraries alone, by name or id."""
        seen = set(viewer.libraries)
        for term in query.named("library"):
            known = {each.id: (each.name.casefold(), each.uid) for each in await libraries.all_libraries(self._reader)}
            wanted = {value.text.casefold() for value in term.values if isinstance(value, Is)}
            named = {id_ for id_, names in known.items() if id_ in viewer.libraries and wanted.intersection(names)}
            if not named:
                raise Mistake(term.at, "there is no such library; `mediad library list` shows their names")
            seen = seen - named if term.negated else seen & named
        return dataclasses.replace(viewer, libraries=tuple(sorted(seen)))

    def _chosen(self, query: Query, *, is_search: bool) -> tuple[Kind, ...]:
        """Choose the kinds that a query is about: those that it names, or all that have the facets that it names."""
        every = self._kinds.all()
        facets = {facet.name for kind in every for facet in kind.facets}
        chosen = [kind for kind in every if kind.form == "work" or is_search]
        for at, term in enumerate(sorted(query.named("kind"), key=lambda each: each.negated)):
            said = [value.text if isinstance(value, Is) else "" for value in term.values]
            names = {kind for name in said for kind in self._kinds.called(name) or ("",)}
            if "" in names:
                raise Mistake(
                    term.at, f"there is no such kind; there is {', '.join(sorted(kind.id for kind in every))}"
                )
            among = chosen if at or term.negated else every
            chosen = [kind for kind in among if (kind.id in names) != term.negated]
            if not chosen:
                raise Mistake(term.at, "no kind is left: leave this out")
        for term in query.terms:
            name = _LISTED_AS.get(term.name, term.name)
            if name in facets and name != "year" and not term.negated:
                found = credited.below(name, every) if query.named("kind") else ()
                chosen = [kind for kind in chosen if lists(kind, name) or kind.id in found]
                if not chosen:
                    raise Mistake(term.at, f"no kind that is asked for has `{term.name}:`")
        return tuple(chosen)


def _order(query: Query, kinds: tuple[Kind, ...], *, by_rank: bool) -> tuple[str, bool, tuple[Kind, ...]]:
    """Choose the sort, whether it is walked from its end, and the kinds that have it.

    A sort rises, and with a `-` it falls, whichever way round it is published.
    """
    if not query.sort and by_rank:
        return "", False, kinds
    name = query.sort or _usual(kinds)
    having = {kind: sort for kind in kinds for sort in kind.sorts if sort.name == name}
    if not having or (query.named("kind") and len(having) < len(kinds)):
        shared = set.intersection(*({sort.name for sort in kind.sorts} for kind in kinds)) if kinds else set()
        known = f"there is {', '.join(sorted(shared))}" if shared else "ask for one kind at a time"
        raise Mistake(query.sort_at, f"not all that is asked for is sorted by {name}: {known}")
    falls = next(iter(having.values())).by[0].startswith("-")
    return name, bool(query.sort) and falls != query.falling, tuple(having)


def _usual(kinds: tuple[Kind, ...]) -> str:
    return kinds[0].sorts[0].name if len(kinds) == 1 and kinds[0].sorts else _TITLE


async def _smallest(room: Room, conditions: Iterable[Condition]) -> tuple[list[int], Condition] | None:
    """Give the smallest set that holds every work, and whose it is; None where no index names one."""
    best: tuple[list[int], Condition] | None = None
    for condition in conditions:
        found = await condition.some(room)
        if found is not None and (best is None or len(found) < len(best[0])):
            best = found, condition
        if best is not None and len(best[0]) <= _FEW:
            break
    return best


async def _kept(asked: Asked, batch: Batch, found_by: Condition | None = None) -> Batch:
    """Leave those of some works of which every condition holds; what named a set as it is does not look at it again."""
    for condition in asked.conditions:
        if batch.ids and not (condition is found_by and isinstance(condition, Words | In)):
            batch = batch.only(await condition.keeps(asked.room, batch))
    return batch


async def _seen(asked: Asked, ids: Iterable[int], found_by: Condition) -> Batch:
    """Look at some works of the kinds that are asked for, in the order in which they are named."""
    room = asked.room
    kinds, wanted = {kind.id for kind in room.kinds}, list(dict.fromkeys(ids))
    rows = await search.shown(room.reader, room.viewer, wanted, queries.GATHERED)
    seen = {id_: rows[id_]["brief"] for id_ in wanted if id_ in rows and rows[id_]["kind"] in kinds}
    return await _kept(asked, Batch(room, seen), found_by)


async def _best(asked: Asked, after: After | None, limit: int) -> Page:
    """Give what words find, the best titles first; where that is too much, also of what another condition names."""
    [words] = [each for each in asked.conditions if isinstance(each, Words)]
    ids, is_all = await words.best(asked.room)
    texts = (await _seen(asked, ids, words)).texts
    others = [each for each in asked.conditions if each is not words]
    if not is_all and (gathered := await _smallest(asked.room, others)):
        texts |= (await _seen(asked, *gathered)).texts
    start = after[1] if after else 0
    end = min(start + limit, asked.query.limit or start + limit)
    more = end < min(len(texts), asked.query.limit or len(texts))
    return Page(items=list(texts.values())[start:end], after=(b"", end) if more else None)


async def _sorted(asked: Asked, batch: Batch, after: After | None, limit: int) -> Page:
    """Give some works by the sort."""
    given, begin = _read(after)
    keys = await _keys(asked, batch)
    places = [
        (_place(key, id_, falling=asked.falling), text)
        for id_, text in batch.texts.items()
        if (key := keys.get(id_)) is not None
    ]
    rest = [row for row in sorted(places)[: asked.query.limit] if begin is None or row[0] > begin]
    return _page(rest[:limit], given, is_last=len(rest) <= limit)


async def _keys(asked: Asked, batch: Batch) -> dict[int, bytes | None]:
    """Give what works are sorted by."""
    if asked.placed is None:
        return {id_: dict(listed.keys).get(asked.sort) for id_, listed in (await batch.listed()).items()}
    places = await asked.placed.places(asked.room, batch)
    times = Counter(places.values())
    tied = await batch.only(id_ for id_, place in places.items() if times[place] > 1).listed()
    return {id_: place + tied[id_].default if id_ in tied else place for id_, place in places.items()}


async def _walked(asked: Asked, after: After | None, limit: int) -> Page:
    """Give what a walk over the lists finds."""
    given, place = _read(after)
    left = min(limit, (asked.query.limit or MOST_LISTED) - given)
    size = _ROUND if asked.conditions else left + 1
    kept: list[Listed] = []
    looked_at, is_last = 0, False
    while looked_at < LOOKED_AT and len(kept) <= left and not is_last:
        rows = await _round(asked, place, size)
        looked_at, is_last = looked_at + size, len(rows) < size
        batch = await _kept(asked, Batch(asked.room, {abs(where[1]): text for where, text in rows}))
        kept += [row for row in rows if abs(row[0][1]) in batch.texts]
        place = rows[-1][0] if rows else place
    if len(kept) > left:
        return _page(kept[:left], given, is_last=asked.query.limit == given + left)
    return _page(kept, given, is_last=is_last or asked.query.limit == given + len(kept), behind=place)


async def _round(asked: Asked, after: After | None, size: int) -> list[Listed]:
    """Read the next works of all lists, merged; what several libraries list is there once."""
    room, found = asked.room, set[Listed]()
    begin = None if after is None else (opposite(after[0]) if asked.falling else after[0], abs(after[1]))
    for library in room.viewer.libraries:
        for kind in room.kinds:
            shelf = Shelf(
                library=library, kind=kind.id, sort=asked.sort, age=room.viewer.age, falling=asked.falling,
                is_gathered=room.viewer.max_age is not None and kind.form != "work",
            )  # fmt: skip
            rows = await queries.walk(room.reader, shelf, begin, size)
            found.update((_place(bytes(row[0]), row[1], falling=asked.falling), row[2]) for row in rows)
    return sorted(found)[:size]


def _place(key: bytes, id_: int, *, falling: bool) -> After:
    """Give where a work stands, so that places compare in the order of the list."""
    return (opposite(key), -id_) if falling and not key.startswith(MISSING) else (key, id_)


def _page(rows: Sequence[Listed], given: int, *, is_last: bool, behind: After | None = None) -> Page:
    """Give a page that ends behind its last work, or behind what was looked at in vain."""
    place = behind or (rows[-1][0] if rows else None)
    after = None if is_last or place is None else (_COUNT.pack(given + len(rows)) + place[0], place[1])
    return Page(items=[text for _, text in rows], after=after)


def _read(after: After | None) -> tuple[int, After | None]:
    """Take a place in a list, and how many works came before it."""
    if after is None or len(after[0]) < _COUNT.size:
        return 0, None
    (given,) = _COUNT.unpack_from(after[0])
    return given, (after[0][_COUNT.size :], after[1])
