"""One subject with everything that hangs on it, as somebody may see it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mediad.storage.ports.editions import USABLE
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction
    from mediad.storage.ports.viewer import Viewer


FOLDER_FILES = 5_000
"""Files of one folder that an item names."""


async def subject(reader: Reader, viewer: Viewer, id_: int) -> Row:
    """Read a subject; whoever may not see it learns nothing of it."""
    row = await reader.fetch_one("detail.subject", {"libraries": _libraries(viewer), "id": id_, "age": viewer.age})
    if row is None:
        raise NotFound("There is no such work.", remedy="Check the id; works are listed under /items.")
    return row


async def about(reader: Reader, viewer: Viewer, what: str, id_: int) -> Sequence[Row]:
    """Read the `companions`, `artwork` or `documents` of a subject that come from the viewer's libraries."""
    return await reader.fetch_all(f"detail.{what}", {"id": id_, "libraries": _libraries(viewer)})


async def of(reader: Reader, what: str, id_: int) -> Sequence[Row]:
    """Read the `credits`, `orderings`, `ids` or `locks` of a subject."""
    return await reader.fetch_all(f"detail.{what}", (id_,))


async def linked(reader: Reader, viewer: Viewer, what: str, id_: int) -> Sequence[Row]:
    """Read the `extras` of a work, its `relations_back`, or what is the `same_recording`."""
    return await reader.fetch_all(f"detail.{what}", {"id": id_, "libraries": _libraries(viewer), "age": viewer.age})


async def relations(reader: Reader, viewer: Viewer, id_: int) -> Sequence[Row]:
    """Read what a subject leads to; a target that nobody has a file of is named all the same."""
    return await linked(reader, viewer, "relations", id_)


async def editions(reader: Reader, viewer: Viewer, id_: int) -> list[Row]:
    """Read the sources of a subject's editions that lie in the viewer's libraries; what is lost as a whole is left out.

    Editions that can be used come first.
    """
    rows = await reader.fetch_all("detail.editions", (id_,))
    seen = [row for row in rows if row["source"] is None or row["library"] in viewer.libraries]
    grades: dict[int, int] = {}
    for row in seen:
        grade = USABLE.get(row["state"]) if row["source"] else 0
        if grade is not None:
            grades[row["id"]] = min(grade, grades.get(row["id"], grade))
    return sorted([row for row in seen if row["id"] in grades], key=lambda row: grades[row["id"]])


async def folder_files(reader: Reader, folder: int) -> list[tuple[str, Row]]:
    """Read the files of a folder that is an edition, each with its name below that folder."""
    place = await reader.fetch_one("detail.folder", (folder,))
    if place is None:
        return []
    path = bytes(place["path"])
    low, high = (path + b"/", path + b"0") if path else (b"", b"\xff")  # 0 comes after /
    rows = await reader.fetch_all("detail.folder_files", (place["root"], path, low, high, FOLDER_FILES))
    return [(_below(bytes(row["path"])[len(path) :].lstrip(b"/"), row["display"]), row) for row in rows]


def _below(folder: bytes, name: str) -> str:
    return f"{folder.decode(errors='replace')}/{name}" if folder else name


async def lock(tx: Transaction, rows: Sequence[tuple[int, str, str, int, int]]) -> None:
    """Lock fields: (subject, field, value as JSON, account, at)."""
    if rows:
        await tx.execute_many("detail.lock", rows)


async def unlock(tx: Transaction, rows: Sequence[tuple[int, str]]) -> None:
    """Leave fields to their sources: (subject, field)."""
    if rows:
        await tx.execute_many("detail.unlock", rows)


async def revision(reader: Reader, id_: int) -> int:
    """Read how often a subject was changed."""
    return int(await reader.fetch_value("detail.revision", (id_,)) or 0)


def _libraries(viewer: Viewer) -> str:
    return json.dumps(viewer.libraries)
