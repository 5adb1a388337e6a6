"""Lists that are asked for in the query language: of works, and of what a list that fills itself holds."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.problems import QueryInvalid
from mediad.http.shapes import joined
from mediad.library.query import Mistake, parse, write
from mediad.library.query.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.answers import Answer
    from mediad.library.kinds import KindTable
    from mediad.library.query import Query
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock

_ANYBODY = -1
"""An account for a query that nobody asks yet."""


class Queries:
    """Answers queries."""

    def __init__(self, storage: Reader, kinds: KindTable, clock: Clock) -> None:
        self._asking = Asking(storage, kinds, clock)

    async def page(self, sight: Viewer, text: str, cursor: str | None, limit: int) -> Answer:
        """Answer with a page of what a query finds."""
        return joined(*await self.found(sight, text, cursor, limit))

    async def found(self, sight: Viewer, text: str, cursor: str | None, limit: int) -> tuple[Sequence[str], str | None]:
        """Give a page of what a query finds, as JSON texts, and the cursor of the next one."""
        query = understood(text)
        walk = f"query {write(query)}"
        after = None
        if cursor:
            place = decode_cursor(cursor, walk)
            after = (place.key, place.id)
        try:
            found = await self._asking.page(sight, query, after=after, limit=limit)
        except Mistake as mistake:
            raise refused(mistake) from mistake
        return found.items, encode_cursor(Cursor(walk, *found.after)) if found.after else None

    async def ready(self, sight: Viewer, text: str) -> str:
        """Give a query as it is kept; one that asks for what is not there is refused.

        It may ask what a person did, whoever keeps it: that is asked of whoever reads.
        """
        query = understood(text)
        try:
            await self._asking.ready(dataclasses.replace(sight, account=sight.account or _ANYBODY), query)
        except Mistake as mistake:
            raise refused(mistake) from mistake
        return write(query)


def understood(text: str) -> Query:
    """Read a query."""
    try:
        return parse(text)
    except Mistake as mistake:
        raise refused(mistake) from mistake


def refused(mistake: Mistake) -> QueryInvalid:
    """Say what is wrong with a query; its sentence names the place."""
    return QueryInvalid(str(mistake), places=mistake.places, remedy=mistake.remedy)
