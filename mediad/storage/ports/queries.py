"""What the query language asks the database: sets up to a number, walks, and what is known of a handful of works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad.storage.ports.sortkeys import MISSING
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer

GATHERED = 5_000
"""Works of a set that is read as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A list: the works of a kind in a library by a sort, for people up to an age.

    Attributes:
        is_gathered: Whether who is known by hidden works alone is left out, as of parties.
        falling: Walked from its end.
    """

    library: int
    kind: str
    sort: str
    age: int
    is_gathered: bool = False
    falling: bool = False


async def a_set(reader: Reader, name: str, *params: object) -> list[int] | None:
    """Read a set: `between` keys, `under` a facet, `credited`, `credited_as`, `held`, what one `did`; None: more."""
    rows = await reader.fetch_all(f"queries.{name}", (*params, GATHERED + 1))
    return None if len(rows) > GATHERED else [row[0] for row in rows]


async def of(reader: Reader, name: str, ids: Iterable[int], **params: object) -> Sequence[Row]:
    """Read `states`, `progress`, `projections`, `credits`, `places` ... of some works, or which are `doubled`."""
    return await reader.fetch_all(f"queries.{name}", {**params, "ids": json.dumps(list(ids))})


async def parties(reader: Reader, viewer: Viewer, kinds: Iterable[str], name: str) -> list[int]:
    """Find parties by their folded name."""
    scopes = json.dumps([0, *viewer.libraries])
    rows = await reader.fetch_all("queries.parties", {"kinds": json.dumps(list(kinds)), "scopes": scopes, "name": name})
    return [row[0] for row in rows]


async def walk(reader: Reader, shelf: Shelf, after: tuple[bytes, int] | None, limit: int) -> list[Row]:
    """Walk a list from a place on; backwards, what has no key comes last all the same."""
    forth = "browse.gathered" if shelf.is_gathered else "browse.page"
    where: tuple[Any, ...] = (shelf.library, shelf.kind, shelf.sort)
    if not shelf.falling:
        return list(await reader.fetch_all(forth, (*where, *(after or (b"", 0)), shelf.age, limit)))
    rows: list[Row] = []
    if after is None or not after[0].startswith(MISSING):
        rows = list(await reader.fetch_all("queries.back", (*where, *(after or (MISSING, 0)), shelf.age, limit)))
        after = (MISSING, 0)
    if len(rows) < limit:
        rows += await reader.fetch_all(forth, (*where, *after, shelf.age, limit - len(rows)))
    return rows
