"""Where sidecars of works are, or would be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.storage.ports import Reader, Row

_LAST = b"\xff" * 256
"""After every name of a file, which has at most 255 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that a work has files in, named in their order."""

    folder: int
    files: tuple[bytes, ...]
    path: bytes
    root: bytes
    root_state: str
    root_reason: str
    library: int

    @property
    def beside(self) -> bytes:
        """The first of the files."""
        return self.files[0]


async def places(reader: Reader, subject: int) -> list[Place]:
    """Give the folders that files of a work lie in, each once."""
    return [_place(rows) for rows in _by_folder(await reader.fetch_all("sidecars.places", (subject,)))]


async def below(reader: Reader, subject: int) -> list[tuple[int, Place]]:
    """Give the folders that files of the works below a work lie in, and of which root they are, in order."""
    found = _by_folder(await reader.fetch_all("sidecars.below", (subject,)))
    return [(rows[0]["root"], _place(rows)) for rows in found]


async def folder(reader: Reader, root: int, path: bytes) -> int | None:
    """Find a folder by its path."""
    found: int | None = await reader.fetch_value("sidecars.folder", {"root": root, "path": path})
    return found


async def is_shared(reader: Reader, place: Place, subject: int, kinds: Iterable[str], begins: bytes = b"") -> bool:
    """Tell whether a folder has files of other works of some kinds, named so that they begin with something."""
    params = {
        "folder": place.folder, "subject": subject, "kinds": json.dumps(sorted(kinds)), "first": begins,
        "end": begins + _LAST,
    }  # fmt: skip
    return await reader.fetch_one("sidecars.other", params) is not None


def _by_folder(rows: Iterable[Row]) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["folder"], []).append(row)
    return list(found.values())


def _place(rows: Sequence[Row]) -> Place:
    first, files = rows[0], tuple(bytes(row["name"]) for row in rows)
    return Place(
        folder=first["folder"], files=files, path=first["folder_path"], root=first["root_path"],
        root_state=first["root_state"], root_reason=first["root_reason"], library=first["library"],
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
