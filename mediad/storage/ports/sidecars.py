"""Where sidecars of works are, or would be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.storage.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that a work has a file in; `beside` is the first of them."""

    folder: int
    beside: bytes
    path: bytes
    root: bytes
    root_state: str
    root_reason: str
    library: int


async def places(reader: Reader, subject: int) -> list[Place]:
    """Give the folders that files of a work lie in, each once."""
    found: dict[int, Place] = {}
    for row in await reader.fetch_all("sidecars.places", (subject,)):
        place = Place(
            folder=row["folder"], beside=row["name"], path=row["folder_path"], root=row["root_path"],
            root_state=row["root_state"], root_reason=row["root_reason"], library=row["library"],
        )  # fmt: skip
        found.setdefault(place.folder, place)
    return list(found.values())


async def spoken(reader: Reader, folders: Iterable[int]) -> dict[int, set[int]]:
    """Give the works that each sidecar of some folders speaks of."""
    found: dict[int, set[int]] = {}
    for file, subject in await reader.fetch_all("sidecars.spoken", (json.dumps(sorted(folders)),)):
        found.setdefault(file, set()).add(subject)
    return found


async def works(reader: Reader, kinds: Iterable[str], after: int, limit: int) -> list[tuple[int, str]]:
    """Give a page of the works of some kinds: internal and public ids."""
    params = {"after": after, "kinds": json.dumps(sorted(kinds)), "limit": limit}
    return [(row[0], row[1]) for row in await reader.fetch_all("sidecars.works", params)]
