"""What files say that people did, taken over for the one who asks: ratings and plays beside a work, and playlists.

What a person said stays: an import writes only where there is nothing yet, or what an import wrote before.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.storage.ports import Reader, Transaction
    from mediad.storage.ports.viewer import Viewer

BEST_RATING = 100
MOST_PLAYS = 1_000_000
LATEST = 2**53 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the files of one work say that somebody did with it."""

    subject: int
    rating: int | None = None
    favourite: bool = False
    plays: int = 0
    played: int | None = None
    source: str = "file"

    @property
    def is_something(self) -> bool:
        """Whether they say anything that is understood."""
        return self.rating is not None or self.favourite or self.plays > 0


async def page(reader: Reader, viewer: Viewer, *, after: int, limit: int) -> tuple[list[Said], int]:
    """Give what files say of the works that somebody may see, and after which work the next page begins (0: none)."""
    params = {"after": after, "libraries": json.dumps(viewer.libraries), "age": viewer.age, "limit": limit}
    rows = await reader.fetch_all("imports.said", params)
    found = [said_of(subject, json.loads(data).get("people")) for subject, data in rows]
    return [each for each in found if each.is_something], rows[-1][0] if len(rows) == limit else 0


def said_of(subject: int, people: Any) -> Said:
    """Read the field `people` of a work; what has another shape than it should says nothing."""
    said: list[Mapping[str, Any]] = [each for each in people if isinstance(each, dict)] if type(people) is list else []
    sources = [each["source"] for each in said if isinstance(each.get("source"), str)]
    return Said(
        subject=subject,
        rating=_most(said, "rating", BEST_RATING),
        favourite=any(each.get("favourite") is True for each in said),
        plays=_most(said, "plays", MOST_PLAYS) or 0,
        played=_most(said, "played", LATEST),
        source=sources[0][:100] if sources and sources[0] else "file",
    )


def _most(said: Sequence[Mapping[str, Any]], name: str, limit: int) -> int | None:
    values = [value for each in said if type(value := each.get(name)) is int and 0 <= value <= limit]
    return max(values, default=None)


async def take(tx: Transaction, account: int, said: Sequence[Said], now: int) -> int:
    """Keep what files say for one account, and tell of how many works."""
    taken = 0
    for each in said:
        row = {
            "account": account, "subject": each.subject, "rating": each.rating, "plays": each.plays,
            "favourite": now if each.favourite else None, "played": each.played, "imported": each.source,
        }  # fmt: skip
        taken += await tx.execute("imports.take", row)
    return taken


async def work_at(reader: Reader, viewer: Viewer, root: int, path: bytes) -> int:
    """Find the work that a file is, by its root and its path below it; 0 when nobody knows it, or may not see it."""
    folder, _, name = path.rpartition(b"/")
    row = {"root": root, "folder": folder, "name": name, "age": viewer.age}
    return int(await reader.fetch_value("imports.work_at", row) or 0)
