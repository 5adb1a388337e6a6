"""Where sidecars of works are, or would be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

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
        found.setdefault(row["folder"], _place(row))
    return list(found.values())


async def below(reader: Reader, subject: int) -> list[tuple[int, Place]]:
    """Give the folders that files of the works below a work lie in, and of which root they are, in order."""
    found: dict[int, tuple[int, Place]] = {}
    for row in await reader.fetch_all("sidecars.below", (subject,)):
        found.setdefault(row["folder"], (row["root"], _place(row)))
    return list(found.values())


async def folder(reader: Reader, root: int, path: bytes) -> int | None:
    """Find a folder by its path."""
    found: int | None = await reader.fetch_value("sidecars.folder", {"root": root, "path": path})
    return found


def _place(row: Any) -> Place:
    return Place(
        folder=row["folder"], beside=row["name"], path=row["folder_path"], root=row["root_path"],
        root_state=row["root_state"], root_reason=row["root_reason"], library=row["library"],
    )  # fmt: skip  # one place


async def own(reader: Reader, subject: int, folder: int, type_: str) -> bytes | None:
    """Name the sidecar of a format in a folder that speaks of a work and of no other."""
    found = await reader.fetch_value("sidecars.own", {"subject": subject, "folder": folder, "type": type_})
    return None if found is None else bytes(found)


async def spoken(reader: Reader, file: int) -> set[int]:
    """Give the works that a sidecar speaks of."""
    return {row[0] for row in await reader.fetch_all("sidecars.spoken", (file,))}


async def works(reader: Reader, kinds: Iterable[str], after: int, limit: int) -> list[tuple[int, str]]:
    """Give a page of the works of some kinds: internal and public ids."""
    params = {"after": after, "kinds": json.dumps(sorted(kinds)), "limit": limit}
    return [(row[0], row[1]) for row in await reader.fetch_all("sidecars.works", params)]
