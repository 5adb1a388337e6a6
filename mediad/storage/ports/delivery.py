"""Where the bytes of files and pictures lie, for those who may have them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A file with its place.

    Attributes:
        path: Relative to its root.
        root: The root's internal id.
        root_path: Where the root is.
        root_state: Whether it is there.
        root_reason: Why it is not.
        state: Whether the file is there.
        type: The media type that claimed it.
        size: Bytes, at the last scan.
        mtime_ns: Its time, at the last scan.
        display: Its name for people.
    """

    uid: str
    path: bytes
    root: int
    root_path: bytes
    root_state: str
    root_reason: str
    state: str
    type: str
    size: int
    mtime_ns: int
    display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: a file of its own, or embedded in a media file."""

    uid: str
    embedded: bool
    placed: Placed


async def file(reader: Reader, viewer: Viewer, uid: str) -> Placed:
    """Find a file that the viewer may read; raises `NotFound` for any other."""
    row = await reader.fetch_one("delivery.file", (uid,))
    if row is None or not await _may(reader, viewer, row):
        raise NotFound(f"there is no file {uid}")
    return _placed(row)


async def picture(reader: Reader, viewer: Viewer, uid: str) -> Picture:
    """Find a picture that the viewer may see; raises `NotFound` for any other."""
    row = await reader.fetch_one("delivery.picture", (uid,))
    if row is None or row["library"] not in viewer.libraries or row["age"] > viewer.age:
        raise NotFound(f"there is no picture {uid}")
    return Picture(uid=row["picture"], embedded=bool(row["embedded"]), placed=_placed(row))


async def _may(reader: Reader, viewer: Viewer, row: Row) -> bool:
    works = await _works(reader, row)
    if any(age > viewer.age for age in works.values()):
        return False
    if row["library"]:
        return row["library"] in viewer.libraries
    # A converted file lies in no library; it is for whoever sees the work.
    params = {"subjects": json.dumps(list(works)), "libraries": json.dumps(viewer.libraries)}
    return bool(await reader.fetch_all("userdata.seen", params))


async def _works(reader: Reader, row: Row) -> dict[int, int]:
    """Give the works that a file is of, with the age each is for; a file in a disc's folder is of the disc's work."""
    found = await reader.fetch_all("delivery.works", (row["id"],))
    path = bytes(row["folder"])
    while not found and path:
        found = await reader.fetch_all("delivery.works_of_folder", (row["root"], path))
        path = path.rpartition(b"/")[0]
    return {each[0]: each[1] for each in found}


def _placed(row: Row) -> Placed:
    folder, name = row["folder"], row["name"]
    return Placed(
        uid=row["uid"], path=folder + b"/" + name if folder else name, root=row["root"], root_path=row["root_path"],
        root_state=row["root_state"], root_reason=row["root_reason"], state=row["state"], type=row["type"],
        size=row["size"], mtime_ns=row["mtime_ns"], display=row["display"],
    )  # fmt: skip
